//! [`Launch`]: what the person asked for when they started the app, the first time or again.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// What a start of the app is for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Launch {
    /// Only the quick prompt is wanted.
    pub quick: bool,
    /// Files and folders to take in.
    pub files: Vec<PathBuf>,
}

impl Launch {
    /// Reads the arguments; relative paths are those of the folder in which they were typed.
    pub fn from_arguments(arguments: impl IntoIterator<Item = OsString>, folder: &Path) -> Self {
        let mut launch = Self::default();
        for argument in arguments {
            match argument.to_str() {
                Some("--quick") => launch.quick = true,
                Some(flag) if flag.starts_with("--") => tracing::warn!("an unknown option was passed over"),
                // A name need not be text.
                _ => launch.files.push(folder.join(&argument)),
            }
        }
        launch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_from_where_they_were_typed() {
        let launch = Launch::from_arguments(["a.pdf".into(), "/b.pdf".into(), "--quick".into()], Path::new("/home"));
        assert_eq!(launch, Launch { quick: true, files: vec!["/home/a.pdf".into(), "/b.pdf".into()] });
    }
}
