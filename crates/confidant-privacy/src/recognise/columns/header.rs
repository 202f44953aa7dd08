//! What a header of a column says its cells are, in English, German, French and Spanish.

use confidant_text::EntityKind::{
    self, Address, Age, Amount, BankAccount, BankCode, BirthDate, Card, CaseNumber, City, Code, CustomerNumber, Date,
    DriverLicence, Email, Ethnicity, Health, HealthInsuranceId, Iban, Ip, JobTitle, LicencePlate, Mac, MedicalRecord,
    NationalId, Organisation, Passport, Password, Person, Phone, Postcode, Religion, TaxId, Username, Vin,
};

use crate::recognise::fold;

/// The kind that a header names: by all its words, or by its last ones ("home phone"). Units in brackets do not count.
pub(crate) fn kind(header: &str) -> Option<EntityKind> {
    if header.len() > LONGEST || header.is_empty() {
        return None;
    }
    let folded = fold::letters(header.split(['(', '[']).next()?);
    let plain: String = folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<_> = plain.split_whitespace().collect();
    let number = words.last().is_some_and(|last| NUMBER.contains(last));
    let words = if number { words.get(..words.len() - 1)? } else { &words };
    let mut from = 0;
    loop {
        let said = words.get(from..).filter(|words| !words.is_empty())?.join(" ");
        if OTHER.contains(&said.as_str()) {
            return None;
        }
        let lists = if number { [NUMBERED, PLAIN] } else { [PLAIN, &[]] };
        for (kind, names) in lists.into_iter().flatten() {
            if names.contains(&said.as_str()) {
                return Some(*kind);
            }
        }
        from += 1;
    }
}

const LONGEST: usize = 40;

/// Words for a number at the end of a header.
const NUMBER: &[&str] = &["no", "nr", "num", "number", "nummer", "numero", "id", "code"];

/// Names of things that are no persons.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "brand name", "category name", "column name", "domain name", "event name", "field name", "file name", "filename",
    "group name", "host name", "hostname", "item name", "model name", "product name", "produktname", "project name",
    "projektname", "server name", "sheet name", "table name", "team name", "ip phone", "nom de produit", "nom du fichier",
];

