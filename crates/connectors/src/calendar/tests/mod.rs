use chrono_tz::Europe::Paris;

use super::*;
use passerelle_model::{MeetingRecord, Moment};

mod hostile;
mod other_programs;
mod requests;

/// Returns a calendar of these lines, with CRLF.
fn calendar(lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\n{}\nEND:VCALENDAR\n",
        lines.trim()
    )
    .replace('\n', "\r\n")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\n{}\nEND:VEVENT\n", lines.trim())
}

fn now() -> DateTime<Utc> {
    "2026-03-20T12:00:00Z".parse().unwrap()
}

fn source() -> Source {
    let mut source = passerelle_normalize::samples::source();
    source.platform = passerelle_model::Platform::Calendar;
    source.url = "https://a.fr/agenda.ics".parse().unwrap();
    source.languages = Vec::new();
    source
}

fn read_now(text: &str) -> CalendarContents {
    read_calendar(text.as_bytes(), None, &source(), now(), Vec::new())
}

/// Returns the meetings of the only record of these events.
fn meetings(lines: &str) -> Vec<MeetingRecord> {
    let mut contents = read_now(&calendar(lines));
    assert_eq!(contents.records.len(), 1, "{:?}", contents.notices);
    contents.records.remove(0).meetings
}

fn times(meetings: &[MeetingRecord]) -> Vec<String> {
    meetings
        .iter()
        .map(|meeting| {
            let written = |moment, format| match moment {
                Moment::Instant(instant) => instant.format(format).to_string(),
                Moment::Day(day) => day.to_string(),
            };
            let end = meeting
                .time
                .end()
                .map_or_else(|| "?".to_owned(), |end| written(end, "%m-%dT%H:%M:%S"));
            let start = written(meeting.time.start(), "%Y-%m-%dT%H:%M%:z");
            format!("{start} – {end}")
        })
        .collect()
}

#[test]
fn times_are_read_in_their_zones_and_days_are_whole() {
    for (lines, expected) in [
        (
            "DTSTART:20260401T160000Z\nDTEND:20260401T180000Z",
            "2026-04-01T18:00+02:00 – 04-01T20:00:00",
        ),
        (
            "DTSTART:20260401T180000\nDURATION:PT1H30M",
            "2026-04-01T18:00+02:00 – 04-01T19:30:00",
        ),
        (
            "DTSTART;TZID=America/New_York:20260401T120000",
            "2026-04-01T18:00+02:00 – ?",
        ),
        (
            "DTSTART;TZID=Romance Standard Time:20260401T180000\nDTEND;TZID=UTC:20260401T170000",
            "2026-04-01T18:00+02:00 – 04-01T19:00:00",
        ),
        ("DTSTART;VALUE=DATE:20260401", "2026-04-01 – 2026-04-01"),
        (
            "DTSTART;VALUE=DATE:20260401\nDTEND;VALUE=DATE:20260403",
            "2026-04-01 – 2026-04-02",
        ),
        (
            "DTSTART:20260401\nDTEND:20260401",
            "2026-04-01 – 2026-04-01",
        ),
        (
            "DTSTART;VALUE=DATE:20260401\nDURATION:P2W",
            "2026-04-01 – 2026-04-14",
        ),
        (
            "DTSTART:20260401T180000\nDTEND:20260401T170000",
            "2026-04-01T18:00+02:00 – ?",
        ),
    ] {
        let found = meetings(&event(&format!("UID:1\nSUMMARY:Atelier\n{lines}")));
        assert_eq!(times(&found), [expected], "{lines}");
    }
}

