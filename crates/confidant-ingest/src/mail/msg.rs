//! A mail, a contact or an appointment as Outlook saves it.

use std::collections::HashSet;

use confidant_text::WarningCode;
use mail_parser::MessageParser;

use super::{
    Attachments,
    body::Body,
    headers, lzfu,
    mapi::{Properties, Store},
    richtext::{Wrapped, unwrap},
};
use crate::{
    content::Content,
    dispatch::{MAX_DEPTH, dispatch},
    markup::{add_note, attach_files, decode},
    wire::{Failure, Format},
};

/// Texts that stand elsewhere on the page, or say how a program shall treat the mail.
const ELSEWHERE: [u16; 24] = [
    0x001a, 0x0037, 0x003d, 0x0042, 0x0064, 0x0065, 0x0070, 0x0075, 0x0077, 0x007d, 0x0c1a, 0x0c1e, 0x0c1f, 0x0e02,
    0x0e03, 0x0e04, 0x0e1d, 0x1000, 0x1013, 0x3002, 0x3a1e, 0x5d01, 0x5d02, 0x8fff,
];
/// What the commonest of the other texts are.
const NAMES: [(u16, &str); 34] = [
    (0x3001, "Name"),
    (0x3a05, "Generation"),
    (0x3a06, "Given name"),
    (0x3a08, "Business telephone"),
    (0x3a09, "Home telephone"),
    (0x3a0a, "Initials"),
    (0x3a11, "Surname"),
    (0x3a15, "Postal address"),
    (0x3a16, "Company"),
    (0x3a17, "Title"),
    (0x3a18, "Department"),
    (0x3a19, "Office"),
    (0x3a1a, "Primary telephone"),
    (0x3a1b, "Business telephone 2"),
    (0x3a1c, "Mobile telephone"),
    (0x3a24, "Business fax"),
    (0x3a25, "Home fax"),
    (0x3a26, "Country"),
    (0x3a27, "Town"),
    (0x3a28, "State"),
    (0x3a29, "Street"),
    (0x3a2a, "Postal code"),
    (0x3a2f, "Home telephone 2"),
    (0x3a30, "Assistant"),
    (0x3a44, "Middle name"),
    (0x3a45, "Prefix"),
    (0x3a46, "Profession"),
    (0x3a48, "Spouse"),
    (0x3a4e, "Manager"),
    (0x3a4f, "Nickname"),
    (0x3a50, "Personal page"),
    (0x3a51, "Business page"),
    (0x3ff8, "Created by"),
    (0x3ffa, "Last changed by"),
];

/// The page of a mail and the pages of what is attached to it.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let mut store = Store::open(bytes)?;
    if !store.is_message("") {
        return Err(Failure::Unsupported);
    }
    message(&mut store, "", depth)
}

/// The mail in a storage. A mail in the mail has a storage of its own.
fn message(store: &mut Store<'_>, storage: &str, depth: u32) -> Result<Content, Failure> {
    if depth > MAX_DEPTH {
        return Err(Failure::TooLarge);
    }
    let mail = store.properties(storage, if storage.is_empty() { 32 } else { 24 })?;
    let (mut content, mut attachments) = (Content::default(), Attachments::default());
    let (mut people, mut files) = (Vec::new(), Vec::new());
    for name in store.names(storage)? {
        if name.starts_with("__recip_version1.0_") {
            people.push(store.properties(&format!("{storage}/{name}"), 8)?);
        } else if name.starts_with("__attach_version1.0_") {
            files.push(format!("{storage}/{name}"));
        }
    }
    let mut head = head(&mail, &people);
    if let Some(travelled) = mail.text(&[0x007d]) {
        head = with_headers(head, travelled, &mut content)?;
    }
    let body = body(store, &mail, depth, &mut content)?;
    for (name, value) in &body.metadata {
        content.property(name, value);
    }
    let mut page = body.page(&head);
    let more = others(&mail, &page);
    add_note(&mut page, "Properties", &more);
    for (number, file) in (1..).zip(&files) {
        attached(store, file, number, &mut attachments, depth)?;
    }
    if page.is_empty() && files.is_empty() {
        return Err(Failure::Empty);
    }
    attachments.put(&mut content, page)?;
    attach_files(&mut content, &body.files, depth)?;
    Ok(content)
}

/// The lines above the mail.
fn head(mail: &Properties, people: &[Properties]) -> String {
    let mut lines: Vec<(&str, String)> = Vec::new();
    let sender = person(mail.text(&[0x0c1a]), mail.text(&[0x5d01, 0x0c1f]));
    let author = person(mail.text(&[0x0042]), mail.text(&[0x5d02, 0x0065]));
    let other = sender.clone().filter(|sender| author.as_ref().is_some_and(|author| author != sender));
    lines.extend(author.or(sender).map(|author| ("From", author)));
    lines.extend(other.map(|sender| ("Sender", sender)));
    for (label, kind, all) in [("To", 1, 0x0e04), ("Cc", 2, 0x0e03), ("Bcc", 3, 0x0e02)] {
        let of_kind = people.iter().filter(|person| person.number(0x0c15).map_or(1, |known| known & 0xf) == kind);
        let named: Vec<String> = of_kind
            .filter_map(|properties| person(properties.text(&[0x3001, 0x5ff6]), properties.text(&[0x39fe, 0x3003])))
            .collect();
        let all = mail.text(&[all]).map(str::to_owned);
        lines.extend((!named.is_empty()).then(|| named.join("; ")).or(all).map(|all| (label, all)));
    }
    lines.extend(mail.time(&[0x0039, 0x0e06]).map(|time| ("Date", time)));
    lines.extend(mail.text(&[0x0037, 0x0070]).map(|subject| ("Subject", subject.to_owned())));
    let lines: Vec<String> = lines.iter().map(|(label, value)| format!("{label}: {}", one_line(value))).collect();
    lines.join("\n")
}

