//! `confidant` as scripts see it: the shapes of its answers, its codes and its exit statuses.

use std::{fs, os::unix::fs::PermissionsExt};

use serde_json::{Value, json};

use crate::{
    pdf::pdf,
    program::{Desk, SAMPLE, SAMPLE_TEXT},
};

#[test]
fn extract_prints_pages_warnings_and_metadata_of_each_format() {
    let desk = Desk::new();
    let text = desk.file("note.txt", "First line.\nSecond line.\n");
    let markdown = desk.file("note.md", "# Title\n\nA *word*.\n");
    let printed = desk.file("note.pdf", pdf("A title", "An author", &["First line.", "Second line."]));
    for (name, file) in [("text", &text), ("markdown", &markdown), ("pdf", &printed)] {
        let extracted = desk.run(&["extract", file.to_str().unwrap(), "--no-ocr", "--json"]).succeeds().json();
        insta::assert_json_snapshot!(format!("extract_{name}"), extracted);
    }
}

#[test]
fn extract_reads_the_sample_as_its_plain_twin_has_it() {
    let desk = Desk::new();
    let extracted = desk.run(&["extract", SAMPLE, "--json"]).succeeds().json();
    let pages = extracted["pages"].as_array().unwrap();
    assert!(pages.len() > 1, "the sample has several pages");
    let numbers: Vec<_> = pages.iter().map(|page| page["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=pages.len() as u64).collect::<Vec<_>>());
    let read: String = pages.iter().map(|page| page["text"].as_str().unwrap()).collect::<Vec<_>>().join(" ");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (read, twin) = (words(&read), words(&fs::read_to_string(SAMPLE_TEXT).unwrap()));
    let found = twin.iter().filter(|word| read.contains(word)).count();
    assert!(found * 100 >= twin.len() * 98, "only {found} of the twin's {} words were read", twin.len());
}

#[test]
fn what_cannot_be_read_has_a_code_and_exit_status_3() {
    let desk = Desk::new();
    let whole = pdf("t", "a", &["words"]);
    let cases: [(&str, &[u8], &str); 5] = [
        ("empty.txt", b"", "empty"),
        ("empty.pdf", b"", "empty"),
        ("cut.pdf", &whole[..9], "damaged"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "damaged"),
        ("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0", "unsupported"),
    ];
    for (name, contents, code) in cases {
        let file = desk.file(name, contents);
        for call in
            [&["extract", file.to_str().unwrap(), "--json"][..], &["summarize", file.to_str().unwrap(), "--json"]]
        {
            desk.run(call).fails(3, code);
        }
    }
    desk.run(&["extract", desk.path("nowhere.pdf").to_str().unwrap()]).fails(3, "unreadable");
    desk.run(&["extract", desk.home().to_str().unwrap()]).fails(3, "empty");
    desk.run(&["extract", "/dev/zero"]).fails(3, "unsupported");
}

#[test]
fn of_a_folder_every_file_is_read_and_a_bad_one_stops_no_other() {
    let desk = Desk::new();
    let folder = desk.path("case");
    fs::create_dir_all(folder.join("letters")).unwrap();
    let files: [(&str, &[u8]); 6] = [
        ("10.txt", b"Ten."),
        ("9.txt", b"Nine."),
        ("bad.pdf", b"%PDF-1.7\nand nothing"),
        ("letters/copy.txt", b"Nine."),
        ("program", b"\x7fELF\x02\x01\x01\0\0"),
        (".hidden", b"x"),
    ];
    for (name, contents) in files {
        fs::write(folder.join(name), contents).unwrap();
    }
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let run = desk.run(&["extract", folder.to_str().unwrap(), "--json"]);
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    let lines = run.lines();
    let files: Vec<&str> = lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["9.txt", "10.txt", "bad.pdf", "letters/copy.txt"].map(path));
    assert_eq!(lines[0]["pages"][0]["text"], "Nine.");
    assert_eq!(lines[2]["error"]["code"], "damaged");
    assert_eq!(lines[3]["same_as"], path("9.txt"));
    assert!(run.stderr.contains("left_out[hidden]: 1 hidden") && run.stderr.contains("left_out[unsupported]: 1 file"));
    assert!(run.stderr.contains("error[damaged]: file 3 of 4: "), "{}", run.stderr);
    assert!(run.stderr.contains("error[some_failed]: 1 of 4 files failed"), "{}", run.stderr);

    let text = desk.run(&["extract", &path("9.txt"), &path("10.txt")]).succeeds().stdout;
    assert_eq!(text, format!("== {} ==\nNine.\n== {} ==\nTen.\n", path("9.txt"), path("10.txt")));
    let summary = desk.run(&["summarize", &path("9.txt"), &path("bad.pdf"), SAMPLE_TEXT, "--json"]);
    assert_eq!((summary.code, summary.lines().len()), (Some(3), 3));
    let asked = desk.run(&["ask", &path("letters"), SAMPLE_TEXT, "--question", "Which bank is it?", "--json"]);
    assert_eq!(asked.succeeds().json()["files"], json!([path("letters/copy.txt"), SAMPLE_TEXT]));
}

#[test]
fn no_error_says_what_the_file_is_called_or_what_is_in_it() {
    let desk = Desk::new();
    let whole = pdf("Quillfeather", "Quillfeather", &["Quillfeather"]);
    let mut contents: Vec<Vec<u8>> =
        vec![Vec::new(), b"\x7fELFQuillfeather".to_vec(), vec![0xff; 64], b"%PDF-Quillfeather".to_vec()];
    contents.extend((0..whole.len()).step_by(whole.len() / 12).map(|length| whole[..length].to_vec()));
    let mut codes = std::collections::BTreeSet::new();
    for (number, contents) in contents.iter().enumerate() {
        let file = desk.file(&format!("Quillfeather {number}.pdf"), contents);
        let run = desk.run(&["extract", file.to_str().unwrap(), "--json"]);
        assert!(!run.stderr.contains("Quillfeather"), "standard error names it: {}", run.stderr);
        if run.code != Some(0) {
            assert_eq!(run.code, Some(3), "{}", run.stderr);
            codes.insert(run.stderr);
        }
    }
    desk.run(&["summarize", "Quillfeather.pdf"])
        .fails(3, "unreadable")
        .stderr
        .contains("Quillfeather")
        .then(|| panic!());
    assert!(codes.len() >= 3, "too few kinds of errors were met: {codes:?}");
}

#[test]
fn wrong_usage_ends_with_2_and_the_calls_of_later_issues_are_not_there() {
    let desk = Desk::new();
    for call in [
        &["frobnicate"][..],
        &["extract"],
        &["ask", SAMPLE],
        &["escalate", SAMPLE, "--question", "q", "--provider", "p"],
        &["escalate", SAMPLE, "--question", "q", "--provider", "p", "--preview", "--approve", "00"],
        &["provider", "add", "x", "--kind", "gemini", "--base-url", "https://x.test", "--model", "m"],
        &["provider", "add", "x", "--kind", "openai", "--base-url", "https://x.test", "--model", "m", "--trusted-edge"],
        &["models", "pull", "x"],
        &["models", "import", "x"],
        &["bench"],
    ] {
        let run = desk.run(call);
        assert_eq!(run.code, Some(2), "{call:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{call:?}");
    }
    desk.run(&["ask", SAMPLE, "--question", "  "]).fails(2, "no_question");
    desk.run(&["escalate", SAMPLE, "--question", "q", "--provider", "p", "--approve", "12"]).fails(2, "no_digest");
    desk.run(&["escalate", SAMPLE, "--question", "q", "--provider", "nobody", "--preview"]).fails(2, "unknown");
}

#[test]
fn tag_counts_code_points_and_answers_in_order() {
    let desk = Desk::new();
    let first = "Grüße an 🎈 zoë.müller@post.example, Tel. +49 30 23125 877.";
    let lines =
        [json!({"id": 7, "text": first}), json!({"id": "b", "text": "nothing here"}), json!({"id": null, "text": ""})];
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let tagged = desk.pipe(&["tag", "--rules-only"], input).succeeds().lines();
    assert_eq!(tagged.iter().map(|line| line["id"].clone()).collect::<Vec<_>>(), [json!(7), json!("b"), Value::Null]);
    assert_eq!(tagged[1]["spans"], json!([]));
    let letters: Vec<char> = first.chars().collect();
    let found: Vec<(String, String)> = tagged[0]["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| {
            let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
            assert!(span["score"].as_f64().is_some_and(|score| (0.0..=1.0).contains(&score)));
            assert!(span["source"].as_str().unwrap().starts_with("rule:") || span["source"] == "propagated");
            (span["kind"].as_str().unwrap().to_owned(), letters[start..end].iter().collect())
        })
        .collect();
    assert!(found.contains(&("EMAIL".to_owned(), "zoë.müller@post.example".to_owned())), "{found:?}");
    assert!(found.contains(&("PHONE".to_owned(), "+49 30 23125 877".to_owned())), "{found:?}");
}

