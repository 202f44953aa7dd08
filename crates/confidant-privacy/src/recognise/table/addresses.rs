//! Postal addresses: a street with its number, and what follows it.

use confidant_text::EntityKind::Address;

use crate::recognise::{
    check,
    rule::{Anchor, Rule},
};

#[cfg(test)]
pub(super) const WITNESSES: &str = include_str!("addresses.witnesses");

/// English words for a street and their short forms (the street suffixes of USPS Publication 28, and British ones).
macro_rules! street {
    () => {
        "(?:Street|St|Avenue|Ave?|Road|Rd|Lane|Ln|Drives?|Dr|Court|Ct|Courts|Square|Sq|Squares|Boulevard|Blvd|Way|Ways|Place|Pl|Terrace|Ter\
        |Parkway|Pkwy|Parkways|Highway|Hwy|Close|Crescent|Cres|Circle|Cir|Circles|Trail|Trl|Loop|Alley|Aly|Plaza|Plains?|Point|Points|Pike|Path|Pass|Passage|Park\
        |Bend|Bluffs?|Branch|Bridge|Brooks?|Burgs?|Bypass|Camp|Canyon|Cape|Causeway|Center|Centers|Centre|Cliffs?|Club|Common|Commons|Corners?|Course|Coves?|Creek|Crest|Crossing|Crossroad\
        |Curve|Dale|Dam|Divide|Estates?|Expressway|Extensions?|Falls?|Ferry|Fields?|Flats?|Fords?|Forest|Forges?|Forks?|Fort|Freeway|Gardens?|Gateway|Glens?|Greens?|Groves?|Harbors?|Haven|Heights\
        |Hills?|Hollow|Inlet|Islands?|Isle|Junctions?|Keys?|Knolls?|Lakes?|Land|Landing|Lights?|Locks?|Lodge|Mall|Manors?|Meadows?|Mews|Mills?|Mission|Motorway|Mountains?|Mount|Neck|Orchard|Oval|Overpass\
        |Parade|Pines?|Prairie|Radial|Ramp|Ranch|Rapids?|Rest|Ridges?|River|Roads|Route|Row|Rue|Run|Shoals?|Shores?|Skyway|Springs?|Spurs?|Station|Stravenue|Stream|Streets|Summit|Throughway|Trace|Track|Trafficway\
        |Tunnel|Turnpike|Underpass|Unions?|Valleys?|Via|Viaduct|Views?|Villages?|Ville|Vista|Walks?|Wall|Wells?|Wynd|Yard)"
    };
}

/// A word that begins with a capital.
macro_rules! name {
    () => {
        r"\p{Lu}[\p{L}\p{M}.'’\-]*"
    };
}

