//! The parts of a mail: which are its text and which are attached.

use std::collections::HashMap;

use confidant_text::WarningCode;
use mail_parser::{
    Encoding, Message, MessagePart, MimeHeaders, PartType,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use super::{
    Attachments,
    body::{Body, unflow},
};
use crate::{
    content::Content,
    markup::{decode, unfold},
    wire::Failure,
};

/// What a part is to the person who reads the mail.
enum Role {
    Page,
    Text,
    Attached,
    /// Style sheets, keys and the like: nothing to read.
    Nothing,
}

/// Reads all parts.
pub(super) fn read(
    message: &Message<'_>,
    content: &mut Content,
    attachments: &mut Attachments,
    depth: u32,
) -> Result<Body, Failure> {
    let parents = parents(message);
    // Bodies that say the same stand in one group, at the place of the first.
    let mut groups: Vec<(Option<usize>, Vec<String>, Vec<String>)> = Vec::new();
    let mut unnamed = 0;
    for (index, part) in message.parts.iter().enumerate() {
        match role(part) {
            Role::Nothing => {}
            Role::Attached => {
                let (name, has_name) = name(part, &mut unnamed);
                if let PartType::Message(inner) = &part.body {
                    let name = if has_name { name } else { inner.subject().unwrap_or(&name).to_owned() };
                    attachments.add_mail(&name, mail(message, part, inner), depth)?;
                } else {
                    attachments.add(&name, bytes(message, part), depth)?;
                }
            }
            shown @ (Role::Page | Role::Text) => {
                let text = text(message, part, content);
                let group = alternative(message, &parents, index);
                let at = groups.iter().position(|(known, ..)| group.is_some() && *known == group);
                let at = at.unwrap_or_else(|| {
                    groups.push((group, Vec::new(), Vec::new()));
                    groups.len() - 1
                });
                if let Some((_, pages, plain)) = groups.get_mut(at) {
                    if matches!(shown, Role::Page) { pages.push(text) } else { plain.push(text) }
                }
            }
        }
    }
    let mut body = Body::default();
    for (_, pages, plain) in &groups {
        body.add(pages, plain);
    }
    Ok(body)
}

fn role(part: &MessagePart<'_>) -> Role {
    let kind = part.content_type().map(|kind| {
        let subtype = kind.subtype().unwrap_or_default();
        format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase()
    });
    let kind = kind.as_deref().unwrap_or_default();
    let is_attached = part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment)
        || part.attachment_name().is_some();
    match &part.body {
        PartType::Multipart(_) => Role::Nothing,
        PartType::Message(_) => Role::Attached,
        _ if matches!(kind, "text/css" | "text/javascript") && !is_attached => Role::Nothing,
        // Signatures often have a name; whoever sends something else so has something to tell.
        _ if matches!(kind, "application/pgp-signature" | "application/pgp-encrypted")
            && (!is_attached || is_of_pgp(part.contents())) =>
        {
            Role::Nothing
        }
        PartType::Html(_) | PartType::Text(_) if is_attached => Role::Attached,
        PartType::Html(_) => Role::Page,
        PartType::Text(_) if kind == "text/x-amp-html" => Role::Page,
        PartType::Text(_) => Role::Text,
        // What servers say about delivery is text for people.
        _ if matches!(kind, "message/delivery-status" | "message/disposition-notification") => Role::Text,
        _ => Role::Attached,
    }
}

/// A signature or the number of a version, as programs write it.
fn is_of_pgp(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii();
    bytes.starts_with(b"-----BEGIN PGP SIGNATURE") || (bytes.starts_with(b"Version:") && bytes.len() < 32)
}

/// What the attachment is called. Pictures in a page often have only an address.
fn name(part: &MessagePart<'_>, unnamed: &mut usize) -> (String, bool) {
    if let Some(name) = part.attachment_name().map(str::trim).filter(|name| !name.is_empty()) {
        return (name.to_owned(), true);
    }
    let location = part.content_location().and_then(|place| place.rsplit('/').next());
    if let Some(name) = location.map(str::trim).filter(|name| !name.is_empty()) {
        return (name.to_owned(), true);
    }
    *unnamed += 1;
    let kind = part.content_type().and_then(|kind| kind.subtype()).unwrap_or("part").to_ascii_lowercase();
    (format!("{unnamed}.{kind}"), false)
}

/// The part that each part lies in.
fn parents(message: &Message<'_>) -> HashMap<usize, usize> {
    let mut parents = HashMap::new();
    for (index, part) in message.parts.iter().enumerate() {
        if let PartType::Multipart(inner) = &part.body {
            parents.extend(inner.iter().filter_map(|inner| Some((usize::try_from(*inner).ok()?, index))));
        }
    }
    parents
}

/// The innermost part around this one whose parts all say the same.
fn alternative(message: &Message<'_>, parents: &HashMap<usize, usize>, index: usize) -> Option<usize> {
    let mut at = index;
    // Nobody nests deeper by hand, and a file must not make us climb a million steps for each of its parts.
    for _ in 0..32 {
        at = *parents.get(&at)?;
        let kind = message.parts.get(at).and_then(|part| part.content_type());
        if kind.is_some_and(|kind| kind.subtype().is_some_and(|kind| kind.eq_ignore_ascii_case("alternative"))) {
            return Some(at);
        }
    }
    None
}

/// The bytes of a part, unpacked.
fn bytes(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    let start = usize::try_from(part.offset_body).unwrap_or(usize::MAX);
    let end = usize::try_from(part.offset_end).unwrap_or(usize::MAX);
    let raw = message.raw_message.get(start..end).unwrap_or_default();
    let unpacked = match part.encoding {
        _ if part.is_encoding_problem => None,
        Encoding::None if raw.is_empty() => None,
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 if part.is_text() => base64_decode(raw),
        Encoding::QuotedPrintable if part.is_text() => quoted_printable_decode(raw),
        // The parser unpacked it already.
        _ => None,
    };
    unpacked.unwrap_or_else(|| part.contents().to_vec())
}

/// The bytes of a mail in the mail.
fn mail(message: &Message<'_>, part: &MessagePart<'_>, inner: &Message<'_>) -> Vec<u8> {
    if part.encoding == Encoding::None { bytes(message, part) } else { inner.raw_message.to_vec() }
}

/// The characters of a part.
fn text(message: &Message<'_>, part: &MessagePart<'_>, content: &mut Content) -> String {
    let kind = part.content_type();
    let attribute = |name| kind.and_then(|kind| kind.attribute(name));
    let (text, guessed) = decode(&bytes(message, part), attribute("charset"));
    if guessed {
        content.warn(WarningCode::EncodingGuessed);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    if attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        let delete = attribute("delsp").is_some_and(|delete| delete.eq_ignore_ascii_case("yes"));
        return unflow(&text, delete);
    }
    unfold(&text).unwrap_or(text)
}
