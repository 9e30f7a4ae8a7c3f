//! Errors of the store, in words that an operator can act on. They know no engine: each engine maps its own failures to these.

/// The reason why a call to the store failed.
///
/// `place` is the path of the database file, or the name of the server; never a password.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address names no store that this program has.
    #[error(
        "`{scheme}` is not a store: set `storage.url` to `sqlite://passerelle.db` or another path after `sqlite://`"
    )]
    Unsupported {
        /// The part before the colon; the rest may hold a password and is not repeated.
        scheme: String,
    },
    /// The address names a known engine, but no usable place.
    #[error("`{url}` is no usable address of a database: {why}")]
    Address {
        /// The address as given.
        url: String,
        /// The defect.
        why: &'static str,
    },
    /// The folder of the database file does not exist, or is no folder.
    #[error(
        "the folder of the database `{place}` does not exist: create it, or set `storage.url` to another path"
    )]
    NoFolder {
        /// The path or server.
        place: String,
    },
    /// The file cannot be opened or created.
    #[error(
        "the database `{place}` cannot be opened: check that it is a file, and that this user may read and write it and its folder"
    )]
    Unopenable {
        /// The path or server.
        place: String,
    },
    /// The file is something else.
    #[error(
        "`{place}` is not a database: it was left as it is; set `storage.url` to another path, or move the file away"
    )]
    NotADatabase {
        /// The path or server.
        place: String,
    },
    /// The file is a database of another program.
    #[error(
        "`{place}` is a database of another program: it was left as it is; set `storage.url` to a file of its own"
    )]
    Foreign {
        /// The path or server.
        place: String,
    },
    /// A newer release has written there.
    #[error(
        "the database `{place}` was written by a newer release (migration {migration} is not known here): run that release, or restore a copy made before it"
    )]
    Newer {
        /// The path or server.
        place: String,
        /// The migration that is not known here.
        migration: i64,
    },
    /// The migrations of this release do not fit the database.
    #[error(
        "the database `{place}` could not be brought to the form of this release; nothing in it was changed: {why}"
    )]
    Migration {
        /// The path or server.
        place: String,
        /// The failure.
        why: String,
    },
    /// The database cannot be written.
    #[error(
        "the database `{place}` is read-only: give this user the right to write it and its folder, or remount the disk for writing"
    )]
    ReadOnly {
        /// The path or server.
        place: String,
    },
    /// Another process holds the lock for longer than a call waits.
    #[error(
        "the database `{place}` is locked by another process: stop the other one (a second gateway, a backup, an open `sqlite3`), then try again"
    )]
    Busy {
        /// The path or server.
        place: String,
    },
    /// No room is left.
    #[error(
        "no room is left for the database `{place}`: free some on its disk; nothing was lost but this poll, which will be made again"
    )]
    Full {
        /// The path or server.
        place: String,
    },
    /// The file is broken.
    #[error(
        "the database `{place}` is damaged ({detail}): stop the gateway, keep the file, and restore a copy"
    )]
    Damaged {
        /// The path or server.
        place: String,
        /// The words of the engine.
        detail: String,
    },
    /// Anything else.
    #[error("the database `{place}` failed: {cause}")]
    Failed {
        /// The path or server.
        place: String,
        /// The words of the engine. They are part of the message, and therefore no `source`.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}
