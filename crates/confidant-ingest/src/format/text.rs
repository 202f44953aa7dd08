//! Which kind of text it is. Only here a name counts, and only where the content does not say.

use crate::wire::Format;

/// The kind of the text that starts with `sample`.
pub(super) fn kind(sample: &[u8], extension: Option<&str>) -> Format {
    let text = String::from_utf8_lossy(sample);
    // A text in UTF-16 is looked at as if it were ASCII, which its marks are.
    let text = text.replace(['\0', '\u{feff}', '\u{fffd}'], "");
    let text = text.trim_start();
    if text.starts_with("{\\rtf") {
        return Format::Rtf;
    }
    if text.starts_with("From ") && text.lines().nth(1).is_some_and(|line| header_name(line).is_some()) {
        return Format::Mbox;
    }
    if is_mail(text, extension) {
        return Format::Eml;
    }
    if is_html(text) {
        return Format::Html;
    }
    // Office files as one XML file.
    for (mark, format) in [
        ("<office:document", Format::Odt),
        ("<w:wordDocument", Format::Docx),
        ("<pkg:package", Format::Docx),
        ("urn:schemas-microsoft-com:office:spreadsheet", Format::Xlsx),
    ] {
        if text.starts_with('<') && text.contains(mark) {
            return format;
        }
    }
    match extension {
        Some("html" | "htm" | "xhtml" | "xht") => Format::Html,
        Some("md" | "markdown") => Format::Markdown,
        Some("csv") => Format::Csv,
        Some("tsv" | "tab") => Format::Tsv,
        Some("mbox") if text.starts_with("From ") => Format::Mbox,
        _ => Format::Plain,
    }
}

fn is_html(text: &str) -> bool {
    let mut rest = text;
    // An XML declaration and comments may stand before it.
    for _ in 0..8 {
        let close = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(close) else { return false };
        rest = after.trim_start();
    }
    let start: String = rest.chars().take(14).collect::<String>().to_ascii_lowercase();
    start == "<!doctype html"
        || ["<html", "<head", "<body"]
            .iter()
            .any(|tag| start.strip_prefix(tag).is_some_and(|after| after.starts_with([' ', '>', '\n', '\r', '\t'])))
}

/// A mail starts with headers, and at least one of them is not one that people write into a letter. Its name makes up for that.
fn is_mail(text: &str, extension: Option<&str>) -> bool {
    const COMMON: [&str; 9] = ["from", "to", "cc", "bcc", "subject", "date", "reply-to", "sender", "in-reply-to"];
    const TECHNICAL: [&str; 11] = [
        "received",
        "mime-version",
        "message-id",
        "return-path",
        "delivered-to",
        "content-type",
        "dkim-signature",
        "references",
        "content-transfer-encoding",
        "thread-index",
        "arc-seal",
    ];
    let (mut common, mut technical) = (0, 0);
    for line in text.lines().take(200) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some(name) = header_name(line) else { break };
        let name = name.to_ascii_lowercase();
        common += usize::from(COMMON.contains(&name.as_str()));
        technical += usize::from(TECHNICAL.contains(&name.as_str()) || name.starts_with("x-"));
    }
    let is_named = matches!(extension, Some("eml" | "mht" | "mhtml" | "emlx"));
    (common > 0 && technical > 0) || technical > 1 || (is_named && common + technical > 0)
}

/// The name of a header line.
fn header_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_name.then_some(name)
}
