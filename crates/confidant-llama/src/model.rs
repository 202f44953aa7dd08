//! [`LlamaModel`]: the program's side: starts the worker when it is needed, starts it again after a crash, ends it when idle.

use std::{
    fmt,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use confidant_local::{Generated, LocalModel, ModelError, Pieces, Prompt, Stopped};
use confidant_models::{ModelsError, Role, Shelf, VerifiedModel};
use confidant_text::RawText;
use confidant_worker::{Worker, WorkerError, WorkerExe};
use tokio::{
    sync::Mutex,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::{
    machine,
    messages::{Ask, Say},
    worker::ROLE,
};

/// After a cancel the worker has so long to stop by itself; then it is killed.
const GRACE: Duration = Duration::from_millis(300);
/// No single step takes longer than this, loading included; what does is hanging.
const STEP: Duration = Duration::from_mins(2);
/// For so long a count of threads is not looked at again: another count costs the computed beginning of the prompt.
const STEADY: Duration = Duration::from_secs(5);

/// How a model is run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many threads compute; `None` looks at how busy the machine is.
    pub threads: Option<usize>,
    /// How long an unused model stays in memory.
    pub idle: Duration,
    /// The largest context; memory grows with it.
    pub context: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: None, idle: Duration::from_mins(10), context: 4_096 }
    }
}

/// A language model in a worker process. One request runs at a time; the others wait their turn.
pub struct LlamaModel {
    shared: Arc<Shared>,
}

struct Shared {
    exe: WorkerExe,
    model: VerifiedModel,
    options: Options,
    context: u32,
    state: Mutex<State>,
}

struct State {
    /// Taken out while it works: if the work is dropped in the middle, the worker is dropped with it, and that kills it.
    worker: Option<Worker<Ask, Say>>,
    requests: u64,
    used: Instant,
    threads: Option<(usize, Instant)>,
}

/// The first chat model of the built-in manifest, from the first of these folders that has it. It is loaded when it is first
/// asked.
pub async fn starter(exe: &WorkerExe, folders: Vec<PathBuf>) -> Result<Arc<dyn LocalModel>, ModelError> {
    let find = move || {
        let shelf = Shelf::new(folders)?;
        let id = shelf.manifest().default_for(Role::Chat).map(|entry| entry.id.clone()).unwrap_or_default();
        shelf.find(&id)
    };
    // The digest of a hundred megabytes takes a moment.
    let found = tokio::task::spawn_blocking(find).await.map_err(|_| ModelError::Start)?;
    let model = found.map_err(|error| match error {
        ModelsError::WrongDigest { .. } => ModelError::WrongFile,
        ModelsError::Absent { .. } | ModelsError::Unknown { .. } => ModelError::Absent,
        ModelsError::Unreadable { .. } | ModelsError::Manifest(_) | ModelsError::Contradiction { .. } => {
            ModelError::Unloadable
        }
    })?;
    Ok(Arc::new(LlamaModel::new(exe.clone(), model, Options::default())))
}

impl fmt::Debug for LlamaModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LlamaModel").field("id", &self.shared.model.entry().id).finish_non_exhaustive()
    }
}

impl LlamaModel {
    /// Starts the worker and loads the model.
    pub async fn start(exe: WorkerExe, model: VerifiedModel, threads: Option<usize>) -> Result<Self, ModelError> {
        let model = Self::new(exe, model, Options { threads, ..Options::default() });
        model.load().await?;
        Ok(model)
    }

    /// A model that is loaded when it is first asked. Call it inside a Tokio runtime.
    pub fn new(exe: WorkerExe, model: VerifiedModel, options: Options) -> Self {
        let context = options.context.min(model.entry().context);
        let state = State { worker: None, requests: 0, used: Instant::now(), threads: None };
        let shared = Arc::new(Shared { exe, model, options, context, state: Mutex::new(state) });
        tokio::spawn(unload_when_idle(Arc::downgrade(&shared), options.idle));
        Self { shared }
    }

    /// Loads the model now, if it is not.
    pub async fn load(&self) -> Result<(), ModelError> {
        let mut state = self.shared.state.lock().await;
        let worker = self.shared.worker(&mut state).await?;
        state.worker = Some(worker);
        Ok(())
    }

    /// The process that holds the model, while one does.
    pub async fn process(&self) -> Option<u32> {
        self.shared.state.lock().await.worker.as_ref().and_then(Worker::id)
    }
}

async fn unload_when_idle(shared: std::sync::Weak<Shared>, idle: Duration) {
    loop {
        sleep(idle / 4).await;
        let Some(shared) = shared.upgrade() else { return };
        // Whoever holds the lock is using the model.
        let Ok(mut state) = shared.state.try_lock() else { continue };
        if state.used.elapsed() >= idle && state.worker.take().is_some() {
            tracing::debug!("the local model was unused and is unloaded");
        }
    }
}

