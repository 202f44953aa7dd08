//! docs/benchmarks.md: what `bench` writes, and behind it the chapters that `eval` writes. Each leaves the others alone.

use std::fs;

const PAGE: &str = "docs/benchmarks.md";

/// A chapter, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chapter {
    /// `eval rules`
    Rules,
    /// `eval pii`
    Pii,
    /// `eval tagger-speed`
    TaggerSpeed,
    /// `eval ingest`
    Ingest,
}

impl Chapter {
    const ALL: [Self; 4] = [Self::Rules, Self::Pii, Self::TaggerSpeed, Self::Ingest];

    fn begin(self) -> String {
        format!("<!-- written by cargo xtask {} -->\n", self.writer())
    }

    fn end(self) -> String {
        format!("<!-- end of what cargo xtask {} wrote -->\n", self.writer())
    }

    fn writer(self) -> &'static str {
        match self {
            Self::Rules => "eval rules",
            Self::Pii => "eval pii",
            Self::TaggerSpeed => "eval tagger-speed",
            Self::Ingest => "eval ingest",
        }
    }
}

/// Writes the page anew and keeps the chapters.
pub fn put_bench(page: &str) -> anyhow::Result<()> {
    let (_, chapters) = parts(&fs::read_to_string(PAGE).unwrap_or_default());
    Ok(fs::write(PAGE, join(page, &chapters))?)
}

/// Writes a chapter anew and keeps the rest of the page.
pub fn put(chapter: Chapter, text: &str) -> anyhow::Result<()> {
    let (bench, mut chapters) = parts(&fs::read_to_string(PAGE).unwrap_or_default());
    chapters.retain(|(other, _)| *other != chapter);
    chapters.push((chapter, text.to_owned()));
    Ok(fs::write(PAGE, join(&bench, &chapters))?)
}

fn parts(page: &str) -> (String, Vec<(Chapter, String)>) {
    let (mut bench, mut chapters) = (page.to_owned(), Vec::new());
    for chapter in Chapter::ALL {
        let whole = bench.clone();
        let Some((before, rest)) = whole.split_once(&chapter.begin()) else { continue };
        let (text, after) = rest.split_once(&chapter.end()).unwrap_or((rest, ""));
        chapters.push((chapter, text.to_owned()));
        bench = format!("{before}{after}");
    }
    (bench, chapters)
}

fn join(bench: &str, chapters: &[(Chapter, String)]) -> String {
    let mut page = format!("{}\n", bench.trim_end());
    for chapter in Chapter::ALL {
        if let Some((_, text)) = chapters.iter().find(|(other, text)| *other == chapter && !text.is_empty()) {
            let (begin, end) = (chapter.begin(), chapter.end());
            page.extend(["\n", &begin, text.trim_end(), "\n", &end]);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{Chapter, join, parts};

    #[test]
    fn each_writer_keeps_what_the_others_wrote() {
        let two = [(Chapter::Rules, "## Rules\n".to_owned()), (Chapter::Pii, "## PII\n".to_owned())];
        let page = join("# Figures\n", &two);
        let (bench, chapters) = parts(&page);
        assert_eq!(chapters, two);
        assert_eq!(join("# New\n", &chapters), page.replace("# Figures", "# New"));
        let other = [(Chapter::Pii, "## Other".to_owned()), (Chapter::Rules, "## Rules".to_owned())];
        assert_eq!(join(&bench, &other), page.replace("## PII", "## Other"), "in their order");
        assert_eq!(parts("# Figures\n"), ("# Figures\n".to_owned(), Vec::new()));
    }
}