#[test]
fn a_repetition_keeps_its_hour_over_the_change_of_the_clocks_and_ends_where_it_says() {
    let found = meetings(&event(
        "UID:1\nSUMMARY:Permanence\nDTSTART;TZID=Europe/Paris:20260318T180000\nDTEND;TZID=Europe/Paris:20260318T200000\n\
         RRULE:FREQ=WEEKLY;UNTIL=20260415T160000Z\nEXDATE;TZID=Europe/Paris:20260401T180000\nRDATE;TZID=Europe/Paris:20260420T090000",
    ));
    assert_eq!(
        times(&found),
        [
            "2026-03-18T18:00+01:00 – 03-18T20:00:00",
            "2026-03-25T18:00+01:00 – 03-25T20:00:00",
            "2026-04-08T18:00+02:00 – 04-08T20:00:00",
            "2026-04-15T18:00+02:00 – 04-15T20:00:00",
            "2026-04-20T09:00+02:00 – 04-20T11:00:00",
        ]
    );
    let keys: Vec<&str> = found
        .iter()
        .filter_map(|meeting| meeting.native_id.split_once('/'))
        .map(|(_, key)| key)
        .collect();
    assert_eq!(keys[..2], ["20260318T170000Z", "20260325T170000Z"]);
}

#[test]
fn single_occurrences_are_moved_renamed_and_cancelled_and_stay_the_same_meetings() {
    let series = "UID:1\nSUMMARY:Permanence\nLOCATION:Mairie\nDTSTART;TZID=Europe/Paris:20260401T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4";
    let found = meetings(&format!(
        "{}{}{}",
        event(series),
        event(
            "UID:1\nRECURRENCE-ID;TZID=Europe/Paris:20260408T180000\nDTSTART;TZID=Europe/Paris:20260409T100000\nSUMMARY:Permanence décalée"
        ),
        event(
            "UID:1\nRECURRENCE-ID:20260415T160000Z\nDTSTART;TZID=Europe/Paris:20260415T180000\nSTATUS:CANCELLED"
        ),
    ));
    let shown: Vec<String> = found
        .iter()
        .map(|meeting| {
            format!(
                "{} {} {}",
                meeting.time.first_day(Paris).format("%d"),
                french(&meeting.title),
                meeting.cancelled
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "01 Permanence false",
            "09 Permanence décalée false",
            "15 Permanence true",
            "22 Permanence false"
        ]
    );
    assert_eq!(
        french(&found[2].place),
        "Mairie",
        "texts that an override leaves out stay"
    );
    let plain = meetings(&event(series));
    let keys = |meetings: &[MeetingRecord]| {
        meetings
            .iter()
            .map(|meeting| meeting.native_id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&found), keys(&plain));
}

fn french(text: &passerelle_model::LocalizedText) -> String {
    text.iter().map(|(_, text)| text.text.clone()).collect()
}

#[test]
fn this_and_all_later_occurrences_are_moved_together() {
    let found = meetings(&format!(
        "{}{}",
        event(
            "UID:1\nSUMMARY:Atelier\nDTSTART:20260401T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"
        ),
        event(
            "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260415T180000\nDTSTART:20260416T190000\nDURATION:PT2H\nSUMMARY:Atelier"
        ),
    ));
    assert_eq!(
        times(&found),
        [
            "2026-04-01T18:00+02:00 – 04-01T19:00:00",
            "2026-04-08T18:00+02:00 – 04-08T19:00:00",
            "2026-04-16T19:00+02:00 – 04-16T21:00:00",
            "2026-04-23T19:00+02:00 – 04-23T21:00:00",
        ]
    );
}

#[test]
fn what_repeats_is_given_inside_a_window_of_whole_months_and_what_is_over_is_not() {
    let found = meetings(&event(
        "UID:1\nSUMMARY:Marché\nDTSTART:20100106T080000\nRRULE:FREQ=WEEKLY",
    ));
    let days: Vec<String> = found
        .iter()
        .map(|meeting| meeting.time.first_day(Paris).to_string())
        .collect();
    assert_eq!(
        (days[0].as_str(), days.last().unwrap().as_str(), days.len()),
        ("2026-02-04", "2027-09-29", 87)
    );
    let over = event("UID:1\nSUMMARY:Passé\nDTSTART:20260115T180000");
    let later = event("UID:2\nSUMMARY:Lointain\nDTSTART:20300115T180000");
    let contents = read_now(&calendar(&format!("{over}{later}")));
    assert_eq!((contents.records.len(), contents.whole), (1, true));
    let most = meetings(&event(
        "UID:1\nSUMMARY:Exposition\nDTSTART:20100106T080000\nRRULE:FREQ=DAILY",
    ));
    assert_eq!(most.len(), 200);
}

#[test]
fn two_builds_of_a_calendar_with_other_uids_are_the_same_events_and_one_that_moves_stays() {
    let build = |prefix: &str, day: &str| {
        calendar(&format!(
            "{}{}{}",
            event(&format!(
                "UID:{prefix}1\nSUMMARY:Conseil\nURL:https://a.fr/conseil\nDTSTART:202604{day}T180000"
            )),
            event(&format!(
                "UID:{prefix}2\nSUMMARY:Conseil\nLOCATION:Mairie\nDTSTART:20260501T180000"
            )),
            event(&format!(
                "UID:{prefix}3\nSUMMARY:Café\nDTSTART:20260502T100000\nRRULE:FREQ=WEEKLY;COUNT=2"
            )),
        ))
    };
    let identities = |contents: &CalendarContents| {
        let mut all: Vec<String> = Vec::new();
        for record in &contents.records {
            all.push(record.native_id.clone());
            all.extend(
                record
                    .meetings
                    .iter()
                    .map(|meeting| meeting.native_id.clone()),
            );
        }
        all.sort_unstable();
        all
    };
    let again = |text: &str, known: &[RememberedEvent]| {
        read_calendar(text.as_bytes(), None, &source(), now(), known.to_vec())
    };
    let first = read_now(&build("a", "01"));
    let rebuilt = again(&build("b", "01"), &first.remembered);
    assert_eq!(identities(&first), identities(&rebuilt));
    assert_eq!(
        identities(&first),
        identities(&read_now(&build("c", "01"))),
        "without any memory too"
    );
    let moved = build("b", "03").replace("20260501T180000", "20260508T190000");
    let moved = again(&moved, &rebuilt.remembered);
    assert_eq!(
        identities(&first),
        identities(&moved),
        "by its page, and by its UID"
    );
    let twice = build("a", "01").replace("END:VCALENDAR\r\n", "")
        + &build("d", "01").replace("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "");
    assert_eq!(
        read_now(&twice).records.len(),
        3,
        "the same event twice in a file is one"
    );
}

#[test]
fn one_uid_for_different_events_makes_no_series_of_them_and_a_higher_sequence_replaces() {
    let same = |start: &str, more: &str| {
        event(&format!("UID:1\nSUMMARY:Atelier\nDTSTART:{start}\n{more}"))
    };
    let both = read_now(&calendar(&format!(
        "{}{}",
        same("20260401T180000", ""),
        same("20260402T180000", "")
    )));
    assert_eq!(both.records.len(), 2);
    let newer = meetings(&format!(
        "{}{}",
        same("20260402T180000", "SEQUENCE:2"),
        same("20260401T180000", "SEQUENCE:1")
    ));
    assert_eq!(times(&newer), ["2026-04-02T18:00+02:00 – ?"]);
}

#[test]
fn the_texts_of_an_event_are_relayed_and_the_address_of_a_video_conference_is_not() {
    let mut contents = read_now(&calendar(&event(
        "UID:1\nSUMMARY;LANGUAGE=en:Workshop\\, part 1\nDESCRIPTION:Voir https://b.fr/processes/plui/f/3.\\nEntrée libre\nLOCATION:Salle Chepfer\\, Seichamps\n\
         GEO:48.7;6.26\nURL:https://a.fr/agenda/1\nCATEGORIES:PLUi,Concertation\nDTSTART:20260401T180000",
    )));
    let record = contents.records.remove(0);
    assert_eq!(
        (record.kind, record.url.as_str()),
        (SpaceKind::Event, "https://a.fr/agenda/1")
    );
    assert_eq!(
        record.title.get(&"en".parse().unwrap()).unwrap(),
        "Workshop, part 1"
    );
    assert_eq!(
        french(&record.description),
        "<p>Voir https://b.fr/processes/plui/f/3.<br>Entrée libre</p>"
    );
    let links: Vec<&str> = record.links.iter().map(Url::as_str).collect();
    assert_eq!(
        links,
        ["https://a.fr/agenda/1", "https://b.fr/processes/plui/f/3"]
    );
    let names: Vec<String> = record
        .affiliations
        .iter()
        .map(|affiliation| french(&affiliation.names))
        .collect();
    assert_eq!(names, ["PLUi", "Concertation", "Salle Chepfer, Seichamps"]);
    let meeting = &record.meetings[0];
    assert_eq!(
        (
            french(&meeting.place).as_str(),
            meeting.point.is_some(),
            meeting.online
        ),
        ("Salle Chepfer, Seichamps", true, false)
    );
    let online = &meetings(&event(
        "UID:1\nSUMMARY:Visio\nLOCATION:https://meet.example.org/abc\nDTSTART:20260401T180000",
    ))[0];
    assert!(online.online && online.place.is_empty());
    assert_eq!(
        online.url.as_str(),
        "https://a.fr/agenda.ics",
        "an event without a page has that of its calendar"
    );
}

#[test]
fn rules_choose_events_and_name_the_consultation_that_they_belong_to() {
    let rule = |attribute, pattern: &str| passerelle_model::EntryRule {
        attribute,
        pattern: passerelle_model::Glob::new(pattern),
    };
    let source = Source {
        include: vec![rule(
            passerelle_model::EntryAttribute::Category,
            "concertation",
        )],
        exclude: vec![rule(passerelle_model::EntryAttribute::Title, "*interne*")],
        join: vec![passerelle_model::JoinRule {
            rule: rule(passerelle_model::EntryAttribute::Path, "/plui/*"),
            consultation: "https://b.fr/processes/plui".parse().unwrap(),
        }],
        ..source()
    };
    let text = calendar(&format!(
        "{}{}{}",
        event(
            "UID:1\nSUMMARY:Réunion PLUi\nCATEGORIES:Concertation\nURL:https://a.fr/plui/1\nDTSTART:20260401T180000"
        ),
        event("UID:2\nSUMMARY:Réunion interne\nCATEGORIES:Concertation\nDTSTART:20260401T180000"),
        event("UID:3\nSUMMARY:Loto\nCATEGORIES:Fête\nDTSTART:20260401T180000"),
    ));
    let contents = read_calendar(text.as_bytes(), None, &source, now(), Vec::new());
    assert_eq!(contents.records.len(), 1);
    let links: Vec<&str> = contents.records[0].links.iter().map(Url::as_str).collect();
    assert_eq!(
        links,
        ["https://b.fr/processes/plui", "https://a.fr/plui/1"]
    );
}

#[test]
fn one_bad_event_loses_no_other_and_is_told_and_private_ones_are_not_relayed() {
    let good = event("UID:1\nSUMMARY:Atelier\nDTSTART:20260401T180000");
    let contents = read_now(&calendar(&format!(
        "{}{good}{}{}",
        event("UID:2\nSUMMARY:Sans date\nDTSTART:demain"),
        event("UID:3\nSUMMARY:Privé\nCLASS:PRIVATE\nDTSTART:20260401T180000"),
        event("UID:4\nSUMMARY:Ailleurs\nDTSTART;TZID=Heure de nulle part:20260401T180000"),
    )));
    assert_eq!((contents.records.len(), contents.whole), (2, true));
    let codes: Vec<&str> = contents.notices.iter().map(Reason::code).collect();
    assert_eq!(
        codes,
        ["events_unreadable", "events_private", "time_zone_unknown"]
    );
    assert_eq!(
        contents.notices[0],
        Reason::new(Code::EventsUnreadable)
            .with("count", 1_u32)
            .with("number", 1_u32)
            .with("fault", "start")
    );
    let known = read_now(&calendar(&good)).remembered;
    let broken = calendar(&event("UID:1\nSUMMARY:Atelier\nDTSTART:demain"));
    let broken = read_calendar(broken.as_bytes(), None, &source(), now(), known);
    assert!(
        !broken.whole,
        "an event that is known and cannot be read now is not gone"
    );
    let cut = calendar(&good).replace("END:VCALENDAR\r\n", "");
    let cut = read_now(&cut);
    assert_eq!(
        (cut.whole, cut.records.len(), cut.notices[0].code()),
        (false, 1, "calendar_cut_short")
    );
}

#[test]
fn hostile_rules_are_bounded_and_told() {
    let one = |at: usize| {
        event(&format!(
            "UID:{at}\nSUMMARY:Piège {at}\nDTSTART:19700101T000000\nRRULE:FREQ=SECONDLY;COUNT=2000000000;BYSETPOS=-1"
        ))
    };
    let all: String = (0..100).map(one).collect();
    let contents = read_now(&calendar(&format!(
        "{all}{}",
        event("UID:x\nSUMMARY:Atelier\nDTSTART:20260401T180000")
    )));
    assert!(
        contents
            .notices
            .iter()
            .any(|notice| notice.code() == "repetitions_not_computed"),
        "{:?}",
        contents.notices
    );
    assert!(
        contents
            .records
            .iter()
            .any(|record| french(&record.title) == "Atelier")
    );
}

#[test]
fn an_event_that_repeats_by_another_calendar_is_given_once_with_a_notice() {
    for rule in [
        "RSCALE=CHINESE;FREQ=MONTHLY",
        "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD",
    ] {
        let contents = read_now(&calendar(&event(&format!(
            "UID:1\nSUMMARY:Fête\nDTSTART;VALUE=DATE:20260331\nRRULE:{rule}"
        ))));
        assert_eq!(times(&contents.records[0].meetings).len(), 1, "{rule}");
        assert!(!contents.records[0].meetings_complete);
        assert_eq!(contents.notices[0].code(), "repetitions_not_computed");
    }
    let plain = event(
        "UID:1\nSUMMARY:Fête\nDTSTART;VALUE=DATE:20260331\nRRULE:RSCALE=GREGORIAN;FREQ=WEEKLY;COUNT=3;SKIP=OMIT",
    );
    assert_eq!(meetings(&plain).len(), 3);
}

#[test]
fn nobody_is_read_out_of_a_calendar() {
    const WORDS: &str = "camille.canari@example.org\\, 06 12 34 56 78";
    let people = [
        "ORGANIZER;CN=Camille Canari:mailto:camille.canari@example.org",
        "ATTENDEE;CN=\"Camille Canari\":mailto:camille.canari@example.org",
        "CONTACT:Camille Canari",
        "COMMENT:Camille Canari",
        "CONFERENCE;VALUE=URI:tel:+33612345678",
        "X-ALT-DESC;FMTTYPE=text/html:Camille Canari",
        "BEGIN:VALARM\nATTENDEE:mailto:camille.canari@example.org\nDESCRIPTION:Camille Canari\nEND:VALARM",
    ];
    let text = calendar(&event(&format!(
        "UID:camille.canari@example.org\nSUMMARY:Atelier {WORDS}\nDESCRIPTION:Inscription : {WORDS} <a href=\"mailto:camille.canari@example.org\">ici</a>\n\
         LOCATION:Mairie {WORDS}\nCATEGORIES:{WORDS}\nURL:https://a.fr/?m=camille.canari@example.org\nDTSTART:20260401T180000\n{}",
        people.join("\n")
    )));
    let (source, contents) = (source(), read_now(&text));
    let context = passerelle_normalize::Context {
        source: &source,
        geography: passerelle_geography::Geography::official(),
        now: now(),
    };
    let memory =
        passerelle_normalize::remembered(serde_json::to_value(&contents.remembered).unwrap())
            .to_string();
    let notices = format!("{:?}", contents.notices);
    for record in contents.records {
        let consultation = match passerelle_normalize::consultation(record, &context) {
            Ok(consultation) => serde_json::to_string(&consultation).unwrap(),
            Err(rejected) => format!("{rejected:?}"),
        };
        for place in [&consultation, &memory, &notices] {
            let lower = place.to_lowercase();
            assert!(
                !lower.contains("canari") && !lower.contains("34 56 78"),
                "{place}"
            );
        }
    }
}
