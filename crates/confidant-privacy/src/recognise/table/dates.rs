//! Calendar dates, in digits and in words; days of birth and ages.

use confidant_text::EntityKind::{Age, BirthDate, Date};

use crate::recognise::{
    check,
    rule::{Anchor, Rule},
};

#[cfg(test)]
pub(super) const WITNESSES: &str = include_str!("dates.witnesses");

/// Names of months: English, German, French, Spanish, Italian, Dutch, Danish, Portuguese, and short forms.
macro_rules! months {
    () => {
        "(?:January|February|March|April|May|June|July|August|September|October|November|December\
        |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec\
        |Januar|Jänner|Februar|Feber|März|Maerz|Mai|Juni|Juli|Oktober|Dezember|Okt|Dez\
        |janvier|février|fevrier|mars|avril|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|janv|févr|avr|juil|déc\
        |enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre\
        |gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre\
        |januari|februari|maart|mei|augustus|marts|maj\
        |janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro)"
    };
}

/// A year with four digits.
macro_rules! year {
    () => {
        "(?:1[5-9]|20)[0-9]{2}"
    };
}

/// A day, the name of a month and perhaps a year.
macro_rules! day_and_month {
    () => {
        concat!(
            r"[0-3]?[0-9](?:st|nd|rd|th|er|º|°|\.)?(?:[ \u{a0}\n]{1,2}(?:of[ ]|de[ ]|day[ ]of[ ])?|-)",
            months!(),
            r"\b\.?(?:(?:,?[ \u{a0}\n]{1,2}(?:de[ ]|del[ ])?|-)",
            year!(),
            r"\b)?"
        )
    };
}

/// A month, a day and perhaps a year.
macro_rules! month_and_day {
    () => {
        concat!(months!(), r"\b\.?[ \u{a0}][0-3]?[0-9](?:st|nd|rd|th)?\b(?:,?[ \u{a0}]", year!(), r"\b)?")
    };
}

/// A number in English words, from two to ninety-nine.
macro_rules! number_word {
    () => {
        "(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?\
        |two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
    };
}

/// What announces a day of birth.
macro_rules! birth {
    () => {
        r"\b(?:born|d\.?o\.?b\.?|date[ ]of[ ]birth|birth[ ]?da(?:te|y)|geb(?:oren)?|geburts(?:datum|tag)|née?|date[ ]de[ ]naissance|nacid[oa]|naci[óo]|fecha[ ]de[ ]nacimiento|nat[oa][ ](?:il|a)|data[ ]di[ ]nascita|geboortedatum|født|fødselsdato|fødselsdag|data[ ]de[ ]nascimento|nascid[oa])\.?"
    };
}

