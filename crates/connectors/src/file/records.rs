//! Records: what an entry says, as a record; or everything that cannot be read of it. It knows neither files nor formats.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use url::Url;

use super::columns::Column as C;
use super::entry::Entry;
use super::shown;
use super::values;
use crate::dates;
use crate::value_kind::ValueKind;
use passerelle_model::reason::Code;
use passerelle_model::{
    Affiliation, AffiliationKind, Counts, Document, Language, Level, ListColumns, LocalizedText,
    MeetingRecord, MeetingTime, Modality, Moment, Point, Reason, Record, RecordImage, Results,
    SpaceKind, fold,
};

/// The settings that hold for every entry of a list.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The time zone of its days.
    pub(super) zone: Tz,
    /// The language of its texts.
    pub(super) language: Language,
    /// The place where an entry without a page of its own leads: the site that the list stands for.
    pub(super) home: Url,
    /// The names of its columns, and what its words mean.
    pub(super) columns: ListColumns,
}

/// The identity by which an entry is known from one poll to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// The own `id`.
    Id,
    /// The address.
    Address,
    /// The title, for want of anything better.
    Title,
}

/// The key of an entry; `None` when it has not even a title.
pub(super) fn key(entry: &Entry) -> Option<(String, Identity)> {
    if let Some(id) = entry.text(C::Id) {
        return Some((id, Identity::Id));
    }
    let address = entry
        .text(C::Url)
        .and_then(|text| values::address(&text).ok());
    if let Some(url) = address {
        return Some((url.to_string(), Identity::Address));
    }
    let title = entry.text(C::Title)?;
    Some((format!("title:{}", fold(&title)), Identity::Title))
}

/// The record of an entry, with the meetings that further rows give it; `None` for one that is not to be published. An error says everything
/// that cannot be read.
pub(super) fn record(
    entry: &Entry,
    native_id: &str,
    meetings: &[Entry],
    frame: &Frame,
) -> Result<Option<Record>, Vec<Reason>> {
    let mut cells = Cells::of(entry);
    let title = entry.text(C::Title);
    if title.is_none() {
        cells.problems.push(untitled(entry));
    }
    let relayed = cells.read(C::Relayed, values::yes).unwrap_or(true);
    let url = cells.read(C::Url, values::address);
    let text = |column| frame.text(entry.text(column));
    let mut record = Record {
        links: cells.each(C::AlsoAt, false, values::address),
        title: text(C::Title),
        short_description: text(C::Summary),
        description: text(C::Description),
        opens: cells.read(C::Opens, |text| day_or_moment(text, frame.zone)),
        closes: cells.read(C::Closes, |text| day_or_moment(text, frame.zone)),
        declared_state: cells.read(C::Status, |text| {
            values::state(text, &frame.columns.statuses)
        }),
        level: cells.read(C::Level, values::level),
        modalities: cells.each(C::Modalities, true, values::modality),
        themes: entry
            .items(C::Themes, true)
            .into_iter()
            .map(|theme| frame.text(Some(theme)))
            .collect(),
        affiliations: cells.affiliations(frame),
        image: cells.image(frame),
        location: cells.location(),
        counts: cells.counts(),
        results: cells.results(frame),
        promoted: cells.read(C::Promoted, values::yes).unwrap_or(false),
        ..Record::new(
            SpaceKind::Process,
            native_id.to_owned(),
            url.unwrap_or_else(|| frame.home.clone()),
        )
    };
    record.published_at = cells
        .read(C::PublishedOn, |text| dates::moment(text, frame.zone))
        .map(|moment| moment.begins(frame.zone).fixed_offset());
    cells.refuses_an_end_before_the_beginning(&record, frame.zone);
    let mut problems = cells.problems;
    let mut appointments = Appointments {
        frame,
        of: &record,
        taken: BTreeMap::new(),
    };
    record.meetings = appointments.all(entry.meetings.iter().chain(meetings), &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Some(record).filter(|_| relayed))
}

/// A day, or a day and a time; midnight is how spreadsheets and programs write a day.
fn day_or_moment(text: &str, zone: Tz) -> Result<Moment, ValueKind> {
    dates::moment(text, zone).map(|moment| moment.as_day_if_midnight(zone))
}

impl Frame {
    fn text(&self, text: Option<String>) -> LocalizedText {
        text.map_or_else(LocalizedText::default, |text| {
            LocalizedText::of(self.language.clone(), text)
        })
    }
}

/// Returns the notice that an entry has no title.
pub(super) fn untitled(entry: &Entry) -> Reason {
    Reason::new(Code::TitleMissing).with("column", entry.called(C::Title))
}

/// The reason with the words that one may write, each in French and as a token, where they are a closed list.
fn with_words(reason: Reason, wanted: ValueKind) -> Reason {
    let both = |label: &str, token: &str| format!("{label} ({token})");
    let words: Vec<String> = match wanted {
        ValueKind::Level => {
            let all = Level::ALL.iter();
            all.map(|level| both(level.label("fr"), level.token()))
                .collect()
        }
        ValueKind::Modality => {
            let all = Modality::ALL.iter();
            all.map(|modality| both(modality.label("fr"), modality.token()))
                .collect()
        }
        _ => return reason,
    };
    reason.with("words", words)
}

