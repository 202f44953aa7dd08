//! A file comes into its place whole or not at all: checked where nobody else sees it, written beside, synced, then renamed.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    path::Path,
};

use crate::{ExportError, Target};

/// Lets `check` look at a file of these bytes before they get near their place. Whatever fails, nothing is left.
///
/// The file that is checked lies in a folder that only this user can open: what was not checked is for nobody, and the target's
/// folder may be one that is synced to other computers. It ends like the target, so that a reader takes it for what it is.
pub(crate) fn place(
    target: Target<'_>,
    bytes: &[u8],
    check: impl FnOnce(&Path) -> Result<(), ExportError>,
) -> Result<u64, ExportError> {
    is_free(target)?;
    let folder = match target.path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let extension = target.path.extension().map(|extension| format!(".{}", extension.to_string_lossy()));
    // A folder that is not there, or not ours to write to, is told before the long work of the check.
    // Whom the person's own settings let read new files may read it: it is made to be given away.
    let mut beside = builder(0o666).tempfile_in(folder)?;
    let private = builder(0o700).tempdir()?;
    let draft = private.path().join(format!("draft{}", extension.unwrap_or_default()));
    fs::write(&draft, bytes)?;
    check(&draft)?;
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    is_free(target)?;
    let placed = if target.replace { beside.persist(target.path) } else { beside.persist_noclobber(target.path) };
    placed.map_err(|failed| failed.error)?;
    // The name is only safe when the folder is; some file systems cannot sync one.
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).ok();
    Ok(bytes.len() as u64)
}

/// Refuses early what would be refused at the end, and what a rename would destroy: a device, or the link to a file.
fn is_free(target: Target<'_>) -> Result<(), ExportError> {
    if target.path.file_name().is_none() {
        return Err(ExportError::NotAFile);
    }
    match fs::symlink_metadata(target.path) {
        Ok(there) if !there.is_file() => Err(ExportError::NotAFile),
        Ok(_) if !target.replace => Err(ExportError::Exists),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// For files and folders that at most those of this mode may open.
#[cfg_attr(not(unix), expect(unused_variables, reason = "only Unix has modes"))]
fn builder<'a>(mode: u32) -> tempfile::Builder<'a, 'a> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".confidant-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    builder
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    use super::place;
    use crate::{ExportError, Target};

    fn names(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    }

    fn write(path: &Path, replace: bool, text: &str) -> Result<u64, ExportError> {
        place(Target { path, replace }, text.as_bytes(), |_| Ok(()))
    }

    #[test]
    fn a_file_is_replaced_only_at_the_persons_word() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        assert_eq!(write(&path, false, "one"), Ok(3));
        assert_eq!(write(&path, false, "two"), Err(ExportError::Exists));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(write(&path, true, "three"), Ok(5));
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        assert_eq!(names(folder.path()), [path]);
    }

    #[test]
    fn a_file_that_came_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        let target = Target { path: &path, replace: false };
        let check = |_: &Path| Ok(fs::write(&path, "theirs")?);
        assert_eq!(place(target, b"ours", check), Err(ExportError::Exists));
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(names(folder.path()), [path]);
    }

    #[test]
    fn what_was_not_checked_is_in_no_folder_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        let check = |draft: &Path| {
            assert_eq!((fs::read(draft).unwrap(), draft.extension()), (b"ours".to_vec(), path.extension()));
            #[cfg(unix)]
            {
                let parent = fs::metadata(draft.parent().unwrap()).unwrap();
                assert_eq!(std::os::unix::fs::PermissionsExt::mode(&parent.permissions()) & 0o077, 0);
            }
            let written = names(folder.path()).iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>();
            assert_eq!(written.concat(), b"");
            Ok(())
        };
        assert_eq!(place(Target { path: &path, replace: false }, b"ours", check), Ok(4));
    }

    #[test]
    fn a_failed_check_leaves_nothing_and_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        fs::write(&path, "old").unwrap();
        let target = Target { path: &path, replace: true };
        let refused = place(target, b"new", |_| Err(ExportError::NotReadBack));
        assert_eq!(refused, Err(ExportError::NotReadBack));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), [path]);
    }

    #[test]
    fn folders_links_and_missing_folders_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(write(folder.path(), true, "x"), Err(ExportError::NotAFile));
        assert_eq!(write(&folder.path().join("no/out.txt"), true, "x"), Err(ExportError::NoFolder));
        #[cfg(unix)]
        {
            let (file, link) = (folder.path().join("file"), folder.path().join("link"));
            fs::write(&file, "kept").unwrap();
            std::os::unix::fs::symlink(&file, &link).unwrap();
            assert_eq!(write(&link, true, "x"), Err(ExportError::NotAFile));
            assert_eq!(write(Path::new("/dev/null"), true, "x"), Err(ExportError::NotAFile));
        }
    }
}
