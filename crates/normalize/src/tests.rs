use proptest::prelude::*;
use serde_json::Value;

use passerelle_model::{
    Level, MeetingRecord, MeetingTime, Moment, PhaseRecord, Place, Point, RelayedAs,
};

use super::*;
use crate::samples::{french, meeting, record, relayed, source, url};

fn normalized(record: Record, source: &Source) -> Result<Consultation, Rejected> {
    let now = "2026-03-05T12:00:00Z".parse().unwrap();
    consultation(
        record,
        &Context {
            source,
            geography: Geography::official(),
            now,
        },
    )
}

#[test]
fn a_record_becomes_a_consultation() {
    insta::assert_json_snapshot!(normalized(record(), &source()).unwrap());
}

#[test]
fn the_documented_cases_hold_of_what_a_source_says() {
    use passerelle_model::documented::{NOON, Outcome, Written, cases};
    let moment = |text: &str| text.parse().ok().map(Moment::Day);
    for case in cases() {
        let phase = |phase: &Written| PhaseRecord {
            opens: moment(&phase.opens),
            closes: moment(&phase.closes),
            participatory: Some(!phase.reading),
            active: phase.active,
            ..PhaseRecord::default()
        };
        let record = Record {
            opens: moment(&case.whole.opens),
            closes: moment(&case.whole.closes),
            phases: case.phases.iter().map(phase).collect(),
            declared_state: case.declared_state,
            ..record()
        };
        let plan = normalized(record, &source()).unwrap();
        let course = plan.course_at(NOON.parse().unwrap());
        assert_eq!(Outcome::of(&plan, &course), case.outcome, "{}", case.what);
    }
}

#[test]
fn a_relayed_record_keeps_its_identity() {
    let record = Record {
        relayed: Some(relayed()),
        ..record()
    };
    let consultation = normalized(record, &source()).unwrap();
    assert_eq!(consultation.id.as_uuid(), uuid::Uuid::from_u128(7));
    assert_eq!(consultation.origin.as_str(), "autre.fr");
    assert_eq!(consultation.timezone, chrono_tz::America::Cayenne);
    assert_eq!(
        (consultation.level, consultation.organiser.as_deref()),
        (Some(Level::Empower), Some("Vandœuvre-lès-Nancy"))
    );
    assert_eq!(consultation.via[0].name, "Autre");
}

#[test]
fn the_level_is_the_rules_then_the_sources_then_the_relayed_one() {
    let mut source = source();
    let relayed_record = || Record {
        relayed: Some(RelayedAs {
            territory: None,
            ..relayed()
        }),
        ..record()
    };
    assert_eq!(
        normalized(record(), &source).unwrap().level,
        None,
        "it is never guessed"
    );
    source.level = Some(Level::Consult);
    assert_eq!(
        normalized(relayed_record(), &source).unwrap().level,
        Some(Level::Consult)
    );
    source.attach = vec![passerelle_model::AttachRule {
        attribute: passerelle_model::Attribute::Title,
        pattern: "le *plan*".to_owned(),
        territory: "54395".parse().unwrap(),
        level: Some(Level::Involve),
    }];
    let consultation = normalized(relayed_record(), &source).unwrap();
    assert_eq!(consultation.level, Some(Level::Involve));
    let own = normalized(record(), &source).unwrap();
    assert_eq!(
        own.organiser.as_deref(),
        Some("Nancy"),
        "an attach rule names who asks"
    );
}

#[test]
fn a_record_without_a_title_has_the_first_words_of_its_text() {
    let words = "Le budget participatif est ouvert : écrivez à camille.canari@example.org avant la fin du mois de janvier, et venez à la réunion publique du quartier.";
    let untitled = |text: &str| {
        let record = Record {
            title: french(" "),
            subtitle: LocalizedText::default(),
            short_description: french(text),
            ..record()
        };
        let title = normalized(record, &source()).unwrap().title;
        title.best_text(&[]).to_owned()
    };
    assert_eq!(
        untitled("<p>Réunion <b>publique</b> jeudi.</p>"),
        "Réunion publique jeudi."
    );
    let title = untitled(&format!("<p>{words}</p>"));
    assert_eq!(
        title,
        "Le budget participatif est ouvert : écrivez à [adresse masquée] avant la fin du mois de janvier, et…"
    );
}

