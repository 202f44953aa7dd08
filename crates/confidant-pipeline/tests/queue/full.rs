//! A full disk: what could not be saved is told for each file, what was saved stays, and after room was made all goes on.
//!
//! The disk is a small one in memory, mounted in a name space of a child process; where the system does not allow that, the
//! test says so.

use std::{fs, path::Path, process::Command, process::ExitCode, sync::Arc};

use confidant_local::ModelError;
use confidant_pipeline::FileEvent;

use crate::desk::{found, open, run, text};

pub const TESTS: &[(&str, fn())] = &[("a_full_disk_is_told_and_the_store_works_when_there_is_room_again", in_a_child)];

/// Where the small disk is mounted, for the child.
pub const HOME: &str = "CONFIDANT_TEST_SMALL_HOME";
const SIZE: usize = 6 << 20;

fn in_a_child() {
    let folder = tempfile::tempdir().unwrap();
    let script = format!("mount -t tmpfs -o size={SIZE} small \"${HOME}\" || exit 77; exec \"$0\"");
    let child = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .env(HOME, folder.path())
        .output();
    match child {
        Ok(output) if output.status.success() => {}
        // Neither `unshare` nor `mount` said no: it was the test.
        Ok(output) if ![Some(1), Some(77)].contains(&output.status.code()) => {
            panic!("in the child: {}", String::from_utf8_lossy(&output.stderr))
        }
        _ => println!("no small disk can be mounted here: not tested"),
    }
}

/// The child: its home is the small disk.
pub fn in_a_small_home(home: &Path) -> ExitCode {
    run(async {
        let files = tempfile::tempdir().unwrap();
        let file = |name: &str, times: usize| {
            let path = files.path().join(name);
            fs::write(&path, text(name).repeat(times)).unwrap();
            path
        };
        let confidant = open(home, Err(ModelError::Absent)).await;
        let (heard, ended) = std::sync::mpsc::channel();
        let listener: confidant_pipeline::FileListener = Arc::new(move |news| match news.what {
            FileEvent::Failed(error) => heard.send(error.code().to_owned()).unwrap(),
            FileEvent::Done => heard.send("done".to_owned()).unwrap(),
            _ => {}
        });
        let take_in = async |paths: &[std::path::PathBuf]| -> Vec<String> {
            confidant.take_in(confidant.enqueue(found(paths).await, None), Arc::clone(&listener)).await;
            ended.try_iter().collect()
        };
        assert_eq!(take_in(&[file("before.txt", 1)]).await, ["done"]);

        let ballast = home.join("ballast");
        let mut size = SIZE;
        while size > 4096 {
            // Whatever fits: the rest of the disk, down to a page.
            let old = fs::metadata(&ballast).map_or(0, |old| old.len());
            let Ok(room) = usize::try_from(old).map(|old| old + size) else { break };
            if fs::write(&ballast, vec![1; room]).is_err() {
                fs::write(&ballast, vec![1; usize::try_from(old).unwrap()]).ok();
            }
            size /= 2;
        }
        let told = take_in(&[file("one.txt", 900), file("two.txt", 900)]).await;
        // SQLite does not always say of a second write why it failed.
        assert!(told.len() == 2 && told[0] == "disk_full" && told[1] != "done", "{told:?}");
        let library = confidant.library().await.unwrap();
        assert_eq!(library.len(), 1, "what was there is there, and nothing by halves");
        assert!(!confidant.document(library[0].id).await.is_err_and(|error| error.code() != "disk_full"));

        fs::remove_file(&ballast).unwrap();
        assert_eq!(take_in(&[file("one.txt", 900)]).await, ["done"]);
        assert_eq!(confidant.library().await.unwrap().len(), 2);
        confidant.close().await;
    });
    ExitCode::SUCCESS
}
