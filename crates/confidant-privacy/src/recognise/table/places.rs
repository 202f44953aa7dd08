//! Where somebody lives or was born: postcodes, towns, regions, coordinates.

use confidant_text::EntityKind::{City, Coordinates, Postcode, Region};

use crate::recognise::{
    check,
    rule::{Anchor, Rule},
};

#[cfg(test)]
pub(super) const WITNESSES: &str = include_str!("places.witnesses");

/// A word that begins with a capital.
macro_rules! name {
    () => {
        r"\p{Lu}[\p{L}\p{M}.'’\-]*"
    };
}

/// What stands before a postcode that a town follows.
macro_rules! before_code {
    () => {
        r"(?m)(?:^[ \t]*|[,|·–][ ]?|\b(?:in|à|en|te|i)[ ])"
    };
}

/// A postcode of the European kinds: five digits, or four, or two groups.
macro_rules! code {
    () => {
        r"(?:(?:D|A|CH|F|E|I|NL|B|L|DK|S|N|FIN|PL)-)?(?:[0-9]{5}|[0-9]{4}(?:[ ][A-Z]{2})?|[0-9]{3}[ ][0-9]{2}|[0-9]{2}-[0-9]{3}|[0-9]{4}-[0-9]{3})"
    };
}

/// A town behind a postcode, up to the end of its part.
macro_rules! town {
    () => {
        r"\p{Lu}[\p{L}\-’']+(?:[ ](?:am|an|a\.|im|in|der|la|le|sur|de|del|di|\p{Lu}[\p{L}\-’']+)){0,3}"
    };
}

