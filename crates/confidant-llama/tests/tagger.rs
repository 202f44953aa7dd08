//! The tagger in its worker, for real. This binary is both sides, as in `worker.rs`. Without the weights every test fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use confidant_llama::{TAGGER_ROLE, Tagger, serve_tagger};
use confidant_models::{Manifest, Sha256Hex, Shelf};
use confidant_privacy::{Policy, Preset, Reader, Reading, RecogniserError, Recognisers};
use confidant_text::{RawText, Source};
use confidant_worker::WorkerExe;

fn main() -> ExitCode {
    match confidant_worker::role().as_deref() {
        Some(TAGGER_ROLE) => serve_tagger(),
        Some(_) => ExitCode::FAILURE,
        None => run_tests(),
    }
}

macro_rules! tests {
    ($($name:ident),* $(,)?) => {
        fn run_tests() -> ExitCode {
            let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
            $(
                if wanted.is_empty() || wanted.iter().any(|part| stringify!($name).contains(part.as_str())) {
                    let began = Instant::now();
                    $name();
                    println!("test {} ... ok ({:.1} s)", stringify!($name), began.elapsed().as_secs_f32());
                }
            )*
            ExitCode::SUCCESS
        }
    };
}

tests![
    a_text_reads_the_same_alone_and_among_others,
    what_was_read_is_remembered,
    claims_lie_on_characters,
    a_scan_asks_it_and_says_who_found_what,
    a_short_answer_says_more_with_the_turn_before_it,
    a_worker_killed_in_the_middle_is_an_error_and_the_next_reading_works,
    weights_that_are_no_numbers_refuse,
    files_that_are_not_what_they_should_be_refuse,
    a_long_table_is_read,
];

const FILES: [&str; 3] = ["tagger-f16.gguf", "head.safetensors", "tokenizer.json"];

fn weights() -> PathBuf {
    std::env::var_os("CONFIDANT_TAGGER")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/tagger/weights"), PathBuf::from)
}

/// A shelf whose manifest says that the files of this folder are right.
fn pinned(folder: &Path) -> Shelf {
    let row = |file: &str| {
        let path = folder.join(file);
        let digest = Sha256Hex::of(fs::File::open(&path).unwrap()).unwrap();
        format!("file = \"{file}\"\nbytes = {}\nsha256 = \"{digest}\"\n", fs::metadata(&path).unwrap().len())
    };
    let [model, head, tokenizer] = FILES.map(row);
    let manifest = format!(
        "[[model]]\nid = \"t\"\nname = \"T\"\n{model}licence = \"Apache-2.0\"\nsource = \"test\"\nrole = \"tagger\"\n\
         context = 256\n[[model.beside]]\n{head}[[model.beside]]\n{tokenizer}"
    );
    Shelf::of(Manifest::parse(&manifest).unwrap(), vec![folder.to_owned()])
}

fn tagger() -> Tagger {
    Tagger::new(WorkerExe::current().unwrap(), pinned(&weights()), Some(2))
}

/// The weights in a folder of their own, to be spoiled.
fn copied() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in FILES {
        fs::copy(weights().join(file), dir.path().join(file)).unwrap();
    }
    dir
}

fn read(tagger: &Tagger, texts: &[&str]) -> Result<Vec<Reading>, RecogniserError> {
    let texts: Vec<RawText> = texts.iter().map(|text| RawText::new(*text)).collect();
    tagger.read(&texts.iter().collect::<Vec<_>>(), Preset::Strict)
}

fn reason(tagger: &Tagger) -> &'static str {
    match read(tagger, &["Anna Berg lives in Oslo."]) {
        Err(RecogniserError::Failed { reason, .. }) => reason,
        other => panic!("it should have refused: {other:?}"),
    }
}

fn a_text_reads_the_same_alone_and_among_others() {
    let clauses: Vec<_> = (0..100).map(|n| format!("Clause {n}: party{n} pays harbour{n} in town{n}.")).collect();
    let long = clauses.join("\n");
    let texts = ["Anna Berg lives in Oslo.", &long, "", "JOHN DOE, 14 Mill Lane", "x"];
    let together = read(&tagger(), &texts).unwrap();
    let alone = tagger();
    for (text, together) in texts.iter().zip(together) {
        assert_eq!(read(&alone, &[text]).unwrap(), [together]);
    }
    let one = Tagger::new(WorkerExe::current().unwrap(), pinned(&weights()), Some(1));
    assert_eq!(read(&one, &texts).unwrap(), read(&tagger(), &texts).unwrap(), "any number of threads");
}

