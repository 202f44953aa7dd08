//! Whether what a model wrote is in its source: names, numbers, conditions and enough of the other words.
//!
//! It cannot prove that a sentence is true to its source; it refuses what is visibly not. When in doubt it refuses: the
//! source's own sentence is always there to be shown instead.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    align::shortens,
    sentences::TERMINATORS,
    words::{Lexicon, bare},
};

/// Why a text is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There is too little of it.
    Empty,
    /// It is longer than its source.
    Long,
    /// It breaks off.
    Unfinished,
    /// It speaks of itself or of its task.
    Meta,
    /// A number, an amount or a date that the source does not have.
    Number,
    /// A name that the source does not have.
    Name,
    /// Names or numbers stand in another order: who did what to whom may have turned around.
    Order,
    /// A negation, a condition or a duty was lost or made up.
    Sense,
    /// Words were left out from the middle of a clause, or put in.
    Torn,
    /// Too many words that the source does not have.
    Novel,
    /// The same words again and again.
    Repeats,
}

/// What is asked of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Demands {
    /// Length in words, as a share of the source's.
    pub(crate) longest: f32,
    /// Which share of its meaningful words may be new.
    pub(crate) novel: f32,
    /// Whether negations, conditions, duties, and the order of names have to be the source's. Asked where the source is one
    /// sentence and the text says the same.
    pub(crate) same_sense: bool,
}

/// A sentence that says what one source sentence says. Which words it may have beside the source's, its alignment decides.
pub(crate) const PARAPHRASE: Demands = Demands { longest: 1.0, novel: 1.0, same_sense: true };
/// An answer from a few passages.
pub(crate) const FROM_PASSAGES: Demands = Demands { longest: 1.2, novel: 0.25, same_sense: false };

/// Checks `text` against its source.
pub(crate) fn check(text: &str, source: &str, lexicon: &Lexicon, demands: Demands) -> Result<(), Fault> {
    let words: Vec<&str> = text.unicode_words().map(bare).collect();
    let known: Vec<String> = source.unicode_words().map(|word| bare(word).to_lowercase()).collect();
    let known_set: HashSet<&str> = known.iter().map(String::as_str).collect();
    let stems: HashSet<String> = lexicon.terms(source).into_iter().collect();

    if words.len() < 3 && text.chars().filter(|c| c.is_alphanumeric()).count() < 6 {
        return Err(Fault::Empty);
    }
    if !text.trim_end_matches(['"', '”', '»', ')']).ends_with(TERMINATORS) {
        return Err(Fault::Unfinished);
    }
    if is_meta(text, source) {
        return Err(Fault::Meta);
    }
    if repeats(&words) {
        return Err(Fault::Repeats);
    }
    #[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
    let too_long = words.len() as f32 > known.len() as f32 * demands.longest + 1.0;
    if too_long {
        return Err(Fault::Long);
    }
    anchors_are_known(text, source, &known_set, &stems, lexicon)?;
    if demands.same_sense {
        if !in_order(&anchors(text), &anchors(source)) {
            return Err(Fault::Order);
        }
        if lexicon.is_english() && sense(text) != sense(source) {
            return Err(Fault::Sense);
        }
        if !shortens(text, source, lexicon, same_sense) {
            return Err(Fault::Torn);
        }
    }
    let terms = lexicon.terms(text);
    let new = terms.iter().filter(|term| !stems.contains(*term)).count();
    #[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
    let too_new = new as f32 > terms.len() as f32 * demands.novel;
    if terms.is_empty() || too_new { Err(Fault::Novel) } else { Ok(()) }
}

/// The names and numbers of a text in their order, in lower case: words with a digit, and words with a capital letter that does
/// not come from the beginning of a sentence.
pub(crate) fn anchors(text: &str) -> Vec<String> {
    text.unicode_sentences()
        .flat_map(|sentence| {
            sentence.unicode_words().enumerate().filter(|(place, word)| is_number(word) || is_name(word, *place == 0))
        })
        .map(|(_, word)| bare(word).to_lowercase())
        .collect()
}

