//! From how likely each unit is sensitive to stretches of text with one label.

use confidant_privacy::Preset;
use confidant_text::Span;

use super::{
    label::Label,
    settings::{Knobs, Level},
    unit::Unit,
    vote::Ballot,
    words::{LINE_ENDS, core},
};

/// A stretch of text that is one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) span: Span,
    pub(crate) label: Label,
    /// How sure the tagger is, on average over its units.
    pub(crate) score: f32,
}

/// What is sensitive, and what is possibly so and stays.
pub(crate) fn decode(
    text: &str,
    units: &[Unit],
    knobs: &Knobs,
    preset: Preset,
    ballot: &Ballot,
) -> (Vec<Stretch>, Vec<Stretch>) {
    let masked = sensitive(text, units, knobs.masked(preset), knobs.transition, Some(ballot));
    let mut possible = sensitive(text, units, knobs.possible(), knobs.transition, None);
    for (possible, masked) in possible.iter_mut().zip(&masked) {
        *possible &= !masked;
    }
    (stretches(text, units, &masked, knobs.transition), stretches(text, units, &possible, knobs.transition))
}

/// Which units are sensitive: those that reach the threshold of their label, and neighbours of the same label that reach it with the
/// help of the one beside them.
fn sensitive(text: &str, units: &[Unit], level: &Level, transition: f32, ballot: Option<&Ballot>) -> Vec<bool> {
    let threshold = |unit: &Unit| {
        let alone = level.of(unit.label());
        ballot.and_then(|ballot| ballot.threshold(text, unit)).map_or(alone, |voted| voted.min(alone))
    };
    let mut sensitive: Vec<bool> = units.iter().map(|unit| unit.sensitive >= threshold(unit)).collect();
    let helped = |unit: &Unit| logit(unit.sensitive) + transition >= logit(threshold(unit));
    let mut extend = |at: usize, from: usize| {
        let (Some(unit), Some(neighbour)) = (units.get(at), units.get(from)) else { return };
        let beside = sensitive.get(from) == Some(&true)
            && neighbour.label() == unit.label()
            && !text_between(text, neighbour, unit).contains(LINE_ENDS);
        if let Some(sensitive) = sensitive.get_mut(at) {
            *sensitive |= beside && helped(unit);
        }
    };
    for at in 1..units.len() {
        extend(at, at - 1);
    }
    for at in (1..units.len()).rev() {
        extend(at - 1, at);
    }
    sensitive
}

/// Runs of these units, parted at line ends, each as stretches of one label.
fn stretches(text: &str, units: &[Unit], chosen: &[bool], transition: f32) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut run: Vec<&Unit> = Vec::new();
    for (unit, chosen) in units.iter().zip(chosen) {
        let goes_on = *chosen && run.last().is_none_or(|last| !text_between(text, last, unit).contains(LINE_ENDS));
        if !goes_on {
            named(text, &run, transition, &mut found);
            run.clear();
        }
        if *chosen {
            run.push(unit);
        }
    }
    named(text, &run, transition, &mut found);
    found
}

fn named(text: &str, run: &[&Unit], transition: f32, found: &mut Vec<Stretch>) {
    let labels = labels(run, transition);
    let mut rest = run.iter().zip(&labels).peekable();
    while let Some((first, label)) = rest.next() {
        let (mut span, mut sum, mut count) = (first.span, first.sensitive, 1.0);
        while let Some((unit, _)) = rest.next_if(|(_, next)| *next == label) {
            span.end = unit.span.end;
            sum += unit.sensitive;
            count += 1.0;
        }
        if let Some(span) = trimmed(text, span, *label) {
            found.push(Stretch { span, label: *label, score: (sum / count).clamp(0.0, 1.0) });
        }
    }
}

