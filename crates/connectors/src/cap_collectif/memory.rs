//! The memory of a host between polls: what is asked of it less often than at each poll.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use passerelle_model::{Counts, Language};

/// The time for which what is remembered stands.
const HOURS: i64 = 24;

/// The memory of one source; bound to its configuration by whoever keeps it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    /// The keys of the events of each project, and when they were read.
    links: BTreeMap<String, Linked>,
    /// The events that were listed.
    events: BTreeSet<String>,
    /// The events that belong to no project.
    alone: BTreeSet<String>,
    /// The public counts of each project.
    pub(super) counts: BTreeMap<String, Counts>,
    /// The moment when they were last read whole.
    counted: Option<DateTime<Utc>>,
    /// The languages in which the host answered.
    pub(super) languages: BTreeSet<Language>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Linked {
    at: DateTime<Utc>,
    events: Vec<String>,
}

impl Memory {
    /// The events of a project as last read, however long ago; `None` if they never were.
    pub(super) fn events_of(&self, project: &str) -> Option<&[String]> {
        self.links
            .get(project)
            .map(|linked| linked.events.as_slice())
    }

    /// Returns the moment at which the events of a project were last read.
    pub(super) fn linked_at(&self, project: &str) -> Option<DateTime<Utc>> {
        self.links.get(project).map(|linked| linked.at)
    }

    /// Notes the events of a project.
    pub(super) fn link(&mut self, project: &str, events: Vec<String>, at: DateTime<Utc>) {
        self.links.insert(project.to_owned(), Linked { at, events });
    }

    /// Returns whether every one of these events was listed at the last poll already.
    pub(super) fn knows_all<'e>(&self, mut events: impl Iterator<Item = &'e String>) -> bool {
        events.all(|event| self.events.contains(event))
    }

    /// Notes the events that are listed.
    pub(super) fn list<'e>(&mut self, events: impl Iterator<Item = &'e String>) {
        self.events = events.cloned().collect();
    }

    /// Notes an event that belongs to no project.
    pub(super) fn stands_alone(&mut self, event: &str) {
        self.alone.insert(event.to_owned());
    }

    /// Returns whether an event belongs to no project, as far as that was ever found out.
    pub(super) fn is_alone(&self, event: &str) -> bool {
        self.alone.contains(event)
    }

    /// The events that belong to some project, whether that was listed this time or not.
    pub(super) fn linked(&self) -> BTreeSet<&str> {
        let all = self.links.values().flat_map(|linked| &linked.events);
        all.map(String::as_str).collect()
    }

    /// Returns whether the counts were read within a day.
    pub(super) fn counts_are_fresh(&self, now: DateTime<Utc>) -> bool {
        is_fresh(self.counted, now)
    }

    /// Notes the counts of all projects.
    pub(super) fn count(&mut self, counts: BTreeMap<String, Counts>, at: DateTime<Utc>) {
        self.counts = counts;
        self.counted = Some(at);
    }

    /// Forgets the projects that are no longer listed, so that the memory does not grow for ever.
    pub(super) fn retain(&mut self, listed: impl Fn(&str) -> bool) {
        self.links.retain(|project, _| listed(project));
        self.counts.retain(|project, _| listed(project));
    }

    /// Forgets which events belong to no project, save the listed ones.
    pub(super) fn retain_alone(&mut self, listed: impl Fn(&str) -> bool) {
        self.alone.retain(|event| listed(event));
    }
}

/// Returns whether something read then still stands at `now`. A clock that was set back makes it stale.
pub(super) fn is_fresh(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    at.is_some_and(|at| {
        let age = now.signed_duration_since(at);
        age >= Duration::zero() && age < Duration::hours(HOURS)
    })
}