/// A house number.
macro_rules! house {
    () => {
        r"[0-9]{1,4}(?:[ ]?[a-zA-Z]\b)?(?:[ ]?[\-–/][ ]?[0-9]{1,4}[a-zA-Z]?)?"
    };
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "address_english",
        kind: Address,
        anchor: Anchor::Digit,
        pattern: concat!(
            r"\b[0-9]{1,5}[A-Za-z]?(?:[ ]?[\-–/][ ]?[0-9]{1,5}[A-Za-z]?)?,?[ \u{a0}](?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?[ ])?(?:",
            name!(),
            r"[ \u{a0}]|[0-9]{1,3}(?:st|nd|rd|th)[ ]){1,4}(?-u:",
            street!(),
            r"\b)\.?(?:[ ](?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?)?"
        ),
        check: check::address,
        score: 0.8,
    },
    Rule {
        name: "address_germanic",
        kind: Address,
        anchor: Anchor::Digit,
        pattern: concat!(
            r"(?:",
            name!(),
            r"[ \-]){0,2}(?:\p{Lu}[\p{L}\p{M}\-]*(?i:str(?:aße|asse|\.)|weg|platz|gasse|allee|damm|ufer|chaussee|steig|stieg|pfad|straat|laan|plein|gracht|kade|singel|dijk|dreef|steenweg|vej|gade|gatan|gata|vägen|veien|vegen|katu|utca)|\p{Lu}[\p{L}\-]+[ ](?:Straße|Strasse|Str\.|Platz|Allee|Weg|Ring|Damm|Ufer|Chaussee|Gasse|Markt)),?[ \u{a0}]",
            house!()
        ),
        check: check::germanic_address,
        score: 0.8,
    },
    Rule {
        name: "address_before_postcode",
        kind: Address,
        anchor: Anchor::Digit,
        pattern: concat!(
            r"(?P<v>",
            name!(),
            r"(?:[ ](?:de[rmns]?|das|die|la|le|del|van|",
            name!(),
            r")){0,3},?[ ]",
            house!(),
            r")(?:,[ ]?|[ ]?\n|[ ]?[|·–-][ ]?)(?:[A-Z]{1,3}-)?[0-9]{4,5}(?:[ ][A-Z]{2})?[ ]\p{Lu}"
        ),
        check: check::address,
        score: 0.7,
    },
    Rule {
        name: "address_number_first",
        kind: Address,
        anchor: Anchor::Digit,
        pattern: concat!(
            r"(?i:\b(?:[0-9]{1,4}(?:[ ]?(?:bis|ter|quater|[a-d]))?,?[ \u{a0}](?:rue|avenue|av\.|boulevard|bd\.?|place|chemin|allée|impasse|quai|cours|route|square|passage|faubourg|ruelle|sentier|villa|rond-point|voie|cité|esplanade))[ ](?:de[ ]la[ ]|de[ ]l['’]|des?[ ]|du[ ]|d['’]|la[ ]|le[ ]|les[ ]|l['’])?)",
            name!(),
            r"(?:[ \-](?:de|du|des|la|le|et|",
            name!(),
            r")){0,4}"
        ),
        check: check::address,
        score: 0.8,
    },
    Rule {
        name: "address_number_last",
        kind: Address,
        anchor: Anchor::Words(STREETS),
        pattern: concat!(
            r"(?:\b(?i:c/|calle|avda?\.?|av\.|avenida|plaza|pza\.?|paseo|pº|carretera|ctra\.?|camino|ronda|travesía|glorieta|urbanización|carrer|avinguda|rua|travessa|praça|alameda|(?-i:Via)|viale|piazza|piazzale|corso|largo|vicolo|strada|contrada|lungotevere|ul\.|ulica|aleja|str\.|calea|jalan|jl\.|rue|avenue))[ ]?(?:(?i:de[ ]los|de[ ]las|de[ ]la|del|de|della|dei|delle|di|da|do|dos|das)[ ])?(?:",
            name!(),
            r")(?:[ ](?:de|del|la|las|los|y|e|da|do|di|della|",
            name!(),
            r")){0,5}(?:,?[ ]?(?i:nº|n°|núm\.?|no\.?|n\.|n|#)?[ ]?",
            house!(),
            r"(?:,?[ ]?[0-9]{1,2}(?:[ºª°]|\b)(?:[ ]?[A-Z]\b)?)?|,?[ ](?i:s/n\b))"
        ),
        check: check::address,
        score: 0.8,
    },
    Rule {
        name: "address_box",
        kind: Address,
        anchor: Anchor::Words(&[
            "p.o",
            "po box",
            "p. o",
            "postfach",
            "postbus",
            "postboks",
            "apartado",
            "casella",
            "boîte postale",
            "b.p",
            "bp ",
            "psc",
            "unit",
            "box",
            "uss",
            "usns",
            "usnv",
            "private bag",
        ]),
        pattern: r"\b(?:P\.?[ ]?O\.?[ ]?Box|(?:Unit|PSC)[ ][0-9]{1,5},?[ ]Box|USN?[SV]?[ ]\p{L}+|Postfach|Postbus|Postboks|Apartado(?:[ ]de[ ]Correos)?|Apdo\.|Casella[ ]postale|Boîte[ ]postale|B\.?P\.?|Private[ ]Bag)[ ](?:[A-Z]?[ ]?[0-9]{1,4}(?:[ ]?[0-9]{1,4}){0,2}\b(?:[ \n]?\n?(?:DPO|APO|FPO)[ ]A[AEP][ ][0-9]{5}(?:-[0-9]{4})?)?|(?:\n)?(?:DPO|APO|FPO)[ ]A[AEP][ ][0-9]{5})",
        check: check::address,
        score: 0.85,
    },
    Rule {
        name: "address_by_cue",
        kind: Address,
        anchor: Anchor::Words(&[
            "address",
            "adress",
            "anschrift",
            "domicil",
            "dirección",
            "direccion",
            "indirizzo",
            "adres",
            "morada",
            "lives at",
            "living at",
            "live at",
            "resid",
            "wohnhaft",
            "demeurant",
            "wohnt",
            "adresa",
            "endereço",
            "located at",
            "ship to",
            "deliver to",
        ]),
        pattern: r"(?i)\b(?:(?:new[ ]|home[ ]|postal[ ]|mailing[ ]|street[ ]|billing[ ]|delivery[ ]|shipping[ ]|registered[ ])?address(?:es)?(?:[ ]is|[ ]was|[ ]to|[ ]at)?|(?:post|wohn|privat|liefer|rechnungs)?adressen?|adresse|adress|anschrift|wohnanschrift|domicilio|domicile|domicilié(?:e)?[ ](?:au|à)|dirección|direccion|indirizzo|adres|adresa|morada|endereço|liv(?:es|ing|e|ed)[ ]at|resid(?:es|ing|ed)[ ]at|resident[ ]at|located[ ]at|wohnhaft(?:[ ]in)?|wohnt[ ]in(?:[ ]der)?|demeurant(?:[ ]au)?)[ \t]{0,4}[:=|]?[ \t\u{a0}]{0,8}",
        check: check::address_by_cue,
        score: 0.75,
    },
];

/// Words in front of the name of a street.
const STREETS: &[&str] = &[
    "rue",
    "avenue",
    "av.",
    "boulevard",
    "bd",
    "place",
    "chemin",
    "allée",
    "impasse",
    "quai",
    "cours",
    "route",
    "square",
    "passage",
    "faubourg",
    "ruelle",
    "sentier",
    "villa",
    "rond-point",
    "voie",
    "cité",
    "esplanade",
    "c/",
    "calle",
    "avda",
    "avenida",
    "plaza",
    "pza",
    "paseo",
    "pº",
    "carretera",
    "ctra",
    "camino",
    "ronda",
    "travesía",
    "glorieta",
    "urbanización",
    "carrer",
    "avinguda",
    "rua",
    "travessa",
    "praça",
    "alameda",
    "via",
    "viale",
    "piazza",
    "corso",
    "largo",
    "vicolo",
    "strada",
    "contrada",
    "ul.",
    "ulica",
    "aleja",
    "str.",
    "calea",
    "jalan",
    "jl.",
];