/// A name and an address.
fn person(name: Option<&str>, address: Option<&str>) -> Option<String> {
    match (name, address) {
        (Some(name), Some(address)) if !name.eq_ignore_ascii_case(address) => Some(format!("{name} <{address}>")),
        (name, address) => name.or(address).map(str::to_owned),
    }
}

/// The headers with which the mail travelled: what they say that Outlook does not stands below.
fn with_headers(head: String, travelled: &str, content: &mut Content) -> Result<String, Failure> {
    let bytes = travelled.trim_start().as_bytes();
    let Some(message) = MessageParser::default().parse_headers(bytes) else { return Ok(head) };
    let lines = headers::read(&message, content)?;
    let more = lines.lines().filter(|line| !line.starts_with("Date: ") && !head.contains(*line));
    let known = |line: &&str| line.split_once(": ").is_some_and(|(_, value)| head.contains(value));
    let more: Vec<&str> = more.filter(|line| !known(line)).collect();
    Ok([head.as_str()].into_iter().chain(more).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// The text of the mail, which Outlook keeps in up to three ways.
fn body(store: &mut Store<'_>, mail: &Properties, depth: u32, content: &mut Content) -> Result<Body, Failure> {
    let mut plain: Vec<String> =
        mail.text(&[0x1000]).map(|text| text.replace("\r\n", "\n").replace('\r', "\n")).into_iter().collect();
    let mut pages: Vec<String> = mail.text(&[0x1013]).map(str::to_owned).into_iter().collect();
    if let Some(path) = mail.binary.get(&0x1013).filter(|_| pages.is_empty())
        && let Some(bytes) = store.stream(path)?
    {
        pages.push(decode(&bytes, mail.page.map(encoding_rs::Encoding::name)).0);
    }
    if let Some(path) = mail.binary.get(&0x1009)
        && pages.is_empty()
    {
        match store.stream(path)?.map(|packed| lzfu::unpack(&packed)) {
            Some(Ok((rtf, is_whole))) => {
                if !is_whole {
                    content.warn(WarningCode::PartUnread);
                }
                match unwrap(&rtf) {
                    Some(Wrapped::Page(page)) => pages.push(page),
                    Some(Wrapped::Text(text)) => plain.push(text),
                    None => plain.extend(rich_text(rtf, depth, content)?),
                }
            }
            _ => content.warn(WarningCode::PartUnread),
        }
    }
    let mut body = Body::default();
    body.add(&pages, &once(plain));
    Ok(body)
}

/// The pages of rich text; what it says about itself is told of the mail.
fn rich_text(rtf: Vec<u8>, depth: u32, content: &mut Content) -> Result<Vec<String>, Failure> {
    let inner = match dispatch(Format::Rtf, rtf, None, depth + 1) {
        Ok(inner) => inner,
        Err(Failure::TooLarge) => return Err(Failure::TooLarge),
        Err(_) => {
            content.warn(WarningCode::PartUnread);
            return Ok(Vec::new());
        }
    };
    for warning in &inner.warnings {
        content.warn(warning.code);
    }
    for (name, value) in &inner.metadata {
        content.property(name, value);
    }
    Ok(inner.pages.into_iter().map(|page| page.text).collect())
}

/// Texts that say the same in other white space, once.
fn once(texts: Vec<String>) -> Vec<String> {
    let mut known = HashSet::new();
    texts.into_iter().filter(|text| known.insert(text.split_whitespace().collect::<String>())).collect()
}

/// All other texts of the mail: those of a contact or an appointment, and what programs added.
fn others(mail: &Properties, page: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for (id, text) in mail.strings.iter().filter(|(id, _)| !ELSEWHERE.contains(id)) {
        let text = one_line(text);
        // One letter or the name of a protocol says nothing; long texts would be searched for again and again.
        let is_said = text.len() < 1000 && page.contains(&text);
        if text.chars().count() < 2 || matches!(text.as_str(), "SMTP" | "EX") || is_said || !known.insert(text.clone())
        {
            continue;
        }
        match NAMES.iter().find(|(known, _)| known == id) {
            Some((_, name)) => lines.push(format!("{name}: {text}")),
            None => lines.push(text),
        }
    }
    lines.join("\n")
}

/// Reads one attachment: a file, or a mail in a storage of its own.
fn attached(
    store: &mut Store<'_>,
    storage: &str,
    number: u32,
    attachments: &mut Attachments,
    depth: u32,
) -> Result<(), Failure> {
    let file = store.properties(storage, 8)?;
    let name = file.text(&[0x3707, 0x3704, 0x3001, 0x370d, 0x3708]).map_or_else(|| format!("{number}"), str::to_owned);
    let inner = format!("{storage}/__substg1.0_3701000D");
    if store.is_message(&inner) {
        let mail = message(store, &inner, depth + 1);
        return attachments.take(&name, mail);
    }
    let bytes = match file.binary.get(&0x3701) {
        Some(path) => store.stream(path)?,
        None => None,
    };
    match bytes {
        Some(bytes) => attachments.add(&name, bytes, depth),
        None => attachments.take(&name, Err(Failure::Unsupported)),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