/// The cells of an entry, and what could not be read of them.
struct Cells<'a> {
    entry: &'a Entry,
    problems: Vec<Reason>,
}

impl<'a> Cells<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self {
            entry,
            problems: Vec::new(),
        }
    }

    fn read<T>(
        &mut self,
        column: C,
        parse: impl FnOnce(&str) -> Result<T, ValueKind>,
    ) -> Option<T> {
        let text = self.entry.text(column)?;
        self.keep(column, &text, parse(&text))
    }

    fn each<T>(
        &mut self,
        column: C,
        commas: bool,
        parse: impl Fn(&str) -> Result<T, ValueKind>,
    ) -> Vec<T> {
        let items = self.entry.items(column, commas);
        items
            .iter()
            .filter_map(|item| self.keep(column, item, parse(item)))
            .collect()
    }

    fn keep<T>(&mut self, column: C, text: &str, read: Result<T, ValueKind>) -> Option<T> {
        read.map_err(|wanted| {
            let wrong = Reason::new(Code::CellWrong)
                .with("column", self.entry.called(column))
                .with_known("value", shown::value(column, text))
                .with("wanted", wanted.word());
            self.problems.push(with_words(wrong, wanted));
        })
        .ok()
    }

    /// The territory; a mere place only where no territory is named.
    fn affiliations(&mut self, frame: &Frame) -> Vec<Affiliation> {
        let (column, kind) = if self.entry.text(C::Territory).is_some() {
            (C::Territory, AffiliationKind::Territory)
        } else {
            (C::Place, AffiliationKind::PlaceName)
        };
        let Some(name) = self.entry.text(column) else {
            return Vec::new();
        };
        let code = match kind {
            AffiliationKind::Territory => self.read(column, values::territory).flatten(),
            _ => None,
        };
        vec![Affiliation {
            kind,
            native_id: code.map(String::from),
            names: frame.text(Some(name)),
            ancestors: Vec::new(),
        }]
    }

    fn counts(&mut self) -> Counts {
        Counts {
            contributions: self.read(C::Contributions, values::count),
            participants: self.read(C::Participants, values::count),
            votes: self.read(C::Votes, values::count),
        }
    }

    fn image(&mut self, frame: &Frame) -> Option<RecordImage> {
        let url = self.read(C::Image, values::address)?;
        Some(RecordImage {
            url,
            alt: frame.text(self.entry.text(C::ImageAlt)),
            volatile: false,
        })
    }

    fn location(&mut self) -> Option<Point> {
        let point = self.read(C::Point, values::point);
        let latitude = self.read(C::Latitude, values::degrees);
        let longitude = self.read(C::Longitude, values::degrees);
        point.or_else(|| Point::new(latitude?, longitude?))
    }

    fn results(&mut self, frame: &Frame) -> Option<Results> {
        let document = self.read(C::Results, values::address);
        let published_on = self.read(C::ResultsOn, |text| dates::moment(text, frame.zone));
        if document.is_none() && published_on.is_none() {
            return None;
        }
        let title = if frame.language.primary() == "fr" {
            "Bilan"
        } else {
            "Results"
        };
        let document = document.map(|url| Document {
            title: LocalizedText::of(frame.language.clone(), title),
            url,
        });
        Some(Results {
            published_on: published_on.map(|moment| moment.day(frame.zone)),
            documents: document.into_iter().collect(),
        })
    }

    fn ends_before(&mut self, end: C, beginning: C) {
        let before = Reason::new(Code::EndBeforeBeginning)
            .with("end", self.entry.called(end))
            .with("beginning", self.entry.called(beginning));
        self.problems.push(before);
    }

    fn refuses_an_end_before_the_beginning(&mut self, record: &Record, zone: Tz) {
        if let (Some(opens), Some(closes)) = (record.opens, record.closes)
            && closes.over(zone) <= opens.begins(zone)
        {
            self.ends_before(C::Closes, C::Opens);
        }
    }
}

/// The meetings of a record.
struct Appointments<'a> {
    frame: &'a Frame,
    of: &'a Record,
    /// The number of meetings without an id of their own on each day.
    taken: BTreeMap<String, u32>,
}

