//! Names: the parts from which stored ids are made, and the sources that own them. Only reads.

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqliteRow};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

use super::open::Location;
use super::{Failure, columns, read, rows};
use crate::{Claim, StoredNames};
use passerelle_model::{ConsultationId, Name, Origin, SourceId};

/// Returns the consultations among `ids` that another source than `source` owns or owned.
pub(super) async fn claims(
    pool: &SqlitePool,
    source: &SourceId,
    ids: &[ConsultationId],
) -> Result<Vec<Claim>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(
        "SELECT id, source_id, hops, body, body_version, marks, withdrawn_at IS NOT NULL AS withdrawn
         FROM consultation WHERE id IN (SELECT value FROM json_each(?)) AND source_id <> ? ORDER BY id",
    )
    .bind(serde_json::to_string(ids)?)
    .bind(source.as_str())
    .fetch_all(pool)
    .await?;
    Ok(rows.iter().filter_map(|row| claim_of(row).ok()).collect())
}

/// Returns the claim in a row. Rows that cannot be read are skipped: they were logged when the contents were read.
fn claim_of(row: &SqliteRow) -> Result<Claim, Failure> {
    let is_withdrawn: bool = row.try_get("withdrawn")?;
    Ok(Claim {
        id: columns::parsed(row, "id")?,
        owner: columns::parsed(row, "source_id")?,
        is_relayed: row.try_get::<u32, _>("hops")? > 0,
        is_withdrawn,
        marks: if is_withdrawn {
            columns::marks(row)?
        } else {
            rows::marks_of(row)?
        },
    })
}

/// Returns the names of all consultations that came straight from their source.
pub(super) async fn names(pool: &SqlitePool) -> Result<Vec<Name>, Failure> {
    let rows = sqlx::query(
        "SELECT source_id, origin, kind, native_id, marks, withdrawn_at IS NOT NULL AS withdrawn
         FROM consultation WHERE hops = 0 ORDER BY id",
    )
    .fetch_all(pool)
    .await?;
    let parse = |row| {
        let name = name_of(row).ok()?;
        let marks = columns::marks(row).ok()?;
        Some(Name { marks, ..name })
    };
    Ok(rows.iter().filter_map(parse).collect())
}

fn name_of(row: &SqliteRow) -> Result<Name, Failure> {
    let origin: &str = row.try_get("origin")?;
    Ok(Name {
        source: columns::parsed(row, "source_id")?,
        origin: Origin::new(origin),
        kind: columns::kind(row)?,
        native_id: row.try_get("native_id")?,
        is_withdrawn: row.try_get("withdrawn")?,
        marks: None,
    })
}

/// Reads the names and states in the database at `url`, whichever release wrote it; `None` if there is none that can be read without changing it.
pub(crate) async fn stored_names(url: &str) -> Option<StoredNames> {
    let Ok(Location::File(path)) = Location::of_url(url) else {
        return None;
    };
    if !path.is_file() {
        return None;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .disable_statement_logging();
    let mut connection = options.connect().await.ok()?;
    let rows = sqlx::query(
        "SELECT source_id, origin, kind, native_id, withdrawn_at IS NOT NULL AS withdrawn
         FROM consultation WHERE hops = 0 ORDER BY id",
    )
    .fetch_all(&mut connection)
    .await
    .ok()?;
    let names = rows.iter().filter_map(|row| name_of(row).ok()).collect();
    let sources = read::source_states(&mut connection).await.ok()?;
    let _ = connection.close().await;
    Some(StoredNames { names, sources })
}
