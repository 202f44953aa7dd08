//! The text of one web page, with what it does not show under labels at its end.

use std::{cell::RefCell, collections::HashSet};

use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tokenizer, TokenizerOpts},
};

use super::sink::{Sink, State};

/// How much text the tokenizer gets at a time.
const PIECE: usize = 1 << 16;

/// What a web page says.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    /// What it shows.
    pub text: String,
    /// What it does not show: a label and the lines under it.
    pub notes: Vec<(&'static str, String)>,
    /// Title, author and the like.
    pub metadata: Vec<(String, String)>,
    /// Files that lie in its addresses, as they are written there.
    pub files: Vec<String>,
}

impl Markup {
    /// The text and the notes.
    pub fn page(&self) -> String {
        let mut page = self.text.clone();
        for (label, lines) in &self.notes {
            add_note(&mut page, label, lines);
        }
        page
    }
}

/// Adds a block under a label.
pub(crate) fn add_note(page: &mut String, label: &str, lines: &str) {
    if lines.is_empty() {
        return;
    }
    if !page.is_empty() {
        page.push_str("\n\n");
    }
    page.push('[');
    page.push_str(label);
    page.push_str("]\n");
    page.push_str(lines);
}

/// Reads a page. In XML, elements may close themselves.
pub(crate) fn extract(html: &str, is_xml: bool) -> Markup {
    let (text, hidden, mut notes) = tokenize(html, is_xml);
    let mut comments: Vec<String> = Vec::new();
    for comment in std::mem::take(&mut notes.comments) {
        // Mail programs put markup for each other into comments. A comment has no comment in it.
        let said = if comment.contains('<') {
            let (text, hidden, inner) = tokenize(&comment, false);
            let deeper = inner.comments.join("\n");
            for (label, lines) in &inner.labelled {
                for line in lines {
                    notes.add(label, line);
                }
            }
            for (name, value) in &inner.metadata {
                notes.property(name, value);
            }
            notes.files.extend(inner.files);
            [text, hidden, deeper].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
        } else {
            let lines = comment.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
        };
        if !said.is_empty() {
            comments.push(said);
        }
    }
    let mut said = vec![("Hidden", hidden)];
    said.extend(comments.into_iter().map(|comment| ("Comment", comment)));
    for (label, values) in notes.labelled {
        said.push((label, values.join("\n")));
    }
    said.retain(|(_, lines)| !lines.is_empty());
    Markup { text, notes: said, metadata: notes.metadata, files: notes.files }
}

fn tokenize(html: &str, is_xml: bool) -> (String, String, Notes) {
    let mut state = heard(html, is_xml, State::default());
    if let Some(taken_in) = state.title.take() {
        state.keeps_titles = true;
        state = heard(&taken_in, is_xml, state);
    }
    state.finish()
}

/// What was heard when the tokenizer is through with a text.
fn heard(html: &str, is_xml: bool, state: State) -> State {
    let sink = Sink { is_xml, state: RefCell::new(state) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = html;
    while !rest.is_empty() {
        let mut end = PIECE.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        queue.push_back(StrTendril::from_slice(piece));
        // It only stops for scripts and encodings, and the sink asks for neither.
        let _ = tokenizer.feed(&queue);
        rest = after;
    }
    tokenizer.end();
    tokenizer.sink.state.into_inner()
}

/// Whether a comment's beginning says which programs are to read it, and nothing else.
fn is_condition(text: &str) -> bool {
    const WORDS: [&str; 10] = ["if", "mso", "ie", "vml", "gt", "gte", "lt", "lte", "true", "false"];
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
        let word = word.to_ascii_lowercase();
        WORDS.contains(&word.as_str()) || word.starts_with("support") || (word.len() < 3 && word.parse::<u8>().is_ok())
    })
}

/// What a page holds and does not show.
#[derive(Debug, Default)]
pub(super) struct Notes {
    labelled: Vec<(&'static str, Vec<String>)>,
    known: HashSet<String>,
    comments: Vec<String>,
    metadata: Vec<(String, String)>,
    files: Vec<String>,
}

impl Notes {
    /// A line under a label, once.
    pub fn add(&mut self, label: &'static str, text: &str) {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() || !self.known.insert(format!("{label}\n{line}")) {
            return;
        }
        match self.labelled.iter_mut().find(|(known, _)| *known == label) {
            Some((_, lines)) => lines.push(line),
            None => self.labelled.push((label, vec![line])),
        }
    }

    /// A comment. The conditions that mail programs write into comments are none.
    pub fn comment(&mut self, text: &str) {
        let text = text.trim();
        let text = if text.starts_with("[if") {
            let (condition, rest) = text.split_once(']').unwrap_or((text, ""));
            if is_condition(condition) { rest.strip_prefix('>').unwrap_or(rest) } else { text }
        } else if text.starts_with("[endif]") || text.starts_with("?xml") {
            ""
        } else {
            text
        };
        let text = text.strip_suffix("<![endif]").unwrap_or(text).trim();
        if !text.is_empty() && self.known.insert(format!("comment\n{text}")) {
            self.comments.push(text.to_owned());
        }
    }

