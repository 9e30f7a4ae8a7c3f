//! What happens to consultations, as news: each opening, each closing soon and each publication of results is one item with its own
//! identity and the moment at which it happened. An edit is no news.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::index::Entry;
use crate::model::Moment;

use super::phrases::Phrases;

/// How long before its closing a consultation is said to close soon.
const SOON: Duration = Duration::days(7);

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// It opened.
    Opened,
    /// It closes within seven days.
    ClosingSoon,
    /// Its results were published.
    ResultsPublished,
}

/// One piece of news.
#[derive(Debug, Clone)]
pub(crate) struct News<'a> {
    /// Its identity: of the consultation, of what happened, and of the day for which it was announced, so that a closing that is put off
    /// is news again.
    pub(crate) id: Uuid,
    /// What happened.
    pub(crate) kind: Kind,
    /// When, never after the moment for which the news were made.
    pub(crate) at: DateTime<Utc>,
    /// To what.
    pub(crate) entry: &'a Entry,
}

impl News<'_> {
    /// Its title for people.
    pub(crate) fn headline(&self, title: &str, phrases: &Phrases) -> String {
        let name = match self.kind {
            Kind::Opened => "news-opened",
            Kind::ClosingSoon => "news-closing-soon",
            Kind::ResultsPublished => "news-results",
        };
        phrases.with(name, &[("title", title)])
    }
}

/// The latest `limit` news of `entries` at `moment`, latest first.
pub(crate) fn latest(entries: &[Arc<Entry>], moment: DateTime<Utc>, limit: usize) -> Vec<News<'_>> {
    let mut news: Vec<News<'_>> = entries
        .iter()
        .flat_map(|entry| of_entry(entry, moment))
        .collect();
    news.sort_unstable_by_key(|news| Reverse((news.at, news.id)));
    news.truncate(limit);
    news
}

fn of_entry(entry: &Entry, moment: DateTime<Utc>) -> Vec<News<'_>> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let opened = entry.opens().map(|opens| opens.begins(zone));
    let soon = entry
        .closes()
        .and_then(|closes| closes.over(zone).checked_sub_signed(SOON))
        // What is open for less than that is announced once, by its opening.
        .filter(|soon| opened.is_none_or(|opened| opened < *soon));
    let results = consultation.results.as_ref().map(|results| {
        results
            .published_on
            .map_or(entry.stored.history.updated, |day| {
                Moment::Day(day).begins(zone)
            })
    });
    [
        (Kind::Opened, "opened", opened),
        (Kind::ClosingSoon, "closing-soon", soon),
        (Kind::ResultsPublished, "results", results),
    ]
    .into_iter()
    .filter_map(|(kind, word, at)| {
        let at = at.filter(|at| *at <= moment)?;
        let name = match kind {
            // Where the source tells no day, an edit must not make the same results news again.
            Kind::ResultsPublished => word.to_owned(),
            Kind::Opened | Kind::ClosingSoon => format!("{word}/{}", at.timestamp()),
        };
        let id = Uuid::new_v5(&consultation.id.as_uuid(), name.as_bytes());
        Some(News {
            id,
            kind,
            at,
            entry,
        })
    })
    .collect()
}

/// When what is said of an entry last changed: its content by an edit, or its status by the clock.
pub(crate) fn last_change(entry: &Entry, moment: DateTime<Utc>) -> DateTime<Utc> {
    let updated = entry.stored.history.updated;
    entry
        .stored
        .consultation
        .last_transition(moment)
        .map_or(updated, |by_the_clock| updated.max(by_the_clock))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Consultation, Results};
    use crate::publish::tests::{day, entry, now};

    fn open(consultation: &mut Consultation) {
        consultation.period.opens = day("2026-11-01");
        consultation.period.closes = day("2026-11-25");
    }

    fn kinds(entry: &Entry) -> Vec<Kind> {
        let news = of_entry(entry, now());
        news.iter().map(|news| news.kind).collect()
    }

    #[test]
    fn each_moment_of_a_life_is_news_once_it_has_come() {
        let mut entry_of = entry(open);
        assert_eq!(kinds(&entry_of), [Kind::Opened, Kind::ClosingSoon]);
        entry_of = entry(|c| {
            open(c);
            c.period.closes = day("2026-12-25");
        });
        assert_eq!(kinds(&entry_of), [Kind::Opened], "not soon yet");
        entry_of = entry(|c| {
            open(c);
            c.period.opens = day("2026-11-20");
        });
        assert_eq!(kinds(&entry_of), [Kind::Opened], "its opening said it");
        entry_of = entry(|c| {
            open(c);
            c.results = Some(Results {
                published_on: "2026-12-01".parse().ok(),
                documents: Vec::new(),
            });
        });
        assert!(
            !kinds(&entry_of).contains(&Kind::ResultsPublished),
            "not yet"
        );
    }

    #[test]
    fn an_edit_keeps_the_identity_and_a_closing_put_off_is_news_again() {
        let before = entry(open);
        let edited = entry(|c| {
            open(c);
            c.promoted = true;
        });
        let put_off = entry(|c| {
            open(c);
            c.period.closes = day("2026-11-27");
        });
        let ids = |entry: &Entry| -> Vec<Uuid> {
            of_entry(entry, now()).iter().map(|news| news.id).collect()
        };
        assert_eq!(ids(&before), ids(&edited));
        assert_eq!(ids(&before)[0], ids(&put_off)[0]);
        assert_ne!(ids(&before)[1], ids(&put_off)[1]);
    }

    #[test]
    fn the_last_change_is_an_edit_or_what_the_clock_did() {
        let updated = entry(open).stored.history.updated;
        let opened = last_change(&entry(open), now());
        assert!(opened <= now() && opened >= updated);
        assert_eq!(last_change(&entry(|_| {}), now()), updated);
    }
}
