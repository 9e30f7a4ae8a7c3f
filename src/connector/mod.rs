//! Connectors: each reads one platform's wire format and makes [`Record`]s of it. A new platform is one folder here, its queries, its
//! fixtures, and one line in [`connector_for`].
//!
//! A connector imports `model` and `fetch`. It applies no rule of the gateway: it does not sanitise, decide a territory or a status, or
//! know what was there before.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use url::Url;

use crate::fetch::{self, Fetch};
use crate::model::reason::Place;
use crate::model::{ConsultationId, Platform, Reason, Record, Source, SpaceKind};

pub mod calendar;
pub mod cap_collectif;
mod dates;
pub mod decidim;
mod decoding;
mod document;
mod federation;
pub mod feed;
pub mod file;
mod graphql;
pub mod opendatasoft;
mod page;
pub mod passerelle;
mod prologue;
mod reason;
pub mod recognition;
mod revalidation;
mod wanted;

/// What a connector is given for one poll.
pub struct Context<'a> {
    /// Whom to ask.
    pub source: &'a Source,
    /// What the last poll asked to be remembered.
    pub memory: Option<&'a Value>,
    /// How to ask.
    pub fetch: &'a dyn Fetch,
    /// The moment at which the poll began.
    pub now: DateTime<Utc>,
    /// The public address of this gateway, to recognise its own items when they come back.
    pub gateway: &'a Url,
}

/// What the records of a poll are of all that a source has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// Everything that could be read.
    Full {
        /// The kinds whose list was read to its end: only of these may a known consultation be found missing.
        complete: BTreeSet<SpaceKind>,
    },
    /// The source says that nothing changed since the last poll: there are no records, and what was missing then is missing still.
    Unchanged,
    /// The latest of what the source has, read to its end: of the rest it says nothing.
    Window {
        /// What fell off the end of the window, and is as it was.
        fallen: BTreeSet<ConsultationId>,
    },
    /// What changed since the last poll, and nothing else: what is not among it is as it was.
    Changes {
        /// What the source says it withdrew: no longer relayed, at once.
        withdrawn: BTreeSet<ConsultationId>,
    },
    /// Everything that the source's log of changes holds from its beginning.
    Log {
        /// The kinds of which it holds all: only of these may a known consultation be found missing.
        complete: BTreeSet<SpaceKind>,
        /// What the source says it withdrew: no longer relayed, at once.
        withdrawn: BTreeSet<ConsultationId>,
    },
}

impl Listing {
    /// Whether the list of a kind was read to its end.
    pub fn is_complete(&self, kind: SpaceKind) -> bool {
        matches!(self, Self::Full { complete } | Self::Log { complete, .. } if complete.contains(&kind))
    }

    /// Whether the source says that it withdrew a consultation.
    pub fn withdraws(&self, id: ConsultationId) -> bool {
        matches!(self, Self::Changes { withdrawn } | Self::Log { withdrawn, .. } if withdrawn.contains(&id))
    }

    /// Whether what is known by `id`, and is not among the records, fell off the end of a window.
    pub fn is_fallen(&self, id: ConsultationId) -> bool {
        matches!(self, Self::Window { fallen } if fallen.contains(&id))
    }
}

impl Default for Listing {
    fn default() -> Self {
        Self::Full {
            complete: BTreeSet::new(),
        }
    }
}

/// What one poll read.
#[derive(Debug, Default)]
pub struct Harvest {
    /// What the source lists and may be relayed.
    pub records: Vec<Record>,
    /// What `records` are of all that the source has.
    pub listing: Listing,
    /// What the operator should know.
    pub notices: Vec<Reason>,
    /// Whether something that should have been read was not: the source is shown as degraded.
    pub partial: bool,
    /// What to remember until the next poll.
    pub memory: Option<Value>,
    /// How many requests were sent.
    pub requests: u32,
    /// Where each record stands in what was read, by its native id: for those who are to correct one.
    pub places: HashMap<String, Place>,
}

