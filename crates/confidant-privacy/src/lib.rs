//! Masking that can be trusted: recognise what is sensitive, replace it by placeholders, prove that nothing of it is in the bytes
//! that would leave, and put it back into the answer. No I/O, no async, no clock.
//!
//! The way is readable in the types: [`Recognisers::scan`] gives [`Findings`], [`mask`] gives [`MaskedText`] and fills the
//! [`Vault`], a [`Draft`] of [`MaskedJson`] goes through [`review`] and becomes a [`Preview`], a person's agreement makes it
//! [`Approved`], and [`restore`] turns a [`Reply`] into text with the values back in it.

#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod findings;
#[allow(dead_code, reason = "called by the modes of masking")]
mod generalise;
mod json;
mod leak;
mod link;
mod masked;
mod placeholder;
mod policy;
mod preview;
mod recognise;
mod restore;
mod review;
mod self_test;
#[allow(dead_code, reason = "called by the modes of masking")]
mod substitute;
mod tag;
mod url_run;
mod vault;

pub use findings::Findings;
pub use json::MaskedJson;
pub use leak::Form;
pub use masked::{MaskError, MaskedText, hints, mask};
pub use placeholder::{NoPlaceholder, Placeholder};
pub use policy::{Mode, Policy, Preset, Term};
pub use preview::{Approved, BadDigest, Digest, Preview};
pub use recognise::{Recogniser, RecogniserError, Recognisers};
pub use restore::{Reply, RestoreReport, Restorer, restore};
pub use review::{Destination, Draft, Refusal, review};
pub use self_test::self_test;
pub use vault::{Vault, VaultEntry, VaultError};
