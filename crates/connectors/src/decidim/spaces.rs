//! Code that all kinds of spaces share: the space itself, its picture, its affiliations, and the errors that a poll survives.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use super::components::{Component, Components};
use super::documents::Lineage;
use super::urls;
use crate::Error;
use crate::findings::Findings;
use passerelle_model::Reason;
use passerelle_model::{
    Access, Affiliation, AffiliationKind, LocalizedText, Part, Record, RecordImage,
};

/// A participatory space of a Decidim: its record, and its components.
#[derive(Debug)]
pub(super) struct Space {
    /// The record that the poll brings.
    pub(super) record: Record,
    /// The components, whose meetings and results are asked one by one.
    pub(super) components: Vec<Component>,
}

impl Space {
    /// Creates a space of which the parts in `unread` could not be read. Its meetings are complete for now, since none are read yet, unless the host
    /// did not tell all its components.
    pub(super) fn new(mut record: Record, components: Components, unread: BTreeSet<Part>) -> Self {
        record.meetings_complete = components.known && !unread.contains(&Part::Modalities);
        record.unread = unread;
        Self {
            record,
            components: components.list,
        }
    }

    /// Returns the key of the space in the memory: its kind and its native id.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.record.kind.token(), self.record.native_id)
    }

    /// Returns a name for the space in notices to the operator; never its title, which may hold anything.
    pub(super) fn name_for_notices(&self) -> String {
        format!(
            "{} {} ({})",
            self.record.kind.token(),
            self.record.native_id,
            self.record.url.path()
        )
    }

    /// Returns whether the space and all its phases ended before `now`; `false` if no end is known.
    pub(super) fn is_over(&self, zone: Tz, now: DateTime<Utc>) -> bool {
        let ends = self.record.phases.iter().filter_map(|phase| phase.closes);
        ends.chain(self.record.closes)
            .map(|end| end.over(zone))
            .max()
            .is_some_and(|end| end <= now)
    }
}

/// The spaces of one kind, as one poll read them.
#[derive(Debug, Default)]
pub(super) struct SpaceList {
    /// The spaces that were read.
    pub(super) spaces: Vec<Space>,
    /// The records of the spaces that exist and could not be read: they hold nothing but the key.
    pub(super) unreadable: Vec<Record>,
    /// `true` where the host has no further spaces of this kind.
    pub(super) complete: bool,
}

/// Returns the slug of a space, or its id where it has none: Decidim redirects from the id to the page.
pub(super) fn slug_or_id<'s>(slug: Option<&'s str>, id: &'s str) -> &'s str {
    slug.filter(|slug| !slug.is_empty()).unwrap_or(id)
}

/// Returns the picture of a space; its alternative text is empty, since the API gives none.
pub(super) fn image(base: &Url, api_url: Option<&str>) -> Option<RecordImage> {
    let (url, volatile) = urls::image(base, api_url?)?;
    Some(RecordImage {
        url,
        alt: LocalizedText::default(),
        volatile,
    })
}

/// Returns who can take part in a space, from the fields of any version: up to 0.31 a private space may be transparent, from 0.32 a space has one of
/// three modes. `None` for a space that the public cannot read: such a space is never relayed.
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

/// Returns the affiliation with a scope or taxonomy; `None` if it has no name.
pub(super) fn affiliation(
    kind: AffiliationKind,
    lineage: impl Into<Lineage>,
) -> Option<Affiliation> {
    let lineage = lineage.into();
    (!lineage.name.is_empty()).then_some(Affiliation {
        kind,
        native_id: lineage.id,
        names: lineage.name,
        ancestors: lineage.ancestors,
    })
}

/// Returns the affiliation with a place that is named by a free text; `None` if the text is empty.
pub(super) fn place_name_affiliation(text: LocalizedText) -> Option<Affiliation> {
    (!text.is_empty()).then_some(Affiliation {
        kind: AffiliationKind::PlaceName,
        native_id: None,
        names: text,
        ancestors: Vec::new(),
    })
}

/// Adds the taxonomies of a space to its record. No version says which taxonomy is a territory and which is a theme, so each is added as an
/// affiliation, and each that is not a root also as a theme.
pub(super) fn add_taxonomies<T: Into<Lineage>>(
    record: &mut Record,
    taxonomies: Option<Vec<Option<T>>>,
) {
    for lineage in taxonomies.into_iter().flatten().flatten().map(Into::into) {
        let is_root = lineage.is_root.unwrap_or(lineage.ancestors.is_empty());
        if let Some(affiliation) = affiliation(AffiliationKind::Taxonomy, lineage) {
            if !is_root && !record.themes.contains(&affiliation.names) {
                record.themes.push(affiliation.names.clone());
            }
            record.affiliations.push(affiliation);
        }
    }
}

/// Turns an error that concerns only one document into a notice and `None`, for documents that a record can do without.
///
/// # Errors
///
/// Any error that concerns the whole host. It ends the poll, so that no record is taken for changed because a part of it could not be read.
pub(super) fn optional_answer<T>(
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
            let read = access(private, transparent, mode);
            assert_eq!(read, expected, "{private:?} {transparent:?} {mode:?}");
        }
    }
}
