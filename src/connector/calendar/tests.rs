use super::*;
use crate::model::MeetingRecord;

/// A calendar of these lines, with CRLF.
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
    let mut source = crate::normalize::tests::source();
    source.platform = crate::model::Platform::Calendar;
    source.url = "https://a.fr/agenda.ics".parse().unwrap();
    source.languages = Vec::new();
    source
}

fn read_now(text: &str) -> Read {
    read(text.as_bytes(), None, &source(), now(), Vec::new())
}

/// The meetings of the only record of these events.
fn meetings(lines: &str) -> Vec<MeetingRecord> {
    let mut read = read_now(&calendar(lines));
    assert_eq!(read.records.len(), 1, "{:?}", read.notices);
    read.records.remove(0).meetings
}

fn times(meetings: &[MeetingRecord]) -> Vec<String> {
    meetings
        .iter()
        .map(|meeting| {
            let end = meeting.ends_at.map_or_else(
                || "?".to_owned(),
                |end| end.format("%m-%dT%H:%M:%S").to_string(),
            );
            format!("{} – {end}", meeting.starts_at.format("%Y-%m-%dT%H:%M%:z"))
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
        (
            "DTSTART;VALUE=DATE:20260401",
            "2026-04-01T00:00+02:00 – 04-01T23:59:59",
        ),
        (
            "DTSTART;VALUE=DATE:20260401\nDTEND;VALUE=DATE:20260403",
            "2026-04-01T00:00+02:00 – 04-02T23:59:59",
        ),
        (
            "DTSTART:20260401\nDTEND:20260401",
            "2026-04-01T00:00+02:00 – 04-01T23:59:59",
        ),
        (
            "DTSTART;VALUE=DATE:20260401\nDURATION:P2W",
            "2026-04-01T00:00+02:00 – 04-14T23:59:59",
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
