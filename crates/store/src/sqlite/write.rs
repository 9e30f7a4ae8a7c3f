//! Writes: one transaction for one source. Decides which source owns each consultation, and collects the changes to what is served.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnection;

use super::rows::{self, StoredRow};
use super::{Failure, meetings};
use crate::{Committed, Elsewhere, Tombstone, Write, body};
use passerelle_model::{Consultation, ConsultationId, History, SourceId, SourceState, Stored};

/// A transaction under way for one source.
pub(super) struct Transaction<'c> {
    connection: &'c mut SqliteConnection,
    source: &'c SourceId,
    at: DateTime<Utc>,
    effects: BTreeMap<ConsultationId, Effect>,
    elsewhere: BTreeMap<ConsultationId, SourceId>,
}

/// The effect of this transaction on a consultation.
enum Effect {
    Served(Box<Stored>),
    Withdrawn(Tombstone),
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

    /// Returns the changes to what is served, in the order of the change log.
    pub(super) fn finish(self) -> Committed {
        let elsewhere = self.elsewhere.into_iter();
        let mut committed = Committed {
            elsewhere: elsewhere
                .map(|(id, owner)| Elsewhere { id, owner })
                .collect(),
            ..Committed::default()
        };
        for effect in self.effects.into_values() {
            match effect {
                Effect::Served(stored) => committed.upserts.push(*stored),
                Effect::Withdrawn(tombstone) => committed.tombstones.push(tombstone),
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

    /// Applies one write of a poll.
    pub(super) async fn apply(&mut self, write: Write) -> Result<(), Failure> {
        match write {
            Write::Upsert {
                consultation,
                history,
                fingerprint,
            } => self.upsert(consultation, history, &fingerprint).await,
            Write::Refresh {
                consultation,
                fingerprint,
            } => self.refresh(consultation, &fingerprint).await,
            Write::Seen { id } => rows::end_streak(self.connection, self.source, id).await,
            Write::Missing { id, polls, since } => {
                rows::set_streak(self.connection, self.source, id, polls, since).await
            }
            Write::Withdraw { id } => match self.own(id).await? {
                Some(_) => self.withdraw(id).await,
                None => Ok(()),
            },
        }
    }

    /// Stores the new state of the source.
    pub(super) async fn store_state(&mut self, state: &SourceState) -> Result<(), Failure> {
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

    /// Withdraws all consultations of the source and deletes its state.
    pub(super) async fn remove_source(&mut self) -> Result<(), Failure> {
        for id in rows::live(self.connection, self.source).await? {
            self.withdraw(id).await?;
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
        if let Some(kept) = rows::stored_row(self.connection, id).await? {
            if kept.owner == *self.source {
                history.revision = history.revision.max(kept.history.revision);
            } else if kept.withdrawn || rows::hops(&consultation) < kept.hops {
                let next = kept.history.revision.saturating_add(1);
                history.revision = history.revision.max(next);
                history.first_seen = kept.history.first_seen;
            } else {
                self.elsewhere.insert(id, kept.owner);
                return Ok(());
            }
        }
        consultation.source = self.source.clone();
        rows::write(self.connection, &mut consultation, &history, fingerprint).await?;
        meetings::write(self.connection, &mut consultation).await?;
        history.change = rows::log(self.connection, id, "upsert", self.at).await?;
        self.note_served(consultation, history);
        Ok(())
    }

    async fn refresh(
        &mut self,
        mut consultation: Box<Consultation>,
        fingerprint: &str,
    ) -> Result<(), Failure> {
        let Some(kept) = self.own(consultation.id).await? else {
            return Ok(());
        };
        consultation.source = self.source.clone();
        rows::rewrite_body(self.connection, &mut consultation, fingerprint).await?;
        meetings::write(self.connection, &mut consultation).await?;
        self.note_served(consultation, kept.history);
        Ok(())
    }

    async fn withdraw(&mut self, id: ConsultationId) -> Result<(), Failure> {
        rows::withdraw(self.connection, id, self.at).await?;
        meetings::drop_bodies(self.connection, &id.to_string()).await?;
        let tombstone = Tombstone {
            id,
            withdrawn_at: self.at,
            change: rows::log(self.connection, id, "withdraw", self.at).await?,
        };
        self.effects.insert(id, Effect::Withdrawn(tombstone));
        Ok(())
    }

    /// Notes that a consultation is served as it is now.
    fn note_served(&mut self, consultation: Box<Consultation>, history: History) {
        let id = consultation.id;
        let stored = Stored {
            consultation: *consultation,
            history,
        };
        self.effects.insert(id, Effect::Served(Box::new(stored)));
    }

    /// Returns the stored consultation with an id, if this source owns it and it is not withdrawn.
    async fn own(&mut self, id: ConsultationId) -> Result<Option<StoredRow>, Failure> {
        let kept = rows::stored_row(self.connection, id).await?;
        Ok(kept.filter(|kept| kept.owner == *self.source && !kept.withdrawn))
    }
}
