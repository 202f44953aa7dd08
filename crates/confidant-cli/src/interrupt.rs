//! Ctrl-C: the work is told to stop, and has a moment to put its things away.

use std::{future::Future, time::Duration};

use tokio_util::sync::CancellationToken;

use crate::failure::Failure;

/// How long the work may take to stop.
const MOMENT: Duration = Duration::from_secs(2);

/// Runs `work` to its end or to the first Ctrl-C.
pub fn run<F: Future<Output = Result<(), Failure>>>(work: impl FnOnce(CancellationToken) -> F) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let cancel = CancellationToken::new();
    let done = runtime.block_on(async {
        let stopped = async {
            if tokio::signal::ctrl_c().await.is_err() {
                // Without a handler the system's own meaning of Ctrl-C holds.
                std::future::pending::<()>().await;
            }
            cancel.cancel();
            tokio::time::sleep(MOMENT).await;
        };
        tokio::select! {
            done = work(cancel.clone()) => if cancel.is_cancelled() { Err(Failure::Cancelled) } else { done },
            () = stopped => Err(Failure::Cancelled),
        }
    });
    // A thread that waits for standard input would hold the end up.
    runtime.shutdown_background();
    done
}
