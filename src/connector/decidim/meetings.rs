//! Meetings, component by component and page by page. No version orders them: pages overlap and skip while anything is edited. So pages
//! are merged by key, read again where a key came twice, and what did not come in one pass is never taken for gone.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::components::Component;
use super::dates;
use super::documents::{ComponentMeetings, component_meetings};
use super::session::{OnNull, Session};
use super::translations::text;
use super::urls;
use crate::connector::Error;
use crate::model::{MeetingRecord, MeetingTime, Point};

use component_meetings::ComponentMeetingsComponent as On;
use component_meetings::ComponentMeetingsComponentOnMeetingsMeetingsEdgesNode as Node;

/// How many meetings are asked at once: the most that every version gives.
const PAGE: i64 = 50;

/// Smaller pages, for a host whose limit of complexity is lower than Decidim's own.
const SMALLER_PAGES: [i64; 2] = [10, 2];

/// The most pages that are read of one component in one pass.
const MOST_PAGES: usize = 100;

/// How often a component whose pages overlap is read again.
const PASSES: usize = 3;

/// What was read of one component.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its public meetings.
    pub(super) meetings: Vec<MeetingRecord>,
    /// Whether these are all.
    pub(super) complete: bool,
}

/// One pass over the pages.
#[derive(Debug, Default)]
struct Pass {
    /// Whether the last page was reached.
    ended: bool,
    /// Whether a key came twice, so that another one may not have come at all.
    overlaps: bool,
    /// Whether an element was lost to an error.
    lost: bool,
}

/// The public meetings of a component.
pub(super) async fn read(session: &mut Session<'_>, component: &Component) -> Result<Read, Error> {
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
            return Ok(Read {
                meetings: meetings(session, component, found),
                complete: true,
            });
        }
    }
    session.notice(
        "meetings_unsettled",
        format!("the meetings of component {} could not be read whole: those that did not come are kept as they were", component.id),
    );
    Ok(Read {
        meetings: meetings(session, component, found),
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
    let mut seen = std::collections::BTreeSet::new();
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
    session: &mut Session<'_>,
    component: &Component,
    found: BTreeMap<String, Node>,
) -> Vec<MeetingRecord> {
    let records = found
        .into_iter()
        .filter_map(|(id, node)| record(session, component, id, node));
    records.collect()
}

/// The record of a meeting; `None` if it is private, withdrawn or has no beginning.
fn record(
    session: &mut Session<'_>,
    component: &Component,
    id: String,
    node: Node,
) -> Option<MeetingRecord> {
    let withdrawn = node.is_withdrawn == Some(true) || node.withdrawn == Some(true);
    let closed = node.private_meeting == Some(true) && node.transparent != Some(true);
    // A gateway marks as withdrawn what was cancelled: that is told further, while a withdrawn meeting of a Decidim is no meeting any more.
    let cancelled = withdrawn && session.is_gateway;
    if closed || withdrawn && !cancelled {
        return None;
    }
    let bad = &mut session.bad_dates;
    let starts_at = dates::instant(node.start_time.as_ref()).or_count(bad)?;
    // Where an end must be told and none is known, a gateway tells the beginning.
    let ends_at = dates::instant(node.end_time.as_ref())
        .or_count(bad)
        .filter(|end| !session.is_gateway || *end != starts_at);
    let online = node.type_of_meeting.is_some_and(|word| {
        word.eq_ignore_ascii_case("online") || word.eq_ignore_ascii_case("hybrid")
    });
    let point = node
        .coordinates
        .and_then(|at| Point::new(at.latitude?, at.longitude?));
    let (url, relayed_id) = if session.is_gateway {
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
    Some(MeetingRecord {
        url,
        relayed_id,
        title: text(node.title),
        description: text(node.description),
        time: MeetingTime::instants(starts_at, ends_at),
        place: text(node.location),
        address: node.address.filter(|address| !address.trim().is_empty()),
        point,
        online,
        cancelled,
        announced: true,
        native_id: id,
    })
}
