//! Plain text, Markdown and Word.

use std::fs;

use confidant_export::{Content, ExportError, Guard, Target, Unreadable, export};
use confidant_privacy::{MaskedText, Policy, Protected, Spill, Vault, VaultEntry};
use confidant_text::{Document, Page, PageSource, RawText};

use crate::{Masked, export_to, exposed, is_clean, masked, place, read};

pub const TESTS: &[(&str, fn())] = &[
    ("every_form_holds_the_words_and_no_value", every_form_holds_the_words_and_no_value),
    ("a_value_that_slipped_through_stops_every_form", a_value_that_slipped_through_stops_every_form),
    ("a_document_without_text_is_no_empty_file", a_document_without_text_is_no_empty_file),
    ("what_the_reader_finds_counts", what_the_reader_finds_counts),
    ("what_cannot_be_read_back_is_not_kept", what_cannot_be_read_back_is_not_kept),
];

fn pages(texts: &[&str]) -> Masked {
    let page = |(number, text): (u32, &&str)| Page {
        number,
        text: RawText::new(*text),
        source: PageSource::Text,
        size: None,
        words: Vec::new(),
    };
    let mut document = Document { pages: (1..).zip(texts).map(page).collect(), ..Document::default() };
    document.metadata.insert("Author".to_owned(), "Ms Hannah Weissenfels".into());
    masked(document)
}

fn forms(pages: &[MaskedText]) -> [(&'static str, Content<'_>); 3] {
    [("a.txt", Content::Text(pages)), ("a.md", Content::Markdown(pages)), ("a.docx", Content::Docx(pages))]
}

fn every_form_holds_the_words_and_no_value() {
    let Masked { pages, vault, .. } = pages(&[
        "Lease\n\nMs Hannah Weissenfels rents <2> rooms & a_cellar.\nWrite to weissenfels@example.org.",
        "Item\tAccount\nRent\tDE89 3704 0044 0532 0130 00\n\nHannah Weissenfels",
    ]);
    for (name, content) in forms(&pages) {
        let (_folder, path) = place(name);
        let exported = export_to(&path, content, &vault).unwrap();
        assert_eq!(exported.bytes, fs::metadata(&path).unwrap().len(), "{name}");
        is_clean(&fs::read(&path).unwrap());
        let back = read(&path).unwrap();
        assert!(back.metadata.is_empty(), "{name}");
        let text: String = back.pages.iter().map(|page| exposed(&page.text)).collect::<Vec<_>>().join("\n");
        for words in ["Lease", "[PERSON_1] rents", "[EMAIL_2]", "[ACCOUNT_3]", "rooms"] {
            assert!(text.contains(words), "{name}: {words}");
        }
    }
}

fn known(value: &str) -> Vault {
    Vault::from_entries(vec![VaultEntry::new("[PERSON_1]".parse().unwrap(), value.into())]).unwrap()
}

fn a_value_that_slipped_through_stops_every_form() {
    // Nobody can forge masked text; the program's own words stand in for a mask that failed.
    let pages = [MaskedText::fixed("signed: H. Weissenfels")];
    for (name, content) in forms(&pages) {
        let (folder, path) = place(name);
        let refused = export_to(&path, content, &known("Hannah Weissenfels"));
        assert!(matches!(refused, Err(ExportError::Spilled(Spill::Value { .. }))), "{name}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{name} was kept");
    }
}

fn a_document_without_text_is_no_empty_file() {
    let Masked { pages, vault, .. } = pages(&[" ", "\n"]);
    for (name, content) in forms(&pages) {
        let (folder, path) = place(name);
        assert_eq!(export_to(&path, content, &vault), Err(ExportError::NoText), "{name}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{name}");
    }
}

fn with_reader(read: &dyn Fn(&std::path::Path) -> Result<Document, Unreadable>) -> (ExportError, usize) {
    let (folder, path) = place("a.txt");
    let (vault, policy) = (known("Hannah Weissenfels"), Policy::default());
    let guard = Guard { protected: Protected { vault: &vault, canaries: &[], policy: &policy }, read };
    let pages = [MaskedText::fixed("nothing")];
    let refused = export(Content::Text(&pages), Target { path: &path, replace: false }, &guard).unwrap_err();
    (refused, fs::read_dir(folder.path()).unwrap().count())
}

fn what_the_reader_finds_counts() {
    let in_metadata = |_: &std::path::Path| {
        let mut document = Document::default();
        document.metadata.insert("LastModifiedBy".to_owned(), "weissenfels".into());
        document.metadata.insert("Title".to_owned(), "Hannah Weissenfels".into());
        Ok(document)
    };
    let (refused, left) = with_reader(&in_metadata);
    assert!(matches!(refused, ExportError::Spilled(_)) && left == 0);
}

fn what_cannot_be_read_back_is_not_kept() {
    assert_eq!(with_reader(&|_| Err(Unreadable)), (ExportError::NotReadBack, 0));
}
