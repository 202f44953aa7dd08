//! [`Shelf`]: the directories where models may lie, and the check that a file is the pinned one.

use std::{
    collections::HashMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use crate::{Manifest, ModelEntry, ModelsError, Sha256Hex};

/// The name of the small file that remembers verdicts between runs.
const VERDICTS: &str = "verified-models.txt";

/// The directories where models may lie.
#[derive(Debug)]
pub struct Shelf {
    manifest: Manifest,
    dirs: Vec<PathBuf>,
    cache: Option<PathBuf>,
    verdicts: Mutex<HashMap<Identity, Sha256Hex>>,
}

/// A file whose digest is the pinned one, with the files that belong to it. Only [`Shelf::find`] makes it: whoever holds it may run
/// the file.
#[derive(Clone, Debug)]
pub struct VerifiedModel {
    entry: ModelEntry,
    file: VerifiedFile,
    beside: Vec<VerifiedFile>,
}

#[derive(Clone, Debug)]
struct VerifiedFile {
    path: PathBuf,
    bytes: u64,
    identity: Option<Identity>,
}

impl VerifiedFile {
    fn is_unchanged(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|now| now.len() == self.bytes && Identity::of(&now) == self.identity)
    }
}

impl VerifiedModel {
    /// What the manifest says of it.
    pub fn entry(&self) -> &ModelEntry {
        &self.entry
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.file.path
    }

    /// Where a file lies that belongs to it.
    pub fn beside(&self, file: &str) -> Option<&Path> {
        self.beside.iter().map(|beside| beside.path.as_path()).find(|path| path.ends_with(file))
    }

    /// Whether the files are still those that were checked, as far as the file system tells. Ask before each time one is opened.
    pub fn is_unchanged(&self) -> bool {
        self.file.is_unchanged() && self.beside.iter().all(VerifiedFile::is_unchanged)
    }
}

/// Whether a model can be run here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there; its size is right. The digest is checked before it is run.
    Installed,
    /// A file of its name is there and is not the pinned one.
    Wrong,
    /// It is not there.
    Absent,
}

impl Shelf {
    /// Looks for the models of the built-in manifest in these directories, in this order.
    pub fn new(dirs: Vec<PathBuf>) -> Result<Self, ModelsError> {
        Ok(Self::of(Manifest::builtin()?, dirs))
    }

    /// Looks for the models of another manifest.
    pub fn of(manifest: Manifest, dirs: Vec<PathBuf>) -> Self {
        Self { manifest, dirs, cache: None, verdicts: Mutex::default() }
    }

    /// Remembers verdicts in a small file of this directory, so that a model of gigabytes is not read twice before it runs.
    #[must_use]
    pub fn with_cache(mut self, dir: PathBuf) -> Self {
        let known = fs::read_to_string(dir.join(VERDICTS)).unwrap_or_default();
        self.verdicts = Mutex::new(known.lines().filter_map(read_verdict).collect());
        self.cache = Some(dir);
        self
    }

    /// The manifest whose models are looked for.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The first file of that model, if its digest is the pinned one. A file with another digest is an error even when a
    /// later directory holds the right one: somebody has to know.
    pub fn find(&self, id: &str) -> Result<VerifiedModel, ModelsError> {
        let entry = self.manifest.model(id)?;
        let path = self.first(entry).ok_or_else(|| ModelsError::Absent { id: entry.id.clone() })?;
        let beside = entry.beside.iter().map(|beside| {
            let path = path.with_file_name(&beside.file);
            self.verified(id, &path, beside.bytes, beside.sha256)
        });
        let beside = beside.collect::<Result<_, _>>()?;
        let file = self.verified(id, &path, entry.bytes, entry.sha256)?;
        Ok(VerifiedModel { entry: entry.clone(), file, beside })
    }

