//! The memory of a host between polls: its capabilities, and the values that are not asked at every poll.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::capabilities::Capabilities;
use passerelle_model::{Affiliation, AffiliationKind, Counts, LocalizedText, Moment, Record};

/// The version of the stored form. A memory in another form is forgotten.
const FORM: u32 = 1;

/// The number of hours for which a remembered value is fresh.
const FRESH_HOURS: i64 = 24;

/// The memory of one source.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    form: u32,
    /// The types and fields that the host lacks.
    capabilities: Option<Dated<Capabilities>>,
    /// The version that the host gives, if it does. It is shown, and decides nothing.
    pub(super) version: Option<String>,
    /// The meetings of each space as last read, by kind and native id of the space.
    #[serde(rename = "agendas")]
    pub(super) meetings: Remembered<MeetingsMemory>,
    /// The moments when the host failed over the document of the revisions of meetings, by kind of space.
    #[serde(rename = "marks_failed")]
    pub(super) revisions_failed: Remembered<()>,
    /// The accountability components: `true` for those that hold results.
    pub(super) results: Remembered<bool>,
    /// The public counts of each process.
    pub(super) counts: Remembered<Counts>,
    /// The moments when spaces were last asked alone because their list failed, by kind and native id.
    #[serde(rename = "singles")]
    pub(super) asked_alone: Remembered<()>,
    /// The first and last moments at which initiatives can be signed, where they had to be asked one by one.
    #[serde(rename = "dates")]
    pub(super) signature_periods: Remembered<(Option<Moment>, Option<Moment>)>,
    /// The affiliations of each space as last read without a failure, by kind and native id of the space.
    #[serde(rename = "places")]
    pub(super) affiliations: Remembered<Affiliations>,
    /// The links of each assembly as kinds and native ids of spaces, where they had to be asked one by one.
    pub(super) links: Remembered<Vec<(String, String)>>,
}

/// The affiliations and themes of a space, as they are stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Affiliations {
    affiliations: Vec<StoredAffiliation>,
    themes: Vec<LocalizedText>,
}

/// The word for the kind, the native id, the names and the ancestors of an affiliation.
type StoredAffiliation = (String, Option<String>, LocalizedText, Vec<LocalizedText>);

/// The words for the kinds of affiliations in the memory.
const AFFILIATION_WORDS: [(AffiliationKind, &str); 6] = [
    (AffiliationKind::Group, "group"),
    (AffiliationKind::Assembly, "assembly"),
    (AffiliationKind::Scope, "scope"),
    (AffiliationKind::Area, "area"),
    (AffiliationKind::Taxonomy, "taxonomy"),
    (AffiliationKind::PlaceName, "place_name"),
];

impl Affiliations {
    /// Returns the affiliations and themes of a record.
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

    /// Replaces the affiliations and themes of a record by these.
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

/// The state of the meetings of a space when they were last read completely.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MeetingsMemory {
    /// A digest of the ids of the components that hold meetings.
    pub(super) components: String,
    /// A digest of the revisions of these components, where the host gives them all.
    #[serde(rename = "mark")]
    pub(super) revision: Option<String>,
    /// The moment of the last poll that found a change; `None` if none was found since the space was first read.
    pub(super) changed_at: Option<DateTime<Utc>>,
    /// The native ids of the meetings that were still to come.
    #[serde(rename = "ahead")]
    pub(super) upcoming: BTreeSet<String>,
    /// The latest beginning of a meeting that was still to come.
    pub(super) last_start: Option<DateTime<Utc>>,
}

/// A value, and the moment when it was read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Dated<T> {
    at: DateTime<Utc>,
    value: T,
}

/// Values of one sort by key, each with the moment when it was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Remembered<T>(BTreeMap<String, Dated<T>>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Remembered<T> {
    /// Returns the value as last read, however long ago.
    pub(super) fn last(&self, key: &str) -> Option<&T> {
        self.0.get(key).map(|known| &known.value)
    }

    /// Returns the moment at which the value was last read.
    pub(super) fn read_at(&self, key: &str) -> Option<DateTime<Utc>> {
        self.0.get(key).map(|known| known.at)
    }

    /// Returns whether the value was read within the last day.
    pub(super) fn is_fresh(&self, key: &str, now: DateTime<Utc>) -> bool {
        self.read_at(key).is_some_and(|at| is_fresh(at, now))
    }

    /// Remembers a value that was read at `at`.
    pub(super) fn note(&mut self, key: &str, value: T, at: DateTime<Utc>) {
        self.0.insert(key.to_owned(), Dated { at, value });
    }

    /// Forgets the values for whose keys `is_kept` returns `false`, so that the memory does not grow for ever.
    pub(super) fn retain(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.0.retain(|key, _| is_kept(key));
    }
}

impl Memory {
    /// Parses the memory that the last poll left; it is empty if there is none or if it has another form.
    pub(super) fn read(value: Option<&Value>) -> Self {
        value
            .and_then(|value| Self::deserialize(value).ok())
            .filter(|memory| memory.form == FORM)
            .unwrap_or_else(|| Self {
                form: FORM,
                ..Self::default()
            })
    }

    /// Serializes the memory for the store.
    pub(super) fn write(&self) -> Option<Value> {
        serde_json::to_value(self).ok()
    }

    /// Returns the capabilities of the host, if they were learned within a day.
    pub(super) fn capabilities(&self, now: DateTime<Utc>) -> Option<&Capabilities> {
        let learned = self.capabilities.as_ref()?;
        is_fresh(learned.at, now).then_some(&learned.value)
    }

    /// Remembers the capabilities of the host, learned at `at`.
    pub(super) fn learn(&mut self, capabilities: Capabilities, at: DateTime<Utc>) {
        self.capabilities = Some(Dated {
            at,
            value: capabilities,
        });
    }

    /// Forgets the capabilities, so that the next poll learns them again.
    pub(super) fn forget_capabilities(&mut self) {
        self.capabilities = None;
    }
}

/// Returns whether a value that was read at `at` is still fresh at `now`. It is not if `at` lies after `now`, as when the clock was set back.
fn is_fresh(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let age = now.signed_duration_since(at);
    age >= Duration::zero() && age < Duration::hours(FRESH_HOURS)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_read_is_fresh_for_a_day() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut memory = Memory::read(None);
        memory.learn(Capabilities::of_version(27, None), now);
        memory.signature_periods.note("7", (None, None), now);
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
        assert!(
            memory.signature_periods.is_fresh("7", now)
                && !memory.signature_periods.is_fresh("8", now)
        );
    }

    #[test]
    fn the_names_in_the_stored_form_are_those_of_earlier_releases() {
        let mut memory = Memory::read(None);
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        memory.learn(Capabilities::of_version(27, None), now);
        memory.meetings.note("k", MeetingsMemory::default(), now);
        let names = |value: &Value| {
            let object = value.as_object().unwrap();
            object.keys().cloned().collect::<BTreeSet<String>>()
        };
        let stored = memory.write().unwrap();
        let expected = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(
            names(&stored),
            expected(&[
                "agendas",
                "capabilities",
                "counts",
                "dates",
                "form",
                "links",
                "marks_failed",
                "places",
                "results",
                "singles",
                "version"
            ])
        );
        assert_eq!(
            names(&stored["agendas"]["k"]["value"]),
            expected(&["ahead", "changed_at", "components", "last_start", "mark"])
        );
        assert_eq!(
            names(&stored["capabilities"]["value"]),
            expected(&["fields", "types"])
        );
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
