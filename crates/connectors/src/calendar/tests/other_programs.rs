//! Calendars in the forms of various programs.

use super::*;

/// Returns the beginnings of all meetings, in the time zone of the source.
fn beginnings(lines: &str) -> Vec<String> {
    beginnings_in_calendar("", lines)
}

fn beginnings_in_calendar(head: &str, lines: &str) -> Vec<String> {
    let contents = read_now(&calendar(&format!("{head}\n{lines}")));
    let meetings = contents.records.iter().flat_map(|record| &record.meetings);
    let mut times: Vec<String> = meetings
        .map(|meeting| {
            meeting
                .time
                .begins(chrono_tz::Europe::Paris)
                .with_timezone(&chrono_tz::Europe::Paris)
                .format("%m-%dT%H:%M")
                .to_string()
        })
        .collect();
    times.sort_unstable();
    times
}

fn series(start: &str, rest: &str) -> String {
    event(&format!(
        "UID:1\nSUMMARY:Permanence\nDTSTART{start}\nRRULE:FREQ=WEEKLY;COUNT=3\n{rest}"
    ))
}

#[test]
fn an_exception_names_its_occurrence_as_day_or_time_in_any_zone() {
    const TIMED: [&str; 3] = [
        ";TZID=America/Guadeloupe:20260401T090000",
        ":20260401T130000Z",
        ":20260401T150000",
    ];
    for start in TIMED {
        let whole = beginnings(&series(start, ""));
        assert_eq!(
            whole,
            ["04-01T15:00", "04-08T15:00", "04-15T15:00"],
            "{start}"
        );
        for except in [
            ";TZID=America/Guadeloupe:20260408T090000",
            ";TZID=Europe/Paris:20260408T150000",
            ":20260408T130000Z",
            ":20260408T150000",
            ";VALUE=DATE:20260408",
            ":20260408",
            ";TZID=Europe/Paris:20260408T000000",
            ";VALUE=DATE:20260408T000000",
            ":20260401T000000Z,20260408T150000\nEXDATE:20260331",
        ] {
            let left = beginnings(&series(start, &format!("EXDATE{except}")));
            let expected: &[&str] = if except.contains(',') {
                &["04-15T15:00"]
            } else {
                &["04-01T15:00", "04-15T15:00"]
            };
            assert_eq!(left, expected, "{start} without {except}");
        }
    }
    for except in [
        ":20260408T090000",
        ":20260408T090000Z",
        ";TZID=Europe/Paris:20260408T090000",
    ] {
        let start = ";TZID=America/Guadeloupe:20260401T090000";
        let left = beginnings(&series(start, &format!("EXDATE{except}")));
        assert_eq!(
            left,
            ["04-01T15:00", "04-15T15:00"],
            "at the same local time: {except}"
        );
    }
    let other = beginnings(&series(":20260401T150000", "EXDATE:20260408T100000"));
    assert_eq!(other.len(), 3, "another time of the same day names nothing");
}

#[test]
fn an_exception_of_a_whole_day_is_named_by_its_midnight_wherever_that_is_written() {
    for except in [
        ";VALUE=DATE:20260408",
        ":20260408T000000",
        ";TZID=Romance Standard Time:20260408T000000",
        ":20260407T220000Z",
        ":20260408T000000Z",
        ":20260408T100000",
    ] {
        let left = beginnings(&series(";VALUE=DATE:20260401", &format!("EXDATE{except}")));
        assert_eq!(left, ["04-01T00:00", "04-15T00:00"], "{except}");
    }
    let daily = "UID:1\nSUMMARY:Exposition\nDTSTART;VALUE=DATE:20260401\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260401T220000Z";
    assert_eq!(
        beginnings(&event(daily)),
        ["04-01T00:00", "04-03T00:00", "04-04T00:00"]
    );
}

