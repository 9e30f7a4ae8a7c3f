//! The meetings of a consultation, each in a row of its own, so that the sequence that calendars know of a meeting outlives it.

use std::collections::{HashMap, HashSet};

use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use super::Failure;
use crate::body;
use passerelle_model::{Consultation, Meeting, MeetingId};

/// The sequence of a stored meeting, and whether it is shown.
struct StoredMeeting {
    sequence: u32,
    shown: bool,
}

/// Writes the meetings of `consultation`, and deletes the bodies of those that it no longer has.
///
/// A meeting that is listed twice is kept once, as it is listed first. Sequences that would go back are raised, in `consultation` too.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    consultation: &mut Consultation,
) -> Result<(), Failure> {
    let mut listed = HashSet::new();
    consultation
        .meetings
        .retain(|meeting| listed.insert(meeting.id));
    let id = consultation.id.to_string();
    let kept = kept(connection, &id).await?;
    for (position, meeting) in consultation.meetings.iter_mut().enumerate() {
        let least = match kept.get(&meeting.id.to_string()) {
            Some(kept) if kept.shown => kept.sequence,
            Some(kept) => kept.sequence.saturating_add(1),
            None => least_for_new(connection, meeting.id).await?,
        };
        meeting.history.sequence = meeting.history.sequence.max(least);
        write_one(connection, &id, position, meeting).await?;
    }
    for (gone, kept) in &kept {
        let is_listed = gone
            .parse()
            .is_ok_and(|gone: MeetingId| listed.contains(&gone));
        if kept.shown && !is_listed {
            sqlx::query("UPDATE meeting SET body = NULL WHERE id = ? AND consultation_id = ?")
                .bind(gone)
                .bind(&id)
                .execute(&mut *connection)
                .await?;
        }
    }
    Ok(())
}

/// Deletes the bodies of all meetings of the consultation `id`.
pub(super) async fn drop_bodies(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE meeting SET body = NULL WHERE consultation_id = ? AND body IS NOT NULL")
        .bind(id)
        .execute(connection)
        .await
        .map(|_| ())
}

async fn kept(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<HashMap<String, StoredMeeting>, Failure> {
    let rows = sqlx::query(
        "SELECT id, sequence, body IS NOT NULL AS shown FROM meeting WHERE consultation_id = ?",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let kept = StoredMeeting {
                sequence: row.try_get("sequence")?,
                shown: row.try_get("shown")?,
            };
            Ok((row.try_get("id")?, kept))
        })
        .collect()
}

/// Returns the least sequence of a meeting that is new in its consultation: greater than that under which another consultation had it, if one did.
async fn least_for_new(
    connection: &mut SqliteConnection,
    meeting: MeetingId,
) -> Result<u32, sqlx::Error> {
    let last: Option<u32> = sqlx::query_scalar("SELECT max(sequence) FROM meeting WHERE id = ?")
        .bind(meeting.to_string())
        .fetch_one(connection)
        .await?;
    Ok(last.map_or(0, |last| last.saturating_add(1)))
}

async fn write_one(
    connection: &mut SqliteConnection,
    consultation: &str,
    position: usize,
    meeting: &Meeting,
) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO meeting (id, consultation_id, position, sequence, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id, consultation_id) DO UPDATE SET
             position = excluded.position, sequence = excluded.sequence, body = excluded.body",
    )
    .bind(meeting.id.to_string())
    .bind(consultation)
    .bind(i64::try_from(position).unwrap_or(i64::MAX))
    .bind(meeting.history.sequence)
    .bind(body::write(meeting)?)
    .execute(connection)
    .await?;
    Ok(())
}
