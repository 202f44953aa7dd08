//! A few small files of each format to start from, made here. They hold what the readers look for; the fuzzer finds the rest.

mod binary;
mod office;
mod text;

use super::Target;

/// Small inputs for `target`.
pub fn seeds(target: Target) -> Vec<Vec<u8>> {
    let texts = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    match target {
        Target::Pdf | Target::Draw => binary::pdf(),
        Target::Docx => office::docx(),
        Target::Pptx => office::pptx(),
        Target::Xlsx => office::xlsx(),
        Target::Odf => office::odf(),
        Target::Xls => binary::xls(),
        Target::Rtf => texts(text::RTF),
        Target::Html => texts(text::HTML),
        Target::Epub => office::epub(),
        Target::Eml => texts(text::EML),
        Target::Msg => binary::msg(),
        Target::Mbox => texts(text::MBOX),
        Target::Zip => office::zip(),
        Target::Plain => [texts(text::PLAIN), binary::plain()].concat(),
        Target::Csv => texts(text::CSV),
        Target::Image => binary::image(),
        Target::Sniff => {
            let others = Target::ALL.into_iter().map(|(_, other)| other).filter(|other| *other != Target::Sniff);
            // The file itself, not its members.
            others
                .flat_map(|other| seeds(other).into_iter().take(2).map(move |seed| (other, seed)))
                .map(whole)
                .collect()
        }
    }
}

fn whole((target, seed): (Target, Vec<u8>)) -> Vec<u8> {
    super::packed(target, &seed).unwrap_or(seed)
}
