//! What is known to stand in a file: cells of tables, fields of invoices, texts, strings.

use std::{fs, path::Path};

use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;

use super::{
    ingest_files::{File, Files},
    ingest_peers::Peers,
    share::Share,
    words::{Words, squeezed},
};

/// Fields of an invoice that are printed as they stand there; others were worked out by whoever wrote them down.
const FIELDS: [&str; 13] = [
    "amount",
    "amount_untaxed",
    "amount_tax",
    "bic",
    "date",
    "date_due",
    "iban",
    "invoice_number",
    "partner_coc",
    "partner_name",
    "partner_website",
    "partner_zip",
    "vat",
];

/// What was found of what is known.
#[derive(Default)]
pub struct Truth {
    pub cells: Share,
    pub fields: Share,
    /// F1 of a known text, by file.
    pub texts: Vec<(String, f64)>,
    /// Words of scans, and processor seconds of each of their pages.
    pub scans: Share,
    pub scan_seconds: Vec<f64>,
    /// Strings of other documents.
    pub strings: Share,
    pub documents: Share,
    pub misses: Vec<String>,
}

/// Looks everything up.
pub fn measure(data: &Path, pdf: &Files, peers: &Peers) -> anyhow::Result<Truth> {
    let mut truth = Truth::default();
    for file in &pdf.files {
        for path in &file.truth {
            truth.look_up(file, path)?;
        }
    }
    truth.documents(&data.join("docs"), peers)?;
    Ok(truth)
}

impl Truth {
    fn look_up(&mut self, file: &File, path: &Path) -> anyhow::Result<()> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let read = || fs::read(path).with_context(|| format!("{} could not be opened", path.display()));
        if name.ends_with(".str.xml") {
            self.cells(file, &String::from_utf8_lossy(&read()?));
        } else if name.ends_with(".fields.json") {
            self.fields(file, &serde_json::from_slice(&read()?)?);
        } else if name.ends_with(".ocr.txt") {
            let (known, ours) = (Words::of(&String::from_utf8_lossy(&read()?)), Words::of(&file.ours.printed()));
            self.scans.add(known.shared(&ours) as usize, known.len() as usize);
            #[allow(clippy::cast_precision_loss, reason = "pages are few")]
            self.scan_seconds.push(file.cost.cpu / file.ours.pages.len().max(1) as f64);
        } else if let Some(known) = text(path) {
            self.texts.push((file.name.clone(), Words::of(&known).f1(&Words::of(&file.ours.printed()))));
        }
        Ok(())
    }

    /// Cells of the ICDAR 2013 table competition; a cell is found when its text stands in one piece.
    fn cells(&mut self, file: &File, truth: &str) {
        let ours = squeezed(&file.ours.printed());
        let (mut found, mut all) = (0, 0);
        for content in truth.split("<content>").skip(1).filter_map(|rest| rest.split("</content>").next()) {
            let cell = squeezed(&unescaped(content));
            if !cell.is_empty() {
                all += 1;
                found += usize::from(ours.contains(&cell));
                self.miss(ours.contains(&cell), &file.name, content);
            }
        }
        self.cells.add(found, all);
    }

    fn fields(&mut self, file: &File, truth: &Value) {
        let ours = squeezed(&file.ours.printed());
        let peers = [&file.pdftotext, &file.pdfium].map(|text| squeezed(text.as_deref().unwrap_or_default()));
        let (mut found, mut all) = (0, 0);
        let invoices = truth.as_array().into_iter().flatten().filter_map(Value::as_object);
        for (name, value) in invoices.flatten().filter(|(name, _)| FIELDS.contains(&name.as_str())) {
            let forms = forms(value);
            let stands_in = |text: &str| forms.iter().any(|form| text.contains(&squeezed(form)));
            // What no reader sees is not printed like that.
            if peers.iter().any(|peer| stands_in(peer)) || stands_in(&ours) {
                all += 1;
                found += usize::from(stands_in(&ours));
                self.miss(stands_in(&ours), &file.name, name);
            }
        }
        self.fields.add(found, all);
    }

    fn documents(&mut self, folder: &Path, peers: &Peers) -> anyhow::Result<()> {
        #[derive(Deserialize)]
        struct Expected {
            file: String,
            contains: Vec<String>,
        }
        for Expected { file, contains } in super::data::rows::<Expected>(&folder.join("expected_contains.jsonl"))? {
            let (ours, _) = peers.ours(&folder.join(&file), None)?;
            self.documents.row(ours.code.is_none());
            let text = squeezed(&ours.all());
            let mut found = 0;
            let wanted: Vec<String> = contains.iter().filter_map(|text| meant(text)).collect();
            for string in &wanted {
                let stands = text.contains(&squeezed(string));
                found += usize::from(stands);
                self.miss(stands, &file, string);
            }
            self.strings.add(found, wanted.len());
        }
        Ok(())
    }

    fn miss(&mut self, found: bool, file: &str, what: &str) {
        if !found {
            self.misses.push(format!("{file}: without “{what}”"));
        }
    }

    /// The known texts of files with `part` in their name.
    pub fn texts_of(&self, part: &str) -> Vec<f64> {
        self.texts.iter().filter(|(name, _)| name.to_lowercase().contains(part)).map(|(_, f1)| *f1).collect()
    }
}

