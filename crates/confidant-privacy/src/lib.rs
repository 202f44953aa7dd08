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

mod canonical;
mod decide;
mod disguise;
mod findings;
mod generalise;
mod inspect;
mod json;
mod json_run;
mod language;
mod leak;
mod link;
mod mask;
mod masked;
mod name;
mod placeholder;
mod policy;
mod prefix;
mod preview;
mod recognise;
mod report;
mod restore;
mod review;
mod risk;
mod self_test;
mod stand_in;
mod substitute;
mod tag;
mod terms;
mod url_run;
mod vault;

pub use disguise::Form;
pub use findings::Findings;
pub use inspect::{ByteSearch, Protected, Spill};
pub use json::MaskedJson;
pub use language::{Language, not_covered};
pub use mask::{MaskError, mask, mask_all};
pub use masked::{MaskedPiece, MaskedText, OMITTED, Origin, hints};
pub use placeholder::{NoPlaceholder, Placeholder};
pub use policy::{Mode, Policy, Preset, Term, UnknownMode};
pub use preview::{Approved, BadDigest, Digest, Preview};
pub use recognise::{Reader, Reading, Recogniser, RecogniserError, Recognisers};
pub use report::{Misnamed, RestoreReport};
pub use restore::{Reply, Restorer, restore, restore_json};
pub use review::{Destination, Draft, Refusal, review};
pub use risk::{Flag, Level, PersonRisk, Reason, Risk, Suggestion, risk};
pub use self_test::self_test;
pub use vault::{Place, Vault, VaultEntry, VaultError};
