//! A document full of words that must not be found anywhere else.

use crate::pdf::pdf;

/// Words of the canary document that no byte outside may hold, in any case of letters.
pub const CANARIES: [&str; 9] = [
    "Quillon",
    "Ferrybank",
    "canary-post",
    "GB29NWBK",
    "GB29 NWBK",
    "60161331926819",
    "6016 1331 9268 19",
    "23125 877",
    "4111 1111 1111 1111",
];

/// The file's name, which names the person too.
pub const FILE: &str = "Dr. Quillon Ferrybank.pdf";

/// A question that names the person.
pub const QUESTION: &str = "When can Dr. Quillon Ferrybank end the lease, and what does Dr. Ferrybank pay?";

/// Names in the title, the author and the body.
pub fn document() -> Vec<u8> {
    pdf(
        "Lease of Dr. Quillon Ferrybank",
        "Dr. Quillon Ferrybank",
        &[
            "Residential lease between Kastanienhof Wohnbau GmbH and Dr. Quillon Ferrybank.",
            "Dr. Quillon Ferrybank can be reached at quillon.ferrybank@canary-post.example or +49 30 23125 877.",
            "Ferrybank pays the rent into the account GB29 NWBK 6016 1331 9268 19 every month.",
            "The deposit of Quillon Ferrybank was paid with the card 4111 1111 1111 1111.",
            "The lease can be ended with three months' notice, by letter, to the end of a quarter.",
        ],
    )
}

/// The canaries that these bytes hold, in the clear or as UTF-16.
pub fn found_in(bytes: &[u8]) -> Vec<&'static str> {
    let lower = bytes.to_ascii_lowercase();
    let holds = |needle: &[u8]| lower.windows(needle.len()).any(|window| window == needle);
    let found = CANARIES.into_iter().filter(|canary| {
        let canary = canary.to_ascii_lowercase();
        let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
        holds(canary.as_bytes()) || holds(&wide)
    });
    found.collect()
}

#[test]
fn a_canary_is_found_where_there_is_one() {
    assert_eq!(found_in(b"... QUILLON ..."), ["Quillon"]);
    assert_eq!(found_in(b"F\0e\0r\0r\0y\0b\0a\0n\0k\0"), ["Ferrybank"]);
    assert!(found_in(b"nothing").is_empty());
    assert!(found_in(&document()).len() >= 6, "the canaries are in the document");
}