fn is_number(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

fn is_name(word: &str, first: bool) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let starts = word.chars().next().is_some_and(char::is_uppercase);
    // "I" is no name; a first word is one only when more than its first letter is a capital.
    (starts && !first && word != "I") || (capitals >= 2 && word.chars().count() >= 2)
}

fn anchors_are_known(
    text: &str,
    source: &str,
    known: &HashSet<&str>,
    stems: &HashSet<String>,
    lexicon: &Lexicon,
) -> Result<(), Fault> {
    for sentence in text.unicode_sentences() {
        for (place, word) in sentence.unicode_words().enumerate() {
            let plain = bare(word).to_lowercase();
            let new = !known.contains(plain.as_str());
            if new && (is_number(word) || NUMBER_WORDS.contains(&plain.as_str())) {
                return Err(Fault::Number);
            }
            if new && is_name(word, place == 0) {
                return Err(Fault::Name);
            }
            // The first word's capital says nothing, so it has to be known in some form.
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            if new
                && place == 0
                && capital
                && !lexicon.is_function_word(&plain)
                && !stems.contains(&lexicon.stem(&plain))
            {
                return Err(Fault::Name);
            }
        }
    }
    // A currency or a percent sign turns a number into another one.
    if text.chars().any(|c| matches!(c, '%' | '‰' | '$' | '€' | '£' | '¥' | '₹') && !source.contains(c)) {
        return Err(Fault::Number);
    }
    Ok(())
}

/// Number words that a model likes to make up.
const NUMBER_WORDS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion",
    "half", "double", "twice", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "hundert",
    "tausend", "deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "cent", "mille", "dos", "tres", "cuatro",
    "cinco", "seis", "siete", "ocho",
];

/// Whether two words stand for each other: `must` and `shall`.
fn same_sense(a: &str, b: &str) -> bool {
    // Among negations and conditions no word stands for another.
    SENSE.iter().skip(2).any(|class| class.contains(&a) && class.contains(&b))
}

/// Whether `these` come in the source's in the same order.
fn in_order(these: &[String], source: &[String]) -> bool {
    let mut rest = source.iter();
    these.iter().all(|one| rest.any(|other| other == one) || !source.contains(one))
}

/// Words that turn the sense of a sentence, in classes: losing or adding a class is saying something else.
const SENSE: &[&[&str]] = &[
    &["not", "no", "never", "none", "nor", "neither", "cannot", "without", "nobody", "nothing"],
    &["if", "unless", "provided", "except", "only", "otherwise"],
    &["may", "might", "can", "could"],
    &["shall", "must", "required", "obliged", "requires"],
    &["should", "recommended"],
    &["before", "prior"],
    &["after", "following", "since"],
    &["until", "within", "by"],
    &["some", "many", "several", "often", "usually", "generally", "mostly", "mainly", "sometimes", "necessarily"],
    &["about", "approximately", "roughly", "nearly", "almost", "likely", "probably", "perhaps", "alleged", "allegedly"],
    &["least", "minimum", "more", "over", "above", "exceed", "exceeds", "exceeding"],
    &["most", "maximum", "less", "fewer", "under", "below"],
    &["or"],
];

fn sense(text: &str) -> Vec<bool> {
    let words: HashSet<String> = text.unicode_words().map(str::to_lowercase).collect();
    let short_not = words.iter().any(|word| word.ends_with("n't") || word.ends_with("n’t"));
    let has = |class: &&[&str]| class.iter().any(|word| words.contains(*word));
    SENSE.iter().enumerate().map(|(place, class)| has(class) || (place == 0 && short_not)).collect()
}

/// Words by which a model speaks of itself or of its task.
const META: &[&str] = &[
    "sentence",
    "sentences",
    "summary",
    "summarize",
    "summarise",
    "rewrite",
    "rewritten",
    "rephrase",
    "rephrased",
    "paraphrase",
    "passage",
    "paragraph",
    "excerpt",
    "simplified",
    "assistant",
    "ai",
    "sure",
    "here's",
    "certainly",
    "prompt",
    "text",
];

