//! The starter model in its worker, for real. This binary is both sides: started with a role it is the worker, so the harness
//! is our own (`harness = false`). Without the model file every test fails and says what to run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use confidant_llama::{LlamaModel, Options, ROLE, serve, starter};
use confidant_local::{Generated, LocalModel, ModelError, Prompt, Role, Sampling, Stopped, Turn, summarise};
use confidant_models::{Manifest, Sha256Hex, Shelf, VerifiedModel};
use confidant_text::{Document, Page, PageSource};
use confidant_worker::WorkerExe;
use tokio_util::sync::CancellationToken;

fn main() -> ExitCode {
    match confidant_worker::role().as_deref() {
        Some(ROLE) => serve(),
        Some(_) => ExitCode::FAILURE,
        None => run_tests(),
    }
}

macro_rules! tests {
    ($($name:ident),* $(,)?) => {
        fn run_tests() -> ExitCode {
            let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            $(
                if wanted.is_empty() || wanted.iter().any(|part| stringify!($name).contains(part.as_str())) {
                    let began = Instant::now();
                    runtime.block_on($name());
                    println!("test {} ... ok ({:.1} s)", stringify!($name), began.elapsed().as_secs_f32());
                }
            )*
            ExitCode::SUCCESS
        }
    };
}

tests![
    the_same_prompt_gets_the_same_answer,
    a_temperature_throws_dice_that_a_seed_repeats,
    a_stop_while_writing_is_quick_and_keeps_the_worker,
    a_stop_while_reading_a_long_prompt_is_quick,
    a_crash_is_an_error_and_the_next_call_works,
    a_dropped_request_leaves_a_working_model,
    pieces_are_whole_characters,
    a_document_cannot_speak_the_templates_words,
    what_does_not_fit_is_an_error_with_numbers,
    a_file_that_is_no_model_is_an_error,
    a_file_that_changed_after_its_check_is_not_opened,
    an_idle_model_is_unloaded_and_comes_back,
    a_summary_is_streamed_and_true_to_its_pages,
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/cache")
}

fn verified() -> VerifiedModel {
    let shelf = Shelf::new(vec![folder()]).unwrap();
    let id = shelf.manifest().default_for(confidant_models::Role::Chat).unwrap().id.clone();
    match shelf.find(&id) {
        Ok(model) => model,
        Err(error) => {
            panic!("these tests run the real starter model; run scripts/fetch-starter-model.sh first: {error}")
        }
    }
}

fn exe() -> WorkerExe {
    WorkerExe::current().unwrap()
}

fn model() -> LlamaModel {
    LlamaModel::new(exe(), verified(), Options { threads: Some(1), ..Options::default() })
}

fn prompt(text: &str) -> Prompt {
    Prompt::new(vec![Turn::new(Role::System, "You are a helpful assistant."), Turn::new(Role::User, text)])
}

async fn say(model: &LlamaModel, prompt: &Prompt, most: usize) -> Result<Generated, ModelError> {
    model.generate(prompt, most, &CancellationToken::new(), &mut |_| ()).await
}

fn words(generated: &Generated) -> &str {
    generated.text.expose("to look at it in a test")
}

async fn the_same_prompt_gets_the_same_answer() {
    let model = model();
    let capital = prompt("What is the capital of France?");
    let first = say(&model, &capital, 24).await.unwrap();
    assert!(words(&first).contains("Paris"), "the template is wrong, or the model: {}", words(&first));
    // Another prompt between them: what is left of it in the context must not be heard.
    say(&model, &prompt("Count from one to nine."), 16).await.unwrap();
    assert_eq!(say(&model, &capital, 24).await.unwrap(), first);
    let another = LlamaModel::start(exe(), verified(), Some(1)).await.unwrap();
    assert_eq!(another.count(&"one two three".into()).await, Ok(3));
    assert_eq!(another.count(&"".into()).await, Ok(0));
    assert_eq!(say(&another, &capital, 24).await.unwrap(), first, "another process says the same");
}

async fn a_temperature_throws_dice_that_a_seed_repeats() {
    let model = model();
    let mut texts = Vec::new();
    for seed in [1, 2, 1] {
        let sampling = Sampling { temperature: 1.5, seed, repeat_penalty: 1.1 };
        texts.push(say(&model, &Prompt { sampling, ..prompt("Tell me a story.") }, 32).await.unwrap());
    }
    assert_ne!(texts.first(), texts.get(1));
    assert_eq!(texts.first(), texts.get(2));
}

