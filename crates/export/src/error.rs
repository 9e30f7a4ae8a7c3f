//! Errors of an export, in words that an operator can act on. Whatever the error, the former content of the folder is still there and whole.

use std::io;
use std::path::{Path, PathBuf};

use super::manifest::HOME;

/// The reason why an export ended without its files.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds something that no export wrote.
    #[error(
        "`{}` is not empty, and no export wrote it: nothing was changed there; choose an empty folder, or one that an earlier export wrote (it holds `{HOME}`)",
        .0.display()
    )]
    NotAnExport(PathBuf),
    /// The path is that of something else than a folder.
    #[error("`{}` is no folder: choose another one", .0.display())]
    NotAFolder(PathBuf),
    /// Another export is writing into the folder.
    #[error("another export is writing into `{}`: wait until it has ended", .0.display())]
    Busy(PathBuf),
    /// The list of files of the last export cannot be read.
    #[error(
        "`{}` cannot be understood ({reason}): restore it from a copy, or export into another folder", .path.display()
    )]
    Manifest {
        /// The path.
        path: PathBuf,
        /// The defect.
        reason: String,
    },
    /// A part of a path of the export is something other than a folder.
    #[error(
        "`{}` is in the way of a folder of the export and is no folder of its own: move it away", .0.display()
    )]
    InTheWay(PathBuf),
    /// The file system refused.
    #[error("cannot {what} `{}`: {source}", .path.display())]
    Io {
        /// The act that failed.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// No consultation can be shown.
    #[error(
        "the store holds no consultation, and an empty portal would be published: run `passerelle poll` first"
    )]
    NothingKnown,
    /// An address that always answers did not.
    #[error(
        "the gateway answered {status} for {target}, which every export holds: its log says why"
    )]
    Unanswered {
        /// The address.
        target: String,
        /// The status.
        status: u16,
    },
    /// An answer has another form than it should.
    #[error("what the gateway answered for {target} cannot be read: {reason}")]
    Unreadable {
        /// The address.
        target: String,
        /// The reason.
        reason: String,
    },
    /// The export would have more files than one may have.
    #[error(
        "this would be more than {0} files: export fewer sources at a time, or let `passerelle serve` answer"
    )]
    TooMany(usize),
}

impl Error {
    /// Returns whether the error lies in the way in which the export was called.
    pub const fn is_usage(&self) -> bool {
        matches!(self, Self::NotAnExport(_) | Self::NotAFolder(_))
    }

    /// Makes the error of a file system operation on a path.
    pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { what, path, source }
    }
}
