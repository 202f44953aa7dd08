//! Vehicles and their plates.

use confidant_text::EntityKind::{LicencePlate, Vin};

use super::{
    scheme::{Scheme, any},
    sum::{integer, part, value},
};

const PLATE: &str = "licence plate|license plate|number plate|plate|plate number|registration|registration number|reg|car reg|vehicle|vehicle registration|vrm|car";

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum(
        "vin",
        Vin,
        "!n{17}",
        vin,
        "vin|vehicle identification number|chassis number|fahrgestellnummer|fin|fahrzeug-identifizierungsnummer|numéro de châssis|bastidor|telaio|chassis",
    ),
    Scheme::written("gb.plate", LicencePlate, "!aa99aaa|!aaa9{3}a|a9{1,3}aaa", gb_plate, PLATE),
    Scheme::written(
        "de.kfz",
        LicencePlate,
        "!a{1,3}-a{1,2}-9{1,4}|!a{1,3}-a{1,2} 9{1,4}|a{1,3} a{1,2} 9{1,4}|a{2,5}9{1,4}|a{2,5}9{1,4}E|a{1,3} a{1,2} 9{1,4}a|!a{1,3}-a{1,2} 9{1,4}a",
        german,
        "kennzeichen|amtliches kennzeichen|nummernschild|kfz-kennzeichen|kfz|license plate|plate|registration",
    ),
    Scheme::written(
        "tr.plate",
        LicencePlate,
        "!99a{1,3}9{2,4}",
        turkish,
        "plaka|plaka numarası|plaka no|license plate|plate",
    ),
    Scheme::written("in.plate", LicencePlate, "!aa9{1,2}a{1,3}9{4}|a{3}9{4}", indian, PLATE),
    Scheme::written("ng.plate", LicencePlate, "!aaa9{3}aa", no_space, PLATE),
    Scheme::written(
        "fr.plate",
        LicencePlate,
        "!aa-999-aa|aa999aa|9{2,4}aa{1,2}99",
        capitals,
        "immatriculation|plaque|plaque d'immatriculation|plate",
    ),
    Scheme::written("es.plate", LicencePlate, "9{4}aaa|9{4}-aaa|9{4} aaa", capitals, "matrícula|matricula|plate"),
    Scheme::written("it.plate", LicencePlate, "aa999aa|aa 999 aa", capitals, "targa|targa auto|plate"),
    Scheme::written(
        "nl.plate",
        LicencePlate,
        "!99-aaa-9|!9-aaa-99|!aa-999-a|!a-999-aa|aa-99-aa|99-aa-aa|aa-aa-99|99-aa-99",
        capitals,
        "kenteken|kentekenplaat|plate",
    ),
    Scheme::written("us.plate", LicencePlate, "9aaa9{3}|aaa9{3,4}|aaa-9{3,4}|9{3}aaa|9{3}-aaa", any, PLATE),
];

/// VIN (ISO 3779): no I, O, Q; the ninth character checks the others modulo 11 (49 CFR 565), where it is used.
fn vin(number: &str) -> bool {
    // Letters count A to H as 1 to 8, J to N as 1 to 5, P as 7, R as 9, S to Z as 2 to 9.
    let counted = |c: char| match c {
        'A'..='H' => u32::from(c) - u32::from('A') + 1,
        'J'..='R' => u32::from(c) - u32::from('J') + 1,
        'S'..='Z' => u32::from(c) - u32::from('S') + 2,
        c => c.to_digit(10).unwrap_or(0),
    };
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let rest = number.chars().map(counted).zip(weights).map(|(value, weight)| value * weight).sum::<u32>() % 11;
    let check = if rest == 10 { part(number, 8..9) == "X" } else { value(number, 8) == rest };
    let mixed =
        number.bytes().any(|byte| byte.is_ascii_alphabetic()) && number.bytes().any(|byte| byte.is_ascii_digit());
    !number.contains(['I', 'O', 'Q']) && mixed && check
}

/// Letters in one case, and in capitals when there are spaces between them: "for 123 kg" is no plate.
fn no_space(written: &str) -> bool {
    !written.contains(' ')
}

fn capitals(written: &str) -> bool {
    !written.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Great Britain (DVLA, INF104): an area without I, Q, Z and an age of a half-year; or the older forms.
fn gb_plate(written: &str) -> bool {
    let plate: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
    let given = !plate.contains(['I', 'Q']) && capitals(written);
    if value(&plate, 1) < 10 || value(&plate, 2) > 9 {
        return given;
    }
    given && !plate.starts_with('Z') && matches!(integer(part(&plate, 2..4)), 2..=29 | 51..=79)
}

/// Germany (FZV): a district, letters, a number that begins with no 0.
fn german(written: &str) -> bool {
    let number = written.trim_end_matches(['E', 'H']).rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    capitals(written) && !number.starts_with('0')
}

/// Turkey: a province, letters without Q, W, X.
fn turkish(written: &str) -> bool {
    let plate: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
    capitals(written)
        && matches!(integer(part(&plate, ..2)), 1..=81)
        && !plate.contains(['Q', 'W', 'X'])
        && plate.len() > 6
}

/// India (Central Motor Vehicles Rules): a state, a district, a series, four digits.
fn indian(written: &str) -> bool {
    let state = "AN AP AR AS BH BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TN TR TS UK UP WB";
    capitals(written)
        && (value(written, 2) > 9 && value(written, 1) > 9 || state.split(' ').any(|code| written.starts_with(code)))
}