    fn verified(&self, id: &str, path: &Path, bytes: u64, pinned: Sha256Hex) -> Result<VerifiedFile, ModelsError> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => ModelsError::Absent { id: id.to_owned() },
            kind => ModelsError::Unreadable { id: id.to_owned(), kind },
        };
        // The path is made absolute, because the worker that opens it may have another working directory.
        let absolute = fs::canonicalize(path).map_err(unreadable)?;
        let (digest, identity) = self.digest(&absolute, bytes).map_err(unreadable)?;
        if digest == Some(pinned) {
            return Ok(VerifiedFile { path: absolute, bytes, identity });
        }
        tracing::warn!(model = id, "the file's digest is not the pinned one");
        Err(ModelsError::WrongDigest { id: id.to_owned() })
    }

    /// Every model and whether a file of its size is there. Reads no contents.
    pub fn list(&self) -> Vec<(ModelEntry, Presence)> {
        let fits = |path: &Path, bytes| fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes);
        let presence = |entry: &ModelEntry| match self.first(entry) {
            None => Presence::Absent,
            Some(path)
                if fits(&path, entry.bytes)
                    && entry.beside.iter().all(|beside| fits(&path.with_file_name(&beside.file), beside.bytes)) =>
            {
                Presence::Installed
            }
            Some(_) => Presence::Wrong,
        };
        self.manifest.models().iter().map(|entry| (entry.clone(), presence(entry))).collect()
    }

    fn first(&self, entry: &ModelEntry) -> Option<PathBuf> {
        self.dirs.iter().map(|dir| dir.join(&entry.file)).find(|path| path.symlink_metadata().is_ok())
    }

    /// The digest of the file, `None` when its size alone says that it is another one; and which state of it was read.
    fn digest(&self, path: &Path, bytes: u64) -> io::Result<(Option<Sha256Hex>, Option<Identity>)> {
        let file = File::open(path)?;
        let found = file.metadata()?;
        if !found.is_file() || found.len() != bytes {
            return Ok((None, None));
        }
        let identity = Identity::of(&found);
        let known = identity.and_then(|identity| self.verdicts().get(&identity).copied());
        if known.is_some() {
            return Ok((known, identity));
        }
        let digest = Sha256Hex::of(&file)?;
        // Only when nobody wrote into it while it was read.
        if let Some(identity) = identity.filter(|_| file.metadata().is_ok_and(|now| Identity::of(&now) == identity)) {
            self.verdicts().insert(identity, digest);
            self.remember();
        }
        Ok((Some(digest), identity))
    }

    fn verdicts(&self) -> std::sync::MutexGuard<'_, HashMap<Identity, Sha256Hex>> {
        self.verdicts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Best effort: without the file the digest is computed again next time.
    fn remember(&self) {
        let Some(dir) = &self.cache else { return };
        let rows: String = self.verdicts().iter().map(|(identity, digest)| write_verdict(identity, digest)).collect();
        let half = dir.join(format!("{VERDICTS}.{}", std::process::id()));
        let written = fs::create_dir_all(dir)
            .and_then(|()| fs::write(&half, rows))
            .and_then(|()| fs::rename(&half, dir.join(VERDICTS)));
        if let Err(error) = written {
            tracing::debug!(kind = ?error.kind(), "the verdicts on models were not kept");
        }
    }
}

/// Which file it is and which state of it: device, inode, size, and the times of its last write and of its last change of
/// status. The last one cannot be set back by a program, so a file that was swapped has another identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Identity([i128; 5]);

impl Identity {
    #[cfg(unix)]
    #[expect(clippy::unnecessary_wraps, reason = "other systems have no such identity")]
    fn of(found: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let at = |seconds: i64, nanoseconds: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        Some(Self([
            found.dev().into(),
            found.ino().into(),
            found.size().into(),
            at(found.mtime(), found.mtime_nsec()),
            at(found.ctime(), found.ctime_nsec()),
        ]))
    }

    #[cfg(not(unix))]
    fn of(_: &fs::Metadata) -> Option<Self> {
        None
    }
}

fn write_verdict(Identity([device, inode, size, written, changed]): &Identity, digest: &Sha256Hex) -> String {
    format!("{device} {inode} {size} {written} {changed} {digest}\n")
}

