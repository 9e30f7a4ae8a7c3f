//! The record of an entry, or everything in the entry that cannot be read. It depends on no format.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use url::Url;

use super::columns::Column as C;
use super::entry::Entry;
use super::quotable;
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
pub(super) struct ListSettings {
    /// The time zone of its days and times.
    pub(super) zone: Tz,
    /// The language of its texts.
    pub(super) language: Language,
    /// The page of an entry without one of its own: the website that the list stands for.
    pub(super) home: Url,
    /// The names that the operator gives for its columns and its states.
    pub(super) columns: ListColumns,
}

/// The part of an entry by which it is recognised from one poll to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// The `id` in the list.
    Id,
    /// The address.
    Address,
    /// The title, where it has neither.
    Title,
}

/// Returns the key of an entry, and the part of it that the key is made of; `None` without any, not even a title.
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

/// Makes the record of an entry, with the `meetings` that further rows give it; `None` for an entry that is not to be published. An error lists
/// everything that cannot be read.
pub(super) fn record(
    entry: &Entry,
    native_id: &str,
    meetings: &[Entry],
    settings: &ListSettings,
) -> Result<Option<Record>, Vec<Reason>> {
    let mut cells = Cells::of(entry);
    let title = entry.text(C::Title);
    if title.is_none() {
        cells.problems.push(untitled(entry));
    }
    let relayed = cells.read(C::Relayed, values::yes_or_no).unwrap_or(true);
    let url = cells.read(C::Url, values::address);
    let text = |column| settings.text(entry.text(column));
    let mut record = Record {
        links: cells.read_each(C::AlsoAt, false, values::address),
        title: text(C::Title),
        short_description: text(C::Summary),
        description: text(C::Description),
        opens: cells.read(C::Opens, |text| day_or_moment(text, settings.zone)),
        closes: cells.read(C::Closes, |text| day_or_moment(text, settings.zone)),
        declared_state: cells.read(C::Status, |text| {
            values::state(text, &settings.columns.statuses)
        }),
        level: cells.read(C::Level, values::level),
        modalities: cells.read_each(C::Modalities, true, values::modality),
        themes: entry
            .items(C::Themes, true)
            .into_iter()
            .map(|theme| settings.text(Some(theme)))
            .collect(),
        affiliations: cells.affiliations(settings),
        image: cells.image(settings),
        location: cells.location(),
        counts: cells.counts(),
        results: cells.results(settings),
        promoted: cells.read(C::Promoted, values::yes_or_no).unwrap_or(false),
        ..Record::new(
            SpaceKind::Process,
            native_id.to_owned(),
            url.unwrap_or_else(|| settings.home.clone()),
        )
    };
    record.published_at = cells
        .read(C::PublishedOn, |text| dates::moment(text, settings.zone))
        .map(|moment| moment.begins(settings.zone).fixed_offset());
    cells.check_end(&record, settings.zone);
    let mut problems = cells.problems;
    let mut reader = MeetingReader {
        settings,
        record: &record,
        by_day: BTreeMap::new(),
    };
    record.meetings = reader.read_all(entry.meetings.iter().chain(meetings), &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Some(record).filter(|_| relayed))
}

/// Parses a day with or without a time. Midnight stands for the day, as spreadsheets and programs write it.
fn day_or_moment(text: &str, zone: Tz) -> Result<Moment, ValueKind> {
    dates::moment(text, zone).map(|moment| moment.as_day_if_midnight(zone))
}

impl ListSettings {
    fn text(&self, text: Option<String>) -> LocalizedText {
        text.map_or_else(LocalizedText::default, |text| {
            LocalizedText::of(self.language.clone(), text)
        })
    }
}

/// The reason that an entry has no title.
pub(super) fn untitled(entry: &Entry) -> Reason {
    Reason::new(Code::TitleMissing).with("column", entry.column_name(C::Title))
}

