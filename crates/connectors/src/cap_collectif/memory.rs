//! The memory of a source between polls: the data that are asked less often than at each poll.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use passerelle_model::{Counts, Language};

/// The time after which remembered data are asked again, in hours.
const FRESH_HOURS: i64 = 24;

/// The memory of one source. [`keep`](crate::revalidation::keep) binds it to the configuration of the source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    /// The keys of the events of each project, and when they were read.
    links: BTreeMap<String, ProjectEvents>,
    /// The events that were listed at the last poll.
    events: BTreeSet<String>,
    /// The events that belong to no project.
    alone: BTreeSet<String>,
    /// The public counts of each project.
    pub(super) counts: BTreeMap<String, Counts>,
    /// The moment when the counts were last read.
    counted: Option<DateTime<Utc>>,
    /// The languages in which the host answered.
    pub(super) languages: BTreeSet<Language>,
}

/// The keys of the events of one project, and when they were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct ProjectEvents {
    at: DateTime<Utc>,
    events: Vec<String>,
}

impl Memory {
    /// The events of a project as last read, however long ago; `None` if they were never read.
    pub(super) fn events_of(&self, project: &str) -> Option<&[String]> {
        self.links.get(project).map(|known| known.events.as_slice())
    }

    /// Returns the moment at which the events of a project were last read.
    pub(super) fn events_read_at(&self, project: &str) -> Option<DateTime<Utc>> {
        self.links.get(project).map(|known| known.at)
    }

    /// Notes the events of a project.
    pub(super) fn note_events_of(&mut self, project: &str, events: Vec<String>, at: DateTime<Utc>) {
        self.links
            .insert(project.to_owned(), ProjectEvents { at, events });
    }

    /// Returns whether all of these events were listed at the last poll.
    pub(super) fn knows_all<'e>(&self, mut events: impl Iterator<Item = &'e String>) -> bool {
        events.all(|event| self.events.contains(event))
    }

    /// Notes the events that are listed.
    pub(super) fn note_listed_events<'e>(&mut self, events: impl Iterator<Item = &'e String>) {
        self.events = events.cloned().collect();
    }

    /// Notes an event that belongs to no project.
    pub(super) fn note_alone(&mut self, event: &str) {
        self.alone.insert(event.to_owned());
    }

    /// Returns whether an event is known to belong to no project.
    pub(super) fn is_alone(&self, event: &str) -> bool {
        self.alone.contains(event)
    }

    /// The events that belong to a project, whether that project was listed this time or not.
    pub(super) fn events_of_projects(&self) -> BTreeSet<&str> {
        let all = self.links.values().flat_map(|known| &known.events);
        all.map(String::as_str).collect()
    }

    /// Returns whether the counts were read within a day.
    pub(super) fn counts_are_fresh(&self, now: DateTime<Utc>) -> bool {
        is_fresh(self.counted, now)
    }

    /// Notes the counts of all projects.
    pub(super) fn note_counts(&mut self, counts: BTreeMap<String, Counts>, at: DateTime<Utc>) {
        self.counts = counts;
        self.counted = Some(at);
    }

    /// Forgets the projects that are no longer listed, so that the memory does not grow for ever.
    pub(super) fn retain(&mut self, listed: impl Fn(&str) -> bool) {
        self.links.retain(|project, _| listed(project));
        self.counts.retain(|project, _| listed(project));
    }

    /// Forgets the events without a project that are no longer listed.
    pub(super) fn retain_alone(&mut self, listed: impl Fn(&str) -> bool) {
        self.alone.retain(|event| listed(event));
    }
}

/// Returns whether data read at `at` need not be read again at `now`. A clock that was set back makes them stale.
pub(super) fn is_fresh(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    at.is_some_and(|at| {
        let age = now.signed_duration_since(at);
        age >= Duration::zero() && age < Duration::hours(FRESH_HOURS)
    })
}
