//! The door against a strict server: what leaves is what was approved, once, and a broken answer is never a whole one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::time::Duration;

use async_trait::async_trait;
use common::{
    CANARY, Notes, approved, ask, key,
    loopback::{KEY, Loopback, MODEL, Script, placeholders},
    preview,
};
use confidant_cloud::{CloudError, Door, Finish, Key, Ledger, LedgerUnavailable, Network, Usage};
use confidant_privacy::{Approved, Refusal};
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

#[tokio::test]
async fn the_bytes_on_the_wire_are_the_bytes_of_the_preview() {
    let server = Loopback::start(Script::Echo);
    let shown = preview(&server.base_url(), MODEL);
    let ledger = Notes::default();
    let (result, streamed) = ask(&server.base_url(), &ledger, &Network::default()).await;
    let (reply, receipt) = result.unwrap();

    let requests = server.requests();
    assert_eq!((requests.len(), server.connections()), (1, 1));
    assert_eq!(requests[0].body, shown.body().as_bytes());
    assert_eq!(*ledger.sent.lock().unwrap(), [shown.body()]);
    let headers: Vec<&str> = requests[0].headers.keys().map(String::as_str).collect();
    assert_eq!(headers, ["accept", "authorization", "content-length", "content-type", "host", "user-agent"]);
    assert_eq!(requests[0].headers["user-agent"], "Confidant");
    let received = String::from_utf8(server.bytes()).unwrap();
    assert!(!received.contains(CANARY) && !received.contains("DE02") && !received.contains("2020"));

    assert_eq!(streamed, reply.masked_words());
    assert_eq!(placeholders(&streamed), ["[EMAIL_1]", "[ACCOUNT_2]"]);
    assert!(receipt.usage.is_some_and(|usage| usage.prompt > 0 && usage.completion > 0));
    assert_eq!((receipt.entry, receipt.finish, receipt.recorded), (1, Finish::Stop, true));
    let answered = ledger.answered.lock().unwrap();
    assert_eq!(answered[..], [(1, receipt.reply_sha256, receipt.usage, "complete")]);
}

/// A ledger that cannot write.
struct Full;

#[async_trait]
impl Ledger for Full {
    async fn sent(&self, _: &Approved) -> Result<u64, LedgerUnavailable> {
        Err(LedgerUnavailable)
    }

    async fn answered(&self, _: u64, _: &str, _: Option<Usage>, _: &'static str) -> Result<(), LedgerUnavailable> {
        panic!("nothing was sent that could be answered")
    }
}

#[tokio::test]
async fn without_a_ledger_nobody_is_even_called() {
    let server = Loopback::start(Script::Echo);
    let error = ask(&server.base_url(), &Full, &Network::default()).await.0.unwrap_err();
    assert!(matches!(error, CloudError::Ledger(_)) && error.nothing_was_sent());
    assert_eq!(server.connections(), 0);
}

/// A ledger that takes its time and looks at the server when it is done.
struct Slow<'a>(&'a Loopback);

#[async_trait]
impl Ledger for Slow<'_> {
    async fn sent(&self, _: &Approved) -> Result<u64, LedgerUnavailable> {
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(self.0.connections(), 0, "somebody was called before the ledger was written");
        Ok(7)
    }

    async fn answered(&self, _: u64, _: &str, _: Option<Usage>, _: &'static str) -> Result<(), LedgerUnavailable> {
        Err(LedgerUnavailable)
    }
}

#[tokio::test]
async fn the_ledger_is_written_before_anybody_is_called_and_its_later_failure_is_told() {
    let server = Loopback::start(Script::Echo);
    let receipt = ask(&server.base_url(), &Slow(&server), &Network::default()).await.0.unwrap().1;
    assert_eq!((receipt.entry, receipt.recorded, server.connections()), (7, false, 1));
}

#[tokio::test]
async fn offline_and_stopped_requests_do_not_leave() {
    let server = Loopback::start(Script::Echo);
    let ledger = Notes::default();
    let offline = Network { offline: true, ..Network::default() };
    assert!(matches!(ask(&server.base_url(), &ledger, &offline).await.0, Err(CloudError::Offline)));

    let stopped = CancellationToken::new();
    stopped.cancel();
    let door = Door::open(&Network::default()).unwrap();
    let result = door.send(approved(&server.base_url()), &key(), &ledger, &stopped, &mut |_| ()).await;
    assert!(matches!(result, Err(CloudError::Cancelled { entry: None })));
    assert_eq!((server.connections(), ledger.sent.lock().unwrap().len()), (0, 0));
}

#[test]
fn another_preview_cannot_be_approved_with_this_digest() {
    let shown = *preview("http://127.0.0.1:9/v1", MODEL).digest();
    for (url, model) in [("http://127.0.0.1:9/v2", MODEL), ("http://127.0.0.1:9/v1", "another")] {
        assert!(matches!(preview(url, model).approve(&shown), Err(Refusal::Changed)));
    }
    assert!(preview("http://127.0.0.1:9/v1", MODEL).approve(&shown).is_ok());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Loopback::start(Script::Echo);
    let server = Loopback::start(Script::Redirect(format!("{}/chat/completions", elsewhere.base_url())));
    let ledger = Notes::default();
    let error = ask(&server.base_url(), &ledger, &Network::default()).await.0.unwrap_err();
    assert!(matches!(error, CloudError::Redirected));
    assert_eq!((server.connections(), elsewhere.connections(), ledger.outcome()), (1, 0, "redirected"));
}

