//! Opening: finds the file, checks that it belongs to this program before anything in it is changed, and migrates it to the schema of this release.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqlSafeStr, SqlitePool};

use super::{Failure, Sqlite};
use crate::Error;

/// The application id of the database: "PASS" in ASCII. The first migration writes it.
const APPLICATION: i64 = 0x5041_5353;

/// The longest time for which a call waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The longest time for which a call waits for a free connection: the commit before it may be large.
const ACQUIRE_TIMEOUT: Duration = Duration::from_mins(2);

/// The number of calls that may read at the same time.
const READERS: u32 = 3;

/// The place of the database.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Location<'a> {
    Memory,
    File(&'a Path),
}

impl<'a> Location<'a> {
    /// Parses the location that a `sqlite:` address names.
    pub(super) fn of_url(url: &'a str) -> Result<Self, Error> {
        let unusable = |why| Error::Address {
            url: url.chars().take(200).collect(),
            why,
        };
        let rest = url.strip_prefix("sqlite:").unwrap_or(url);
        if rest == ":memory:" || rest == "//:memory:" {
            return Ok(Self::Memory);
        }
        let path = rest
            .strip_prefix("//")
            .ok_or_else(|| unusable("write `sqlite://` and then a path"))?;
        if path.is_empty() || path.ends_with('/') {
            return Err(unusable("a file name must follow `sqlite://`"));
        }
        if path.contains('?') {
            return Err(unusable("no options may follow the path"));
        }
        if path.starts_with("file:") || path.starts_with(':') || path.contains('\0') {
            return Err(unusable("after `sqlite://` must stand a plain path"));
        }
        Ok(Self::File(Path::new(path)))
    }
}

impl Sqlite {
    /// Opens the database that `url` names; creates it if it does not exist.
    pub(crate) async fn open(url: &str) -> Result<Self, Error> {
        Self::open_with_timeout(url, BUSY_TIMEOUT).await
    }

    /// Opens the database as [`open`](Self::open) does; each call waits at most `timeout` for other processes.
    pub(super) async fn open_with_timeout(url: &str, timeout: Duration) -> Result<Self, Error> {
        let location = Location::of_url(url)?;
        let in_memory = location == Location::Memory;
        let (place, options) = match location {
            Location::Memory => (
                "in memory".to_owned(),
                SqliteConnectOptions::new().in_memory(true),
            ),
            Location::File(path) => {
                let place = path.display().to_string();
                check_folder(path, &place)?;
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true);
                (place, options)
            }
        };
        let options = options
            .foreign_keys(true)
            .busy_timeout(timeout)
            .synchronous(SqliteSynchronous::Full)
            // A large first poll must not leave a large log for ever.
            .pragma("journal_size_limit", "67108864")
            .disable_statement_logging();
        let (writer, readers) = connect(options, in_memory)
            .await
            .map_err(|failure| failure.at(&place))?;
        Ok(Self {
            place,
            writer,
            readers,
        })
    }
}

/// Checks the folder of the file. SQLite has a single error for a missing folder, a folder in place of the file and a forbidden file.
fn check_folder(path: &Path, place: &str) -> Result<(), Error> {
    let place = || place.to_owned();
    if path.is_dir() {
        return Err(Error::Unopenable { place: place() });
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(Error::NoFolder { place: place() })
        }
        _ => Ok(()),
    }
}

async fn connect(
    options: SqliteConnectOptions,
    in_memory: bool,
) -> Result<(SqlitePool, SqlitePool), Failure> {
    // Connections are never closed while idle: a database in memory would be lost with its connection.
    let pool = |connections| {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            // On some failures (no room, an error of the disk) SQLite ends the transaction by itself. The rollback then fails too, and sqlx believes
            // for ever that the connection is still in the transaction. Such a connection is replaced.
            .before_acquire(|connection, _| {
                Box::pin(async move {
                    connection.ping().await?;
                    Ok(!connection.is_in_transaction())
                })
            })
    };
    // One attempt outside the pool, which would retry a failing connection until its timeout.
    prepare(&mut options.connect().await?, in_memory).await?;
    let writer = pool(1).connect_with(options.clone()).await?;
    if in_memory {
        let mut connection = writer.acquire().await?;
        prepare(&mut connection, in_memory).await?;
        drop(connection);
        return Ok((writer.clone(), writer));
    }
    let readers = pool(READERS)
        .connect_with(options.create_if_missing(false).read_only(true))
        .await?;
    Ok((writer, readers))
}

/// Checks that the database belongs to this program or is new, and migrates it. All in one transaction, since two processes may start at the same
/// time.
async fn prepare(connection: &mut SqliteConnection, in_memory: bool) -> Result<(), Failure> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let application: i64 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&mut *transaction)
        .await?;
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema")
        .fetch_one(&mut *transaction)
        .await?;
    if tables > 0 && application != APPLICATION {
        return Err(Failure::Foreign);
    }
    migrator().run(&mut *transaction).await?;
    transaction.commit().await?;
    if !in_memory {
        // The mode is stored in the file.
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode = WAL")
            .fetch_one(&mut *connection)
            .await?;
        if mode != "wal" {
            tracing::warn!(%mode, "the database has no write-ahead log on this disk, so that reading waits for writing: put it on a local disk");
        }
    }
    Ok(())
}

/// Returns every migration of this release, in order. A released migration is never edited: its digest is checked.
fn migrator() -> Migrator {
    let migrations = [
        (
            1,
            "initial",
            include_str!("migrations/0001_initial.sql").into_sql_str(),
        ),
        (
            2,
            "decisions",
            include_str!("migrations/0002_decisions.sql").into_sql_str(),
        ),
        (
            3,
            "log",
            include_str!("migrations/0003_log.sql").into_sql_str(),
        ),
        (
            4,
            "marks",
            include_str!("migrations/0004_marks.sql").into_sql_str(),
        ),
    ];
    Migrator::with_migrations(
        migrations
            .into_iter()
            .map(|(version, name, sql)| {
                Migration::new(version, name.into(), MigrationType::Simple, sql, false)
            })
            .collect(),
    )
}