/// The likeliest labels of a run (Viterbi), where a change of label costs `transition` of the logarithm.
fn labels(run: &[&Unit], transition: f32) -> Vec<Label> {
    let cost = transition.max(0.0);
    let gain = |unit: &Unit| unit.labels.map(|share| share.max(1e-6).ln());
    let best = |sums: &[f32; Label::ALL.len()]| {
        let places = sums.iter().enumerate();
        places.fold((0, f32::NEG_INFINITY), |best, (at, sum)| if *sum > best.1 { (at, *sum) } else { best })
    };
    let mut sums = [0.0; Label::ALL.len()];
    let mut before: Vec<[usize; Label::ALL.len()]> = Vec::with_capacity(run.len());
    for unit in run {
        let (top, most) = best(&sums);
        let mut from = [top; Label::ALL.len()];
        for (at, ((sum, from), gain)) in sums.iter_mut().zip(&mut from).zip(gain(unit)).enumerate() {
            if *sum >= most - cost {
                *from = at;
            }
            *sum = sum.max(most - cost) + gain;
        }
        before.push(from);
    }
    let mut at = best(&sums).0;
    let mut labels = Vec::with_capacity(run.len());
    for from in before.iter().rev() {
        labels.push(Label::ALL.get(at).copied().unwrap_or(Label::Other));
        at = from.get(at).copied().unwrap_or(at);
    }
    labels.reverse();
    labels
}

/// A span without the punctuation at its edges, and without the ending of a possessive name.
fn trimmed(text: &str, span: Span, label: Label) -> Option<Span> {
    let written = span.of(text)?;
    let inside = core(written);
    if inside.is_empty() {
        return None;
    }
    let mut start = span.start + (inside.as_ptr() as usize - written.as_ptr() as usize);
    let mut end = start + inside.len();
    // What begins a handle, a telephone number or an amount is a part of it, and so is what ends an amount.
    let sign = |c: &char| match label {
        Label::Quantity => "+-$€£¥₹#~%".contains(*c),
        Label::Code | Label::Person => "+@#".contains(*c),
        _ => false,
    };
    if let Some(c) = text.get(span.start..start).and_then(|before| before.chars().next_back()).filter(sign) {
        start -= c.len_utf8();
    }
    if label == Label::Quantity
        && let Some(c) = text.get(end..span.end).and_then(|after| after.chars().next()).filter(sign)
    {
        end += c.len_utf8();
    }
    if label <= Label::Place {
        let name = text.get(start..end)?;
        end -= ["'s", "’s", "'S", "’S"]
            .iter()
            .find(|ending| name.len() > 2 && name.ends_with(**ending))
            .map_or(0, |ending| ending.len());
        // Initials and abbreviations keep their full stop.
        let dotted = text.get(start..end)?.chars().rev().nth(1).is_none_or(|c| c == '.' || c == ' ');
        if dotted && text.get(end..span.end).is_some_and(|after| after.starts_with('.')) {
            end += 1;
        }
    }
    Some(Span::new(start, end))
}

fn text_between<'t>(text: &'t str, one: &Unit, other: &Unit) -> &'t str {
    let (first, last) = if one.span.start <= other.span.start { (one, other) } else { (other, one) };
    text.get(first.span.end..last.span.start).unwrap_or_default()
}