#[test]
fn a_whole_day_that_is_moved_is_named_by_its_midnight_and_stands_once() {
    for replaced in [
        ";TZID=Romance Standard Time:20260408T000000",
        ":20260408T000000",
        ":20260407T220000Z",
        ";VALUE=DATE:20260408",
    ] {
        let moved = event(&format!(
            "UID:1\nSUMMARY:Permanence\nRECURRENCE-ID{replaced}\nDTSTART;VALUE=DATE:20260409"
        ));
        let all = beginnings(&format!("{}{moved}", series(";VALUE=DATE:20260401", "")));
        assert_eq!(
            all,
            ["04-01T00:00", "04-09T00:00", "04-15T00:00"],
            "{replaced}"
        );
    }
    let moved = event(
        "UID:1\nSUMMARY:Permanence\nRECURRENCE-ID;VALUE=DATE:20260408\nDTSTART:20260409T170000",
    );
    let all = beginnings(&format!("{}{moved}", series(":20260401T150000", "")));
    assert_eq!(all, ["04-01T15:00", "04-09T17:00", "04-15T15:00"]);
}

#[test]
fn an_additional_start_takes_the_form_of_its_series() {
    for (start, more, expected) in [
        (";VALUE=DATE:20260401", ":20260420T000000Z", "04-20T00:00"),
        (":20260401T150000", ";VALUE=DATE:20260420", "04-20T15:00"),
        (
            ";TZID=America/Guadeloupe:20260401T090000",
            ":20260420T090000",
            "04-20T15:00",
        ),
    ] {
        let all = beginnings(&series(start, &format!("RDATE{more}")));
        assert_eq!(
            (all.len(), all[3].as_str()),
            (4, expected),
            "{start} {more}"
        );
    }
    let again = beginnings(&series(":20260401T150000", "RDATE;VALUE=DATE:20260408"));
    assert_eq!(again.len(), 3, "the same occurrence stands once");
}

#[test]
fn exceptions_of_the_newest_series_count_and_of_an_event_that_excepts_itself_nothing_is_left() {
    let older = "UID:1\nSUMMARY:Permanence\nSEQUENCE:1\nRECURRENCE-ID:20260408T150000\nDTSTART:20260408T160000";
    let all = beginnings(&format!(
        "{}{}{}",
        series(":20260401T150000", "SEQUENCE:1"),
        event(older),
        series(":20260401T150000", "SEQUENCE:2\nEXDATE:20260408T150000")
    ));
    assert_eq!(all, ["04-01T15:00", "04-15T15:00"]);
    let moved = "UID:1\nSUMMARY:Permanence\nRECURRENCE-ID:20260408T150000\nDTSTART:20260409T160000";
    let all = beginnings(&format!(
        "{}{}",
        series(":20260401T150000", "EXDATE:20260408T150000"),
        event(moved)
    ));
    assert_eq!(
        all,
        ["04-01T15:00", "04-09T16:00", "04-15T15:00"],
        "one moved away is not gone"
    );
    let newer = "LAST-MODIFIED:20260302T000000Z\nEXDATE:20260408T150000";
    let all = beginnings(&format!(
        "{}{}",
        series(":20260401T150000", newer),
        series(":20260401T150000", "LAST-MODIFIED:20260301T000000Z")
    ));
    assert_eq!(
        all,
        ["04-01T15:00", "04-15T15:00"],
        "by the date of the change too"
    );
    for except in [
        ":20260401T150000",
        ";VALUE=DATE:20260401",
        ":20260401T130000Z",
    ] {
        let only = format!("UID:1\nSUMMARY:Atelier\nDTSTART:20260401T150000\nEXDATE{except}");
        assert_eq!(beginnings(&event(&only)), [""; 0], "{except}");
    }
}