#[test]
fn tag_names_the_line_it_cannot_use_after_the_answers_to_those_before() {
    let desk = Desk::new();
    let run = desk.pipe(&["tag"], "{\"id\":1,\"text\":\"It rains.\"}\n\n{\"id\":2}\n{\"id\":3,\"text\":\"y\"}\n");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("error[bad_line]: line 3 "), "{}", run.stderr);
    assert_eq!(run.lines(), [json!({"id": 1, "spans": []})]);
}

#[test]
fn tag_answers_a_line_before_it_is_given_the_next() {
    use std::io::{BufRead, BufReader, Write};

    let desk = Desk::new();
    let mut child = desk.start(&mut desk.command(&["tag"]));
    let (mut stdin, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()).lines());
    for id in 0..3 {
        writeln!(stdin, "{}", json!({"id": id, "text": "It rains."})).unwrap();
        assert_eq!(answers.next().unwrap().unwrap(), format!("{{\"id\":{id},\"spans\":[]}}"));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn summarize_stands_on_the_pages_it_names() {
    for desk in [Desk::new(), Desk::new().with_models()] {
        let summary = desk.run(&["summarize", SAMPLE, "--json"]).succeeds().json();
        let extracted = desk.run(&["extract", SAMPLE, "--json"]).succeeds().json();
        let page = |number: &Value| {
            let text = extracted["pages"][number.as_u64().unwrap() as usize - 1]["text"].as_str().unwrap();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let sentences = summary["sentences"].as_array().unwrap();
        assert!(sentences.len() >= 3, "a lease of several pages in {} sentences", sentences.len());
        for sentence in sentences {
            assert!(!sentence["text"].as_str().unwrap().trim().is_empty());
            assert!(sentence["supported"].is_boolean());
            let quote = sentence["quote"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            let pages = sentence["pages"].as_array().unwrap();
            let named = pages.iter().map(page).collect::<Vec<_>>().join(" ");
            assert!(
                !pages.is_empty() && named.contains(&quote),
                "the quote is not on the pages that it names: {quote}"
            );
        }
        let pages = extracted["pages"].as_array().unwrap().len();
        assert_eq!(summary["coverage"], json!({"pages": pages, "read": pages, "ocr": 0, "unreadable": 0}));
        let engine = summary["engine"].as_str().unwrap();
        assert!(engine == "llm" || engine == "extractive");
        assert!(summary["model"].is_string() || engine == "extractive", "a model is named where one wrote");
        let members: Vec<&String> = summary.as_object().unwrap().keys().collect();
        assert_eq!(members, ["coverage", "engine", "model", "sentences"]);
    }
}

#[test]
fn summarize_prints_a_line_per_sentence_with_its_pages_and_one_object_per_file() {
    let desk = Desk::new();
    let run = desk.run(&["summarize", SAMPLE]).succeeds();
    assert!(run.stdout.lines().count() >= 3);
    for line in run.stdout.lines() {
        let cited = line.rsplit_once(" [p").and_then(|(_, cited)| cited.strip_suffix(']'));
        assert!(cited.is_some(), "a sentence without its page: {line}");
    }
    assert!(run.stderr.contains("pages read"), "the coverage is told: {}", run.stderr);
    let two = desk.run(&["summarize", SAMPLE, SAMPLE_TEXT, "--json"]).succeeds().lines();
    assert_eq!(two.len(), 2);
}

#[test]
fn ask_answers_with_pages_or_says_that_it_is_not_there() {
    let desk = Desk::new();
    let answered =
        desk.run(&["ask", SAMPLE, "--question", "What is the IBAN of the landlord's account at Spree-Bank?", "--json"]);
    let answered = answered.succeeds().json();
    assert_eq!(answered["found"], true, "{answered}");
    assert!(answered["confidence"].as_f64().is_some_and(|confidence| (0.0..=1.0).contains(&confidence)));
    let quotes: Vec<&str> =
        answered["citations"].as_array().unwrap().iter().map(|cited| cited["quote"].as_str().unwrap()).collect();
    assert!(quotes.iter().any(|quote| quote.contains("DE89 3704 0044 0532 0130 00")), "{quotes:?}");
    assert!(answered["citations"].as_array().unwrap().iter().all(|cited| cited["page"].as_u64() > Some(0)));

    let unknown =
        desk.run(&["ask", SAMPLE, "--question", "Which volcano erupted in Iceland?", "--json"]).succeeds().json();
    assert_eq!(unknown["found"], false, "{unknown}");
}

#[test]
fn provider_add_keeps_no_key_in_the_clear_and_refuses_what_others_could_read() {
    let desk = Desk::new();
    let add = |url: &str| {
        ["provider", "add", "acme", "--kind", "openai", "--base-url", url, "--model", "m"].map(str::to_owned)
    };
    desk.pipe(&add("https://api.acme.test/v1"), "sk-sesame-0123456789\n").succeeds();
    for (path, contents) in desk.everything_kept() {
        let clear = contents.windows(9).any(|bytes| bytes == b"sk-sesame");
        assert!(!clear, "{} holds the key in the clear", path.display());
    }
    desk.pipe(&add("http://api.acme.test/v1"), "k").fails(2, "provider");
    desk.pipe(&add("nonsense"), "k").fails(2, "provider");
}

#[test]
fn the_store_is_the_owners_alone_and_another_passphrase_does_not_open_it() {
    let desk = Desk::new();
    assert!(desk.ledger().is_empty());
    for (path, _) in desk.everything_kept() {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{} may be read by others", path.display());
    }
    let mut other = desk.command(&["ledger", "list"]);
    let other = other.env("CONFIDANT_PASSPHRASE", "another one").output().unwrap();
    assert!(!other.status.success());
    assert!(String::from_utf8_lossy(&other.stderr).contains("error[wrong_key]"));
}

#[test]
fn without_a_passphrase_and_a_terminal_nothing_is_made_in_the_clear() {
    let desk = Desk::new();
    let mut command = desk.command(&["ledger", "list"]);
    command.env_remove("CONFIDANT_PASSPHRASE");
    // A terminal of the person who runs the tests must not be asked.
    #[allow(unsafe_code)]
    // SAFETY: `setsid` is safe to call between fork and exec.
    unsafe {
        std::os::unix::process::CommandExt::pre_exec(&mut command, || {
            libc::setsid();
            Ok(())
        });
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[passphrase_needed]"));
    assert!(desk.everything_kept().iter().all(|(path, _)| !path.ends_with("confidant.db")));
}

#[test]
fn models_tells_what_is_pinned_and_whether_it_is_here() {
    let desk = Desk::new();
    let listed = desk.run(&["models", "list"]).succeeds().lines();
    insta::assert_json_snapshot!("models_list", listed);
    let verified = desk.run(&["models", "verify"]).succeeds().lines();
    assert_eq!(verified.iter().map(|model| &model["ok"]).collect::<Vec<_>>(), [true], "the tagger alone is here");

    fs::create_dir(desk.home().join("models")).unwrap();
    fs::write(desk.home().join("models").join(listed[0]["file"].as_str().unwrap()), b"not it").unwrap();
    assert_eq!(desk.run(&["models", "list"]).succeeds().lines()[0]["state"], "wrong");
    let verified = desk.run(&["models", "verify"]);
    assert_eq!((verified.code, verified.lines()[0]["ok"].clone()), (Some(1), json!(false)));
    assert!(verified.stderr.contains("error[not_verified]"));
}

#[test]
fn control_c_ends_it_with_130() {
    let desk = Desk::new();
    let mut child = desk.start(&mut desk.command(&["tag"]));
    // It is waiting for a line once it has answered one; its input stays open, or it would simply be done.
    let mut stdin = child.stdin.take().unwrap();
    {
        use std::io::{BufRead, BufReader, Write};
        let mut line = String::new();
        stdin.write_all(b"{\"id\":1,\"text\":\"\"}\n").unwrap();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    }
    #[allow(unsafe_code)]
    // SAFETY: a signal to a process that this test started and has not waited for.
    unsafe {
        libc::kill(i32::try_from(child.id()).unwrap(), libc::SIGINT);
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[cancelled]"));
}
