//! Scripts: how Tesseract calls them, which of its languages are written in them, and what to say when none is there.

use confidant_text::WarningCode;
use serde::{Deserialize, Serialize};

/// A script that text recognition tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Script {
    Latin,
    Arabic,
    Cyrillic,
    Devanagari,
    Greek,
    Han,
    Hebrew,
    Japanese,
    Korean,
    Thai,
    /// One of the many that are seldom seen.
    Other,
}

use Script::{Arabic, Cyrillic, Devanagari, Greek, Han, Hebrew, Japanese, Korean, Latin, Other, Thai};

/// The languages that are not written in Latin letters, by script.
const LANGUAGES: &[(Script, &[&str])] = &[
    (Arabic, &["ara", "fas", "kur_ara", "pus", "snd", "uig", "urd"]),
    (Cyrillic, &["aze_cyrl", "bel", "bul", "kaz", "kir", "mkd", "mon", "rus", "srp", "tat", "tgk", "ukr", "uzb_cyrl"]),
    (Devanagari, &["hin", "mar", "nep", "san"]),
    (Greek, &["ell", "grc"]),
    (Han, &["chi_sim", "chi_tra", "chi_sim_vert", "chi_tra_vert"]),
    (Hebrew, &["heb", "yid"]),
    (Japanese, &["jpn", "jpn_vert"]),
    (Korean, &["kor", "kor_vert"]),
    (Thai, &["tha"]),
    (
        Other,
        &[
            "amh", "asm", "ben", "bod", "chr", "div", "dzo", "guj", "hye", "iku", "kan", "kat", "khm", "lao", "mal",
            "mya", "ori", "pan", "sin", "syr", "tam", "tel", "tir",
        ],
    ),
];

/// Trained data that is no language.
const NO_LANGUAGES: &[&str] = &["osd", "equ", "snum"];

impl Script {
    /// The most usual first.
    pub const ALL: [Self; 11] =
        [Latin, Cyrillic, Greek, Arabic, Hebrew, Han, Japanese, Korean, Devanagari, Thai, Other];

    /// The script that a language of Tesseract is written in.
    pub fn of_language(name: &str) -> Option<Self> {
        if NO_LANGUAGES.contains(&name) {
            return None;
        }
        let found = LANGUAGES.iter().find(|(_, languages)| languages.contains(&name));
        Some(found.map_or(Latin, |(script, _)| *script))
    }

    /// The script that Tesseract calls so.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Latin" | "Fraktur" | "Vietnamese" => Latin,
            "Arabic" => Arabic,
            "Cyrillic" => Cyrillic,
            "Devanagari" => Devanagari,
            "Greek" => Greek,
            "Han" | "HanS" | "HanT" => Han,
            "Hebrew" => Hebrew,
            "Japanese" | "Hiragana" | "Katakana" => Japanese,
            "Korean" | "Hangul" => Korean,
            "Thai" => Thai,
            "Common" | "NULL" => return None,
            _ => Other,
        })
    }

    /// Whether the model of a script, `Cyrillic` or `HanS_vert`, reads it.
    pub fn has_model(self, name: &str) -> bool {
        !name.ends_with("_vert") && name != "Fraktur" && Self::named(name) == Some(self)
    }

    /// What a page says that nothing here can read.
    pub fn missing(self) -> WarningCode {
        match self {
            Latin => WarningCode::OcrMissing,
            Arabic => WarningCode::OcrMissingArabic,
            Cyrillic => WarningCode::OcrMissingCyrillic,
            Devanagari => WarningCode::OcrMissingDevanagari,
            Greek => WarningCode::OcrMissingGreek,
            Han => WarningCode::OcrMissingChinese,
            Hebrew => WarningCode::OcrMissingHebrew,
            Japanese => WarningCode::OcrMissingJapanese,
            Korean => WarningCode::OcrMissingKorean,
            Thai => WarningCode::OcrMissingThai,
            Other => WarningCode::OcrMissingScript,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn a_language_has_a_script() {
        assert_eq!(Script::of_language("fra"), Some(Script::Latin));
        assert_eq!(Script::of_language("rus"), Some(Script::Cyrillic));
        assert_eq!(Script::of_language("osd"), None);
    }

    #[test]
    fn a_script_is_known_by_any_of_its_names() {
        assert_eq!(Script::named("Hangul"), Some(Script::Korean));
        assert_eq!(Script::named("Tibetan"), Some(Script::Other));
        assert_eq!(Script::named("Common"), None);
        assert!(Script::Han.has_model("HanS"));
        assert!(!Script::Han.has_model("HanS_vert"));
    }
}
