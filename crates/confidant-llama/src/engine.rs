//! Model and context on one thread: prompts become text, with the common beginning of two prompts computed once.

use std::num::NonZeroU32;

use confidant_local::{Role, Sampling, Stopped};
use llama_cpp_2::{
    context::{LlamaContext, params::LlamaContextParams},
    llama_backend::LlamaBackend,
    llama_batch::LlamaBatch,
    model::LlamaModel,
    sampling::LlamaSampler,
    token::LlamaToken,
};

use crate::{messages::Fault, pieces::Pieces, prompt};

/// So many tokens of a prompt are computed at once. Between two batches it can be stopped: at a few hundred tokens a second
/// that is a fraction of a second.
const BATCH: usize = 64;
/// How many of the last tokens a repetition is measured against.
const REMEMBERED: i32 = 64;

/// A context on a model.
pub(crate) struct Engine<'m> {
    backend: &'m LlamaBackend,
    model: &'m LlamaModel,
    context: LlamaContext<'m>,
    size: u32,
    threads: i32,
    /// The tokens whose state the context holds.
    computed: Vec<LlamaToken>,
}

impl<'m> Engine<'m> {
    pub(crate) fn new(
        backend: &'m LlamaBackend,
        model: &'m LlamaModel,
        size: u32,
        threads: i32,
    ) -> Result<Self, Fault> {
        let context = context(backend, model, size, threads)?;
        Ok(Self { backend, model, context, size, threads, computed: Vec::new() })
    }

    pub(crate) fn context_tokens(&self) -> u32 {
        self.context.n_ctx()
    }

    pub(crate) fn count(&self, text: &str) -> usize {
        self.model.vocab().tokenize(text.as_bytes(), false, false).len()
    }

    /// Writes on. `alive` is called after each part of the prompt, `piece` for each piece; `stop` is asked before each step.
    pub(crate) fn generate(
        &mut self,
        request: &Request,
        stop: &dyn Fn() -> bool,
        alive: &mut dyn FnMut() -> Result<(), Fault>,
        piece: &mut dyn FnMut(String) -> Result<(), Fault>,
    ) -> Result<(usize, Stopped), Fault> {
        let prompt = prompt::tokens(self.model, &request.turns);
        let limit = usize::try_from(self.context.n_ctx()).map_err(|_| Fault::Compute)?;
        let needed = prompt.len().saturating_add(request.max_tokens);
        if needed > limit {
            return Err(Fault::TooLong { tokens: needed, limit });
        }
        self.use_threads(request.threads)?;
        if !self.read(&prompt, stop, alive)? {
            return Ok((0, Stopped::Cancelled));
        }
        self.write(request, stop, piece)
    }

    /// Computes the prompt; `false` when it was stopped.
    fn read(
        &mut self,
        prompt: &[LlamaToken],
        stop: &dyn Fn() -> bool,
        alive: &mut dyn FnMut() -> Result<(), Fault>,
    ) -> Result<bool, Fault> {
        // The last token is always computed: its outcome is where writing begins.
        let common = prompt.iter().zip(&self.computed).take_while(|(new, old)| new == old).count();
        self.keep(common.min(prompt.len().saturating_sub(1)));
        let mut rest = prompt.get(self.computed.len()..).unwrap_or_default();
        while !rest.is_empty() {
            if stop() {
                return Ok(false);
            }
            let (now, later) = rest.split_at(rest.len().min(BATCH));
            self.decode(now)?;
            alive()?;
            rest = later;
        }
        Ok(true)
    }

    fn write(
        &mut self,
        request: &Request,
        stop: &dyn Fn() -> bool,
        piece: &mut dyn FnMut(String) -> Result<(), Fault>,
    ) -> Result<(usize, Stopped), Fault> {
        let mut sampler = sampler(self.model, request.sampling);
        let (mut pieces, mut tokens) = (Pieces::default(), 0);
        let stopped = loop {
            if stop() {
                break Stopped::Cancelled;
            }
            if tokens == request.max_tokens {
                break Stopped::Length;
            }
            let token = sampler.sample(&self.context, -1);
            if self.model.vocab().is_eog(token) {
                break Stopped::End;
            }
            tokens += 1;
            let text = pieces.push(&self.model.vocab().token_to_piece(token, false, None));
            if !text.is_empty() {
                piece(text)?;
            }
            self.decode(&[token])?;
        };
        Ok((tokens, stopped))
    }

    fn decode(&mut self, tokens: &[LlamaToken]) -> Result<(), Fault> {
        let mut batch = LlamaBatch::new(tokens.len(), 1);
        for (place, token) in tokens.iter().enumerate() {
            let position = i32::try_from(self.computed.len() + place).map_err(|_| Fault::Compute)?;
            batch.add(*token, position, &[0], place + 1 == tokens.len()).map_err(|_| Fault::Compute)?;
        }
        if self.context.decode(&mut batch).is_err() {
            // What the context holds now is not known.
            self.keep(0);
            return Err(Fault::Compute);
        }
        self.computed.extend_from_slice(tokens);
        Ok(())
    }

    /// Forgets everything after the first `length` tokens.
    fn keep(&mut self, length: usize) {
        let from = u32::try_from(length).ok();
        let kept = length > 0 && from.is_some() && self.context.kv_cache_seq_rm(0, from, None).is_ok();
        if kept {
            self.computed.truncate(length);
        } else {
            self.context.clear_kv_cache();
            self.computed.clear();
        }
    }

    /// The number of threads is the context's, so another number needs another context.
    fn use_threads(&mut self, threads: i32) -> Result<(), Fault> {
        if threads != self.threads {
            self.context = context(self.backend, self.model, self.size, threads)?;
            self.threads = threads;
            self.computed.clear();
        }
        Ok(())
    }
}

/// What to write.
pub(crate) struct Request {
    pub(crate) turns: Vec<(Role, String)>,
    pub(crate) sampling: Sampling,
    pub(crate) max_tokens: usize,
    pub(crate) threads: i32,
}

fn context<'m>(
    backend: &LlamaBackend,
    model: &'m LlamaModel,
    size: u32,
    threads: i32,
) -> Result<LlamaContext<'m>, Fault> {
    let batch = u32::try_from(BATCH).map_err(|_| Fault::Compute)?;
    let params = LlamaContextParams::default()
        .with_n_ctx(NonZeroU32::new(size))
        .with_n_batch(batch)
        .with_n_ubatch(batch)
        .with_n_threads(threads)
        .with_n_threads_batch(threads);
    model.new_context(backend, params).map_err(|_| Fault::Unloadable)
}

fn sampler(model: &LlamaModel, sampling: Sampling) -> LlamaSampler {
    let mut chain = Vec::new();
    if sampling.repeat_penalty > 1.0 {
        chain.push(LlamaSampler::penalties(model.n_vocab(), REMEMBERED, sampling.repeat_penalty, 0.0, 0.0));
    }
    if sampling.temperature > 0.0 {
        chain.extend([
            LlamaSampler::top_p(0.95, 1),
            LlamaSampler::temp(sampling.temperature),
            LlamaSampler::dist(sampling.seed),
        ]);
    } else {
        chain.push(LlamaSampler::greedy());
    }
    LlamaSampler::chain_simple(chain)
}