/// Why a poll brought nothing. The message names what came and says what to do; it never holds a part of an answer's body.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No answer came at all, or a rule of the network's door refused it.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// The host limits requests. The limit counts its whole site, per address.
    #[error(
        "{url} answers that it gets too many requests (429): it is asked again later; if this lasts, poll it less often (`every`)"
    )]
    Busy {
        /// What was asked.
        url: Url,
        /// How long the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// The whole site is closed to visitors without an account.
    #[error(
        "{url} redirects to its sign-in page: its administrator must let visitors in (Decidim: organization settings, untick “force users to authenticate before access organization”, and unset DECIDIM_API_FORCE_API_AUTHENTICATION)"
    )]
    SignInRequired {
        /// What was asked.
        url: Url,
    },
    /// The server knows no organization of this name.
    #[error(
        "{url}: the server runs Decidim but knows no organization of this host name: check `url`, or ask its administrator to declare the name as a secondary host"
    )]
    UnknownHost {
        /// What was asked.
        url: Url,
    },
    /// It is elsewhere now.
    #[error(
        "{url} redirects to {to}: if the platform has moved there, set `url` to its new address and `origin` to the old host name"
    )]
    Moved {
        /// What was asked.
        url: Url,
        /// Where it leads; never with its query.
        to: String,
    },
    /// The host refuses to answer this gateway.
    #[error(
        "{url} refuses the gateway ({status}): ask its administrator to let the User-Agent of this gateway through its firewall or bot protection"
    )]
    Refused {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The address answers, but not as the platform does.
    #[error(
        "{url} does not answer as {expected} does ({status}, {came}): check `url` and `platform`; the site may have changed its software"
    )]
    NotThere {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: &'static str,
        /// The HTTP status.
        status: u16,
        /// What came instead, in words.
        came: String,
    },
    /// The server or what stands before it is out of order.
    #[error(
        "{url} is out of order ({status}): it is asked again later; if this lasts, its administrator should look at its logs"
    )]
    OutOfOrder {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The server ran into an error of its own over one document; others may work.
    #[error(
        "{url} fails over the document `{document}` with an error of its own (500): its administrator finds the cause in its logs"
    )]
    Failing {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
    },
    /// The server refuses a document even without what it does not know.
    #[error("{url} refuses the document `{document}`: {why}")]
    Rejected {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// Why, in words, and what to do.
        why: String,
    },
    /// An answer in the right form that cannot be read.
    #[error(
        "{url}: the answer to the document `{document}` cannot be read ({what}): the platform may be of a version that this gateway does not know yet"
    )]
    NotUnderstood {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// What is wrong with it, in words.
        what: String,
    },
    /// A gateway of a release that does not tell enough to be followed.
    #[error(
        "{url} is a gateway of an older release ({lacks}): ask its administrator to update it; until then `platform = \"decidim\"` reads it"
    )]
    TooOld {
        /// What was asked.
        url: Url,
        /// What it does not tell, in words.
        lacks: &'static str,
    },
    /// What should be a list kept by hand cannot be read, or is none.
    #[error("the list {list}: {why}")]
    List {
        /// Its path, or its address without its query.
        list: String,
        /// Why, in words, and what to do.
        why: String,
    },
    /// A document that is not what its source is said to be, or that nothing can read.
    #[error(
        "{url} cannot be read as {format}: {what}; check `url` and `platform`, and let its administrator have the document checked by a validator"
    )]
    Unreadable {
        /// What was asked.
        url: Url,
        /// The format, by its name.
        format: &'static str,
        /// What is wrong with it, in words.
        what: String,
    },
    /// A dataset cannot be read as it is configured.
    #[error("{url}, dataset `{dataset}`: {why}")]
    Dataset {
        /// The portal.
        url: Url,
        /// Its identifier there.
        dataset: String,
        /// Why, in words, and what to do.
        why: String,
    },
    /// A platform whose API is a feature that its administrator switches on.
    #[error(
        "{url} answers that there is no API ({status}): a Cap Collectif has it switched off by default; ask its administrator to switch on the feature “API publique” (`public_api`) in the back office, and check `url` and `platform`"
    )]
    ApiOff {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The API answers, but not with the schema in which anything can be listed.
    #[error(
        "{url} answers with its “public” schema only, which lists nothing: ask its administrator, or Cap Collectif’s support, to let the `Accept` header of this gateway through unchanged (application/vnd.cap-collectif.preview+json)"
    )]
    HalfOpen {
        /// What was asked.
        url: Url,
    },
    /// Whoever asks must have a key or a password.
    #[error(
        "{url} asks for a key or a password ({status}), which public data does not need: ask its administrator to let anonymous readers reach the public API"
    )]
    KeyRequired {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// Visitors find a closed door, whatever the API tells.
    #[error(
        "{url} is closed to visitors (shield, or 403): nothing of it is relayed before it opens, and what was public before stays as it was; ask its administrator whether it opens (feature `shield_mode`), and if it only keeps robots out, to let the User-Agent of this gateway through"
    )]
    Shielded {
        /// The site.
        url: Url,
    },
    /// The configuration names this gateway as a source of itself.
    #[error("{url} is this gateway itself: remove the source")]
    Itself {
        /// What was asked.
        url: Url,
    },
}

/// Reads one platform.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Reads everything that the source publishes.
    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error>;
}

/// The connector of a platform.
pub fn connector_for(platform: Platform) -> &'static dyn Connector {
    match platform {
        // Also reads a gateway, which answers with Decidim's own names and says beside them what it relays.
        Platform::Decidim => &decidim::Decidim,
        Platform::CapCollectif => &cap_collectif::CapCollectif,
        Platform::Feed => &feed::Feed,
        Platform::Calendar => &calendar::Calendar,
        Platform::Opendatasoft => &opendatasoft::Opendatasoft,
        Platform::File => &file::File,
        Platform::Passerelle => &passerelle::Passerelle,
    }
}

#[cfg(test)]
mod tests;
