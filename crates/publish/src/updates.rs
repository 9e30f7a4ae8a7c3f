//! The news of consultations: each opening, each end of a period of participation once it is near, and each publication of results is one item with an id and a
//! moment of its own. An edit is no news, and neither is an end that is past: a closed consultation does not close soon.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use uuid::Uuid;

use passerelle_index::Entry;
use passerelle_model::{CLOSES_SOON_DAYS, Consultation, Moment, Participation};

use super::phrases::Phrases;

/// The time before an end at which the news of it appears; it is part of the id of the item.
const SOON: Duration = Duration::days(CLOSES_SOON_DAYS);

/// The kind of an item of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The consultation opened.
    Opened,
    /// The consultation closes within [`CLOSES_SOON_DAYS`] days, the present one included.
    ClosingSoon(NaiveDate),
    /// The results of the consultation were published.
    ResultsPublished,
}

/// An item of news.
#[derive(Debug, Clone)]
pub(crate) struct News<'a> {
    /// The id, made of the consultation, the kind, and the announced day, so that a closing that is put off is news again.
    pub(crate) id: Uuid,
    /// The kind.
    pub(crate) kind: Kind,
    /// The moment of the event, never after the one for which the news were made.
    pub(crate) at: DateTime<Utc>,
    /// The consultation.
    pub(crate) entry: &'a Entry,
}

impl News<'_> {
    /// Returns the title of the item for people.
    pub(crate) fn headline(&self, title: &str, phrases: &Phrases) -> String {
        match self.kind {
            Kind::Opened => phrases.with("news-opened", &[("title", title)]),
            Kind::ClosingSoon(day) => {
                let parts = [("day", &*phrases.day(day)), ("title", title)];
                phrases.with("news-closing-soon", &parts)
            }
            Kind::ResultsPublished => phrases.with("news-results", &[("title", title)]),
        }
    }
}

/// Returns the latest `limit` news of `entries` at `moment`, latest first.
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
    let stretches = consultation.participations();
    let opened = stretches
        .iter()
        .filter_map(|stretch| stretch.period.opens)
        .map(|opens| opens.begins(zone))
        .min();
    let results = consultation.results.as_ref().map(|results| {
        results
            .published_on
            .map_or(entry.stored.history.updated, |day| {
                Moment::Day(day).begins(zone)
            })
    });
    let happened = |kind, at, name: String| Happened { kind, at, name };
    let opening = opened.map(|at| happened(Kind::Opened, at, format!("opened/{}", at.timestamp())));
    // If the source gives no day, an edit must not make the same results news again.
    let results = results.map(|at| happened(Kind::ResultsPublished, at, "results".to_owned()));
    let mut closings: Vec<Happened> = stretches
        .iter()
        .filter_map(|stretch| closing(consultation, stretch, opened, moment))
        .collect();
    closings.sort_unstable_by_key(|closing| (closing.kind, closing.at));
    closings.dedup_by_key(|closing| closing.kind);
    let all = opening.into_iter().chain(closings).chain(results);
    all.filter(|happened| happened.at <= moment)
        .map(|Happened { kind, at, name }| News {
            id: Uuid::new_v5(&consultation.id.as_uuid(), name.as_bytes()),
            kind,
            at,
            entry,
        })
        .collect()
}

/// An event before it becomes an item: its kind, its moment, and the parts of its id.
struct Happened {
    kind: Kind,
    at: DateTime<Utc>,
    name: String,
}

