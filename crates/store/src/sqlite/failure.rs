//! Failures of SQLite, sorted into what an operator can do about them.

use sqlx::migrate::MigrateError;

use crate::Error;

/// A failure inside this engine, before it is turned into an [`Error`] that names the file.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// A failure of SQLite, or of the connection to it.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// A failure of a migration.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// The file belongs to another program.
    #[error("another program's database")]
    Foreign,
    /// A value cannot be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Body(#[from] serde_json::Error),
    /// A column contains a value that this program never writes.
    #[error("`{column}` of the consultation `{row}` holds an impossible value")]
    Impossible {
        /// The column.
        column: &'static str,
        /// The id.
        row: String,
    },
}

impl Failure {
    /// Turns the failure into the error of the database at `place`.
    pub(super) fn at(self, place: &str) -> Error {
        let place = place.to_owned();
        match self {
            Self::Sql(error) | Self::Migrate(MigrateError::Execute(error)) => {
                of_sqlite(error, place)
            }
            Self::Migrate(MigrateError::VersionMissing(migration)) => {
                Error::Newer { place, migration }
            }
            Self::Migrate(MigrateError::ExecuteMigration(error, _))
                if primary_code(&error).is_some_and(|code| code != SQLITE_ERROR) =>
            {
                of_sqlite(error, place)
            }
            Self::Migrate(error) => Error::Migration {
                place,
                why: error.to_string(),
            },
            Self::Foreign => Error::Foreign { place },
            impossible @ Self::Impossible { .. } => Error::Damaged {
                place,
                detail: impossible.to_string(),
            },
            Self::Body(cause) => Error::Failed {
                place,
                cause: Box::new(cause),
            },
        }
    }
}

const SQLITE_ERROR: u32 = 1;

fn of_sqlite(error: sqlx::Error, place: String) -> Error {
    // The primary result codes of https://www.sqlite.org/rescode.html
    match primary_code(&error) {
        Some(5 | 6) => Error::Busy { place },
        Some(8) => Error::ReadOnly { place },
        Some(11) => Error::Damaged {
            place,
            detail: error.to_string(),
        },
        Some(13) => Error::Full { place },
        Some(14) => Error::Unopenable { place },
        Some(26) => Error::NotADatabase { place },
        _ if matches!(error, sqlx::Error::PoolTimedOut) => Error::Busy { place },
        _ => Error::Failed {
            place,
            cause: Box::new(error),
        },
    }
}

/// Returns the low byte of SQLite's extended result code.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
