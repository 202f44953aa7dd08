//! Excel: a sheet is a page. Cells read as a person sees them: dates, amounts and percentages in their formats.

mod look;
mod sheet;

use confidant_text::WarningCode;
use roxmltree::Node;

pub(super) use self::{
    look::{Look, general},
    sheet::{Grid, Hidden},
};
use super::{
    drawing,
    flow::{Flow, tidy},
    opc::{self, Relation, part_of, parts_of, relations},
    package::Package,
    pptx::text_body,
    xml::{attr, below, child, children, decode, name, parse, reference, says_yes, text_of},
};
use crate::{content::Content, wire::Failure};

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    if !bytes.starts_with(b"PK") {
        return flat(bytes);
    }
    let mut package = Package::open(bytes)?;
    let main = opc::main_part(&mut package, &["xl/workbook.xml", "xl/workbook.bin"])?;
    if main.to_ascii_lowercase().ends_with(".bin") {
        return super::xls::read_binary(bytes, depth);
    }
    let text = package.xml(&main)?.ok_or(Failure::Damaged)?;
    let tree = parse(&text)?;
    let root = tree.root_element();
    if name(root) != "workbook" {
        return Err(Failure::Unsupported);
    }
    let links = relations(&mut package, &main)?;
    let mut look = Look::new(child(root, "workbookPr").is_some_and(|properties| says_yes(properties, "date1904")));
    for part in parts_of(&links, "styles") {
        opc::with_part(&mut package, part, |root| {
            look.add_styles(root);
            Ok(())
        })?;
    }
    let mut strings = Vec::new();
    for part in parts_of(&links, "sharedStrings") {
        strings.extend(opc::with_part(&mut package, part, |root| {
            Ok(children(root, "si").map(rich_text).collect::<Vec<_>>())
        })?);
    }
    let persons = persons(&mut package, &links)?;
    let mut content = Content::default();
    for sheet in child(root, "sheets").into_iter().flat_map(|sheets| children(sheets, "sheet")) {
        let mut flow = Flow::default();
        if attr(sheet, "state").is_some_and(|state| state != "visible") {
            flow.line("[Hidden sheet]")?;
        }
        flow.line(&tidy(&unescaped(attr(sheet, "name").unwrap_or_default())))?;
        flow.gap();
        match part_of(&links, reference(sheet, "id")) {
            Some(part) => read_sheet(&mut package, part, &look, &strings, &persons, &mut flow)?,
            None => content.warn(WarningCode::PartUnread),
        }
        content.page(&flow.finish())?;
    }
    opc::properties(&mut package, &mut content)?;
    for range in child(root, "definedNames").into_iter().flat_map(|names| children(names, "definedName")) {
        // Those that Excel gives say what is printed and filtered.
        let given = attr(range, "name").filter(|name| !name.starts_with("_xlnm."));
        for said in given.into_iter().chain(attr(range, "comment")) {
            content.property("names", said);
        }
        // A name may stand for a value that is in no cell.
        if text_of(range).starts_with('"') {
            content.property("names", &text_of(range));
        }
    }
    opc::attachments(&mut package, "xl/embeddings/", &mut content, depth)?;
    opc::tell_unread(&package, &[], &mut content);
    Ok(content)
}

/// A workbook in one XML file, as Excel 2003 and many programs that are not Excel write it.
fn flat(bytes: &[u8]) -> Result<Content, Failure> {
    let text = decode(bytes);
    let tree = parse(&text)?;
    let root = tree.root_element();
    let mut content = Content::default();
    for sheet in children(root, "Worksheet") {
        let mut flow = Flow::default();
        if below(sheet, "Visible").any(|node| text_of(node).starts_with("Sheet")) {
            flow.line("[Hidden sheet]")?;
        }
        flow.line(&tidy(attr(sheet, "Name").unwrap_or_default()))?;
        flow.gap();
        let (mut grid, mut row) = (Grid::default(), 0_u32);
        for line in child(sheet, "Table").into_iter().flat_map(|table| children(table, "Row")) {
            let place = |node, before: u32| {
                attr(node, "Index").and_then(|index| index.parse().ok()).unwrap_or(before.saturating_add(1))
            };
            row = place(line, row);
            if says_yes(line, "Hidden") {
                grid.hidden.rows.insert(row);
            }
            let mut column = 0_u32;
            for cell in children(line, "Cell") {
                column = place(cell, column);
                grid.put(row, column, &child(cell, "Data").map(text_of).unwrap_or_default())?;
                flow.hide("Comment", &child(cell, "Comment").map(text_of).unwrap_or_default())?;
                flow.hide("Link", attr(cell, "HRef").unwrap_or_default())?;
            }
        }
        grid.write(&mut flow)?;
        content.page(&flow.finish())?;
    }
    if content.pages.is_empty() {
        return Err(Failure::Unsupported);
    }
    for properties in children(root, "DocumentProperties") {
        opc::property_list(properties, &mut content);
    }
    Ok(content)
}