/// Returns the news that a period of participation is about to end; `None` if it has ended, or is so short that the news of the opening says it.
fn closing(
    consultation: &Consultation,
    stretch: &Participation,
    opened: Option<DateTime<Utc>>,
    moment: DateTime<Utc>,
) -> Option<Happened> {
    let zone = consultation.timezone;
    let closes = stretch.period.closes?;
    let over = closes.over(zone);
    let last = closes.last_day(zone);
    let days = u64::try_from(CLOSES_SOON_DAYS - 1).ok()?;
    let soon = Moment::Day(last.checked_sub_days(Days::new(days))?).begins(zone);
    // A later, shorter period is news once it begins.
    let begins = stretch.period.opens.map(|opens| opens.begins(zone));
    let at = begins.map_or(soon, |begins| begins.max(soon));
    let is_new = opened.is_none_or(|opened| opened < at);
    let name = format!(
        "closing-soon/{}",
        over.checked_sub_signed(SOON)?.timestamp()
    );
    (is_new && moment < over).then_some(Happened {
        kind: Kind::ClosingSoon(last),
        at,
        name,
    })
}

/// Returns the moment of the last change of an entry's news: of its content by an edit, or of its status by the clock.
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
    use crate::tests::{day, entry, entry_at, now};
    use passerelle_model::{DeclaredState, Period, Phase, Results};

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
        let soon = Kind::ClosingSoon("2026-11-25".parse().unwrap());
        assert_eq!(kinds(&entry_of), [Kind::Opened, soon]);
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

    fn phased(phases: &[(&str, &str)], moment: &str) -> Arc<Entry> {
        entry_at(moment.parse().unwrap(), |c| {
            c.phases = phases
                .iter()
                .map(|(opens, closes)| Phase {
                    period: Period {
                        opens: day(opens),
                        closes: day(closes),
                    },
                    ..Phase::default()
                })
                .collect();
        })
    }

    #[test]
    fn each_stretch_in_which_one_can_take_part_closes_in_its_time() {
        let phases = [("2026-11-01", "2026-12-03"), ("2027-01-09", "2027-01-29")];
        let told = |moment: &str| -> Vec<String> {
            let entry = phased(&phases, moment);
            let news = of_entry(&entry, moment.parse().unwrap());
            let headlines = news.iter().map(|it| {
                let headline = it.headline("Nos parcs", &Phrases::default());
                headline.replace('\u{a0}', " ")
            });
            headlines.collect()
        };
        let opened = "Ouverture : Nos parcs";
        assert_eq!(told("2026-11-26T22:59:59Z"), [opened]);
        assert_eq!(
            told("2026-11-26T23:00:00Z"),
            [opened, "Se termine le 3 décembre 2026 : Nos parcs"],
            "the seventh day, the last included"
        );
        assert_eq!(told("2026-12-04T12:00:00Z"), [opened], "over is not soon");
        assert_eq!(
            told("2027-01-25T12:00:00Z"),
            [opened, "Se termine le 29 janvier 2027 : Nos parcs"]
        );
    }

    #[test]
    fn what_the_clocks_do_moves_neither_the_day_nor_the_identity() {
        let moment: DateTime<Utc> = "2026-10-25T12:00:00Z".parse().unwrap();
        let entry = entry_at(moment, |c| {
            c.period.opens = day("2026-09-01");
            c.period.closes = day("2026-10-27");
        });
        let news = of_entry(&entry, moment);
        assert_eq!(news[1].at.to_string(), "2026-10-20 22:00:00 UTC");
        let before: DateTime<Utc> = "2026-10-20T23:00:00Z".parse().unwrap();
        let name = format!("closing-soon/{}", before.timestamp());
        let id = entry.id().as_uuid();
        assert_eq!(news[1].id, Uuid::new_v5(&id, name.as_bytes()));
    }

    #[test]
    fn what_is_over_by_the_word_of_its_source_opens_and_closes_no_more() {
        let rejected = entry(|c| {
            open(c);
            c.declared_state = Some(DeclaredState::Closed);
        });
        assert_eq!(kinds(&rejected), []);
        let to_come = entry(|c| {
            c.period.opens = day("2026-11-01");
            c.phases = vec![Phase {
                period: Period {
                    opens: day("2026-12-01"),
                    closes: day("2026-12-10"),
                },
                ..Phase::default()
            }];
        });
        assert_eq!(kinds(&to_come), [], "nobody can take part yet");
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
