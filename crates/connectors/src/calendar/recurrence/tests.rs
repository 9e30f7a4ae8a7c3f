use calcard::icalendar::ICalendarValue;
use proptest::prelude::*;

use super::*;
use crate::calendar::event;

fn written(rule: &str) -> Option<ICalendarRecurrenceRule> {
    let text = format!("BEGIN:VEVENT\r\nRRULE:{rule}\r\nEND:VEVENT\r\n");
    let calendar = event::component(&text)?;
    match calendar
        .components
        .first()?
        .entries
        .first()?
        .values
        .first()?
    {
        ICalendarValue::RecurrenceRule(rule) => Some((**rule).clone()),
        _ => None,
    }
}

/// Computes the first times of a rule. An empty start stands for 2 September 1997 at 9:00.
fn times(rule: &str, start: &str, most: usize) -> String {
    let start: NaiveDateTime = if start.is_empty() {
        "1997-09-02T09:00:00"
    } else {
        start
    }
    .parse()
    .unwrap();
    let until = start + TimeDelta::days(9000);
    let rule = Rule::new(&written(rule).unwrap(), start);
    let times = rule.times(start, until, |_| true, most, &mut WorkBudget::of(1_000_000));
    let shown = times.iter().map(|time| {
        let form = if time.time() == start.time() {
            "%y%m%d"
        } else {
            "%y%m%dT%H%M"
        };
        time.format(form).to_string()
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// Examples of the RFC: rule, start, and the first times.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("FREQ=DAILY;COUNT=3", "", "970902 970903 970904"),
    (
        "FREQ=DAILY;INTERVAL=10;COUNT=5",
        "",
        "970902 970912 970922 971002 971012",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH;COUNT=4",
        "",
        "970902 970904 970916 970918",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "1997-08-05T09:00:00",
        "970805 970810 970819 970824",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "1997-08-05T09:00:00",
        "970805 970817 970819 970831",
    ),
    (
        "FREQ=MONTHLY;COUNT=4;BYDAY=1FR",
        "1997-09-05T09:00:00",
        "970905 971003 971107 971205",
    ),
    (
        "FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU",
        "1997-09-07T09:00:00",
        "970907 970928 971102 971130",
    ),
    (
        "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO",
        "1997-09-22T09:00:00",
        "970922 971020 971117",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=-3",
        "1997-09-28T09:00:00",
        "970928 971029 971128 971229",
    ),
    (
        "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1",
        "1997-09-30T09:00:00",
        "970930 971001 971031 971101",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "1997-10-31T09:00:00",
        "971031 971231 980131 980331",
    ),
    (
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "",
        "980213 980313 981113 990813",
    ),
    (
        "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
        "1997-09-04T09:00:00",
        "970904 971007 971106",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "1997-09-29T09:00:00",
        "970929 971030 971127 971230",
    ),
    (
        "FREQ=YEARLY;COUNT=4;BYMONTH=6,7",
        "1997-06-10T09:00:00",
        "970610 970710 980610 980710",
    ),
    (
        "FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200",
        "1997-01-01T09:00:00",
        "970101 970410 970719 000101",
    ),
    (
        "FREQ=YEARLY;BYDAY=20MO",
        "1997-05-19T09:00:00",
        "970519 980518 990517 000515",
    ),
    (
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "1997-05-12T09:00:00",
        "970512 980511 990517 000515",
    ),
    (
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        "1997-03-13T09:00:00",
        "970313 970320 970327 980305",
    ),
    (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "1996-11-05T09:00:00",
        "961105 001107 041102 081104",
    ),
    (
        "FREQ=YEARLY",
        "1996-02-29T09:00:00",
        "960229 000229 040229 080229",
    ),
    (
        "FREQ=HOURLY;INTERVAL=3;COUNT=3",
        "",
        "970902 970902T1200 970902T1500",
    ),
    (
        "FREQ=MINUTELY;INTERVAL=90;COUNT=3",
        "",
        "970902 970902T1030 970902T1200",
    ),
    (
        "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20;COUNT=4",
        "",
        "970902 970902T0920 970902T1000 970902T1020",
    ),
];

#[test]
fn the_examples_of_the_rfc_are_read_as_it_says() {
    for (rule, start, expected) in EXAMPLES {
        assert_eq!(
            times(rule, start, expected.split(' ').count()),
            *expected,
            "{rule}"
        );
    }
}

#[test]
fn a_computedthat_began_long_ago_costs_no_more_than_its_window() {
    let start: NaiveDateTime = "1970-01-05T18:00:00".parse().unwrap();
    let (from, until) = (
        "2026-03-01T00:00:00".parse().unwrap(),
        "2026-04-01T00:00:00".parse().unwrap(),
    );
    for (rule, count) in [
        ("FREQ=DAILY", 31),
        ("FREQ=WEEKLY;INTERVAL=2", 3),
        ("FREQ=MONTHLY;BYDAY=1MO", 1),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=SU", 5),
        ("FREQ=HOURLY;BYHOUR=18;INTERVAL=24", 31),
    ] {
        let mut work = WorkBudget::of(2500);
        let parsed = Rule::new(&written(rule).unwrap(), start);
        assert_eq!(
            parsed.times(from, until, |_| true, 1000, &mut work).len(),
            count,
            "{rule}"
        );
        assert!(!work.is_used_up(), "{rule}");
    }
}

#[test]
fn a_computedthat_matches_nothing_or_everything_ends() {
    let start: NaiveDateTime = "1970-01-01T00:00:00".parse().unwrap();
    let until = "2027-10-01T00:00:00".parse().unwrap();
    for rule in [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=SECONDLY;COUNT=4294967295",
        "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2;COUNT=1",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=1,2,3,4,5,6,7,8,9;BYSECOND=1,2,3,4,5,6,7,8,9;COUNT=99999999",
    ] {
        let mut work = WorkBudget::of(200_000);
        let from = "2026-03-01T00:00:00".parse().unwrap();
        assert!(
            Rule::new(&written(rule).unwrap(), start)
                .times(from, until, |_| true, 200, &mut work)
                .len()
                <= 200
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_computedgives_ordered_times_inside_its_window(
        frequency in prop::sample::select(vec!["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]),
        parts in prop::collection::vec("(INTERVAL=[1-9][0-9]{0,3}|COUNT=[0-9]{1,9}|BYDAY=-?[1-5]?(MO|SU),FR|BYMONTH=[1-9]|BYMONTHDAY=-?[1-9]|BYYEARDAY=-?[1-9]{1,2}|BYWEEKNO=-?[1-9]|BYSETPOS=-?[1-3]|BYHOUR=[0-9],23|WKST=SU)", 0..5),
        year in 1_i32..9000,
    ) {
        let rule = parts.into_iter().fold(format!("FREQ={frequency}"), |rule, part| format!("{rule};{part}"));
        if let Some(written) = written(&rule) {
            let start = NaiveDate::from_ymd_opt(year, 2, 28).unwrap().and_hms_opt(9, 0, 0).unwrap();
            let from = "2026-03-01T00:00:00".parse().unwrap();
            let until = "2027-10-01T00:00:00".parse().unwrap();
            let times = Rule::new(&written, start).times(from, until, |_| true, 50, &mut WorkBudget::of(20_000));
            prop_assert!(times.is_sorted_by(|a, b| a < b), "{rule}");
            prop_assert!(times.iter().all(|time| *time >= from && *time < until && *time >= start));
        }
    }
}