fn read_verdict(row: &str) -> Option<(Identity, Sha256Hex)> {
    let mut fields = row.split(' ');
    let mut identity = [0; 5];
    for field in &mut identity {
        *field = fields.next()?.parse().ok()?;
    }
    let digest = fields.next()?.parse().ok()?;
    fields.next().is_none().then_some((Identity(identity), digest))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use tempfile::TempDir;

    use super::{Presence, Shelf, VERDICTS};
    use crate::{Manifest, ModelsError, Sha256Hex};

    const RIGHT: &[u8] = b"not really a model";

    fn manifest() -> Manifest {
        Manifest::parse(&toml_of()).unwrap()
    }

    fn toml_of() -> String {
        let digest = Sha256Hex::of(RIGHT).unwrap();
        format!(
            "[[model]]\nid = \"m\"\nname = \"M\"\nfile = \"m.gguf\"\nbytes = {}\nsha256 = \"{digest}\"\nlicence = \"MIT\"\n\
             source = \"test\"\nrole = \"chat\"\ncontext = 2048\ntemplate = \"chatml\"\n",
            RIGHT.len()
        )
    }

    fn shelf(dir: &TempDir) -> Shelf {
        Shelf::of(manifest(), vec![PathBuf::from("/nowhere"), dir.path().to_owned()])
    }

    #[test]
    fn the_right_file_is_found_and_proved() {
        let dir = TempDir::new().unwrap();
        assert!(matches!(shelf(&dir).find("m"), Err(ModelsError::Absent { .. })));
        assert_eq!(shelf(&dir).list()[0].1, Presence::Absent);
        fs::write(dir.path().join("m.gguf"), RIGHT).unwrap();
        let model = shelf(&dir).find("m").unwrap();
        assert_eq!(fs::read(model.path()).unwrap(), RIGHT);
        assert!(model.is_unchanged());
        fs::write(model.path(), RIGHT).unwrap();
        assert!(!model.is_unchanged(), "it was written again, with whatever");
        assert_eq!(shelf(&dir).list()[0].1, Presence::Installed);
    }

    #[test]
    fn another_file_is_refused_and_not_called_absent() {
        let dir = TempDir::new().unwrap();
        let mut wrong = RIGHT.to_vec();
        wrong[0] ^= 1;
        for (contents, presence) in [(wrong.as_slice(), Presence::Installed), (b"short".as_slice(), Presence::Wrong)] {
            fs::write(dir.path().join("m.gguf"), contents).unwrap();
            assert!(matches!(shelf(&dir).find("m"), Err(ModelsError::WrongDigest { .. })));
            assert_eq!(shelf(&dir).list()[0].1, presence);
        }
    }

    #[test]
    fn the_files_beside_a_model_are_checked_too() {
        let dir = TempDir::new().unwrap();
        let digest = Sha256Hex::of(b"head".as_slice()).unwrap();
        let beside = format!("[[model.beside]]\nfile = \"head\"\nbytes = 4\nsha256 = \"{digest}\"\n");
        let manifest = || Manifest::parse(&(toml_of() + &beside)).unwrap();
        let shelf = || Shelf::of(manifest(), vec![dir.path().to_owned()]);
        fs::write(dir.path().join("m.gguf"), RIGHT).unwrap();
        assert!(matches!(shelf().find("m"), Err(ModelsError::Absent { .. })));
        assert_eq!(shelf().list()[0].1, Presence::Wrong);
        fs::write(dir.path().join("head"), b"haed").unwrap();
        assert!(matches!(shelf().find("m"), Err(ModelsError::WrongDigest { .. })));
        fs::write(dir.path().join("head"), b"head").unwrap();
        let model = shelf().find("m").unwrap();
        assert_eq!(fs::read(model.beside("head").unwrap()).unwrap(), b"head");
        assert_eq!(model.beside("tail"), None);
        fs::write(dir.path().join("head"), b"haed").unwrap();
        assert!(!model.is_unchanged());
    }

    #[test]
    fn a_directory_in_place_of_the_file_is_refused() {
        let dir = TempDir::new().unwrap();
        fs::create_dir(dir.path().join("m.gguf")).unwrap();
        assert!(shelf(&dir).find("m").is_err());
        assert_eq!(shelf(&dir).list()[0].1, Presence::Wrong);
    }

    #[test]
    fn a_file_that_changed_after_its_verdict_is_read_again() {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("m.gguf");
        fs::write(&file, RIGHT).unwrap();
        let written = fs::metadata(&file).unwrap().modified().unwrap();
        let shelf = shelf(&dir).with_cache(dir.path().join("cache"));
        shelf.find("m").unwrap();

        let mut wrong = RIGHT.to_vec();
        wrong[3] ^= 1;
        fs::write(&file, wrong).unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(written).unwrap();
        assert!(matches!(shelf.find("m"), Err(ModelsError::WrongDigest { .. })), "same size, same time, other bytes");
    }

    #[test]
    fn a_verdict_is_remembered_between_runs_and_rubbish_is_not() {
        let dir = TempDir::new().unwrap();
        let cache = dir.path().join("cache");
        fs::write(dir.path().join("m.gguf"), RIGHT).unwrap();
        shelf(&dir).with_cache(cache.clone()).find("m").unwrap();
        let kept = fs::read_to_string(cache.join(VERDICTS)).unwrap();
        assert_eq!(kept.lines().count(), 1);
        assert!(!kept.contains("m.gguf"), "the cache names no file");

        // A verdict that says otherwise is believed: proof that the second run did not read the file.
        let other = kept.replace(&Sha256Hex::of(RIGHT).unwrap().to_string(), &"00".repeat(32));
        fs::write(cache.join(VERDICTS), format!("rubbish\n1 2 3\n{other}")).unwrap();
        assert!(matches!(shelf(&dir).with_cache(cache.clone()).find("m"), Err(ModelsError::WrongDigest { .. })));

        fs::write(cache.join(VERDICTS), "rubbish\n1 2 3 4 5 zz\n").unwrap();
        shelf(&dir).with_cache(cache).find("m").unwrap();
    }
}