/// Adds to a reason the words that can be written, each in French and as a token, where there is a closed list of them.
fn with_words(reason: Reason, expected: ValueKind) -> Reason {
    let both = |label: &str, token: &str| format!("{label} ({token})");
    let words: Vec<String> = match expected {
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

/// Reads the cells of an entry, and collects the problems with them.
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

    /// Parses the text in a column; `None` if it is blank or cannot be parsed.
    fn read<T>(
        &mut self,
        column: C,
        parse: impl FnOnce(&str) -> Result<T, ValueKind>,
    ) -> Option<T> {
        let text = self.entry.text(column)?;
        self.accept(column, &text, parse(&text))
    }

    /// Parses each item in a column, without those that cannot be parsed.
    fn read_each<T>(
        &mut self,
        column: C,
        commas: bool,
        parse: impl Fn(&str) -> Result<T, ValueKind>,
    ) -> Vec<T> {
        let items = self.entry.items(column, commas);
        items
            .iter()
            .filter_map(|item| self.accept(column, item, parse(item)))
            .collect()
    }

    /// Returns a parsed value, or reports that it could not be parsed.
    fn accept<T>(&mut self, column: C, text: &str, parsed: Result<T, ValueKind>) -> Option<T> {
        parsed
            .map_err(|expected| {
                let wrong = Reason::new(Code::CellWrong)
                    .with("column", self.entry.column_name(column))
                    .with_known("value", quotable::value(column, text))
                    .with("wanted", expected.word());
                self.problems.push(with_words(wrong, expected));
            })
            .ok()
    }

    /// Reads the territory, or the place if no territory is named.
    fn affiliations(&mut self, settings: &ListSettings) -> Vec<Affiliation> {
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
            names: settings.text(Some(name)),
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

    fn image(&mut self, settings: &ListSettings) -> Option<RecordImage> {
        let url = self.read(C::Image, values::address)?;
        Some(RecordImage {
            url,
            alt: settings.text(self.entry.text(C::ImageAlt)),
            volatile: false,
        })
    }

    fn location(&mut self) -> Option<Point> {
        let point = self.read(C::Point, values::point);
        let latitude = self.read(C::Latitude, values::degrees);
        let longitude = self.read(C::Longitude, values::degrees);
        point.or_else(|| Point::new(latitude?, longitude?))
    }

    fn results(&mut self, settings: &ListSettings) -> Option<Results> {
        let document = self.read(C::Results, values::address);
        let published_on = self.read(C::ResultsOn, |text| dates::moment(text, settings.zone));
        if document.is_none() && published_on.is_none() {
            return None;
        }
        let title = if settings.language.primary() == "fr" {
            "Bilan"
        } else {
            "Results"
        };
        let document = document.map(|url| Document {
            title: LocalizedText::of(settings.language.clone(), title),
            url,
        });
        Some(Results {
            published_on: published_on.map(|moment| moment.day(settings.zone)),
            documents: document.into_iter().collect(),
        })
    }

    /// Reports that an end is before its beginning.
    fn report_end_before(&mut self, end: C, beginning: C) {
        let before = Reason::new(Code::EndBeforeBeginning)
            .with("end", self.entry.column_name(end))
            .with("beginning", self.entry.column_name(beginning));
        self.problems.push(before);
    }

    /// Reports an end that is before the beginning.
    fn check_end(&mut self, record: &Record, zone: Tz) {
        if let (Some(opens), Some(closes)) = (record.opens, record.closes)
            && closes.over(zone) <= opens.begins(zone)
        {
            self.report_end_before(C::Closes, C::Opens);
        }
    }
}

/// Reads the meetings of a record.
struct MeetingReader<'a> {
    settings: &'a ListSettings,
    record: &'a Record,
    /// The number of meetings without an id of their own on each day.
    by_day: BTreeMap<String, u32>,
}

impl MeetingReader<'_> {
    fn read_all<'e>(
        &mut self,
        entries: impl Iterator<Item = &'e Entry>,
        problems: &mut Vec<Reason>,
    ) -> Vec<MeetingRecord> {
        let mut meetings = Vec::new();
        for entry in entries {
            match self.meeting(entry) {
                Ok(meeting) => meetings.push(meeting),
                Err(of_meeting) => problems.extend(of_meeting),
            }
        }
        meetings
    }

    fn meeting(&mut self, entry: &Entry) -> Result<MeetingRecord, Vec<Reason>> {
        let mut cells = Cells::of(entry);
        let time = cells.time(self.settings.zone);
        let text = |column| self.settings.text(entry.text(column));
        let title = text(C::MeetingTitle);
        let url = cells.read(C::MeetingUrl, values::address);
        let point = cells.read(C::MeetingPoint, values::point);
        let online = cells
            .read(C::MeetingOnline, values::yes_or_no)
            .unwrap_or(false);
        let cancelled = cells
            .read(C::MeetingCancelled, values::yes_or_no)
            .unwrap_or(false);
        let (place, description) = (text(C::MeetingPlace), text(C::MeetingDescription));
        let address = entry.text(C::MeetingAddress);
        let problems = cells.problems;
        let (Some(time), true) = (time, problems.is_empty()) else {
            return Err(problems);
        };
        Ok(MeetingRecord {
            native_id: self.native_id(entry.text(C::MeetingId), &written_day(time).to_string()),
            relayed_id: None,
            url: url.unwrap_or_else(|| self.record.url.clone()),
            title: if title.is_empty() {
                self.record.title.clone()
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

    /// Returns the native id of a meeting, made of its own id, else of its day: a meeting that changes its time stays the same, one that changes its
    /// day is another.
    fn native_id(&mut self, own: Option<String>, day: &str) -> String {
        let own = own.unwrap_or_else(|| {
            let number = self.by_day.entry(day.to_owned()).or_default();
            *number += 1;
            match *number {
                1 => day.to_owned(),
                number => format!("{day}/{number}"),
            }
        });
        format!("{}/{own}", self.record.native_id)
    }
}

/// Returns the day on which a meeting begins, as it is written.
fn written_day(time: MeetingTime) -> NaiveDate {
    match time.start() {
        Moment::Instant(instant) => instant.date_naive(),
        Moment::Day(day) => day,
    }
}

/// Words that stand in place of a time for a whole day, folded.
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
                    .with("end", self.entry.column_name(C::MeetingEnd))
                    .with("beginning", self.entry.column_name(C::MeetingTime));
                self.problems.push(alone);
                return None;
            }
            (Moment::Instant(starts), Some(EndTime::Moment(Moment::Day(_)))) => {
                let wrong = Reason::new(Code::CellWrong)
                    .with("column", self.entry.column_name(C::MeetingEnd))
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

    /// Reads the beginning of a meeting: a day, with a time in the same cell or in the column for times.
    fn start(&mut self, zone: Tz) -> Option<Moment> {
        if self.entry.text(C::MeetingStart).is_none() {
            let undated = Reason::new(Code::MeetingUndated);
            let column = self.entry.column_name(C::MeetingStart);
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

    /// Returns the end if it is not before the beginning; else reports it.
    fn not_before<T: PartialOrd + Copy>(&mut self, start: T, end: T) -> Option<T> {
        if end < start {
            self.report_end_before(C::MeetingEnd, C::MeetingStart);
            return None;
        }
        Some(end)
    }
}

/// Parses the end of a meeting.
fn end(text: &str, zone: Tz) -> Result<EndTime, ValueKind> {
    dates::time(text).map(EndTime::Time).or_else(|_no_time| {
        dates::moment(text, zone)
            .map(EndTime::Moment)
            .map_err(|_wanted| ValueKind::TimeOrDay)
    })
}