#[test]
fn a_record_without_title_key_or_relayable_page_is_rejected() {
    let rejected = |record| normalized(record, &source()).unwrap_err();
    let untitled = rejected(Record {
        title: french("<img src=x>"),
        subtitle: LocalizedText::default(),
        short_description: LocalizedText::default(),
        description: french("<p><img src=x></p>"),
        ..record()
    });
    assert_eq!(
        untitled.reason(&[]),
        Reason::new(Code::TextMissing).with("key", "12")
    );
    let keyless = rejected(Record {
        native_id: " ".to_owned(),
        ..record()
    });
    assert_eq!(keyless.why, Code::KeyUnusable);
    for bad in [
        "ftp://a.fr/x",
        "https://a.fr/profiles/jd",
        "https://a.fr/?token=x",
        "data:text/html,x",
    ] {
        let refused = rejected(Record {
            url: url(bad),
            ..record()
        });
        assert_eq!(refused.why, Code::PageRefused, "{bad}");
    }
}

#[test]
fn a_title_may_hold_signs_that_are_no_markup() {
    for title in ["A < B & C", "R&D : <suite>", "1 > 0", "L’eau, l'air"] {
        let record = Record {
            title: french(title),
            ..record()
        };
        assert_eq!(normalized(record, &source()).unwrap().title, french(title));
    }
    for (title, read) in [
        ("Caf&eacute; &amp;amp; th&eacute;", "Café & thé"),
        ("&amp;lt;b&amp;gt;x", "x"),
    ] {
        let record = Record {
            title: french(title),
            ..record()
        };
        assert!(
            normalized(record, &source())
                .unwrap()
                .title
                .best_text(&[])
                .ends_with(read)
        );
    }
}

#[test]
fn the_summary_is_short_and_comes_from_the_shortest_that_exists() {
    let long = french(&format!("<p>{}</p>", "mot ".repeat(500)));
    let mut wordy = Record {
        description: long,
        ..record()
    };
    let summary = normalized(wordy.clone(), &source()).unwrap().summary;
    assert!(
        summary.best_text(&[]).ends_with("mot…") && summary.best_text(&[]).chars().count() <= 300
    );
    wordy.subtitle = french("Un sous-titre");
    assert_eq!(
        normalized(wordy.clone(), &source()).unwrap().summary,
        french("Un sous-titre")
    );
    wordy.short_description = french("<p>En bref</p>");
    assert_eq!(
        normalized(wordy, &source()).unwrap().summary,
        french("En bref")
    );
}

#[test]
fn only_a_change_that_means_something_changes_the_fingerprint() {
    let said = normalized(record(), &source()).unwrap();
    let digest = fingerprint(&said);
    assert_eq!(digest.len(), 64);
    let mut same = said.clone();
    same.image.as_mut().unwrap().url = url("https://je.participe.fr/i.png?X-Amz-Signature=2");
    same.meetings[0].history.sequence = 9;
    same.counts.contributions = Some(4321);
    assert_eq!(
        fingerprint(&same),
        digest,
        "a signature, a history and counts say nothing"
    );
    let mut fixed_image = said.clone();
    fixed_image.image.as_mut().unwrap().volatile = false;
    let mut other_image = fixed_image.clone();
    other_image.image.as_mut().unwrap().url = url("https://je.participe.fr/j.png");
    assert_ne!(fingerprint(&fixed_image), fingerprint(&other_image));
    let mut moved = said;
    moved.meetings[0].place.address = None;
    assert_ne!(fingerprint(&moved), digest);
}

