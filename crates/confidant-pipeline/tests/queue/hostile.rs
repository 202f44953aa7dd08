//! What a file system can hold against a reader: things that are no files, names that are no text, files that do not keep still.

use std::{fs, io::Write, path::PathBuf};

use crate::desk::{Desk, ends, run, text};

#[cfg(unix)]
pub const TESTS: &[(&str, fn())] = &[
    ("devices_pipes_and_folders_are_refused_and_nobody_waits_for_them", devices_are_refused),
    ("odd_names_are_shown_with_marks_and_read_all_the_same", odd_names_are_read),
    ("a_file_that_is_written_to_while_it_is_read_is_told", a_file_that_does_not_keep_still),
    ("a_file_that_others_may_not_read_is_told", a_closed_file_is_told),
];
#[cfg(not(unix))]
pub const TESTS: &[(&str, fn())] = &[];

#[cfg(unix)]
fn devices_are_refused() {
    use std::os::unix::fs::symlink;

    run(async {
        let desk = Desk::new().await;
        let pipe = desk.files().join("pipe.txt");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        symlink("/dev/zero", desk.files().join("zero.txt")).unwrap();
        symlink("nowhere", desk.files().join("broken.txt")).unwrap();
        let good = desk.file("good.txt", text("good"));
        symlink(&good, desk.files().join("link.txt")).unwrap();
        let paths = ["pipe.txt", "zero.txt", "broken.txt", "link.txt", "good.txt"].map(|name| desk.files().join(name));
        let told = desk.take_in(&paths).await;
        let mut ended = ends(&told);
        ended.sort_unstable();
        let here = ended.iter().filter(|(_, what)| ["done", "already_here"].contains(what)).count();
        assert_eq!(here, 2, "a link that was named leads to its file: {ended:?}");
        ended.retain(|(name, _)| !["link.txt", "good.txt"].contains(name));
        assert_eq!(ended, [("broken.txt", "unreadable"), ("pipe.txt", "unsupported"), ("zero.txt", "unsupported")]);
    });
}

#[cfg(unix)]
fn odd_names_are_read() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    run(async {
        let desk = Desk::new().await;
        let names: [&[u8]; 3] = [b"gr\xfc\xdfe.txt", b"a\n\x1b[2J.txt", "bill\u{202e}fdp.txt".as_bytes()];
        let files: Vec<PathBuf> =
            names.iter().zip(["x", "y", "z"]).map(|(name, of)| desk.file(OsStr::from_bytes(name), text(of))).collect();
        let told = desk.take_in(&files).await;
        assert!(ends(&told).iter().all(|(_, what)| *what == "done"), "{:?}", ends(&told));
        let mut kept: Vec<String> =
            desk.confidant.library().await.unwrap().iter().map(|card| card.name.expose("a test").to_owned()).collect();
        kept.sort();
        assert_eq!(kept, ["a\u{fffd}\u{fffd}[2J.txt", "bill\u{fffd}fdp.txt", "gr\u{fffd}\u{fffd}e.txt"]);
    });
}

/// It is of no kind that is read, so that it is refused at once when it kept still by chance.
fn a_file_that_does_not_keep_still() {
    run(async {
        let desk = Desk::new().await;
        for attempt in 0..50 {
            let restless = desk.file(format!("restless {attempt}"), b"\x7fELF".repeat(2 << 20));
            let still = desk.file(format!("still {attempt}.txt"), text(&attempt.to_string()));
            let stop = tokio_util::sync::CancellationToken::new();
            let (path, stopped) = (restless.clone(), stop.clone());
            let writer = std::thread::spawn(move || {
                let mut file = fs::OpenOptions::new().append(true).open(path).unwrap();
                while !stopped.is_cancelled() {
                    file.write_all(b"One more line.\n").unwrap();
                }
            });
            let told = desk.take_in(&[restless.clone(), still]).await;
            stop.cancel();
            writer.join().unwrap();
            fs::remove_file(restless).unwrap();
            let ended: Vec<&str> = ends(&told).into_iter().map(|(_, what)| what).collect();
            assert!(ended.contains(&"done"), "the other file is taken in: {ended:?}");
            if ended.contains(&"changed") {
                assert_eq!(desk.confidant.library().await.unwrap().len(), attempt + 1, "nothing of it was kept");
                return;
            }
            assert!(ended.contains(&"unsupported"), "{ended:?}");
        }
        panic!("it kept still fifty times");
    });
}

#[cfg(unix)]
fn a_closed_file_is_told() {
    use std::os::unix::fs::PermissionsExt;

    run(async {
        let desk = Desk::new().await;
        let closed = desk.file("closed.txt", text("closed"));
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        // The administrator may read it all the same.
        let wanted = if fs::File::open(&closed).is_ok() { "done" } else { "unreadable" };
        assert_eq!(ends(&desk.take_in(&[closed]).await), [("closed.txt", wanted)]);
    });
}
