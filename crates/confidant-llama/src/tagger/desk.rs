//! [`Desk`]: a thread that holds the tagger's worker and answers whoever asks, one after the other.
//!
//! Scanning is blocking work and pipes to a worker are not, so the pipes live on a thread with a small runtime of its own: then a
//! scan may run anywhere.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

use confidant_models::{ModelsError, Role, Shelf, VerifiedModel};
use confidant_worker::{Worker, WorkerExe};
use tokio::{
    runtime::{Builder, Runtime},
    time::timeout,
};

use super::{
    messages::{Ask, Files, Say},
    settings::Knobs,
    unit::Unit,
    worker::ROLE,
};
use crate::machine;

/// Between two signs of life no more time passes than this; a worker that takes longer is hanging.
const STEP: Duration = Duration::from_mins(1);
/// So long an unused tagger stays in memory.
const IDLE: Duration = Duration::from_mins(10);
/// About so many bytes of text go into one request.
const REQUEST: usize = 1 << 20;

/// Why there is no answer, in words that hold no text.
pub(crate) type Reason = &'static str;
/// How to use what is said, and the units of each text.
pub(crate) type Said = Result<(Knobs, Vec<Arc<[Unit]>>), Reason>;

/// The way to the thread.
pub(crate) struct Desk {
    questions: Mutex<Sender<Question>>,
    process: Arc<Mutex<Option<u32>>>,
}

struct Question {
    texts: Vec<String>,
    answer: Sender<Said>,
}

impl Desk {
    /// Opens the desk. Files are looked for and the worker is started when somebody first asks.
    pub(crate) fn open(exe: WorkerExe, shelf: Shelf, threads: Option<usize>) -> Self {
        let (questions, queue) = channel();
        let process = Arc::default();
        let clerk = Clerk { exe, shelf, threads, process: Arc::clone(&process), worker: None };
        // Without the thread nobody takes a question, and whoever asks hears that.
        thread::Builder::new().name("tagger".to_owned()).spawn(move || clerk.serve(&queue)).ok();
        Self { questions: Mutex::new(questions), process }
    }

    /// Asks, and waits.
    pub(crate) fn ask(&self, texts: Vec<String>) -> Said {
        const GONE: Reason = "its thread is gone; start the program again";
        let (answer, said) = channel();
        let sent = self.questions.lock().unwrap_or_else(PoisonError::into_inner).send(Question { texts, answer });
        sent.map_err(|_| GONE)?;
        said.recv().map_err(|_| GONE)?
    }

