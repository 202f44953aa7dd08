//! docs/benchmarks.md: what was measured, on what, beside whom.
#![allow(clippy::indexing_slicing, reason = "serde_json answers null for what is not there, and the page then says so")]

use std::fmt::Write;

use serde_json::Value;

use crate::{machine, run};

/// The page, from the measurements.
pub fn markdown(core: &Value, window: &Value) -> String {
    let mut page = String::from(
        "# Benchmarks\n\nWritten by `make bench` (`cargo xtask bench`): a release build, everything in one run, medians. A figure is worth \
         something beside its peer on the same machine at the same time, and little by itself.\n\n",
    );
    page += &machine::lines();
    let _ = writeln!(page, "- Load before the run: {}\n", core["load_before"].as_str().unwrap_or("unknown"));
    window_rows(&mut page, window);
    reading_rows(&mut page, core);
    model_rows(&mut page, core);
    page
}

fn window_rows(page: &mut String, window: &Value) {
    let mib = |kib: &Value| kib.as_f64().unwrap_or_default() / 1024.0;
    let memory = &window["memory"];
    let total = mib(&memory["app_kib"]) + mib(&memory["webkit_kib"]);
    *page += "## Window\n\n| what | value | how |\n| --- | --- | --- |\n";
    let how = "process start to more than eight colours in the middle of the screen, polled with `xwd` under Xvfb and openbox";
    let _ = writeln!(page, "| first paint, first start (new data folder) | {} ms | {how} |", ms(&window["cold_ms"]));
    let _ = writeln!(page, "| first paint, later starts | {} ms | the same, median of five |", ms(&window["warm_ms"]));
    let _ = writeln!(
        page,
        "| idle memory | {total:.0} MiB | PSS after ten seconds; the app's own process {:.0} MiB, WebKit's {:.0} MiB |\n",
        mib(&memory["app_kib"]),
        mib(&memory["webkit_kib"]),
    );
}

fn reading_rows(page: &mut String, core: &Value) {
    *page += "## Reading and rules\n\n| what | Confidant | peer | ratio |\n| --- | --- | --- | --- |\n";
    for (name, title) in [("sample", "the sample"), ("thousand", "1,000 pages")] {
        let (ours, theirs) =
            (&core["ingest"][name]["ours_pages_per_s"], &core["ingest"][name]["pdftotext_pages_per_s"]);
        let _ = writeln!(
            page,
            "| reading {title} ({} pages), worker start included | {} pages/s | pdftotext {} pages/s | {} |",
            core["ingest"][name]["pages"],
            whole(ours),
            whole(theirs),
            ratio(ours, theirs),
        );
    }
    let _ = writeln!(
        page,
        "| rules (`scan`), one core, {} of text | {} MB/s | `grep -E` for e-mail addresses alone: {} MB/s | {} |\n",
        core["rules"]["text"].as_str().unwrap_or_default(),
        tenths(&core["rules"]["mb_per_s"]),
        tenths(&core["rules"]["grep_mb_per_s"]),
        ratio(&core["rules"]["mb_per_s"], &core["rules"]["grep_mb_per_s"]),
    );
    let _ = writeln!(
        page,
        "pdftotext: {}. pdftotext writes text; Confidant also keeps the place of each word and hands every page through a locked worker.\n",
        run::first_line("pdftotext", &["-v"])
    );
}

fn model_rows(page: &mut String, core: &Value) {
    let model = &core["model"];
    if model.is_null() {
        *page += "## Local model\n\nThe starter model was not there: nothing was measured.\n";
        return;
    }
    *page += "## Local model\n\n| what | Confidant | peer | ratio |\n| --- | --- | --- | --- |\n";
    let _ = writeln!(
        page,
        "| first word of a summary of the sample | {} ms after the start of `confidant summarize` (model load included) | – | – |",
        ms(&model["first_word_ms"]),
    );
    for (name, title) in [("prompt", "prompt"), ("generation", "generation")] {
        let (ours, theirs) = (&model["ours"][name], &model["peer"][name]);
        let _ = writeln!(
            page,
            "| {title} ({} tokens) | {} tokens/s | {} tokens/s | {} |",
            model["tokens"][name],
            whole(ours),
            whole(theirs),
            ratio(ours, theirs),
        );
    }
    let _ = writeln!(
        page,
        "\nModel {}, {} threads on both sides. The peer is the loop of llama-bench (prompt of that length, then one token at a time at that \
         depth) written against llama.cpp's C interface and linked to the same library, `xtask/peer/llama_loop.c`; llama-bench's own source is \
         not part of the vendored crate. Confidant's figures include sampling, the pipe from the worker and the check for Stop before each step.",
        model["id"].as_str().unwrap_or_default(),
        model["threads"],
    );
}

fn ratio(ours: &Value, theirs: &Value) -> String {
    match (ours.as_f64(), theirs.as_f64()) {
        (Some(ours), Some(theirs)) if theirs > 0.0 => format!("{:.2}", ours / theirs),
        _ => "–".to_owned(),
    }
}

fn ms(value: &Value) -> String {
    whole(value)
}

fn whole(value: &Value) -> String {
    value.as_f64().map_or_else(|| "not measured".to_owned(), |value| format!("{value:.0}"))
}

fn tenths(value: &Value) -> String {
    value.as_f64().map_or_else(|| "not measured".to_owned(), |value| format!("{value:.1}"))
}
