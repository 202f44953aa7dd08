//! Folders as they come: deep, full, looped, and with things in them that are no files.

use std::{fs, path::Path};

use confidant_ingest::IngestError;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::{Gathered, LeftOut, Limits, WhyLeft, gather_within};
use crate::PipelineError;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn gather(paths: &[&Path]) -> Gathered {
    let paths: Vec<_> = paths.iter().map(|path| path.to_path_buf()).collect();
    gather_within(&paths, &Limits::default(), &CancellationToken::new()).unwrap()
}

fn names(gathered: &Gathered, root: &Path) -> Vec<String> {
    let inside = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    gathered.files.iter().map(|found| inside(&found.path)).collect()
}

#[test]
fn a_folder_is_walked_by_name_its_files_before_its_folders() {
    let root =
        folder(&[("b/2.txt", "x"), ("b/10.txt", "x"), ("z.txt", "four"), ("A/deep/er/x.md", "x"), ("c.pdf", "x")]);
    let found = gather(&[root.path()]);
    assert_eq!(names(&found, root.path()), ["c.pdf", "z.txt", "A/deep/er/x.md", "b/2.txt", "b/10.txt"]);
    assert!(found.from_folder && found.left_out.is_empty());
    assert_eq!(found.files[1].bytes, 4);
}

#[test]
fn named_files_keep_their_order_and_are_taken_once() {
    let root = folder(&[("b.txt", "x"), ("a.txt", "x")]);
    let (one, other, missing) = (root.path().join("b.txt"), root.path().join("a.txt"), root.path().join("missing"));
    let found = gather(&[&one, &other, &missing, &one]);
    assert_eq!(names(&found, root.path()), ["b.txt", "a.txt", "missing"], "its reader says that it is not there");
    assert!(!found.from_folder);
    let found = gather(&[&one, root.path()]);
    assert_eq!(names(&found, root.path()), ["b.txt", "a.txt"]);
}

#[test]
fn what_is_no_document_is_told_once_for_each_kind() {
    let root = folder(&[
        ("a.txt", "x"),
        ("1.elf", "\u{7f}ELF"),
        ("2.ELF", "\u{7f}ELF"),
        ("3.Hannah Weiss", "\u{7f}ELF"),
        ("empty.txt", ""),
        (".hidden", "x"),
        (".git/config", "x"),
        ("~$a.docx", "x"),
    ]);
    let found = gather(&[root.path()]);
    assert_eq!(names(&found, root.path()), ["a.txt"]);
    let told: Vec<String> = found.left_out.lines().into_iter().map(|(code, line)| format!("{code}: {line}")).collect();
    assert_eq!(
        told,
        [
            "hidden: 3 hidden files or folders were left out",
            "empty: 1 empty file was left out",
            "unsupported: 2 files of the kind .elf cannot be read",
            "unsupported: 1 file of unknown kinds cannot be read",
        ]
    );
    let mut many = LeftOut::default();
    for number in 0..20 {
        many.add(WhyLeft::Kind(Some(format!("k{number}"))));
    }
    assert_eq!(many.lines().len(), 7, "and the rest in one line");
}

#[test]
fn a_hidden_folder_that_was_named_is_walked() {
    let root = folder(&[(".secret/a.txt", "x")]);
    assert_eq!(gather(&[&root.path().join(".secret")]).files.len(), 1);
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_not_followed_and_loops_have_an_end() {
    use std::os::unix::fs::symlink;

    let elsewhere = folder(&[("secret.txt", "x"), ("more/deep.txt", "x")]);
    let root = folder(&[("a.txt", "x"), ("sub/b.txt", "x")]);
    symlink(elsewhere.path().join("secret.txt"), root.path().join("link.txt")).unwrap();
    symlink(elsewhere.path(), root.path().join("elsewhere")).unwrap();
    symlink(root.path(), root.path().join("sub/loop")).unwrap();
    symlink("nowhere", root.path().join("broken.txt")).unwrap();
    let found = gather(&[root.path()]);
    assert_eq!(names(&found, root.path()), ["a.txt", "sub/b.txt"]);
    assert_eq!(found.left_out.count(&WhyLeft::Link), 4);
    // What a person names they mean.
    let found = gather(&[&root.path().join("link.txt"), &root.path().join("elsewhere")]);
    assert_eq!(found.files.len(), 3);
    assert_eq!(found.left_out.count(&WhyLeft::Link), 0);
}

#[cfg(unix)]
#[test]
#[allow(
    clippy::disallowed_types,
    reason = "the standard library cannot make a named pipe; a socket is bound, not used"
)]
fn pipes_and_sockets_are_passed_by_and_waited_for_by_nobody() {
    let root = folder(&[("a.txt", "x")]);
    let made = std::process::Command::new("mkfifo").arg(root.path().join("pipe.txt")).status().unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(root.path().join("socket.txt")).unwrap();
    let found = gather(&[root.path()]);
    assert_eq!(names(&found, root.path()), ["a.txt"]);
    assert_eq!(found.left_out.count(&WhyLeft::NoFile), 2);
    // Named, they are handed on: their reader refuses them.
    assert_eq!(gather(&[&root.path().join("pipe.txt"), Path::new("/dev/zero")]).files.len(), 2);
}

#[test]
fn too_many_files_are_refused_as_a_whole_and_too_deep_folders_are_told() {
    let root = folder(&[("1/2/3/deep.txt", "x"), ("1/2/a.txt", "x"), ("b.txt", "x"), ("c.txt", "x")]);
    let within = |files, entries, depth| {
        let limits = Limits { files, entries, depth };
        gather_within(&[root.path().to_owned()], &limits, &CancellationToken::new())
    };
    let found = within(9, 99, 2).unwrap();
    assert_eq!(names(&found, root.path()), ["b.txt", "c.txt", "1/2/a.txt"]);
    assert_eq!(found.left_out.count(&WhyLeft::TooDeep), 1);
    for refused in [within(2, 99, 9), within(99, 5, 9)] {
        let error = refused.unwrap_err();
        assert_eq!(error.code(), "too_many");
        assert!(error.to_string().contains("nothing was read"), "{error}");
    }
}

#[test]
fn a_walk_can_be_stopped() {
    let root = folder(&[("a.txt", "x")]);
    let cancel = CancellationToken::new();
    cancel.cancel();
    let stopped = gather_within(&[root.path().to_owned()], &Limits::default(), &cancel);
    assert!(matches!(stopped, Err(PipelineError::Ingest(IngestError::Cancelled))));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_files_like_others() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let root = folder(&[("a\n\u{1b}[2J.txt", "x")]);
    fs::write(root.path().join(OsStr::from_bytes(b"gr\xfc\xdfe.txt")), "x").unwrap();
    let found = gather(&[root.path()]);
    assert_eq!(found.files.len(), 2);
    assert!(found.files.iter().all(|found| found.path.is_file()), "the path is the real one");
}