    /// The process that holds the tagger, while one does.
    pub(crate) fn process(&self) -> Option<u32> {
        *self.process.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Clerk {
    exe: WorkerExe,
    shelf: Shelf,
    threads: Option<usize>,
    process: Arc<Mutex<Option<u32>>>,
    worker: Option<(Worker<Ask, Say>, Knobs)>,
}

impl Clerk {
    fn serve(mut self, queue: &Receiver<Question>) {
        let runtime = Builder::new_current_thread().enable_all().build();
        loop {
            match queue.recv_timeout(IDLE) {
                Ok(Question { texts, answer }) => {
                    let said = match &runtime {
                        Ok(runtime) => self.answer(runtime, texts),
                        Err(_) => Err("its process could not be started"),
                    };
                    // Whoever asked may be gone.
                    answer.send(said).ok();
                }
                Err(RecvTimeoutError::Timeout) => self.hold(None),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Whatever goes wrong, the worker is not asked again: the next question starts another.
    fn answer(&mut self, runtime: &Runtime, texts: Vec<String>) -> Said {
        let (mut worker, knobs) = match self.worker.take() {
            Some(running) => running,
            None => runtime.block_on(self.start())?,
        };
        let said = runtime.block_on(ask(&mut worker, texts));
        match said {
            Ok(units) => {
                self.hold(Some((worker, knobs.clone())));
                Ok((knobs, units))
            }
            Err(reason) => {
                tracing::warn!(reason, "the tagger failed");
                self.hold(None);
                Err(reason)
            }
        }
    }

    fn hold(&mut self, worker: Option<(Worker<Ask, Say>, Knobs)>) {
        *self.process.lock().unwrap_or_else(PoisonError::into_inner) =
            worker.as_ref().and_then(|(worker, _)| worker.id());
        self.worker = worker;
    }

    async fn start(&mut self) -> Result<(Worker<Ask, Say>, Knobs), Reason> {
        if machine::missing_instructions().is_some() {
            return Err("this computer's processor is too old for it");
        }
        let model = self.find()?;
        let path = |path: Option<&std::path::Path>| {
            path.and_then(|path| path.to_str()).map(str::to_owned).ok_or("its files cannot be used")
        };
        let entry = model.entry();
        let bytes = entry.bytes + entry.beside.iter().map(|beside| beside.bytes).sum::<u64>();
        let files = Files {
            encoder: path(Some(model.path()))?,
            head: path(model.beside("head.safetensors"))?,
            tokenizer: path(model.beside("tokenizer.json"))?,
            bytes,
        };
        let threads = self.threads.unwrap_or_else(machine::cores);
        let mut worker = Worker::start(&self.exe, ROLE).map_err(|_| "its process could not be started")?;
        *self.process.lock().unwrap_or_else(PoisonError::into_inner) = worker.id();
        // A malformed file ends the process here: that is about the file, not about bad luck.
        let unloadable = "its files cannot be used";
        worker.send(&Ask::Load { files, threads }).await.map_err(|_| unloadable)?;
        match timeout(STEP, worker.receive()).await {
            Ok(Ok(Say::Loaded(knobs))) => Ok((worker, knobs)),
            Ok(Ok(Say::Failed(fault))) => Err(fault.reason()),
            _ => Err(unloadable),
        }
    }

    /// The files, each with its pinned digest. They are looked at again each time the worker starts.
    fn find(&self) -> Result<VerifiedModel, Reason> {
        let id = self.shelf.manifest().default_for(Role::Tagger).map(|entry| entry.id.clone()).unwrap_or_default();
        self.shelf.find(&id).map_err(|error| match error {
            ModelsError::WrongDigest { .. } => "its files are not the ones that were pinned; reinstall the program",
            ModelsError::Absent { .. } | ModelsError::Unknown { .. } => "its files are missing; reinstall the program",
            ModelsError::Unreadable { .. } | ModelsError::Manifest(_) | ModelsError::Contradiction { .. } => {
                "its files cannot be read"
            }
        })
    }
}

/// Sends all texts, in requests that are not too long, and takes an answer for each.
async fn ask(worker: &mut Worker<Ask, Say>, texts: Vec<String>) -> Result<Vec<Arc<[Unit]>>, Reason> {
    const DIED: Reason = "its process ended before it answered";
    let mut said = Vec::with_capacity(texts.len());
    let mut rest = texts.into_iter().peekable();
    while rest.peek().is_some() {
        let (mut texts, mut length) = (Vec::new(), 0);
        while let Some(text) = rest.next_if(|text| texts.is_empty() || length + text.len() <= REQUEST) {
            length += text.len();
            texts.push(text);
        }
        let count = texts.len();
        worker.send(&Ask::Tag { texts }).await.map_err(|_| DIED)?;
        let mut told = 0;
        while told < count {
            match timeout(STEP, worker.receive()).await {
                Ok(Ok(Say::Tagged(units))) => {
                    said.push(units.into());
                    told += 1;
                }
                Ok(Ok(Say::Alive)) => {}
                Ok(Ok(Say::Failed(fault))) => return Err(fault.reason()),
                Ok(Ok(Say::Loaded(_)) | Err(_)) => return Err(DIED),
                Err(_) => return Err("it took too long"),
            }
        }
    }
    Ok(said)
}
