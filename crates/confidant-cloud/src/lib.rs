//! The one door out. [`Door::send`] takes an [`Approved`](confidant_privacy::Approved) request, and nothing else in Confidant
//! sends text.
//!
//! An approval is for one request: no redirect is followed, nothing is tried again, no cookie and no address of a proxy is taken
//! from anywhere but the settings. The ledger has the request on the disk before its first byte leaves. This crate never names
//! raw text: it cannot even say it.

#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod door;
mod error;
mod key;
mod ledger;
mod openai;
mod provider;

pub use door::{Door, Finish, Network, Receipt};
pub use error::{CloudError, Partial};
pub use key::{BadKey, Key};
pub use ledger::{Ledger, LedgerUnavailable, Usage};
pub use openai::{Ask, destination, draft};
pub use provider::{Kind, Provider, ProviderError};
