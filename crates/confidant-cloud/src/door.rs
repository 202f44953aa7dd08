//! [`Door`]: the one place where text leaves. Read [`Door::send`] from top to bottom.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use confidant_privacy::{Approved, Reply};
use futures_util::StreamExt;
use reqwest::{
    Client, NoProxy, Proxy, Response,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
    redirect,
};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::{
    CloudError, Key, Ledger, Partial, ProviderError, Usage,
    openai::{self, Piece},
    provider::safe,
};

/// How the door reaches the network.
#[derive(Clone, Debug)]
pub struct Network {
    /// Every send is refused, before anything else.
    pub offline: bool,
    /// A proxy, if the person set one. It sees the provider's name, and nothing of what is said: TLS goes through it. None is
    /// taken from the environment. This computer itself is never reached through it.
    pub proxy: Option<Url>,
    /// How long a connection may take.
    pub connect: Duration,
    /// How long nothing may come before it counts as dead.
    pub silence: Duration,
}

impl Default for Network {
    fn default() -> Self {
        Self { offline: false, proxy: None, connect: Duration::from_secs(15), silence: Duration::from_mins(2) }
    }
}

/// Why the model ended its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finish {
    /// It said what it had to say.
    Stop,
    /// It reached its limit: the answer is whole as sent, but not as meant.
    Length,
    /// The provider filtered it.
    Filtered,
    /// Another reason, or none given.
    Other,
}

impl Finish {
    pub(crate) fn of(reason: &str) -> Self {
        match reason {
            "stop" => Self::Stop,
            "length" => Self::Length,
            "content_filter" => Self::Filtered,
            _ => Self::Other,
        }
    }
}

/// What is known about an answer besides its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The entry of the ledger under which the request left.
    pub entry: u64,
    /// What the provider counted, if it said so.
    pub usage: Option<Usage>,
    /// Why the model ended.
    pub finish: Finish,
    /// SHA-256 of the words that came.
    pub reply_sha256: String,
    /// Whether the ledger also has what became of it. That the request left is in it in any case.
    pub recorded: bool,
}

/// The one place where text leaves.
#[derive(Clone, Debug)]
pub struct Door {
    client: Client,
    offline: bool,
}

impl Door {
    /// A door to this network. It keeps no connection open between requests.
    pub fn open(network: &Network) -> Result<Self, CloudError> {
        // An entry without its own port keeps the one of the request.
        let here = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        let mut client = Client::builder()
            .user_agent("Confidant")
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .http1_only()
            .pool_max_idle_per_host(0)
            .connect_timeout(network.connect)
            .read_timeout(network.silence)
            .resolve("localhost", here);
        if let Some(proxy) = &network.proxy {
            let proxy = Proxy::all(proxy.clone()).map_err(|_| CloudError::SetUp)?;
            client = client.proxy(proxy.no_proxy(NoProxy::from_string("localhost,127.0.0.0/8,::1")));
        }
        let client = client.build().map_err(|_| CloudError::SetUp)?;
        Ok(Self { client, offline: network.offline })
    }

    /// Sends one approved request, once, and gives the whole answer. `sink` gets the words as they come, before they are
    /// restored; they are whole only when this returns `Ok`.
    pub async fn send(
        &self,
        approved: Approved,
        key: &Key,
        ledger: &dyn Ledger,
        cancel: &CancellationToken,
        sink: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(Reply, Receipt), CloudError> {
        if self.offline {
            return Err(CloudError::Offline);
        }
        let url = Url::parse(&approved.destination().url).map_err(|_| ProviderError::NotUrl)?;
        safe(&url)?;
        let bearer = key.bearer().map_err(|_| CloudError::BadKey)?;
        if cancel.is_cancelled() {
            return Err(CloudError::Cancelled { entry: None });
        }
        let entry = ledger.sent(&approved).await?;
        tracing::info!(entry, "a request leaves");

        let request = self
            .client
            .post(url)
            .header(AUTHORIZATION, bearer)
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "text/event-stream")
            .body(approved.into_body());
        let mut answer = Answer::default();
        let result = tokio::select! {
            biased;
            () = cancel.cancelled() => Err(CloudError::Cancelled { entry: Some(entry) }),
            result = listen(request, &mut answer, sink) => result,
        };
        let outcome = result.as_ref().map_or_else(CloudError::code, |()| "complete");
        tracing::info!(entry, outcome, "the request ended");
        answer.conclude(entry, result, outcome, ledger).await
    }
}

/// What came so far.
#[derive(Default)]
struct Answer {
    words: String,
    usage: Option<Usage>,
    finish: Option<Finish>,
}

impl Answer {
    async fn conclude(
        self,
        entry: u64,
        result: Result<(), CloudError>,
        outcome: &'static str,
        ledger: &dyn Ledger,
    ) -> Result<(Reply, Receipt), CloudError> {
        let reply_sha256 = sha256(&self.words);
        let recorded = ledger.answered(entry, &reply_sha256, self.usage, outcome).await.is_ok();
        if !recorded {
            tracing::error!(entry, "the ledger has the request, but not what became of it");
        }
        let finish = self.finish.unwrap_or(Finish::Other);
        let receipt = Receipt { entry, usage: self.usage, finish, reply_sha256, recorded };
        let came = !self.words.is_empty();
        let reply = Reply::new(self.words);
        match result {
            Ok(()) => Ok((reply, receipt)),
            Err(why) if came => Err(CloudError::Incomplete(Box::new(Partial { reply, receipt, why }))),
            Err(why) => Err(why),
        }
    }
}

/// Sends and listens to the end. An answer is whole when the provider says that it was all.
async fn listen(
    request: reqwest::RequestBuilder,
    answer: &mut Answer,
    sink: &mut (dyn FnMut(&str) + Send),
) -> Result<(), CloudError> {
    let response = request.send().await.map_err(|error| openai::network(&error))?;
    if !response.status().is_success() {
        return Err(openai::from_response(response).await);
    }
    if !is_event_stream(&response) {
        return Err(CloudError::Malformed);
    }
    let mut pieces = openai::pieces(response);
    while let Some(piece) = pieces.next().await {
        match piece? {
            Piece::Words(words) => {
                answer.words.push_str(&words);
                sink(&words);
            }
            Piece::Finish(finish) => answer.finish = Some(finish),
            Piece::Usage(usage) => answer.usage = Some(usage),
            Piece::Done => return Ok(()),
        }
    }
    Err(CloudError::CutOff)
}

fn is_event_stream(response: &Response) -> bool {
    let of = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    of.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/event-stream"))
}

fn sha256(words: &str) -> String {
    use std::fmt::Write;

    Sha256::digest(words).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
