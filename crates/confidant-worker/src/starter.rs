//! The one thread that starts workers.
//!
//! Linux ends a locked worker when the *thread* that started it ends (`PR_SET_PDEATHSIG`). An executor's threads come and
//! go, so every worker is started from this one, which lives as long as the process. It is the crate's only global.
#![allow(clippy::disallowed_types, reason = "the one place that starts processes")]

use std::{
    io,
    path::PathBuf,
    process::Stdio,
    sync::{
        OnceLock,
        mpsc::{Sender, channel},
    },
    thread,
};

use tokio::{
    process::{Child, Command},
    runtime::Handle,
};

struct Job {
    command: Command,
    runtime: Handle,
    answer: Sender<io::Result<Child>>,
}

/// Starts `exe` on the starter's thread, inside the caller's runtime: with pipes, no environment and no standard error. It is
/// killed when the child is dropped.
pub(crate) fn spawn(exe: PathBuf, arguments: Vec<&'static str>) -> io::Result<Child> {
    static STARTER: OnceLock<Option<Sender<Job>>> = OnceLock::new();

    let mut command = Command::new(exe);
    command
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let gone = || io::Error::other("the thread that starts workers is gone");
    let starter = STARTER.get_or_init(|| {
        let (jobs, queue) = channel::<Job>();
        let serve = move || {
            for Job { mut command, runtime, answer } in queue {
                let _inside = runtime.enter();
                // Whoever asked may have given up: then the child is dropped, and with it killed.
                answer.send(command.spawn()).ok();
            }
        };
        thread::Builder::new().name("worker-starter".to_owned()).spawn(serve).ok().map(|_| jobs)
    });
    let runtime = Handle::try_current().map_err(io::Error::other)?;
    let (answer, child) = channel();
    let job = Job { command, runtime, answer };
    starter.as_ref().ok_or_else(gone)?.send(job).map_err(|_| gone())?;
    child.recv().map_err(|_| gone())?
}
