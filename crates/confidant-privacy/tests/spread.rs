//! What is found in one place is found in every place: the parts of a name, its other spellings, the cells of a column.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::sync::LazyLock;

use confidant_privacy::{Policy, Recognisers};
use confidant_text::RawText;

static RECOGNISERS: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());

/// The values in `texts`, in one scan.
fn found_in(texts: &[&str]) -> Vec<Vec<String>> {
    let raw: Vec<_> = texts.iter().map(|text| RawText::new(*text)).collect();
    let found = RECOGNISERS.scan(&raw.iter().collect::<Vec<_>>(), &Policy::default()).unwrap();
    let values = texts.iter().zip(&found);
    values.map(|(text, found)| found.iter().map(|f| f.span.of(text).unwrap().to_owned()).collect()).collect()
}

/// The values in `text`, when somebody is introduced beside it.
fn beside(introduced: &str, text: &str) -> Vec<String> {
    found_in(&[introduced, text]).remove(1)
}

#[test]
fn failure_11_a_header_or_two_found_cells_mask_the_whole_column() {
    let table = "Kunde;Kontonummer;Menge\nHeidi Zorn;0532013000;12\nUwe Vogt;4711471100;7\n";
    assert_eq!(found_in(&[table])[0], ["Heidi Zorn", "0532013000", "Uwe Vogt", "4711471100"]);
    let table = "seat  guest\nA1  Dr Heidi Zorn\nA2  Ms Ada Vogt\nA3  Quill Ostrander\n";
    assert_eq!(found_in(&[table])[0], ["Dr Heidi Zorn", "Ms Ada Vogt", "Quill Ostrander"]);
}

#[test]
fn failure_14_nothing_of_a_name_is_left_beside_its_parts() {
    for text in ["Hannah M. Weiss paid", "H. Weiss paid", "Anna Weiss paid", "Weiss-Kern paid", "WEISS, HANNAH paid"] {
        let left = beside("Ms Hannah Weiss", text).iter().fold(text.to_owned(), |text, value| text.replace(value, ""));
        assert!(!left.replace("paid", "").contains(char::is_alphabetic), "{left:?} of {text:?}");
    }
}

#[test]
fn failure_15_possessives_cases_hyphens_and_accents_are_one_name() {
    for (introduced, text, value) in [
        ("Mr O'Neill", "O’Neill's house", "O’Neill"),
        ("Frau Meyer-Landrut", "the Landrut file", "Landrut"),
        ("Frau Meyer-Landrut", "MEYER-LANDRUT spoke", "MEYER-LANDRUT"),
        ("Herr Otto Müller", "then MUELLER left", "MUELLER"),
        ("Herr Otto Mueller", "then Müller left", "Müller"),
        ("Herr Otto Kern", "Kerns Auto", "Kern"),
        ("Herr Otto Kern", "the Kerns left", "Kern"),
        ("Mr Jan Novák", "viděl Nováka", "Nováka"),
        ("Mr Adam Kowalski", "od Kowalskiego", "Kowalskiego"),
    ] {
        assert_eq!(beside(introduced, text), [value], "{introduced}: {text}");
    }
}

#[test]
fn failure_16_initials_addresses_handles_and_file_names_are_linked() {
    for (text, values) in [
        ("schen@corp.example", &["schen@corp.example"][..]),
        ("chen_sarah.pdf", &["chen", "sarah"]),
        ("SarahChen-cv.pdf", &["SarahChen"]),
        ("s.chen.docx", &["s.chen"]),
        ("ask @sarahc or sarahchen84", &["@sarahc", "sarahchen84"]),
        ("agreed (SC), signed S.C.", &["SC", "S.C."]),
    ] {
        let found = beside("Dr Sarah Chen", text);
        let found: Vec<_> = found.iter().map(|value| value.trim_start_matches('@')).collect();
        let values: Vec<_> = values.iter().map(|value| value.trim_start_matches('@')).collect();
        assert_eq!(found, values, "{text}");
    }
    assert_eq!(beside("Dr Sarah Chen", "the SC of the search engine"), Vec::<String>::new());
}

#[test]
fn an_address_that_names_a_person_gives_the_name_away() {
    let from = "from hannah.weiss@corp.example";
    assert_eq!(beside(from, "Then Hannah Weiss left, and Weiss paid."), ["Hannah Weiss", "Weiss"]);
    let from = "from customer.care@corp.example";
    assert_eq!(beside(from, "Then Customer Care left, and Care paid."), Vec::<String>::new());
}

#[test]
fn failure_27_a_name_inside_another_word_is_untouched() {
    assert_eq!(beside("Ms Ann Kern", "Annual Kernel, Annette and kern, Kernsville"), Vec::<String>::new());
}