async fn a_stop_while_writing_is_quick_and_keeps_the_worker() {
    let model = model();
    let cancel = CancellationToken::new();
    let (mut seen, mut stopped_at, mut pieces) = (String::new(), None, 0);
    let story = prompt("Write a very long story about a ship.");
    let generated = model
        .generate(&story, 2_000, &cancel, &mut |piece| {
            seen.push_str(piece);
            pieces += 1;
            if pieces == 5 {
                cancel.cancel();
                stopped_at = Some(Instant::now());
            }
        })
        .await
        .unwrap();
    let took = stopped_at.expect("it wrote something").elapsed();
    assert!(took < Duration::from_secs(2), "the stop took {took:?}");
    assert_eq!(generated.stopped, Stopped::Cancelled);
    assert_eq!((words(&generated), pieces), (seen.as_str(), 5), "what was shown is what is kept");
    let process = model.process().await.expect("it stopped by itself and was not killed");
    say(&model, &prompt("Hello!"), 4).await.unwrap();
    assert_eq!(model.process().await, Some(process));
}

async fn a_stop_while_reading_a_long_prompt_is_quick() {
    let model = Arc::new(model());
    model.load().await.unwrap();
    let cancel = CancellationToken::new();
    let running = {
        let (model, cancel) = (Arc::clone(&model), cancel.clone());
        tokio::spawn(async move {
            let long = prompt(&"The quick brown fox jumps over the lazy dog. ".repeat(300));
            model.generate(&long, 16, &cancel, &mut |_| ()).await
        })
    };
    tokio::time::sleep(Duration::from_millis(400)).await;
    let began = Instant::now();
    cancel.cancel();
    let generated = running.await.unwrap().unwrap();
    assert!(began.elapsed() < Duration::from_secs(2), "the stop took {:?}", began.elapsed());
    assert_eq!((generated.stopped, generated.tokens), (Stopped::Cancelled, 0));
}

async fn a_crash_is_an_error_and_the_next_call_works() {
    let model = model();
    model.load().await.unwrap();
    let process = model.process().await.unwrap();
    let mut pieces = 0;
    let died = model
        .generate(&prompt("Write a very long story."), 2_000, &CancellationToken::new(), &mut |_| {
            pieces += 1;
            if pieces == 3 {
                let process = rustix::process::Pid::from_raw(i32::try_from(process).unwrap()).unwrap();
                rustix::process::kill_process(process, rustix::process::Signal::KILL).unwrap();
            }
        })
        .await;
    assert_eq!(died, Err(ModelError::Died));
    assert!(words(&say(&model, &prompt("What is the capital of France?"), 24).await.unwrap()).contains("Paris"));
    assert_ne!(model.process().await, Some(process));
}

async fn a_dropped_request_leaves_a_working_model() {
    let model = model();
    model.load().await.unwrap();
    let long = prompt("Write a very long story about the sea.");
    let cut = tokio::time::timeout(Duration::from_millis(300), say(&model, &long, 2_000)).await;
    assert!(cut.is_err(), "it was meant to be dropped in the middle");
    assert!(words(&say(&model, &prompt("What is the capital of France?"), 24).await.unwrap()).contains("Paris"));
}

async fn pieces_are_whole_characters() {
    let model = model();
    let (mut streamed, mut pieces) = (String::new(), 0);
    let repeat = prompt("Repeat exactly: 😀 Größe 5 € — 你好 😀 Größe 5 € — 你好");
    let generated = model
        .generate(&repeat, 60, &CancellationToken::new(), &mut |piece| {
            streamed.push_str(piece);
            pieces += 1;
        })
        .await
        .unwrap();
    assert_eq!(words(&generated), streamed);
    assert!(!streamed.contains('\u{fffd}'), "half a character was sent: {streamed}");
    assert!(!streamed.is_ascii(), "the model wrote nothing that is longer than a byte: {streamed}");
    assert!(pieces < generated.tokens, "some characters are longer than a token");
}

async fn a_document_cannot_speak_the_templates_words() {
    let model = model();
    let mark = model.count(&"<|im_end|>".into()).await.unwrap();
    assert!(mark > 1, "the template's mark inside of a text is read as plain characters");
}

async fn what_does_not_fit_is_an_error_with_numbers() {
    let model = model();
    let limit = model.context_tokens();
    match say(&model, &prompt("Hello!"), limit).await {
        Err(ModelError::TooLong { tokens, limit: told }) => assert!(tokens > limit && told == limit),
        other => panic!("it should not fit: {other:?}"),
    }
    let long = prompt(&"word ".repeat(limit));
    assert!(matches!(say(&model, &long, 1).await, Err(ModelError::TooLong { .. })));
    say(&model, &prompt("Hello!"), 4).await.expect("the worker lives on");
}

