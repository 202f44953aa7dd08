//! Handles: what addresses, user names, file names and signatures make of a name, and the names in them.

use std::ops::Range;

use super::{fold, words};

/// The handles that are made of a given name and a surname, folded: `hannah.weiss`, `hweiss`, `weiss_h`. What the parts of a name
/// find by themselves is not among them.
pub(crate) fn of(given: &str, surname: &str) -> Vec<String> {
    let (given, surname) = (plain(given), plain(surname));
    let initial = |name: &str| name.chars().next().map(String::from).unwrap_or_default();
    let (g, s) = (initial(&given), initial(&surname));
    let mut handles = Vec::new();
    if given.chars().count() > 1 && surname.chars().count() > 2 {
        for between in ["", ".", "_", "-"] {
            let pairs = [(&g, &surname), (&given, &s), (&given, &surname)];
            let pairs = pairs.iter().take(if between.is_empty() { 3 } else { 2 });
            handles.extend(pairs.flat_map(|(a, b)| [format!("{a}{between}{b}"), format!("{b}{between}{a}")]));
        }
    }
    // Run together, few letters are a word by chance.
    let telling = |handle: &String| handle.contains(['.', '_', '-']) || handle.chars().count() >= RUN_TOGETHER;
    handles.retain(|handle| telling(handle) && !words::is_common(handle));
    handles
}

/// The initials of a name, folded.
pub(crate) fn initials(given: &str, surname: &str) -> Vec<String> {
    let letters: String = [given, surname].iter().filter_map(|name| plain(name).chars().next()).collect();
    let mut chars = letters.chars();
    match (chars.next(), chars.next()) {
        (Some(g), Some(s)) if !PLACES.contains(&letters.as_str()) => {
            vec![format!("{g}{s}"), format!("{g}.{s}."), format!("{g}. {s}.")]
        }
        _ => Vec::new(),
    }
}

/// The names in the local part of an address or in a user name: `hannah.weiss84@…`. None when a part names an office, or when
/// there is but one part: nobody knows what that is.
pub(crate) fn names_in(handle: &str) -> Vec<String> {
    let handle = handle.trim_start_matches('@');
    let local = handle.split('@').next().unwrap_or_default().to_lowercase();
    let parts: Vec<_> = local.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty()).collect();
    let office = parts.iter().any(|part| OFFICES.contains(part) || words::is_function_word(part));
    let common = parts.iter().all(|part| words::is_common(part));
    if !(2..=3).contains(&parts.len()) || office || common {
        return Vec::new();
    }
    parts.into_iter().filter(|part| part.chars().count() > 2).map(str::to_owned).collect()
}

/// Whether what stands at `span` is a part of a file name, an address or a handle, where names have no capitals.
pub(crate) fn is_in_one(text: &str, span: &Range<usize>) -> bool {
    let mut before = text.get(..span.start).unwrap_or_default().chars().rev();
    let mut after = text.get(span.end..).unwrap_or_default().chars();
    let joins = |at: Option<char>, beyond: Option<char>| match at {
        Some('_' | '@') => true,
        Some('.' | '-') => beyond.is_some_and(char::is_alphanumeric),
        _ => false,
    };
    joins(before.next(), before.next()) || joins(after.next(), after.next())
}

/// Whether capital initials stand where somebody signs: with dots, in brackets, before a colon, behind a word that says so, in a
/// handle.
pub(crate) fn is_signature(text: &str, span: &Range<usize>) -> bool {
    let Some(found) = text.get(span.clone()) else { return false };
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    if is_in_one(text, span) {
        return before.ends_with('@') || after.starts_with('@');
    }
    if found.chars().any(char::is_lowercase) {
        return false;
    }
    let line = before.trim_end_matches([' ', '\t']);
    let starts_line = line.is_empty() || line.ends_with('\n');
    let said = line.trim_end_matches([':', '=']).rsplit(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
    let said = said.is_some_and(|word| SIGNS.contains(&word.to_lowercase().as_str()));
    let goes_on = after.strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_uppercase));
    (found.contains('.') && !goes_on)
        || (before.ends_with(['(', '[', '/']) && after.starts_with([')', ']']))
        || (starts_line && after.starts_with(':'))
        || said
}

fn plain(name: &str) -> String {
    fold::letters(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

const RUN_TOGETHER: usize = 5;

/// Initials that are a place, an hour or an office more often than a person.
const PLACES: [&str; 20] = [
    "ad", "ag", "am", "bc", "dc", "eu", "hr", "id", "ip", "it", "no", "ok", "pc", "pm", "ps", "tv", "uk", "un", "us",
    "vs",
];

/// Words before initials.
const SIGNS: [&str; 12] =
    ["dr", "gez", "herr", "herrn", "frau", "initialled", "initials", "kürzel", "mr", "mrs", "ms", "sgd"];

/// Parts of addresses that belong to nobody.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "abuse", "account", "accounting", "accounts", "admin", "anfrage", "billing", "booking", "buchhaltung", "bounce", "career",
    "careers", "community", "contact", "contato", "customer", "data", "desk", "dev", "donotreply", "east", "editor", "events",
    "feedback", "finance", "general", "group", "hello", "help", "helpdesk", "human", "info", "information", "invoice", "it",
    "jobs", "kanzlei", "kontakt", "legal", "mail", "mailer", "main", "marketing", "media", "news", "newsletter", "north",
    "noreply", "notification", "notifications", "office", "online", "order", "orders", "personal", "post", "postmaster",
    "press", "privacy", "project", "public", "rechnung", "recruiting", "relations", "reply", "resources", "root", "sales",
    "security", "service", "services", "shop", "south", "staff", "student", "support", "system", "team", "tech", "test",
    "user", "vertrieb", "web", "webmaster", "west",
];

#[cfg(test)]
mod tests {
    use super::{is_signature, names_in, of};

    #[test]
    fn a_handle_is_made_of_both_names_or_of_one_and_an_initial() {
        let handles = of("Hannah", "Weiß");
        for handle in ["hannahweiss", "hweiss", "weissh", "h.weiss", "weiss_h", "hannah-w"] {
            assert!(handles.iter().any(|made| made == handle), "{handle} in {handles:?}");
        }
        assert!(!of("Al", "Ly").contains(&"ally".to_owned()), "an ordinary word by chance");
    }

    #[test]
    fn an_address_of_a_person_gives_its_names_and_one_of_an_office_none() {
        assert_eq!(names_in("hannah.weiss84@x.example"), ["hannah", "weiss"]);
        assert_eq!(names_in("@h_weiss"), ["weiss"]);
        for address in
            ["weiss@x.example", "customer.service@x.example", "no-reply@x.example", "new.york.office@x.example"]
        {
            assert_eq!(names_in(address), Vec::<String>::new(), "{address}");
        }
    }

    #[test]
    fn initials_are_a_person_where_somebody_signs() {
        for text in ["done (HW)", "HW: agreed", "gez. HW", "initials: HW", "by H.W. himself", "ask @hw", "hw@x.example"]
        {
            let initials = ["HW", "H.W.", "hw"].into_iter().find(|initials| text.contains(initials)).unwrap();
            let at = text.find(initials).unwrap();
            assert!(is_signature(text, &(at..at + initials.len())), "{text}");
        }
        assert!(!is_signature("the HW and SW", &(4..6)));
        assert!(!is_signature("by J. S. Bach", &(3..8)), "somebody else's name goes on");
    }
}
