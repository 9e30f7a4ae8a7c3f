//! Details that are not asked at every poll: the public counts of processes, and the published results of spaces that are over.

use super::client::{Client, OnNull};
use super::components::{Component, ComponentKind};
use super::documents::{ComponentResults, ProcessStats, component_results, process_stats};
use super::memory::Memory;
use super::session::Session;
use super::spaces::{self, Space};
use crate::{Context, Error};
use passerelle_model::{Counts, Document, Results, SpaceKind};

use component_results::ComponentResultsComponent as On;

/// The most requests for counts in one poll: each costs the host one database query for each figure.
const MOST_COUNTS: usize = 20;

/// The most requests for results in one poll.
const MOST_RESULTS: usize = 40;

/// The most requests in one poll to renew counts that are known, and as many to renew results that are known.
const MOST_RENEWED: usize = 8;

/// The number of requests that results leave to counts, which are asked after them.
const RESERVED_FOR_COUNTS: u32 = 8;

/// The total number of requests of an ordinary poll. Details that do not fit into it follow in the next polls.
const ORDINARY_POLL: u32 = 50;

/// The requests that this poll may still send for one sort of detail.
struct Budget {
    /// The requests left.
    left: usize,
    /// The requests left for details that are known and only renewed.
    left_to_renew: usize,
}

impl Budget {
    /// Allows as many requests as fit into an ordinary poll, without the last `reserved` ones, but `MOST_RENEWED` in any case and `most` at most. A
    /// poll that already sent more than an ordinary one reads much of the host anyway, and may send `most`.
    fn new(client: &Client<'_>, most: usize, reserved: u32) -> Self {
        let left = ORDINARY_POLL
            .checked_sub(client.requests())
            .and_then(|left| usize::try_from(left.saturating_sub(reserved)).ok())
            .unwrap_or(most);
        Self {
            left: left.max(MOST_RENEWED).min(most),
            left_to_renew: MOST_RENEWED,
        }
    }

    /// Takes one request for a detail. Returns `false` if there is none left.
    fn take(&mut self, is_known: bool) -> bool {
        if self.left == 0 || is_known && self.left_to_renew == 0 {
            return false;
        }
        self.left -= 1;
        self.left_to_renew -= usize::from(is_known);
        true
    }
}

/// Asks for the public counts of processes: of running ones once a day, of those that are over once.
pub(super) async fn ask_counts(
    session: &mut Session<'_>,
    memory: &mut Memory,
    spaces: &[Space],
    context: &Context<'_>,
) -> Result<(), Error> {
    let now = context.now;
    let mut budget = Budget::new(&session.client, MOST_COUNTS, 0);
    let mut processes: Vec<&Space> = spaces
        .iter()
        .filter(|space| space.record.kind == SpaceKind::Process)
        .collect();
    processes.sort_by_key(|space| memory.counts.read_at(&space.record.native_id));
    for space in processes {
        let id = space.record.native_id.as_str();
        let is_over = space.is_over(context.source.timezone, now);
        let is_known = memory.counts.last(id).is_some();
        let is_due = if is_over {
            !is_known
        } else {
            !memory.counts.is_fresh(id, now)
        };
        if is_due && budget.take(is_known) {
            let counts = read_counts(session, id).await;
            let counts = spaces::optional_answer(counts, &mut session.findings)?;
            let counts = counts
                .or_else(|| memory.counts.last(id).copied())
                .unwrap_or_default();
            memory.counts.note(id, counts, now);
        }
    }
    Ok(())
}

/// Reads the public counts of one process.
async fn read_counts(session: &mut Session<'_>, id: &str) -> Result<Counts, Error> {
    let variables = process_stats::Variables { id: id.to_owned() };
    let reply = session
        .ask::<ProcessStats>(variables, OnNull::Accept)
        .await?;
    let stats = reply
        .data
        .and_then(|data| data.participatory_process?.stats);
    let mut counts = Counts::default();
    for statistic in stats.into_iter().flatten().flatten() {
        let Some(key) = statistic.key.or(statistic.name) else {
            continue;
        };
        let Some(value) = statistic.value.and_then(|value| u64::try_from(value).ok()) else {
            continue;
        };
        let figure = match key.as_str() {
            "participants_count" => &mut counts.participants,
            "proposals_count" | "comments_count" | "answers_count" | "responses_count" => {
                &mut counts.contributions
            }
            "supports_count" | "votes_count" | "orders_count" => &mut counts.votes,
            _ => continue,
        };
        *figure = Some(figure.unwrap_or(0).saturating_add(value));
    }
    Ok(counts)
}

/// Asks once a day whether the accountability components of spaces that are over hold any result.
pub(super) async fn ask_results(
    session: &mut Session<'_>,
    memory: &mut Memory,
    spaces: &[Space],
    context: &Context<'_>,
) -> Result<(), Error> {
    let over = spaces
        .iter()
        .filter(|space| space.is_over(context.source.timezone, context.now));
    let mut budget = Budget::new(&session.client, MOST_RESULTS, RESERVED_FOR_COUNTS);
    let mut components: Vec<&Component> = over
        .flat_map(|space| &space.components)
        .filter(|component| is_accountability(component))
        .collect();
    components.sort_by_key(|component| memory.results.read_at(&component.id));
    for component in components {
        let is_known = memory.results.last(&component.id).is_some();
        let is_fresh = memory.results.is_fresh(&component.id, context.now);
        if is_fresh || !budget.take(is_known) {
            continue;
        }
        let holds_any = holds_results(session, &component.id).await;
        let holds_any = spaces::optional_answer(holds_any, &mut session.findings)?.flatten();
        let holds_any = holds_any.or_else(|| memory.results.last(&component.id).copied());
        if let Some(holds_any) = holds_any {
            memory.results.note(&component.id, holds_any, context.now);
        }
    }
    Ok(())
}

/// Adds the remembered counts and results to the records, so that they do not come and go with the details that one poll happens to ask for.
pub(super) fn add_remembered(memory: &Memory, spaces: &mut [Space], context: &Context<'_>) {
    for space in spaces {
        if space.record.kind == SpaceKind::Process {
            space.record.counts = memory
                .counts
                .last(&space.record.native_id)
                .copied()
                .unwrap_or_default();
        }
        if !space.is_over(context.source.timezone, context.now) {
            continue;
        }
        let holds = |component: &&Component| {
            is_accountability(component) && memory.results.last(&component.id) == Some(&true)
        };
        let documents: Vec<Document> = space
            .components
            .iter()
            .filter(holds)
            .map(|component| Document {
                title: component.name.clone(),
                url: component.url.clone(),
            })
            .collect();
        if !documents.is_empty() {
            space
                .record
                .results
                .get_or_insert_with(Results::default)
                .documents = documents;
        }
    }
}

fn is_accountability(component: &Component) -> bool {
    component.kind == ComponentKind::Accountability
}

/// Asks whether a component holds any result; `None` if the host does not tell.
async fn holds_results(session: &mut Session<'_>, id: &str) -> Result<Option<bool>, Error> {
    let variables = component_results::Variables { id: id.to_owned() };
    let reply = session
        .ask::<ComponentResults>(variables, OnNull::Accept)
        .await?;
    let Some(On::Accountability(component)) = reply.data.and_then(|data| data.component) else {
        return Ok(None);
    };
    let edges = component.results.and_then(|results| results.edges);
    Ok(edges.map(|edges| edges.into_iter().flatten().any(|edge| edge.node.is_some())))
}
