//! A drop of many: all are taken in, in order, whatever is among them; the same content once; any of them can be stopped.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::atomic::Ordering,
};

use confidant_pipeline::gather;

use crate::desk::{Desk, Told, ends, found, long_text, never, run, text};

pub const TESTS: &[(&str, fn())] = &[
    ("one_bad_file_never_stops_the_rest", one_bad_file_never_stops_the_rest),
    ("a_few_are_read_at_a_time_and_one_is_tagged_and_summarised", a_few_are_read_at_a_time),
    ("who_was_named_first_is_summarised_first", who_was_named_first_is_summarised_first),
    ("the_same_content_is_read_once", the_same_content_is_read_once),
    ("of_the_same_content_the_next_is_read_when_the_first_is_stopped", the_next_is_read_when_the_first_is_stopped),
    ("one_file_can_be_stopped_and_the_others_go_on", one_file_can_be_stopped),
    ("all_can_be_stopped_and_what_was_read_is_kept", all_can_be_stopped),
    ("a_folder_is_taken_in", a_folder_is_taken_in),
];

fn one_bad_file_never_stops_the_rest() {
    run(async {
        let desk = Desk::new().await;
        let files = [
            desk.file("1.txt", text("one")),
            desk.file("2.pdf", b"%PDF-1.7\nand nothing"),
            desk.file("3.txt", text("three")),
            desk.files().join("4.txt"),
            desk.file("5.txt", ""),
            desk.file("6.bin", b"\x7fELF\x02\x01\x01\0\0"),
            desk.file("7.txt", text("seven")),
        ];
        let told = desk.take_in(&files).await;
        let ended: BTreeMap<_, _> = ends(&told).into_iter().collect();
        let wanted = [
            ("1.txt", "done"),
            ("2.pdf", "damaged"),
            ("3.txt", "done"),
            ("4.txt", "unreadable"),
            ("5.txt", "empty"),
            ("6.bin", "unsupported"),
            ("7.txt", "done"),
        ];
        assert_eq!(ended, wanted.into_iter().collect());
        assert_eq!(ends(&told).len(), files.len(), "each ended once: {told:?}");
        let library = desk.confidant.library().await.unwrap();
        assert!(library.len() == 3 && library.iter().all(|card| card.summarised));
    });
}

/// How many were being read at the same time, at most.
fn read_at_once(told: &[Told]) -> usize {
    let (mut reading, mut most) = (BTreeSet::new(), 0);
    for told in told {
        match told.what.as_str() {
            "reading" => reading.insert(told.job),
            "kept" => reading.remove(&told.job),
            _ => false,
        };
        most = most.max(reading.len());
    }
    most
}

fn a_few_are_read_at_a_time() {
    run(async {
        let desk = Desk::new().await;
        let files: Vec<PathBuf> =
            (0..12).map(|number| desk.file(format!("{number}.txt"), text(&number.to_string()).repeat(40))).collect();
        let told = desk.take_in(&files).await;
        let cores = std::thread::available_parallelism().unwrap().get();
        assert!(read_at_once(&told) <= cores.min(4));
        let mut behind: Vec<u32> = told
            .iter()
            .filter(|told| ["tagging", "summarising"].contains(&told.what.as_str()))
            .map(|told| told.job)
            .collect();
        behind.dedup();
        assert_eq!(behind.len(), files.len(), "each is tagged and summarised in one go: {behind:?}");
    });
}

fn who_was_named_first_is_summarised_first() {
    run(async {
        let desk = Desk::stuck().await;
        // The first holds the lane until it is stopped; by then all others are read, in whatever order.
        let files: Vec<PathBuf> =
            (0..7).map(|number| desk.file(format!("{number}.txt"), text(&number.to_string()))).collect();
        let queued = desk.confidant.enqueue(found(&files).await, None);
        let (confidant, listener) = (desk.confidant.clone(), desk.listener());
        let going = tokio::spawn(async move { confidant.take_in(queued, listener).await });
        for number in 0..files.len() {
            desk.hears(|told| told.name == format!("{number}.txt") && told.what == "kept").await;
        }
        let mut order: Vec<u32> = Vec::new();
        while order.len() < files.len() {
            let at_work = |told: &Told| told.what == "summarising" && !order.contains(&told.job);
            desk.hears(at_work).await;
            let job = desk.told().iter().find(|told| at_work(told)).unwrap().job;
            desk.confidant.jobs().cancel(job);
            order.push(job);
        }
        going.await.unwrap();
        // Whoever was read first of all may have gone ahead of the others; the rest keep their order.
        assert!(order[1..].is_sorted(), "{order:?}");
    });
}

