//! Failures that end a command, in the language of its user.

use std::net::SocketAddr;
use std::path::Path;

use crate::publish::phrases::Phrases;
use crate::{export, store};

/// A port that cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {cause}")]
pub(super) struct NotListening {
    /// The address.
    pub(super) address: SocketAddr,
    /// The message of the operating system.
    pub(super) cause: std::io::Error,
    /// `true` for the demo, which has no configuration.
    pub(super) is_demo: bool,
}

/// Returns the failure as one line: as a phrase if it is known, else its own message with its causes.
pub(super) fn line(error: &anyhow::Error, phrases: &Phrases) -> String {
    let store = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<store::Error>());
    let export = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<export::Error>());
    let listening = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<NotListening>());
    let what = match (store, export, listening) {
        (Some(error), ..) => of_the_store(error, phrases),
        (_, Some(error), _) => of_the_export(error, phrases),
        (.., Some(error)) => of_the_port(error, phrases),
        _ => format!("{error:#}"),
    };
    phrases.with("failure", &[("what", &what)])
}

fn of_the_store(error: &store::Error, phrases: &Phrases) -> String {
    use store::Error;
    let at = |name: &str, place: &str| phrases.with(name, &[("place", place)]);
    let because = |name: &str, place: &str, cause: &str| {
        phrases.with(name, &[("place", place), ("cause", cause)])
    };
    match error {
        Error::Unsupported { scheme } => {
            phrases.with("failure-store-unsupported", &[("scheme", scheme)])
        }
        Error::Address { url, .. } => phrases.with("failure-store-address", &[("url", url)]),
        Error::NoFolder { place } => at("failure-store-no-folder", place),
        Error::Unopenable { place } => at("failure-store-unopenable", place),
        Error::NotADatabase { place } => at("failure-store-not-a-database", place),
        Error::Foreign { place } => at("failure-store-foreign", place),
        Error::Newer { place, migration } => {
            let migration = migration.to_string();
            let parts = [("place", place.as_str()), ("migration", &migration)];
            phrases.with("failure-store-newer", &parts)
        }
        Error::Migration { place, why } => because("failure-store-migration", place, why),
        Error::ReadOnly { place } => at("failure-store-read-only", place),
        Error::Busy { place } => at("failure-store-busy", place),
        Error::Full { place } => at("failure-store-full", place),
        Error::Damaged { place, detail } => because("failure-store-damaged", place, detail),
        Error::Failed { place, cause } => {
            because("failure-store-failed", place, &cause.to_string())
        }
    }
}

fn of_the_export(error: &export::Error, phrases: &Phrases) -> String {
    use export::Error;
    let at = |name: &str, place: &Path| {
        let place = place.display().to_string();
        phrases.with(name, &[("place", &place)])
    };
    let because = |name: &str, place: &Path, cause: &str| {
        let place = place.display().to_string();
        phrases.with(name, &[("place", &place), ("cause", cause)])
    };
    match error {
        Error::NotAnExport(place) => {
            let place = place.display().to_string();
            let parts = [("place", place.as_str()), ("home", export::HOME)];
            phrases.with("failure-export-not-an-export", &parts)
        }
        Error::NotAFolder(place) => at("failure-export-not-a-folder", place),
        Error::Busy(place) => at("failure-export-busy", place),
        Error::Manifest { path, reason } => because("failure-export-manifest", path, reason),
        Error::InTheWay(place) => at("failure-export-in-the-way", place),
        Error::Io { path, source, .. } => because("failure-export-io", path, &source.to_string()),
        Error::NothingKnown => phrases.say("failure-export-nothing-known"),
        Error::Unanswered { target, status } => {
            let status = status.to_string();
            let parts = [("address", target.as_str()), ("status", &status)];
            phrases.with("failure-export-unanswered", &parts)
        }
        Error::Unreadable { target, reason } => {
            let parts = [("address", target.as_str()), ("cause", reason)];
            phrases.with("failure-export-unreadable", &parts)
        }
        Error::TooMany(most) => {
            let most = phrases.number(*most);
            phrases.with("failure-export-too-many", &[("most", &most)])
        }
    }
}

fn of_the_port(error: &NotListening, phrases: &Phrases) -> String {
    let name = if error.is_demo {
        "failure-listen-demo"
    } else {
        "failure-listen"
    };
    let (address, cause) = (error.address.to_string(), error.cause.to_string());
    phrases.with(name, &[("address", &address), ("cause", &cause)])
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    fn told(error: &anyhow::Error, tag: &str) -> String {
        line(error, &Phrases::of(&[tag.parse().unwrap()]))
    }

    #[test]
    fn a_known_failure_is_told_in_the_language_asked_for_whatever_was_being_done() {
        let full = || store::Error::Full {
            place: "/srv/passerelle.db".to_owned(),
        };
        let opened = || Err::<(), _>(full()).context("the store cannot be opened");
        let french = told(&opened().unwrap_err(), "fr");
        assert!(french.starts_with("erreur"), "{french}");
        assert!(french.contains("/srv/passerelle.db") && french.contains("plus de place"));
        let english = told(&opened().unwrap_err(), "en");
        assert!(english.starts_with("error: no room is left"), "{english}");
        let taken = NotListening {
            address: "127.0.0.1:80".parse().unwrap(),
            cause: std::io::ErrorKind::AddrInUse.into(),
            is_demo: false,
        };
        let french = told(&taken.into(), "fr");
        assert!(french.contains("127.0.0.1:80") && french.contains("server.listen"));
    }

    #[test]
    fn another_failure_is_told_with_its_causes() {
        let failed = Err::<(), _>(std::io::Error::other("boom")).context("no threads can be had");
        let said = told(&failed.unwrap_err(), "en");
        assert_eq!(said, "error: no threads can be had: boom");
    }
}
