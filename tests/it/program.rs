//! The program under test, with a data folder, a temporary folder and a folder of files of its own.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::LazyLock,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::loopback::{KEY, Loopback, MODEL};

pub const PASSPHRASE: &str = "a passphrase for tests";
/// The sample that comes with the program.
pub const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/Lease_Weiss.pdf");
pub const SAMPLE_TEXT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/Lease_Weiss.txt");

/// A person's desk: nothing on it is shared with another test.
pub struct Desk {
    root: TempDir,
    log: &'static str,
    models: bool,
}

impl Desk {
    pub fn new() -> Self {
        let root = TempDir::new().unwrap();
        for folder in ["home", "tmp", "files"] {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        Self { root, log: "", models: false }
    }

    /// With everything that the program can tell in its log.
    pub fn with_trace(self) -> Self {
        Self { log: "trace", ..self }
    }

    /// With the local model, if the set-up fetched it.
    pub fn with_models(self) -> Self {
        Self { models: true, ..self }
    }

    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    pub fn tmp(&self) -> PathBuf {
        self.root.path().join("tmp")
    }

    /// Puts a file on the desk.
    pub fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, contents).unwrap();
        path
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("files").join(name)
    }

    /// The program, ready to start. It sees nothing of the environment that the tests run in.
    pub fn command<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Command {
        let program =
            if self.models { PathBuf::from(env!("CARGO_BIN_EXE_confidant")) } else { without_models().clone() };
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .env("CONFIDANT_HOME", self.home())
            .env("CONFIDANT_PASSPHRASE", PASSPHRASE)
            .env("TMPDIR", self.tmp())
            .env("CONFIDANT_LOG", self.log)
            .current_dir(self.root.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if self.models {
            command.env("CONFIDANT_MODELS", concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/cache"));
        }
        command
    }

    pub fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Runs it with this on standard input.
    pub fn pipe<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S], input: impl AsRef<[u8]>) -> Run {
        let mut child = self.start(&mut self.command(arguments));
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_owned();
        // A program that fails early does not read it all.
        let writing = std::thread::spawn(move || stdin.write_all(&input).ok());
        let output = child.wait_with_output().unwrap();
        writing.join().unwrap();
        Run::of(output)
    }

    pub fn start(&self, command: &mut Command) -> Child {
        command.stdin(Stdio::piped()).spawn().unwrap()
    }

    /// Sets the loopback server up as the provider "acme".
    pub fn add_provider(&self, server: &Loopback) {
        let added = ["provider", "add", "acme", "--kind", "openai", "--base-url", &server.base_url(), "--model", MODEL];
        self.pipe(&added, format!("{KEY}\n")).succeeds();
    }

    /// What would leave for this question.
    pub fn preview(&self, file: &Path, question: &str) -> Value {
        self.run(&escalate(file, question, &["--preview", "--json"])).succeeds().json()
    }

    pub fn approve(&self, file: &Path, question: &str, digest: &str) -> Run {
        self.run(&escalate(file, question, &["--approve", digest, "--json"]))
    }

    /// The entries of the ledger.
    pub fn ledger(&self) -> Vec<Value> {
        self.run(&["ledger", "list"]).succeeds().lines()
    }

    /// Every file under the data folder and the temporary folder, with its name.
    pub fn everything_kept(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.home(), self.tmp()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push((path.clone(), fs::read(&path).unwrap()));
                }
            }
        }
        found
    }
}

/// Models are looked for beside the program: a link to it in a folder of its own has none beside it but the tagger, without which
/// nothing would be masked.
fn without_models() -> &'static PathBuf {
    static LINK: LazyLock<PathBuf> = LazyLock::new(|| {
        let program = Path::new(env!("CARGO_BIN_EXE_confidant"));
        let folder = program.with_file_name("it-without-models");
        fs::create_dir_all(&folder).unwrap();
        // Under a name of its own and then renamed, because another run of the tests may be doing the same.
        let (own, link) = (folder.join(std::process::id().to_string()), folder.join("confidant"));
        fs::hard_link(program, &own).unwrap();
        fs::rename(&own, &link).unwrap();
        fs::remove_file(&own).ok();
        let weights = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/tagger/weights");
        std::os::unix::fs::symlink(weights, folder.join("models")).ok();
        link
    });
    &LINK
}

pub fn escalate<'a>(file: &'a Path, question: &'a str, step: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["escalate", file.to_str().unwrap(), "--question", question, "--provider", "acme"];
    arguments.extend(step);
    arguments
}

/// How a run ended.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[track_caller]
    pub fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "it ended with {:?} and said: {}", self.code, self.stderr);
        self
    }

    /// It ended with this status and named this code, and printed no result.
    #[track_caller]
    pub fn fails(self, status: i32, code: &str) -> Self {
        assert_eq!(self.code, Some(status), "it ended with {:?} and said: {}", self.code, self.stderr);
        assert!(self.stderr.contains(&format!("error[{code}]: ")), "another code than {code}: {}", self.stderr);
        assert_eq!(self.stdout, "", "a failed call printed a result");
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.stdout))
    }

    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
