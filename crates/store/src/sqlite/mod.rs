//! The store in one SQLite file, for one machine, without a server.
//!
//! One connection writes, and a few others only read. With a write-ahead log a reader sees the state at the beginning of its transaction and does not
//! wait. Every write is one transaction that takes the write lock at its beginning (`BEGIN IMMEDIATE`), so that it can wait for the lock and never
//! fails half way.
//!
//! With `synchronous = FULL` a write also survives a loss of power once its call has returned, as far as the disk tells the truth. It costs one flush
//! for each poll. (`NORMAL` would survive `kill -9`, but a power cut could undo the last commits, and places in the change log that mirrors have
//! already read would be assigned twice.)
//!
//! The file has a `-wal` and a `-shm` beside it while the gateway runs: copy it with `sqlite3 passerelle.db ".backup copy.db"`, or while the gateway
//! is stopped. It must lie on a local disk, not on a network share.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::SqlitePool;
use uuid::Uuid;

use super::{Claim, Commit, Committed, Contents, Error, Known, Store, Write};
use passerelle_model::{ConsultationId, Decision, Name, SourceId, SourceState};

mod columns;
mod decisions;
mod failure;
mod meetings;
mod names;
mod open;
mod read;
mod rows;
mod write;

#[cfg(test)]
mod tests;

use failure::Failure;
pub(super) use names::stored_names;
use write::Transaction;

/// The store in one SQLite file.
#[derive(Debug)]
pub(super) struct Sqlite {
    /// The name of the database in messages.
    place: String,
    /// The one connection that writes.
    writer: SqlitePool,
    /// The connections that only read; a database in memory has one connection for everything.
    readers: SqlitePool,
}

impl Sqlite {
    /// Does `work` in one transaction, all of it or nothing.
    async fn write(
        &self,
        source: &SourceId,
        at: DateTime<Utc>,
        work: Work,
    ) -> Result<Committed, Failure> {
        let mut lock = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut transaction = Transaction::new(&mut lock, source, at);
        match work {
            Work::Poll(writes, state) => {
                for write in writes {
                    transaction.apply(write).await?;
                }
                transaction.store_state(&state).await?;
            }
            Work::Removal => transaction.remove_source().await?,
        }
        let committed = transaction.finish();
        lock.commit().await?;
        Ok(committed)
    }

    fn error(&self, failure: Failure) -> Error {
        failure.at(&self.place)
    }
}

/// The work of one transaction.
enum Work {
    /// Writes the result of a poll.
    Poll(Vec<Write>, Box<SourceState>),
    /// Withdraws all consultations of a source.
    Removal,
}

#[async_trait]
impl Store for Sqlite {
    async fn log(&self) -> Result<Uuid, Error> {
        read::log(&self.readers)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn contents(&self) -> Result<Contents, Error> {
        read::contents(&self.readers)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn known(&self, source: &SourceId) -> Result<Vec<Known>, Error> {
        read::known(&self.readers, source)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn claims(&self, source: &SourceId, ids: &[ConsultationId]) -> Result<Vec<Claim>, Error> {
        names::claims(&self.readers, source, ids)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn names(&self) -> Result<Vec<Name>, Error> {
        names::names(&self.readers)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn source_state(&self, source: &SourceId) -> Result<Option<SourceState>, Error> {
        read::source_state(&self.readers, source)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, Error> {
        let work = Work::Poll(commit.writes, Box::new(commit.state));
        self.write(&commit.source, commit.at, work)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn remove_source(
        &self,
        source: &SourceId,
        at: DateTime<Utc>,
    ) -> Result<Committed, Error> {
        self.write(source, at, Work::Removal)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn decisions(&self) -> Result<Vec<Decision>, Error> {
        decisions::all(&self.readers)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn decide(&self, decision: &Decision) -> Result<(), Error> {
        decisions::keep(&self.writer, decision)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn foreign_writes(&self) -> Result<u64, Error> {
        read::foreign_writes(&self.writer)
            .await
            .map_err(|failure| self.error(failure))
    }

    async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1 FROM source_state LIMIT 1")
            .fetch_optional(&self.readers)
            .await
            .map(|_| ())
            .map_err(|error| self.error(error.into()))
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
