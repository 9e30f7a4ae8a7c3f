//! Reads: all contents at the start, and the consultations of one source before its poll. A row that cannot be read is logged and skipped. It never
//! keeps the gateway from starting, and is not changed here.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Row, SqlitePool};
use uuid::Uuid;

use super::{Failure, columns};
use crate::{Contents, Known, Tombstone, body};
use passerelle_model::{Consultation, Meeting, SourceId, SourceState, Stored};

/// The meetings of each consultation, by its id; `Err` if one of them cannot be read.
type MeetingsById = HashMap<String, Result<Vec<Meeting>, body::Unreadable>>;

/// Returns the id of the change log.
pub(super) async fn log(pool: &SqlitePool) -> Result<Uuid, Failure> {
    let row = sqlx::query("SELECT id FROM log").fetch_one(pool).await?;
    columns::parsed(&row, "id")
}

/// Returns the number that SQLite changes on a connection whenever another one has written. Asked on the only connection of this process that writes,
/// it tells the writes of other processes. (If that connection had to be replaced, the number starts again, and a write at that moment may be noticed
/// only with the next one.)
pub(super) async fn foreign_writes(writer: &SqlitePool) -> Result<u64, Failure> {
    let counted = sqlx::query_scalar("PRAGMA data_version");
    Ok(counted.fetch_one(writer).await?)
}

pub(super) async fn contents(pool: &SqlitePool) -> Result<Contents, Failure> {
    // One transaction, so that everything is of one moment.
    let mut transaction = pool.begin().await?;
    let mut contents = Contents {
        sources: source_states(&mut transaction).await?,
        ..Contents::default()
    };
    let mut meetings = meetings(
        &mut transaction,
        sqlx::query(
            "SELECT consultation_id, meeting.body AS body, body_version
             FROM meeting JOIN consultation ON consultation_id = consultation.id
             WHERE meeting.body IS NOT NULL ORDER BY consultation_id, position",
        ),
    )
    .await?;
    let mut rows = sqlx::query(
        "SELECT id, source_id, consultation.kind AS kind, body, body_version, fingerprint, first_seen, updated, revision,
             missing_polls, missing_since, withdrawn_at, marks, seq
         FROM change CROSS JOIN consultation ON id = consultation_id ORDER BY seq",
    )
    .fetch(&mut *transaction);
    while let Some(row) = rows.try_next().await? {
        let Some(known) = known_of(&row, &mut meetings) else {
            contents.unreadable += 1;
            continue;
        };
        match (known.consultation, known.withdrawn_at) {
            (_, Some(withdrawn_at)) => contents.tombstones.push(Tombstone {
                id: known.id,
                withdrawn_at,
                change: known.history.change,
            }),
            (Some(consultation), None) => contents.consultations.push(Stored {
                consultation,
                history: known.history,
            }),
            (None, None) => contents.unreadable += 1,
        }
    }
    drop(rows);
    transaction.commit().await?;
    if contents.unreadable > 0 {
        tracing::error!(
            unreadable = contents.unreadable,
            "some kept consultations cannot be read by this release: they are not served until their source is polled again"
        );
    }
    Ok(contents)
}