/// The text that a file was made from or is known to hold; what a reader with an option made of it (sorted, laid out) is no truth.
pub fn text(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let made_by_reader = [".sorted.txt", ".layout.txt", ".ocr.txt"].iter().any(|end| name.ends_with(end));
    let known = path.extension().is_some_and(|end| end == "txt") || name.ends_with(".source.html");
    if !known || made_by_reader {
        return None;
    }
    let text = String::from_utf8_lossy(&fs::read(path).ok()?).into_owned();
    let body = text.split_once("<body>").map(|(_, body)| body);
    let without_tags =
        |markup: &str| markup.split('<').filter_map(|part| Some(part.split_once('>')?.1)).collect::<String>();
    Some(body.map_or_else(|| text.clone(), |body| without_tags(&format!("<>{body}"))))
}

/// The string itself, where another program wrapped it into markup of its own; none where there is nothing but its markup.
fn meant(text: &str) -> Option<String> {
    let text = unescaped(text.trim_start_matches('>'));
    match text.split_once("=\"") {
        Some(("class" | "src", _)) => None,
        Some((name, value)) if name.chars().all(|c| c.is_alphanumeric() || c == '-') => {
            value.strip_suffix('"').map(ToOwned::to_owned)
        }
        _ => Some(text),
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// How a value may be printed: amounts with a point or a comma and marks between thousands, dates in the usual orders.
fn forms(value: &Value) -> Vec<String> {
    match value {
        Value::Number(number) => {
            let amount = number.as_f64().unwrap_or(f64::NAN);
            let plain = format!("{amount:.2}");
            let (whole, cents) = plain.split_once('.').unwrap_or((&plain, "00"));
            let grouped = |mark: &str| {
                let digits: Vec<char> = whole.chars().collect();
                digits.rchunks(3).rev().map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(mark)
            };
            let mut forms = vec![plain.clone(), format!("{whole},{cents}")];
            forms.extend([
                format!("{}.{cents}", grouped(",")),
                format!("{},{cents}", grouped(".")),
                format!("{},{cents}", grouped(" ")),
            ]);
            if cents == "00" {
                forms.push(whole.to_owned());
            }
            forms
        }
        Value::String(text) => {
            let parts: Vec<&str> = text.split('-').collect();
            let [year, month, day] = parts.as_slice() else { return vec![text.clone()] };
            let months = MONTHS
                .iter()
                .filter_map(|names| month.parse::<usize>().ok().and_then(|month| names.get(month.wrapping_sub(1))));
            let bare = |part: &str| part.trim_start_matches('0').to_owned();
            let mut forms = vec![text.clone()];
            for mark in ["-", "/", "."] {
                forms.push([*day, *month, *year].join(mark));
                forms.push([bare(day), bare(month), (*year).to_owned()].join(mark));
                forms.push([*month, *day, *year].join(mark));
            }
            forms.extend(months.map(|month| format!("{}{month}{year}", bare(day))));
            forms
        }
        _ => Vec::new(),
    }
}

/// Dutch, French, English, German.
const MONTHS: [[&str; 12]; 4] = [
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    [
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{forms, meant};

    #[test]
    fn a_value_is_known_however_it_is_printed() {
        assert!(forms(&json!(1717.5)).contains(&"1.717,50".to_owned()));
        assert!(forms(&json!("2014-04-09")).contains(&"9april2014".to_owned()));
        assert!(forms(&json!("2014-04-09")).contains(&"09-04-2014".to_owned()));
        assert_eq!(meant("href=\"https://example.com\"").as_deref(), Some("https://example.com"));
        assert_eq!((meant("class=\"x\""), meant("a = b").as_deref()), (None, Some("a = b")));
        assert_eq!(meant(">1.2-&gt;1.1").as_deref(), Some("1.2->1.1"));
    }
}