impl Shared {
    /// The running worker, taken out, or a new one.
    async fn worker(&self, state: &mut State) -> Result<Worker<Ask, Say>, ModelError> {
        state.used = Instant::now();
        if let Some(worker) = state.worker.take() {
            return Ok(worker);
        }
        if let Some(missing) = machine::missing_instructions() {
            return Err(ModelError::Processor { missing });
        }
        if !self.model.is_unchanged() {
            return Err(ModelError::WrongFile);
        }
        let path = self.model.path().to_str().ok_or(ModelError::Unloadable)?.to_owned();
        let threads = self.threads(state);
        let mut worker = Worker::start(&self.exe, ROLE).map_err(|_| ModelError::Start)?;
        let load = Ask::Load { path, bytes: self.model.entry().bytes, context: self.context, threads };
        // A malformed file ends the process here: that is about the file, not about bad luck.
        worker.send(&load).await.map_err(|_| ModelError::Unloadable)?;
        match timeout(STEP, worker.receive()).await {
            Ok(Ok(Say::Loaded { .. })) => Ok(worker),
            Ok(Ok(Say::Failed(fault))) => Err(fault.into()),
            _ => Err(ModelError::Unloadable),
        }
    }

    fn threads(&self, state: &mut State) -> i32 {
        let threads = self.options.threads.unwrap_or_else(|| match state.threads {
            Some((threads, since)) if since.elapsed() < STEADY => threads,
            _ => machine::threads_for_load(),
        });
        if state.threads.is_none_or(|(_, since)| since.elapsed() >= STEADY) {
            state.threads = Some((threads, Instant::now()));
        }
        i32::try_from(threads.max(1)).unwrap_or(1)
    }
}

fn died(error: &WorkerError) -> ModelError {
    tracing::warn!(%error, "the local model's process is gone");
    ModelError::Died
}

/// The next answer; a worker that takes too long is as good as dead.
async fn next(worker: &mut Worker<Ask, Say>) -> Result<Say, ModelError> {
    match timeout(STEP, worker.receive()).await {
        Ok(said) => said.map_err(|error| died(&error)),
        Err(_) => Err(ModelError::Died),
    }
}

#[async_trait]
impl LocalModel for LlamaModel {
    fn id(&self) -> &str {
        &self.shared.model.entry().id
    }

    fn context_tokens(&self) -> usize {
        usize::try_from(self.shared.context).unwrap_or(usize::MAX)
    }

    async fn count(&self, text: &RawText) -> Result<usize, ModelError> {
        let mut state = self.shared.state.lock().await;
        let mut worker = self.shared.worker(&mut state).await?;
        let text = text.expose("for the local model, in its own process").to_owned();
        worker.send(&Ask::Count { text }).await.map_err(|error| died(&error))?;
        let said = next(&mut worker).await?;
        state.worker = Some(worker);
        match said {
            Say::Counted(tokens) => Ok(tokens),
            Say::Failed(fault) => Err(fault.into()),
            _ => Err(ModelError::Failed),
        }
    }

    async fn generate(
        &self,
        prompt: &Prompt,
        max_tokens: usize,
        cancel: &CancellationToken,
        sink: Pieces<'_>,
    ) -> Result<Generated, ModelError> {
        let nothing = Generated { text: RawText::default(), tokens: 0, stopped: Stopped::Cancelled, left_out: 0 };
        // Whoever waits for another request to end can be stopped too.
        let mut state = tokio::select! {
            biased;
            () = cancel.cancelled() => return Ok(nothing),
            state = self.shared.state.lock() => state,
        };
        let mut worker = tokio::select! {
            biased;
            () = cancel.cancelled() => return Ok(nothing),
            worker = self.shared.worker(&mut state) => worker?,
        };
        state.requests += 1;
        let id = state.requests;
        let turns = prompt
            .turns
            .iter()
            .map(|turn| (turn.role, turn.text.expose("for the local model, in its own process").to_owned()))
            .collect();
        let threads = self.shared.threads(&mut state);
        let ask = Ask::Generate { id, turns, sampling: prompt.sampling, max_tokens, threads };
        worker.send(&ask).await.map_err(|error| died(&error))?;

        let (mut text, mut pieces, mut told) = (String::new(), 0, false);
        let (tokens, stopped) = loop {
            if cancel.is_cancelled() && !told {
                told = true;
                worker.send(&Ask::Cancel { id }).await.map_err(|error| died(&error))?;
            }
            let late = async {
                cancel.cancelled().await;
                sleep(GRACE).await;
            };
            let said = tokio::select! {
                biased;
                said = next(&mut worker) => said?,
                () = late => {
                    worker.kill().await;
                    return Ok(Generated { text: text.into(), tokens: pieces, ..nothing });
                }
            };
            match said {
                Say::Piece(piece) => {
                    pieces += 1;
                    // What was written between the stop and its arrival was not shown and is not kept.
                    if !told {
                        sink(&piece);
                        text.push_str(&piece);
                    }
                }
                Say::Done { tokens, stopped } => break (tokens, stopped),
                Say::Failed(fault) => {
                    state.worker = Some(worker);
                    return Err(fault.into());
                }
                Say::Alive | Say::Loaded { .. } | Say::Counted(_) => {}
            }
        };
        state.used = Instant::now();
        state.worker = Some(worker);
        let stopped = if told { Stopped::Cancelled } else { stopped };
        Ok(Generated { text: text.into(), tokens, stopped, left_out: 0 })
    }
}
