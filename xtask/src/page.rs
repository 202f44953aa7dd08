//! docs/benchmarks.md: what `bench` writes, and behind it the chapter that `eval rules` writes. Either leaves the other alone.

use std::fs;

const PAGE: &str = "docs/benchmarks.md";
const BEGIN: &str = "<!-- written by cargo xtask eval rules -->\n";
const END: &str = "<!-- end of what cargo xtask eval rules wrote -->\n";

/// Writes the page anew and keeps the chapter of the rules.
pub fn put_bench(page: &str) -> anyhow::Result<()> {
    let (_, rules) = parts(&fs::read_to_string(PAGE).unwrap_or_default());
    Ok(fs::write(PAGE, join(page, &rules))?)
}

/// Writes the chapter of the rules anew and keeps the rest of the page.
pub fn put_rules(chapter: &str) -> anyhow::Result<()> {
    let (bench, _) = parts(&fs::read_to_string(PAGE).unwrap_or_default());
    Ok(fs::write(PAGE, join(&bench, chapter))?)
}

fn parts(page: &str) -> (String, String) {
    let (before, rest) = page.split_once(BEGIN).unwrap_or((page, ""));
    let (rules, after) = rest.split_once(END).unwrap_or((rest, ""));
    (format!("{before}{after}"), rules.to_owned())
}

fn join(bench: &str, rules: &str) -> String {
    let rules = if rules.is_empty() { String::new() } else { format!("\n{BEGIN}{}\n{END}", rules.trim_end()) };
    format!("{}\n{rules}", bench.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{join, parts};

    #[test]
    fn each_writer_keeps_what_the_other_wrote() {
        let page = join("# Figures\n", "## Rules\n");
        let (bench, rules) = parts(&page);
        assert_eq!(join("# New\n", &rules), page.replace("# Figures", "# New"));
        assert_eq!(join(&bench, "## Other"), page.replace("## Rules", "## Other"));
        assert_eq!(parts("# Figures\n"), ("# Figures\n".to_owned(), String::new()));
    }
}
