//! Chat completions as `OpenAI` defined them (<https://platform.openai.com/docs/api-reference/chat>), streamed.

mod problem;
mod request;
mod stream;

pub(crate) use problem::{from_response, from_stream};
pub use request::{Ask, destination, draft};
pub(crate) use stream::{Piece, network, pieces};