/// A model whose manifest says that these bytes are right.
fn pinned(dir: &Path, contents: &[u8]) -> VerifiedModel {
    fs::write(dir.join("m.gguf"), contents).unwrap();
    let manifest = format!(
        "[[model]]\nid = \"m\"\nname = \"M\"\nfile = \"m.gguf\"\nbytes = {}\nsha256 = \"{}\"\nlicence = \"MIT\"\n\
         source = \"test\"\nrole = \"chat\"\ncontext = 2048\ntemplate = \"chatml\"\n",
        contents.len(),
        Sha256Hex::of(contents).unwrap()
    );
    Shelf::of(Manifest::parse(&manifest).unwrap(), vec![dir.to_owned()]).find("m").unwrap()
}

async fn a_file_that_is_no_model_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let real = fs::read(verified().path()).unwrap();
    let beginning = real.get(..6_000_000).unwrap();
    let mut twisted = beginning.to_vec();
    twisted.get_mut(8..4_096).unwrap().iter_mut().for_each(|byte| *byte = byte.wrapping_mul(31) ^ 0x5a);
    for contents in [&b""[..], b"GGUF", b"not a model at all", beginning, &twisted] {
        let model = LlamaModel::new(exe(), pinned(dir.path(), contents), Options::default());
        assert_eq!(say(&model, &prompt("Hello!"), 4).await, Err(ModelError::Unloadable), "{} bytes", contents.len());
    }
}

async fn a_file_that_changed_after_its_check_is_not_opened() {
    let dir = tempfile::tempdir().unwrap();
    let checked = pinned(dir.path(), b"right");
    fs::write(dir.path().join("m.gguf"), b"wrong").unwrap();
    let model = LlamaModel::new(exe(), checked, Options::default());
    assert_eq!(say(&model, &prompt("Hello!"), 4).await, Err(ModelError::WrongFile));

    let folder = dir.path().join("other");
    fs::create_dir(&folder).unwrap();
    assert_eq!(starter(&exe(), vec![folder.clone()]).await.err(), Some(ModelError::Absent));
    fs::write(folder.join(&verified().entry().file), b"not the pinned one").unwrap();
    assert_eq!(starter(&exe(), vec![folder]).await.err(), Some(ModelError::WrongFile));
}

async fn an_idle_model_is_unloaded_and_comes_back() {
    let options = Options { threads: Some(1), idle: Duration::from_millis(400), ..Options::default() };
    let model = LlamaModel::new(exe(), verified(), options);
    assert_eq!(model.process().await, None, "nothing runs before it is asked");
    say(&model, &prompt("Hello!"), 4).await.unwrap();
    assert!(model.process().await.is_some());
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!(model.process().await, None);
    say(&model, &prompt("Hello!"), 4).await.unwrap();
}

async fn a_summary_is_streamed_and_true_to_its_pages() {
    let pages = [
        "Minutes of the meeting of 3 March 2025. The committee of the Harbour Trust decided that the old pier shall be repaired \
         before the winter. The works cost 48,000 pounds and are paid from the reserve.",
        "Mr Adeyemi reports to the committee every month. If the costs exceed 60,000 pounds, the members have to be asked again. \
         The next meeting is on 7 April 2025 in the library.",
    ];
    let page = |(number, text): (u32, &&str)| Page {
        number,
        text: (*text).into(),
        source: PageSource::Text,
        size: None,
        words: Vec::new(),
    };
    let document = Document { pages: (1..).zip(&pages).map(page).collect(), ..Document::default() };
    let model = model();
    let mut deltas = 0;
    let summary = summarise(&document, Some(&model), &CancellationToken::new(), &mut |progress| {
        deltas += usize::from(matches!(progress, confidant_local::Progress::Delta(_)));
    })
    .await
    .unwrap();
    assert!(deltas > summary.sentences.len(), "it streams words, not sentences");
    assert_eq!((summary.coverage.read, summary.trouble), (2, None));
    for sentence in &summary.sentences {
        assert!(sentence.supported);
        for number in sentence.text.expose("test").split_whitespace().filter(|word| word.chars().any(char::is_numeric))
        {
            let number = number.trim_end_matches(['.', ',']);
            assert!(sentence.quote.expose("test").contains(number), "a number that is not in the source");
        }
    }
}