fn what_was_read_is_remembered() {
    let tagger = tagger();
    let first = read(&tagger, &["Anna Berg lives in Oslo.", "Anna Berg lives in Oslo."]).unwrap();
    assert_eq!(first.first(), first.get(1));
    kill(tagger.process().unwrap());
    assert_eq!(read(&tagger, &["Anna Berg lives in Oslo."]).unwrap(), first.get(..1).unwrap(), "nobody was asked");
    assert!(read(&tagger, &["Another text."]).is_err(), "the worker is gone");
    read(&tagger, &["Another text."]).unwrap();
}

fn claims_lie_on_characters() {
    let tagger = tagger();
    let texts = [
        "Zoë 🎈 Müller\r\ntraf 👩‍👩‍👧 Frau Groß — café",
        "e\u{301}cole A\u{30a}se \u{feff}Nils\u{200b}son \u{0}x\u{7}",
        "租期由2021年3月1日起,张伟先生。",
        "السيد أحمد يعيش في القاهرة\u{202e} abc",
        "\r\n\r\n \u{a0}\u{3000}",
        "İSTANBUL ǅ ß ﬁ ½ Ⅷ",
    ];
    for (text, reading) in texts.iter().zip(read(&tagger, &texts).unwrap()) {
        for finding in reading.found.iter().chain(&reading.possible) {
            assert!(
                finding.span.of(text).is_some_and(|part| !part.trim().is_empty()),
                "{:?} of {text:?}",
                finding.span
            );
        }
    }
    let unbroken = "a".repeat(5_000) + &"😀".repeat(3_000) + &"x1".repeat(3_000);
    read(&tagger, &[&unbroken]).unwrap();
}

fn a_scan_asks_it_and_says_who_found_what() {
    let recognisers = Recognisers::builtin().unwrap().and_reader(Box::new(tagger()));
    let text = RawText::new("Yesterday Wilhelmina Abernathy met the others at Zorbex Industries in Trondheim.");
    let policy = Policy { preset: Preset::Strict, ..Policy::default() };
    let findings = recognisers.scan(&[&text], &policy).unwrap().remove(0);
    let told = findings.iter().chain(findings.possible()).any(|finding| finding.source == Source::Tagger);
    assert!(told, "nothing of a text with three names is even possible");
    assert!(findings.iter().all(|finding| (0.0..=1.0).contains(&finding.score)));
}

/// Questions and answers as people type them, and the word of the answer that says somebody is a person, a place and so on.
const SHORT: [(&str, &str, &str); 20] = [
    ("What are the last four digits of your card?", "4421", "CODE"),
    ("What's your name please?", "jane okafor", "PERSON"),
    ("Where do you work?", "brightwater, since may", "ORG"),
    ("Which school does your son go to?", "hillcrest", "ORG"),
    ("What is your member number?", "88213", "CODE"),
    ("Who is your doctor?", "hartley", "PERSON"),
    ("What is the tenant called?", "weiss", "PERSON"),
    ("In which town was she born?", "lauterbach", "PLACE"),
    ("Which hospital was it?", "northfield", "ORG"),
    ("What is the file number?", "2291", "CODE"),
    ("Which company sent the invoice?", "mercer", "ORG"),
    ("Where does she live now?", "in aldham", "PLACE"),
    ("And your employee number?", "7730", "CODE"),
    ("Which bank is it with?", "castell", "ORG"),
    ("Who was driving?", "me and tomasz", "PERSON"),
    ("Which city did they move to?", "wexford", "PLACE"),
    ("Who signed it?", "quinn did", "PERSON"),
    ("What is the booking code?", "qx7tp", "CODE"),
    ("Which university?", "leuven", "ORG"),
    ("What was your maiden name?", "abernathy", "PERSON"),
];

