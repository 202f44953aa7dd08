//! Files that are read ahead: in their order, the bad ones in their places, the same content once.

use std::{path::PathBuf, sync::Arc};

use confidant_local::ModelError;
use confidant_pipeline::{Batch, FileRead, Found, Home, PipelineError, name_of};

use crate::desk::{found, never, run, text, way};

pub const TESTS: &[(&str, fn())] = &[
    ("files_are_handed_out_in_order_the_bad_ones_too", files_are_handed_out_in_order),
    ("a_batch_ends_when_it_is_cancelled", a_batch_ends_when_it_is_cancelled),
];

fn told(read: (Found, Result<FileRead, PipelineError>)) -> (String, String) {
    let (file, read) = read;
    let what = match read {
        Ok(FileRead::Case(case)) => format!("{} pages", case.document.pages.len()),
        Ok(FileRead::SameAs(earlier)) => format!("same as {}", name_of(&earlier)),
        Err(error) => error.code().to_owned(),
    };
    (name_of(&file.path), what)
}

fn files_are_handed_out_in_order() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, contents: &[u8]| -> PathBuf {
            let path = folder.path().join(name);
            std::fs::write(&path, contents).unwrap();
            path
        };
        let mut paths: Vec<PathBuf> =
            (0..9).map(|number| file(&format!("{number}.txt"), text(&number.to_string()).as_bytes())).collect();
        paths.insert(2, file("bad.pdf", b"%PDF-1.7\nand nothing"));
        paths.push(file("again.txt", text("3").as_bytes()));
        let way = Arc::new(way(&Home::at(folder.path().join("home")), Err(ModelError::Absent)));
        let mut batch = Batch::new(way, found(&paths).await, None, &never(), Arc::new(|_| ()));
        let mut read = Vec::new();
        while let Some(next) = batch.next().await {
            read.push(told(next));
        }
        let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
        assert_eq!(read.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), names);
        assert_eq!(read[2].1, "damaged");
        assert_eq!(read[10].1, "same as 3.txt");
        assert!(read.iter().filter(|(_, what)| what == "1 pages").count() == 9, "{read:?}");
    });
}

fn a_batch_ends_when_it_is_cancelled() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..5).map(|number| folder.path().join(number.to_string())).collect();
        let way = Arc::new(way(&Home::at(folder.path().join("home")), Err(ModelError::Absent)));
        let cancel = never();
        let mut batch = Batch::new(way, found(&paths).await, None, &cancel, Arc::new(|_| ()));
        assert!(batch.next().await.is_some());
        cancel.cancel();
        assert!(batch.next().await.is_none());
    });
}
