//! Counts of the projects. They are asked once a day, since each count costs the platform a search; only numbers are asked.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::documents::{ProjectCounts, project_counts};
use super::memory::Memory;
use super::pages::{self, Page, Paged, page_of};
use super::session::Session;
use crate::Error;
use passerelle_model::Reason;
use passerelle_model::{Counts, Language};

use project_counts::ProjectCountsProjectsEdgesNode as Wire;

impl Paged for ProjectCounts {
    type Node = Wire;

    const COUNTED: bool = true;

    fn variables(_parent: &str, after: Option<String>) -> project_counts::Variables {
        project_counts::Variables { after }
    }

    fn page(data: project_counts::ResponseData) -> Option<Page<Wire>> {
        Some(page_of!(data.projects?))
    }

    fn key(node: &Wire) -> Option<&str> {
        node.id.as_deref()
    }
}

/// Reads the counts if a day has passed. The remembered ones stand where none can be read, so that a count does not come and go.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    language: &Language,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if memory.counts_are_fresh(now) {
        return Ok(());
    }
    let list = match pages::all::<ProjectCounts>(session, language, "").await {
        Ok(list) => list,
        Err(error) if pages::ends_the_poll(&error) => return Err(error),
        Err(error) => {
            session
                .findings
                .lacks_with("counts", |reason| reason.with("why", Reason::from(&error)));
            return Ok(());
        }
    };
    let mut counts: BTreeMap<String, Counts> = memory.counts.clone();
    counts.extend(list.nodes.into_iter().filter_map(|node| {
        let number = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok());
        let counts = Counts {
            contributions: number(node.contributions.and_then(|list| list.total_count)),
            participants: number(node.contributors.and_then(|list| list.total_count)),
            votes: number(node.votes.and_then(|list| list.total_count)),
        };
        Some((node.id?, counts))
    }));
    memory.note_counts(counts, now);
    Ok(())
}
