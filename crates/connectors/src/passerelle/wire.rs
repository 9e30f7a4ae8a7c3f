//! The wire format of `/api/v1/changes`, limited to the fields that are relayed. Unknown fields are ignored; no field can hold a person.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use passerelle_model::{Counts, Moment};

/// A text by language.
pub(super) type Texts = BTreeMap<String, String>;

/// A page of changes.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    pub(super) gateway: Gateway,
    pub(super) log: Uuid,
    /// The changes, each an [`Item`]: they are parsed one by one, so that an invalid one does not make the page unreadable.
    pub(super) items: Vec<Value>,
    pub(super) next_since: u64,
    pub(super) more: bool,
}

/// The gateway that answers.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Gateway {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) version: String,
}

/// One change.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Item {
    Upsert {
        consultation: Box<Consultation>,
        relay: Box<Relay>,
    },
    Withdraw {
        id: Uuid,
    },
}

/// The fields of a consultation that are public in the other outputs too.
#[derive(Debug, Deserialize)]
pub(super) struct Consultation {
    pub(super) id: Uuid,
    pub(super) url: String,
    pub(super) title: Texts,
    pub(super) summary: Option<Texts>,
    pub(super) description_html: Option<Texts>,
    #[serde(default)]
    pub(super) phases: Vec<Phase>,
    pub(super) level: Option<String>,
    #[serde(default)]
    pub(super) modalities: Vec<String>,
    #[serde(default)]
    pub(super) themes: Vec<Texts>,
    pub(super) territory: Option<Territory>,
    pub(super) organiser: Option<String>,
    pub(super) image: Option<Image>,
    pub(super) location: Option<Location>,
    #[serde(default)]
    pub(super) counts: Counts,
    pub(super) results: Option<Results>,
    pub(super) access: Option<String>,
    #[serde(default)]
    pub(super) meetings: Vec<Meeting>,
    pub(super) source: Source,
    #[serde(default)]
    pub(super) via: Vec<Via>,
    #[serde(default)]
    pub(super) also_at: Vec<Twin>,
    pub(super) licence: Option<String>,
}

/// The fields that only other gateways need.
#[derive(Debug, Deserialize)]
pub(super) struct Relay {
    pub(super) origin: String,
    pub(super) kind: String,
    pub(super) native_id: String,
    pub(super) source_id: String,
    pub(super) timezone: Option<String>,
    pub(super) opens: Option<Moment>,
    pub(super) closes: Option<Moment>,
    pub(super) declared_state: Option<String>,
    pub(super) published_at: Option<DateTime<FixedOffset>>,
    #[serde(default)]
    pub(super) promoted: bool,
    #[serde(default)]
    pub(super) image_volatile: bool,
    #[serde(default)]
    pub(super) links: Vec<String>,
    /// The phases, in the order of those of the consultation; missing in older gateways.
    #[serde(default)]
    pub(super) phases: Vec<RelayedPhase>,
    #[serde(default)]
    pub(super) meetings: Vec<RelayedMeeting>,
    #[serde(default)]
    pub(super) machine_translated: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(super) struct RelayedPhase {
    pub(super) participatory: Option<bool>,
    #[serde(default)]
    pub(super) active: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct RelayedMeeting {
    pub(super) description_html: Option<Texts>,
    #[serde(default)]
    pub(super) online: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Phase {
    pub(super) title: Option<Texts>,
    pub(super) starts_on: Option<Moment>,
    pub(super) ends_on: Option<Moment>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Territory {
    pub(super) code: String,
    pub(super) how: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Image {
    pub(super) url: String,
    pub(super) alt: Option<Texts>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Location {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Results {
    pub(super) published_on: Option<NaiveDate>,
    #[serde(default)]
    pub(super) documents: Vec<Document>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Document {
    pub(super) title: Texts,
    pub(super) url: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Meeting {
    pub(super) id: Uuid,
    pub(super) title: Texts,
    pub(super) starts_at: Moment,
    pub(super) ends_at: Option<Moment>,
    pub(super) place: Option<Texts>,
    pub(super) address: Option<String>,
    pub(super) location: Option<Location>,
    pub(super) url: String,
    #[serde(default)]
    pub(super) cancelled: bool,
    /// Missing in older gateways, whose meetings are all announced.
    #[serde(default = "announced")]
    pub(super) announced: bool,
}

const fn announced() -> bool {
    true
}

#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) name: String,
    pub(super) platform: Option<String>,
    pub(super) url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Via {
    pub(super) url: String,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Twin {
    pub(super) url: String,
    pub(super) name: String,
    pub(super) platform: String,
}
