//! Great Britain and Ireland.

use confidant_text::EntityKind::{HealthInsuranceId, NationalId, TaxId};

use super::{
    scheme::Scheme,
    sum::{divides, ends_with_letter, integer, last, part, tail, value, weighted},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::form(
        "gb.nino",
        NationalId,
        "!aa9{6}a|!aa9{6}",
        nino,
        "national insurance number|national insurance|nino|ni number|ni no",
    ),
    Scheme::sum(
        "gb.nhs",
        HealthInsuranceId,
        "9{10}|!999-999-9999|!999 999 9999",
        nhs,
        "nhs number|nhs|health service number|h&c number|chi number",
    ),
    Scheme::sum(
        "gb.utr",
        TaxId,
        "9{10}|9{10}K|K9{10}",
        utr,
        "unique taxpayer reference|utr|tax reference|self assessment|taxpayer reference",
    ),
    Scheme::sum(
        "gb.vat",
        TaxId,
        "9{9}|9{12}|GB9{9}|GB9{12}|GBGD999|GBHA999|GD999|HA999|GD8{4}9{5}|HA8{4}9{5}",
        vat,
        "vat number|vat registration|vat reg|vat no|vat",
    ),
    Scheme::sum("gb.upn", NationalId, "!a9{11}n", upn, "unique pupil number|upn|pupil number"),
    Scheme::form(
        "gb.crn",
        TaxId,
        "9{8}|aa9{6}",
        super::scheme::any,
        "company number|companies house|company registration|company no|registered number|crn",
    ),
    Scheme::sum(
        "ie.pps",
        NationalId,
        "!9{7}a|!9{7}aa",
        pps,
        "ppsn|pps number|personal public service|pps|psp|rsi number",
    ),
    Scheme::sum(
        "ie.vat",
        TaxId,
        "9{7}a|9{7}aa|9a9{5}a|IE9{7}a|IE9{7}aa|IE9a9{5}a",
        irish_vat,
        "vat number|vat no|vat|cbl",
    ),
];

/// National insurance number (HMRC, NIM39110): which letters a prefix may have, and a suffix A to D.
fn nino(number: &str) -> bool {
    let prefix = part(number, ..2);
    let first = prefix.starts_with(|c| !"DFIQUV".contains(c));
    let second = prefix.ends_with(|c| !"DFIOQUV".contains(c));
    let given = !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&prefix);
    let suffix = part(number, 8..);
    first && second && given && part(number, 2..8) != "000000" && matches!(suffix, "A" | "B" | "C" | "D")
}

/// NHS number (NHS Data Dictionary): weights 10 to 2, modulo 11.
pub(super) fn nhs(number: &str) -> bool {
    divides(number, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11)
}

/// Unique taxpayer reference (HMRC): the first digit checks the other nine.
fn utr(number: &str) -> bool {
    let digits = number.trim_matches('K');
    let sum = weighted(part(digits, 1..), &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
    [2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1].get(sum as usize) == Some(&value(digits, 0))
}

/// VAT number (HMRC): weights 8 to 2 and the last two digits, modulo 97, plain or with 55 added; departments have three digits.
pub(super) fn vat(number: &str) -> bool {
    let number = number.strip_prefix("GB").or_else(|| number.strip_prefix("XI")).unwrap_or(number);
    if let Some(office) = number.strip_prefix("GD").or_else(|| number.strip_prefix("HA")) {
        let (office, check) = if office.len() > 3 { (part(office, 4..7), part(office, 7..)) } else { (office, "") };
        let side = (integer(office) < 500) == number.starts_with("GD");
        return side && (check.is_empty() || integer(office) % 97 == integer(check));
    }
    let rest = weighted(number, &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    rest == 0 || integer(part(number, ..3)) >= 100 && (rest == 42 || rest == 55)
}

/// Unique pupil number (Department for Education): the first letter checks the rest, modulo 23.
fn upn(number: &str) -> bool {
    const LETTERS: &str = "ABCDEFGHJKLMNPQRTUVWXYZ0123456789";
    let place = |c: char| LETTERS.find(c).unwrap_or(99);
    let sum: usize = part(number, 1..).chars().zip(2..).map(|(c, weight)| place(c) * weight).sum();
    number.starts_with(|c| place(c) == sum % 23)
}

/// Personal public service number (Department of Social Protection): weights 8 to 2, a second letter counts nine times, modulo 23.
fn pps(number: &str) -> bool {
    let second = part(number, 8..);
    let counted = if matches!(second, "A" | "B" | "H") { second } else { "" };
    matches!(second, "" | "A" | "B" | "H" | "W" | "T" | "X") && irish(part(number, ..7), counted, part(number, 7..8))
}

/// VAT number: as the PPS number; the older form has its first digit and a letter in other places.
pub(super) fn irish_vat(number: &str) -> bool {
    let number = number.strip_prefix("IE").unwrap_or(number);
    if value(number, 1) < 10 {
        return irish(part(number, ..7), part(number, 8..), part(number, 7..8));
    }
    let digits = format!("0{}{}", part(number, 2..7), part(number, ..1));
    irish(&digits, "", part(number, 7..))
}

fn irish(digits: &str, second: &str, check: &str) -> bool {
    let extra = if second.is_empty() || second == "W" { 0 } else { value(second, 0).saturating_sub(9) * 9 };
    let rest = (weighted(digits, &[8, 7, 6, 5, 4, 3, 2]) + extra) % 23;
    last(tail(digits, 1)) < 10 && ends_with_letter(check, "WABCDEFGHIJKLMNOPQRSTUV", rest)
}
