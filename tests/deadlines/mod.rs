//! The dates of a consultation as each platform tells them, read by its connector: the tables of `docs/deadlines.md`, tried for every platform alike.
//!
//! Each platform writes the cases of the documentation in its own form, all in one answer; the connector reads it, the rules of the gateway are
//! applied, and what comes out is compared with the documentation.

mod cap_collectif;
mod decidim;
mod feed;
mod gateway;
mod list;
mod opendatasoft;
mod relayed;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;
use chrono_tz::Tz;
use url::Url;

use passerelle::connector::{Context, connector_for};
use passerelle::fetch::{self, Answer, Fetch, Request};
use passerelle::geography::Geography;
use passerelle::model::documented::{self, Case, NOON, Outcome, Written, none};
use passerelle::model::{Consultation, DeclaredState, Platform, Source, SpaceKind, Status};
use passerelle::normalize;

/// A platform of the documentation.
pub(super) trait Told: Sync {
    /// The platform's letter in the table of cases.
    const LETTER: char;
    /// The platform's column in the table of what each platform gives, from 1.
    const COLUMN: usize;
    /// The way in which the platform tells what a phase is for, where it does not leave that to the title.
    const OF_READING: &'static str = "–";
    /// The condition under which the platform tells the state, where there is one.
    const OF_STATES: &'static str = "yes";

    /// The source, but for what all sources share.
    fn source(shared: Source) -> Source;

    /// Returns whether the platform has a form for a case.
    fn can_tell(case: &Case) -> bool;

    /// Answers a request with these cases, each with its key: a status, a media type and a body.
    fn answer(
        request: &Request,
        cases: &[(String, &Case)],
        zone: Tz,
    ) -> (u16, &'static str, String);
}

/// A platform as the network shows it.
struct Network<'a> {
    answer: &'a (dyn Fn(&Request) -> (u16, &'static str, String) + Sync),
}

#[async_trait]
impl Fetch for Network<'_> {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let (status, kind, body) = (self.answer)(&request);
        Ok(Answer {
            status,
            url: request.url,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: body.into(),
        })
    }
}

fn noon() -> DateTime<Utc> {
    NOON.parse().unwrap()
}

/// The key of the case at this place.
fn key(at: usize) -> String {
    (at + 1).to_string()
}

/// The title of a case.
fn title(key: &str) -> String {
    format!("Démarche {key}")
}

/// The consultations that a platform's answer about these cases brings, in their order.
async fn read<P: Told>(cases: &[&Case], zone: Tz) -> Vec<Consultation> {
    let source = P::source(Source {
        timezone: zone,
        territory: None,
        kinds: vec![SpaceKind::Process, SpaceKind::Initiative],
        ..normalize::samples::source()
    });
    let keyed: Vec<(String, &Case)> = (0..).map(key).zip(cases.iter().copied()).collect();
    let network = Network {
        answer: &|request| P::answer(request, &keyed, zone),
    };
    let gateway = "https://agenda.example.fr".parse::<Url>().unwrap();
    let context = Context {
        source: &source,
        memory: None,
        fetch: &network,
        now: noon(),
        gateway: &gateway,
    };
    let harvest = connector_for(source.platform).poll(&context).await.unwrap();
    let rules = normalize::Context {
        source: &source,
        geography: Geography::official(),
        now: noon(),
    };
    let consultations = keyed.iter().map(|(key, case)| {
        let of_key =
            |record: &&passerelle::model::Record| record.native_id.rsplit(':').next() == Some(key);
        let record = harvest.records.iter().find(of_key);
        let record = record.unwrap_or_else(|| panic!("{}: {:?}", case.what, harvest.notices));
        normalize::consultation(record.clone(), &rules).unwrap()
    });
    consultations.collect()
}

/// Asserts that the platform tells the cases that the table says it can, and that each comes out as the table says.
async fn the_cases_hold<P: Told>() {
    let cases = documented::cases();
    for case in &cases {
        let is_said = case.told_by.contains(P::LETTER);
        assert_eq!(P::can_tell(case), is_said, "{}", case.what);
    }
    let told: Vec<&Case> = cases.iter().filter(|case| P::can_tell(case)).collect();
    assert!(told.len() > 10, "the table was found: {}", told.len());
    for (case, consultation) in told.iter().zip(read::<P>(&told, Paris).await) {
        let course = consultation.course_at(noon());
        let outcome = Outcome::of(&consultation, &course);
        assert_eq!(outcome, case.outcome, "{}: {consultation:#?}", case.what);
    }
}

/// Asserts that ends at midnight, however they are written, are the days that the table of midnights says.
async fn midnights_are_days<P: Told>() {
    let rows = documented::rows("Midnight");
    assert!(rows.len() > 10, "the table was found");
    for row in rows {
        let [written, zone, last_day, over] = row.try_into().unwrap();
        let zone: Tz = zone.parse().unwrap();
        let case = until(&written);
        let consultation = read::<P>(&[&case], zone).await.remove(0);
        let end = consultation.period.closes.unwrap();
        assert_eq!(end.last_day(zone).to_string(), last_day, "{written}");
        let expected: DateTime<Utc> = over.parse().unwrap();
        assert_eq!(end.over(zone), expected, "{written}");
    }
}

/// A case that lasts from the beginning of a year until an end: by a phase, where the platform has no dates of the whole.
fn until(end: &str) -> Case {
    let written = Written {
        opens: "2026-01-01".to_owned(),
        closes: end.to_owned(),
        ..Written::default()
    };
    Case {
        what: end.to_owned(),
        phases: vec![written.clone()],
        whole: written,
        ..Case::default()
    }
}

