//! Meetings, read component by component and page by page.
//!
//! No version orders them, so while anything is edited pages may overlap, and a meeting may be on none of them. Pages are merged by id; where an
//! id came twice, the component is read again; where that does not help, its meetings count as incomplete, so that none is taken for gone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, Utc};
use url::Url;
use uuid::Uuid;

use super::answer::GraphqlError;
use super::client::{Client, OnNull};
use super::components::Component;
use super::dates;
use super::documents::{ComponentMeetings, component_meetings};
use super::session::Session;
use super::translations::text;
use super::urls;
use crate::Error;
use crate::findings::Findings;
use passerelle_model::Reason;
use passerelle_model::reason::Code;
use passerelle_model::{LocalizedText, MeetingRecord, MeetingTime, Point};

use component_meetings::ComponentMeetingsComponent as On;
use component_meetings::ComponentMeetingsComponentOnMeetingsMeetingsEdgesNode as Node;

/// The number of meetings of a page: the most that every version gives.
const PAGE_SIZE: i64 = 50;

/// The smaller sizes that are tried with a host whose limit of complexity is lower than Decidim's own.
const SMALLER_PAGE_SIZES: [i64; 2] = [10, 2];

/// The most pages that are read of one component in one pass.
const MOST_PAGES: usize = 100;

/// The most passes over the pages of a component.
const MOST_PASSES: usize = 3;

/// The values that decide whether a meeting is relayed, and whether it counts as announced.
pub(super) struct MeetingRules<'a> {
    /// The moment at which the poll began.
    pub(super) now: DateTime<Utc>,
    /// The native ids of the meetings that were still to come when the space was last read; `None` if it was never read.
    pub(super) known_upcoming: Option<&'a BTreeSet<String>>,
}

/// The meetings of one component, as one poll read them.
#[derive(Debug, Default)]
pub(super) struct ReadMeetings {
    /// The public meetings.
    pub(super) meetings: Vec<MeetingRecord>,
    /// `true` where the component holds no further meetings.
    pub(super) complete: bool,
}

/// The outcome of one pass over the pages of a component.
#[derive(Debug, Default)]
struct Pass {
    /// `true` where the last page was reached.
    reached_end: bool,
    /// `true` where an id came twice, so that another meeting may not have come at all.
    overlaps: bool,
    /// `true` where a meeting was lost because the host failed over one of its fields.
    lost_any: bool,
}

/// Reads the public meetings of a component.
pub(super) async fn read(
    session: &mut Session<'_>,
    component: &Component,
    rules: &MeetingRules<'_>,
) -> Result<ReadMeetings, Error> {
    let mut nodes = BTreeMap::new();
    let complete = read_nodes(session, component, &mut nodes).await?;
    if !complete {
        let unsettled = Reason::new(Code::MeetingsUnsettled);
        session
            .findings
            .notice(unsettled.with("component", component.id.as_str()));
    }
    let (client, findings) = (&session.client, &mut session.findings);
    let records = nodes
        .into_iter()
        .filter_map(|(id, node)| record(client, findings, component, rules, id, node));
    Ok(ReadMeetings {
        meetings: records.collect(),
        complete,
    })
}

