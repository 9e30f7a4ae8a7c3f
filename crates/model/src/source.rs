//! Sources: the polled instances and documents, as the operator declares them, validated.

use std::time::Duration;

use chrono_tz::Tz;
use url::Url;

use super::{
    Dataset, EntryRule, JoinRule, Language, Level, ListColumns, Modality, Naming, Origin, Platform,
    SourceId, SpaceKind, TerritoryCode,
};

/// An attribute of a space that an attach rule matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// The name of a group of processes.
    Group,
    /// The name of an assembly that links to the space.
    Assembly,
    /// The name of a scope.
    Scope,
    /// The name of an area.
    Area,
    /// The name of a taxonomy.
    Taxonomy,
    /// The title of the space itself.
    Title,
}

/// A rule by which consultations concern a territory: the operator knows how a shared platform is divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachRule {
    /// The attribute.
    pub attribute: Attribute,
    /// A glob (`*`, `?`) over the whole name in any language; accents and case do not count.
    pub pattern: String,
    /// The territory of matching spaces.
    pub territory: TerritoryCode,
    /// The level of matching spaces, if the rule declares it.
    pub level: Option<Level>,
}

/// A polled instance or document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The stable name in this gateway.
    pub id: SourceId,
    /// The name for people.
    pub name: String,
    /// The software or format.
    pub platform: Platform,
    /// The address, without a trailing slash.
    pub url: Url,
    /// The origin that is part of ids: that of `url`, or the configured one.
    pub origin: Origin,
    /// The other parts of ids, and whether the origin was configured.
    pub naming: Naming,
    /// The collectivity that runs it.
    pub territory: Option<TerritoryCode>,
    /// The interval between polls.
    pub every: Duration,
    /// The languages to relay; empty means all.
    pub languages: Vec<Language>,
    /// The time zone of its days.
    pub timezone: Tz,
    /// The level of everything that it publishes, if the operator declares one.
    pub level: Option<Level>,
    /// The modalities of everything that it publishes, besides those that it shows.
    pub modalities: Vec<Modality>,
    /// The licence of what it publishes.
    pub licence: Option<String>,
    /// The kinds of spaces to relay.
    pub kinds: Vec<SpaceKind>,
    /// The attach rules, in order; the first that matches decides.
    pub attach: Vec<AttachRule>,
    /// The dataset to read of an open data portal.
    pub dataset: Option<Dataset>,
    /// The names of the columns of a list kept by hand.
    pub columns: ListColumns,
    /// The rules for the entries of a feed or calendar to relay; empty means all.
    pub include: Vec<EntryRule>,
    /// The rules for entries that are not relayed, even if they are included.
    pub exclude: Vec<EntryRule>,
    /// The rules by which appointments of a calendar belong to consultations.
    pub join: Vec<JoinRule>,
}
