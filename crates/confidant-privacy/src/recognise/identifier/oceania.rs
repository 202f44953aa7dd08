//! Australia and New Zealand.

use confidant_text::EntityKind::{BankAccount, HealthInsuranceId, TaxId};

use super::{
    scheme::{Scheme, any},
    sum::{divides, integer, last, part, value, values, varied, weighted},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum("au.abn", TaxId, "9{11}|!99 999 999 999", abn, "abn|australian business number|business number"),
    Scheme::sum("au.acn", TaxId, "9{9}", acn, "acn|australian company number|company number"),
    Scheme::sum("au.tfn", TaxId, "9{8,9}", tfn, "tfn|tax file number|tax file"),
    Scheme::sum(
        "au.medicare",
        HealthInsuranceId,
        "9{10,11}|!9999 99999 9|!9999 99999 9 9",
        medicare,
        "medicare|medicare number|medicare card",
    ),
    Scheme::form("au.bsb", BankAccount, "999-999", any, "bsb|bank state branch"),
    Scheme::sum("nz.ird", TaxId, "9{8,9}|!99-999-999|!999-999-999", ird, "ird number|ird|inland revenue|gst number"),
    Scheme::sum("nz.nhi", HealthInsuranceId, "aaa9{4}|!aaa99aa", nhi, "nhi|national health index|nhi number"),
    Scheme::sum(
        "nz.bankaccount",
        BankAccount,
        "9{15,16}|!99-9999-9{7}-99|!99-9999-9{7}-999|99-999-9{7}-99",
        nz_account,
        "bank account|account number|account",
    ),
];

/// ABN (Australian Business Register): one less in the first digit, weights 10 and the odd numbers, modulo 89.
fn abn(number: &str) -> bool {
    let sum = weighted(number, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    !number.starts_with('0') && sum.checked_sub(10).is_some_and(|sum| sum.is_multiple_of(89))
}

/// ACN (ASIC): weights 8 to 1, modulo 10.
fn acn(number: &str) -> bool {
    (10 - weighted(number, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == last(number)
}

/// TFN (ATO): weights modulo 11.
fn tfn(number: &str) -> bool {
    varied(number) && divides(number, &[1, 4, 3, 7, 5, 8, 6, 9, 10], 11)
}

/// Medicare card (Services Australia): 1-3-7-9, modulo 10; then the issue and the place on the card.
fn medicare(number: &str) -> bool {
    let check = weighted(number, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10;
    matches!(value(number, 0), 2..=6) && check == value(number, 8)
}

/// IRD number (Inland Revenue): modulo 11 in two passes, within the range given out.
fn ird(number: &str) -> bool {
    let padded = format!("{number:0>9}");
    let rest = |weights: &[u32]| (11 - weighted(&padded, weights) % 11) % 11;
    let check = match rest(&[3, 2, 7, 6, 5, 4, 3, 2]) {
        10 => rest(&[7, 4, 3, 2, 5, 2, 7, 6]),
        check => check,
    };
    (10_000_000..150_000_000).contains(&integer(number)) && check == last(number)
}

/// National health index (HISO 10046): letters without I and O, weights 7 to 2, modulo 11; the new form modulo 24.
fn nhi(number: &str) -> bool {
    const LETTERS: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    let place = |c: char| LETTERS.chars().zip(1..).find(|(letter, _)| *letter == c).map_or(0, |(_, at): (_, u32)| at);
    let counted = |c: char| c.to_digit(10).unwrap_or_else(|| place(c));
    let sum: u32 =
        part(number, ..6).chars().map(counted).zip([7, 6, 5, 4, 3, 2]).map(|(value, weight)| value * weight).sum();
    let letters = part(number, ..3).chars().all(|c| place(c) > 0);
    letters
        && match number.chars().next_back() {
            Some(c) if c.is_ascii_digit() => !sum.is_multiple_of(11) && (11 - sum % 11) % 10 == last(number),
            Some(c) => 24 - sum % 24 == place(c),
            None => false,
        }
}

/// Account (Payments NZ): bank, branch, account, suffix; weights by bank.
fn nz_account(number: &str) -> bool {
    // The branch has three or four digits and the suffix two or three.
    let padded = match number.len() {
        15 => format!("{}0{}", part(number, ..13), part(number, 13..)),
        14 => format!("{}0{}0{}", part(number, ..2), part(number, 2..12), part(number, 12..)),
        _ => number.to_owned(),
    };
    let base = integer(part(&padded, 6..13));
    let (weights, tens, modulus): (&[u32], u32, u32) = match integer(part(&padded, ..2)) {
        8 => (&[0, 0, 0, 0, 0, 0, 7, 6, 5, 4, 3, 2, 1], 0, 11),
        9 => (&[0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 4, 3, 2, 0, 0, 1], 9, 11),
        25 | 33 => (&[0, 0, 0, 0, 0, 0, 1, 7, 3, 1, 7, 3, 1], 0, 10),
        26 | 28 | 29 => (&[0, 0, 0, 0, 0, 0, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1], 9, 10),
        1..=38 if base >= 990_000 => (&[0, 0, 0, 0, 0, 0, 0, 10, 5, 8, 4, 2, 1], 0, 11),
        1..=38 => (&[0, 0, 6, 3, 7, 9, 0, 10, 5, 8, 4, 2, 1], 0, 11),
        _ => return false,
    };
    let folded = |product: u32| if tens > 0 && product > tens { product % tens } else { product };
    let sum: u32 = values(&padded).zip(weights).map(|(value, weight)| folded(value * weight)).sum();
    sum.is_multiple_of(modulus)
}
