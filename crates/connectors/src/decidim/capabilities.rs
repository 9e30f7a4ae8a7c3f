//! Capabilities of a host: the types and fields that it lacks, learned from its own refusals.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::answer::{Complaint, GraphqlError};
use super::prune;
use super::schema::{Availability, RELEASED, UNION, VERSIONS};

/// The most types and fields that a host can lack. Further ones are not believed.
const MOST_MISSING: usize = 500;

/// The parts of the union schema that a host lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Capabilities {
    /// The missing fields, as type and field.
    #[serde(rename = "fields")]
    missing_fields: BTreeSet<(String, String)>,
    #[serde(rename = "types")]
    missing_types: BTreeSet<String>,
}

impl Capabilities {
    /// Returns the capabilities of a server of version `0.minor`, from the directives of the union schema.
    pub(super) fn of_version(minor: u32, build: Option<&str>) -> Self {
        Self::without_those(|availability| !availability.declared_by(minor, build))
    }

    /// Returns the capabilities that all released versions have in common.
    pub(super) fn conservative() -> Self {
        Self::without_those(|availability| {
            RELEASED
                .into_iter()
                .any(|minor| !availability.declared_by(minor, None))
        })
    }

    /// Returns the capabilities of a host that lacks exactly these types (without a field) and fields.
    #[cfg(test)]
    pub(super) fn without(lacking: Vec<(String, Option<String>)>) -> Self {
        let mut missing = Self::default();
        for (type_name, field) in lacking {
            match field {
                Some(field) => missing.missing_fields.insert((type_name, field)),
                None => missing.missing_types.insert(type_name),
            };
        }
        missing
    }

    /// Returns the capabilities of a server that lacks the types and fields for which `lacks` returns `true`.
    fn without_those(lacks: impl Fn(&Availability) -> bool) -> Self {
        let mut missing = Self::default();
        for (type_name, declared) in UNION.types() {
            if lacks(&declared.availability) {
                missing.missing_types.insert(type_name.to_owned());
            }
            for (field, _) in declared
                .fields
                .iter()
                .filter(|(_, field)| lacks(&field.availability))
            {
                missing
                    .missing_fields
                    .insert((type_name.to_owned(), field.clone()));
            }
        }
        missing
    }

    /// Returns the capabilities that follow from the answer to the probe: from its errors, and from whether it has data. `None` if it has neither data
    /// nor an error that names an unknown type or field.
    pub(super) fn of_probe(errors: &[GraphqlError], has_data: bool) -> Option<Self> {
        let mut missing = Self::default();
        for error in errors {
            missing.learn(error);
        }
        let names_unknown = !missing.missing_fields.is_empty() || !missing.missing_types.is_empty();
        if !names_unknown && !has_data {
            return None;
        }
        if !missing.missing_fields.contains(&pair("Statistic", "key")) {
            // From 0.31, where `key` is new, `name` is a translated text and no longer the plain word that the documents ask for.
            missing.missing_fields.insert(pair("Statistic", "name"));
        }
        Some(missing)
    }

    /// Adds the type or field that an error names as unknown. Returns `true` if it was not known to be missing.
    pub(super) fn learn(&mut self, error: &GraphqlError) -> bool {
        if self.missing_fields.len() + self.missing_types.len() >= MOST_MISSING {
            return false;
        }
        match error.complaint() {
            Complaint::UndefinedField { type_name, field }
            | Complaint::SelectionMismatch { type_name, field } => {
                self.missing_fields.insert((type_name, field))
            }
            Complaint::UndefinedType { type_name } => self.missing_types.insert(type_name),
            _ => false,
        }
    }

    /// Returns whether the host lacks the field of the type.
    pub(super) fn lacks_field(&self, type_name: &str, field: &str) -> bool {
        !self.missing_fields.is_empty() && self.missing_fields.contains(&pair(type_name, field))
    }

    /// Returns whether the host lacks the type.
    pub(super) fn lacks_type(&self, type_name: &str) -> bool {
        self.missing_types.contains(type_name)
    }

    /// Treats a field as missing, in its type and in the interfaces that the type implements. Returns `true` if it was not treated so before.
    pub(super) fn avoid(&mut self, type_name: &str, field: &str) -> bool {
        let mut any_new = self.missing_fields.insert(pair(type_name, field));
        let interfaces = UNION
            .declared(type_name)
            .map(|declared| declared.interfaces.as_slice());
        for interface in interfaces.unwrap_or_default() {
            any_new |= self.missing_fields.insert(pair(interface, field));
        }
        any_new
    }

    /// Lists the missing fields and types, as `Type.field` and `Type`.
    pub(super) fn missing(&self) -> Vec<String> {
        let fields = self
            .missing_fields
            .iter()
            .map(|(type_name, field)| format!("{type_name}.{field}"));
        fields.chain(self.missing_types.iter().cloned()).collect()
    }

    /// Returns the versions, as minor numbers, for which the same fields of the probe are missing as for this host. Optional modules do not count.
    pub(super) fn likely_versions(&self, probe: &str) -> Vec<u32> {
        let own = self.missing_of_probe(probe);
        VERSIONS
            .filter(|minor| Self::of_version(*minor, None).missing_of_probe(probe) == own)
            .collect()
    }

    /// Returns the version whose missing fields of the probe differ least from those of this host, the newest of several. It describes a host whose
    /// version is newer than this gateway.
    pub(super) fn nearest_version(&self, probe: &str) -> Option<u32> {
        let own = self.missing_of_probe(probe);
        VERSIONS.rev().min_by_key(|minor| {
            let theirs = Self::of_version(*minor, None).missing_of_probe(probe);
            own.symmetric_difference(&theirs).count()
        })
    }

    /// Returns the fields of the probe that this host lacks, except those that do not depend on the version: fields of modules that an installation
    /// may lack, and the field that only the build of French hosts has.
    fn missing_of_probe(&self, probe: &str) -> BTreeSet<(String, String)> {
        let pruned = prune::prune(probe, self);
        let dropped = pruned.map(|pruned| pruned.dropped).unwrap_or_default();
        let depends_on_version = |(type_name, field): &(String, String)| {
            !matches!(
                (type_name.as_str(), field.as_str()),
                ("Conference" | "Initiative" | "Consultation", _)
                    | (
                        "Query",
                        "conferences" | "initiatives" | "consultations" | "deployment"
                    )
            )
        };
        dropped.into_iter().filter(depends_on_version).collect()
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
    fn an_unknown_version_is_described_by_the_nearest_one() {
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
    fn only_what_every_version_has_is_asked_of_an_unknown_host() {
        let conservative = Capabilities::conservative();
        assert!(!conservative.lacks_field("ParticipatoryProcess", "steps"));
        assert!(conservative.lacks_field("ParticipatoryProcess", "phases"));
        assert!(conservative.lacks_field("LocalizedString", "machineTranslated"));
    }
}
