//! The memory of a host between polls: what it has, and what is asked of it less often than at each poll.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::capabilities::Capabilities;
use passerelle_model::{Affiliation, AffiliationKind, Counts, LocalizedText, Moment, Record};

/// The form of the memory; another one is forgotten.
const FORM: u32 = 1;

/// The time for which what is remembered stands.
const HOURS: i64 = 24;

/// The memory of one source.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    form: u32,
    /// The types and fields that the host lacks.
    capabilities: Option<Dated<Capabilities>>,
    /// The version, where it tells; a hint only.
    pub(super) version: Option<String>,
    /// The last reading of the meetings of each space, by its kind and key.
    pub(super) agendas: Remembered<Agenda>,
    /// The moments when the host failed over the document that tells which meetings were edited, by kind of space.
    pub(super) marks_failed: Remembered<()>,
    /// The accountability components, and whether they hold results.
    pub(super) results: Remembered<bool>,
    /// The public counts of each process.
    pub(super) counts: Remembered<Counts>,
    /// The moments when spaces were asked alone, by kind and key, their list being not to be had.
    pub(super) singles: Remembered<()>,
    /// The first and last days of initiatives, where they had to be asked one by one.
    pub(super) dates: Remembered<(Option<Moment>, Option<Moment>)>,
    /// The affiliations of each space, by its kind and key, as last read whole.
    pub(super) places: Remembered<Affiliations>,
    /// The links of each assembly, as kind and key, where they had to be asked one by one.
    pub(super) links: Remembered<Vec<(String, String)>>,
}

/// The affiliations of a space.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Affiliations {
    affiliations: Vec<(String, Option<String>, LocalizedText, Vec<LocalizedText>)>,
    themes: Vec<LocalizedText>,
}

/// The words under which kinds of affiliations are remembered.
const AFFILIATION_WORDS: [(AffiliationKind, &str); 6] = [
    (AffiliationKind::Group, "group"),
    (AffiliationKind::Assembly, "assembly"),
    (AffiliationKind::Scope, "scope"),
    (AffiliationKind::Area, "area"),
    (AffiliationKind::Taxonomy, "taxonomy"),
    (AffiliationKind::PlaceName, "place_name"),
];

impl Affiliations {
    /// The affiliations of a record.
    pub(super) fn of(record: &Record) -> Self {
        let word = |kind| {
            AFFILIATION_WORDS
                .iter()
                .find(|(known, _)| *known == kind)
                .map_or("", |(_, word)| word)
        };
        let affiliations = record.affiliations.iter().map(|affiliation| {
            let Affiliation {
                kind,
                native_id,
                names,
                ancestors,
            } = affiliation.clone();
            (word(kind).to_owned(), native_id, names, ancestors)
        });
        Self {
            affiliations: affiliations.collect(),
            themes: record.themes.clone(),
        }
    }

    /// Gives a record what is remembered.
    pub(super) fn restore(&self, record: &mut Record) {
        let restored =
            self.affiliations
                .iter()
                .cloned()
                .filter_map(|(word, native_id, names, ancestors)| {
                    let (kind, _) = AFFILIATION_WORDS
                        .into_iter()
                        .find(|(_, known)| *known == word)?;
                    Some(Affiliation {
                        kind,
                        native_id,
                        names,
                        ancestors,
                    })
                });
        record.affiliations = restored.collect();
        record.themes.clone_from(&self.themes);
    }
}

/// The memory of the meetings of a space, as last read whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Agenda {
    /// A digest of which components held them.
    pub(super) components: String,
    /// A digest of which meetings there were and when each was edited, where the host told.
    pub(super) mark: Option<String>,
    /// The moment since which it has been told as it is; `None` where it never was told otherwise.
    pub(super) changed_at: Option<DateTime<Utc>>,
    /// The keys of those that were still to come.
    pub(super) ahead: BTreeSet<String>,
    /// The moment when the last of them begins.
    pub(super) last_start: Option<DateTime<Utc>>,
}

/// A value and when it was read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Dated<T> {
    at: DateTime<Utc>,
    value: T,
}

/// Values by the key of what they belong to.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Remembered<T>(BTreeMap<String, Dated<T>>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Remembered<T> {
    /// The value as last read, however long ago.
    pub(super) fn last(&self, key: &str) -> Option<&T> {
        self.0.get(key).map(|known| &known.value)
    }

    /// Returns the moment at which it was last read.
    pub(super) fn read_at(&self, key: &str) -> Option<DateTime<Utc>> {
        self.0.get(key).map(|known| known.at)
    }

    /// Returns whether it was read within a day.
    pub(super) fn is_fresh(&self, key: &str, now: DateTime<Utc>) -> bool {
        self.read_at(key).is_some_and(|at| fresh(at, now))
    }

    /// Notes what was read.
    pub(super) fn note(&mut self, key: &str, value: T, at: DateTime<Utc>) {
        self.0.insert(key.to_owned(), Dated { at, value });
    }

    /// Forgets what is no longer listed, so that the memory does not grow for ever.
    pub(super) fn retain(&mut self, listed: impl Fn(&str) -> bool) {
        self.0.retain(|key, _| listed(key));
    }
}

impl Memory {
    /// The memory as the last poll left it; empty if there is none or it cannot be read.
    pub(super) fn read(value: Option<&Value>) -> Self {
        value
            .and_then(|value| Self::deserialize(value).ok())
            .filter(|memory| memory.form == FORM)
            .unwrap_or_else(|| Self {
                form: FORM,
                ..Self::default()
            })
    }

    /// Serialises the memory for the store.
    pub(super) fn write(&self) -> Option<Value> {
        serde_json::to_value(self).ok()
    }

    /// Returns the capabilities of the host, if they were learned within a day.
    pub(super) fn capabilities(&self, now: DateTime<Utc>) -> Option<&Capabilities> {
        let learned = self.capabilities.as_ref()?;
        fresh(learned.at, now).then_some(&learned.value)
    }

    /// Keeps what was learned.
    pub(super) fn learn(&mut self, capabilities: Capabilities, at: DateTime<Utc>) {
        self.capabilities = Some(Dated {
            at,
            value: capabilities,
        });
    }

    /// Makes the next poll learn anew.
    pub(super) fn forget_capabilities(&mut self) {
        self.capabilities = None;
    }
}

/// Returns whether something read at `at` still stands at `now`. A clock that was set back makes it stale.
fn fresh(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let age = now.signed_duration_since(at);
    age >= Duration::zero() && age < Duration::hours(HOURS)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_learned_stands_for_a_day() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut memory = Memory::read(None);
        memory.learn(Capabilities::of_version(27, None), now);
        memory.dates.note("7", (None, None), now);
        let memory = Memory::read(memory.write().as_ref());
        assert_eq!(
            memory.capabilities(now),
            Some(&Capabilities::of_version(27, None))
        );
        assert_eq!(memory.capabilities(now + Duration::hours(24)), None);
        assert_eq!(
            memory.capabilities(now - Duration::hours(1)),
            None,
            "the clock was set back"
        );
        assert!(memory.dates.is_fresh("7", now) && !memory.dates.is_fresh("8", now));
    }

    #[test]
    fn a_memory_in_another_form_is_forgotten() {
        for value in [
            json!(null),
            json!([1]),
            json!({"form": 99, "version": "x"}),
            json!({"form": "one"}),
        ] {
            assert_eq!(Memory::read(Some(&value)).version, None);
        }
    }
}
