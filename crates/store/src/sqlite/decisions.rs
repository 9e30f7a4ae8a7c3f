//! The operator's decisions on pairs of consultations: one row for each pair, with the last decision.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqlitePool};

use super::{Failure, columns};
use passerelle_model::{Decision, Pair, Verdict};

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<Decision>, Failure> {
    let rows = sqlx::query(
        "SELECT first_id AS id, second_id, verdict, decided_at FROM decision ORDER BY first_id, second_id",
    )
    .fetch_all(pool)
    .await?;
    // A decision that cannot be read is logged and skipped: it never keeps the gateway from starting.
    let readable = rows.iter().filter_map(|row| {
        decision_of(row)
            .inspect_err(|why| tracing::error!(%why, "a kept decision cannot be read"))
            .ok()
    });
    Ok(readable.flatten().collect())
}

pub(super) async fn keep(pool: &SqlitePool, decision: &Decision) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO decision (first_id, second_id, verdict, decided_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (first_id, second_id) DO UPDATE SET verdict = excluded.verdict, decided_at = excluded.decided_at",
    )
    .bind(decision.pair.first().to_string())
    .bind(decision.pair.second().to_string())
    .bind(decision.verdict.map(Verdict::token))
    .bind(decision.at)
    .execute(pool)
    .await?;
    Ok(())
}

fn decision_of(row: &SqliteRow) -> Result<Option<Decision>, Failure> {
    let pair = Pair::new(
        columns::parsed(row, "id")?,
        columns::parsed(row, "second_id")?,
    );
    let verdict: Option<&str> = row.try_get("verdict")?;
    let at = row.try_get("decided_at")?;
    Ok(pair.map(|pair| Decision {
        pair,
        verdict: verdict.and_then(Verdict::from_token),
        at,
    }))
}