const BIRTH: &[&str] = &[
    "born",
    "dob",
    "d.o.b",
    "date of birth",
    "birth",
    "geb",
    "née",
    "né ",
    "date de naissance",
    "nacid",
    "naci",
    "fecha de nac",
    "nat",
    "data di nascita",
    "født",
    "fødsels",
    "data de nasc",
    "nascid",
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "date_iso",
        kind: Date,
        anchor: Anchor::Digit,
        pattern: r"\b(?:19|20)[0-9]{2}(?:-(?:0?[1-9]|1[0-2])-(?:3[01]|[12][0-9]|0?[1-9])|/(?:0?[1-9]|1[0-2])/(?:3[01]|[12][0-9]|0?[1-9])|\.(?:0?[1-9]|1[0-2])\.(?:3[01]|[12][0-9]|0?[1-9])|年(?:1[0-2]|0?[1-9])月(?:3[01]|[12][0-9]|0?[1-9])日)(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+\-][0-9]{2}:?[0-9]{2}|[ ](?:AM|PM|am|pm))?(?:[ ](?:[A-Z]{3,4}))?)?",
        check: check::iso_date,
        score: 0.9,
    },
    Rule {
        name: "date_in_digits",
        kind: Date,
        anchor: Anchor::Digit,
        pattern: r"\b[0-3]?[0-9](?:\.[ \u{a0}]?[0-3]?[0-9]\.[ \u{a0}]?|/[0-3]?[0-9]/|-[0-3]?[0-9]-)(?:(?:1[5-9]|20)[0-9]{2}|[0-9]{2})\b",
        check: check::numeric_date,
        score: 0.85,
    },
    Rule {
        name: "date_day_and_month",
        kind: Date,
        anchor: Anchor::Digit,
        pattern: concat!(
            r"(?i)\b(?:(?:[0-3]?[0-9](?:st|nd|rd|th|er|º|\.)?[ \u{a0}]?(?:-|–|to|and|bis|und|et|y|or|,)[ \u{a0}]?){1,3})?",
            day_and_month!()
        ),
        check: check::month_date,
        score: 0.9,
    },
    Rule {
        name: "date_month_and_day",
        kind: Date,
        anchor: Anchor::Words(MONTHS),
        pattern: concat!(r"(?i)\b", month_and_day!()),
        check: check::month_date,
        score: 0.85,
    },
    Rule {
        name: "date_month_and_year",
        kind: Date,
        anchor: Anchor::Words(MONTHS),
        pattern: concat!(
            r"(?i)\b(?:(?:early|mid|late|anfang|mitte|ende|début|fin|principios[ ]de|mediados[ ]de|finales[ ]de)[ \-])?",
            months!(),
            r"\b\.?,?(?:[ \u{a0}\n](?:of[ ]|de[ ]|del[ ])?|-)",
            year!(),
            r"\b"
        ),
        check: check::any,
        score: 0.85,
    },
    Rule {
        name: "date_month_in_digits",
        kind: Date,
        anchor: Anchor::Digit,
        pattern: r"\b(?:0?[1-9]|1[0-2])/(?:19|20)[0-9]{2}\b",
        check: check::month_in_digits,
        score: 0.7,
    },
    Rule {
        name: "date_quarter",
        kind: Date,
        anchor: Anchor::Words(&["q1", "q2", "q3", "q4", "quart", "trimest", "kwartaal", "h1", "h2"]),
        pattern: r"(?i)\b(?:[QH][1-4](?:[ \-/]|[ ]of[ ])?|(?:(?:first|second|third|fourth|last|[1-4](?:st|nd|rd|th))[ ]quarter[ ](?:of[ ])?|[1-4]\.[ ]?quartal[ ]|(?:erste[sn]|zweite[sn]|dritte[sn]|vierte[sn])[ ]quartal[ ]|(?:premier|deuxième|troisième|quatrième|[1-4]er?)[ ]trimestre[ ](?:de[ ])?|(?:primer|segundo|tercer|cuarto|primo|secondo|terzo|quarto)[ ]trimestre[ ](?:del?[ ])?|[1-4]e[ ]kwartaal[ ](?:van[ ])?))(?:20|19)[0-9]{2}\b",
        check: check::any,
        score: 0.8,
    },
    Rule {
        name: "birth_date",
        kind: BirthDate,
        anchor: Anchor::Words(BIRTH),
        pattern: concat!(
            "(?i)",
            birth!(),
            r"[ \u{a0}]?[:=,|]?[ \u{a0}\n]{0,3}(?:(?:on|am|le|el|il|den|d\.|the|em|is|was|ist)[ ]){0,2}(?:in[ ]\p{L}+[ ](?:on|am)[ ])?(?P<v>(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}|[0-3]?[0-9](?:\.[ ]?[0-3]?[0-9]\.[ ]?|/[0-3]?[0-9]/|-[0-3]?[0-9]-)(?:(?:1[89]|20)[0-9]{2}|[0-9]{2})|",
            day_and_month!(),
            "|",
            month_and_day!(),
            r")"
        ),
        check: check::birth_date,
        score: 0.95,
    },
    Rule {
        name: "birth_year",
        kind: BirthDate,
        anchor: Anchor::Words(&["born", "birth", "geboren", "geb", "né", "nacid", "naci", "dob", "nat"]),
        pattern: r"(?i)\b(?:born|year[ ]of[ ]birth|birth[ ]year|geboren|geb\.|geburtsjahr|jahrgang|née?|nacid[oa]|nació|nat[oa]|dob|(?:date[ ]of[ ])?birth(?:date)?|année[ ]de[ ]naissance)[:\s,]+(?:in|on|im|en|nel|the[ ]year)?[:\s]*(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)[ ])?(?P<v>(?:18|19|20)[0-9]{2})\b",
        check: check::any,
        score: 0.8,
    },
    Rule {
        name: "age",
        kind: Age,
        anchor: Anchor::Words(&[
            "aged",
            "age",
            "alter",
            "âge",
            "âgé",
            "agé",
            "edad",
            "età",
            "leeftijd",
            "years",
            "year-old",
            "year old",
            "yrs",
            "y/o",
            "yo ",
            "y.o",
            "jahre",
            "jährig",
            "ans",
            "años",
            "anni",
            "jaar",
            "jarige",
            "year",
            "months old",
            "weeks old",
        ]),
        pattern: concat!(
            r"(?i)(?:(?:\b(?:aged|age[ds]?[ ]?[:=|]|age[ ](?:is[ ]|of[ ])?|at[ ]the[ ]age[ ]of|alter[ ]?[:=|]|edad[ ]?[:=|]|età[ ]?[:=|]|leeftijd[ ]?[:=|]|im[ ]alter[ ]von)|[âa]gée?s?[ ]de|âge[ ]?[:=|])[ \t]{0,4}(?P<v>1[01][0-9]|[1-9]?[0-9]|",
            number_word!(),
            r")\b)"
        ),
        check: check::age,
        score: 0.85,
    },
    Rule {
        name: "age_in_years",
        kind: Age,
        anchor: Anchor::Words(&[
            "year", "yrs", "yr", "y/o", "y.o", "yo", "jahre", "jährig", "ans", "años", "anni", "jaar", "jarige",
            "month", "week",
        ]),
        pattern: concat!(
            r"(?i)\b(?P<v>1[01][0-9]|[1-9]?[0-9]|",
            number_word!(),
            r")(?:[ \-]?(?:years?|yrs?|months?|weeks?)[ \-]old\b|[ ]?y/o\b|[ ]?y\.o\.|[ ]?yo\b|[ ]Jahren?[ ]alt\b|[\-‑ ]?jährige?[rnms]?\b|[ ]ans[ ](?:révolus|d['’]âge)\b|[ ]años[ ]de[ ]edad\b|[ ]anni[ ]d['’]età\b|[ ]jaar[ ]oud\b|-jarige?\b)"
        ),
        check: check::age,
        score: 0.85,
    },
    Rule {
        name: "age_told",
        kind: Age,
        anchor: Anchor::Words(&[
            "turn",
            "i'm",
            "i am",
            "i’m",
            "when",
            "man of",
            "woman of",
            "girl of",
            "boy of",
            "varón de",
            "mujer de",
            "niño de",
            "niña de",
            "paciente de",
            "hombre de",
            "années",
            "ich bin",
            "j'ai",
            "tengo",
            "ho ",
        ]),
        pattern: r"(?i)\b(?:(?:just[ ]|i['’]ll[ ]|will[ ]|she[ ]|he[ ]|i[ ]|has[ ]|recently[ ])turn(?:ed|s|ing)?[ ]|when[ ](?:he|she|i|they)[ ](?:was|were)[ ]|(?:man|woman|girl|boy)[ ]of[ ]|(?:var[óo]n|mujer|niñ[oa]|paciente|hombre)(?:[ ]\p{L}+)?[ ]de[ ]|\btengo[ ]|\bj['’]ai[ ]|\bich[ ]bin[ ])(?P<v>1[01][0-9]|[1-9][0-9]?)(?:[ ](?:años|ans|jahre(?:[ ]alt)?|anni)\b|[ \t]*(?:[.,;!?\n)]|$))",
        check: check::age,
        score: 0.7,
    },
];

const MONTHS: &[&str] = &[
    "jan", "feb", "fév", "fev", "mar", "mär", "maer", "apr", "avr", "abr", "may", "mai", "maj", "mei", "jun", "jui",
    "jul", "jän", "aug", "ago", "aoû", "aou", "sep", "set", "oct", "okt", "ott", "out", "nov", "dec", "dez", "déc",
    "dic", "ene", "gen", "mag", "giu", "lug", "maa",
];
