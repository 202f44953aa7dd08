//! What stands around a thing without being a part of it: a mark before the next thing, the label of the next field.

use confidant_text::Span;

use super::{
    decode::{Decoded, Stretch},
    label::Label,
    words::core,
};

/// Whether what stands between two units of this label makes them two things: "Lisbon, Portugal" is one place, "nurse, widow" are two
/// traits, and a number and the address after it are two codes.
pub(crate) fn parts(label: Label, between: &str) -> bool {
    let marks: &[char] = match label {
        Label::Code | Label::Trait => &[',', ';', '|', '/', '·', '•', '\t'],
        Label::Person | Label::Organisation | Label::Place | Label::Quantity => &[';', '|', '·', '•', '\t'],
        Label::Address | Label::Date | Label::Other => &['|', '\t'],
    };
    between.contains(marks)
}

/// What announces a value, and is taken for a name or a part of the name before it: "Hannah Weiss, IBAN".
const LABELS: [&str; 14] = [
    "iban",
    "bic",
    "swift",
    "ssn",
    "vat",
    "dob",
    "id",
    "tel",
    "fax",
    "phone",
    "mobile",
    "email",
    "e-mail",
    "telephone",
];

/// Takes the labels off the names. A name that is nothing else is no more than possible.
pub(crate) fn without_labels(text: &str, decoded: &mut Decoded) {
    for stretch in decoded.masked.iter_mut().chain(&mut decoded.possible).filter(|stretch| is_name(stretch)) {
        without_label(text, stretch);
    }
    let is_label = |stretch: &mut Stretch| is_name(stretch) && stretch.span.of(text).is_some_and(is_label);
    decoded.possible.extend(decoded.masked.extract_if(.., is_label));
}

fn is_name(stretch: &Stretch) -> bool {
    matches!(stretch.label, Label::Person | Label::Organisation)
}

fn is_label(word: &str) -> bool {
    LABELS.contains(&core(word).to_lowercase().as_str())
}

/// "Hannah Weiss, IBAN" without what follows the comma.
fn without_label(text: &str, stretch: &mut Stretch) {
    let Some(name) = stretch.span.of(text) else { return };
    let word = name.rsplit(char::is_whitespace).next().unwrap_or_default();
    let before = name.strip_suffix(word).unwrap_or_default().trim_end();
    let kept = before.trim_end_matches([',', ';', ':', '|']).trim_end();
    if is_label(word) && kept.len() < before.len() && !kept.is_empty() {
        stretch.span.end = stretch.span.start + kept.len();
    }
}

/// "Hannah Weiss, Jonas Weiss" is two people; "Weiss, Hannah" is one.
pub(crate) fn each_person(text: &str, stretches: Vec<Stretch>) -> Vec<Stretch> {
    let apart = |stretch: Stretch| -> Vec<Stretch> {
        let name = stretch.span.of(text).unwrap_or_default();
        let whole = |part: &str| part.split_whitespace().nth(1).is_some();
        if stretch.label != Label::Person || !name.split(',').all(whole) {
            return vec![stretch];
        }
        let mut at = stretch.span.start;
        let mut people = Vec::new();
        for part in name.split(',') {
            let start = at + (part.len() - part.trim_start().len());
            people.push(Stretch { span: Span::new(start, start + part.trim().len()), ..stretch });
            at += part.len() + 1;
        }
        people
    };
    stretches.into_iter().flat_map(apart).collect()
}