/// Headers that name a kind by themselves.
#[rustfmt::skip]
const PLAIN: &[(EntityKind, &[&str])] = &[
    (Person, &[
        "name", "names", "full name", "first name", "last name", "given name", "given names", "family name", "middle name",
        "maiden name", "surname", "forename", "patient", "employee", "applicant", "tenant", "landlord", "customer", "client",
        "contact", "contact person", "beneficiary", "payee", "payer", "account holder", "cardholder", "holder", "insured",
        "guardian", "student", "teacher", "physician", "doctor", "author", "manager", "supervisor", "witness", "nachname",
        "vorname", "familienname", "geburtsname", "kunde", "kundin", "mieter", "vermieter", "mitarbeiter", "mitarbeiterin",
        "ansprechpartner", "kontoinhaber", "empfanger", "versicherter", "schuler", "arzt", "kundenname", "nom",
        "nom de famille", "prenom", "prenoms", "client", "cliente", "salarie", "locataire", "titulaire", "beneficiaire",
        "nombre", "nombres", "apellido", "apellidos", "nombre completo", "paciente", "empleado", "titular", "inquilino",
        "beneficiario",
    ]),
    (Email, &["e mail", "email", "mail", "e mail address", "email address", "e mail adresse", "courriel", "adresse e mail",
        "correo", "correo electronico"]),
    (Phone, &["phone", "telephone", "tel", "mobile", "cell", "cell phone", "fax", "phone number", "telefon", "handy", "mobil",
        "telefonnummer", "handynummer", "mobilnummer", "rufnummer", "faxnummer", "portable", "telefono", "movil"]),
    (BirthDate, &["dob", "date of birth", "birth date", "birthdate", "birthday", "born", "geburtsdatum", "geburtstag",
        "geboren", "geb datum", "date de naissance", "naissance", "fecha de nacimiento", "nacimiento"]),
    (Date, &["date", "datum", "fecha"]),
    (Age, &["age", "alter", "edad"]),
    (Address, &["address", "street", "street address", "home address", "postal address", "adresse", "anschrift", "strasse",
        "wohnort", "rue", "direccion", "domicilio", "calle"]),
    (Postcode, &["postcode", "post code", "postal code", "zip", "zip code", "plz", "postleitzahl", "code postal",
        "codigo postal"]),
    (City, &["city", "town", "ort", "stadt", "geburtsort", "place of birth", "birthplace", "ville", "ciudad", "localidad"]),
    (Iban, &["iban"]),
    (BankAccount, &["account", "bank account", "konto", "kontonummer", "bankverbindung", "compte", "cuenta",
        "cuenta bancaria"]),
    (BankCode, &["bic", "swift", "sort code", "routing", "bankleitzahl", "blz"]),
    (Card, &["card", "credit card", "card number", "kreditkarte", "kartennummer", "carte", "tarjeta"]),
    (NationalId, &["ssn", "social security", "nino", "national id", "personalausweis", "ausweis", "dni", "nie", "pesel", "bsn",
        "cpf", "curp", "nir", "aadhaar", "sozialversicherungsnummer", "ahv", "securite sociale"]),
    (TaxId, &["tax id", "tin", "steuer id", "steuernummer", "steueridentifikationsnummer", "vat", "nif", "cif",
        "numero fiscal"]),
    (Passport, &["passport", "reisepass", "passnummer", "passeport", "pasaporte"]),
    (DriverLicence, &["driving licence", "driver license", "drivers license", "fuhrerschein", "permis de conduire"]),
    (HealthInsuranceId, &["health insurance", "versichertennummer", "krankenversicherung"]),
    (CustomerNumber, &["kundennummer", "personalnummer", "mitarbeiternummer", "mitgliedsnummer", "matrikelnummer",
        "matricule"]),
    (MedicalRecord, &["mrn", "medical record", "patientennummer", "fallnummer"]),
    (CaseNumber, &["aktenzeichen", "az", "case", "docket", "expediente"]),
    (Code, &["vertragsnummer", "rechnungsnummer", "auftragsnummer", "bestellnummer", "policennummer", "reference"]),
    (Username, &["username", "user name", "user", "login", "handle", "benutzer", "benutzername", "utilisateur", "usuario"]),
    (Password, &["password", "passwort", "kennwort", "mot de passe", "contrasena"]),
    (Ip, &["ip", "ip address", "ip adresse"]),
    (Mac, &["mac", "mac address"]),
    (LicencePlate, &["licence plate", "license plate", "number plate", "kennzeichen", "plaque", "matricula"]),
    (Vin, &["vin", "fahrgestellnummer"]),
    (Organisation, &["company", "company name", "organisation", "organization", "employer", "firma", "firmenname",
        "unternehmen", "arbeitgeber", "entreprise", "societe", "employeur", "empresa"]),
    (JobTitle, &["job", "job title", "occupation", "profession", "beruf", "profesion"]),
    (Health, &["diagnosis", "diagnose", "diagnostic", "diagnostico", "medication", "allergies"]),
    (Religion, &["religion", "konfession"]),
    (Ethnicity, &["nationality", "staatsangehorigkeit", "nationalite", "nacionalidad", "ethnicity"]),
    (Amount, &["salary", "gehalt", "lohn", "salaire", "salario", "income"]),
];

/// Headers that name a kind together with a word for a number behind them: "customer no."
#[rustfmt::skip]
const NUMBERED: &[(EntityKind, &[&str])] = &[
    (CustomerNumber, &["customer", "client", "employee", "staff", "member", "membership", "student", "user", "personal",
        "kunden", "mitglieds", "mitarbeiter", "empleado", "cliente"]),
    (MedicalRecord, &["patient", "paciente", "patienten"]),
    (CaseNumber, &["case", "docket", "file", "application", "expediente", "dossier"]),
    (Code, &["contract", "invoice", "order", "policy", "ticket", "booking", "reservation", "claim", "transaction", "vertrags",
        "rechnungs", "bestell", "auftrags", "contrat", "facture", "contrato", "factura", "pedido"]),
    (Phone, &["contact"]),
];
