//! The configuration once it is valid: what the stages are built from.

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
    /// Who runs the gateway, and for whom.
    pub gateway: Gateway,
    /// How it is reached.
    pub server: Server,
    /// How its pages look.
    pub portal: Appearance,
    /// The place where it keeps what it knows.
    pub storage: Storage,
    /// How it asks its sources.
    pub polling: Polling,
    /// Who may act on it; without it there are no admin routes.
    pub admin: Option<Admin>,
    /// Whom it asks, in the order of the file; ids are unique.
    pub sources: Vec<Source>,
    /// Which of them may make the same ids.
    pub clashes: Vec<Clash>,
    /// Which consultations are one and which are not, by the operator's word.
    pub rulings: Vec<Ruling>,
}

/// Who runs the gateway, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gateway {
    /// The name for people, never blank.
    pub name: String,
    /// The place where the public reaches it, http or https, without query; what feeds and widgets link to. Its path has no trailing slash, unless it is
    /// the root.
    pub public_url: Url,
    /// An e-mail or web address that stands in the User-Agent; always there when there are sources.
    pub contact: Option<String>,
    /// The collectivity that runs it; it exists.
    pub territory: Option<TerritoryCode>,
    /// The languages of its pages and feeds, never empty; the first is the default.
    pub languages: Vec<Language>,
    /// The zone of days whose source names none.
    pub timezone: Tz,
}

/// How the gateway is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The address and port that it listens on.
    pub listen: SocketAddr,
    /// Whose pages may show the widget in a frame.
    pub frame_ancestors: Audience,
    /// Whose pages may read what is public by script.
    pub cors_origins: Audience,
}

/// Where the gateway keeps what it knows.
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

/// How the gateway asks its sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Polling {
    /// How often a source is polled that says nothing else: a second to 30 days, less than a minute only with `allow_private_addresses`.
    pub every: Duration,
    /// How many sources are polled at the same time, 1 to 64.
    pub concurrency: usize,
    /// Between two requests to one authority: at most a minute, less than a second only with `allow_private_addresses`.
    pub min_gap: Duration,
    /// `true` where sources inside one's own network may be asked.
    pub allow_private_addresses: bool,
}

/// Who may act on the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admin {
    /// What an administrator shows; at least 16 characters.
    pub token: Secret,
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps `text` from being printed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. What is done with it must not print it.
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
