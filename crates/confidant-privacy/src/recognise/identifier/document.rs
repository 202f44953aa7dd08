//! Passports, driving licences, permits and the numbers of patients: those whose form says little, so that a word has to.

use confidant_text::EntityKind::{
    DriverLicence, HealthInsuranceId, MedicalRecord, NationalId, Passport, ResidencePermit, TaxId, VoterId,
};

use super::{
    scheme::Scheme,
    sum::{integer, part, value},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::form(
        "passport",
        Passport,
        "9{7,9}|a9{6,8}|aa9{5,8}|aaa9{5,6}|99aa9{5}",
        numeric,
        "passport|passport number|passport no|reisepass|passeport|pasaporte|passaporto|paspoort|passaporte|paszport|pass nr|pasaport|паспорт|διαβατήριο",
    ),
    Scheme::written("us.passport", Passport, "!a9{8}", one_word, "passport|travel document"),
    Scheme::written("gb.passport", Passport, "!aa9{7}", one_word, "passport|travel document"),
    Scheme::written("es.passport", Passport, "!aaa9{6}", one_word, "pasaporte|passport"),
    Scheme::form(
        "in.passport",
        Passport,
        "a9{7}",
        |number| !number.starts_with(['Q', 'X', 'Z']),
        "passport|indian passport",
    ),
    Scheme::form(
        "gb.licence",
        DriverLicence,
        "!a{2,5}9{6}nn9aa|!n{5}9{6}nnnaa",
        gb_licence,
        "driving licence|driving license|driver number|licence number|licence|dvla",
    ),
    Scheme::form(
        "licence",
        DriverLicence,
        "9{7,14}|a{1,3}9{4,12}|9{2,8}a{1,2}9{2,8}|9{5,9}a",
        numeric,
        "driving licence|driver's licence|driver licence|permis de conduire|permis|rijbewijs|carnet de conducir|permiso de conducir|licencia de conducir|prawo jazdy|carta de condução|körkort|førerkort|ajokortti|ehliyet|водительское удостоверение",
    ),
    Scheme::form(
        "residence_permit",
        ResidencePermit,
        "9{7,12}|a{1,3}9{5,10}|aan{7}|nn9{7}",
        numeric,
        "residence permit|aufenthaltstitel|aufenthaltserlaubnis|titre de séjour|permesso di soggiorno|permiso de residencia|verblijfsvergunning|visa number|visa no|biometric residence permit|brp|green card|uscis|karta pobytu",
    ),
    Scheme::form(
        "us.alien",
        ResidencePermit,
        "A9{8,9}|9{8,9}|aaa9{10}",
        numeric,
        "alien registration number|alien number|a-number|a number|uscis number|receipt number",
    ),
    Scheme::form(
        "voter",
        VoterId,
        "9{7,12}|a{1,6}9{6,14}a{0,2}9{0,3}",
        numeric,
        "voter id|voter registration|voter number|electoral|clave de elector|título de eleitor|wählernummer",
    ),
    Scheme::form(
        "health_insurance",
        HealthInsuranceId,
        "9{7,14}|a{1,4}9{5,12}",
        numeric,
        "health insurance|insurance number|insurance id|member id|subscriber id|medicaid|medicaid id|health plan|krankenversicherung|assurance maladie|tessera sanitaria|tarjeta sanitaria|seguro médico|ehic",
    ),
    Scheme::form(
        "medical_record",
        MedicalRecord,
        "9{5,12}|a{1,3}9{4,10}|aaa-9{4,10}|aa-9{4,10}",
        numeric,
        "medical record number|mrn|medical record|patient id|patient number|patient no|hospital number|hospital no|patientennummer|patienten-nr|historia clínica|nhc|número de historia|numéro patient|ipp|fallnummer|cartella clinica",
    ),
    Scheme::form(
        "national_id",
        NationalId,
        "9{7,14}|a{1,3}9{5,10}|9{6,10}a|9{6}-9{4,5}",
        numeric,
        "national id|national identity|national identification|identity number|personal identification number|personal number|identity card|id card|id number|personalausweis|carte d'identité|carta d'identità|documento de identidad|cédula|ciudadanía|id no",
    ),
    Scheme::form(
        "tax_id",
        TaxId,
        "9{8,14}|a{1,3}9{7,12}|9{7,12}a{1,2}",
        numeric,
        "tax id|tax identification number|tax number|tax file|taxpayer id|tax reference|steuernummer|numéro fiscal|numero de identificacion fiscal|codice fiscale|tax registration|vat number|vat id",
    ),
];

/// Enough digits to be a number.
fn numeric(number: &str) -> bool {
    number.bytes().filter(u8::is_ascii_digit).count() >= 4
}

/// In one piece.
fn one_word(written: &str) -> bool {
    written.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Driving licence (Great Britain, DVLA): five letters of the surname, filled with 9, the birth date with 50 added to the month of women,
/// initials, and three characters that check.
fn gb_licence(number: &str) -> bool {
    let surname = part(number, ..5).trim_end_matches('9');
    let month = integer(part(number, 6..8));
    let born = matches!(month, 1..=12 | 51..=62) && matches!(integer(part(number, 8..10)), 1..=31);
    number.len() == 16
        && !surname.is_empty()
        && surname.bytes().all(|b| b.is_ascii_alphabetic())
        && born
        && value(number, 10) < 10
}
