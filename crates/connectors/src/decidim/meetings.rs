//! Meetings, component by component and page by page. No version orders them: pages overlap and skip while anything is edited. So pages
//! are merged by key, read again where a key came twice, and what did not come in one pass is never taken for gone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, Utc};
use uuid::Uuid;

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

/// The number of meetings that are asked at once: the most that every version gives.
const PAGE: i64 = 50;

/// Smaller pages, for a host whose limit of complexity is lower than Decidim's own.
const SMALLER_PAGES: [i64; 2] = [10, 2];

/// The most pages that are read of one component in one pass.
const MOST_PAGES: usize = 100;

/// The number of times that a component whose pages overlap is read again.
const PASSES: usize = 3;

/// The settings with which the meetings of a space are read.
pub(super) struct Frame<'a> {
    /// The moment at which the poll began.
    pub(super) now: DateTime<Utc>,
    /// The keys of those that were told as still to come; `None` where nothing was told yet.
    pub(super) told_before: Option<&'a BTreeSet<String>>,
}

/// The reading of one component.
#[derive(Debug, Default)]
pub(super) struct ReadMeetings {
    /// The public meetings.
    pub(super) meetings: Vec<MeetingRecord>,
    /// `true` where these are all.
    pub(super) complete: bool,
}

/// One pass over the pages.
#[derive(Debug, Default)]
struct Pass {
    /// `true` where the last page was reached.
    ended: bool,
    /// `true` where a key came twice, so that another one may not have come at all.
    overlaps: bool,
    /// `true` where an element was lost to an error.
    lost: bool,
}

/// The public meetings of a component.
pub(super) async fn read(
    session: &mut Session<'_>,
    component: &Component,
    frame: &Frame<'_>,
) -> Result<ReadMeetings, Error> {
    let mut found = BTreeMap::new();
    let mut page = PAGE;
    let mut smaller = SMALLER_PAGES.into_iter();
    let mut passes = 0;
    while passes < PASSES {
        let pass = match one_pass(session, component, page, &mut found).await {
            Err(Error::Rejected { url, document, why }) => match smaller.next() {
                Some(size) => {
                    page = size;
                    continue;
                }
                None => return Err(Error::Rejected { url, document, why }),
            },
            pass => pass?,
        };
        passes += 1;
        if !pass.ended || pass.lost {
            break;
        }
        if !pass.overlaps {
            return Ok(ReadMeetings {
                meetings: meetings(
                    &session.client,
                    &mut session.findings,
                    component,
                    frame,
                    found,
                ),
                complete: true,
            });
        }
    }
    let unsettled = Reason::new(Code::MeetingsUnsettled);
    session
        .findings
        .notice(unsettled.with("component", component.id.as_str()));
    Ok(ReadMeetings {
        meetings: meetings(
            &session.client,
            &mut session.findings,
            component,
            frame,
            found,
        ),
        complete: false,
    })
}

async fn one_pass(
    session: &mut Session<'_>,
    component: &Component,
    first: i64,
    found: &mut BTreeMap<String, Node>,
) -> Result<Pass, Error> {
    let mut pass = Pass::default();
    let mut seen = BTreeSet::new();
    let mut after: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let variables = component_meetings::Variables {
            id: component.id.clone(),
            first,
            after: after.clone(),
        };
        let reply = session
            .ask::<ComponentMeetings>(variables, OnNull::Accept)
            .await?;
        // The component was listed by this very poll: if it is null now, it was hidden meanwhile, or the host failed over it.
        let Some(On::Meetings(meetings)) = reply.data.and_then(|data| data.component) else {
            return Ok(pass);
        };
        let Some(connection) = meetings.meetings else {
            return Ok(pass);
        };
        let edges: Vec<_> = connection.edges.unwrap_or_default();
        let came = edges.len();
        let nodes: Vec<Node> = edges.into_iter().filter_map(|edge| edge?.node).collect();
        // A null without an error is a meeting that moderators hid (0.30); with one of its own fields to blame, it is lost.
        pass.lost |= nodes.len() < came
            && reply
                .errors
                .iter()
                .filter_map(super::answer::GraphqlError::culprit)
                .any(|(of, _)| of == "Meeting");
        for node in nodes {
            if let Some(id) = node.id.clone() {
                pass.overlaps |= !seen.insert(id.clone());
                found.insert(id, node);
            }
        }
        let (more, cursor) = connection.page_info.map_or((false, None), |info| {
            (info.has_next_page == Some(true), info.end_cursor)
        });
        if !more {
            pass.ended = true;
            return Ok(pass);
        }
        // A page without rows or with the same cursor promises more for ever.
        if came == 0 || cursor.is_none() || cursor == after {
            return Ok(pass);
        }
        after = cursor;
    }
    Ok(pass)
}