/// The states of the United States in two letters.
macro_rules! state {
    () => {
        "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|PR|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
    };
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "postcode_uk",
        kind: Postcode,
        anchor: Anchor::Digit,
        pattern: r"\b(?:GIR ?0AA|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2})\b",
        check: check::uk_postcode,
        score: 0.7,
    },
    Rule {
        name: "postcode_by_keyword",
        kind: Postcode,
        anchor: Anchor::Words(&[
            "zip",
            "postcode",
            "post code",
            "postal",
            "plz",
            "postleitzahl",
            "cp:",
            "cp ",
            "c.p",
            "cap:",
            "cap ",
            "cep",
            "eircode",
            "pincode",
            "pin code",
            "código postal",
            "codigo postal",
            "postnummer",
            "poskode",
            "kode pos",
            "cod postal",
            "postinumero",
        ]),
        pattern: r"(?i)\b(?:zip(?:[ ]?code)?|post(?:al)?[ ]?codes?|plz|postleitzahl|code[ ]postal|c[óo]digo[ ]postal|c\.?p\.?|c\.?a\.?p\.?[ ]?[:=]|cep|eircode|pin[ ]?code|postnummer|poskode|kode[ ]pos|cod[ ]postal|postinumero)(?:[ ]is|[ ]number)?[ ]?[:=|]?[ \t]{0,4}(?P<v>(?:[A-Z]{1,2}-)?(?:[0-9]{3}[ ][0-9]{2}|[0-9]{4}[ ][A-Z]{2}|[A-Z][0-9][A-Z][ \-]?[0-9][A-Z][0-9]|[A-Z]{1,2}[0-9][0-9A-Z]?[ ]?[0-9][A-Z]{2}|[0-9]{3,6}(?:-[0-9]{3,4})?))\b",
        check: check::postcode,
        score: 0.85,
    },
    Rule {
        name: "postcode_before_town",
        kind: Postcode,
        anchor: Anchor::Digit,
        pattern: concat!(before_code!(), "(?P<v>", code!(), r")[ \u{a0}]", town!(), r"[ ]?(?:$|[,.;)|])"),
        check: check::town_code,
        score: 0.7,
    },
    Rule {
        name: "city_behind_postcode",
        kind: City,
        anchor: Anchor::Digit,
        pattern: concat!(before_code!(), code!(), r"[ \u{a0}](?P<v>", town!(), r")[ ]?(?:$|[,.;)|])"),
        check: check::town_behind,
        score: 0.7,
    },
    Rule {
        name: "postcode_us",
        kind: Postcode,
        anchor: Anchor::Digit,
        pattern: concat!(r"\b", state!(), r"[ ]{1,2}(?P<v>[0-9]{5}(?:-[0-9]{4})?)\b"),
        check: check::postcode,
        score: 0.8,
    },
    Rule {
        name: "city_us",
        kind: City,
        anchor: Anchor::Digit,
        pattern: concat!(
            r"(?:^|[^\p{L}])(?P<v>",
            name!(),
            r"(?:[ ]",
            name!(),
            r"){0,3},[ ]",
            state!(),
            r")[ ]{1,2}[0-9]{5}\b"
        ),
        check: check::any,
        score: 0.8,
    },
    Rule {
        name: "city_by_label",
        kind: City,
        anchor: Anchor::Words(&[
            "city",
            "town",
            "ort",
            "wohnort",
            "stadt",
            "ville",
            "ciudad",
            "localidad",
            "città",
            "comune",
            "woonplaats",
            "by:",
            "birthplace",
            "place of birth",
            "geburtsort",
            "lieu de naissance",
            "lugar de nacimiento",
            "luogo di nascita",
            "provincia",
            "municipio",
            "poblaci",
        ]),
        pattern: r"(?i)\b(?:city|town|hometown|(?:wohn|geburts)?ort|stadt|ville|ciudad|localidad(?:[ ]?/[ ]?provincia)?|provincia|municipio|poblaci[óo]n|citt[aà]|comune|woonplaats|birthplace|place[ ]of[ ]birth|lieu[ ]de[ ]naissance|lugar[ ]de[ ]nacimiento|luogo[ ]di[ ]nascita)[ \t]{0,4}[:=|][ \t\u{a0}]{0,8}",
        check: check::placed,
        score: 0.85,
    },
    Rule {
        name: "region_by_label",
        kind: Region,
        anchor: Anchor::Words(&[
            "country",
            "state:",
            "state of",
            "province",
            "county",
            "region",
            "land:",
            "bundesland",
            "pays",
            "país",
            "pais",
            "paese",
            "nation",
            "estado",
            "département",
            "canton",
            "kanton",
            "staat",
        ]),
        pattern: r"(?i)\b(?:country(?:[ ]of[ ](?:birth|residence|origin))?|state|province|county|region|(?:bundes|geburts)?land|canton|kanton|staat|pays(?:[ ]de[ ]naissance)?|pa[íi]s(?:[ ]de[ ]nacimiento)?|paese|estado|département)[ \t]{0,4}[:=|][ \t\u{a0}]{0,8}",
        check: check::placed,
        score: 0.8,
    },
    Rule {
        name: "place_lived_in",
        kind: City,
        anchor: Anchor::Words(&[
            "born in",
            "born at",
            "lives in",
            "living in",
            "live in",
            "lived in",
            "resid",
            "grew up in",
            "moved to",
            "originally from",
            "native of",
            "geboren in",
            "geb. in",
            "wohnt in",
            "wohnhaft in",
            "lebt in",
            "aus",
            "née à",
            "né à",
            "habite",
            "domicilié",
            "vive en",
            "vivía en",
            "nacid",
            "residente",
            "nat",
            "hometown",
            "home town",
            "i'm from",
            "i am from",
            "i’m from",
            "raised in",
        ]),
        pattern: r"(?i)\b(?:born[ ](?:and[ ]raised[ ])?(?:in|at)|born[ ][^.\n;:]{2,24}?[ ]in|raised[ ]in|liv(?:es|ing|ed|e)[ ]in|resid(?:es|ing|ed|ent)[ ](?:in|of)|grew[ ]up[ ]in|moved[ ](?:back[ ])?to|originally[ ]from|native[ ]of|home[ ]?town[ ](?:is|of)|i[ ]?['’]?a?m[ ]from|geb(?:oren|\.)[ ]in|wohn(?:t|haft)[ ]in|lebt[ ]in|n(?:ée|é)[ ][^.\n;:]{0,24}?à|habit(?:e|ant)[ ]à|domicilié(?:e)?[ ]à|vive[ ]en|viv[íi]a[ ]en|nacid[oa][ ]en|residente[ ]en|nat[oa][ ]a|resident[ ]in)[ \u{a0}]",
        check: check::placed,
        score: 0.7,
    },
    Rule {
        name: "coordinates",
        kind: Coordinates,
        anchor: Anchor::Digit,
        pattern: r#"[+\-]?[0-9]{1,2}\.[0-9]{4,12}[ ]?°?[ ]?[NS]?[ ]?[,;/ ][ ]?[+\-]?[0-9]{1,3}\.[0-9]{4,12}(?:[ ]?°?[ ]?[EWO]\b)?|[0-9]{1,2}[ ]?°[ ]?[0-9]{1,2}[ ]?['’′](?:[ ]?[0-9]{1,2}(?:\.[0-9]+)?[ ]?(?:"|”|″|''))?[ ]?[NS],?[ ]?[0-9]{1,3}[ ]?°[ ]?[0-9]{1,2}[ ]?['’′](?:[ ]?[0-9]{1,2}(?:\.[0-9]+)?[ ]?(?:"|”|″|''))?[ ]?[EWO]\b"#,
        check: check::coordinates,
        score: 0.85,
    },
    Rule {
        name: "coordinates_by_keyword",
        kind: Coordinates,
        anchor: Anchor::Words(&["lat", "lon", "lng", "gps", "koordinaten", "coord", "breite", "länge"]),
        pattern: r"(?i)\b(?:lat(?:itude)?|lon(?:gitude)?|lng|gps|koordinaten|coord(?:inates|onnées|enadas)|breitengrad|längengrad)\b[^\n0-9\p{L}]{0,6}?(?P<v>[+\-]?[0-9]{1,3}\.[0-9]{2,12}(?:[ ]?°)?(?:[ ]?[NSEWO]\b)?(?:[, ]{1,2}[+\-]?[0-9]{1,3}\.[0-9]{2,12}(?:[ ]?°)?(?:[ ]?[NSEWO]\b)?)?)",
        check: check::coordinates,
        score: 0.85,
    },
];
