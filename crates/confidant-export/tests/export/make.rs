//! A PDF with a canary in every corner, written by hand.

use std::fmt::Write;

/// Names in the text, in white, under a picture, in a file attached, in an outline, in properties, in XMP, and a drawing.
pub fn canaries() -> Vec<u8> {
    let text = "BT /F1 12 Tf 0 g 1 0 0 1 50 700 Tm (Ms Hannah Weissenfels shall pay the rent on time.) Tj \
        1 0 0 1 50 680 Tm (Mail weissenfels@example.org, account DE89 3704 0044 0532 0130 00.) Tj \
        1 g 1 0 0 1 50 660 Tm (White: Hannah Weissenfels) Tj \
        0 g 1 0 0 1 50 640 Tm (Under: Weissenfels) Tj ET \
        q 200 0 0 20 45 632 cm /Im Do Q \
        0.2 0.3 0.9 rg 400 100 120 80 re f";
    let mut file = Maker::default();
    file.add(
        "<< /Type /Catalog /Pages 2 0 R /Outlines 8 0 R /Metadata 10 0 R \
        /Names << /EmbeddedFiles << /Names [(Weissenfels.txt) 6 0 R] >> >> >>",
    );
    file.add("<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] >>");
    file.add(
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R \
        /Resources << /Font << /F1 5 0 R >> /XObject << /Im 11 0 R >> >> >>",
    );
    file.stream("", text.as_bytes());
    file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    file.add("<< /Type /Filespec /F (Weissenfels.txt) /EF << /F 7 0 R >> >>");
    file.stream("/Type /EmbeddedFile", b"Hannah Weissenfels");
    file.add("<< /Type /Outlines /First 9 0 R /Last 9 0 R /Count 1 >>");
    file.add("<< /Title (Weissenfels) /Parent 8 0 R /Dest [3 0 R /Fit] >>");
    file.stream("/Type /Metadata /Subtype /XML", b"<x:xmpmeta><dc:creator>Hannah Weissenfels</dc:creator></x:xmpmeta>");
    file.stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        b"\xc0",
    );
    file.add("<< /Author (Hannah Weissenfels) /Title (Lease) >>");
    file.finish("/Root 1 0 R /Info 12 0 R")
}

/// Pages of Helvetica, one for each content stream.
pub fn pages(contents: &[&str]) -> Vec<u8> {
    let mut file = Maker::default();
    file.add("<< /Type /Catalog /Pages 2 0 R >>");
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    file.add(&format!("<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 612 792] >>", kids.join(" "), kids.len()));
    file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for content in contents {
        let stream = file.objects.len() + 2;
        file.add(&format!(
            "<< /Type /Page /Parent 2 0 R /Contents {stream} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        file.stream("", content.as_bytes());
    }
    file.finish("/Root 1 0 R")
}

#[derive(Default)]
struct Maker {
    objects: Vec<Vec<u8>>,
}

impl Maker {
    fn add(&mut self, object: &str) {
        self.objects.push(object.as_bytes().to_vec());
    }

    fn stream(&mut self, entries: &str, content: &[u8]) {
        let begin = format!("<< {entries} /Length {} >>\nstream\n", content.len());
        self.objects.push([begin.as_bytes(), content, b"\nendstream"].concat());
    }

    fn finish(&self, trailer: &str) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        for (number, object) in (1..).zip(&self.objects) {
            writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
            bytes.extend(format!("{number} 0 obj\n").bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let (start, count) = (bytes.len(), self.objects.len() + 1);
        let end =
            format!("xref\n0 {count}\n{table}trailer\n<< /Size {count} {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        bytes.extend(end.bytes());
        bytes
    }
}
