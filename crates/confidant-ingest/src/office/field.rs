//! Fields of Word: what their codes refer to, and what they draw by themselves.

use super::flow::Flow;
use crate::wire::Failure;

/// What a field refers to or says by itself. Those that only count or refer to other places of the text say nothing,
/// unless there is more in them than belongs there.
pub(super) fn hide_code(code: &str, flow: &mut Flow) -> Result<(), Failure> {
    /// With the name of a place in the document, or of the kind of what is embedded, which follows as an attachment.
    const REFER: [&str; 7] = ["REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "LISTNUM", "EMBED"];

    let code = code.trim();
    let kind = kind(code);
    match kind.as_str() {
        "HYPERLINK" => targets(code).iter().try_for_each(|target| flow.hide("Link", target)),
        "EQ" => flow.hide("Reading", &equation(code).1),
        _ if kind.starts_with('=') || !says_more(code, usize::from(REFER.contains(&kind.as_str()))) => Ok(()),
        _ => flow.hide("Field", code),
    }
}

/// Whether a code has more words than its kind, `own` of its own, and switches with a value each: those say only how it is
/// to look.
fn says_more(code: &str, own: usize) -> bool {
    let mut room = own;
    let mut is_first = true;
    for (index, part) in code.split('"').enumerate() {
        // What stands in quotation marks is one word.
        let is_quoted = index % 2 == 1;
        let words: Vec<&str> = if is_quoted { vec![part] } else { part.split_whitespace().collect() };
        for word in words {
            if std::mem::take(&mut is_first) {
                continue;
            }
            if !is_quoted && word.starts_with('\\') {
                room = 1;
            } else if room == 0 {
                return true;
            } else {
                room -= 1;
            }
        }
    }
    false
}

/// A link's target and the hint that goes with it, but no place in the same document.
pub(super) fn targets(code: &str) -> Vec<&str> {
    let parts: Vec<&str> = code.split('"').collect();
    let pairs = parts.iter().zip(parts.iter().skip(1)).step_by(2);
    let says = |(before, inside): &(&&str, &&str)| !before.trim_end().ends_with("\\l") && !inside.starts_with('#');
    let quoted = pairs.filter(says).map(|(_, inside)| *inside);
    // A target without quotation marks ends at the next space.
    let bare = code.split_whitespace().nth(1).filter(|word| !word.starts_with(['"', '\\', '#']));
    bare.into_iter().chain(quoted).collect()
}

/// The text that a field draws from its code alone: an equation. It stands where the field stands.
pub(super) fn drawn(code: &str) -> String {
    if kind(code) == "EQ" { equation(code).0 } else { String::new() }
}

pub(super) fn kind(code: &str) -> String {
    code.split_whitespace().next().unwrap_or_default().to_ascii_uppercase()
}

/// What an equation shows, and what it writes above that: until 2003, Word wrote the reading of a word as such an equation.
fn equation(code: &str) -> (String, String) {
    let (mut shown, mut above) = (String::new(), String::new());
    // For each bracket that is open, whether what is in it stands above the line.
    let mut open: Vec<bool> = Vec::new();
    let mut is_switch = false;
    let mut switch = String::new();
    for c in code.chars() {
        match c {
            '\\' => {
                is_switch = true;
                switch.clear();
            }
            '(' => {
                open.push(is_switch && switch.starts_with("up"));
                is_switch = false;
            }
            ')' => {
                open.pop();
            }
            _ if is_switch => switch.push(c),
            _ if open.is_empty() => {}
            ',' | ';' => shown.push(' '),
            c if open.contains(&true) => above.push(c),
            c => shown.push(c),
        }
    }
    (shown.trim().to_owned(), above)
}

#[cfg(test)]
mod tests {
    use super::{drawn, equation};

    #[test]
    fn an_equation_shows_its_text() {
        let reading = r#" EQ \* jc2 \* "Font:MS Mincho" \* hps10 \o\ad(\s\up 9(とうきょう),東京)"#;
        assert_eq!(equation(reading), ("東京".to_owned(), "とうきょう".to_owned()));
        assert_eq!(drawn(r"EQ \f(1;x)"), "1 x");
        assert_eq!(drawn("EQ"), "");
        assert_eq!(drawn("PAGE (x)"), "");
    }
}
