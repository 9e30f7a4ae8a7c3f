//! Details that are asked of single processes and seldom: their public counts, and whether they published results.

use super::client::{Client, OnNull};
use super::components::{Component, ComponentKind};
use super::documents::{ComponentResults, ProcessStats, component_results, process_stats};
use super::memory::Memory;
use super::session::Session;
use super::spaces::{self, Space};
use crate::{Context, Error};
use passerelle_model::{Counts, Document, Results, SpaceKind};

use component_results::ComponentResultsComponent as On;

/// The most requests for counts in one poll: they cost a host one query for each figure.
const MOST_COUNTS: usize = 20;

/// The most requests for results in one poll.
const MOST_RESULTS: usize = 40;

/// The most requests of each sort in one poll for what is known already and only asked anew.
const MOST_ANEW: usize = 8;

/// The number of requests results leave to counts, which are asked after them.
const KEPT_FOR_COUNTS: u32 = 8;

/// The most requests of a poll of which the meetings took few: what is not known yet of counts and results follows at the next polls.
const STEADY: u32 = 50;

/// Returns the number of further requests of a kind that fit into this poll, `most` at most, where `kept` are kept for others. A poll that read much
/// of the host anyway may send all of them; any poll may send as many as it takes to renew what is known.
fn room(client: &Client<'_>, most: usize, kept: u32) -> usize {
    let left = STEADY.checked_sub(client.requests());
    let left = left.map(|left| usize::try_from(left.saturating_sub(kept)));
    let left = left.map_or(most, |left| left.unwrap_or(most));
    left.max(MOST_ANEW).min(most)
}

/// Asks the public counts of processes: those of running ones once a day, those of others once.
pub(super) async fn ask_counts(
    session: &mut Session<'_>,
    memory: &mut Memory,
    spaces: &[Space],
    context: &Context<'_>,
) -> Result<(), Error> {
    let now = context.now;
    let (mut asked, mut anew) = (0, 0);
    let most = room(&session.client, MOST_COUNTS, 0);
    let mut processes: Vec<&Space> = spaces
        .iter()
        .filter(|space| space.record.kind == SpaceKind::Process)
        .collect();
    processes.sort_by_key(|space| memory.counts.read_at(&space.record.native_id));
    for space in processes {
        let id = space.record.native_id.as_str();
        let is_over = space.is_over(context.source.timezone, now);
        let wanted = if is_over {
            memory.counts.last(id).is_none()
        } else {
            !memory.counts.is_fresh(id, now)
        };
        let is_known = memory.counts.last(id).is_some();
        if wanted && asked < most && !(is_known && anew == MOST_ANEW) {
            asked += 1;
            anew += usize::from(is_known);
            let counts = spaces::or_without(counts_of(session, id).await, &mut session.findings)?;
            let counts = counts
                .or_else(|| memory.counts.last(id).copied())
                .unwrap_or_default();
            memory.counts.note(id, counts, now);
        }
    }
    Ok(())
}

async fn counts_of(session: &mut Session<'_>, id: &str) -> Result<Counts, Error> {
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

/// Asks the accountability components of spaces that are over whether they hold any result, once a day.
pub(super) async fn ask_results(
    session: &mut Session<'_>,
    memory: &mut Memory,
    spaces: &[Space],
    context: &Context<'_>,
) -> Result<(), Error> {
    let over = spaces
        .iter()
        .filter(|space| space.is_over(context.source.timezone, context.now));
    let (mut asked, mut anew) = (0, 0);
    let most = room(&session.client, MOST_RESULTS, KEPT_FOR_COUNTS);
    let mut components: Vec<&Component> = over
        .flat_map(|space| &space.components)
        .filter(|component| is_accountability(component))
        .collect();
    components.sort_by_key(|component| memory.results.read_at(&component.id));
    for component in components {
        let is_known = memory.results.last(&component.id).is_some();
        let enough = asked == most || is_known && anew == MOST_ANEW;
        if enough || memory.results.is_fresh(&component.id, context.now) {
            continue;
        }
        asked += 1;
        anew += usize::from(is_known);
        let held = spaces::or_without(
            holds_results(session, &component.id).await,
            &mut session.findings,
        )?
        .flatten();
        if let Some(held) = held.or_else(|| memory.results.last(&component.id).copied()) {
            memory.results.note(&component.id, held, context.now);
        }
    }
    Ok(())
}

/// Adds what is remembered, so that a count or a result never comes and goes with the requests of one poll.
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

/// Returns whether a component holds any result; `None` if the host does not tell.
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
