//! Parts that all spaces have in common: a record to fill, a picture, affiliations, and the errors that end a poll.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use super::components::{Component, Components};
use super::documents::Chain;
use super::urls;
use crate::Error;
use crate::findings::Findings;
use passerelle_model::Reason;
use passerelle_model::{
    Access, Affiliation, AffiliationKind, LocalizedText, Part, Record, RecordImage,
};

/// A space: its record, and the components that can be asked for more.
#[derive(Debug)]
pub(super) struct Space {
    /// The record that is relayed.
    pub(super) record: Record,
    /// The components.
    pub(super) components: Vec<Component>,
}

impl Space {
    /// A space of which some parts could not be read. Its meetings are known to be none only if its components are known.
    pub(super) fn new(mut record: Record, components: Components, unread: BTreeSet<Part>) -> Self {
        record.meetings_complete = components.known && !unread.contains(&Part::Modalities);
        record.unread = unread;
        Self {
            record,
            components: components.list,
        }
    }

    /// The key under which it is remembered: its kind and its key at the source.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.record.kind.token(), self.record.native_id)
    }

    /// Names it in messages to the operator: never by its title, which may hold anything.
    pub(super) fn named(&self) -> String {
        format!(
            "{} {} ({})",
            self.record.kind.token(),
            self.record.native_id,
            self.record.url.path()
        )
    }

    /// Returns whether everything in it ended before `now`. A space without an end never does.
    pub(super) fn is_over(&self, zone: Tz, now: DateTime<Utc>) -> bool {
        let ends = self.record.phases.iter().filter_map(|phase| phase.closes);
        ends.chain(self.record.closes)
            .map(|end| end.over(zone))
            .max()
            .is_some_and(|end| end <= now)
    }
}

/// A list of spaces, and whether it was read to its end.
#[derive(Debug, Default)]
pub(super) struct SpaceList {
    /// The part that was read.
    pub(super) spaces: Vec<Space>,
    /// The spaces that are there and could not be read.
    pub(super) unreadable: Vec<Record>,
    /// `true` where that is all there is.
    pub(super) complete: bool,
}

/// The picture of a space. The API gives no text in its place.
pub(super) fn image(base: &Url, told: Option<&str>) -> Option<RecordImage> {
    let (url, volatile) = urls::image(base, told?)?;
    Some(RecordImage {
        url,
        alt: LocalizedText::default(),
        volatile,
    })
}

/// Returns who can take part in a space, in the words of any version: up to 0.31 a private space may be transparent, from 0.32 it is one of three
/// modes. `None` for a space that the public cannot read: such a space is never relayed.
pub(super) fn access(
    private_space: Option<bool>,
    transparent: Option<bool>,
    mode: Option<&str>,
) -> Option<Access> {
    let is = |word: &str| mode.is_some_and(|mode| mode.eq_ignore_ascii_case(word));
    let private = private_space == Some(true);
    if is("restricted") || private && transparent != Some(true) {
        return None;
    }
    Some(if private || is("transparent") {
        Access::Members
    } else {
        Access::Everybody
    })
}

/// Makes an affiliation of a scope or taxonomy; `None` if it has no name.
pub(super) fn affiliation(kind: AffiliationKind, chain: impl Into<Chain>) -> Option<Affiliation> {
    let chain = chain.into();
    (!chain.name.is_empty()).then_some(Affiliation {
        kind,
        native_id: chain.id,
        names: chain.name,
        ancestors: chain.ancestors,
    })
}

/// Free text that names a place.
pub(super) fn place_name(text: LocalizedText) -> Option<Affiliation> {
    (!text.is_empty()).then_some(Affiliation {
        kind: AffiliationKind::PlaceName,
        native_id: None,
        names: text,
        ancestors: Vec::new(),
    })
}

/// Adds the taxonomies of a space to its record: as affiliations, and the names of those that are no root as themes, since no version says
/// which taxonomy is a territory and which a theme.
pub(super) fn add_taxonomies<T: Into<Chain>>(
    record: &mut Record,
    taxonomies: Option<Vec<Option<T>>>,
) {
    for chain in taxonomies.into_iter().flatten().flatten().map(Into::into) {
        let is_root =
            chain.is_root == Some(true) || chain.is_root.is_none() && chain.ancestors.is_empty();
        if let Some(affiliation) = affiliation(AffiliationKind::Taxonomy, chain) {
            if !is_root && !record.themes.contains(&affiliation.names) {
                record.themes.push(affiliation.names.clone());
            }
            record.affiliations.push(affiliation);
        }
    }
}

/// The answer of a document that a record can do without. What concerns one document only is said to the operator; what concerns the whole
/// host ends the poll, so that no record is taken for changed because a part of it could not be read.
pub(super) fn or_without<T>(
    answer: Result<T, Error>,
    findings: &mut Findings,
) -> Result<Option<T>, Error> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.concerns_one_document() => {
            findings.lacks_with("answer", |reason| reason.with("why", Reason::from(&error)));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_can_take_part_is_read_in_the_words_of_every_version() {
        let (everybody, members) = (Some(Access::Everybody), Some(Access::Members));
        for (private, transparent, mode, expected) in [
            (None, None, None, everybody),
            (Some(false), Some(false), None, everybody),
            // A box that is ticked for a space that is not private means nothing.
            (Some(false), Some(true), None, everybody),
            (Some(true), Some(true), None, members),
            (Some(true), Some(false), None, None),
            (Some(true), None, None, None),
            (None, None, Some("OPEN"), everybody),
            (None, None, Some("TRANSPARENT"), members),
            (None, None, Some("transparent"), members),
            (None, None, Some("RESTRICTED"), None),
            (Some(true), Some(true), Some("RESTRICTED"), None),
        ] {
            let told = access(private, transparent, mode);
            assert_eq!(told, expected, "{private:?} {transparent:?} {mode:?}");
        }
    }
}
