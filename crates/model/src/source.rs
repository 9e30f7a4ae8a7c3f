//! A source: one polled instance, as the operator declares it, validated.

use std::time::Duration;

use chrono_tz::Tz;
use url::Url;

use super::{
    Dataset, EntryRule, JoinRule, Language, Level, ListColumns, Modality, Naming, Origin, Platform,
    SourceId, SpaceKind, TerritoryCode,
};

/// Attribute of a space that an attach rule looks at.
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

/// A rule by which consultations concern a territory: the operator's knowledge of how a shared platform is divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachRule {
    /// Attribute to look at.
    pub attribute: Attribute,
    /// A glob (`*`, `?`) over the whole name in any language; accents and case do not count.
    pub pattern: String,
    /// The territory of what matches.
    pub territory: TerritoryCode,
    /// The level of what matches, when the rule declares it.
    pub level: Option<Level>,
}

/// A polled instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The stable name here.
    pub id: SourceId,
    /// The name for people.
    pub name: String,
    /// The software that it runs.
    pub platform: Platform,
    /// The address, without a trailing slash.
    pub url: Url,
    /// Origin that goes into ids: that of `url`, or the one that the operator wrote.
    pub origin: Origin,
    /// Rest of what goes into ids, and where the origin comes from.
    pub naming: Naming,
    /// The collectivity that runs it.
    pub territory: Option<TerritoryCode>,
    /// Time between two polls.
    pub every: Duration,
    /// The languages to relay; empty means all.
    pub languages: Vec<Language>,
    /// The time zone of its days.
    pub timezone: Tz,
    /// The level of everything it publishes, when the operator declares one.
    pub level: Option<Level>,
    /// Modalities of everything it publishes, beside those that it shows.
    pub modalities: Vec<Modality>,
    /// The licence of what it publishes.
    pub licence: Option<String>,
    /// Kinds of spaces to relay.
    pub kinds: Vec<SpaceKind>,
    /// Attach rules in order; the first that matches decides.
    pub attach: Vec<AttachRule>,
    /// Dataset to read of an open data portal.
    pub dataset: Option<Dataset>,
    /// Names of the columns of a list kept by hand.
    pub columns: ListColumns,
    /// Rules for the entries to relay of a feed or calendar; empty means all.
    pub include: Vec<EntryRule>,
    /// Rules for the entries not to relay, even if they are included.
    pub exclude: Vec<EntryRule>,
    /// Rules that give appointments of a calendar to consultations.
    pub join: Vec<JoinRule>,
}
