//! Connectors: each reads one platform's wire format and makes [`Record`](passerelle_model::Record)s of it. A new platform is a folder here, its line
//! in the list `connectors!` below, and its row in the table of platforms (`model`).
//!
//! A connector uses `model` and `fetch` only. It applies no rule of the gateway: it sanitises nothing, decides no territory and no status, and does not
//! know what earlier polls brought.

use passerelle_model::Platform;

pub mod calendar;
pub mod cap_collectif;
mod connector;
mod dates;
pub mod decidim;
mod decoding;
mod document;
mod document_start;
mod error;
mod fault;
mod federation;
pub mod feed;
pub mod file;
mod findings;
mod graphql;
mod harvest;
mod letters;
pub mod opendatasoft;
pub mod passerelle;
mod reason;
pub mod recognition;
mod refusal;
mod revalidation;
mod typed_json;
mod value_kind;
mod web_page;
mod wrong_answer;

pub use connector::{Connector, Context};
pub use error::{Error, PlatformFault};
pub use fault::{Came, Expected, Flaw, ShapeMismatch};
pub use harvest::{Harvest, Listing};
pub use refusal::Refusal;
pub use web_page::{Alternate, WebPage};

macro_rules! connectors {
    ($($platform:ident => $connector:expr;)+) => {
        /// Every connector, in the order in which they are tried at an unknown address.
        pub(crate) const CONNECTORS: &[&dyn Connector] = &[$(&$connector),+];

        /// Returns the connector of a platform.
        pub fn connector_for(platform: Platform) -> &'static dyn Connector {
            match platform {
                $(Platform::$platform => &$connector),+
            }
        }
    };
}

connectors! {
    Passerelle => passerelle::Passerelle;
    // Also reads gateways: they answer with the fields of a Decidim, and with fields of their own about what they relay.
    Decidim => decidim::Decidim;
    Opendatasoft => opendatasoft::Opendatasoft;
    CapCollectif => cap_collectif::CapCollectif;
    Calendar => calendar::Calendar;
    Feed => feed::Feed;
    File => file::File;
}
