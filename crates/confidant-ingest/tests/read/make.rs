//! Small PDF files, written by hand.

use std::fmt::Write;

/// A PDF under construction: object `n` is `objects[n - 1]`.
pub struct Maker {
    pub objects: Vec<Vec<u8>>,
}

pub const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica \
    /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>";

/// One page of 612 × 792 points per content stream; `F1` is Helvetica with `fi` at 1 and `fl` at 2.
pub fn pdf(contents: &[&str]) -> Vec<u8> {
    Maker::new(contents, "").finish()
}

impl Maker {
    /// Catalog 1, pages 2, font 3, information 4; then each page and its content. `extra` goes into every page.
    pub fn new(contents: &[&str], extra: &str) -> Self {
        let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 5 + 2 * page)).collect();
        let mut objects = vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            format!("<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 612 792] >>", kids.join(" "), kids.len())
                .into(),
            FONT.into(),
            b"<< /Title <FEFF00DC006200650072> /Author (Hannah Wei\xdf) >>".to_vec(),
        ];
        for content in contents {
            let stream = objects.len() + 2;
            let page = format!(
                "<< /Type /Page /Parent 2 0 R /Contents {stream} 0 R /Resources << /Font << /F1 3 0 R >> >> {extra} >>"
            );
            objects.push(page.into());
            objects.push(stream_of("", content.as_bytes()));
        }
        Self { objects }
    }

    pub fn add(&mut self, object: impl Into<Vec<u8>>) -> usize {
        self.objects.push(object.into());
        self.objects.len()
    }

    pub fn finish(&self) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        for (number, object) in (1..).zip(&self.objects) {
            writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
            bytes.extend(format!("{number} 0 obj\n").bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let (start, count) = (bytes.len(), self.objects.len() + 1);
        let end = format!(
            "xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n"
        );
        bytes.extend(end.bytes());
        bytes
    }
}

pub fn stream_of(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {entries} /Length {} >>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// Content that shows each text at its place in 10 point type.
pub fn show(texts: &[(f32, f32, &str)]) -> String {
    let each = texts.iter().map(|(x, y, text)| format!("1 0 0 1 {x} {y} Tm ({text}) Tj "));
    format!("BT /F1 10 Tf {}ET", each.collect::<String>())
}

/// Lines of text, 12 points apart, from `(x, y)` down.
pub fn lines<'a>(x: f32, y: f32, lines: &[&'a str]) -> Vec<(f32, f32, &'a str)> {
    let mut down = y;
    lines
        .iter()
        .map(|line| {
            let place = (x, down, *line);
            down -= 12.0;
            place
        })
        .collect()
}
