//! Numbers that a state, a court or a company gave to a person or a file.

use confidant_text::EntityKind::{Code, NationalId};

use crate::recognise::{check, rule::{Anchor, Rule}};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "ssn",
        kind: NationalId,
        anchor: Anchor::Digit,
        pattern: r"\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b",
        check: check::ssn,
        score: 0.9,
        hits: &["SSN «123-45-6789»", "is «078-05-1120».", "(«219-09-9999»)"],
        near_misses: &["000-12-3456", "900-12-3456", "123-45-67890"],
    },
    Rule {
        name: "nino",
        kind: NationalId,
        anchor: Anchor::Digit,
        pattern: r"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b",
        check: check::any,
        score: 0.85,
        hits: &["NI «AB 12 34 56 C»", "(«JG103759A»)", "«ab123456c»"],
        near_misses: &["DA 12 34 56 C", "AB 12 34 56 E"],
    },
    Rule {
        name: "national_id_by_keyword",
        kind: NationalId,
        anchor: Anchor::Words(&[
            "ssn", "social", "passport", "reisepass", "passeport", "pasaporte", "tax", "steuer", "tin", "vat", "ust", "national", "nhs", "nino", "personalausweis",
            "ausweis", "identity", "id", "dni", "nie", "nif", "cif", "codice", "bsn", "pesel", "driver", "driving", "licen", "führerschein", "insurance", "ahv", "avs",
            "sécurité", "numéro", "nir", "cpf", "sin", "sozialversicherung", "versicherung", "rentenversicherung", "medicare", "medicaid", "aadhaar", "pan", "permit", "visa", "fiscal",
        ]),
        pattern: r"(?i)\b(?:SSN|social[ ]security|passport|reisepass|passeport|pasaporte|tax(?:payer)?(?:[ ](?:id(?:entification)?|reference|file))?|steuer(?:[\- ]?(?:id|identifikations|nummer|nr))?(?:nummer)?|TIN|VAT|USt[\-. ]?Id(?:Nr)?\.?|national[ ](?:id(?:entity|entification)?|insurance|identity[ ]card)|NHS|NINO|personalausweis|ausweis|identity(?:[ ]card|[ ]document)?|ID(?:[ ]card)?|DNI|NIE|NIF|codice[ ]fiscale|BSN|PESEL|driv(?:er|ing)['’]?s?[ ]licen[cs]e|licen[cs]e|führerschein|health[ ]insurance|insurance|AHV|AVS|sécurité[ ]sociale|NIR|CPF|sozialversicherungs?|versicherungs?|rentenversicherungs?|medicare|medicaid|aadhaar|residence[ ]permit|permit|visa|identificación[ ]fiscal)(?:[\- ]?(?:number|no|nos|nr|num|nummer|n°|nº|№|id|code|#))?\b\.?[ \u{a0}]?(?:\([A-Za-z]{2,6}\))?[ \u{a0}]?(?:is|was|lautet|:|=|#|-)?[ \u{a0}\n]{0,2}(?P<v>[A-Z]{0,4}[ \-]?[0-9][A-Z0-9]*(?:[ \-./\u{a0}]?[A-Z]?[0-9]+[A-Z]?){0,7}(?:[ \-]?[A-Z])?)\b",
        check: check::national_id,
        score: 0.85,
        hits: &["Passport No. «C01X00T47»,", "SSN: «123456789»", "Steuer-ID «86 095 742 719»", "DNI «12345678Z».", "NHS number: «943 476 5919»"],
        near_misses: &["the passport of 2", "ID card", "tax rate 19 %", "tax 2024", "visa 3"],
    },
    Rule {
        name: "code_by_keyword",
        kind: Code,
        anchor: Anchor::Words(&[
            "case", "application", "file", "docket", "invoice", "customer", "client", "contract", "account", "acct", "policy", "order", "ticket", "ref", "claim", "employee",
            "staff", "member", "patient", "record", "mrn", "matter", "licen", "plate", "registration", "serial", "booking", "tracking", "certificate", "petition", "appeal",
            "complaint", "transaction", "confirmation", "reservation", "student", "user", "vin", "imei", "az", "aktenzeichen", "geschäftszeichen", "rechnung", "kunde",
            "vertrag", "konto", "kennzeichen", "personal", "bestell", "auftrag", "dossier", "facture", "contrat", "compte", "cliente", "factura", "contrato", "cuenta",
            "expediente", "ecli", "proposal", "quote", "shipment", "delivery", "meter", "pin", "badge", "loan", "mandate", "creditor",
        ]),
        pattern: r"(?i)\b(?:case|application|file|docket|invoice|customer|client|contract|account|acct|policy|order|ticket|ref(?:erence)?|claim|employee|staff|member(?:ship)?|patient|record|MRN|matter|licen[cs]e|(?:licen[cs]e|number)[ ]plate|registration|serial|booking|tracking|certificate|petition|appeal|complaint|transaction|confirmation|reservation|student|user|VIN|IMEI|Az|aktenzeichen|geschäftszeichen|rechnungs?|kunden|vertrags?|konto|kennzeichen|personal|bestell|auftrags?|dossier|facture|contrat|compte|cliente|factura|contrato|cuenta|expediente|proposal|quote|shipment|delivery|meter|badge|loan|mandate|creditor)s?[\- ]?(?:(?:number|no|nos|nr|num|nummer|numéro|número|n°|nº|№|id|identifier|code|reference|ref)s?\b)?\.?[ \u{a0}]?(?:is|was|lautet|:|=|#|№)?[ \u{a0}]?[#]?(?P<v>[A-Z0-9](?:[A-Z0-9]|[\-/._][A-Z0-9])*)",
        check: check::code_by_keyword,
        score: 0.8,
        hits: &["invoice no. «2024-0815».", "Customer number: «K-448812»", "case «A/112/24»,", "Kundennummer «4711-22»", "Az.: «12/3456»", "ref «ABC123456»"],
        near_misses: &["case of 12 bottles", "file the claim", "order 66", "in order to", "account for 2 of them", "policy 2024"],
    },
    Rule {
        name: "number_sign",
        kind: Code,
        anchor: Anchor::Words(&["no.", "nos.", "nr.", "n°", "nº", "№", "no ", "nos "]),
        pattern: r"(?i)(?:\b(?:no|nos|nr)\.|\bnos?[ ]|n[°º]|№)[ \u{a0}]?(?P<v>(?:[A-Z]{1,4}[\- ]?)?[0-9][A-Z0-9]*(?:[\-/.][A-Z0-9]+)+|[A-Z]{0,3}[0-9]{5,})",
        check: check::numbered,
        score: 0.75,
        hits: &["application (no. «18403/91»)", "Nr. «5-2024/7»", "no. «4471182»,", "nos. «3812/98» and 4"],
        near_misses: &["Protocol No. 11", "no. 5", "Article no. 12.", "no 3.5 percent"],
    },
    Rule {
        name: "prefixed_number",
        kind: Code,
        anchor: Anchor::Digit,
        pattern: r"\b[A-Z]{2,5}(?:-[A-Z0-9]{2,})*-[0-9]{3,}(?:-[A-Z0-9]+)*\b",
        check: check::prefixed,
        score: 0.7,
        hits: &["ticket «GB-ID-3469946»", "(«MV-2024-0815»)", "«INV-004711»."],
        near_misses: &["ISO-27001", "COVID-19", "RFC-2119", "AB-CDEF"],
    },
    Rule {
        name: "docket_number",
        kind: Code,
        anchor: Anchor::Digit,
        pattern: r"\b[0-9]{3,6}/[0-9]{2}\b",
        check: check::docket,
        score: 0.7,
        hits: &["and «38841/97».", "(«4215/02»)", "nos. 3 and «27765/09»"],
        near_misses: &["1999/00", "12/03/24", "24/7", "100/5", "1/12345/67"],
    },
];
