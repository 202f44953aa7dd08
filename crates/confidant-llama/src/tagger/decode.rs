//! From how likely each unit is sensitive to stretches of text with one label.

use confidant_privacy::Preset;
use confidant_text::Span;

use super::{
    label::Label,
    settings::{Knobs, Level},
    surroundings::{each_person, parts, without_labels},
    unit::Unit,
    vote::Ballot,
    words::LINE_ENDS,
};

/// A stretch of text that is one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) span: Span,
    pub(crate) label: Label,
    /// How sure the tagger is of its surest unit.
    pub(crate) score: f32,
}

/// What the tagger says about a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Decoded {
    /// What is sensitive.
    pub(crate) masked: Vec<Stretch>,
    /// What is possibly so, and stays.
    pub(crate) possible: Vec<Stretch>,
}

/// What is sensitive, and what is possibly so and stays.
pub(crate) fn decode(text: &str, units: &[Unit], knobs: &Knobs, preset: Preset, ballot: &Ballot) -> Decoded {
    let masked = sensitive(text, units, knobs.masked(preset), knobs.transition, Some(ballot));
    let mut possible = sensitive(text, units, knobs.possible(), knobs.transition, None);
    for (possible, masked) in possible.iter_mut().zip(&masked) {
        *possible &= !masked;
    }
    let mut decoded = Decoded {
        masked: stretches(text, units, &masked, knobs.transition),
        possible: stretches(text, units, &possible, knobs.transition),
    };
    without_labels(text, &mut decoded);
    decoded
}

/// Which units are sensitive: those that reach the threshold of their label, and those that reach it with the help of a sensitive
/// neighbour.
fn sensitive(text: &str, units: &[Unit], level: &Level, transition: f32, ballot: Option<&Ballot>) -> Vec<bool> {
    let threshold = |unit: &Unit| {
        let alone = level.of(unit.label());
        ballot.and_then(|ballot| ballot.threshold(text, unit)).map_or(alone, |voted| voted.min(alone))
    };
    let mut sensitive: Vec<bool> = units.iter().map(|unit| unit.sensitive >= threshold(unit)).collect();
    let helped: Vec<bool> =
        units.iter().map(|unit| logit(unit.sensitive) + transition >= logit(threshold(unit))).collect();
    let mut after = false;
    for (sensitive, helped) in sensitive.iter_mut().zip(&helped) {
        *sensitive |= after && *helped;
        after = *sensitive;
    }
    let mut before = false;
    for (sensitive, helped) in sensitive.iter_mut().zip(&helped).rev() {
        *sensitive |= before && *helped;
        before = *sensitive;
    }
    sensitive
}

/// Runs of these units that stand close together, each as stretches of one label.
fn stretches(text: &str, units: &[Unit], chosen: &[bool], transition: f32) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut run: Vec<&Unit> = Vec::new();
    for (unit, _) in units.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        if run.last().is_some_and(|last| !are_near(text, last, unit)) {
            named(text, &run, transition, &mut found);
            run.clear();
        }
        run.push(unit);
    }
    named(text, &run, transition, &mut found);
    each_person(text, found)
}

/// Whether so little stands between two units that they may be one thing.
fn are_near(text: &str, one: &Unit, next: &Unit) -> bool {
    let between = text.get(one.span.end..next.span.start).unwrap_or_default();
    between.chars().count() < 4 && !between.contains(LINE_ENDS) && !between.contains(char::is_alphanumeric)
}

