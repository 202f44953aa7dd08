//! Towns, streets and companies that do not exist.

use super::first_free;

#[rustfmt::skip]
const STARTS: [&str; 36] = [
    "Alver", "Brann", "Calder", "Darn", "Elms", "Farl", "Garr", "Hest", "Ivel", "Jorn", "Kest", "Lorn", "Marl", "Nevel",
    "Orm", "Perr", "Quar", "Rath", "Selm", "Tharn", "Ulv", "Varn", "Wesl", "Yarl", "Zorl", "Astr", "Brynd", "Corv", "Drusk",
    "Ebber", "Fenn", "Grend", "Haver", "Isend", "Kelm", "Morv",
];

/// Ends of names of companies.
#[rustfmt::skip]
const COMPANY: [&str; 14] = [
    "ivon", "aria", "etex", "onis", "onda", "emo", "enta", "ex", "ax", "ium", "ova", "ekon", "alis", "onix",
];

/// Ends of names of towns.
#[rustfmt::skip]
const TOWN: [&str; 14] = [
    "wick", "mere", "stead", "holm", "vale", "combe", "beck", "garth", "bourne", "hurst", "moor", "dorf", "stow", "sund",
];

/// What a company is, in the words of its law. What follows the first of them stays.
#[rustfmt::skip]
const LEGAL_FORMS: [&str; 44] = [
    "ab", "ag", "as", "asa", "aps", "bhd", "bv", "co", "corp", "corporation", "ev", "eg", "eurl", "gbr", "ggmbh", "gmbh",
    "inc", "incorporated", "kft", "kg", "kgaa", "lda", "limited", "llc", "llp", "lp", "ltd", "ltda", "nv", "ohg", "oy", "oyj",
    "plc", "pty", "pvt", "sa", "sarl", "sas", "se", "sl", "spa", "srl", "sro", "ug",
];

/// How streets are written: words that tell, and the pattern with `*` for the name and `#` for the number.
const STREETS: [(&[&str], &str); 6] = [
    (&["straße", "strasse", "str.", "weg", "platz", "allee", "gasse", "ring", "damm"], "*weg #"),
    (&["straat", "laan", "gracht", "plein"], "*laan #"),
    (&["rue ", "avenue de", "boulevard", "chemin", "impasse"], "# rue *"),
    (&["calle", "avenida", "plaza", "paseo"], "Calle * #"),
    (&["via ", "piazza", "viale", "corso"], "Via * #"),
    (&[], "# * Road"),
];

pub(super) fn town(value: &str, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    first_free(value, n, STARTS.len() * TOWN.len(), |at| coined(at, &TOWN), taken)
}

/// A company of the same legal form.
pub(super) fn organisation(value: &str, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    let is_form = |word: &str| {
        let letters: String = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
        LEGAL_FORMS.contains(&letters.as_str())
    };
    let form: Vec<&str> = value.split_whitespace().skip(1).skip_while(|word| !is_form(word)).collect();
    let candidate = |at: usize| {
        let name = coined(at, &COMPANY)?;
        Some(if form.is_empty() { name } else { format!("{name} {}", form.join(" ")) })
    };
    first_free(value, n, STARTS.len() * COMPANY.len(), candidate, taken)
}

/// A street with a number, written as in the country that the value's words tell.
pub(super) fn address(value: &str, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    let lower = value.to_lowercase();
    let fits = |words: &[&str]| words.is_empty() || words.iter().any(|word| lower.contains(word));
    let pattern = STREETS.iter().find(|(words, _)| fits(words))?.1;
    let candidate = |at: usize| {
        let number = (at % 89 + 2).to_string();
        Some(pattern.replace('*', &coined(at, &TOWN)?).replace('#', &number))
    };
    first_free(value, n, STARTS.len() * TOWN.len(), candidate, taken)
}

fn coined(at: usize, ends: &[&str]) -> Option<String> {
    Some(format!("{}{}", STARTS.get(at / ends.len())?, ends.get(at % ends.len())?))
}

#[cfg(test)]
mod tests {
    use super::{COMPANY, STARTS, TOWN, address, coined, organisation, town};
    use crate::generalise::generalise;
    use confidant_text::EntityKind;

    #[test]
    fn no_invented_name_is_a_known_town() {
        for at in 0..STARTS.len() * TOWN.len() {
            for name in [coined(at, &TOWN).unwrap(), coined(at, &COMPANY).unwrap()] {
                assert_eq!(generalise(EntityKind::City, &name), None, "{name}");
            }
        }
        assert!(town("Leipzig", 4, &|_| false).unwrap().starts_with(|c: char| c.is_uppercase()));
    }

    #[test]
    fn a_company_keeps_its_legal_form() {
        for (value, form) in [
            ("Kern Logistics Ltd", " Ltd"),
            ("Kern & Sohn GmbH & Co. KG", " GmbH & Co. KG"),
            ("Kern S.p.A.", " S.p.A."),
            ("Kern, Inc.", " Inc."),
            ("Amnesty", ""),
        ] {
            let company = organisation(value, 9, &|_| false).unwrap();
            let (name, kept) = company.split_at(company.find(' ').unwrap_or(company.len()));
            assert_eq!(kept, form, "{value}");
            assert!(!value.contains(name), "{value}");
        }
    }

    #[test]
    fn a_street_is_written_as_where_it_lies() {
        for (value, has) in [
            ("Lindenstraße 4, 04109 Leipzig", "weg "),
            ("12 rue de la Paix", " rue "),
            ("Calle Mayor 3", "Calle "),
            ("Via Roma 1", "Via "),
            ("Keizersgracht 12", "laan "),
            ("12 Elm Road", " Road"),
        ] {
            let street = address(value, 2, &|_| false).unwrap();
            assert!(street.contains(has), "{value} {street}");
        }
    }
}
