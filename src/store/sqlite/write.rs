//! Writing: one transaction, line by line, and what it changed in what is served.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use super::{Failure, columns, meetings};
use crate::model::{Consultation, ConsultationId, History, SourceId, SourceState, Stored};
use crate::store::{Committed, Elsewhere, Tombstone, Write, body};

/// A transaction under way, on behalf of one source.
pub(super) struct Transaction<'c> {
    connection: &'c mut SqliteConnection,
    source: &'c SourceId,
    at: DateTime<Utc>,
    effects: BTreeMap<ConsultationId, Effect>,
    elsewhere: BTreeMap<ConsultationId, SourceId>,
}

/// What became of a consultation in this transaction.
enum Effect {
    Served(Box<Stored>),
    Gone(Tombstone),
}

/// What stands in the table of a consultation.
struct Kept {
    owner: SourceId,
    hops: u32,
    history: History,
    withdrawn: bool,
}

impl<'c> Transaction<'c> {
    pub(super) fn new(
        connection: &'c mut SqliteConnection,
        source: &'c SourceId,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            connection,
            source,
            at,
            effects: BTreeMap::new(),
            elsewhere: BTreeMap::new(),
        }
    }

    /// What it changed in what is served, in the order of the change log.
    pub(super) fn finish(self) -> Committed {
        let mut committed = Committed {
            elsewhere: self
                .elsewhere
                .into_iter()
                .map(|(id, owner)| Elsewhere { id, owner })
                .collect(),
            ..Committed::default()
        };
        for effect in self.effects.into_values() {
            match effect {
                Effect::Served(stored) => committed.upserts.push(*stored),
                Effect::Gone(tombstone) => committed.tombstones.push(tombstone),
            }
        }
        committed
            .upserts
            .sort_unstable_by_key(|stored| stored.history.change);
        committed
            .tombstones
            .sort_unstable_by_key(|tombstone| tombstone.change);
        committed
    }

    /// Applies one line of what a poll writes.
    pub(super) async fn apply(&mut self, write: Write) -> Result<(), Failure> {
        match write {
            Write::Upsert {
                consultation,
                history,
                fingerprint,
            } => self.upsert(consultation, history, &fingerprint).await,
            Write::Refresh { consultation } => self.refresh(consultation).await,
            Write::Seen { id } => self.seen(id).await,
            Write::Missing { id, polls, since } => self.missing(id, polls, since).await,
            Write::Withdraw { id } => match self.own(id).await? {
                Some(_) => self.withdraw(id).await,
                None => Ok(()),
            },
        }
    }

    /// Keeps the source's new state.
    pub(super) async fn keep_state(&mut self, state: &SourceState) -> Result<(), Failure> {
        sqlx::query(
            "INSERT INTO source_state (source_id, body, body_version) VALUES (?, ?, ?)
             ON CONFLICT (source_id) DO UPDATE SET
                 body = excluded.body, body_version = excluded.body_version",
        )
        .bind(self.source.as_str())
        .bind(body::write(state)?)
        .bind(body::VERSION)
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    /// Withdraws everything of the source and forgets its state.
    pub(super) async fn remove_source(&mut self) -> Result<(), Failure> {
        let rows = sqlx::query(
            "SELECT id FROM consultation WHERE source_id = ? AND withdrawn_at IS NULL ORDER BY id",
        )
        .bind(self.source.as_str())
        .fetch_all(&mut *self.connection)
        .await?;
        for row in rows {
            self.withdraw(columns::parsed(&row, "id")?).await?;
        }
        sqlx::query("DELETE FROM source_state WHERE source_id = ?")
            .bind(self.source.as_str())
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }

    async fn upsert(
        &mut self,
        mut consultation: Box<Consultation>,
        mut history: History,
        fingerprint: &str,
    ) -> Result<(), Failure> {
        let id = consultation.id;
        if let Some(kept) = self.kept(id).await? {
            let ours = kept.owner == *self.source;
            if !ours && !kept.withdrawn && kept.hops <= hops(&consultation) {
                self.elsewhere.insert(id, kept.owner);
                return Ok(());
            }
            if ours {
                history.revision = history.revision.max(kept.history.revision);
            } else {
                let next = kept.history.revision.saturating_add(1);
                history.revision = history.revision.max(next);
                history.first_seen = kept.history.first_seen;
            }
        }
        self.write_row(&mut consultation, &history, fingerprint)
            .await?;
        meetings::write(self.connection, &mut consultation).await?;
        history.change = self.log(id, "upsert").await?;
        self.served(consultation, history);
        Ok(())
    }

    async fn refresh(&mut self, mut consultation: Box<Consultation>) -> Result<(), Failure> {
        let id = consultation.id;
        let Some(kept) = self.own(id).await? else {
            return Ok(());
        };
        consultation.source = self.source.clone();
        sqlx::query(
            "UPDATE consultation SET body = ?, body_version = ?, hops = ?, missing_polls = 0, missing_since = NULL
             WHERE id = ?",
        )
        .bind(body_without_meetings(&mut consultation)?)
        .bind(body::VERSION)
        .bind(hops(&consultation))
        .bind(id.to_string())
        .execute(&mut *self.connection)
        .await?;
        meetings::write(self.connection, &mut consultation).await?;
        self.served(consultation, kept.history);
        Ok(())
    }

    async fn seen(&mut self, id: ConsultationId) -> Result<(), Failure> {
        sqlx::query(
            "UPDATE consultation SET missing_polls = 0, missing_since = NULL
             WHERE id = ? AND source_id = ? AND withdrawn_at IS NULL AND missing_polls <> 0",
        )
        .bind(id.to_string())
        .bind(self.source.as_str())
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    async fn missing(
        &mut self,
        id: ConsultationId,
        polls: u32,
        since: DateTime<Utc>,
    ) -> Result<(), Failure> {
        sqlx::query(
            "UPDATE consultation SET missing_polls = ?, missing_since = ?
             WHERE id = ? AND source_id = ? AND withdrawn_at IS NULL",
        )
        .bind(polls)
        .bind(since)
        .bind(id.to_string())
        .bind(self.source.as_str())
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    async fn withdraw(&mut self, id: ConsultationId) -> Result<(), Failure> {
        let text = id.to_string();
        sqlx::query("UPDATE consultation SET body = NULL, withdrawn_at = ? WHERE id = ?")
            .bind(self.at)
            .bind(&text)
            .execute(&mut *self.connection)
            .await?;
        meetings::drop_bodies(self.connection, &text).await?;
        let change = self.log(id, "withdraw").await?;
        self.effects.insert(
            id,
            Effect::Gone(Tombstone {
                id,
                withdrawn_at: self.at,
                change,
            }),
        );
        Ok(())
    }

    fn served(&mut self, consultation: Box<Consultation>, history: History) {
        let stored = Stored {
            consultation: *consultation,
            history,
        };
        self.effects
            .insert(stored.consultation.id, Effect::Served(Box::new(stored)));
    }

    /// Takes the next place in the change log for `id`, and gives up its former one.
    async fn log(&mut self, id: ConsultationId, kind: &'static str) -> Result<u64, Failure> {
        let id = id.to_string();
        sqlx::query("DELETE FROM change WHERE consultation_id = ?")
            .bind(&id)
            .execute(&mut *self.connection)
            .await?;
        let seq = sqlx::query_scalar(
            "INSERT INTO change (consultation_id, kind, at) VALUES (?, ?, ?) RETURNING seq",
        )
        .bind(&id)
        .bind(kind)
        .bind(self.at)
        .fetch_one(&mut *self.connection)
        .await?;
        Ok(seq)
    }

    /// What is kept of `id`, if it is this source's and not withdrawn.
    async fn own(&mut self, id: ConsultationId) -> Result<Option<Kept>, Failure> {
        let kept = self.kept(id).await?;
        Ok(kept.filter(|kept| kept.owner == *self.source && !kept.withdrawn))
    }

    async fn kept(&mut self, id: ConsultationId) -> Result<Option<Kept>, Failure> {
        let row = sqlx::query(
            "SELECT id, source_id, hops, first_seen, updated, revision, seq, withdrawn_at IS NOT NULL AS withdrawn
             FROM consultation JOIN change ON consultation_id = id WHERE id = ?",
        )
        .bind(id.to_string())
        .fetch_optional(&mut *self.connection)
        .await?;
        row.map(|row| kept_of(&row)).transpose()
    }

    async fn write_row(
        &mut self,
        consultation: &mut Consultation,
        history: &History,
        fingerprint: &str,
    ) -> Result<(), Failure> {
        consultation.source = self.source.clone();
        let body = body_without_meetings(consultation)?;
        sqlx::query(
            "INSERT INTO consultation (id, source_id, origin, kind, native_id, hops, body, body_version, fingerprint,
                 first_seen, updated, revision)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET
                 source_id = excluded.source_id, origin = excluded.origin, kind = excluded.kind,
                 native_id = excluded.native_id, hops = excluded.hops, body = excluded.body,
                 body_version = excluded.body_version, fingerprint = excluded.fingerprint,
                 first_seen = excluded.first_seen, updated = excluded.updated, revision = excluded.revision,
                 missing_polls = 0, missing_since = NULL, withdrawn_at = NULL",
        )
        .bind(consultation.id.to_string())
        .bind(self.source.as_str())
        .bind(consultation.origin.as_str())
        .bind(consultation.kind.token())
        .bind(&consultation.native_id)
        .bind(hops(consultation))
        .bind(body)
        .bind(body::VERSION)
        .bind(fingerprint)
        .bind(history.first_seen)
        .bind(history.updated)
        .bind(history.revision)
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }
}

fn kept_of(row: &SqliteRow) -> Result<Kept, Failure> {
    Ok(Kept {
        owner: columns::parsed(row, "source_id")?,
        hops: row.try_get("hops")?,
        history: columns::history(row)?,
        withdrawn: row.try_get("withdrawn")?,
    })
}

/// The JSON of a consultation, whose meetings have rows of their own.
fn body_without_meetings(consultation: &mut Consultation) -> Result<String, serde_json::Error> {
    let meetings = std::mem::take(&mut consultation.meetings);
    let body = body::write(consultation);
    consultation.meetings = meetings;
    body
}

/// Through how many gateways it came.
fn hops(consultation: &Consultation) -> u32 {
    u32::try_from(consultation.via.len()).unwrap_or(u32::MAX)
}
