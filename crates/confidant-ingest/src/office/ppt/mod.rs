//! `PowerPoint` 97 to 2003 ([MS-PPT]). A stream of records in records; a slide is a page. Notes, comments, links and what the masters print
//! stand at its end.

mod persist;
mod shapes;

use std::{
    collections::{HashMap, HashSet},
    io::Read,
};

use confidant_text::WarningCode;
use flate2::read::ZlibDecoder;

use self::{
    persist::Parts,
    shapes::{Outline, block, characters, texts},
};
use super::{
    art::{self, Record, records},
    flow::Flow,
    ole::{self, Compound, long, short},
};
use crate::{content::Content, wire::Failure};

/// All objects in a presentation, unpacked.
const MAX_OBJECTS: u64 = 512 << 20;

const SLIDE: u16 = 0x03ee;
const SLIDE_ATOM: u16 = 0x03ef;
const NOTES: u16 = 0x03f0;
const NOTES_ATOM: u16 = 0x03f1;
const LISTED: u16 = 0x03f3;
const MASTER: u16 = 0x03f8;
const SHOWN: u16 = 0x03f9;
const OBJECTS: u16 = 0x0409;
const DRAWING: u16 = 0x040c;
const STRING: u16 = 0x0fba;
const OBJECT: u16 = 0x0fc3;
const LINK_NUMBER: u16 = 0x0fd3;
const LINK: u16 = 0x0fd7;
const HEADERS: u16 = 0x0fd9;
const LIST: u16 = 0x0ff0;
const ACTION: u16 = 0x0ff3;
const STORAGE: u16 = 0x1011;
const BINARY: u16 = 0x138b;
const COMMENT: u16 = 0x2ee0;

/// A slide, a master or a page of notes, as a list names it.
struct Listed {
    part: usize,
    id: usize,
    texts: Vec<String>,
}

/// What slides refer to.
struct Shared<'p, 'a> {
    parts: &'p Parts<'a>,
    masters: Vec<Listed>,
    told: HashSet<usize>,
    /// Pages of notes by the slide that they belong to.
    notes: HashMap<usize, Record<'a>>,
    links: Vec<(usize, String)>,
    linked: HashSet<usize>,
}

/// Reads a presentation.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let mut compound = Compound::open(bytes)?;
    // A file for two versions at once has the newer one in a folder.
    let folder = if compound.has_stream("PowerPoint Document") { "" } else { "PP97_DUALSTORAGE/" };
    let stream = compound.stream(&format!("{folder}PowerPoint Document")).ok_or(Failure::Damaged)?;
    let user = compound.stream(&format!("{folder}Current User")).unwrap_or_default();
    let parts = Parts::find(&stream, &user)?;
    let document = parts.document()?;
    let mut content = Content::default();
    let list = |number: u16| document.children().filter(move |child| child.kind == LIST && child.instance == number);
    let slides: Vec<Listed> = list(0).flat_map(listed).collect();
    let mut shared = Shared {
        masters: list(1).flat_map(listed).collect(),
        told: HashSet::new(),
        notes: HashMap::new(),
        links: links(document)?,
        linked: HashSet::new(),
        parts: &parts,
    };
    for notes in list(2).flat_map(listed) {
        let Some(page) = parts.part(notes.part, &[NOTES])? else { continue };
        let slide = page.child(NOTES_ATOM).and_then(|atom| long(atom.data, 0)).unwrap_or(0);
        shared.notes.insert(slide, page);
    }
    let mut flows = Vec::new();
    let mut known = HashSet::new();
    for slide in slides {
        if known.insert(slide.part) {
            flows.push(shared.page(slide, &mut content)?);
        }
    }
    let mut end = flows.pop().unwrap_or_default();
    headers(document, &mut end)?;
    shared.rest(&mut end)?;
    flows.push(end);
    for flow in flows {
        content.page(&flow.finish())?;
    }
    ole::properties(&mut compound, &mut content);
    content.property("last modified by", &editor(&user).unwrap_or_default());
    objects(document, &parts, &mut content, depth)?;
    Ok(content)
}

