//! Random values of each kind, valid where the kind has check digits.

use fastrand::Rng;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Person,
    Email,
    Iban,
    Card,
    Phone,
    Ssn,
    Customer,
    Passport,
    Secret,
    Term,
}

/// A value that stands in a document.
pub struct Value {
    pub kind: Kind,
    pub text: String,
}

/// Parts of invented names, none of which is a word.
const HEADS: [&str; 16] = [
    "Zor", "Quil", "Vex", "Ömr", "Tøk", "Bryz", "Ngũ", "Škor", "Wyx", "Jaqu", "Olb", "Frøm", "Łuk", "Ghaz", "Pfir",
    "Umt",
];
const TAILS: [&str; 16] = [
    "nar", "lix", "bek", "ström", "ić", "ova", "dottir", "quel", "zyn", "hâm", "berto", "ñez", "kov", "ssen", "wyth",
    "uma",
];

/// A random value of a kind.
pub fn of(kind: Kind, random: &mut Rng) -> String {
    match kind {
        Kind::Person => format!("{} {}", name(random), name(random)),
        Kind::Email => format!("{}.{}@{}.example", ascii(random, 4..9), ascii(random, 4..9), ascii(random, 5..12)),
        Kind::Iban => iban(random),
        Kind::Card => card(random),
        Kind::Phone => phone(random),
        Kind::Ssn => format!("{}-{}-{}", random.u32(100..600), random.u32(10..100), random.u32(1000..10_000)),
        Kind::Customer => format!("{}-{}", letters(random, b'A'..=b'Z', 2), random.u32(100_000..1_000_000)),
        Kind::Passport => format!("{}{}", letters(random, b'A'..=b'Z', 1), digits(random, 8)),
        Kind::Secret => secret(random),
        Kind::Term => format!("{} {}", name(random), ["Initiative", "Project", "Programme"][random.usize(..3)]),
    }
}

fn name(random: &mut Rng) -> String {
    let simple =
        |random: &mut Rng| format!("{}{}", HEADS[random.usize(..HEADS.len())], TAILS[random.usize(..TAILS.len())]);
    if random.u8(..8) == 0 { format!("{}-{}", simple(random), simple(random)) } else { simple(random) }
}

fn letters(random: &mut Rng, range: std::ops::RangeInclusive<u8>, length: usize) -> String {
    (0..length).map(|_| char::from(random.u8(range.clone()))).collect()
}

fn ascii(random: &mut Rng, length: std::ops::Range<usize>) -> String {
    let length = random.usize(length);
    letters(random, b'a'..=b'z', length)
}

fn digits(random: &mut Rng, length: usize) -> String {
    letters(random, b'0'..=b'9', length)
}

/// ISO 13616: the two check digits make the number, letters as 10 to 35 and the first four at the end, 1 modulo 97.
fn iban(random: &mut Rng) -> String {
    let (country, length) = [("DE", 18), ("GB", 18), ("FR", 23), ("ES", 20), ("NL", 14), ("AT", 16)][random.usize(..6)];
    let account = match country {
        "GB" | "NL" => format!("{}{}", letters(random, b'A'..=b'Z', 4), digits(random, length - 4)),
        _ => digits(random, length),
    };
    let value = |c: char| c.to_digit(36).unwrap();
    let rest = format!("{account}{country}00")
        .chars()
        .map(value)
        .fold(0, |rest, value| if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 });
    grouped(&format!("{country}{:02}{account}", 98 - rest), random)
}

/// ISO/IEC 7812: Luhn's check digit behind an issuer's prefix.
fn card(random: &mut Rng) -> String {
    let (prefix, length) = [("4", 16), ("51", 16), ("2221", 16), ("37", 15), ("6011", 16)][random.usize(..5)];
    let body = format!("{prefix}{}", digits(random, length - prefix.len() - 1));
    let doubled = |(at, c): (usize, char)| {
        let digit = c.to_digit(10).unwrap() * if at % 2 == 0 { 2 } else { 1 };
        if digit > 9 { digit - 9 } else { digit }
    };
    let sum: u32 = body.chars().rev().enumerate().map(doubled).sum();
    grouped(&format!("{body}{}", (10 - sum % 10) % 10), random)
}

fn grouped(value: &str, random: &mut Rng) -> String {
    let gap = ["", " ", "\u{a0}"][random.usize(..3)];
    let letters: Vec<char> = value.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(gap)
}

fn phone(random: &mut Rng) -> String {
    match random.u8(..4) {
        0 => format!("+49 30 {}", random.u32(2_000_000..9_999_999)),
        1 => format!("+44 20 7{} {}", random.u32(100..1000), random.u32(1000..10_000)),
        2 => format!("(415) 5{}-{}", random.u32(60..100), random.u32(1000..10_000)),
        _ => {
            format!("+33 1 4{} {} {} {}", random.u8(0..10), random.u8(10..100), random.u8(10..100), random.u8(10..100))
        }
    }
}

fn secret(random: &mut Rng) -> String {
    let tail = letters(random, b'a'..=b'z', 6);
    format!("{}{}{}!{}", letters(random, b'A'..=b'Z', 3), digits(random, 3), tail, digits(random, 2))
}
