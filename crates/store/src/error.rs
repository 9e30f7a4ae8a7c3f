//! Why the store could not do it, in words that an operator can act on. Knows no engine: each engine sorts its own failures into these.

/// Why the store could not do it.
///
/// `place` is the path of the database file, or the name of the server; never a password.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address names no store that this program has.
    #[error(
        "`{scheme}` is not a store: set `storage.url` to `sqlite://passerelle.db` or another path after `sqlite://`"
    )]
    Unsupported {
        /// What stands before the colon; the rest may hold a password and is not repeated.
        scheme: String,
    },
    /// The address names an engine that we have, but no usable place.
    #[error("`{url}` is no usable address of a database: {why}")]
    Address {
        /// The address as given.
        url: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The folder of the database file does not exist, or is no folder.
    #[error(
        "the folder of the database `{place}` does not exist: create it, or set `storage.url` to another path"
    )]
    NoFolder {
        /// Where.
        place: String,
    },
    /// The file cannot be opened or created.
    #[error(
        "the database `{place}` cannot be opened: check that it is a file, and that this user may read and write it and its folder"
    )]
    Unopenable {
        /// Where.
        place: String,
    },
    /// The file is something else.
    #[error(
        "`{place}` is not a database: it was left as it is; set `storage.url` to another path, or move the file away"
    )]
    NotADatabase {
        /// Where.
        place: String,
    },
    /// The file is a database of another program.
    #[error(
        "`{place}` is a database of another program: it was left as it is; set `storage.url` to a file of its own"
    )]
    Foreign {
        /// Where.
        place: String,
    },
    /// A newer release has written there.
    #[error(
        "the database `{place}` was written by a newer release (migration {migration} is not known here): run that release, or restore a copy made before it"
    )]
    Newer {
        /// Where.
        place: String,
        /// The migration that is not known here.
        migration: i64,
    },
    /// The migrations of this release do not fit what stands there.
    #[error(
        "the database `{place}` could not be brought to the form of this release; nothing in it was changed: {why}"
    )]
    Migration {
        /// Where.
        place: String,
        /// What failed.
        why: String,
    },
    /// Nothing can be written there.
    #[error(
        "the database `{place}` is read-only: give this user the right to write it and its folder, or remount the disk for writing"
    )]
    ReadOnly {
        /// Where.
        place: String,
    },
    /// Another process holds the lock for longer than we wait.
    #[error(
        "the database `{place}` is locked by another process: stop the other one (a second gateway, a backup, an open `sqlite3`), then try again"
    )]
    Busy {
        /// Where.
        place: String,
    },
    /// No room is left.
    #[error(
        "no room is left for the database `{place}`: free some on its disk; nothing was lost but this poll, which will be made again"
    )]
    Full {
        /// Where.
        place: String,
    },
    /// The file is broken.
    #[error(
        "the database `{place}` is damaged ({detail}): stop the gateway, keep the file, and restore a copy"
    )]
    Damaged {
        /// Where.
        place: String,
        /// What the engine said.
        detail: String,
    },
    /// Anything else.
    #[error("the database `{place}` failed: {cause}")]
    Failed {
        /// Where.
        place: String,
        /// What the engine said; told in the message, and so no `source`.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}
