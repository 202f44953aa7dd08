//! Failures 20 to 22: too much, in another script, and secrets.

use confidant_privacy::{Refusal, Vault};
use confidant_text::EntityKind;

use crate::{found, masked, masked_with, reviewed};

/// Words that everybody knows and that tell nothing about a client.
const PUBLIC: [&str; 40] = [
    "Germany",
    "France",
    "London",
    "Berlin",
    "Paris",
    "Amazon",
    "Google",
    "Microsoft",
    "Toyota",
    "Siemens",
    "the European Union",
    "the United Nations",
    "the Bible",
    "Monday",
    "January",
    "spring",
    "Christmas",
    "English",
    "Spanish",
    "Java",
    "Python",
    "Linux",
    "Bluetooth",
    "penicillin",
    "aspirin",
    "oxygen",
    "the Danube",
    "the Alps",
    "Mars",
    "Jupiter",
    "Newton's law",
    "the Nobel Prize",
    "Shakespeare",
    "Beethoven",
    "Civil Code",
    "GDPR",
    "Article 6",
    "Section 230",
    "Chapter 11",
    "VAT",
];

#[test]
fn failure_20_ordinary_prose_is_left_alone() {
    let prose = "The committee met in the morning and discussed the budget for the coming year. Three members asked for more time, \
        because the figures had changed since the last meeting. In May the chair will report again. Rose bushes and young trees \
        were planted along the road; the mayor said that every street should have them. Chapter 4 explains how Article 12 is applied.";
    assert_eq!(found(prose), []);
}

#[test]
fn failure_20_what_is_public_stays() {
    let kept = PUBLIC.iter().filter(|term| found(&format!("They spoke about {term} for an hour.")).is_empty()).count();
    assert!(kept * 10 >= PUBLIC.len() * 9, "only {kept} of {} stay", PUBLIC.len());
}

/// What has a shape is found in any script. What language the words around it are, the rules need not know; which languages the
/// tagger reads, and what happens to others, is a question for the tagger's issue.
#[test]
fn failure_21_identifiers_are_found_in_every_script() {
    for (before, after) in
        [("Пишите на", "сегодня"), ("راسلوا", "اليوم"), ("请写信给", "今天"), ("ติดต่อ", "วันนี้"), ("כתבו אל", "היום")]
    {
        for value in ["anna@example.org", "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "+49 30 901820"] {
            let text = format!("{before} {value} {after}");
            assert!(found(&text).iter().any(|(_, found)| found == value), "{text}: {:?}", found(&text));
        }
    }
}

/// Keys are put together here, so that no scanner of this repository takes them for real ones.
fn secrets() -> Vec<(&'static str, String)> {
    let key = |prefix: &str, length: usize| -> String {
        let alphabet = b"q7RtZ2mXw9LpK4vBn8YcD3sHf6JgA1eU5oTi";
        let letters = (0..length).map(|at| char::from(alphabet[(at * 7 + 3) % alphabet.len()]));
        prefix.chars().chain(letters).collect()
    };
    vec![
        ("a password", "password = hunter2".to_owned()),
        ("a password in prose", "The password is hunter2.".to_owned()),
        ("a GitHub token", format!("token {}", key("ghp_", 36))),
        ("a cloud key", format!("aws_secret_access_key = {}", key("", 40))),
        ("a private key", format!("-----BEGIN {0}-----\n{1}\n-----END {0}-----", "RSA PRIVATE KEY", key("MII", 60))),
        ("a web token", format!("Authorization: Bearer {}.{}.{}", key("eyJ", 30), key("eyJ", 40), key("", 43))),
        ("a connection string", "postgres://app:s3cr3tPass@db.example.org:5432/main".to_owned()),
        ("a secret without a prefix", format!("api_key: \"{}\"", key("", 32))),
        ("a key in base64", "config: cGFzc3dvcmQgPSBodW50ZXIyX2lzX215X3NlY3JldA==".to_owned()),
        ("words of a wallet", format!("seed phrase: {}about", "abandon ".repeat(11))),
        ("a PIN", "your PIN is 4921".to_owned()),
        ("a cookie", format!("Set-Cookie: sessionid={}; Path=/", key("", 32))),
    ]
}

#[test]
fn failure_22_every_form_of_a_secret_blocks() {
    for (what, text) in secrets() {
        assert!(found(&text).iter().any(|(kind, _)| kind.is_secret()), "{what}: {:?}", found(&text));
        let mut vault = Vault::new();
        let masked = masked_with(&text, &mut vault);
        assert_eq!(reviewed(&masked, &vault).err(), Some(Refusal::Secret), "{what}: {masked}");
    }
}

#[test]
fn failure_22_words_about_secrets_are_no_secrets() {
    for text in [
        "Choose a strong password.",
        "password = ${DB_PASSWORD}",
        "password: ********",
        "The token of our thanks is here.",
    ] {
        let secrets: Vec<_> = found(text).into_iter().filter(|(kind, _)| EntityKind::is_secret(*kind)).collect();
        assert_eq!(secrets, [], "{}", masked(text));
    }
}
