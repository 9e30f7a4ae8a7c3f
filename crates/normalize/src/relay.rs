//! The statements of another gateway on a consultation that it relays: taken over, but cleaned as everything that comes from outside.

use passerelle_model::{AlsoAt, Level, Provenance, RelayedAs, Via};

use super::links;
use super::text::{LONGEST_LABEL, TextSettings};

/// The most gateways or instances that are listed; more are a loop or a mistake.
const MOST_LISTED: usize = 50;

/// The statements of another gateway on a consultation that it relays.
#[derive(Debug, Default)]
pub(super) struct Relay {
    pub(super) organiser: Option<String>,
    pub(super) level: Option<Level>,
    pub(super) provenance: Option<Provenance>,
    pub(super) via: Vec<Via>,
    pub(super) also_at: Vec<AlsoAt>,
    pub(super) licence: Option<String>,
}

/// Cleans the statements of another gateway; none for a consultation that comes from its platform.
pub(super) fn relay_of(relayed: Option<&RelayedAs>, texts: &TextSettings<'_>) -> Relay {
    let Some(relayed) = relayed else {
        return Relay::default();
    };
    let label = |raw: &str| texts.line(raw, LONGEST_LABEL);
    let non_empty =
        |raw: &Option<String>| raw.as_deref().map(label).filter(|text| !text.is_empty());
    let provenance = |provenance: &Provenance| {
        Some(Provenance {
            source_id: label(&provenance.source_id),
            name: label(&provenance.name),
            platform: provenance.platform,
            url: links::relayable(&provenance.url)?,
        })
    };
    let via = |via: &Via| {
        Some(Via {
            url: links::relayable(&via.url)?,
            name: label(&via.name),
        })
    };
    let also_at = |at: &AlsoAt| {
        Some(AlsoAt {
            url: links::relayable(&at.url)?,
            name: label(&at.name),
            platform: at.platform,
        })
    };
    Relay {
        organiser: non_empty(&relayed.organiser),
        level: relayed.level,
        provenance: relayed.provenance.as_ref().and_then(provenance),
        via: relayed
            .via
            .iter()
            .filter_map(via)
            .take(MOST_LISTED)
            .collect(),
        also_at: relayed
            .also_at
            .iter()
            .filter_map(also_at)
            .take(MOST_LISTED)
            .collect(),
        licence: non_empty(&relayed.licence),
    }
}
