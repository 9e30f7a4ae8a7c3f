//! The dates that one gateway serves, served by the next gateway too.

use std::sync::Arc;

use chrono::{DateTime, Days, Utc};
use passerelle::connector::{Context, connector_for};
use passerelle::geography::Geography;
use passerelle::index::Entry;
use passerelle::model::{
    Consultation, DeclaredState, History, Language, LocalizedText, Moment, PhaseRecord, Platform,
    Record, Source, SpaceKind, Status, Stored,
};
use passerelle::normalize::{self, samples as first};
use passerelle::publish::{Site, json as portal};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Network;
use super::gateway::log_of;

const HERE: &str = "https://agenda.example.fr";
const THERE: &str = "https://autre.example.fr";

fn noon() -> DateTime<Utc> {
    "2026-03-20T12:00:00Z".parse().unwrap()
}

fn normalized(record: Record) -> Consultation {
    let source = first::source();
    let context = normalize::Context {
        source: &source,
        geography: Geography::official(),
        now: noon(),
    };
    normalize::consultation(record, &context).unwrap()
}

/// The entry of `consultation` in the log of a gateway.
pub(super) fn told(consultation: &Consultation) -> Value {
    let history = History {
        first_seen: noon(),
        updated: noon(),
        revision: 1,
        change: 1,
    };
    let stored = Arc::new(Stored {
        consultation: consultation.clone(),
        history,
    });
    let entry = Entry::new(stored, noon());
    let address = THERE.parse().unwrap();
    let site = Site::new(
        "L’autre",
        &address,
        vec![Language::french()],
        [first::source()],
    );
    json!({
        "type": "upsert",
        "change": 1,
        "consultation": portal::Consultation::new(&site, &entry),
        "relay": portal::RelayBody::new(&entry),
    })
}

/// The consultation that the next gateway makes of an entry of that log.
fn relayed(item: Value) -> Consultation {
    let source = Source {
        kinds: SpaceKind::ALL.to_vec(),
        ..passerelle::model::samples::source("autre", Platform::Passerelle, THERE)
    };
    let log = log_of(&[item]);
    let network = Network {
        answer: &|_request| (200, "application/json", log.clone()),
    };
    let context = Context {
        source: &source,
        memory: None,
        fetch: &network,
        now: noon(),
        gateway: &HERE.parse().unwrap(),
    };
    let polled = connector_for(source.platform).poll(&context);
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let mut harvest = runtime.unwrap().block_on(polled).unwrap();
    normalized(harvest.records.pop().expect("it is relayed"))
}

fn moment(days: i64) -> Option<Moment> {
    let day = noon()
        .date_naive()
        .checked_add_signed(chrono::Duration::days(days));
    day.map(Moment::Day)
}

fn titled(title: &str) -> LocalizedText {
    LocalizedText::of(Language::french(), title)
}

/// A record until a day after 20 March 2026, with these phases.
fn record(closes: i64, phases: Vec<PhaseRecord>, state: Option<DeclaredState>) -> Record {
    Record {
        opens: moment(-60),
        closes: moment(closes),
        phases,
        declared_state: state,
        ..first::record()
    }
}

#[test]
fn the_current_phase_and_those_in_which_one_only_reads_travel() {
    let past = PhaseRecord {
        title: titled("Diagnostic"),
        opens: moment(-60),
        closes: moment(-40),
        ..PhaseRecord::default()
    };
    let current = PhaseRecord {
        title: titled("Contribution"),
        active: true,
        ..PhaseRecord::default()
    };
    let reading = PhaseRecord {
        title: titled("Présentation"),
        opens: moment(-60),
        closes: moment(60),
        participatory: Some(false),
        ..PhaseRecord::default()
    };
    let below = normalized(record(30, vec![past.clone(), current], None));
    let above = relayed(told(&below));
    assert_eq!(above.phases, below.phases);
    let course = above.course_at(noon());
    assert_eq!((course.status, course.deadline), (Status::Open, moment(30)));
    assert_eq!(course.current_phase, Some(1));

    let below = normalized(record(60, vec![past, reading], None));
    let above = relayed(told(&below));
    assert_eq!(above.course_at(noon()).status, Status::Closed);
    assert_eq!(above.course_at(noon()), below.course_at(noon()));
}

#[test]
fn a_final_state_travels() {
    let below = normalized(record(30, Vec::new(), Some(DeclaredState::Closed)));
    let above = relayed(told(&below));
    assert_eq!(above.course_at(noon()).status, Status::Closed);
}

#[test]
fn what_an_older_gateway_does_not_say_follows_from_titles_and_dates() {
    let phase = |title: &str, opens, closes| PhaseRecord {
        title: titled(title),
        opens: moment(opens),
        closes: moment(closes),
        ..PhaseRecord::default()
    };
    let phases = vec![phase("Vos idées", -60, -10), phase("Bilan", -9, 30)];
    let below = normalized(record(30, phases, None));
    let mut item = told(&below);
    assert!(
        item["relay"]
            .as_object_mut()
            .unwrap()
            .remove("phases")
            .is_some()
    );
    for newer in ["deadline", "current_phase"] {
        assert!(
            item["consultation"]
                .as_object_mut()
                .unwrap()
                .remove(newer)
                .is_some()
        );
    }
    let above = relayed(item);
    assert_eq!(above.phases, below.phases);
    assert_eq!(above.course_at(noon()).status, Status::Closed);
}

fn any_phase() -> impl Strategy<Value = PhaseRecord> {
    let title = prop::sample::select(&["Contribution", "Bilan", "Phase 2"][..]);
    let flags = (prop::option::of(any::<bool>()), any::<bool>());
    (
        title,
        -100_i64..100,
        0_i64..80,
        any::<(bool, bool)>(),
        flags,
    )
        .prop_map(
            |(title, opens, length, (has_open, has_close), (participatory, active))| PhaseRecord {
                title: titled(title),
                opens: moment(opens).filter(|_| has_open),
                closes: moment(opens + length).filter(|_| has_close),
                participatory,
                active,
            },
        )
}

proptest! {
    #[test]
    fn the_next_gateway_says_the_same_at_any_moment(
        whole in (prop::option::of(-100_i64..50), prop::option::of(-50_i64..100)),
        phases in prop::collection::vec(any_phase(), 0..4),
        state in prop::option::of(prop::sample::select(&[DeclaredState::Upcoming, DeclaredState::Open, DeclaredState::Closed][..])),
        days in 0_u64..300,
    ) {
        let below = normalized(Record {
            opens: whole.0.and_then(moment),
            closes: whole.1.and_then(moment),
            phases,
            declared_state: state,
            ..first::record()
        });
        let above = relayed(told(&below));
        let at = noon() - chrono::Duration::days(150) + Days::new(days);
        prop_assert_eq!(&above.phases, &below.phases);
        prop_assert_eq!(above.period, below.period);
        prop_assert_eq!(above.course_at(at), below.course_at(at));
        prop_assert_eq!(above.participations(), below.participations());
    }
}
