//! [`Lanes`]: each window is read by one thread with a context of its own, several at a time.
//!
//! Threads that share one window wait for each other after every step, and by spinning: on a busy machine that costs more than it
//! gives. A window's answer depends on nothing but the window, so it is the same however texts are put together.

use std::{
    num::NonZeroU32,
    ops::Range,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::Scope,
};

use llama_cpp_2::{
    context::{
        LlamaContext,
        params::{LlamaAttentionType, LlamaContextParams, LlamaPoolingType},
    },
    llama_backend::LlamaBackend,
    llama_batch::LlamaBatch,
    model::LlamaModel,
    token::LlamaToken,
};

use super::{
    TaggerFault,
    encode::{Encoder, Piece},
    head::{HIDDEN, Head, SAYS},
    shape::Shape,
    windows::Cut,
};

/// For windows of our length it is the faster way.
const FLASH_ATTENTION: i32 = 1;

/// What the tagger runs on.
pub(crate) struct Parts {
    pub(crate) backend: LlamaBackend,
    pub(crate) model: LlamaModel,
    pub(crate) encoder: Encoder,
    pub(crate) head: Head,
    pub(crate) cut: Cut,
}

/// The scores of each piece of a window.
pub(crate) type Scores = Result<Vec<[f32; SAYS]>, TaggerFault>;

/// Threads that wait for windows.
pub(crate) struct Lanes {
    jobs: Sender<Job>,
}

struct Job {
    place: usize,
    pieces: Arc<[Piece]>,
    window: Range<usize>,
    answer: Sender<(usize, Scores)>,
}

impl Lanes {
    /// Starts `count` threads, which end with the scope when the lanes are dropped.
    pub(crate) fn start<'scope>(scope: &'scope Scope<'scope, '_>, parts: &'scope Parts, count: usize) -> Self {
        let (jobs, queue) = channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..count.max(1) {
            let queue = Arc::clone(&queue);
            scope.spawn(move || work(parts, &queue));
        }
        Self { jobs }
    }

    /// The scores of each of these windows, in their order.
    pub(crate) fn read(
        &self,
        pieces: &Arc<[Piece]>,
        windows: &[Range<usize>],
    ) -> Result<Vec<Vec<[f32; SAYS]>>, TaggerFault> {
        let (answer, answers) = channel();
        for (place, window) in windows.iter().enumerate() {
            let job = Job { place, pieces: Arc::clone(pieces), window: window.clone(), answer: answer.clone() };
            self.jobs.send(job).map_err(|_| TaggerFault::Compute)?;
        }
        drop(answer);
        let mut scores = vec![Vec::new(); windows.len()];
        for (place, read) in answers {
            *scores.get_mut(place).ok_or(TaggerFault::Compute)? = read?;
        }
        // A lane that ended without an answer left its window empty.
        let whole = scores.iter().zip(windows).all(|(scores, window)| scores.len() == window.len());
        if whole { Ok(scores) } else { Err(TaggerFault::Compute) }
    }
}

fn work(parts: &Parts, queue: &Mutex<Receiver<Job>>) {
    let mut lane = Lane::new(parts);
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { place, pieces, window, answer }) = job else { return };
        let scores = match &mut lane {
            Ok(lane) => lane.scores(&pieces, window),
            Err(fault) => Err(*fault),
        };
        // Whoever asked may have stopped at an earlier error.
        answer.send((place, scores)).ok();
    }
}

struct Lane<'p> {
    parts: &'p Parts,
    context: LlamaContext<'p>,
    batch: LlamaBatch<'static>,
}

impl<'p> Lane<'p> {
    fn new(parts: &'p Parts) -> Result<Self, TaggerFault> {
        let size = u32::try_from(parts.cut.size).map_err(|_| TaggerFault::Unloadable)?;
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(size))
            .with_n_batch(size)
            .with_n_ubatch(size)
            .with_n_threads(1)
            .with_n_threads_batch(1)
            .with_embeddings(true)
            .with_flash_attention_policy(FLASH_ATTENTION)
            .with_pooling_type(LlamaPoolingType::None)
            .with_attention_type(LlamaAttentionType::NonCausal);
        let context = parts.model.new_context(&parts.backend, params).map_err(|_| TaggerFault::Unloadable)?;
        Ok(Self { parts, context, batch: LlamaBatch::new(parts.cut.size, 1) })
    }

    fn scores(&mut self, pieces: &[Piece], window: Range<usize>) -> Scores {
        let Parts { encoder, head, .. } = self.parts;
        let prefix = self.parts.cut.prefix(pieces, window.start);
        let inside = pieces.get(window).ok_or(TaggerFault::Compute)?;
        let ids = [encoder.begin].into_iter();
        let ids = ids.chain(prefix.iter().chain(inside).map(|piece| piece.id)).chain([encoder.end]);
        self.batch.clear();
        for (id, position) in ids.zip(0..) {
            let token = LlamaToken(i32::try_from(id).map_err(|_| TaggerFault::Compute)?);
            self.batch.add(token, position, &[0], true).map_err(|_| TaggerFault::Compute)?;
        }
        self.context.encode(&mut self.batch).map_err(|_| TaggerFault::Compute)?;
        let first = 1 + prefix.len();
        let mut encoded = Vec::with_capacity(inside.len() * HIDDEN);
        for place in first..first + inside.len() {
            let place = i32::try_from(place).map_err(|_| TaggerFault::Compute)?;
            encoded.extend_from_slice(self.context.embeddings_ith(place).map_err(|_| TaggerFault::Compute)?);
        }
        let shapes: Vec<Shape> = inside.iter().map(|piece| piece.shape).collect();
        head.logits(encoded, &shapes)
    }
}