impl Appointments<'_> {
    fn all<'e>(
        &mut self,
        entries: impl Iterator<Item = &'e Entry>,
        problems: &mut Vec<Reason>,
    ) -> Vec<MeetingRecord> {
        let mut meetings = Vec::new();
        for entry in entries {
            match self.meeting(entry) {
                Ok(meeting) => meetings.push(meeting),
                Err(found) => problems.extend(found),
            }
        }
        meetings
    }

    fn meeting(&mut self, entry: &Entry) -> Result<MeetingRecord, Vec<Reason>> {
        let mut cells = Cells::of(entry);
        let time = cells.time(self.frame.zone);
        let text = |column| self.frame.text(entry.text(column));
        let title = text(C::MeetingTitle);
        let url = cells.read(C::MeetingUrl, values::address);
        let point = cells.read(C::MeetingPoint, values::point);
        let online = cells.read(C::MeetingOnline, values::yes).unwrap_or(false);
        let cancelled = cells
            .read(C::MeetingCancelled, values::yes)
            .unwrap_or(false);
        let (place, description) = (text(C::MeetingPlace), text(C::MeetingDescription));
        let address = entry.text(C::MeetingAddress);
        let problems = cells.problems;
        let (Some(time), true) = (time, problems.is_empty()) else {
            // A meeting in a line of its own is told by that line.
            return Err(problems);
        };
        Ok(MeetingRecord {
            native_id: self.native_id(entry.text(C::MeetingId), &written_day(time).to_string()),
            relayed_id: None,
            url: url.unwrap_or_else(|| self.of.url.clone()),
            title: if title.is_empty() {
                self.of.title.clone()
            } else {
                title
            },
            description,
            time,
            place,
            address,
            point,
            online,
            cancelled,
            announced: true,
        })
    }

    /// Returns its own id, else the day: a meeting that changes its time stays the same meeting, one that changes its day is another.
    fn native_id(&mut self, own: Option<String>, day: &str) -> String {
        let own = own.unwrap_or_else(|| {
            let taken = self.taken.entry(day.to_owned()).or_default();
            *taken += 1;
            match *taken {
                1 => day.to_owned(),
                number => format!("{day}/{number}"),
            }
        });
        format!("{}/{own}", self.of.native_id)
    }
}

/// The day on which a meeting begins, as it is written.
fn written_day(time: MeetingTime) -> NaiveDate {
    match time.start() {
        Moment::Instant(instant) => instant.date_naive(),
        Moment::Day(day) => day,
    }
}

/// Words that stand in place of a time where there is none, folded.
const WHOLE_DAY: &[&str] = &["toute la journee", "journee", "journee entiere", "all day"];

/// The end of a meeting, as lists write it.
enum EndTime {
    /// A time of the day on which it begins.
    Time(NaiveTime),
    /// A day, with a time or without.
    Moment(Moment),
}

impl Cells<'_> {
    /// Reads the time of a meeting: a day and a time, in one cell or in two, and its end; or whole days.
    fn time(&mut self, zone: Tz) -> Option<MeetingTime> {
        let start = self.start(zone)?;
        let end = self.read(C::MeetingEnd, |text| end(text, zone));
        let time = match (start, end) {
            (start, None) => MeetingTime::of(start, None),
            (Moment::Day(first), Some(EndTime::Moment(Moment::Day(last)))) => MeetingTime::of(
                Moment::Day(first),
                self.not_before(first, last).map(Moment::Day),
            ),
            (Moment::Day(_), Some(_)) => {
                let alone = Reason::new(Code::MeetingEndAlone)
                    .with("end", self.entry.called(C::MeetingEnd))
                    .with("beginning", self.entry.called(C::MeetingTime));
                self.problems.push(alone);
                return None;
            }
            (Moment::Instant(starts), Some(EndTime::Moment(Moment::Day(_)))) => {
                let wrong = Reason::new(Code::CellWrong)
                    .with("column", self.entry.called(C::MeetingEnd))
                    .with("wanted", ValueKind::EndTime.word());
                self.problems.push(wrong);
                MeetingTime::instants(starts, None)
            }
            (Moment::Instant(starts), Some(EndTime::Moment(Moment::Instant(ends)))) => {
                MeetingTime::instants(starts, self.not_before(starts, ends))
            }
            (Moment::Instant(starts), Some(EndTime::Time(time))) => {
                let day = starts.with_timezone(&zone).date_naive();
                let ends = dates::at(day, time, zone);
                MeetingTime::instants(starts, self.not_before(starts, ends))
            }
        };
        Some(time)
    }

    /// A day, with a time of its own or of the cell beside it.
    fn start(&mut self, zone: Tz) -> Option<Moment> {
        if self.entry.text(C::MeetingStart).is_none() {
            let undated = Reason::new(Code::MeetingUndated);
            let column = self.entry.called(C::MeetingStart);
            self.problems.push(undated.with("column", column));
            return None;
        }
        let start = self.read(C::MeetingStart, |text| dates::moment(text, zone))?;
        let time = self.entry.text(C::MeetingTime);
        if time.is_none_or(|time| WHOLE_DAY.contains(&&*fold(time.trim()))) {
            return Some(start);
        }
        let time = self.read(C::MeetingTime, dates::time)?;
        Some(Moment::Instant(dates::at(start.day(zone), time, zone)))
    }

    /// The end, where it is not before the beginning; else that is told.
    fn not_before<T: PartialOrd + Copy>(&mut self, start: T, end: T) -> Option<T> {
        if end < start {
            self.ends_before(C::MeetingEnd, C::MeetingStart);
            return None;
        }
        Some(end)
    }
}

fn end(text: &str, zone: Tz) -> Result<EndTime, ValueKind> {
    dates::time(text).map(EndTime::Time).or_else(|_no_time| {
        dates::moment(text, zone)
            .map(EndTime::Moment)
            .map_err(|_wanted| ValueKind::TimeOrDay)
    })
}