/// Reads the pages of a component into `nodes`, by id, in as many passes as it takes. Returns `true` if no meeting can be missing.
async fn read_nodes(
    session: &mut Session<'_>,
    component: &Component,
    nodes: &mut BTreeMap<String, Node>,
) -> Result<bool, Error> {
    let mut page_size = PAGE_SIZE;
    let mut smaller_sizes = SMALLER_PAGE_SIZES.into_iter();
    let mut passes = 0;
    while passes < MOST_PASSES {
        let pass = match one_pass(session, component, page_size, nodes).await {
            Err(Error::Rejected { url, document, why }) => match smaller_sizes.next() {
                Some(size) => {
                    page_size = size;
                    continue;
                }
                None => return Err(Error::Rejected { url, document, why }),
            },
            pass => pass?,
        };
        passes += 1;
        if !pass.reached_end || pass.lost_any {
            return Ok(false);
        }
        if !pass.overlaps {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reads the pages of a component once, from the first to the last, into `nodes`, by id.
async fn one_pass(
    session: &mut Session<'_>,
    component: &Component,
    page_size: i64,
    nodes: &mut BTreeMap<String, Node>,
) -> Result<Pass, Error> {
    let mut pass = Pass::default();
    let mut seen = BTreeSet::new();
    let mut after: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let variables = component_meetings::Variables {
            id: component.id.clone(),
            first: page_size,
            after: after.clone(),
        };
        let reply = session
            .ask::<ComponentMeetings>(variables, OnNull::Accept)
            .await?;
        // This very poll listed the component: if it is null now, it was hidden meanwhile, or the host failed over it.
        let Some(On::Meetings(meetings)) = reply.data.and_then(|data| data.component) else {
            return Ok(pass);
        };
        let Some(connection) = meetings.meetings else {
            return Ok(pass);
        };
        let edges: Vec<_> = connection.edges.unwrap_or_default();
        let rows = edges.len();
        let page: Vec<Node> = edges.into_iter().filter_map(|edge| edge?.node).collect();
        // A null without an error is a meeting that moderators hid (0.30). A null because of one of its own fields is a lost meeting.
        pass.lost_any |= page.len() < rows && blames_a_meeting(&reply.errors);
        for node in page {
            if let Some(id) = node.id.clone() {
                pass.overlaps |= !seen.insert(id.clone());
                nodes.insert(id, node);
            }
        }
        let (has_next_page, cursor) = connection.page_info.map_or((false, None), |info| {
            (info.has_next_page == Some(true), info.end_cursor)
        });
        if !has_next_page {
            pass.reached_end = true;
            return Ok(pass);
        }
        // A host that answers with an empty page or the same cursor would announce a next page for ever.
        if rows == 0 || cursor.is_none() || cursor == after {
            return Ok(pass);
        }
        after = cursor;
    }
    Ok(pass)
}

/// Returns whether any of the errors is about a field of a meeting.
fn blames_a_meeting(errors: &[GraphqlError]) -> bool {
    let mut culprits = errors.iter().filter_map(GraphqlError::culprit);
    culprits.any(|(type_name, _)| type_name == "Meeting")
}

/// Makes the record of a meeting; `None` if it is private, has no beginning, or was withdrawn before it was ever relayed.
fn record(
    client: &Client<'_>,
    findings: &mut Findings,
    component: &Component,
    rules: &MeetingRules<'_>,
    id: String,
    node: Node,
) -> Option<MeetingRecord> {
    if node.private_meeting == Some(true) && node.transparent != Some(true) {
        return None;
    }
    let withdrawn = node.is_withdrawn == Some(true) || node.withdrawn == Some(true);
    let bad = &mut findings.bad_dates;
    let starts_at = dates::instant(node.start_time.as_ref()).or_count(bad)?;
    let closed = node.closed == Some(true);
    let announced = !closed || !is_no_longer_announced(client, starts_at, rules.now);
    if withdrawn && !client.is_gateway && !is_cancelled(&id, starts_at, rules) {
        return None;
    }
    // A gateway that knows no end gives the beginning, since the field must not be null.
    let ends_at = dates::instant(node.end_time.as_ref())
        .or_count(bad)
        .filter(|end| !client.is_gateway || *end != starts_at);
    let online = node.type_of_meeting.is_some_and(|word| {
        word.eq_ignore_ascii_case("online") || word.eq_ignore_ascii_case("hybrid")
    });
    let point = node
        .coordinates
        .and_then(|at| Point::new(at.latitude?, at.longitude?));
    let (url, relayed_id) = page_and_relayed_id(client, component, &id, node.url.as_deref())?;
    // Of a meeting that does not take place, or may not, the record holds only what a calendar needs to remove it.
    Some(MeetingRecord {
        url,
        relayed_id,
        title: text(node.title),
        description: text_if(announced && !withdrawn, text(node.description)),
        time: MeetingTime::instants(starts_at, ends_at),
        place: text_if(announced, text(node.location)),
        address: node
            .address
            .filter(|address| announced && !address.trim().is_empty()),
        point: point.filter(|_| announced),
        online,
        cancelled: withdrawn,
        announced,
        native_id: id,
    })
}

/// Returns the text, or an empty one if `condition` is `false`.
fn text_if(condition: bool, text: LocalizedText) -> LocalizedText {
    if condition {
        text
    } else {
        LocalizedText::default()
    }
}

/// Returns the address of the page of a meeting, and the id that it keeps if a gateway relays it. `None` if a gateway gives no valid id.
fn page_and_relayed_id(
    client: &Client<'_>,
    component: &Component,
    id: &str,
    api_url: Option<&str>,
) -> Option<(Url, Option<Uuid>)> {
    if client.is_gateway {
        let url = urls::relayed_meeting(&component.url, api_url);
        return Some((url, Some(Uuid::parse_str(id).ok()?)));
    }
    Some((urls::meeting(&component.url, id, api_url), None))
}

/// Returns whether a closed meeting is no longer announced.
///
/// On a Decidim a meeting is closed with a report. After its beginning, that is the normal end of a meeting; before, it means that the meeting does
/// not take place as announced, though nobody cancelled it. A gateway relays no reports: there `closed` means that its source no longer announces
/// the meeting, whatever its date.
fn is_no_longer_announced(
    client: &Client<'_>,
    starts_at: DateTime<FixedOffset>,
    now: DateTime<Utc>,
) -> bool {
    client.is_gateway || starts_at > now
}

/// Returns whether a meeting that was withdrawn on a Decidim is relayed as cancelled: only if it is still to come and was relayed before, since
/// readers who never saw it need no cancellation. (A meeting that a gateway gives as withdrawn is always relayed as cancelled.)
fn is_cancelled(id: &str, starts_at: DateTime<FixedOffset>, rules: &MeetingRules<'_>) -> bool {
    starts_at > rules.now && rules.known_upcoming.is_some_and(|known| known.contains(id))
}
