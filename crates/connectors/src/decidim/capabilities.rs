//! Capabilities of a host, learned from what it says that it does not know.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::answer::{Complaint, GraphqlError};
use super::prune;
use super::schema::{Availability, RELEASED, UNION, VERSIONS};

/// The most that is remembered of a host; a host that names more is not believed.
const MOST: usize = 500;

/// The parts of the union schema that a host lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Capabilities {
    fields: BTreeSet<(String, String)>,
    types: BTreeSet<String>,
}

impl Capabilities {
    /// The capabilities of a server of version `0.minor`, by the marks of the schema.
    pub(super) fn of_version(minor: u32, build: Option<&str>) -> Self {
        Self::lacking(|marks| !marks.declared_by(minor, build))
    }

    /// The capabilities that every released version has.
    pub(super) fn conservative() -> Self {
        Self::lacking(|marks| {
            RELEASED
                .into_iter()
                .any(|minor| !marks.declared_by(minor, None))
        })
    }

    /// The capabilities of a host that lacks just these types (without a field) and fields.
    #[cfg(test)]
    pub(super) fn without(lacking: Vec<(String, Option<String>)>) -> Self {
        let mut missing = Self::default();
        for (type_name, field) in lacking {
            match field {
                Some(field) => missing.fields.insert((type_name, field)),
                None => missing.types.insert(type_name),
            };
        }
        missing
    }

    fn lacking(lacks: impl Fn(&Availability) -> bool) -> Self {
        let mut missing = Self::default();
        for (type_name, declared) in UNION.types() {
            if lacks(&declared.marks) {
                missing.types.insert(type_name.to_owned());
            }
            for (field, _) in declared
                .fields
                .iter()
                .filter(|(_, field)| lacks(&field.marks))
            {
                missing.fields.insert((type_name.to_owned(), field.clone()));
            }
        }
        missing
    }

    /// Learns the capabilities from the answer to the probe. `None` if it is no answer of a server that checks documents.
    pub(super) fn of_probe(errors: &[GraphqlError], answered: bool) -> Option<Self> {
        let mut missing = Self::default();
        for error in errors {
            missing.learn(error);
        }
        let told = !missing.fields.is_empty() || !missing.types.is_empty();
        if !told && !answered {
            return None;
        }
        if !missing.fields.contains(&pair("Statistic", "key")) {
            // From 0.31 `name` is a translated text, which cannot be asked in the place of the word that it was.
            missing.fields.insert(pair("Statistic", "name"));
        }
        Some(missing)
    }

    /// Takes in what a complaint says; whether that was news.
    pub(super) fn learn(&mut self, error: &GraphqlError) -> bool {
        if self.fields.len() + self.types.len() >= MOST {
            return false;
        }
        match error.complaint() {
            Complaint::UndefinedField { type_name, field }
            | Complaint::SelectionMismatch { type_name, field } => {
                self.fields.insert((type_name, field))
            }
            Complaint::UndefinedType { type_name } => self.types.insert(type_name),
            _ => false,
        }
    }

    /// Returns whether the host lacks the field of the type.
    pub(super) fn lacks_field(&self, type_name: &str, field: &str) -> bool {
        !self.fields.is_empty() && self.fields.contains(&pair(type_name, field))
    }

    /// Returns whether the host lacks the type.
    pub(super) fn lacks_type(&self, type_name: &str) -> bool {
        self.types.contains(type_name)
    }

    /// Leaves the field out of what is asked from now on.
    pub(super) fn avoid(&mut self, type_name: &str, field: &str) -> bool {
        let mut news = self.fields.insert(pair(type_name, field));
        let interfaces = UNION
            .declared(type_name)
            .map(|declared| declared.interfaces.as_slice());
        for interface in interfaces.unwrap_or_default() {
            news |= self.fields.insert(pair(interface, field));
        }
        news
    }

    /// Lists the lacking parts, as `Type.field` and `Type`.
    pub(super) fn missing(&self) -> Vec<String> {
        let fields = self
            .fields
            .iter()
            .map(|(type_name, field)| format!("{type_name}.{field}"));
        fields.chain(self.types.iter().cloned()).collect()
    }

    /// The versions that lack of the probe what this host lacks of it, as minor numbers; modules that an installation may lack do not count.
    pub(super) fn likely_versions(&self, probe: &str) -> Vec<u32> {
        let own = self.dropped_of(probe);
        VERSIONS
            .filter(|minor| Self::of_version(*minor, None).dropped_of(probe) == own)
            .collect()
    }

    /// The version that this host is least unlike, the newest of several: what to call a version newer than this release of the gateway.
    pub(super) fn nearest_version(&self, probe: &str) -> Option<u32> {
        let own = self.dropped_of(probe);
        VERSIONS.rev().min_by_key(|minor| {
            let theirs = Self::of_version(*minor, None).dropped_of(probe);
            own.symmetric_difference(&theirs).count()
        })
    }

    /// Lists the lacking parts of the probe, modules that an installation may lack aside.
    fn dropped_of(&self, probe: &str) -> BTreeSet<(String, String)> {
        const INSTALLATION: [&str; 3] = ["conferences", "initiatives", "consultations"];
        let pruned = prune::prune(probe, self);
        let dropped = pruned.map(|pruned| pruned.dropped).unwrap_or_default();
        let counts = |(type_name, field): &(String, String)| {
            let of_module = matches!(
                type_name.as_str(),
                "Conference" | "Initiative" | "Consultation"
            );
            !(of_module
                || type_name == "Query"
                    && (INSTALLATION.contains(&field.as_str()) || field == "deployment"))
        };
        dropped.into_iter().filter(counts).collect()
    }
}

fn pair(type_name: &str, field: &str) -> (String, String) {
    (type_name.to_owned(), field.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_recognized_by_what_it_lacks() {
        let probe = include_str!("../../../../queries/decidim/probe.graphql");
        for minor in VERSIONS {
            let likely = Capabilities::of_version(minor, None).likely_versions(probe);
            assert!(likely.contains(&minor), "0.{minor}: {likely:?}");
            assert!(likely.len() <= 3, "0.{minor}: {likely:?}");
        }
    }

    #[test]
    fn a_version_still_unknown_is_called_by_the_one_that_it_is_least_unlike() {
        let probe = include_str!("../../../../queries/decidim/probe.graphql");
        let mut newer = Capabilities::of_version(33, None);
        newer.avoid("ParticipatoryProcess", "accessMode");
        newer.avoid("ParticipatoryProcessGroup", "title");
        assert_eq!(newer.likely_versions(probe), Vec::<u32>::new());
        assert_eq!(newer.nearest_version(probe), Some(33));
        for minor in [22, 27, 30, 33] {
            let known = Capabilities::of_version(minor, None);
            let nearest = known.nearest_version(probe);
            assert!(nearest.is_some_and(|nearest| known.likely_versions(probe).contains(&nearest)));
        }
    }

    #[test]
    fn what_every_version_has_may_be_asked_without_knowing_the_host() {
        let conservative = Capabilities::conservative();
        assert!(!conservative.lacks_field("ParticipatoryProcess", "steps"));
        assert!(conservative.lacks_field("ParticipatoryProcess", "phases"));
        assert!(conservative.lacks_field("LocalizedString", "machineTranslated"));
    }
}
