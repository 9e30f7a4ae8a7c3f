//! The valid configuration, of which the stages are built.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use chrono_tz::Tz;
use url::Url;

use super::clashes::Clash;
use passerelle_model::{Appearance, Audience, Language, Ruling, Source, TerritoryCode};

/// Everything that the operator decides, validated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The gateway: who runs it, and for whom.
    pub gateway: Gateway,
    /// The server.
    pub server: Server,
    /// The appearance of its pages.
    pub portal: Appearance,
    /// The database.
    pub storage: Storage,
    /// The polling of its sources.
    pub polling: Polling,
    /// The administrators; without them there are no admin routes.
    pub admin: Option<Admin>,
    /// The sources, in the order of the file; ids are unique.
    pub sources: Vec<Source>,
    /// The pairs of sources that may make the same ids.
    pub clashes: Vec<Clash>,
    /// The operator's rulings: which consultations are one and which are not.
    pub rulings: Vec<Ruling>,
}

/// The gateway: who runs it, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gateway {
    /// The name for people, never blank.
    pub name: String,
    /// The public address, http or https, without query, to which feeds and widgets link. Its path has no trailing slash, unless it is the root.
    pub public_url: Url,
    /// The e-mail or web address in the User-Agent; always there when there are sources.
    pub contact: Option<String>,
    /// The collectivity that runs the gateway; it exists.
    pub territory: Option<TerritoryCode>,
    /// The languages of the pages and feeds, never empty; the first is the default.
    pub languages: Vec<Language>,
    /// The time zone of days of sources that name none.
    pub timezone: Tz,
}

/// The server of the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The address and port that it listens on.
    pub listen: SocketAddr,
    /// The sites whose pages may show the widget in a frame.
    pub frame_ancestors: Audience,
    /// The sites whose pages may read public answers by script.
    pub cors_origins: Audience,
}

/// The database of the gateway.
#[derive(Clone, PartialEq, Eq)]
pub struct Storage {
    /// `sqlite://PATH` (a relative path is relative to the working directory). What is written there may be a secret: never to be logged.
    pub url: String,
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.url.split(':').next().unwrap_or_default();
        write!(f, "Storage {{ url: {scheme}:… }}")
    }
}

/// The polling of the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Polling {
    /// The interval between polls of a source that has none of its own: a second to 30 days, less than a minute only with `allow_private_addresses`.
    pub every: Duration,
    /// The number of sources that are polled at the same time, 1 to 64.
    pub concurrency: usize,
    /// The pause between two requests to one authority: at most a minute, less than a second only with `allow_private_addresses`.
    pub min_gap: Duration,
    /// `true` where sources may have addresses inside one's own network.
    pub allow_private_addresses: bool,
}

/// The administrators of the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admin {
    /// The token that an administrator shows; at least 16 characters.
    pub token: Secret,
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text, which must not be printed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_never_printed() {
        let admin = Admin {
            token: Secret::new("correct-horse-battery"),
        };
        let storage = Storage {
            url: "sqlite://correct-horse.db".to_owned(),
        };
        let printed = format!("{admin:?} {storage:?}");
        assert!(!printed.contains("correct-horse"), "{printed}");
        assert_eq!(admin.token.expose(), "correct-horse-battery");
    }
}