pub(super) async fn known(pool: &SqlitePool, source: &SourceId) -> Result<Vec<Known>, Failure> {
    let mut transaction = pool.begin().await?;
    let mut meetings = meetings(
        &mut transaction,
        sqlx::query(
            "SELECT consultation_id, meeting.body AS body, body_version
             FROM consultation JOIN meeting ON consultation_id = consultation.id
             WHERE source_id = ? AND meeting.body IS NOT NULL ORDER BY consultation_id, position",
        )
        .bind(source.as_str()),
    )
    .await?;
    let rows = sqlx::query(
        "SELECT id, source_id, consultation.kind AS kind, body, body_version, fingerprint, first_seen, updated, revision,
             missing_polls, missing_since, withdrawn_at, marks, seq
         FROM consultation JOIN change ON consultation_id = id WHERE source_id = ? ORDER BY id",
    )
    .bind(source.as_str())
    .fetch_all(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(rows
        .iter()
        .filter_map(|row| known_of(row, &mut meetings))
        .collect())
}

pub(super) async fn source_state(
    pool: &SqlitePool,
    source: &SourceId,
) -> Result<Option<SourceState>, Failure> {
    let row =
        sqlx::query("SELECT source_id, body, body_version FROM source_state WHERE source_id = ?")
            .bind(source.as_str())
            .fetch_optional(pool)
            .await?;
    row.map_or(Ok(None), |row| state_of(&row))
}

pub(super) async fn source_states(
    connection: &mut SqliteConnection,
) -> Result<Vec<SourceState>, Failure> {
    let rows =
        sqlx::query("SELECT source_id, body, body_version FROM source_state ORDER BY source_id")
            .fetch_all(connection)
            .await?;
    rows.iter()
        .filter_map(|row| state_of(row).transpose())
        .collect()
}

/// Returns the state in a row; `None`, as if never polled, if it cannot be read. The next poll writes it again.
fn state_of(row: &SqliteRow) -> Result<Option<SourceState>, Failure> {
    let source: String = row.try_get("source_id")?;
    let text: String = row.try_get("body")?;
    Ok(body::read(row.try_get("body_version")?, &text)
        .inspect_err(|why| {
            tracing::error!(source.id = %source, %why, "the kept state of the source cannot be read: it counts as never polled");
        })
        .ok())
}

/// A query of SQLite.
type Query<'q> = sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

/// Returns the meetings that `query` selects, in its order. Their bodies have the version of their consultation's body, with which they were written.
async fn meetings(
    connection: &mut SqliteConnection,
    query: Query<'_>,
) -> Result<MeetingsById, Failure> {
    let mut meetings = MeetingsById::new();
    let mut rows = query.fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let meeting = body::read(row.try_get("body_version")?, row.try_get("body")?);
        let of_consultation = meetings
            .entry(row.try_get("consultation_id")?)
            .or_insert_with(|| Ok(Vec::new()));
        match (of_consultation.as_mut(), meeting) {
            (Ok(list), Ok(meeting)) => list.push(meeting),
            (Ok(_), Err(why)) => *of_consultation = Err(why),
            (Err(_), _) => {}
        }
    }
    Ok(meetings)
}

/// Returns the consultation in a row; `None` if even the columns beside its body cannot be read.
fn known_of(row: &SqliteRow, meetings: &mut MeetingsById) -> Option<Known> {
    let columns = columns_of(row).inspect_err(|why| {
        let id: &str = row.try_get("id").unwrap_or("?");
        tracing::error!(consultation.id = %id, %why, "a kept consultation cannot be read");
    });
    let (mut known, text, version) = columns.ok()?;
    let Some(text) = text else {
        return Some(known);
    };
    match consultation_of(&text, version, meetings.remove(&known.id.to_string())) {
        Ok(consultation) => known.consultation = Some(consultation),
        Err(why) => {
            tracing::error!(consultation.id = %known.id, %why, "the body of a kept consultation cannot be read");
            known.fingerprint.clear();
        }
    }
    Some(known)
}

fn consultation_of(
    text: &str,
    version: u32,
    meetings: Option<Result<Vec<Meeting>, body::Unreadable>>,
) -> Result<Consultation, body::Unreadable> {
    let mut consultation: Consultation = body::read(version, text)?;
    consultation.meetings = meetings.transpose()?.unwrap_or_default();
    Ok(consultation)
}

/// Returns the columns of a row beside its body, its body, and the version of the body.
fn columns_of(row: &SqliteRow) -> Result<(Known, Option<String>, u32), Failure> {
    let known = Known {
        consultation: None,
        id: columns::parsed(row, "id")?,
        kind: columns::kind(row)?,
        history: columns::history(row)?,
        fingerprint: row.try_get("fingerprint")?,
        missing_polls: row.try_get("missing_polls")?,
        missing_since: row.try_get("missing_since")?,
        withdrawn_at: row.try_get("withdrawn_at")?,
        marks: columns::marks(row)?,
    };
    Ok((known, row.try_get("body")?, row.try_get("body_version")?))
}
