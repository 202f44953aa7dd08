//! How numbers look: the format of each style, and what it makes of a value.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use roxmltree::Node;
use ssfmt::{DateSystem, FormatOptions, NumberFormat, format_code_from_id};

use crate::office::xml::{attr, child, children};

const DATE: &str = "yyyy-mm-dd";
const MOMENT: &str = "yyyy-mm-dd hh:mm";
const GENERAL: &str = "General";

/// The formats of a workbook's styles.
pub(in crate::office) struct Look {
    options: FormatOptions,
    codes: HashMap<u32, String>,
    styles: Vec<Option<NumberFormat>>,
}

impl Look {
    /// Formats with days counted from 1904, or from 1900.
    pub fn new(is_1904: bool) -> Self {
        let mut options = FormatOptions::default();
        if is_1904 {
            options.date_system = DateSystem::Date1904;
        }
        Self { options, codes: HashMap::new(), styles: Vec::new() }
    }

    /// Takes in `styles.xml`.
    pub fn add_styles(&mut self, root: Node<'_, '_>) {
        for format in child(root, "numFmts").into_iter().flat_map(|all| children(all, "numFmt")) {
            if let (Some(id), Some(code)) =
                (attr(format, "numFmtId").and_then(|id| id.parse().ok()), attr(format, "formatCode"))
            {
                self.add_code(id, code);
            }
        }
        for style in child(root, "cellXfs").into_iter().flat_map(|all| children(all, "xf")) {
            self.add_style(attr(style, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0));
        }
    }

    /// A format of the workbook's own.
    pub fn add_code(&mut self, id: u32, code: &str) {
        self.codes.insert(id, code.to_owned());
    }

    /// The next style has this format.
    pub fn add_style(&mut self, id: u32) {
        let code = match (id, self.codes.get(&id)) {
            (_, Some(code)) => unambiguous(code),
            (14 | 27..=36 | 50..=58, None) => DATE,
            (22, None) => MOMENT,
            (_, None) => format_code_from_id(id).unwrap_or(GENERAL),
        };
        let parsed = if code.eq_ignore_ascii_case(GENERAL) { None } else { parse(code) };
        self.styles.push(parsed);
    }

    /// A number as the style shows it.
    pub fn number(&self, value: f64, style: usize) -> String {
        match self.styles.get(style) {
            Some(Some(format)) => shown(value, format, &self.options).unwrap_or_else(|| general(value)),
            _ => general(value),
        }
    }
}

/// "As the computer's settings say" is no format: which day the sixth of the seventh is must not depend on the reader.
fn unambiguous(code: &str) -> &str {
    if code.starts_with("[$-F800]") {
        DATE
    } else if code.starts_with("[$-F400]") {
        "hh:mm:ss"
    } else {
        code
    }
}

/// The library's parser is young: a format that it stumbles over is one that it does not know.
fn parse(code: &str) -> Option<NumberFormat> {
    catch_unwind(AssertUnwindSafe(|| NumberFormat::parse(code).ok())).ok().flatten()
}

/// What a format makes of a value. A format that shows nothing hides the value from people, and not from us.
pub(in crate::office) fn shown(value: f64, format: &NumberFormat, options: &FormatOptions) -> Option<String> {
    let text = catch_unwind(AssertUnwindSafe(|| format.format(value, options))).ok()?;
    let text = text.trim();
    // A zero may be a dash.
    let says = text.contains(char::is_alphanumeric) || (value == 0.0 && !text.is_empty());
    (says && text.len() < 1000).then(|| text.to_owned())
}

/// A number without a format: as short as it can be told, as Excel shows it in a wide cell. A whole one keeps its digits:
/// it may be the number of a card or an account.
pub(in crate::office) fn general(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e18 {
        // Zero has no sign.
        return format!("{}", value + 0.0);
    }
    // Values carry the dust of binary fractions in their last digits; fifteen are what Excel shows.
    let text = format!("{value:.14e}");
    let rounded: f64 = text.parse().unwrap_or(value);
    let magnitude = rounded.abs();
    if magnitude != 0.0 && !(1e-9..1e15).contains(&magnitude) { format!("{rounded:E}") } else { format!("{rounded}") }
}