/// One stretch for each part of a run that has one label.
fn named(text: &str, run: &[&Unit], transition: f32, found: &mut Vec<Stretch>) {
    let before = found.len();
    for (unit, label) in run.iter().zip(labels(run, transition)) {
        let goes_on = |last: &&mut Stretch| {
            let between = text.get(last.span.end..unit.span.start).unwrap_or_default();
            last.label == label && !parts(label, between)
        };
        match found.get_mut(before..).and_then(<[_]>::last_mut).filter(goes_on) {
            Some(last) => {
                last.span.end = unit.span.end;
                last.score = last.score.max(unit.sensitive);
            }
            None => found.push(Stretch { span: unit.span, label, score: unit.sensitive }),
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

fn logit(p: f32) -> f32 {
    (p.clamp(1e-6, 1.0 - 1e-6) / (1.0 - p.clamp(1e-6, 1.0 - 1e-6))).ln()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use confidant_privacy::Preset;

    use super::{
        super::{settings::Settings, words::words},
        Ballot, Decoded, Knobs, Label, Unit, decode,
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
                        'c' => Label::Code,
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
        let Decoded { masked, possible } = decode(&text, &units, &knobs, preset, &ballot);
        let words = |stretches: Vec<super::Stretch>| {
            stretches.iter().map(|stretch| stretch.span.of(&text).unwrap().to_owned()).collect()
        };
        (words(masked), words(possible))
    }

    fn masked(text: &str) -> Vec<String> {
        told(text, Preset::Balanced, 0.0).0
    }

    #[test]
    fn words_of_one_label_are_one() {
        assert_eq!(masked("We met Anna~9p Berg~8p of~7o Acme~9o"), ["Anna Berg", "of Acme"]);
        assert_eq!(masked("Anna~9p x Berg~9p"), ["Anna", "Berg"]);
    }

    #[test]
    fn a_line_end_parts_two_names() {
        assert_eq!(masked("Anna~9p\nBerg~9p"), ["Anna", "Berg"]);
    }

    #[test]
    fn marks_between_things_of_one_kind_part_them() {
        assert_eq!(masked("030~9c 4567~9c · anna@berg.example~9c"), ["030 4567", "anna@berg.example"]);
        assert_eq!(masked("nurse~9d / widow~9d"), ["nurse", "widow"]);
        assert_eq!(masked("Berg~9p ; Lund~9p"), ["Berg", "Lund"]);
        assert_eq!(masked("Acme~9o & Sons~9o"), ["Acme & Sons"]);
    }

    #[test]
    fn people_in_a_row_are_people_of_their_own() {
        assert_eq!(masked("Anna~9p Berg,~9p Ole~9p Lund,~9p Kim~9p Dahl~9p"), ["Anna Berg", "Ole Lund", "Kim Dahl"]);
        assert_eq!(masked("Berg,~9p Anna~9p"), ["Berg, Anna"]);
    }

    #[test]
    fn a_label_is_no_part_of_a_name_and_no_name() {
        assert_eq!(masked("Anna~9p Berg~9p | IBAN~8p | x"), ["Anna Berg"]);
        assert_eq!(told("E-mail:~9p x IBAN~8o", Preset::Strict, 0.0).0, Vec::<String>::new());
        assert_eq!(told("x IBAN~8o", Preset::Strict, 0.0).1, ["IBAN"]);
    }

    #[test]
    fn the_knob_and_what_is_possible() {
        let text = "one~6p x two~4l x three~2p x four~1l";
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(told(text, Preset::Balanced, 0.0), (words(&["one"]), words(&["two", "three", "four"])));
        assert_eq!(told(text, Preset::Strict, 0.0), (words(&["one", "two", "three"]), words(&["four"])));
    }

    #[test]
    fn a_sensitive_neighbour_helps() {
        assert_eq!(told("Anna~9p van~4p Berg~9p", Preset::Balanced, 0.0).0, ["Anna", "Berg"]);
        assert_eq!(told("Anna~9p van~4p Berg~9p", Preset::Balanced, 0.5).0, ["Anna van Berg"]);
        assert_eq!(told("a~4p b~4p Berg~9p c~4p d~1p", Preset::Balanced, 0.5).0, ["a b Berg c"]);
    }

    #[test]
    fn a_doubtful_label_follows_its_neighbours() {
        let (text, mut units) = marked("Bank~9o of~9o Oslo~9l");
        units[2].labels = [0.01, 0.4, 0.45, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01];
        let spans = |transition| {
            let decoded = decode(&text, &units, &knobs(transition), Preset::Balanced, &Ballot::default());
            decoded.masked.iter().map(|stretch| stretch.label).collect::<Vec<_>>()
        };
        assert_eq!(spans(0.0), [Label::Organisation, Label::Place]);
        assert_eq!(spans(0.5), [Label::Organisation]);
    }

    #[test]
    fn mentions_of_a_sure_surface_follow_it() {
        assert_eq!(masked("Berg~9p spoke. Then berg~3p turned, and Bergen~3p too"), ["Berg", "berg"]);
        assert_eq!(masked("nurse~9d and nurse~3d"), ["nurse"], "a trait is not the same wherever it stands");
    }
}