fn a_short_answer_says_more_with_the_turn_before_it() {
    let tagger = tagger();
    let (mut alone, mut told) = ((0, 0), (0, 0));
    for (question, answer, kind) in SHORT {
        let conversation = format!("{question}\n\n{answer}");
        let readings = read(&tagger, &[answer, &conversation]).unwrap();
        let places = [(0, &mut alone), (conversation.len() - answer.len(), &mut told)];
        for (reading, (start, (found, right))) in readings.iter().zip(places) {
            let claims: Vec<_> = reading.found.iter().filter(|finding| finding.span.end > start).collect();
            *found += usize::from(!claims.is_empty());
            *right += usize::from(claims.iter().any(|finding| finding.kind.name() == kind));
        }
    }
    println!(
        "of {} short answers: alone {} found, {} by kind; after their question {}, {}",
        SHORT.len(),
        alone.0,
        alone.1,
        told.0,
        told.1
    );
    assert!(told.0 >= alone.0 && told.1 > alone.1 && told.0 == SHORT.len(), "{alone:?}, {told:?}");
}

fn a_worker_killed_in_the_middle_is_an_error_and_the_next_reading_works() {
    let tagger = tagger();
    read(&tagger, &["Anna Berg lives in Oslo."]).unwrap();
    let process = tagger.process().unwrap();
    let words: Vec<_> = (0..40_000).map(|n| format!("word{n}")).collect();
    let long = words.join(" ");
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| read(&tagger, &[&long]));
        std::thread::sleep(Duration::from_millis(300));
        assert!(!reading.is_finished(), "it was meant to be killed in the middle");
        kill(process);
        let failed = reading.join().unwrap();
        assert!(matches!(failed, Err(RecogniserError::Failed { .. })), "{failed:?}");
    });
    read(&tagger, &["Bernd Berg lives in Oslo."]).unwrap();
    assert_ne!(tagger.process(), Some(process));
}

fn weights_that_are_no_numbers_refuse() {
    for file in ["head.safetensors", "tagger-f16.gguf"] {
        let dir = copied();
        let path = dir.path().join(file);
        let mut bytes = fs::read(&path).unwrap();
        let end = bytes.len();
        // Not a number, as 16 and as 32 bits.
        bytes.get_mut(end - 64..).unwrap().fill(0xff);
        fs::write(&path, bytes).unwrap();
        let tagger = Tagger::new(WorkerExe::current().unwrap(), pinned(dir.path()), Some(1));
        assert_eq!(reason(&tagger), "it computed something that is no number", "{file}");
    }
}

fn files_that_are_not_what_they_should_be_refuse() {
    let exe = || WorkerExe::current().unwrap();
    for file in FILES {
        let dir = copied();
        let path = dir.path().join(file);
        let right = fs::read(&path).unwrap();
        let shelf = pinned(dir.path());
        let mut wrong = right.clone();
        *wrong.last_mut().unwrap() ^= 1;
        fs::write(&path, &wrong).unwrap();
        let tagger = Tagger::new(exe(), shelf, Some(1));
        assert!(reason(&tagger).contains("not the ones that were pinned"), "{file}");
        fs::remove_file(&path).unwrap();
        assert!(reason(&tagger).contains("missing"), "{file}");

        for short in [0, 4, 300, right.len() / 2] {
            fs::write(&path, right.get(..short).unwrap()).unwrap();
            let tagger = Tagger::new(exe(), pinned(dir.path()), Some(1));
            assert_eq!(reason(&tagger), "its files cannot be used", "{file}, {short} bytes");
        }
        fs::write(&path, right).unwrap();
        read(&tagger, &["It is whole again."]).unwrap();
    }
    let none = Tagger::new(exe(), Shelf::new(vec![PathBuf::from("/nowhere")]).unwrap(), None);
    assert!(reason(&none).contains("missing"));
    let recognisers = Recognisers::builtin().unwrap().and_reader(Box::new(none));
    assert!(recognisers.scan(&[&RawText::new("No tagger, no masking.")], &Policy::default()).is_err());
}

fn a_long_table_is_read() {
    let row = "Row 17;Anna Berg;anna@harbour.example;+47 22 33 44 55;paid\n";
    let text = row.repeat((1 << 15) / row.len());
    let tagger = tagger();
    let readings = read(&tagger, &[&text, "and another"]).unwrap();
    assert_eq!(readings.len(), 2);
}

fn kill(process: u32) {
    let process = rustix::process::Pid::from_raw(i32::try_from(process).unwrap()).unwrap();
    rustix::process::kill_process(process, rustix::process::Signal::KILL).unwrap();
}
