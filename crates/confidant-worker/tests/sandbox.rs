//! A locked worker is asked to do what it must not. This binary is both sides: started with a role it is the worker, so the
//! harness is our own (`harness = false`).
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("the sandbox is complete on Linux only; nothing to test here");
}

#[cfg(target_os = "linux")]
fn main() {
    match confidant_worker::role() {
        Some(role) => worker::serve(&role),
        None => parent::run(),
    }
}

#[cfg(target_os = "linux")]
mod worker {
    use std::{fs, hint::black_box, io, net, os::unix::net::UnixStream, process::Command, thread, time::Duration};

    use confidant_worker::{Limits, channel, lock_down};
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize, Debug, Clone, Copy)]
    pub enum Probe {
        Nothing,
        Read,
        Write,
        List,
        Stat,
        Connect(u16),
        Listen,
        UnixSocket,
        Exec,
        Thread,
        Signal(i32),
        Executable,
        Environment,
        Allocate(usize),
        Spin,
        Panic,
    }

    /// `Ok` when it could be done, otherwise the system's error number.
    pub type Answer = Result<u64, i32>;

    pub fn serve(role: &str) {
        let limits = match role {
            "plain" => Limits { memory: Some(512 << 20), cpu_seconds: Some(60), threads: false },
            "brief" => Limits { cpu_seconds: Some(1), ..Limits::default() },
            "threads" => Limits { threads: true, ..Limits::default() },
            "middle" => return middle(),
            other => panic!("no such role: {other}"),
        };
        lock_down(limits).unwrap();
        let (mut requests, mut answers) = channel();
        while let Ok(Some(probe)) = requests.next::<Probe>() {
            answers.send(&attempt(probe).map_err(|error| error.raw_os_error().unwrap_or(-1))).unwrap();
        }
    }

    fn attempt(probe: Probe) -> io::Result<u64> {
        let done = |()| 0;
        match probe {
            Probe::Nothing => Ok(0),
            Probe::Read => fs::read("/proc/self/status").map(|bytes| bytes.len() as u64),
            Probe::Write => fs::write("/tmp/confidant-sandbox-probe", "x").map(done),
            Probe::List => fs::read_dir("/").map(|entries| entries.count() as u64),
            Probe::Stat => fs::metadata("/etc/passwd").map(|data| data.len()),
            Probe::Connect(port) => net::TcpStream::connect(("127.0.0.1", port)).map(|_| 0),
            Probe::Listen => net::UdpSocket::bind("127.0.0.1:0").map(|_| 0),
            Probe::UnixSocket => UnixStream::pair().map(|_| 0),
            Probe::Exec => Command::new("/bin/true").status().map(|_| 0),
            Probe::Thread => thread::Builder::new().spawn(|| 7).map(|thread| thread.join().unwrap()),
            Probe::Signal(process) => {
                let process = rustix::process::Pid::from_raw(process).expect("a process id");
                rustix::process::test_kill_process(process).map(done).map_err(io::Error::from)
            }
            Probe::Executable => executable_memory(),
            Probe::Environment => Ok(std::env::vars_os().count() as u64),
            Probe::Allocate(bytes) => Ok(black_box(vec![1_u8; bytes]).len() as u64),
            Probe::Spin => loop {
                black_box(0);
            },
            Probe::Panic => panic!("on request"),
        }
    }

    #[allow(unsafe_code)]
    fn executable_memory() -> io::Result<u64> {
        // SAFETY: an anonymous private mapping at an address of the kernel's choice touches nothing that exists.
        let address = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                4096,
                libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if address == libc::MAP_FAILED { Err(io::Error::last_os_error()) } else { Ok(0) }
    }

    /// Starts a worker that spins, tells its process id and waits to be killed.
    fn middle() {
        use confidant_worker::{Worker, WorkerExe};
        super::parent::runtime().block_on(async {
            let mut worker = Worker::<Probe, Answer>::start(&WorkerExe::current().unwrap(), "threads").unwrap();
            worker.send(&Probe::Nothing).await.unwrap();
            worker.receive().await.unwrap().unwrap();
            worker.send(&Probe::Spin).await.unwrap();
            let (_, mut answers) = channel();
            answers.send(&Answer::Ok(u64::from(worker.id().unwrap()))).unwrap();
            thread::sleep(Duration::from_mins(1));
        });
    }
}

#[cfg(target_os = "linux")]
mod parent {
    use std::{
        net::TcpListener,
        os::unix::process::ExitStatusExt,
        thread,
        time::{Duration, Instant},
    };

    use confidant_worker::{Worker, WorkerError, WorkerExe};
    use rustix::process::{Pid, test_kill_process};
    use tokio::runtime::Runtime;

    use super::worker::{Answer, Probe};

    const EPERM: i32 = libc::EPERM;

    pub fn runtime() -> Runtime {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
    }