fn the_same_content_is_read_once() {
    run(async {
        let desk = Desk::new().await;
        let files: Vec<PathBuf> =
            ["a.txt", "b.txt", "c.txt"].map(|name| desk.file(name, text("the same"))).into_iter().collect();
        let told = desk.take_in(&files).await;
        let ended: Vec<&str> = ends(&told).into_iter().map(|(_, what)| what).collect();
        assert_eq!(ended.iter().filter(|what| **what == "done").count(), 1, "{ended:?}");
        assert_eq!(ended.iter().filter(|what| **what == "already_here").count(), 2, "{ended:?}");
        let ids: Vec<_> = told.iter().filter(|told| told.is_end()).map(|told| told.document).collect();
        assert!(ids.iter().all(|id| id.is_some() && *id == ids[0]), "all lead to the one that is there");
        let asked = desk.model.asked.load(Ordering::SeqCst);

        let again = desk.file("d.txt", text("the same"));
        let told = desk.take_in(&[again]).await;
        assert_eq!(
            told.iter().map(|told| told.what.as_str()).collect::<Vec<_>>(),
            ["waiting", "reading", "already_here"]
        );
        assert_eq!(told.last().unwrap().document, ids[0]);
        assert_eq!(desk.model.asked.load(Ordering::SeqCst), asked, "nobody was asked again");
        assert_eq!(desk.confidant.library().await.unwrap().len(), 1);
    });
}

fn the_next_is_read_when_the_first_is_stopped() {
    run(async {
        let desk = Desk::new().await;
        let files = [desk.file("a.txt", text("the same")), desk.file("b.txt", text("the same"))];
        let queued = desk.confidant.enqueue(found(&files).await, None);
        desk.confidant.jobs().cancel(queued[0].job());
        desk.confidant.take_in(queued, desk.listener()).await;
        assert_eq!(ends(&desk.told()), [("a.txt", "cancelled"), ("b.txt", "done")]);
    });
}

fn one_file_can_be_stopped() {
    run(async {
        let desk = Desk::stuck().await;
        let files: Vec<PathBuf> =
            (0..4).map(|number| desk.file(format!("{number}.txt"), long_text(&number.to_string()))).collect();
        let queued = desk.confidant.enqueue(found(&files).await, None);
        let last = queued[3].job();
        let (confidant, listener) = (desk.confidant.clone(), desk.listener());
        let going = tokio::spawn(async move { confidant.take_in(queued, listener).await });
        desk.hears(|told| told.what == "summarising").await;
        desk.confidant.jobs().cancel(last);
        desk.hears(|told| told.job == last && told.what == "cancelled").await;
        assert_eq!(ends(&desk.told()).len(), 1, "the one that was stopped did not wait for its turn");
        desk.confidant.cancel_queue();
        going.await.unwrap();
    });
}

fn all_can_be_stopped() {
    run(async {
        let desk = Desk::stuck().await;
        let files: Vec<PathBuf> =
            (0..20).map(|number| desk.file(format!("{number}.txt"), long_text(&number.to_string()))).collect();
        let queued = desk.confidant.enqueue(found(&files).await, None);
        let (confidant, listener) = (desk.confidant.clone(), desk.listener());
        let other = desk.confidant.jobs().start();
        let going = tokio::spawn(async move { confidant.take_in(queued, listener).await });
        desk.hears(|told| told.what == "summarising").await;
        desk.confidant.cancel_queue();
        going.await.unwrap();
        let told = desk.told();
        assert_eq!(ends(&told).len(), 20);
        assert!(ends(&told).iter().all(|(_, what)| *what == "cancelled"), "{:?}", ends(&told));
        assert!(!other.cancel().is_cancelled(), "other work goes on");
        let kept = told.iter().filter(|told| told.what == "kept").count();
        assert_eq!(desk.confidant.library().await.unwrap().len(), kept, "what was read is kept");
        // The queue is open again, and what was kept can be looked at.
        let id = told.iter().find_map(|told| told.document).unwrap();
        assert!(!desk.confidant.document(id).await.unwrap().pages.is_empty());
        let queued = desk.confidant.enqueue(found(&[desk.file("more.txt", "")]).await, None);
        desk.confidant.take_in(queued, desk.listener()).await;
        assert_eq!(ends(&desk.told()).last(), Some(&("more.txt", "empty")));
    });
}

fn a_folder_is_taken_in() {
    run(async {
        let desk = Desk::new().await;
        desk.file("case/2.txt", text("two"));
        desk.file("case/1.txt", text("one"));
        desk.file("case/letters/3.md", text("three"));
        desk.file("case/program", b"\x7fELF\x02\x01\x01\0\0");
        let gathered = gather(vec![desk.files().join("case")], &never()).await.unwrap();
        assert!(gathered.from_folder);
        assert_eq!(gathered.left_out.lines().len(), 1);
        let queued = desk.confidant.enqueue(gathered.files, None);
        desk.confidant.take_in(queued, desk.listener()).await;
        let told = desk.told();
        let mut ended = ends(&told);
        ended.sort_unstable();
        assert_eq!(ended, [("1.txt", "done"), ("2.txt", "done"), ("3.md", "done")]);
    });
}
