//! Which languages text recognition can read on this machine.

use std::path::{Path, PathBuf};

use super::script::Script;

/// Where systems keep Tesseract's trained data, newest first.
const FOLDERS: &[&str] = &[
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:\\Program Files\\Tesseract-OCR\\tessdata",
];
/// Languages that are read at the same time; each further one costs time for every word that the others are unsure of.
const AT_ONCE: usize = 4;
/// What is read first where more is installed, the one that all Latin scripts share before all.
const USUAL: &[&str] = &["eng", "deu", "fra", "spa", "ita", "nld", "pol", "por"];
/// The name of what tells how a page lies and how it is written.
pub(super) const LIE: &str = "osd";

/// The trained data that is here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Installed {
    folder: PathBuf,
    languages: Vec<String>,
    /// Models that know a script and no language, by their names without the folder.
    scripts: Vec<String>,
}

impl Installed {
    /// What is in `folder`, or in the first of the system's folders that has something.
    pub fn look(folder: Option<&Path>) -> Self {
        match folder {
            Some(folder) => Self::in_folder(folder),
            None => FOLDERS
                .iter()
                .map(|folder| Self::in_folder(Path::new(folder)))
                .find(|installed| !installed.languages.is_empty())
                .unwrap_or_default(),
        }
    }

    fn in_folder(folder: &Path) -> Self {
        let mut languages = names(folder);
        let rank = |name: &String| USUAL.iter().position(|usual| usual == name).unwrap_or(USUAL.len());
        languages.sort_by_cached_key(|name| (rank(name), name.clone()));
        Self { folder: folder.to_owned(), languages, scripts: names(&folder.join("script")) }
    }

    /// The folder, as the worker is told it.
    pub fn folder(&self) -> Option<&str> {
        self.folder.to_str()
    }

    /// Whether the lie of a page can be told.
    pub fn knows_lie(&self) -> bool {
        self.languages.iter().any(|name| name == LIE)
    }

    /// What to load for pages in `script`, if anything here reads it.
    pub fn for_script(&self, script: Script) -> Option<String> {
        let mut names: Vec<String> =
            self.languages.iter().filter(|name| Script::of_language(name) == Some(script)).cloned().collect();
        if names.is_empty() {
            names
                .extend(self.scripts.iter().filter(|name| script.has_model(name)).map(|name| format!("script/{name}")));
        }
        names.truncate(AT_ONCE);
        (!names.is_empty()).then(|| names.join("+"))
    }
}

/// The names of the trained data in a folder. A folder that cannot be read has none.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let stem = |path: PathBuf| {
        let is_data = path.extension().is_some_and(|extension| extension == "traineddata");
        is_data.then(|| path.file_stem().and_then(|stem| stem.to_str()).map(ToOwned::to_owned)).flatten()
    };
    let mut names: Vec<String> = entries.filter_map(|entry| stem(entry.path())).filter(|name| is_name(name)).collect();
    names.sort();
    names
}

/// Tesseract takes a list of names as one word, so a file's name must not be one.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::Installed;
    use crate::ocr::script::Script;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("script")).unwrap();
        for file in files {
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        folder
    }

    #[test]
    fn languages_are_chosen_by_script() {
        let folder = folder(&[
            "deu.traineddata",
            "eng.traineddata",
            "osd.traineddata",
            "rus.traineddata",
            "a+b.traineddata",
            "pdf.ttf",
            "script/Greek.traineddata",
        ]);
        let installed = Installed::look(Some(folder.path()));
        assert!(installed.knows_lie());
        assert_eq!(installed.for_script(Script::Latin).as_deref(), Some("eng+deu"));
        assert_eq!(installed.for_script(Script::Cyrillic).as_deref(), Some("rus"));
        assert_eq!(installed.for_script(Script::Greek).as_deref(), Some("script/Greek"));
        assert_eq!(installed.for_script(Script::Arabic), None);
    }

    #[test]
    fn languages_that_many_write_go_first() {
        let names = ["afr", "aze", "bos", "cat", "deu", "eng", "fra", "spa"].map(|name| format!("{name}.traineddata"));
        let folder = folder(&names.each_ref().map(String::as_str));
        let installed = Installed::look(Some(folder.path()));
        assert_eq!(installed.for_script(Script::Latin).as_deref(), Some("eng+deu+fra+spa"));
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_languages() {
        let none = Installed::look(Some(std::path::Path::new("/there/is/none")));
        assert!(!none.knows_lie());
        assert_eq!(none.for_script(Script::Latin), None);
    }
}
