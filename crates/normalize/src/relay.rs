//! Consultations that another gateway relays: taken over, but cleaned as everything that comes from outside.

use passerelle_model::{AlsoAt, Level, Provenance, RelayedAs, Via};

use super::links;
use super::text::{LONGEST_LABEL, Texts};

/// More gateways or instances than these are a loop or a mistake.
const MOST_LISTED: usize = 50;

/// Statements of the first gateway.
#[derive(Debug, Default)]
pub(super) struct Relay {
    pub(super) organiser: Option<String>,
    pub(super) level: Option<Level>,
    pub(super) provenance: Option<Provenance>,
    pub(super) via: Vec<Via>,
    pub(super) also_at: Vec<AlsoAt>,
    pub(super) licence: Option<String>,
}

/// Returns what is relayed with a consultation; nothing for one that comes from its platform.
pub(super) fn relay_of(relayed: Option<&RelayedAs>, texts: &Texts<'_>) -> Relay {
    let Some(relayed) = relayed else {
        return Relay::default();
    };
    let label = |raw: &str| texts.line(raw, LONGEST_LABEL);
    let filled = |raw: &Option<String>| raw.as_deref().map(label).filter(|text| !text.is_empty());
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
        organiser: filled(&relayed.organiser),
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
        licence: filled(&relayed.licence),
    }
}
