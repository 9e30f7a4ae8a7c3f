//! Promises of the index, tried on small indexes made by its public interface.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use url::Url;

use super::*;
use passerelle_geography::Geography;
use passerelle_model::{
    ConsultationId, History, Language, LocalizedText, Meeting, MeetingHistory, MeetingId,
    MeetingTime, Moment, Origin, Period, Place, Platform, Point, Source, SpaceKind, Stored,
    Territory, TerritoryCode, TerritoryHow, samples,
};
use passerelle_query::{Allowed, Filter, Parameter, ParameterError};

mod answers;
mod groups;
mod merging;
mod places;
mod properties;
mod recent;
mod snapshots;
mod wording;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The moment from which the tests look.
fn now() -> DateTime<Utc> {
    at("2026-11-22T12:00:00Z")
}

fn day(text: &str) -> Moment {
    Moment::Day(text.parse().unwrap())
}

fn french(text: &str) -> LocalizedText {
    LocalizedText::of(Language::french(), text)
}

fn source(id: &str, platform: Platform) -> Source {
    samples::source(id, platform, &format!("https://{id}.example"))
}

/// A consultation without dates, published a day before [`now`].
fn sample(number: u64, title: &str) -> Stored {
    Stored {
        consultation: samples::consultation("nancy.example", number, title),
        history: History {
            first_seen: now() - Duration::days(1),
            updated: now() - Duration::days(1),
            revision: 1,
            change: number,
        },
    }
}

fn lying_in(mut stored: Stored, code: &str) -> Stored {
    let code: TerritoryCode = code.parse().unwrap();
    stored.consultation.territory = Some(Territory {
        code,
        name: Geography::official().get(code).unwrap().name.to_owned(),
        how: TerritoryHow::Declared,
    });
    stored
}

fn running(mut stored: Stored, opens: &str, closes: &str) -> Stored {
    stored.consultation.period = Period {
        opens: Some(day(opens)),
        closes: Some(day(closes)),
    };
    stored
}

fn meeting(number: u64, title: &str, starts_at: &str) -> Meeting {
    Meeting {
        id: MeetingId::new(&Origin::new("nancy.example"), &number.to_string()),
        url: format!("https://nancy.example/meetings/{number}")
            .parse()
            .unwrap(),
        title: french(title),
        description_html: LocalizedText::default(),
        time: MeetingTime::instants(starts_at.parse().unwrap(), None),
        place: Place::default(),
        cancelled: false,
        announced: true,
        history: MeetingHistory::new(now()),
    }
}

fn empty_index() -> Index {
    let sources = [
        source("nancy", Platform::Decidim),
        source("nantes", Platform::CapCollectif),
    ];
    Index::new(Geography::official(), &sources, now()).unwrap()
}

fn holding(consultations: Vec<Stored>) -> Arc<Snapshot> {
    let delta = Delta {
        upserts: consultations,
        gone: Vec::new(),
    };
    empty_index().apply(delta, now())
}

fn filter(query: &str) -> Filter {
    let allowed = Allowed::only(Parameter::ALL);
    Filter::parse_query(query, &allowed, Geography::official()).unwrap()
}

fn refused(query: &str) -> ParameterError {
    Filter::parse_query(query, &Allowed::CONSULTATIONS, Geography::official()).unwrap_err()
}

/// The titles that a query string selects, in order.
fn titles(snapshot: &Snapshot, query: &str) -> Vec<String> {
    let page = snapshot.search(&filter(query));
    let title = |entry: &Arc<Entry>| entry.stored.consultation.title.best_text(&[]).to_owned();
    page.items.iter().map(title).collect()
}