/// The words of the column of a platform in the table of what each gives, as they follow from what comes through its connector.
async fn what_it_gives<P: Told>() -> Vec<String> {
    vec![
        the_whole::<P>().await,
        phases::<P>().await,
        current::<P>().await,
        reading::<P>().await,
        final_word::<P>().await,
        words::<P>().await,
    ]
}

/// Asserts that the column of a platform in the table of what each gives says what comes through its connector.
async fn the_column_holds<P: Told>() {
    let rows = documented::rows("What each platform gives");
    let column: Vec<String> = rows.iter().map(|row| row[P::COLUMN].clone()).collect();
    assert_eq!(column, what_it_gives::<P>().await);
}

fn days(opens: &str, closes: &str) -> Written {
    Written {
        opens: opens.to_owned(),
        closes: closes.to_owned(),
        ..Written::default()
    }
}

fn of_phase(phase: Written) -> Case {
    Case {
        what: format!("{phase:?}"),
        phases: vec![days("2026-10-01", "2026-10-31"), phase],
        ..Case::default()
    }
}

fn of_word(whole: Written, word: DeclaredState) -> Case {
    Case {
        what: format!("{word:?}"),
        whole,
        declared_state: Some(word),
        ..Case::default()
    }
}

/// The consultation that a case becomes; `None` where the platform has no form for it.
async fn given<P: Told>(case: Case) -> Option<Consultation> {
    if !P::can_tell(&case) {
        return None;
    }
    Some(read::<P>(&[&case], Paris).await.remove(0))
}

fn yes(is_so: bool) -> String {
    if is_so { "yes".to_owned() } else { none() }
}

async fn the_whole<P: Told>() -> String {
    let case = Case {
        whole: days("2026-10-01", "2026-12-30"),
        ..Case::default()
    };
    let whole = given::<P>(case).await.map(|given| given.period);
    let days = |period: passerelle::model::Period| {
        [period.opens, period.closes].map(|it| it.map(|it| it.to_iso(Paris)))
    };
    let expected = ["2026-10-01", "2026-12-30"].map(|day| Some(day.to_owned()));
    yes(whole.map(days) == Some(expected))
}

async fn phases<P: Told>() -> String {
    let Some(given) = given::<P>(of_phase(days("2026-11-01", "2026-12-30"))).await else {
        return none();
    };
    let ends = given.phases.iter().map(|phase| phase.period.closes);
    let ends: Vec<String> = ends.map(|end| end.unwrap().to_iso(Paris)).collect();
    assert_eq!(ends, ["2026-10-31", "2026-12-30"]);
    yes(true)
}

async fn current<P: Told>() -> String {
    let active = |opens, closes| Written {
        active: true,
        ..days(opens, closes)
    };
    let mut marks = Vec::new();
    for phase in [active("2026-11-01", "2026-12-30"), active("", "")] {
        let given = given::<P>(of_phase(phase)).await;
        marks.push(given.is_some_and(|given| given.phases[1].active));
    }
    match marks[..] {
        [true, true] => yes(true),
        [false, true] => "without dates".to_owned(),
        _ => none(),
    }
}

async fn reading<P: Told>() -> String {
    let titled = |title, reading| Written {
        title: Some(title),
        reading,
        ..days("2026-11-01", "2026-12-30")
    };
    let mut reads = Vec::new();
    for phase in [titled("Bilan", false), titled("Une étape", true)] {
        let given = given::<P>(of_phase(phase)).await;
        reads.push(given.is_some_and(|given| !given.phases[1].participatory));
    }
    match reads[..] {
        [true, false] => "by title".to_owned(),
        [false, true] => P::OF_READING.to_owned(),
        _ => none(),
    }
}

/// The platform whose final word counts: of a platform with kinds of spaces, the kind.
async fn final_word<P: Told>() -> String {
    let case = of_word(days("2026-10-01", "2026-12-30"), DeclaredState::Closed);
    let Some(given) = given::<P>(case).await else {
        return none();
    };
    assert_eq!(given.course_at(noon()).status, Status::Closed);
    whose::<P>(&given)
}

fn whose<P: Told>(given: &Consultation) -> String {
    if given.kind == SpaceKind::Initiative {
        "initiatives".to_owned()
    } else {
        P::OF_STATES.to_owned()
    }
}

/// The states that it tells without dates.
async fn words<P: Told>() -> String {
    let mut told = Vec::new();
    for word in [
        DeclaredState::Upcoming,
        DeclaredState::Open,
        DeclaredState::Closed,
    ] {
        if let Some(given) = given::<P>(of_word(Written::default(), word)).await {
            assert_eq!(given.course_at(noon()).status, word.status());
            told.push(word.status().token());
        }
    }
    if told.is_empty() {
        none()
    } else {
        told.join(", ")
    }
}

/// The tests of a platform.
macro_rules! holds {
    ($platform:ty) => {
        #[tokio::test]
        async fn it_tells_the_documented_cases_and_they_come_out_as_documented() {
            super::the_cases_hold::<$platform>().await;
        }

        #[tokio::test]
        async fn its_ends_at_midnight_are_the_documented_days() {
            super::midnights_are_days::<$platform>().await;
        }

        #[tokio::test]
        async fn it_gives_what_is_documented() {
            super::the_column_holds::<$platform>().await;
        }
    };
}
use holds;
