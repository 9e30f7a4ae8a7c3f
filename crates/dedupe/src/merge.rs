//! The merging of a cluster: one consultation is made of several, and of the events that are attached to them.
//!
//! The fields of the leader stand. From the others come their pages, meetings that the leader does not know, and an image or a summary where the
//! leader has none. Dates are never taken over, because they decide the status.

use std::collections::{BTreeSet, HashMap};

use chrono_tz::Tz;

use passerelle_model::{
    AlsoAt, CanonicalUrl, Consultation, Meeting, MeetingHistory, MeetingId, Origin, Platform,
    Stored, fold,
};

/// The most other pages that are listed; more tell a reader nothing.
const MOST_PAGES: usize = 50;

/// The instance that published a consultation.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The name for people.
    pub name: String,
    /// The software that it runs.
    pub platform: Platform,
}

impl Instance {
    /// Returns the instance that first published `consultation`; `configured` is the source that brought it.
    pub fn of(consultation: &Consultation, configured: Option<&Self>) -> Self {
        let relayed = consultation.provenance.as_ref().map(|from| Self {
            name: from.name.clone(),
            platform: from.platform,
        });
        relayed
            .or_else(|| configured.cloned())
            .unwrap_or_else(|| Self {
                name: consultation.origin.as_str().to_owned(),
                platform: Platform::Passerelle,
            })
    }
}

/// Returns the rank of a consultation within its cluster. The least leads the cluster.
///
/// A consultation whose page lies at its own origin comes first; then the precedence of the platform decides, then the moment of publication, then
/// the id. All of this is known to every gateway, so that all of them choose the same leader.
pub fn rank(consultation: &Consultation, instance: &Instance) -> impl Ord + use<> {
    let authority = |text: &str| text.strip_prefix("www.").unwrap_or(text).to_owned();
    let own = Origin::of_url(&consultation.url)
        .is_some_and(|at| authority(at.as_str()) == authority(consultation.origin.authority()));
    let published = consultation.published_at;
    (
        !own,
        instance.platform.precedence(),
        (published.is_none(), published),
        consultation.id,
    )
}

/// Merges `leader` with the others, in their order, and with the events that are attached to any of them.
pub fn merged(
    leader: &Stored,
    others: &[(&Consultation, Instance)],
    events: &[&Consultation],
) -> Stored {
    let mut shown = leader.clone();
    let one = &mut shown.consultation;
    one.also_at = other_pages(&leader.consultation, others);
    for (other, _) in others {
        if one.lasting_image().is_none() && other.lasting_image().is_some() {
            one.image.clone_from(&other.image);
        }
        if one.summary.is_empty() {
            one.summary.clone_from(&other.summary);
        }
    }
    let members = || others.iter().map(|(other, _)| *other);
    let mut meetings = MergedMeetings::of(&leader.consultation, members());
    for more in members().chain(events.iter().copied()) {
        meetings.add(&more.meetings);
    }
    one.meetings = meetings.by_start();
    shown
}

/// Returns the other pages of a merged consultation: those of the other members, then those that the leader lists, then those that the others list.
fn other_pages(leader: &Consultation, others: &[(&Consultation, Instance)]) -> Vec<AlsoAt> {
    let members = others.iter().map(|(other, instance)| AlsoAt {
        url: other.url.clone(),
        name: instance.name.clone(),
        platform: instance.platform,
    });
    let listed = others.iter().flat_map(|(other, _)| &other.also_at);
    let own = CanonicalUrl::of(&leader.url);
    let mut pages: BTreeSet<Option<CanonicalUrl>> = BTreeSet::from([own]);
    let mut other_pages: Vec<AlsoAt> = Vec::new();
    for at in members {
        pages.insert(CanonicalUrl::of(&at.url));
        if !other_pages.contains(&at) {
            other_pages.push(at);
        }
    }
    for at in leader.also_at.iter().chain(listed) {
        if pages.insert(CanonicalUrl::of(&at.url)) {
            other_pages.push(at.clone());
        }
    }
    other_pages.truncate(MOST_PAGES);
    other_pages
}