fn logit(p: f32) -> f32 {
    (p.clamp(1e-6, 1.0 - 1e-6) / (1.0 - p.clamp(1e-6, 1.0 - 1e-6))).ln()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use confidant_privacy::Preset;

    use super::{
        super::{settings::Settings, words::words},
        Ballot, Knobs, Label, Unit, decode,
    };

    fn knobs(transition: f32) -> Knobs {
        let thresholds = format!(
            r#"{{"balanced":0.5,"strict":{{"PERSON":0.2,"sensitive":0.3}},"possible":0.1,"transition":{transition}}}"#
        );
        let fields = [
            ("labels", "O,PERSON,ORG,LOC,ADDRESS,DATE,CODE,QUANTITY,DEM,MISC".to_owned()),
            ("shape_version", "1".to_owned()),
            ("windows", r#"{"size":256,"stride":192}"#.to_owned()),
            ("thresholds", thresholds),
        ];
        let fields: HashMap<String, String> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Settings::read(&fields).unwrap().knobs
    }

    /// The words of a text as units; `~` and a digit after a word say how sensitive it is, a letter which label it has.
    fn marked(text: &str) -> (String, Vec<Unit>) {
        let (mut bare, mut units) = (String::new(), Vec::new());
        for word in words(text) {
            let gap = &text[units.last().map_or(0, |(end, _): &(usize, Unit)| *end)..word.start];
            bare.push_str(gap);
            let written = word.of(text).unwrap();
            let (written, sensitive, label) = match written.split_once('~') {
                Some((written, mark)) => {
                    let label = mark[1..].chars().next().map_or(Label::Person, |c| match c {
                        'o' => Label::Organisation,
                        'l' => Label::Place,
                        'q' => Label::Quantity,
                        'd' => Label::Trait,
                        _ => Label::Person,
                    });
                    (written, mark[..1].parse::<f32>().unwrap() / 10.0, label)
                }
                None => (written, 0.01, Label::Other),
            };
            let mut labels = [0.01; 9];
            labels[label.place() - 1] = 0.8;
            let start = bare.len();
            bare.push_str(written);
            let span = confidant_text::Span::new(start, bare.len());
            units.push((word.end, Unit { span, sensitive, labels }));
        }
        (bare, units.into_iter().map(|(_, unit)| unit).collect())
    }

    fn told(text: &str, preset: Preset, transition: f32) -> (Vec<String>, Vec<String>) {
        let (text, units) = marked(text);
        let knobs = knobs(transition);
        let ballot = Ballot::of([(text.as_str(), units.as_slice())].into_iter(), knobs.vote);
        let (masked, possible) = decode(&text, &units, &knobs, preset, &ballot);
        let words = |stretches: Vec<super::Stretch>| {
            stretches.iter().map(|stretch| stretch.span.of(&text).unwrap().to_owned()).collect()
        };
        (words(masked), words(possible))
    }

    fn masked(text: &str) -> Vec<String> {
        told(text, Preset::Balanced, 0.0).0
    }

    #[test]
    fn words_of_one_label_are_one_and_edges_are_trimmed() {
        assert_eq!(masked("We met (Anna~9p Berg's~8p), of~7o Acme~9o."), ["Anna Berg", "of Acme"]);
        assert_eq!(masked("paid $40,000~9q. Then"), ["$40,000"]);
        assert_eq!(masked("by J.K.~9p and Smith~9p."), ["J.K.", "Smith"]);
        assert_eq!(masked("--~9p"), [] as [&str; 0]);
    }

    #[test]
    fn a_line_end_parts_two_names() {
        assert_eq!(masked("Anna~9p\nBerg~9p"), ["Anna", "Berg"]);
    }

    #[test]
    fn the_knob_and_what_is_possible() {
        let text = "one~6p x two~4l x three~2p x four~1l";
        assert_eq!(
            told(text, Preset::Balanced, 0.0),
            (vec!["one".into()], vec!["two".into(), "three".into(), "four".into()])
        );
        assert_eq!(
            told(text, Preset::Strict, 0.0),
            (vec!["one".into(), "two".into(), "three".into()], vec!["four".into()])
        );
    }

    #[test]
    fn a_neighbour_of_the_same_label_helps_and_another_does_not() {
        assert_eq!(told("Anna~9p van~4p Berg~9p", Preset::Balanced, 0.0).0, ["Anna", "Berg"]);
        assert_eq!(told("Anna~9p van~4p Berg~9p", Preset::Balanced, 0.5).0, ["Anna van Berg"]);
        assert_eq!(told("a~4p b~4p Berg~9p", Preset::Balanced, 0.5).0, ["a b Berg"]);
        assert_eq!(told("Oslo~4l Berg~9p", Preset::Balanced, 0.5).0, ["Berg"]);
        assert_eq!(told("van~4p\nBerg~9p", Preset::Balanced, 0.5).0, ["Berg"]);
    }

    #[test]
    fn mentions_of_a_sure_surface_follow_it() {
        assert_eq!(masked("Berg~9p spoke. Then berg's~3p turn, and Bergen~3p too"), ["Berg", "berg"]);
        assert_eq!(masked("nurse~9d and nurse~3d"), ["nurse"], "a trait is not the same wherever it stands");
    }
}
