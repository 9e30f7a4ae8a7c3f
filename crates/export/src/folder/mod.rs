//! The folder of an export: writes files in such an order that whoever reads it meanwhile, or after the export was killed, finds only whole files and no link
//! to a file that is missing.
//!
//! Everything is first prepared in a folder of the export's own, on the same file system, and compared with the present files. Only then files are put in
//! place, each by one rename: first new ones (no file links to them yet), then changed ones (the files that they link to are there); at last the files to which
//! no file links any more are removed. A file with the same bytes as before is not touched, and neither is a file that the last export did not write.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::error::Error;
use super::manifest::{HOME, Manifest, digest};

/// The folder of version control, which may be in a folder that is otherwise empty.
const MAY_BE_THERE: &str = ".git";

/// The number of files that are synchronised to the disk at the same time.
const SYNCERS: usize = 16;

/// The outcome for one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// The file was not there.
    New,
    /// The file existed with other bytes.
    Changed,
    /// The file existed with these bytes and is not touched.
    Unchanged,
    /// A file that no export wrote has this name, and keeps it.
    Kept,
}

/// Bytes that are kept in the export's own folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spooled(u64);

/// A prepared file.
#[derive(Debug)]
struct Staged {
    name: String,
    at: PathBuf,
    is_new: bool,
}

/// The files that were removed at the end, and those that were not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cleared {
    /// Files of the last export that this one does not have.
    pub(super) removed: Vec<String>,
    /// Files of the last export that somebody has changed since: they are left.
    pub(super) left: Vec<String>,
}

/// A folder that an export writes.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// The files of the last export.
    before: Manifest,
    /// The files of this one.
    after: Manifest,
    staged: Vec<Staged>,
    spooled: u64,
    /// Paths that are known to be folders.
    sound: BTreeSet<PathBuf>,
    /// The lock of the folder, held until the end: one export at a time.
    _lock: File,
}

impl Folder {
    /// Opens a folder that is empty, does not exist yet, or was written by an export.
    pub(super) fn open(root: &Path) -> Result<Self, Error> {
        take(root)?;
        let home = root.join(HOME);
        let lock = File::open(&home).map_err(Error::io("open", &home))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Error::Busy(root.to_owned()),
            TryLockError::Error(source) => Error::io("lock", &home)(source),
        })?;
        let folder = Self {
            root: root.to_owned(),
            before: read(&home.join("manifest.json"))?,
            after: Manifest::new(),
            staged: Vec::new(),
            spooled: 0,
            sound: BTreeSet::new(),
            _lock: lock,
        };
        folder.forget_work()?;
        let work = folder.work();
        fs::create_dir(&work).map_err(Error::io("create", &work))?;
        Ok(folder)
    }

    /// Keeps bytes on the disk until they are read.
    pub(super) fn spool(&mut self, bytes: &[u8]) -> Result<Spooled, Error> {
        self.spooled += 1;
        let path = self.spool_path(Spooled(self.spooled));
        fs::write(&path, bytes).map_err(Error::io("write", &path))?;
        Ok(Spooled(self.spooled))
    }

    /// Reads bytes that were kept, and removes them.
    pub(super) fn unspool(&self, spooled: Spooled) -> Result<Vec<u8>, Error> {
        let path = self.spool_path(spooled);
        let bytes = fs::read(&path).map_err(Error::io("read", &path))?;
        fs::remove_file(&path).map_err(Error::io("remove", &path))?;
        Ok(bytes)
    }

    /// Prepares the file of this name, if it differs from the present one.
    pub(super) fn stage(&mut self, name: &str, bytes: &[u8]) -> Result<Fate, Error> {
        let target = self.root.join(name);
        self.check_folders(&target)?;
        let fate = self.fate(name, &target, bytes)?;
        if fate == Fate::Kept {
            return Ok(fate);
        }
        // A file of somebody else that happens to be the same stays theirs.
        if fate != Fate::Unchanged || self.before.holds(name) {
            self.after.add(name, digest(bytes));
        }
        if fate != Fate::Unchanged {
            let at = self.work().join(format!("{}.new", self.staged.len()));
            fs::write(&at, bytes).map_err(Error::io("write", &at))?;
            self.staged.push(Staged {
                name: name.to_owned(),
                at,
                is_new: fate == Fate::New,
            });
        }
        Ok(fate)
    }

    /// Puts every prepared file in place, and removes those of the last export that this one does not have.
    pub(super) fn publish(mut self) -> Result<Cleared, Error> {
        // Whatever happens from here on, the next export knows every file that may have been written.
        let staged = std::mem::take(&mut self.staged);
        sync_files(&staged)?;
        self.write_manifest(&self.after.clone().and(&self.before))?;
        let (new, changed): (Vec<Staged>, Vec<Staged>) =
            staged.into_iter().partition(|it| it.is_new);
        for files in [new, changed] {
            self.put_in_place(&files)?;
        }
        let cleared = self.clear()?;
        self.write_manifest(&self.after)?;
        self.forget_work()?;
        Ok(cleared)
    }

    fn work(&self) -> PathBuf {
        self.root.join(HOME).join("work")
    }

    fn spool_path(&self, Spooled(number): Spooled) -> PathBuf {
        self.work().join(number.to_string())
    }

    fn forget_work(&self) -> Result<(), Error> {
        let work = self.work();
        match fs::remove_dir_all(&work) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Error::io("remove", &work)(error))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a link or a file where a folder belongs: it would lead the export out of its folder.
    fn check_folders(&mut self, target: &Path) -> Result<(), Error> {
        let parents = target.ancestors().skip(1);
        for parent in parents.take_while(|parent| *parent != self.root) {
            if self.sound.contains(parent) {
                continue;
            }
            match fs::symlink_metadata(parent) {
                Ok(found) if found.is_dir() => _ = self.sound.insert(parent.to_owned()),
                Ok(_) => return Err(Error::InTheWay(parent.to_owned())),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(Error::io("look at", parent)(error)),
            }
        }
        Ok(())
    }

    fn fate(&self, name: &str, target: &Path, bytes: &[u8]) -> Result<Fate, Error> {
        let found = match fs::symlink_metadata(target) {
            Ok(found) => found,
            Err(error) if is_absent(&error) => return Ok(Fate::New),
            Err(error) => return Err(Error::io("look at", target)(error)),
        };
        if !found.is_file() {
            return Ok(Fate::Kept);
        }
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if found.len() == length {
            let there = fs::read(target).map_err(Error::io("read", target))?;
            if there == bytes {
                return Ok(Fate::Unchanged);
            }
        }
        Ok(if self.before.holds(name) {
            Fate::Changed
        } else {
            Fate::Kept
        })
    }

    fn put_in_place(&mut self, files: &[Staged]) -> Result<(), Error> {
        let mut parents = BTreeSet::new();
        for file in files {
            let target = self.root.join(&file.name);
            self.check_folders(&target)?;
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
                let within = parent
                    .ancestors()
                    .take_while(|it| it.starts_with(&self.root));
                parents.extend(within.map(Path::to_owned));
            }
            fs::rename(&file.at, &target).map_err(Error::io("put in place", &target))?;
        }
        parents.iter().try_for_each(|parent| sync_folder(parent))
    }

    /// Removes the files that the last export wrote and this one did not, and the folders that are empty then.
    fn clear(&self) -> Result<Cleared, Error> {
        let mut cleared = Cleared::default();
        let mut parents = BTreeSet::new();
        for name in self.before.names().filter(|name| !self.after.holds(name)) {
            let path = self.root.join(name);
            let is_ours = match fs::symlink_metadata(&path) {
                Ok(found) if found.is_file() => {
                    let bytes = fs::read(&path).map_err(Error::io("read", &path))?;
                    self.before.wrote(name, &bytes)
                }
                Ok(_) => false,
                // The file is gone already.
                Err(error) if is_absent(&error) => continue,
                Err(error) => return Err(Error::io("look at", &path)(error)),
            };
            if !is_ours {
                cleared.left.push(name.to_owned());
                continue;
            }
            fs::remove_file(&path).map_err(Error::io("remove", &path))?;
            cleared.removed.push(name.to_owned());
            let above = path.ancestors().skip(1);
            parents.extend(above.take_while(|it| *it != self.root).map(Path::to_owned));
        }
        // The deepest folder first; one that is not empty cannot be removed, and stays.
        for parent in parents.iter().rev() {
            let _ = fs::remove_dir(parent);
        }
        Ok(cleared)
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<(), Error> {
        let (home, fresh) = (self.root.join(HOME), self.work().join("manifest.json"));
        let path = home.join("manifest.json");
        let bytes = manifest.to_bytes();
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        write_durably(&fresh, &bytes)?;
        fs::rename(&fresh, &path).map_err(Error::io("put in place", &path))?;
        sync_folder(&home)
    }
}