// Two threads, because this test waits while the connection is being closed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_answer_closes_the_connection_and_is_noted() {
    let server = Loopback::start(Script::Stall);
    let ledger = Notes::default();
    let cancel = CancellationToken::new();
    let door = Door::open(&Network::default()).unwrap();
    let stop = cancel.clone();
    let mut sink = |_: &str| stop.cancel();
    let result = door.send(approved(&server.base_url()), &key(), &ledger, &cancel, &mut sink).await;
    let Err(CloudError::Incomplete(partial)) = result else { panic!("a stopped answer passed as {result:?}") };
    assert!(matches!(partial.why, CloudError::Cancelled { entry: Some(1) }));
    assert!(!partial.reply.masked_words().is_empty());
    assert_eq!(ledger.outcome(), "cancelled");
    assert!(server.wait(|server| server.closed_by_peer() == 1), "the connection stayed open");
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_never_a_whole_one() {
    for (script, code) in [
        (Script::Cut, "cut_off"),
        (Script::NoDone, "cut_off"),
        (Script::BreakDown, "provider"),
        (Script::Stall, "timed_out"),
        (Script::Endless, "too_much"),
    ] {
        let server = Loopback::start(script.clone());
        let ledger = Notes::default();
        let network = Network { silence: Duration::from_millis(700), ..Network::default() };
        let (result, words) = ask(&server.base_url(), &ledger, &network).await;
        let Err(CloudError::Incomplete(partial)) = result else {
            panic!("{script:?} passed as {:?}", result.map(|_| ()))
        };
        assert_eq!((partial.why.code(), ledger.outcome()), (code, code), "{script:?}");
        assert_eq!(partial.reply.masked_words(), words, "{script:?}");
    }
}

#[tokio::test]
async fn every_refusal_has_its_own_word_and_is_not_tried_again() {
    for (script, code) in [
        (Script::Status(400), "refused"),
        (Script::Status(401), "key"),
        (Script::Status(402), "credit"),
        (Script::Status(403), "key"),
        (Script::Status(404), "model"),
        (Script::Status(413), "too_long"),
        (Script::Status(500), "provider"),
        (Script::Status(503), "provider"),
        (Script::Status(504), "timed_out"),
        (Script::RateLimited(17), "too_many"),
        (Script::Garbage, "malformed"),
        (Script::WebPage, "malformed"),
        (Script::Silent, "timed_out"),
    ] {
        let server = Loopback::start(script.clone());
        let ledger = Notes::default();
        let network = Network { silence: Duration::from_millis(700), ..Network::default() };
        let error = ask(&server.base_url(), &ledger, &network).await.0.unwrap_err();
        assert_eq!((error.code(), ledger.outcome()), (code, code), "{script:?}");
        assert_eq!((server.connections(), server.requests().len()), (1, 1), "{script:?} was tried again");
        let said = format!("{error} {error:?}");
        assert!(
            !said.contains("EMAIL_1") && !said.contains("lease"),
            "{script:?} repeats the provider's words: {said}"
        );
        if let CloudError::TooMany { after } = error {
            assert_eq!(after, Some(17));
        }
    }
}

#[tokio::test]
async fn the_server_is_as_strict_as_a_real_one() {
    let server = Loopback::start(Script::Echo);
    let wrong = Key::new(&Zeroizing::new("sk-wrong".to_owned())).unwrap();
    let door = Door::open(&Network::default()).unwrap();
    let result = door
        .send(approved(&server.base_url()), &wrong, &Notes::default(), &CancellationToken::new(), &mut |_| ())
        .await;
    assert!(matches!(result, Err(CloudError::Key)));

    let preview = preview(&server.base_url(), "no-such-model");
    let digest = *preview.digest();
    let request = preview.approve(&digest).unwrap();
    let result = door.send(request, &key(), &Notes::default(), &CancellationToken::new(), &mut |_| ()).await;
    assert!(matches!(result, Err(CloudError::Model)));

    let elsewhere = server.base_url().replace("/v1", "/v2");
    assert!(matches!(ask(&elsewhere, &Notes::default(), &Network::default()).await.0, Err(CloudError::Model)));
    assert_eq!(server.requests().iter().map(|request| request.status).collect::<Vec<_>>(), [401, 404, 404]);
    assert_ne!(KEY, "sk-wrong");
}

#[tokio::test]
async fn nobody_there_is_told_apart_from_an_answer() {
    let port = Loopback::start(Script::Echo).port();
    let ledger = Notes::default();
    let url = format!("http://127.0.0.1:{port}/v1");
    let refused = loop {
        // The port is free again once the server's thread has ended.
        if let Err(error) = ask(&url, &ledger, &Network::default()).await.0 {
            break error;
        }
        ledger.answered.lock().unwrap().clear();
    };
    assert!(matches!(refused, CloudError::Unreachable | CloudError::CutOff), "{refused:?}");
}

#[tokio::test]
async fn a_proxy_of_the_settings_never_stands_before_this_computer() {
    let proxy = Loopback::start(Script::Echo);
    let server = Loopback::start(Script::Echo);
    let network = Network { proxy: Some(proxy.base_url().parse().unwrap()), ..Network::default() };
    ask(&server.base_url(), &Notes::default(), &network).await.0.unwrap();
    assert_eq!((proxy.connections(), server.connections()), (0, 1));
    let by_name = server.base_url().replace("127.0.0.1", "localhost");
    ask(&by_name, &Notes::default(), &network).await.0.unwrap();
    assert_eq!((proxy.connections(), server.connections()), (0, 2));
}