#[test]
fn a_time_without_a_zone_is_of_the_zone_that_the_calendar_declares() {
    const LONE: &str = "BEGIN:VTIMEZONE\nTZID:Heure de l’île\nBEGIN:STANDARD\nDTSTART:20110101T000000\nTZOFFSETFROM:+0400\nTZOFFSETTO:+0400\nEND:STANDARD\nEND:VTIMEZONE";
    let floating = event("UID:1\nSUMMARY:Réunion\nDTSTART:20260401T180000\nDTEND:20260401T200000");
    for (head, expected) in [
        ("", "04-01T18:00"),
        ("X-WR-TIMEZONE:Indian/Reunion", "04-01T16:00"),
        ("X-WR-TIMEZONE:indian/reunion", "04-01T16:00"),
        (
            "X-WR-TIMEZONE;VALUE=TEXT:Mauritius Standard Time",
            "04-01T16:00",
        ),
        ("X-WR-TIMEZONE:UTC", "04-01T20:00"),
        ("X-WR-TIMEZONE:UTC+04:00", "04-01T16:00"),
        ("TIMEZONE-ID:Indian/Reunion", "04-01T16:00"),
        (LONE, "04-01T16:00"),
        (
            &format!("X-WR-TIMEZONE:Heure de l’île\n{LONE}"),
            "04-01T16:00",
        ),
        (
            &format!("X-WR-TIMEZONE:America/Martinique\n{LONE}"),
            "04-02T00:00",
        ),
    ] {
        assert_eq!(
            beginnings_in_calendar(head, &floating),
            [expected],
            "{head}"
        );
    }
    let whole = event("UID:1\nSUMMARY:Journée\nDTSTART;VALUE=DATE:20260401");
    assert_eq!(
        beginnings_in_calendar("X-WR-TIMEZONE:Indian/Reunion", &whole),
        ["04-01T00:00"]
    );
    let unknown = read_now(&calendar(&format!("X-WR-TIMEZONE:Nulle part\n{floating}")));
    assert_eq!(unknown.notices[0].code(), "time_zone_unknown");
    let ends = meetings(&event(
        "UID:1\nSUMMARY:Réunion\nDTSTART;TZID=America/Guadeloupe:20260401T090000\nDTEND:20260401T110000",
    ));
    assert_eq!(times(&ends), ["2026-04-01T15:00+02:00 – 04-01T17:00:00"]);
}

#[test]
fn names_of_zones_with_colons_and_odd_parameters_lose_no_event() {
    const ROMANCE: &str = "BEGIN:VTIMEZONE\nTZID:Romance Standard Time:\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE";
    for (start, expected) in [
        (";TZID=tzone://Microsoft/Utc:20260401T160000", "04-01T18:00"),
        (
            ";TZID=Romance Standard Time::20260401T180000",
            "04-01T18:00",
        ),
        (
            ";TZID=\"Romance Standard Time:\":20260401T180000",
            "04-01T18:00",
        ),
        (
            ";TZID=(UTC+01:00) Brussels, Copenhagen, Madrid, Paris:20260401T180000",
            "04-01T18:00",
        ),
        (";VALUE=:20260401", "04-01T00:00"),
        (";VALUE=UNKNOWN:20260401T180000", "04-01T18:00"),
        (";TZID=\"Europe/Paris:20260401T180000", "04-01T18:00"),
        (";VALUE=DATE:20260401T180000", "04-01T18:00"),
        (":2026-04-01T18:00:00+02:00", "04-01T18:00"),
    ] {
        let lines = event(&format!("UID:1\nSUMMARY:Réunion\nDTSTART{start}"));
        assert_eq!(
            beginnings_in_calendar(ROMANCE, &lines),
            [expected],
            "{start}"
        );
    }
}

