//! Mails: as they travel (eml, mbox) and as Outlook keeps them (msg). A mail is a page; what is attached to it follows.

mod body;
mod eml;
mod headers;
mod lzfu;
mod mapi;
mod mbox;
mod msg;
mod parts;
mod richtext;

pub(crate) use eml::read as read_eml;
pub(crate) use mbox::read as read_mbox;
pub(crate) use msg::read as read_msg;

use std::panic::{AssertUnwindSafe, catch_unwind};

use confidant_text::{PageSource, WarningCode};

use crate::{
    content::Content,
    dispatch::dispatch,
    format::sniff_named,
    markup::add_note,
    wire::{Failure, Format},
};

/// Attachments of one mail beyond these are a bomb.
const MAX_ATTACHMENTS: usize = 10_000;

/// What is attached to a mail: what could be read and what could not.
#[derive(Default)]
struct Attachments {
    read: Vec<(String, Content)>,
    unread: Vec<String>,
}

impl Attachments {
    /// Reads an attachment by what is in it.
    fn add(&mut self, name: &str, bytes: Vec<u8>, depth: u32) -> Result<(), Failure> {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        let outcome = sniff_named(&bytes, extension).and_then(|format| dispatch(format, bytes, None, depth + 1));
        self.take(name, outcome)
    }

    /// Reads a mail that is attached.
    fn add_mail(&mut self, name: &str, bytes: Vec<u8>, depth: u32) -> Result<(), Failure> {
        self.take(name, dispatch(Format::Eml, bytes, None, depth + 1))
    }

    /// Takes what reading it gave. Only what has no end spoils the whole mail.
    fn take(&mut self, name: &str, outcome: Result<Content, Failure>) -> Result<(), Failure> {
        if self.read.len() + self.unread.len() >= MAX_ATTACHMENTS {
            return Err(Failure::TooLarge);
        }
        match outcome {
            Ok(content) => self.read.push((name.to_owned(), content)),
            Err(Failure::TooLarge) => return Err(Failure::TooLarge),
            Err(Failure::Empty) => self.read.push((name.to_owned(), Content::default())),
            Err(_) => self.unread.push(name.to_owned()),
        }
        Ok(())
    }

    /// Adds the mail's own page and those of its attachments. What was not read is named on the mail's page.
    fn put(self, content: &mut Content, mut page: String) -> Result<(), Failure> {
        let names: Vec<String> =
            self.unread.iter().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        add_note(&mut page, "Attachments that were not read", &names.join("\n"));
        if !names.is_empty() {
            content.warn(WarningCode::PartUnread);
        }
        content.page(&page)?;
        self.read.into_iter().try_for_each(|(name, inner)| content.attach(&name, inner))
    }
}

/// Adds the pages of a mail to those of others. Its properties stand on its first page, since they are not the others'.
fn append(content: &mut Content, inner: Content) -> Result<(), Failure> {
    let Content { pages, metadata, warnings } = inner;
    let lines: Vec<String> = metadata.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    for (index, page) in pages.into_iter().enumerate() {
        let mut text = page.text;
        if index == 0 {
            add_note(&mut text, "Headers", &lines.join("\n"));
        }
        let number = content.pages.len();
        content.page(&text)?;
        if let Some(added) = content.pages.get_mut(number) {
            // Words keep their places: the note stands behind them.
            added.words = page.words;
            added.size = page.size;
            if page.source == PageSource::Ocr {
                added.source = PageSource::Ocr;
            }
            for mut warning in page.warnings {
                warning.page = u32::try_from(number + 1).ok();
                // Of a page that can be drawn it is true with a label on it too, and then recognition reads it.
                let is_told = warning.code == WarningCode::NoText && added.size.is_none();
                if !added.warnings.contains(&warning) && !is_told {
                    added.warnings.push(warning);
                }
            }
        }
    }
    for warning in &warnings {
        content.warn(warning.code);
    }
    Ok(())
}

/// Runs a reader whose panic concerns one part only.
fn caught<T>(read: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Failure::Damaged))
}