fn meetings(
    client: &Client<'_>,
    findings: &mut Findings,
    component: &Component,
    frame: &Frame<'_>,
    found: BTreeMap<String, Node>,
) -> Vec<MeetingRecord> {
    let records = found
        .into_iter()
        .filter_map(|(id, node)| record(client, findings, component, frame, id, node));
    records.collect()
}

/// The record of a meeting; `None` if it is private, is not to be told, or has no beginning.
fn record(
    client: &Client<'_>,
    findings: &mut Findings,
    component: &Component,
    frame: &Frame<'_>,
    id: String,
    node: Node,
) -> Option<MeetingRecord> {
    if node.private_meeting == Some(true) && node.transparent != Some(true) {
        return None;
    }
    let withdrawn = node.is_withdrawn == Some(true) || node.withdrawn == Some(true);
    let bad = &mut findings.bad_dates;
    let starts_at = dates::instant(node.start_time.as_ref()).or_count(bad)?;
    let announced = is_announced(client.is_gateway, node.closed, starts_at, frame);
    if withdrawn && !client.is_gateway && !is_called_off(&id, starts_at, frame) {
        return None;
    }
    // Where an end must be told and none is known, a gateway tells the beginning.
    let ends_at = dates::instant(node.end_time.as_ref())
        .or_count(bad)
        .filter(|end| !client.is_gateway || *end != starts_at);
    let online = node.type_of_meeting.is_some_and(|word| {
        word.eq_ignore_ascii_case("online") || word.eq_ignore_ascii_case("hybrid")
    });
    let point = node
        .coordinates
        .and_then(|at| Point::new(at.latitude?, at.longitude?));
    let (url, relayed_id) = if client.is_gateway {
        (
            urls::relayed_meeting(&component.url, node.url.as_deref()),
            Some(Uuid::parse_str(&id).ok()?),
        )
    } else {
        (
            urls::meeting(&component.url, &id, node.url.as_deref()),
            None,
        )
    };
    let told_of = |text: LocalizedText| {
        if withdrawn || !announced {
            LocalizedText::default()
        } else {
            text
        }
    };
    Some(MeetingRecord {
        url,
        relayed_id,
        title: text(node.title),
        // Of what does not take place, or may not, only so much is told as lets a calendar drop it.
        description: told_of(text(node.description)),
        time: MeetingTime::instants(starts_at, ends_at),
        place: if announced {
            text(node.location)
        } else {
            LocalizedText::default()
        },
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

/// Returns whether a meeting is still announced. A Decidim closes it with a report, which before its day says that it does not take place as announced,
/// though nobody says that it is cancelled. A gateway tells of no reports: there the word says that its source announces it no longer,
/// whatever its day.
fn is_announced(
    by_gateway: bool,
    closed: Option<bool>,
    starts_at: DateTime<FixedOffset>,
    frame: &Frame<'_>,
) -> bool {
    closed != Some(true) || !by_gateway && starts_at <= frame.now
}

/// Returns whether a withdrawn meeting is told as cancelled: one still to come that was told before. Whoever never heard of it need not hear that it
/// does not take place. A gateway tells of what was cancelled in the same word, and that is always told further.
fn is_called_off(id: &str, starts_at: DateTime<FixedOffset>, frame: &Frame<'_>) -> bool {
    starts_at > frame.now && frame.told_before.is_some_and(|told| told.contains(id))
}
