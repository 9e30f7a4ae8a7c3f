//! The rows of consultations and of the change log. Each function runs in the transaction of its connection, and decides nothing.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use super::{Failure, columns};
use crate::body;
use passerelle_model::{Consultation, ConsultationId, History, Marks, SourceId};

/// A row of the table of consultations.
pub(super) struct StoredRow {
    /// The source that owns it, or owned it last.
    pub(super) owner: SourceId,
    /// The number of gateways through which it came.
    pub(super) hops: u32,
    /// The history.
    pub(super) history: History,
    /// `true` if it is withdrawn.
    pub(super) withdrawn: bool,
}

/// Returns the number of gateways through which a consultation came.
pub(super) fn hops(consultation: &Consultation) -> u32 {
    u32::try_from(consultation.via.len()).unwrap_or(u32::MAX)
}

/// Returns the row of an id, if it was ever seen.
pub(super) async fn stored_row(
    connection: &mut SqliteConnection,
    id: ConsultationId,
) -> Result<Option<StoredRow>, Failure> {
    let row = sqlx::query(
        "SELECT id, source_id, hops, first_seen, updated, revision, seq, withdrawn_at IS NOT NULL AS withdrawn
         FROM consultation JOIN change ON consultation_id = id WHERE id = ?",
    )
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(StoredRow {
            owner: columns::parsed(&row, "source_id")?,
            hops: row.try_get("hops")?,
            history: columns::history(&row)?,
            withdrawn: row.try_get("withdrawn")?,
        })
    })
    .transpose()
}

/// Writes a consultation without its meetings. It is then neither missing nor withdrawn.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    consultation: &mut Consultation,
    history: &History,
    fingerprint: &str,
) -> Result<(), Failure> {
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
             missing_polls = 0, missing_since = NULL, withdrawn_at = NULL, marks = NULL",
    )
    .bind(consultation.id.to_string())
    .bind(consultation.source.as_str())
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
    .execute(connection)
    .await?;
    Ok(())
}

/// Overwrites the body of a stored consultation. It is then no longer missing.
pub(super) async fn rewrite_body(
    connection: &mut SqliteConnection,
    consultation: &mut Consultation,
    fingerprint: &str,
) -> Result<(), Failure> {
    let body = body_without_meetings(consultation)?;
    sqlx::query(
        "UPDATE consultation SET body = ?, body_version = ?, hops = ?, fingerprint = ?, missing_polls = 0, missing_since = NULL
         WHERE id = ?",
    )
    .bind(body)
    .bind(body::VERSION)
    .bind(hops(consultation))
    .bind(fingerprint)
    .bind(consultation.id.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends a streak of missing polls of a consultation that is live and belongs to `owner`.
pub(super) async fn end_streak(
    connection: &mut SqliteConnection,
    owner: &SourceId,
    id: ConsultationId,
) -> Result<(), Failure> {
    sqlx::query(
        "UPDATE consultation SET missing_polls = 0, missing_since = NULL
         WHERE id = ? AND source_id = ? AND withdrawn_at IS NULL AND missing_polls <> 0",
    )
    .bind(id.to_string())
    .bind(owner.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes the streak of missing polls of a consultation that is live and belongs to `owner`.
pub(super) async fn set_streak(
    connection: &mut SqliteConnection,
    owner: &SourceId,
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
    .bind(owner.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

/// Withdraws a consultation: deletes its body, and keeps its marks.
pub(super) async fn withdraw(
    connection: &mut SqliteConnection,
    id: ConsultationId,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let row = sqlx::query("SELECT body, body_version FROM consultation WHERE id = ?")
        .bind(id.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let marks = match &row {
        Some(row) => marks_of(row)?,
        None => None,
    };
    sqlx::query("UPDATE consultation SET body = NULL, withdrawn_at = ?, marks = ? WHERE id = ?")
        .bind(at)
        .bind(marks.as_ref().map(body::write).transpose()?)
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Returns the marks of the consultation whose body is in a row; `None` if there is no body that can be read.
pub(super) fn marks_of(row: &SqliteRow) -> Result<Option<Marks>, Failure> {
    let text: Option<String> = row.try_get("body")?;
    let version = row.try_get("body_version")?;
    let consultation = text.and_then(|text| body::read::<Consultation>(version, &text).ok());
    Ok(consultation.as_ref().map(Marks::of))
}

/// Returns the consultations of `owner` that are not withdrawn.
pub(super) async fn live(
    connection: &mut SqliteConnection,
    owner: &SourceId,
) -> Result<Vec<ConsultationId>, Failure> {
    let rows = sqlx::query(
        "SELECT id FROM consultation WHERE source_id = ? AND withdrawn_at IS NULL ORDER BY id",
    )
    .bind(owner.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| columns::parsed(row, "id")).collect()
}

/// Assigns the next place in the change log to `id`, and removes its former one.
pub(super) async fn log(
    connection: &mut SqliteConnection,
    id: ConsultationId,
    kind: &'static str,
    at: DateTime<Utc>,
) -> Result<u64, Failure> {
    let id = id.to_string();
    sqlx::query("DELETE FROM change WHERE consultation_id = ?")
        .bind(&id)
        .execute(&mut *connection)
        .await?;
    let seq = sqlx::query_scalar(
        "INSERT INTO change (consultation_id, kind, at) VALUES (?, ?, ?) RETURNING seq",
    )
    .bind(&id)
    .bind(kind)
    .bind(at)
    .fetch_one(connection)
    .await?;
    Ok(seq)
}

/// Writes the JSON of a consultation without its meetings, which have rows of their own.
fn body_without_meetings(consultation: &mut Consultation) -> Result<String, serde_json::Error> {
    let meetings = std::mem::take(&mut consultation.meetings);
    let body = body::write(consultation);
    consultation.meetings = meetings;
    body
}