impl<'a> Shared<'_, 'a> {
    fn page(&mut self, slide: Listed, content: &mut Content) -> Result<Flow, Failure> {
        let mut flow = Flow::default();
        let mut outline = Outline { texts: slide.texts, met: HashSet::new() };
        let part = self.parts.part(slide.part, &[SLIDE])?;
        if let Some(record) = part {
            // The third bit of the eleventh byte.
            if record.child(SHOWN).and_then(|shown| short(shown.data, 10)).is_some_and(|flags| flags & 4 != 0) {
                flow.line("[Hidden slide]")?;
            }
            if let Some(drawing) = record.child(DRAWING) {
                shapes::read(drawing, &mut outline, &mut flow, false, 0)?;
            }
        } else {
            content.warn(WarningCode::PartUnread);
        }
        // Nothing of the list is left out, whether a shape shows it or not.
        for (number, text) in outline.texts.iter().enumerate() {
            if !outline.met.contains(&number) {
                block(text, &mut flow)?;
            }
        }
        let Some(record) = part else { return Ok(flow) };
        self.beside(record, &mut flow)?;
        if let Some(notes) = self.notes.remove(&slide.id) {
            self.notes(notes, &mut flow)?;
        }
        comments(record, &mut flow)?;
        let mut master = record.child(SLIDE_ATOM).and_then(|atom| long(atom.data, 12));
        // A title's master has a master of its own.
        while let Some(record) = master.map(|id| self.master(id, &mut flow)).transpose()?.flatten() {
            master = record.child(SLIDE_ATOM).and_then(|atom| long(atom.data, 12));
        }
        Ok(flow)
    }

    /// What a master prints on every slide is said on the first.
    fn master(&mut self, id: usize, flow: &mut Flow) -> Result<Option<Record<'a>>, Failure> {
        let Some(part) = self.masters.iter().find(|master| master.id == id).map(|master| master.part) else {
            return Ok(None);
        };
        if !self.told.insert(id) {
            return Ok(None);
        }
        let Some(record) = self.parts.part(part, &[MASTER, SLIDE])? else { return Ok(None) };
        let mut inner = Flow::default();
        if let Some(drawing) = record.child(DRAWING) {
            shapes::read(drawing, &mut Outline::default(), &mut inner, true, 0)?;
        }
        flow.hide_flow("Master", inner)?;
        self.beside(record, flow)?;
        Ok(Some(record))
    }

    fn notes(&mut self, notes: Record<'_>, flow: &mut Flow) -> Result<(), Failure> {
        let mut inner = Flow::default();
        if let Some(drawing) = notes.child(DRAWING) {
            shapes::read(drawing, &mut Outline::default(), &mut inner, false, 0)?;
        }
        flow.hide_flow("Notes", inner)?;
        self.beside(notes, flow)
    }

    /// Alternative texts, headers, and links.
    fn beside(&mut self, record: Record<'_>, flow: &mut Flow) -> Result<(), Failure> {
        art::hide_below(record, flow)?;
        headers(record, flow)?;
        for action in record.below()?.into_iter().filter(|record| record.kind == ACTION) {
            let Some(id) = long(action.data, 4).filter(|id| *id != 0) else { continue };
            for (_, link) in self.links.iter().filter(|(known, _)| *known == id).take(4) {
                flow.hide("Link", link)?;
            }
            self.linked.insert(id);
        }
        Ok(())
    }

    /// What belongs to no slide.
    fn rest(&mut self, flow: &mut Flow) -> Result<(), Failure> {
        let ids: Vec<usize> = self.masters.iter().map(|master| master.id).collect();
        for id in ids {
            self.master(id, flow)?;
        }
        let mut notes: Vec<_> = self.notes.drain().collect();
        notes.sort_by_key(|(slide, _)| *slide);
        for (_, notes) in notes {
            self.notes(notes, flow)?;
        }
        for (_, link) in self.links.iter().filter(|(id, _)| !self.linked.contains(id)) {
            flow.hide("Link", link)?;
        }
        Ok(())
    }
}

