//! Calendar dates, in digits and in words.

use confidant_text::EntityKind::Date;

use crate::recognise::{
    check,
    rule::{Anchor, Rule},
};

#[cfg(test)]
pub(super) const WITNESSES: &str = include_str!("dates.witnesses");

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "date_iso",
        kind: Date,
        anchor: Anchor::Digit,
        pattern: r"\b(?:19|20)[0-9]{2}(?:-(?:0?[1-9]|1[0-2])-(?:3[01]|[12][0-9]|0?[1-9])|/(?:0?[1-9]|1[0-2])/(?:3[01]|[12][0-9]|0?[1-9])|\.(?:0?[1-9]|1[0-2])\.(?:3[01]|[12][0-9]|0?[1-9]))(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[ ](?:AM|PM|am|pm))?(?:[ ](?:[A-Z]{3,4}))?)?\b",
        check: check::any,
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
        anchor: Anchor::Words(MONTHS),
        pattern: r"(?i)\b(?:(?:[0-3]?[0-9](?:st|nd|rd|th|er|º|\.)?[ \u{a0}]?(?:-|–|to|and|bis|und|et|y|or|,)[ \u{a0}]?){1,3})?[0-3]?[0-9](?:st|nd|rd|th|er|º|°|\.)?[ \u{a0}\n]{1,2}(?:of[ ]|de[ ]|day[ ]of[ ])?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Januar|Jänner|Februar|März|Maerz|Mai|Juni|Juli|Oktober|Dezember|Okt|Dez|janvier|février|fevrier|mars|avril|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|januari|februari|maart|mei|augustus)\b\.?(?:,?[ \u{a0}\n]{1,2}(?:de[ ]|del[ ])?(?:1[5-9]|20)[0-9]{2}\b)?",
        check: check::month_date,
        score: 0.9,
    },
    Rule {
        name: "date_month_and_day",
        kind: Date,
        anchor: Anchor::Words(MONTHS),
        pattern: r"(?i)\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?[ \u{a0}][0-3]?[0-9](?:st|nd|rd|th)?\b(?:,?[ \u{a0}](?:1[5-9]|20)[0-9]{2}\b)?",
        check: check::month_date,
        score: 0.85,
    },
    Rule {
        name: "date_month_and_year",
        kind: Date,
        anchor: Anchor::Words(MONTHS),
        pattern: r"(?i)\b(?:(?:early|mid|late)[ \-])?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b\.?,?[ \u{a0}\n](?:of[ ]|de[ ]|del[ ])?(?:1[5-9]|20)[0-9]{2}\b",
        check: check::any,
        score: 0.85,
    },
    Rule {
        name: "birth_year",
        kind: Date,
        anchor: Anchor::Words(&["born", "birth", "geboren", "geb", "né", "nacid", "dob"]),
        pattern: r"(?i)\b(?:born|year[ ]of[ ]birth|birth[ ]year|geboren|geb\.|née?|nacid[oa]|dob|(?:date[ ]of[ ])?birth(?:date)?)[:\s,]+(?:in|on|im|en|the[ ]year)?[:\s]*(?P<v>(?:18|19|20)[0-9]{2})\b",
        check: check::any,
        score: 0.8,
    },
];

const MONTHS: &[&str] = &[
    "jan", "feb", "fév", "mar", "mär", "maer", "apr", "avr", "abr", "may", "mai", "maj", "mei", "jun", "jui", "jul",
    "jän", "aug", "ago", "aoû", "aou", "sep", "set", "oct", "okt", "ott", "nov", "dec", "dez", "déc", "dic", "ene",
    "gen", "mag", "giu", "lug", "maa",
];
