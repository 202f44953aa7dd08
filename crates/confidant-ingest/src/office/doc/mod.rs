//! Word 97 to 2003 ([MS-DOC]). The main stream holds the text of all stories one behind the other, the table stream says which piece of it
//! lies where and what it is. The body comes first on the page, then what Word keeps elsewhere: text boxes, headers, notes, comments.

mod data;
mod fib;
mod formats;
mod lists;
mod pieces;
mod sprm;
mod story;
mod styles;

use std::{collections::HashSet, ops::Range};

use self::{
    fib::{Fib, Part, counted, places, strings},
    formats::Formats,
    lists::Lists,
    pieces::Text,
    story::Stories,
    styles::Styles,
};
use super::{
    art,
    flow::Flow,
    ole::{self, Compound, short},
};
use crate::{content::Content, wire::Failure};

/// Reads a document.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let mut compound = Compound::open(bytes)?;
    let stream = compound.stream("WordDocument").ok_or(Failure::Damaged)?;
    let fib = Fib::read(&stream)?;
    let table = compound.stream(if fib.second_table { "1Table" } else { "0Table" }).ok_or(Failure::Damaged)?;
    let data = compound.stream("Data").unwrap_or_default();
    let text = Text::read(&stream, fib.part(&table, Part::Pieces))?;
    let mut stories = Stories {
        text: &text,
        characters: Formats::characters(&stream, fib.part(&table, Part::CharacterPages)),
        paragraphs: Formats::paragraphs(&stream, fib.part(&table, Part::ParagraphPages), &data),
        styles: Styles::read(fib.part(&table, Part::Styles)),
        lists: Lists::read(&fib, &table),
        data,
        told: HashSet::new(),
    };
    let flow = page(&fib, &table, &mut stories)?;

    let mut content = Content::default();
    content.page(&flow.finish())?;
    ole::properties(&mut compound, &mut content);
    let revisers = strings(fib.part(&table, Part::Revisers));
    content.property("reviewers", &once(revisers.iter().filter(|name| *name != "Unknown")));
    // Who saved it, and where.
    content.property("saved by", &once(strings(fib.part(&table, Part::SavedBy)).iter()));
    ole::objects(&mut compound, "/ObjectPool", &mut content, depth)?;
    Ok(content)
}

/// The stories in the order in which they stand in the text, each where it belongs on the page.
fn page(fib: &Fib<'_>, table: &[u8], stories: &mut Stories<'_>) -> Result<Flow, Failure> {
    let end = stories.text.units.len();
    let mut start = 0_usize;
    let ranges = fib.lengths.map(|length| {
        let range = start.min(end)..start.saturating_add(length).min(end);
        start = range.end;
        range
    });
    // The fourth story was that of macros.
    let [body, footnotes, headers, _, comments, endnotes, boxes, header_boxes] = ranges;
    let part = |part| fib.part(table, part);
    let mut flow = stories.read(body)?;
    for range in [(boxes, Part::TextBoxes), (header_boxes, Part::HeaderTextBoxes)]
        .into_iter()
        .flat_map(|(range, boxes)| blocks(range, &places(part(boxes), 22).0))
    {
        flow.hide_flow("Text box", stories.read(range)?)?;
    }
    art::hide(part(Part::Drawings), &mut flow)?;
    // In groups of six for each section, behind six that part the notes from the text.
    let kinds = ["Header", "Header", "Footer", "Footer", "Header", "Footer"].into_iter().cycle();
    for (range, label) in blocks(headers, &places(part(Part::Headers), 0).0).into_iter().zip(kinds) {
        flow.hide_flow(label, stories.read(range)?)?;
    }
    for range in blocks(footnotes, &places(part(Part::FootnoteTexts), 0).0) {
        flow.hide_flow("Footnote", stories.read(range)?)?;
    }
    for range in blocks(endnotes, &places(part(Part::EndnoteTexts), 0).0) {
        flow.hide_flow("Endnote", stories.read(range)?)?;
    }
    let names = authors(part(Part::CommentAuthors));
    let marks: Vec<Option<u16>> = places(part(Part::CommentMarks), 30).1.map(|mark| short(mark, 20)).collect();
    for (number, range) in blocks(comments, &places(part(Part::CommentTexts), 0).0).into_iter().enumerate() {
        let inner = stories.read(range)?;
        let text = flow.take_body(inner)?;
        let author = marks.get(number).copied().flatten().and_then(|author| names.get(usize::from(author)));
        flow.hide("Comment", &author.map_or_else(|| text.clone(), |author| format!("{author}: {text}")))?;
    }
    Ok(flow)
}

/// A story, cut at `places`, which count from its start. Nothing of it is left out, wherever they are.
fn blocks(story: Range<usize>, places: &[usize]) -> Vec<Range<usize>> {
    let (mut blocks, mut from) = (Vec::new(), story.start);
    for place in places.iter().skip(1).map(|place| story.start.saturating_add(*place)).chain([story.end]) {
        let to = place.clamp(from, story.end.max(from));
        blocks.push(from..to);
        from = to;
    }
    blocks
}

/// Each of these names in a line, once.
fn once<'n>(names: impl Iterator<Item = &'n String>) -> String {
    let mut known = HashSet::new();
    let new: Vec<&str> = names.map(|name| name.trim()).filter(|name| !name.is_empty() && known.insert(*name)).collect();
    new.join("\n")
}

/// Names, one behind the other.
fn authors(part: &[u8]) -> Vec<String> {
    let mut at = 0;
    std::iter::from_fn(|| {
        let (name, size) = counted(part.get(at..)?)?;
        at += size;
        Some(name)
    })
    .collect()
}
