//! Excel's binary books: xls of 1993 to 2003, and xlsb. calamine reads the cells, [`beside`] the rest of an
//! xls file; see [`super::xlsx`] for the kind that is XML.

mod beside;

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb};
use confidant_text::WarningCode;

use super::{
    flow::{Flow, tidy},
    ole::{self, Compound},
    opc,
    package::Package,
    xlsx::{Grid, general},
};
use crate::{content::Content, wire::Failure};

/// Reads an xls file.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, Failure> {
    let mut compound = Compound::open(bytes)?;
    // Before 1997 the stream had another name, and its records were shorter.
    let records = compound.stream("Workbook");
    let cells = if records.is_none() { compound.stream("Book") } else { None };
    if !records.iter().chain(&cells).all(|records| beside::is_bounded(records)) {
        return Err(Failure::TooLarge);
    }
    let book = contained(|| Xls::new(Cursor::new(bytes))).ok_or(Failure::Damaged)?.map_err(|error| match error {
        XlsError::Password => Failure::Encrypted,
        _ => Failure::Damaged,
    })?;
    let mut content = sheets(book, &records.unwrap_or_default())?;
    ole::properties(&mut compound, &mut content);
    if compound.has_storage() {
        content.warn(WarningCode::PartUnread);
    }
    Ok(content)
}

/// Reads an xlsb file.
pub(super) fn read_binary(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let book = contained(|| Xlsb::new(Cursor::new(bytes))).and_then(Result::ok).ok_or(Failure::Damaged)?;
    let mut content = sheets(book, &[])?;
    let mut package = Package::open(bytes)?;
    opc::properties(&mut package, &mut content)?;
    opc::attachments(&mut package, "xl/embeddings/", &mut content, depth)?;
    opc::tell_unread(&package, &["xl/workbook.bin", "xl/sharedstrings.bin", "xl/worksheets/"], &mut content);
    Ok(content)
}

fn sheets<'a, R: Reader<Cursor<&'a [u8]>>>(mut book: R, records: &[u8]) -> Result<Content, Failure> {
    let mut content = Content::default();
    let starts = beside::sheets(records);
    for (number, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        let mut flow = Flow::default();
        if sheet.visible != SheetVisible::Visible {
            flow.line("[Hidden sheet]")?;
        }
        flow.line(&tidy(&sheet.name))?;
        flow.gap();
        let mut grid = Grid::default();
        match contained(|| book.worksheet_range(&sheet.name)) {
            Some(Ok(range)) => fill(&mut grid, &range)?,
            // A sheet that is a chart has no cells.
            Some(Err(_)) if sheet.typ == SheetType::ChartSheet => {}
            Some(Err(_)) | None => content.warn(WarningCode::PartUnread),
        }
        let mut beside = Flow::default();
        if let Some(start) = starts.get(number) {
            beside::read(records, *start, &mut grid.hidden, &mut beside)?;
        }
        grid.write(&mut flow)?;
        flow.take_body(beside)?;
        content.page(&flow.finish())?;
    }
    Ok(content)
}

fn fill(grid: &mut Grid, range: &Range<Data>) -> Result<(), Failure> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = |start: u32, at: usize| u32::try_from(at).map(|at| start.saturating_add(at));
        let (Ok(row), Ok(column)) = (place(top, row), place(left, column)) else { continue };
        grid.put(row, column, &shown(value))?;
    }
    Ok(())
}

/// What calamine makes of a book or a sheet; none where it panics, which it does on records that are too short (`utils.rs`: `read_u32`
/// and its kin).
fn contained<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}

/// A value as text. The cell's own format is not told, so that dates are written the same way everywhere.
fn shown(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => general(*number),
        Data::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(moment) => {
            let days = moment.as_f64();
            let code = match () {
                () if !moment.is_datetime() => "[h]:mm:ss",
                () if days < 1.0 => "hh:mm:ss",
                () if days.fract() == 0.0 => "yyyy-mm-dd",
                () => "yyyy-mm-dd hh:mm:ss",
            };
            ssfmt::format_default(days, code).unwrap_or_else(|_| general(days))
        }
    }
}