#[test]
fn a_rule_that_cannot_be_computed_is_given_once_with_a_notice() {
    let read_rule = |start: &str, rule: &str| {
        read_now(&calendar(&event(&format!(
            "UID:1\nSUMMARY:Atelier\nDTSTART{start}\nRRULE:{rule}"
        ))))
    };
    let day = ";VALUE=DATE:20260401";
    for (start, rule, expected) in [
        (day, "FREQ=WEEKLY;UNTIL=20260420;COUNT=-1;INTERVAL=2", 2),
        (day, "FREQ=WEEKLY;INTERVAL=0;COUNT=4", 4),
        (day, "FREQ=WEEKLY;COUNT=9;UNTIL=20260414T220000Z", 3),
        (day, "FREQ=DAILY;UNTIL=20260403T235959Z", 3),
        (day, "FREQ=DAILY;UNTIL=20260403T000000Z", 3),
        (":20260401T180000", "FREQ=DAILY;UNTIL=20260403", 3),
        (
            ":20260401T180000",
            "FREQ=DAILY;UNTIL=20260403T180000;X-A=b",
            3,
        ),
    ] {
        let contents = read_rule(start, rule);
        assert_eq!(contents.records[0].meetings.len(), expected, "{rule}");
        assert_eq!(contents.notices, [], "{rule}");
    }
    for rule in [
        "FREQ=YEARLY;BYEASTER=0",
        "toutes les semaines",
        "FREQ=DAILY;UNTIL=plus tard",
    ] {
        let contents = read_rule(day, rule);
        assert_eq!(contents.records[0].meetings.len(), 1, "{rule}");
        assert!(!contents.records[0].meetings_complete);
        assert_eq!(
            contents.notices[0].code(),
            "repetitions_not_computed",
            "{rule}"
        );
    }
    let endless = read_rule(day, "FREQ=DAILY;COUNT=-1");
    assert_eq!(endless.records[0].meetings.len(), 200);
}

#[test]
fn a_warning_before_the_calendar_is_passed_over_and_told() {
    let text = calendar(&event("UID:1\nSUMMARY:Atelier\nDTSTART:20260401T180000"));
    let warning = "<br />\n<b>Warning</b>:  Undefined index in <b>/srv/agenda.php</b> on line <b>3</b><br />\n";
    for before in [
        warning,
        "\u{feff}\n\nNotice: Undefined variable\r\n",
        "Deprecated: x\n\u{feff}",
    ] {
        let contents = read_now(&format!("{before}{text}"));
        assert_eq!(
            (contents.records.len(), contents.whole),
            (1, true),
            "{before}"
        );
        assert_eq!(contents.notices[0].code(), "text_before_calendar");
        assert!(relevant_lines::is_calendar(
            format!("{before}{text}").as_bytes()
        ));
    }
    assert_eq!(read_now(&format!("\u{feff}\r\n{text}")).notices, []);
    assert!(!relevant_lines::is_calendar(
        format!("<!doctype html>\n<pre>\n{text}").as_bytes()
    ));
}

#[test]
fn sittings_that_share_a_uid_are_all_given() {
    let sitting = |day: &str| {
        event(&format!(
            "UID:35\nDTSTAMP:20260301T080000Z\nSUMMARY:Balade\nDTSTART:202604{day}T090000Z\nDTEND:202604{day}T110000Z"
        ))
    };
    let all = beginnings(&format!(
        "{}{}{}",
        sitting("04"),
        sitting("11"),
        sitting("18")
    ));
    assert_eq!(all, ["04-04T11:00", "04-11T11:00", "04-18T11:00"]);
}

#[test]
fn an_event_without_a_title_is_found_by_its_day() {
    let nameless = event("UID:1\nDTSTART;VALUE=DATE:20260401");
    let named = event("UID:2\nSUMMARY:Atelier\nDTSTART;VALUE=DATE:20260402");
    let contents = read_now(&calendar(&format!("{nameless}{named}")));
    let places = crate::calendar::places(&contents.records, chrono_tz::Europe::Paris);
    let places: Vec<Place> = places.into_values().collect();
    assert_eq!(places, [Place::Event("2026-04-01".parse().unwrap())]);
}