/// What a list names: a record for each, and behind it the texts of its placeholders.
fn listed(list: Record<'_>) -> Vec<Listed> {
    let mut all: Vec<(Listed, Vec<Record<'_>>)> = Vec::new();
    for record in list.children() {
        if record.kind == LISTED {
            let part = long(record.data, 0).unwrap_or(0);
            let id = long(record.data, 12).unwrap_or(0);
            all.push((Listed { part, id, texts: Vec::new() }, Vec::new()));
        } else if let Some((_, records)) = all.last_mut() {
            records.push(record);
        }
    }
    all.into_iter().map(|(listed, records)| Listed { texts: texts(records.into_iter()), ..listed }).collect()
}

/// Targets of links by their numbers. What is played from elsewhere is a link without a number.
fn links(document: Record<'_>) -> Result<Vec<(usize, String)>, Failure> {
    let mut links = Vec::new();
    for object in document.child(OBJECTS).into_iter().flat_map(Record::children) {
        match object.kind {
            LINK => {
                let id = object.child(LINK_NUMBER).and_then(|atom| long(atom.data, 0)).unwrap_or(0);
                // The third is a place in the presentation, and so is a target that begins with a sharp.
                let texts = object.children().filter(|child| child.kind == STRING && child.instance < 2);
                let texts = texts.map(|text| characters(text.data)).filter(|text| !text.starts_with('#'));
                links.extend(texts.map(|text| (id, text)));
            }
            0x1005..=0x1010 => {
                let texts = object.below()?.into_iter().filter(|child| child.kind == STRING);
                links.extend(texts.map(|text| (0, characters(text.data))));
            }
            _ => {}
        }
    }
    Ok(links)
}

/// What is printed above and below, of a slide or of all.
fn headers(record: Record<'_>, flow: &mut Flow) -> Result<(), Failure> {
    for text in record.children().filter(|child| child.kind == HEADERS).flat_map(Record::children) {
        match (text.kind, text.instance) {
            (STRING, 2) => flow.hide("Footer", &characters(text.data))?,
            (STRING, _) => flow.hide("Header", &characters(text.data))?,
            _ => {}
        }
    }
    Ok(())
}

/// Comments lie in data that later versions added.
fn comments(slide: Record<'_>, flow: &mut Flow) -> Result<(), Failure> {
    for data in slide.below()?.into_iter().filter(|record| record.kind == BINARY) {
        for comment in records(data.data).filter(|record| record.kind == COMMENT) {
            let part = |number: u16| {
                let text = comment.children().find(|child| child.kind == STRING && child.instance == number);
                text.map(|text| characters(text.data)).unwrap_or_default()
            };
            let (author, text) = (part(0), part(1));
            flow.hide("Comment", &if author.is_empty() { text } else { format!("{author}: {text}") })?;
        }
    }
    Ok(())
}

/// Who saved last, as the stream `Current User` says.
fn editor(user: &[u8]) -> Option<String> {
    let user = records(user).next()?;
    let length = usize::from(short(user.data, 12)?);
    let name = encoding_rs::WINDOWS_1252.decode_without_bom_handling(user.data.get(20..20 + length)?).0;
    Some(name.into_owned())
}

/// Objects on slides follow as attachments. They are compound files, mostly packed.
fn objects(document: Record<'_>, parts: &Parts<'_>, content: &mut Content, depth: u32) -> Result<(), Failure> {
    let (mut known, mut left) = (HashSet::new(), MAX_OBJECTS);
    let all = document.child(OBJECTS).map(Record::below).transpose()?.unwrap_or_default();
    for object in all.into_iter().filter(|record| record.kind == OBJECT) {
        let Some(number) = long(object.data, 16).filter(|number| known.insert(*number)) else { continue };
        let Some(storage) = parts.part(number, &[STORAGE])? else { continue };
        let mut bytes = Vec::new();
        if storage.instance == 1 {
            let packed = storage.data.get(4..).unwrap_or_default();
            if ZlibDecoder::new(packed).take(left + 1).read_to_end(&mut bytes).is_err() {
                content.warn(WarningCode::PartUnread);
                continue;
            }
            left = left.checked_sub(bytes.len() as u64).ok_or(Failure::TooLarge)?;
        } else {
            bytes.extend_from_slice(storage.data);
        }
        ole::object(bytes, u32::try_from(known.len()).unwrap_or(u32::MAX), content, depth)?;
    }
    Ok(())
}
