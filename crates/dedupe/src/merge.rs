//! The merging of a cluster: one consultation out of several that are one, and of the events that are attached to it. The leader's fields stand; from the
//! others come the places where else it is published, meetings that the leader does not know, and an image or a summary where it has none. Dates are
//! never taken over: they decide a status.

use std::collections::{BTreeSet, HashMap};

use chrono_tz::Tz;

use passerelle_model::{
    AlsoAt, CanonicalUrl, Consultation, Meeting, MeetingHistory, MeetingId, Origin, Platform,
    Stored, fold,
};

/// The most places that are told; more say nothing more to a reader.
const MOST_PLACES: usize = 50;

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

/// Returns the rank within a cluster; the least leads it and is shown: the one whose own instance its page lies on; then by the software, whose word is nearest to those
/// who decide; then the one that was published first; then by id. Made of what every gateway knows, so that all show the same.
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
    one.also_at = places(&leader.consultation, others);
    for (other, _) in others {
        if one.lasting_image().is_none() && other.lasting_image().is_some() {
            one.image.clone_from(&other.image);
        }
        if one.summary.is_empty() {
            one.summary.clone_from(&other.summary);
        }
    }
    let members = || others.iter().map(|(other, _)| *other);
    let mut meetings = Meetings::of(&leader.consultation, members());
    for more in members().chain(events.iter().copied()) {
        meetings.add(&more.meetings);
    }
    one.meetings = meetings.by_start();
    shown
}

/// Returns the places where else it is published: those that the leader tells, each of the others, and those that they tell.
fn places(leader: &Consultation, others: &[(&Consultation, Instance)]) -> Vec<AlsoAt> {
    let members = others.iter().map(|(other, instance)| AlsoAt {
        url: other.url.clone(),
        name: instance.name.clone(),
        platform: instance.platform,
    });
    let told = others.iter().flat_map(|(other, _)| &other.also_at);
    let own = CanonicalUrl::of(&leader.url);
    let mut pages: BTreeSet<Option<CanonicalUrl>> = BTreeSet::from([own]);
    let mut places: Vec<AlsoAt> = Vec::new();
    for at in members {
        pages.insert(CanonicalUrl::of(&at.url));
        if !places.contains(&at) {
            places.push(at);
        }
    }
    for at in leader.also_at.iter().chain(told) {
        if pages.insert(CanonicalUrl::of(&at.url)) {
            places.push(at.clone());
        }
    }
    places.truncate(MOST_PLACES);
    places
}

/// The meetings of several records, each once: the first record that knows a meeting tells it, unless it announces it no longer and another does.
/// Inside one record nothing is taken for the same.
struct Meetings {
    all: Vec<Meeting>,
    /// The place in `all` of the meeting of this id.
    ids: HashMap<MeetingId, usize>,
    /// The place of the one that has this page of its own.
    pages: HashMap<CanonicalUrl, usize>,
    /// The place of the one that begins then under this name.
    moments: HashMap<(i64, String), usize>,
    /// The time zone of the consultation that they are shown with.
    zone: Tz,
    /// Pages of consultations, which are no page of one meeting.
    of_consultations: BTreeSet<CanonicalUrl>,
}

impl Meetings {
    fn of<'a>(leader: &'a Consultation, others: impl Iterator<Item = &'a Consultation>) -> Self {
        let consultations = std::iter::once(leader).chain(others);
        let mut meetings = Self {
            all: Vec::new(),
            ids: HashMap::new(),
            pages: HashMap::new(),
            moments: HashMap::new(),
            zone: leader.timezone,
            of_consultations: consultations
                .filter_map(|one| CanonicalUrl::of(&one.url))
                .collect(),
        };
        meetings.add(&leader.meetings);
        meetings
    }

    /// Adds the meetings of a record that are not known yet, and announces those again that only other records have given up.
    fn add(&mut self, more: &[Meeting]) {
        let mut pages = self.own_pages(more);
        // All are looked for before one of them is added: inside a record nothing is the same.
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
            self.moments.entry(self.moment(meeting)).or_insert(at);
            if let Some(page) = pages.remove(&meeting.id) {
                self.pages.entry(page).or_insert(at);
            }
        }
    }

    /// Returns the place of a meeting that an earlier record told.
    fn find(&self, meeting: &Meeting, page: Option<&CanonicalUrl>) -> Option<usize> {
        let of_page = || self.pages.get(page?);
        let id = self.ids.get(&meeting.id);
        id.or_else(|| self.moments.get(&self.moment(meeting)))
            .or_else(of_page)
            .copied()
    }

    /// Returns the page of each meeting that has one of its own within its record.
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

    fn by_start(self) -> Vec<Meeting> {
        let mut all = self.all;
        all.sort_by_key(|meeting| (meeting.time.begins(self.zone), meeting.id));
        all
    }

    /// Returns the moment at which a meeting begins and its name: two at one moment under one name are one.
    fn moment(&self, meeting: &Meeting) -> (i64, String) {
        (
            meeting.time.begins(self.zone).timestamp(),
            fold(meeting.title.best_text(&[])),
        )
    }
}

/// Returns a meeting that its own record announces no longer as another record announces it. It keeps its id, and its sequence rises with either of
/// them, so that calendars that took it over show it again and not a second time.
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