impl Drop for Folder {
    /// Removes what an export that ended early had prepared; a killed one leaves that to the next.
    fn drop(&mut self) {
        let _ = self.forget_work();
    }
}

/// Makes a folder that of an export, if it may be one.
fn take(root: &Path) -> Result<(), Error> {
    match fs::metadata(root) {
        Ok(found) if !found.is_dir() => return Err(Error::NotAFolder(root.to_owned())),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(root).map_err(Error::io("create", root))?;
        }
        Err(error) => return Err(Error::io("look at", root)(error)),
    }
    let home = root.join(HOME);
    match fs::symlink_metadata(&home) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => return Err(Error::InTheWay(home)),
        Err(_absent) => {}
    }
    for entry in fs::read_dir(root).map_err(Error::io("list", root))? {
        let entry = entry.map_err(Error::io("list", root))?;
        if entry.file_name() != MAY_BE_THERE {
            return Err(Error::NotAnExport(root.to_owned()));
        }
    }
    fs::create_dir(&home).map_err(Error::io("create", &home))
}

fn read(path: &Path) -> Result<Manifest, Error> {
    let text = match fs::read(path) {
        Ok(text) => text,
        // The first export, or one that was killed before it had written anything.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Manifest::new()),
        Err(error) => return Err(Error::io("read", path)(error)),
    };
    Manifest::read(&text).map_err(|reason| Error::Manifest {
        path: path.to_owned(),
        reason,
    })
}

/// Returns whether no file has this name; also if a part of the path is no folder.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = File::create(path).map_err(Error::io("write", path))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(Error::io("write", path))
}

/// Synchronises files to the disk, many at a time, since each mostly waits.
fn sync_files(files: &[Staged]) -> Result<(), Error> {
    let share = files.len().div_ceil(SYNCERS).max(1);
    let sync = |files: &[Staged]| {
        files.iter().try_for_each(|file| {
            File::open(&file.at)
                .and_then(|opened| opened.sync_all())
                .map_err(Error::io("write", &file.at))
        })
    };
    std::thread::scope(|scope| {
        let shares = files.chunks(share);
        let syncers: Vec<_> = shares
            .map(|share| scope.spawn(move || sync(share)))
            .collect();
        syncers.into_iter().try_for_each(|syncer| {
            let ended = syncer.join();
            ended.unwrap_or_else(|_panic| {
                Err(Error::io("write", &PathBuf::new())(ErrorKind::Other.into()))
            })
        })
    })
}

fn sync_folder(path: &Path) -> Result<(), Error> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(Error::io("write", path))
}

#[cfg(test)]
mod tests;