fn read_sheet(
    package: &mut Package<'_>,
    part: &str,
    look: &Look,
    strings: &[String],
    persons: &[(String, String)],
    flow: &mut Flow,
) -> Result<(), Failure> {
    let links = relations(package, part)?;
    opc::with_part(package, part, |root| {
        let grid = Grid::read(root, look, strings)?;
        grid.write(flow)?;
        for node in child(root, "headerFooter").into_iter().flat_map(|all| all.children()) {
            let label = if name(node).ends_with("Header") { "Header" } else { "Footer" };
            flow.hide(label, &printed(&unescaped(&text_of(node))))?;
        }
        for link in below(root, "hyperlink") {
            flow.hide("Link", attr(link, "tooltip").unwrap_or_default())?;
        }
        for rule in below(root, "dataValidation") {
            for attribute in ["promptTitle", "prompt", "errorTitle", "error"] {
                flow.hide("Field", &unescaped(attr(rule, attribute).unwrap_or_default()))?;
            }
            // A list of choices that is written out, and not a place in the sheet.
            let choices = child(rule, "formula1").map(text_of).filter(|formula| formula.starts_with('"'));
            flow.hide("Field", choices.as_deref().unwrap_or_default().trim_matches('"'))?;
        }
        Ok(())
    })?;
    for drawing in parts_of(&links, "drawing") {
        read_drawing(package, drawing, flow)?;
    }
    for part in parts_of(&links, "vmlDrawing") {
        // Old notes and controls are drawn in a dialect that is not always well-formed.
        if let Some(text) = package.xml(part)?
            && let Ok(tree) = parse(&text)
        {
            drawing::alternatives(flow, tree.root_element())?;
        }
    }
    let threaded: Vec<&str> = parts_of(&links, "threadedComment").collect();
    for part in &threaded {
        opc::with_part(package, part, |root| {
            for comment in children(root, "threadedComment") {
                let by = attr(comment, "personId").and_then(|id| persons.iter().find(|(known, _)| known == id));
                let text = unescaped(&child(comment, "text").map(text_of).unwrap_or_default());
                flow.hide("Comment", &by.map_or(text.clone(), |(_, name)| format!("{name}: {text}")))?;
            }
            Ok(())
        })?;
    }
    for part in parts_of(&links, "comments") {
        opc::with_part(package, part, |root| hide_comments(root, flow))?;
    }
    opc::hide_links(flow, &links)
}

/// Text boxes, alternative texts, charts and diagrams on a sheet.
fn read_drawing(package: &mut Package<'_>, part: &str, flow: &mut Flow) -> Result<(), Failure> {
    let links = relations(package, part)?;
    opc::with_part(package, part, |root| {
        for body in below(root, "txBody") {
            let mut inner = Flow::default();
            text_body(body, &mut inner)?;
            flow.hide_flow("Text box", inner)?;
        }
        drawing::alternatives(flow, root)
    })?;
    drawing::hide_parts(flow, package, &drawing::all_parts(&links))?;
    opc::hide_links(flow, &links)
}

fn hide_comments(root: Node<'_, '_>, flow: &mut Flow) -> Result<(), Failure> {
    let authors: Vec<String> = child(root, "authors")
        .into_iter()
        .flat_map(|list| children(list, "author"))
        .map(|author| unescaped(&text_of(author)))
        .collect();
    for comment in below(root, "comment") {
        let author = attr(comment, "authorId").and_then(|id| authors.get(id.parse::<usize>().ok()?));
        let text = child(comment, "text").map(rich_text).unwrap_or_default();
        // Excel writes the author into the note itself, in bold; then it is not said again.
        let named = author.filter(|author| !author.is_empty() && !text.starts_with(author.as_str()));
        flow.hide("Comment", &named.map_or(text.clone(), |author| format!("{author}: {text}")))?;
    }
    Ok(())
}

/// People whose comments are threads.
fn persons(package: &mut Package<'_>, links: &[Relation]) -> Result<Vec<(String, String)>, Failure> {
    let mut persons = Vec::new();
    for part in parts_of(links, "person") {
        opc::with_part(package, part, |root| {
            let known = children(root, "person")
                .filter_map(|person| Some((attr(person, "id")?.to_owned(), attr(person, "displayName")?.to_owned())));
            persons.extend(known);
            Ok(())
        })?;
    }
    Ok(persons)
}

/// A string in one piece or in runs, without the readings of its characters.
fn rich_text(node: Node<'_, '_>) -> String {
    let is_spoken = |text: &Node<'_, '_>| text.ancestors().take_while(|above| *above != node).any(|n| name(n) == "rPh");
    unescaped(&below(node, "t").filter(|text| !is_spoken(text)).map(text_of).collect::<String>())
}

/// What Excel writes for characters that XML cannot hold, and other programs for any: `_x000D_` (ECMA-376, `ST_Xstring`).
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.split_once('_').filter(|(code, _)| code.len() == 4 && !code.starts_with('+'));
        let character =
            code.and_then(|(code, rest)| Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, rest)));
        if let Some((character, after)) = character {
            out.push(character);
            rest = after;
        } else {
            out.push_str("_x");
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// A header or footer without the codes that steer it: `&L`, `&"Arial,Bold"`, `&12`, `&K01+000`, `&P`.
pub(super) fn printed(code: &str) -> String {
    let mut text = String::new();
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '&' {
            text.push(c);
            continue;
        }
        match rest.next() {
            Some('&') => text.push('&'),
            Some('L' | 'C' | 'R') => text.push('\n'),
            Some('"') => while rest.next().is_some_and(|c| c != '"') {},
            Some('K') => {
                for _ in 0..6 {
                    rest.next_if(|c| c.is_ascii_hexdigit() || matches!(c, '+' | '-'));
                }
            }
            Some(c) if c.is_ascii_digit() => while rest.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    text
}