    /// Something about the document.
    pub fn property(&mut self, name: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() && self.known.insert(format!("property\n{name}\n{value}")) {
            self.metadata.push((name.to_owned(), value));
        }
    }

    /// A file that lies in an address.
    pub fn file(&mut self, address: &str) {
        self.files.push(address.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::extract;

    fn text(html: &str) -> String {
        extract(html, false).page()
    }

    #[test]
    fn blocks_lines_lists_and_breaks() {
        assert_eq!(
            text(
                "<title>T</title><p>One <b>bo</b>ld\n word<p>Two<br>lines<br><br>and<div>a</div><div><br></div><div>b</div>\
                <ul><li>x<li>y</ul><ol start=3><li><p>third</ol><pre>\n  a\n  b</pre>"
            ),
            "One bold word\n\nTwo\nlines\n\nand\na\n\nb\n\n- x\n- y\n\n3. third\n\n  a\n  b"
        );
    }

    #[test]
    fn scripts_and_styles_are_no_text_and_swallow_none() {
        assert_eq!(
            text("<script lang=x>cool</script language><style><!-- p {} --></style><p>This is a test."),
            "This is a test."
        );
        assert_eq!(extract("<script src='a'/><title/><p>kept<![CDATA[ & too]]></p>", true).page(), "kept & too");
    }

    #[test]
    fn tables_of_data_are_rows_and_tables_of_layout_are_blocks() {
        let data = "<table><tr><th>Name<th>Sum<tr><td><p>Ada</p><p>L.</p><td>12<tr><td>Bo<td></table>after";
        assert_eq!(text(data), "Name\tSum\nAda L.\t12\nBo\n\nafter");
        let layout = format!("<table><tr><td><p>Dear Ada,</p><p>hello</p></td><td>{data}</td></tr></table>");
        assert_eq!(text(&layout), "Dear Ada,\n\nhello\n\nName\tSum\nAda L.\t12\nBo\n\nafter");
        assert_eq!(text("<table>loose<tr><td>a<td>b</table>"), "loose\n\na\tb");
    }

    #[test]
    fn what_is_hidden_stands_at_the_end() {
        let html = "<meta name=Author content='Ann Lee'><!-- by Bob --><p style='display:none'>pre<div>Hi <img alt='Cat Tom' \
            src=cid:1><a href='mailto:al@example.com' title='write'>Al</a><input type=hidden value=id7><input value=Zoe>";
        let markup = extract(html, false);
        assert_eq!(
            markup.page(),
            "Hi Al Zoe\n\n[Hidden]\npre\n\nid7\n\n[Comment]\nby Bob\n\n[Alternative text]\nCat Tom\n\n\
            [Link]\nmailto:al@example.com\n\n[Title]\nwrite"
        );
        assert_eq!(markup.metadata, [("author".to_owned(), "Ann Lee".to_owned())]);
    }

    #[test]
    fn comments_of_mail_programs_are_read() {
        let html = "<!--[if gte mso 9]><xml><o:Author>Eve</o:Author></xml><![endif]--><![if !mso]>a<![endif]>";
        assert_eq!(text(html), "a\n\n[Comment]\nEve");
    }

    #[test]
    fn nothing_in_a_comment_is_lost() {
        let check = |html: &str, expected: &str| assert_eq!(text(html), expected, "{html}");
        check("a<!--[if unsure, call Hannah 0151 23]-->", "a\n\n[Comment]\n[if unsure, call Hannah 0151 23]");
        check("<!-- Hannah <hannah@example.com> -->", "[Comment]\nHannah hannah@example.com");
        check("Hannah <hannah@example.com>, hi", "Hannah hannah@example.com, hi");
        check(
            "<!-- <a href='mailto:al@example.com' title='Al'><img alt='Cat Tom'>x</a> -->",
            "[Comment]\nx\n\n[Link]\nmailto:al@example.com\n\n[Title]\nAl\n\n[Alternative text]\nCat Tom",
        );
    }

    #[test]
    fn a_title_without_an_end_is_text() {
        assert_eq!(text("<html><title>Contract<p>with Hannah"), "Contract\n\nwith Hannah");
    }

    #[test]
    fn deep_pages_cost_no_more_than_flat_ones() {
        for tag in ["div", "table", "b", "ul", "p hidden", "table><tr><td", "svg"] {
            let html = format!("<{tag}>").repeat(100_000) + "end";
            assert!(text(&html).contains("end"), "{tag}");
        }
    }
}
