//! [`CloudError`]: why there is no whole answer. What a provider wrote about it is never repeated: it may quote the question.

use std::fmt;

use confidant_privacy::Reply;

use crate::{LedgerUnavailable, ProviderError, Receipt};

/// Why there is no whole answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CloudError {
    /// Confidant is offline by choice.
    #[error("Confidant is set to stay offline; nothing was sent")]
    Offline,
    /// The ledger could not be written.
    #[error("the ledger could not be written, so nothing was sent; make room on the disk and try again")]
    Ledger(#[from] LedgerUnavailable),
    /// The address cannot be used.
    #[error("{0}; nothing was sent")]
    Address(#[from] ProviderError),
    /// The key cannot be used.
    #[error("the provider's key cannot be used, so nothing was sent; enter it again in the settings")]
    BadKey,
    /// The proxy or the TLS roots cannot be used.
    #[error("the connection could not be set up; nothing was sent; check the proxy in the settings")]
    SetUp,
    /// The person stopped it.
    #[error("stopped; the request may have arrived, see entry {entry:?} of the ledger")]
    Cancelled {
        /// The entry of the ledger, if it came that far.
        entry: Option<u64>,
    },
    /// No connection.
    #[error("the provider could not be reached; check the connection and the base URL, then ask again")]
    Unreachable,
    /// Nothing came for too long.
    #[error("the provider did not answer in time; ask again later")]
    TimedOut,
    /// It sends us elsewhere.
    #[error(
        "the provider answered with another address; it was not followed; enter the right base URL in the settings"
    )]
    Redirected,
    /// 401, 403.
    #[error("the provider refuses the key; enter it again in the settings")]
    Key,
    /// 404, or the provider says so.
    #[error("the provider does not know this model or address; check both in the settings")]
    Model,
    /// 402, or the provider says so.
    #[error("the account with the provider has no credit left; look at the provider's page")]
    Credit,
    /// 429.
    #[error("the provider asks to wait{}; ask again then", After(*.after))]
    TooMany {
        /// Seconds, where it says so.
        after: Option<u64>,
    },
    /// The text is too long for the model.
    #[error("the text is too long for this model; choose a model that reads more")]
    TooLong,
    /// Another 4xx.
    #[error("the provider refused the request with status {status}; check the model in the settings")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// 5xx, or an error in the middle of an answer.
    #[error("the provider has a problem (status {status}); ask again later")]
    Provider {
        /// The HTTP status.
        status: u16,
    },
    /// The connection ended before the answer did.
    #[error("the connection ended before the answer did; ask again")]
    CutOff,
    /// What came is no answer of this protocol.
    #[error("what came back is no answer that Confidant understands; check the base URL in the settings")]
    Malformed,
    /// More came than any answer has.
    #[error("the answer was longer than any answer may be; the rest was not read")]
    TooMuch,
    /// The answer broke off, for this reason. What came of it is here, and only here.
    #[error("the answer broke off ({}); what came is not whole", .0.why.code())]
    Incomplete(Box<Partial>),
}

/// The beginning of an answer that broke off.
#[derive(Debug)]
pub struct Partial {
    /// What came.
    pub reply: Reply,
    /// Under which entry of the ledger.
    pub receipt: Receipt,
    /// Why no more came.
    pub why: CloudError,
}

impl CloudError {
    /// The code as scripts and the ledger see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Ledger(_) => "ledger",
            Self::Address(_) => "address",
            Self::BadKey => "bad_key",
            Self::SetUp => "set_up",
            Self::Cancelled { .. } => "cancelled",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Redirected => "redirected",
            Self::Key => "key",
            Self::Model => "model",
            Self::Credit => "credit",
            Self::TooMany { .. } => "too_many",
            Self::TooLong => "too_long",
            Self::Refused { .. } => "refused",
            Self::Provider { .. } => "provider",
            Self::CutOff => "cut_off",
            Self::Malformed => "malformed",
            Self::TooMuch => "too_much",
            Self::Incomplete(_) => "incomplete",
        }
    }

    /// Whether it is sure that nothing was sent: it was refused on this side of the door.
    pub fn nothing_was_sent(&self) -> bool {
        match self {
            Self::Offline | Self::Ledger(_) | Self::Address(_) | Self::BadKey | Self::SetUp => true,
            Self::Cancelled { entry } => entry.is_none(),
            _ => false,
        }
    }
}

struct After(Option<u64>);

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |seconds| write!(f, " {seconds} seconds"))
    }
}