    pub fn run() {
        let tests: &[(&str, fn())] = &[
            ("what_reaches_outside_is_refused_and_the_worker_lives_on", refused),
            ("threads_run_where_they_are_allowed_and_nothing_else_is", threads),
            ("memory_over_the_limit_ends_the_worker_and_less_does_not", memory),
            ("time_over_the_limit_ends_the_worker", time),
            ("a_panic_is_an_error_for_the_parent", panics),
            ("a_worker_dies_with_its_parent_even_when_it_is_busy", orphan),
            ("a_worker_outlives_the_thread_that_asked_for_it", short_lived_thread),
            ("a_dropped_worker_is_killed", dropped),
        ];
        // What `cargo test` and `cargo nextest` ask of a harness: a list, one by name, all.
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
        let mut names =
            arguments.iter().filter(|argument| !argument.starts_with("--") && *argument != "terse").peekable();
        let all = names.peek().is_none();
        let names: Vec<&String> = names.collect();
        for (name, test) in tests {
            if has("--ignored") || !(all || names.iter().any(|wanted| name.contains(wanted.as_str()))) {
                continue;
            }
            if has("--list") {
                println!("{name}: test");
            } else {
                test();
                println!("test {name} ... ok");
            }
        }
    }

    fn start(role: &'static str) -> Worker<Probe, Answer> {
        Worker::start(&WorkerExe::current().unwrap(), role).unwrap()
    }

    async fn ask(worker: &mut Worker<Probe, Answer>, probe: Probe) -> Result<Answer, WorkerError> {
        worker.send(&probe).await?;
        worker.receive().await
    }

    /// The signal that ended the worker after `probe`.
    fn deadly(role: &'static str, probe: Probe) -> Option<i32> {
        runtime().block_on(async {
            match ask(&mut start(role), probe).await {
                Err(WorkerError::Died(Some(status))) => status.signal(),
                other => panic!("{probe:?} was survived: {other:?}"),
            }
        })
    }

    fn refused() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        runtime().block_on(async {
            let mut worker = start("plain");
            for probe in [
                Probe::Read,
                Probe::Write,
                Probe::List,
                Probe::Stat,
                Probe::Connect(port),
                Probe::Listen,
                Probe::UnixSocket,
                Probe::Exec,
                Probe::Thread,
                Probe::Signal(i32::try_from(std::process::id()).unwrap()),
                Probe::Executable,
            ] {
                assert_eq!(ask(&mut worker, probe).await.unwrap(), Err(EPERM), "{probe:?}");
            }
            assert_eq!(ask(&mut worker, Probe::Environment).await.unwrap(), Ok(0), "no variable reaches a worker");
        });
        listener.set_nonblocking(true).unwrap();
        assert!(listener.accept().is_err(), "nobody connected");
    }

    fn threads() {
        runtime().block_on(async {
            let mut worker = start("threads");
            assert_eq!(ask(&mut worker, Probe::Thread).await.unwrap(), Ok(7));
            for probe in [Probe::Read, Probe::Exec, Probe::Listen, Probe::Executable] {
                assert_eq!(ask(&mut worker, probe).await.unwrap(), Err(EPERM), "{probe:?}");
            }
        });
    }

    fn memory() {
        runtime().block_on(async {
            assert_eq!(ask(&mut start("plain"), Probe::Allocate(64 << 20)).await.unwrap(), Ok(64 << 20));
        });
        assert_eq!(deadly("plain", Probe::Allocate(1 << 30)), Some(libc::SIGABRT));
    }

    fn time() {
        let started = Instant::now();
        assert_eq!(deadly("brief", Probe::Spin), Some(libc::SIGKILL));
        assert!(started.elapsed() > Duration::from_millis(900), "it was the limit that ended it");
    }

    fn panics() {
        runtime().block_on(async {
            let end = ask(&mut start("plain"), Probe::Panic).await;
            assert!(matches!(end, Err(WorkerError::Died(Some(status))) if status.code() == Some(101)), "{end:?}");
        });
    }

    fn gone(process: u32) -> bool {
        let process = Pid::from_raw(i32::try_from(process).unwrap()).unwrap();
        let until = Instant::now() + Duration::from_secs(10);
        while Instant::now() < until {
            if test_kill_process(process).is_err() || is_zombie(process) {
                return true;
            }
            thread::sleep(Duration::from_millis(10));
        }
        false
    }

    /// Nobody may be there to collect an orphan: a zombie is dead too.
    fn is_zombie(process: Pid) -> bool {
        std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero()))
            .map_or(true, |stat| stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')))
    }

    fn orphan() {
        let spinning = runtime().block_on(async {
            let mut middle = start("middle");
            let spinning = u32::try_from(middle.receive().await.unwrap().unwrap()).unwrap();
            assert!(!is_zombie(Pid::from_raw(i32::try_from(spinning).unwrap()).unwrap()), "it runs");
            middle.kill().await;
            spinning
        });
        assert!(gone(spinning), "the worker outlived its parent");
    }

    fn short_lived_thread() {
        let runtime = runtime();
        let handle = runtime.handle().clone();
        let mut worker = thread::spawn(move || {
            let _inside = handle.enter();
            start("plain")
        })
        .join()
        .unwrap();
        runtime.block_on(async {
            // Answered once, it is locked: only then does the death of a thread reach it.
            for _ in 0..3 {
                assert_eq!(ask(&mut worker, Probe::Nothing).await.unwrap(), Ok(0));
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
    }

    fn dropped() {
        let runtime = runtime();
        let process = runtime.block_on(async {
            let mut worker = start("threads");
            ask(&mut worker, Probe::Nothing).await.unwrap().unwrap();
            worker.send(&Probe::Spin).await.unwrap();
            worker.id().unwrap()
        });
        assert!(gone(process));
    }
}
