//! Whatever is logged, at the most talkative level, holds neither the key nor a word of the request, the answer or an error.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use common::{
    Notes, ask,
    loopback::{KEY, Loopback, Script},
};
use confidant_cloud::Network;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_knows_nothing() {
    let lines = Lines::default();
    let writer = lines.clone();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).init();

    let network = Network { silence: Duration::from_millis(500), ..Network::default() };
    for script in [
        Script::Answer("The answer is MARMALADE.".to_owned()),
        Script::Cut,
        Script::Status(500),
        Script::BreakDown,
        Script::Garbage,
        Script::Stall,
        Script::Redirect("http://127.0.0.1:9/MARMALADE".to_owned()),
    ] {
        let server = Loopback::start(script);
        let _ = ask(&server.base_url(), &Notes::default(), &network).await;
        assert_eq!(server.connections(), 1);
    }

    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("a request leaves") && log.contains("TRACE"), "nothing was logged at all:\n{log}");
    for word in [KEY, "EMAIL_1", "lease", "MARMALADE", "canary", "passages speak", "What should"] {
        assert!(!log.contains(word), "the log repeats {word:?}:\n{log}");
    }
}
