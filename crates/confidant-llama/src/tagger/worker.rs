//! The tagger's worker: load the files, give everything else up, answer until the pipe closes.

use std::{fs, io, path::Path, process::ExitCode, sync::Arc, thread};

use confidant_worker::{Limits, Reader, Writer, channel, lock_down};
use llama_cpp_2::{
    llama_backend::LlamaBackend,
    model::{LlamaModel, params::LlamaModelParams},
};

use super::{
    TaggerFault,
    encode::Encoder,
    head::{Answer, HIDDEN, Head},
    lanes::{Lanes, Parts},
    messages::{Ask, Files, Say},
    settings::Knobs,
    unit::{Unit, units},
    windows::join,
};

/// The role under which a binary is started to be this worker.
pub const ROLE: &str = "tagger";

/// Memory beyond twice the files: contexts, texts, stacks.
const BESIDE_THE_FILES: u64 = 4 << 30;
/// So many windows are read between two signs of life.
const WINDOWS_AT_ONCE: usize = 64;

/// Answers requests on the standard pipes until the other side closes them.
pub fn serve() -> ExitCode {
    let (mut requests, mut answers) = channel();
    let Ok(Some(Ask::Load { files, threads })) = requests.next() else { return ExitCode::FAILURE };
    match run(&files, threads, &mut requests, &mut answers) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            // The pipe may be gone, and with it whoever wanted to know.
            answers.send(&Say::Failed(fault)).ok();
            ExitCode::FAILURE
        }
    }
}

fn run(
    files: &Files,
    threads: usize,
    requests: &mut Reader<io::Stdin>,
    answers: &mut Writer<io::Stdout>,
) -> Result<(), TaggerFault> {
    let (parts, knobs) = load(files)?;
    let memory = files.bytes.saturating_mul(2).saturating_add(BESIDE_THE_FILES);
    lock_down(Limits { memory: Some(memory), cpu_seconds: None, threads: true }).map_err(|_| TaggerFault::Sandbox)?;
    thread::scope(|scope| {
        let lanes = Lanes::start(scope, &parts, threads);
        // What cannot read this cannot read anything.
        tag(&parts, &lanes, "Probe", &mut || Ok(()))?;
        answers.send(&Say::Loaded(knobs)).map_err(|_| TaggerFault::Compute)?;
        while let Ok(Some(ask)) = requests.next() {
            let Ask::Tag { texts } = ask else { return Err(TaggerFault::Compute) };
            for text in texts {
                let mut alive = || answers.send(&Say::Alive).map_err(|_| TaggerFault::Compute);
                let say = match tag(&parts, &lanes, &text, &mut alive) {
                    Ok(units) => Say::Tagged(units),
                    Err(fault) => Say::Failed(fault),
                };
                if answers.send(&say).is_err() || matches!(say, Say::Failed(_)) {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}

/// Reads the three files.
pub(crate) fn load(files: &Files) -> Result<(Parts, Knobs), TaggerFault> {
    let read = |path: &str| fs::read(path).map_err(|_| TaggerFault::Unloadable);
    let encoder = Encoder::read(&read(&files.tokenizer)?)?;
    let (head, settings) = Head::read(&read(&files.head)?)?;
    let mut backend = LlamaBackend::init().map_err(|_| TaggerFault::Unloadable)?;
    // Its messages may hold pieces of the text.
    backend.void_logs();
    let path = Path::new(&files.encoder);
    if !path.is_file() {
        return Err(TaggerFault::Unloadable);
    }
    let params = LlamaModelParams::default().with_n_gpu_layers(0);
    let model = LlamaModel::load_from_file(&backend, path, &params).map_err(|_| TaggerFault::Unloadable)?;
    let most = usize::try_from(model.n_ctx_train()).map_err(|_| TaggerFault::Unloadable)?;
    if usize::try_from(model.n_embd()) != Ok(HIDDEN) || !settings.cut.is_sound(most) {
        return Err(TaggerFault::Unloadable);
    }
    Ok((Parts { backend, model, encoder, head, cut: settings.cut }, settings.knobs))
}

/// What the tagger makes of one text.
pub(crate) fn tag(
    parts: &Parts,
    lanes: &Lanes,
    text: &str,
    alive: &mut dyn FnMut() -> Result<(), TaggerFault>,
) -> Result<Vec<Unit>, TaggerFault> {
    let pieces: Arc<[_]> = parts.encoder.pieces(text)?.into();
    let windows = parts.cut.windows(&pieces);
    let mut answers = Vec::with_capacity(windows.len());
    for windows in windows.chunks(WINDOWS_AT_ONCE) {
        if !answers.is_empty() {
            alive()?;
        }
        for scores in lanes.read(&pieces, windows)? {
            answers.push(scores.iter().map(Answer::of).collect::<Result<Vec<_>, _>>()?);
        }
    }
    Ok(units(text, &pieces, &join(pieces.len(), &windows, &answers)))
}
