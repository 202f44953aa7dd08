//! The worker's side: load one model, give everything else up, answer until the pipe closes.

use std::{
    io,
    path::Path,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, sync_channel},
    },
    thread,
};

use confidant_worker::{Limits, Reader, Writer, channel, lock_down};
use llama_cpp_2::{
    llama_backend::LlamaBackend,
    model::{LlamaModel, params::LlamaModelParams},
};

use crate::{
    engine::{Engine, Request},
    messages::{Ask, Fault, Say},
};

/// The role under which a binary is started to be this worker.
pub const ROLE: &str = "llama";

/// Memory beyond twice the model file: context, buffers, stacks.
const BESIDE_THE_MODEL: u64 = 6 << 30;

/// Answers requests on the standard pipes until the other side closes them.
pub fn serve() -> ExitCode {
    let (mut requests, mut answers) = channel();
    let Ok(Some(Ask::Load { path, bytes, context, threads })) = requests.next() else { return ExitCode::FAILURE };
    let served = run(Path::new(&path), bytes, context, threads, requests, &mut answers);
    // The pipe may be gone, and with it whoever wanted to know.
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            answers.send(&Say::Failed(fault)).ok();
            ExitCode::FAILURE
        }
    }
}

fn run(
    path: &Path,
    bytes: u64,
    context: u32,
    threads: i32,
    requests: Reader<io::Stdin>,
    answers: &mut Writer<io::Stdout>,
) -> Result<(), Fault> {
    if !path.is_file() {
        return Err(Fault::Unloadable);
    }
    let mut backend = LlamaBackend::init().map_err(|_| Fault::Unloadable)?;
    // Its messages may hold pieces of the text.
    backend.void_logs();
    let params = LlamaModelParams::default().with_n_gpu_layers(0);
    let model = LlamaModel::load_from_file(&backend, path, &params).map_err(|_| Fault::Unloadable)?;
    let mut engine = Engine::new(&backend, &model, context.min(model.n_ctx_train()), threads)?;

    let memory = bytes.saturating_mul(2).saturating_add(BESIDE_THE_MODEL);
    lock_down(Limits { memory: Some(memory), cpu_seconds: None, threads: true }).map_err(|_| Fault::Sandbox)?;
    answers.send(&Say::Loaded { context: engine.context_tokens() }).map_err(|_| Fault::Compute)?;

    let cancelled = Arc::new(AtomicU64::new(0));
    let inbox = listen(requests, Arc::clone(&cancelled)).map_err(|_| Fault::Sandbox)?;
    for ask in inbox {
        let say = match ask {
            Ask::Count { text } => Say::Counted(engine.count(&text)),
            Ask::Generate { id, turns, sampling, max_tokens, threads } => {
                let request = Request { turns, sampling, max_tokens, threads };
                let stop = || cancelled.load(Ordering::Relaxed) == id;
                generate(&mut engine, &request, &stop, answers)
            }
            Ask::Load { .. } | Ask::Cancel { .. } => Say::Failed(Fault::Compute),
        };
        if answers.send(&say).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn generate(
    engine: &mut Engine<'_>,
    request: &Request,
    stop: &dyn Fn() -> bool,
    answers: &mut Writer<io::Stdout>,
) -> Say {
    let answers = std::cell::RefCell::new(answers);
    // A closed pipe means that nobody waits any more.
    let say = |say: &Say| answers.borrow_mut().send(say).map_err(|_| Fault::Compute);
    let written = engine.generate(request, stop, &mut || say(&Say::Alive), &mut |piece| say(&Say::Piece(piece)));
    match written {
        Ok((tokens, stopped)) => Say::Done { tokens, stopped },
        Err(fault) => Say::Failed(fault),
    }
}

/// Reads requests on a thread of its own, so that a cancel is heard while the model computes.
fn listen(mut requests: Reader<io::Stdin>, cancelled: Arc<AtomicU64>) -> io::Result<Receiver<Ask>> {
    let (outbox, inbox) = sync_channel(1);
    let read = move || {
        while let Ok(Some(ask)) = requests.next::<Ask>() {
            match ask {
                Ask::Cancel { id } => cancelled.store(id, Ordering::Relaxed),
                ask => {
                    if outbox.send(ask).is_err() {
                        break;
                    }
                }
            }
        }
        // The program is gone: nobody will read what the model writes.
        std::process::exit(0);
    };
    thread::Builder::new().name("requests".to_owned()).spawn(read)?;
    Ok(inbox)
}
