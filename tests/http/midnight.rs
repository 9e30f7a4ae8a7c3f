//! Texts that count days are kept for the day, also by caches on the way, and are right from the first moment of the next one: on any day, and on
//! those that last 23 or 25 hours.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Europe::Paris;
use passerelle::clock::Clock;
use passerelle::index::Delta;
use passerelle::model::{Moment, Period};
use reqwest::StatusCode;

use crate::content;
use crate::gateway::{Gateway, header};

/// A clock whose hands the test moves.
#[derive(Debug)]
struct Hands(Mutex<DateTime<Utc>>);

impl Hands {
    fn at(moment: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(moment)))
    }

    fn turn_to(&self, moment: DateTime<Utc>) {
        *self.0.lock().unwrap() = moment;
    }
}

impl Clock for Hands {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// The moment at which a day begins in Paris.
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let begins = day.and_time(NaiveTime::MIN);
    Paris
        .from_local_datetime(&begins)
        .unwrap()
        .with_timezone(&Utc)
}

fn days(day: NaiveDate, later: i64) -> NaiveDate {
    let count = Days::new(later.unsigned_abs());
    if later < 0 {
        day.checked_sub_days(count).unwrap()
    } else {
        day.checked_add_days(count).unwrap()
    }
}

/// The last days of a consultation: an ordinary one, and those around both changes of the clocks.
fn last_days() -> impl Iterator<Item = NaiveDate> {
    [
        "2026-11-25",
        "2027-03-28",
        "2027-03-29",
        "2027-10-31",
        "2027-11-01",
    ]
    .into_iter()
    .map(|day| day.parse().unwrap())
}

/// A gateway of one consultation whose last day is `last`, and its clock, which stands at `moment`.
async fn gateway(last: NaiveDate, moment: DateTime<Utc>) -> (Gateway, Arc<Hands>) {
    let hands = Hands::at(moment);
    let clock: Arc<Hands> = Arc::clone(&hands);
    let gateway = Gateway::by(clock).await;
    let period = Period {
        opens: Some(Moment::Day(days(last, -20))),
        closes: Some(Moment::Day(last)),
    };
    let consultation = content::plain("1", "Une place à vivre", period);
    let delta = Delta {
        upserts: vec![content::stored(consultation, 1)],
        gone: Vec::new(),
    };
    gateway.index.apply(delta, moment);
    (gateway, hands)
}

/// Renews the index as the poller does, which waits for this moment.
fn renew(gateway: &Gateway, now: DateTime<Utc>) {
    let transition = gateway.index.current().next_transition();
    if transition.is_some_and(|next| next <= now) {
        gateway.index.renew(now);
    }
}