fn is_meta(text: &str, source: &str) -> bool {
    let own: HashSet<String> = source.unicode_words().map(str::to_lowercase).collect();
    let start = text.trim_start().to_lowercase();
    let opening = ["here is", "here are", "sure", "of course", "i ", "as an", "the provided", "in this"];
    opening.iter().any(|opening| start.starts_with(opening) && !source.to_lowercase().contains(opening))
        || text
            .unicode_words()
            .any(|word| META.contains(&word.to_lowercase().as_str()) && !own.contains(&word.to_lowercase()))
        || text.contains("<|")
}

/// Whether any three words come twice.
pub(crate) fn repeats(words: &[&str]) -> bool {
    let mut seen = HashSet::new();
    words.windows(3).any(|three| !seen.insert(three.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::{FROM_PASSAGES, Fault, PARAPHRASE, anchors, check};
    use crate::words::Lexicon;

    const SOURCE: &str = "Hannah Hale, the tenant, shall pay a monthly rent of €1,250 to Marlow Estates Ltd by 5 May 2024, \
                          unless the landlord agrees to another date.";

    fn verdict(text: &str) -> Result<(), Fault> {
        let lexicon = Lexicon::of([SOURCE, "The landlord is the owner of the house and the tenant is not."]);
        assert!(lexicon.is_english());
        check(text, SOURCE, &lexicon, PARAPHRASE)
    }

    #[test]
    fn a_true_shortening_is_kept() {
        let kept = "Hannah Hale must pay a monthly rent of €1,250 to Marlow Estates Ltd by 5 May 2024, unless the landlord agrees \
                    to another date.";
        assert_eq!(verdict(kept), Ok(()));
    }

    #[test]
    fn each_fault_is_seen() {
        for (text, fault) in [
            ("", Fault::Empty),
            ("Hannah Hale shall pay a monthly rent of €1,250 by 5 May", Fault::Unfinished),
            ("Here is the monthly rent that Hannah Hale shall pay.", Fault::Meta),
            ("The sentence says that Hannah Hale shall pay rent.", Fault::Meta),
            ("Hannah Hale shall pay €1,350 by 5 May 2024, unless the landlord agrees.", Fault::Number),
            ("Hannah Hale shall pay $1,250 by 5 May 2024, unless the landlord agrees.", Fault::Number),
            ("Hannah Hale shall pay three rents by 5 May 2024, unless the landlord agrees.", Fault::Number),
            ("Hannah Smith shall pay €1,250 by 5 May 2024, unless the landlord agrees.", Fault::Name),
            ("John shall pay €1,250 by 5 May 2024, unless the landlord agrees.", Fault::Name),
            (
                "Marlow Estates Ltd shall pay €1,250 to Hannah Hale by 5 May 2024, unless the landlord agrees.",
                Fault::Order,
            ),
            ("Hannah Hale shall not pay the rent by 5 May 2024, unless the landlord agrees.", Fault::Sense),
            ("Hannah Hale shall pay a monthly rent of €1,250 to Marlow Estates Ltd by 5 May 2024.", Fault::Sense),
            ("Hannah Hale shall happily bring delicious cakes by 5 May, unless the landlord agrees.", Fault::Torn),
            (
                "Hannah Hale shall pay a rent to Marlow Estates Ltd by 5 May 2024, unless the landlord agrees.",
                Fault::Torn,
            ),
            (
                "The tenant shall pay rent, the tenant shall pay rent by May, unless the landlord agrees.",
                Fault::Repeats,
            ),
        ] {
            assert_eq!(verdict(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_no_summary() {
        let long =
            format!("{SOURCE} The tenant pays what the landlord has agreed to, and Hannah Hale is the tenant here.");
        assert_eq!(verdict(&long), Err(Fault::Long));
    }

    #[test]
    fn an_answer_may_choose_from_its_passages() {
        let lexicon = Lexicon::of([SOURCE]);
        assert_eq!(check("The monthly rent is €1,250.", SOURCE, &lexicon, FROM_PASSAGES), Ok(()));
        assert_eq!(check("The monthly rent is €1,520.", SOURCE, &lexicon, FROM_PASSAGES), Err(Fault::Number));
    }

    #[test]
    fn anchors_are_names_and_numbers() {
        assert_eq!(
            anchors("The rent of Hannah’s flat is €1,250. Pay by May, says NATO."),
            ["hannah", "1,250", "may", "nato"]
        );
    }
}
