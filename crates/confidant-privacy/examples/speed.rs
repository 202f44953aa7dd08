//! Prints how many megabytes of a text file the built-in recognisers scan in a second on one core, page by page and as one text.

use std::{hint::black_box, time::Instant};

use confidant_privacy::{Policy, Recognisers};
use confidant_text::RawText;

const PAGE: usize = 4096;
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: speed FILE")?;
    let text = std::fs::read_to_string(path)?;
    let recognisers = Recognisers::builtin()?;
    for (what, pages) in [("pages", pages(&text)), ("whole", vec![RawText::new(text.as_str())])] {
        let mut seconds = Vec::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            for page in &pages {
                black_box(recognisers.scan(&[page], &Policy::default())?);
            }
            seconds.push(start.elapsed().as_secs_f64());
        }
        seconds.sort_by(f64::total_cmp);
        let megabytes = f64::from(u32::try_from(text.len())?) / 1e6;
        let median = seconds.get(RUNS / 2).copied().unwrap_or(f64::INFINITY);
        println!("{what}: {:.2} MB/s (median of {RUNS} runs over {megabytes:.2} MB)", megabytes / median);
    }
    Ok(())
}

/// Whole lines, about [`PAGE`] bytes at a time.
fn pages(text: &str) -> Vec<RawText> {
    let mut pages = Vec::new();
    let mut page = String::new();
    for line in text.split_inclusive('\n') {
        page.push_str(line);
        if page.len() >= PAGE {
            pages.push(RawText::new(std::mem::take(&mut page)));
        }
    }
    pages.push(RawText::new(page));
    pages
}