/// A time zone in which days are counted, and the words for the last days there.
fn counted() -> Vec<(String, [&'static str; 3])> {
    let page = format!("/consultations/{}", content::id("1"));
    vec![
        (
            "/".to_owned(),
            [
                "<b>2\u{a0}jours</b>",
                "<b>1\u{a0}jour</b>",
                "<b>dernier jour</b>",
            ],
        ),
        (
            "/?lang=en".to_owned(),
            ["<b>2\u{a0}days</b>", "<b>1\u{a0}day</b>", "<b>last day</b>"],
        ),
        (
            page,
            [
                "encore 2\u{a0}jours",
                "encore 1\u{a0}jour",
                "c’est le dernier jour",
            ],
        ),
    ]
}

#[tokio::test]
async fn texts_that_count_days_are_right_at_midnight() {
    for last in last_days() {
        for (path, texts) in counted() {
            let (gateway, hands) = gateway(last, midnight(days(last, -3))).await;
            for (later, text) in (-2..=0).zip(texts) {
                let (first, next) = (midnight(days(last, later)), midnight(days(last, later + 1)));
                let mut etag = String::new();
                for moment in [first, next - TimeDelta::milliseconds(1)] {
                    hands.turn_to(moment);
                    let response = gateway.get_with(&path, &[("if-none-match", &etag)]).await;
                    if etag.is_empty() {
                        etag = header(&response, "etag").to_owned();
                        let page = response.text().await.unwrap();
                        assert!(page.contains(text), "{path} at {moment}: {text} in {page}");
                    } else {
                        let status = response.status();
                        assert_eq!(status, StatusCode::NOT_MODIFIED, "{path} at {moment}");
                    }
                }
                // Who has yesterday's is told today's.
                hands.turn_to(next);
                renew(&gateway, next);
                let response = gateway.get_with(&path, &[("if-none-match", &etag)]).await;
                assert_eq!(response.status(), StatusCode::OK, "{path} at {next}");
            }
        }
    }
}

#[tokio::test]
async fn what_ends_at_midnight_is_over_in_the_same_moment() {
    for last in last_days() {
        let over = midnight(days(last, 1));
        let (gateway, hands) = gateway(last, over - TimeDelta::seconds(1)).await;
        assert!(gateway.text("/").await.contains("Une place à vivre"));
        assert_eq!(gateway.index.current().next_transition(), Some(over));
        hands.turn_to(over);
        renew(&gateway, over);
        assert!(
            !gateway.text("/").await.contains("Une place à vivre"),
            "{last}"
        );
        let page = gateway
            .text(&format!("/consultations/{}", content::id("1")))
            .await;
        assert!(
            page.contains("Terminée le ") && !page.contains("encore"),
            "{page}"
        );
    }
}

/// The times for which caches may show an answer: fresh, and then while they ask again (seconds).
fn kept(cache_control: &str) -> (i64, i64) {
    let seconds = |name: &str| {
        let value = cache_control
            .split(", ")
            .find_map(|part| part.strip_prefix(name));
        value.map_or(0, |value| value.parse().unwrap())
    };
    (seconds("max-age="), seconds("stale-while-revalidate="))
}

#[tokio::test]
async fn no_cache_shows_yesterdays_count() {
    let last: NaiveDate = "2027-03-28".parse().unwrap();
    let (gateway, hands) = gateway(last, midnight(days(last, -1))).await;
    for left in [4 * 3600, 400, 90, 30, 1, 0] {
        let left = TimeDelta::seconds(left);
        hands.turn_to(midnight(last) - left);
        for (path, _) in counted() {
            let response = gateway.get(&path).await;
            let cache_control = header(&response, "cache-control");
            let (fresh, stale) = kept(cache_control);
            // At midnight itself a whole day begins.
            let most = if left.is_zero() {
                23 * 3600
            } else {
                left.num_seconds()
            };
            assert!(
                fresh + stale <= most,
                "{path}, {left} before: {cache_control}"
            );
            assert!(
                fresh > 0 || left.num_seconds() < 60,
                "{path}: {cache_control}"
            );
        }
    }
}

#[tokio::test]
async fn no_cache_shows_as_open_what_has_closed_at_a_time_of_the_day() {
    let closes: DateTime<Utc> = "2026-11-24T17:00:00Z".parse().unwrap();
    let before = closes - TimeDelta::seconds(20);
    let hands = Hands::at(before);
    let clock: Arc<Hands> = Arc::clone(&hands);
    let gateway = Gateway::by(clock).await;
    let period = Period {
        opens: None,
        closes: Some(Moment::Instant(closes.into())),
    };
    let consultation = content::plain("1", "Une place à vivre", period);
    let delta = Delta {
        upserts: vec![content::stored(consultation, 1)],
        gone: Vec::new(),
    };
    gateway.index.apply(delta, before);
    for (path, _) in counted() {
        let response = gateway.get(&path).await;
        let cache_control = header(&response, "cache-control");
        let (fresh, stale) = kept(cache_control);
        assert!(fresh + stale <= 20, "{path}: {cache_control}");
    }
    // Until the snapshot is renewed, nobody keeps what is no longer so.
    hands.turn_to(closes);
    let response = gateway.get("/").await;
    assert_eq!(kept(header(&response, "cache-control")), (0, 0));
}