/// The meetings of several records, each once. The first record that has a meeting decides how it is shown, unless it no longer announces the meeting
/// and another record does. Two meetings of one record are never taken for the same.
struct MergedMeetings {
    all: Vec<Meeting>,
    /// The index in `all` of the meeting with an id.
    ids: HashMap<MeetingId, usize>,
    /// The index of the meeting to which a page belongs alone.
    pages: HashMap<CanonicalUrl, usize>,
    /// The index of the meeting with a beginning and a name.
    beginnings: HashMap<(i64, String), usize>,
    /// The time zone of the leader.
    zone: Tz,
    /// The pages of the consultations, which identify no meeting.
    of_consultations: BTreeSet<CanonicalUrl>,
}

impl MergedMeetings {
    fn of<'a>(leader: &'a Consultation, others: impl Iterator<Item = &'a Consultation>) -> Self {
        let consultations = std::iter::once(leader).chain(others);
        let mut meetings = Self {
            all: Vec::new(),
            ids: HashMap::new(),
            pages: HashMap::new(),
            beginnings: HashMap::new(),
            zone: leader.timezone,
            of_consultations: consultations
                .filter_map(|one| CanonicalUrl::of(&one.url))
                .collect(),
        };
        meetings.add(&leader.meetings);
        meetings
    }

    /// Adds the meetings of a record that are not known yet, and replaces known ones that are no longer announced where this record announces them.
    fn add(&mut self, more: &[Meeting]) {
        let mut pages = self.own_pages(more);
        // All are looked for before any is added: two meetings of one record are never the same.
        let known: Vec<Option<usize>> = more
            .iter()
            .map(|meeting| self.find(meeting, pages.get(&meeting.id)))
            .collect();
        for (meeting, known) in more.iter().zip(known) {
            let at = known.unwrap_or(self.all.len());
            match self.all.get_mut(at) {
                Some(shown) if meeting.announced && !shown.announced => {
                    *shown = announced_elsewhere(shown, meeting);
                }
                Some(_) => {}
                None => self.all.push(meeting.clone()),
            }
            self.ids.entry(meeting.id).or_insert(at);
            self.beginnings
                .entry(self.beginning_and_name(meeting))
                .or_insert(at);
            if let Some(page) = pages.remove(&meeting.id) {
                self.pages.entry(page).or_insert(at);
            }
        }
    }

    /// Returns the index of a meeting that an earlier record has too.
    fn find(&self, meeting: &Meeting, page: Option<&CanonicalUrl>) -> Option<usize> {
        let of_page = || self.pages.get(page?);
        let id = self.ids.get(&meeting.id);
        id.or_else(|| self.beginnings.get(&self.beginning_and_name(meeting)))
            .or_else(of_page)
            .copied()
    }

    /// Returns the pages of the meetings that share theirs with no other meeting of the record and with no consultation.
    fn own_pages(&self, meetings: &[Meeting]) -> HashMap<MeetingId, CanonicalUrl> {
        let mut at: HashMap<CanonicalUrl, Vec<MeetingId>> = HashMap::new();
        let pages = meetings
            .iter()
            .filter_map(|meeting| Some((meeting.id, CanonicalUrl::of(&meeting.url)?)));
        for (id, page) in pages {
            at.entry(page).or_default().push(id);
        }
        let own = at
            .into_iter()
            .filter_map(|(page, ids)| match ids.as_slice() {
                [id] if page.identifies() && !self.of_consultations.contains(&page) => {
                    Some((*id, page))
                }
                _ => None,
            });
        own.collect()
    }

    /// Returns the meetings by start.
    fn by_start(self) -> Vec<Meeting> {
        let mut all = self.all;
        all.sort_by_key(|meeting| (meeting.time.begins(self.zone), meeting.id));
        all
    }

    /// Returns the beginning and the name of a meeting; two meetings that agree in both are one.
    fn beginning_and_name(&self, meeting: &Meeting) -> (i64, String) {
        (
            meeting.time.begins(self.zone).timestamp(),
            fold(meeting.title.best_text(&[])),
        )
    }
}

/// Returns a meeting, which its own record no longer announces, as another record announces it. It keeps its id, and its sequence rises with that of
/// either record, so that calendars that subscribed to it show it again, and not twice.
fn announced_elsewhere(shown: &Meeting, other: &Meeting) -> Meeting {
    let (before, theirs) = (shown.history, other.history);
    Meeting {
        id: shown.id,
        history: MeetingHistory {
            sequence: before.sequence.saturating_add(theirs.sequence),
            updated: before.updated.max(theirs.updated),
            ..theirs
        },
        ..other.clone()
    }
}
