//! Fields of Word: what their codes refer to, and what they draw by themselves.

use super::flow::Flow;
use crate::wire::Failure;

/// What a field refers to or says by itself. Those that only count or refer to other places of the text say nothing.
pub(super) fn hide_code(code: &str, flow: &mut Flow) -> Result<(), Failure> {
    const SAY_NOTHING: [&str; 22] = [
        "PAGE",
        "NUMPAGES",
        "SECTIONPAGES",
        "SECTION",
        "TOC",
        "PAGEREF",
        "REF",
        "NOTEREF",
        "SEQ",
        "STYLEREF",
        "DATE",
        "TIME",
        "FORMTEXT",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "SYMBOL",
        "NUMWORDS",
        "NUMCHARS",
        "FILESIZE",
        "LISTNUM",
        "CREATEDATE",
        // What is embedded follows as an attachment.
        "EMBED",
    ];
    let code = code.trim();
    let kind = kind(code);
    if SAY_NOTHING.contains(&kind.as_str()) || kind.starts_with('=') {
        return Ok(());
    }
    if kind == "EQ" {
        return flow.hide("Reading", &equation(code).1);
    }
    if kind == "HYPERLINK" {
        return quoted(code).iter().try_for_each(|target| flow.hide("Link", target));
    }
    // A field that says only how it is to look refers to nothing.
    let rest = code.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
    if rest.is_empty() || rest.starts_with('\\') { Ok(()) } else { flow.hide("Field", code) }
}

/// What stands in quotation marks: a link's target and the hint that goes with it, but no place in the same document.
fn quoted(code: &str) -> Vec<&str> {
    let parts: Vec<&str> = code.split('"').collect();
    let pairs = parts.iter().zip(parts.iter().skip(1)).step_by(2);
    let says = |(before, inside): (&&str, &&str)| !before.trim_end().ends_with("\\l") && !inside.starts_with('#');
    let quoted: Vec<&str> =
        pairs.filter(|(before, inside)| says((before, inside))).map(|(_, inside)| *inside).collect();
    // A target without quotation marks ends at the next space.
    if parts.len() > 1 {
        quoted
    } else {
        code.split_whitespace().skip(1).take(1).filter(|word| !word.starts_with('\\')).collect()
    }
}

/// The text that a field draws from its code alone: an equation. It stands where the field stands.
pub(super) fn drawn(code: &str) -> String {
    if kind(code) == "EQ" { equation(code).0 } else { String::new() }
}

fn kind(code: &str) -> String {
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
