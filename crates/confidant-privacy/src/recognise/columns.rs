//! Columns of tables: a header that names a kind, or two found cells, say what every cell of a column is.

mod header;
mod table;

use confidant_text::{
    EntityKind::{
        self, Address, Age, Amount, BirthDate, City, Date, Email, Ip, Mac, Organisation, Person, Phone, Place, Region,
        Url, Username,
    },
    Family, Finding, Source, Span,
};

use super::words;
use table::{Cell, Table};

/// Found cells that type a column without a header, at least; and at least one in so many of all its cells.
const WITNESSES: usize = 2;
const OF: usize = 5;

/// What the columns of tables in `text` add to what was found there, which is sorted and disjoint.
pub(crate) fn typed(text: &str, found: &[Finding]) -> Vec<Finding> {
    let mut claims = Vec::new();
    for table in table::all(text) {
        for (cells, named) in table.columns().map(|cells| (cells.clone(), header_of(text, &cells))) {
            let kind = named.or_else(|| witnessed(text, &cells, found));
            claims.extend(kind.into_iter().flat_map(|kind| claimed(text, &cells, kind)));
        }
        claims.extend(form(text, &table));
    }
    claims
}

/// The kind that the first cell of a column names.
fn header_of(text: &str, cells: &[Cell]) -> Option<EntityKind> {
    header::kind(cells.first()?.of(text)?)
}

/// The kind of at least two cells that were found whole, when no cell was found to be anything else.
fn witnessed(text: &str, cells: &[Cell], found: &[Finding]) -> Option<EntityKind> {
    let full: Vec<_> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let mut kinds = full.iter().filter_map(|cell| {
        let at = found.partition_point(|finding| finding.span.end <= cell.start);
        let finding = found.get(at).filter(|finding| finding.span.overlaps(**cell))?;
        let letters = |span: Span| span.of(text).map_or(0, |text| text.chars().filter(|c| c.is_alphanumeric()).count());
        let inside = Span::new(finding.span.start.max(cell.start), finding.span.end.min(cell.end));
        (letters(inside) * 5 >= letters(**cell) * 4).then_some(finding.kind)
    });
    let first = kinds.next()?;
    let others: Vec<_> = kinds.collect();
    let agreed = others.iter().all(|kind| kind.family() == first.family());
    // A date or an amount is written out in full wherever it stands; its neighbours may be anything.
    let telling = !matches!(first.family(), Family::Date | Family::Amount | Family::Age | Family::Term | Family::Url);
    (agreed && telling && others.len() + 1 >= WITNESSES && (others.len() + 1) * OF >= full.len()).then_some(first)
}

/// The cells of a column that can be of its kind.
fn claimed(text: &str, cells: &[Cell], kind: EntityKind) -> Vec<Finding> {
    let fits = |cell: &&Cell| cell.of(text).is_some_and(|value| header::kind(value).is_none() && can_be(kind, value));
    let finding = |span: &Cell| Finding { span: *span, kind, score: 0.75, source: Source::Rule("column".to_owned()) };
    cells.iter().filter(fits).map(finding).collect()
}

/// A form as a table of two columns: each row has a header of its own.
fn form(text: &str, table: &Table) -> Vec<Finding> {
    let row = |row: &Vec<Cell>| match row.as_slice() {
        [label, value] => header::kind(label.of(text)?).map(|kind| claimed(text, &[*value], kind)),
        _ => None,
    };
    table.rows.iter().filter_map(row).flatten().collect()
}

/// Whether a cell can hold a value of this kind at all: a dash, a sum below a column of names cannot.
fn can_be(kind: EntityKind, value: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let digits = value.chars().filter(|c| c.is_numeric()).count();
    match kind {
        Person => {
            let capital = value.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
            capital && letters > 1 && digits == 0 && value.split_whitespace().count() <= 5 && !words::is_common(value)
        }
        Email => value.contains('@'),
        Url | Ip | Mac => digits + letters >= 4 && value.contains(['.', ':', '-']),
        Phone => digits >= 5,
        Date | BirthDate => digits >= 2 && value.chars().count() <= 30,
        Age => (1..=3).contains(&digits),
        Amount => digits > 0,
        Username => letters + digits >= 2,
        Organisation | Address | Place | City | Region => letters >= 2 && !words::is_common(value),
        _ if kind.family() == Family::Trait => letters >= 2,
        _ if kind.is_secret() => letters + digits >= 3,
        _ => digits >= 2 && letters + digits >= 4,
    }
}

