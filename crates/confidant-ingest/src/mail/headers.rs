//! The headers of a mail as text.

use std::borrow::Cow;

use mail_parser::{HeaderValue, Message, parsers::MessageStream};

use crate::{content::Content, markup::decode, wire::Failure};

/// What a person sees above a mail, in this order.
const SHOWN: [&str; 12] = [
    "From",
    "Sender",
    "Resent-From",
    "Reply-To",
    "To",
    "Resent-To",
    "Cc",
    "Bcc",
    "Date",
    "Subject",
    "Organization",
    "Newsgroups",
];
/// Machines' notes to each other about keys, routes of filters and the form of the message; no person is in them.
const TECHNICAL: [&str; 10] = [
    "mime-version",
    "content-",
    "dkim-",
    "arc-",
    "domainkey-",
    "x-google-dkim",
    "x-gm-message-state",
    "authentication-results",
    "x-ms-exchange-antispam",
    "x-microsoft-antispam",
];
/// More kinds of headers than that are a bomb.
const MAX_NAMES: usize = 2000;

/// The lines above the mail. Other headers go to the document's properties.
pub(super) fn read(message: &Message<'_>, content: &mut Content) -> Result<String, Failure> {
    let mut shown: Vec<(usize, String)> = Vec::new();
    for header in message.headers() {
        let name = header.name();
        let start = usize::try_from(header.offset_start()).unwrap_or(usize::MAX);
        let end = usize::try_from(header.offset_end()).unwrap_or(usize::MAX);
        let value = text(message.raw_message.get(start..end).unwrap_or_default());
        if value.is_empty() {
            continue;
        }
        if let Some(place) = SHOWN.iter().position(|known| known.eq_ignore_ascii_case(name)) {
            shown.push((place, value));
            continue;
        }
        let name = name.to_ascii_lowercase();
        if !TECHNICAL.iter().any(|technical| name.starts_with(technical)) {
            content.property(&name, &value);
        }
        if content.metadata.len() > MAX_NAMES || shown.len() > MAX_NAMES {
            return Err(Failure::TooLarge);
        }
    }
    shown.sort_by_key(|(place, _)| *place);
    let name = |place: usize| SHOWN.get(place).copied().unwrap_or_default();
    Ok(shown.iter().map(|(place, value)| format!("{}: {value}", name(*place))).collect::<Vec<_>>().join("\n"))
}

/// A header's value in one line, its encoded words decoded.
fn text(raw: &[u8]) -> String {
    // The parser gives nothing for a line that has no end.
    let line = [raw, b"\n"].concat();
    let value = match MessageStream::new(&line).parse_unstructured() {
        HeaderValue::Text(text) => text.into_owned(),
        HeaderValue::TextList(list) => list.join(" "),
        _ => String::new(),
    };
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The mail with its headers in UTF-8: some programs write them in the encoding of their country and do not say which.
pub(super) fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    let end = [&b"\r\n\r\n"[..], b"\n\n"]
        .iter()
        .filter_map(|gap| bytes.windows(gap.len()).position(|window| window == *gap))
        .min()
        .unwrap_or(bytes.len());
    let (head, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
    if std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let (head, _) = decode(head, None);
    Cow::Owned([head.as_bytes(), rest].concat())
}
