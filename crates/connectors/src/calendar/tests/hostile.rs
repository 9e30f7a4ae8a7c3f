//! Whatever the bytes, nothing panics and everything ends.

use proptest::prelude::*;

use super::*;

const SAMPLE: &str = "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Ici\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n\
    RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1@a\r\nDTSTART;TZID=Ici:20260401T180000\r\n\
    DTEND;TZID=\"Ici\":20260401T200000\r\nRRULE:FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270101T000000Z\r\nEXDATE;VALUE=DATE:20260506\r\nRDATE;VALUE=PERIOD:20260410T100000/PT1H\r\n\
    SUMMARY;LANGUAGE=fr:Réunion\\, « PLUi »\r\nDESCRIPTION;ENCODING=QUOTED-PRINTABLE:R=C3=A9union\r\nGEO:48.7;6.2\r\nCATEGORIES:a,b\r\nDURATION:P1DT2H\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:1@a\r\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Ici:20260701T180000\r\nDTSTART:20260702T180000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn mutilated_calendars_never_panic(
        edits in prop::collection::vec((0_usize..1300, 0_usize..12, prop::collection::vec(any::<u8>(), 0..6)), 0..12),
        swaps in prop::collection::vec((0_usize..34, 0_usize..34), 0..4),
    ) {
        let mut lines: Vec<&str> = SAMPLE.split_inclusive("\r\n").collect();
        for (a, b) in swaps {
            let (a, b) = (a % lines.len(), b % lines.len());
            lines.swap(a, b);
        }
        let mut bytes = lines.concat().into_bytes();
        for (at, length, new) in edits {
            let at = at % (bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, new);
        }
        let contents = read_calendar(&bytes, None, &source(), now(), Vec::new());
        prop_assert!(contents.records.iter().all(|record| record.meetings.len() <= 200 && !record.meetings.is_empty()));
    }

    #[test]
    fn any_value_of_any_property_never_panics(
        name in prop::sample::select(vec!["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "GEO", "URL", "SEQUENCE", "CLASS", "STATUS", "SUMMARY"]),
        parameter in prop::sample::select(vec!["", ";VALUE=DATE", ";VALUE=PERIOD", ";VALUE=RECUR", ";VALUE=BINARY;ENCODING=BASE64", ";ENCODING=QUOTED-PRINTABLE;CHARSET=x", ";TZID=", ";TZID=\"", ";RANGE=THISANDFUTURE"]),
        value in "([0-9TZ+P:;,=\\\\/-]{0,24}|\\PC{0,24}|FREQ=[A-Z;=0-9,-]{0,30})",
    ) {
        let text = calendar(&event(&format!("UID:1\nSUMMARY:a\nDTSTART:20260401T180000\n{name}{parameter}:{value}")));
        let swapped = calendar(&event(&format!("{name}{parameter}:{value}\nUID:1\nSUMMARY:a\nDTSTART:20260401T180000")));
        let _ = (read_now(&text), read_now(&swapped));
    }
}