#[cfg(test)]
mod tests {
    use super::typed;
    use confidant_text::{EntityKind, Finding, Source, Span};

    /// What a table gives away when `known` was found in it.
    fn cells(text: &str, known: &[(&str, EntityKind)]) -> Vec<(EntityKind, String)> {
        let mut found: Vec<_> = known
            .iter()
            .map(|(value, kind)| {
                let start = text.find(value).unwrap();
                let span = Span::new(start, start + value.len());
                Finding { span, kind: *kind, score: 1.0, source: Source::Tagger }
            })
            .collect();
        found.sort_by_key(|finding| finding.span);
        let typed = typed(text, &found);
        typed.iter().map(|finding| (finding.kind, finding.span.of(text).unwrap().to_owned())).collect()
    }

    fn values(text: &str, kind: EntityKind) -> Vec<String> {
        cells(text, &[]).into_iter().filter(|(of, _)| *of == kind).map(|(_, value)| value).collect()
    }

    #[test]
    fn a_header_types_its_column_in_every_kind_of_table() {
        for text in [
            "Kontonummer;Betrag\n0532013000;12\n0532013001;-\n",
            "Betrag,Kontonummer\r\n12,0532013000\r\n7,0532013001\r\n",
            "Betrag\tKontonummer\n12\t0532013000\n7\t0532013001",
            "| Betrag | Kontonummer |\n|---|--:|\n| 12 | 0532013000 |\n| 7 | **0532013001** |",
            "Betrag   Kontonummer\n  12     0532013000\n   7     0532013001\n",
            "see\n\"Betrag\";\"Konto-Nr.\"\n\"1;2\";\"0532013000\"\n\"7\";\"0532013001\"\nend",
        ] {
            assert_eq!(values(text, EntityKind::BankAccount), ["0532013000", "0532013001"], "{text}");
        }
    }

    #[test]
    fn headers_of_many_languages_and_more_words_are_known() {
        for (header, cell, kind) in [
            ("Customer Name", "Otto Kern", EntityKind::Person),
            ("Nom de famille", "Kern", EntityKind::Person),
            ("Apellidos", "Kern Vega", EntityKind::Person),
            ("Geburtsdatum", "12.3.84", EntityKind::BirthDate),
            ("Home phone", "030 901820", EntityKind::Phone),
            ("Contact e-mail", "o.kern@x.example", EntityKind::Email),
            ("Customer no.", "448812", EntityKind::CustomerNumber),
            ("Straße", "Am Markt", EntityKind::Address),
            ("Company name", "Kern", EntityKind::Organisation),
            ("Patient ID", "77-1234", EntityKind::MedicalRecord),
        ] {
            let text = format!("x;{header}\n1;{cell}\n2;{cell}");
            assert_eq!(values(&text, kind), [cell, cell], "{header}");
        }
    }

    #[test]
    fn two_found_cells_type_a_column_unless_another_contradicts() {
        let text = "a,Otto Kern,1\nb,Ada Vogt,2\nc,Uwe Zorn,3\nd,,4\ne,total 5,5";
        let known = [("Otto Kern", EntityKind::Person), ("Ada Vogt", EntityKind::Person)];
        let person = |name: &str| (EntityKind::Person, name.to_owned());
        assert_eq!(cells(text, &known), ["Otto Kern", "Ada Vogt", "Uwe Zorn"].map(person));
        assert_eq!(cells(text, &known[..1]), []);
        assert_eq!(cells(text, &[known[0], known[1], ("Uwe Zorn", EntityKind::Organisation)]), []);
    }

    #[test]
    fn a_form_of_two_columns_has_its_headers_in_the_first() {
        let text = "Name | Otto Kern\nCity | Trier\nColour | Blue";
        let found = cells(text, &[]);
        assert_eq!(found, [(EntityKind::Person, "Otto Kern".to_owned()), (EntityKind::City, "Trier".to_owned())]);
    }

    #[test]
    fn what_is_no_table_or_names_no_person_is_left_alone() {
        for text in [
            "Name, said Otto Kern, is a word\nthat, as we know, is short\nand, as such, is fine",
            "Name;Phone\nOtto Kern;901820",
            "Product name;Price\nKern;12\nZorn;7",
            "Year  Amount\n1999  12\n2000  7\n2001  9",
            "Name: we met; all of us\nPhone: none; not one\nand so on; and on",
        ] {
            assert_eq!(cells(text, &[]), [], "{text}");
        }
    }
}