#[test]
fn every_field_that_is_said_enters_the_fingerprint() {
    let full = Record {
        relayed: Some(relayed()),
        ..record()
    };
    let said = normalized(full, &source()).unwrap();
    let digest = fingerprint(&said);
    let json = serde_json::to_value(&said).unwrap();
    // Counts rise with each contribution, which is no news.
    let said_keys = json.as_object().unwrap().keys();
    for key in said_keys.filter(|key| *key != "counts") {
        let mut changed = json.clone();
        let change = match (key.as_str(), &json[key]) {
            ("id", _) => Value::from(uuid::Uuid::from_u128(8).to_string()),
            ("url", _) => "https://ailleurs.fr/".into(),
            ("timezone", _) => "Europe/Berlin".into(),
            ("kind", _) => "initiative".into(),
            ("declared_state", _) => "closed".into(),
            ("level", _) => "inform".into(),
            ("published_at", _) => "2025-01-01T00:00:00Z".into(),
            ("location", _) => serde_json::json!({"latitude": 1.0, "longitude": 1.0}),
            ("results", _) => serde_json::json!({"published_on": null, "documents": []}),
            ("provenance", _) => {
                serde_json::json!({"source_id": "a", "name": "b", "platform": "feed", "url": "https://a.fr/"})
            }
            ("also_at", _) => {
                serde_json::json!([{"name": "b", "platform": "feed", "url": "https://a.fr/"}])
            }
            ("territory" | "image" | "organiser" | "licence", _) => Value::Null,
            ("period", _) => serde_json::json!({"opens": "2026-03-02", "closes": null}),
            (_, Value::Array(_)) => Value::Array(Vec::new()),
            (_, Value::Object(_)) => serde_json::json!({}),
            (_, Value::Bool(said)) => Value::Bool(!said),
            (_, Value::String(said)) => Value::String(format!("{said}x")),
            (_, other) => panic!("{key}: {other}"),
        };
        changed[key] = change;
        let changed: Consultation = serde_json::from_value(changed).unwrap();
        assert_ne!(fingerprint(&changed), digest, "{key}");
    }
}

proptest! {
    #[test]
    fn any_texts_give_a_consultation_or_a_reason(title in any::<String>(), description in any::<String>(), place in any::<String>()) {
        let mut record = record();
        record.title = french(&title);
        record.description = french(&description);
        record.meetings[0].place = french(&place);
        record.themes = vec![french(&title)];
        match normalized(record, &source()) {
            Ok(consultation) => {
                let shown = consultation.title.best_text(&[]);
                prop_assert!(!shown.trim().is_empty() && shown.chars().count() <= 300 && !shown.chars().any(char::is_control));
            }
            Err(rejected) => prop_assert_eq!(rejected.native_id, "12"),
        }
    }
}

#[test]
fn a_meeting_from_midnight_to_midnight_is_on_whole_days() {
    let days =
        |first: &str, last: &str| MeetingTime::days(first.parse().unwrap(), last.parse().unwrap());
    let at = |starts: &str, ends: &str| {
        let meeting = MeetingRecord {
            time: MeetingTime::instants(starts.parse().unwrap(), ends.parse().ok()),
            ..meeting("7", "2026-03-10T18:00:00+01:00")
        };
        let record = Record {
            meetings: vec![meeting],
            ..record()
        };
        normalized(record, &source()).unwrap().meetings[0].time
    };
    assert_eq!(
        at("2026-12-03T00:00:00+01:00", "2026-12-03T23:59:00+01:00"),
        days("2026-12-03", "2026-12-03")
    );
    assert_eq!(
        at("2026-12-02T23:00:00Z", "2026-12-05T23:00:00Z"),
        days("2026-12-03", "2026-12-05")
    );
    assert!(!at("2026-12-03T09:00:00+01:00", "2026-12-04T00:00:00+01:00").is_all_day());
}

#[test]
fn of_what_is_no_longer_announced_the_title_and_the_time_are_kept() {
    let gone = MeetingRecord {
        title: french("Atelier"),
        announced: false,
        point: Point::new(48.69, 6.18),
        ..meeting("7", "2026-03-10T18:00:00+01:00")
    };
    let record = Record {
        meetings: vec![gone.clone()],
        ..record()
    };
    let [meeting] = &normalized(record, &source()).unwrap().meetings[..] else {
        panic!("it is told");
    };
    assert_eq!(
        (&meeting.title, meeting.time),
        (&french("Atelier"), gone.time)
    );
    assert!(!meeting.announced && !meeting.cancelled);
    assert!(meeting.description_html.is_empty());
    assert_eq!(meeting.place, Place::default());
}
