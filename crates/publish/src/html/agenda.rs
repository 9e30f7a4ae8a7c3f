//! The agenda: the meetings and the deadlines of every commune, day by day. For one commune and printed, it is a poster.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::key_dates::{KeyDate, KeyDateKind, key_dates};
use crate::phrases::Phrases;
use passerelle_geography::Geography;
use passerelle_index::{Appointment, Entry, Facets};
use passerelle_query::{Filter, Parameter};

use super::filters::{Chip, Group, Links, Panel, with_choices};
use super::frame::{Frame, Part, Place, Reader};
use super::links::{PageLinks, Role};
use super::meetings::{Leaf, called_off, hours, page, place};
use super::portal::{Hidden, kept, selection_query};
use super::territory_tree::territory_tree;

/// The part of the agenda on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The list of coming appointments, from a day on.
    List,
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
}

impl Period {
    /// Every period, in the order of the page.
    pub const ALL: [Self; 4] = [Self::List, Self::Day, Self::Week, Self::Month];

    /// Returns the value of `view=`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Returns the period of this name.
    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.token() == token)
    }

    /// Returns the first and the last day of the period around `day`; the list has no last day.
    pub fn around(self, day: NaiveDate) -> (NaiveDate, Option<NaiveDate>) {
        match self {
            Self::List => (day, None),
            Self::Day => (day, Some(day)),
            Self::Week => {
                let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
                (monday, Some(monday + Days::new(6)))
            }
            Self::Month => {
                let first = day.with_day(1).unwrap_or(day);
                let next = first.checked_add_months(Months::new(1));
                (first, next.and_then(|next| next.pred_opt()))
            }
        }
    }

    /// Returns a day of the period before and one of the period after the one around `day`; the list has none.
    fn neighbours(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = self.around(day);
        let after = last?.succ_opt()?;
        let before = match self {
            Self::Month => first.checked_sub_months(Months::new(1))?,
            _ => first - Days::new(u64::try_from((after - first).num_days()).ok()?),
        };
        Some((before, after))
    }
}

/// The content of the page of the agenda.
#[derive(Debug)]
pub struct AgendaView<'a> {
    /// The filter, whose days are those of the period.
    pub filter: &'a Filter,
    /// The period.
    pub period: Period,
    /// A day of the period.
    pub day: NaiveDate,
    /// The meetings of the period, by their start.
    pub meetings: &'a [Appointment],
    /// The consultations whose openings and closings are deadlines.
    pub consultations: &'a [Arc<Entry>],
    /// The last day that the page lists completely; `None` if it lists everything.
    pub until: Option<NaiveDate>,
    /// The number of results of each further filter.
    pub facets: &'a Facets,
    /// The official territories.
    pub geography: &'a Geography,
    /// The selection in words.
    pub caption: &'a str,
}

struct Slot {
    time: String,
    label: Option<(&'static str, String)>,
    title: String,
    lang: Option<String>,
    href: Option<String>,
    external: bool,
    called_off: Option<String>,
    place: String,
}

struct Day {
    leaf: Leaf,
    slots: Vec<Slot>,
}

struct Tab {
    label: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "agenda.html")]
struct AgendaPage<'a> {
    frame: Frame<'a>,
    heading: String,
    caption: String,
    tabs: Vec<Tab>,
    before: Option<Tab>,
    after: Option<Tab>,
    /// The link to the period around today; a list begins with today.
    today: Option<String>,
    filters: String,
    tree: Option<String>,
    groups: Vec<Group>,
    chips: Vec<Chip>,
    clear: String,
    words: &'a str,
    /// The fields that the search keeps.
    fields: Vec<Hidden>,
    days: Vec<Day>,
    empty: &'static str,
    next: Option<String>,
    subscribe: Option<String>,
    poster: String,
}

impl AgendaPage<'_> {
    /// Returns whether the page has so many lines that its poster is printed in two columns.
    fn crowded(&self) -> bool {
        let lines = |text: &str| text.chars().count().div_ceil(LETTERS_IN_A_LINE);
        let slots = self.days.iter().flat_map(|day| &day.slots);
        let all: usize = slots
            .map(|slot| lines(&slot.title) + lines(&slot.place))
            .sum();
        all > MOST_LINES_OF_A_SPACIOUS_POSTER
    }
}

/// The most lines of appointments and deadlines that fit on a sheet of A4 in one column, with room between them.
const MOST_LINES_OF_A_SPACIOUS_POSTER: usize = 24;

/// The number of letters in a line of such a poster, roughly.
const LETTERS_IN_A_LINE: usize = 64;

/// The addresses of the other pages of the agenda.
struct Around<'a> {
    /// The filter without its days and its limit.
    selection: Filter,
    /// The last day of a list and its number of appointments, if the address gives them.
    end: (Option<NaiveDate>, Option<usize>),
    period: Period,
    /// The day, if it is not today.
    day: Option<NaiveDate>,
    phrases: &'a Phrases,
    page: PageLinks<'a>,
}

impl Around<'_> {
    /// Returns the filter of a page with a period and a day; only a list keeps an end that the address gives.
    fn asked(&self, filter: &Filter, period: Period, day: Option<NaiveDate>) -> Filter {
        let (to, limit) = match period {
            Period::List => self.end,
            Period::Day | Period::Week | Period::Month => (None, None),
        };
        Filter {
            from: day,
            to,
            limit,
            ..filter.clone()
        }
    }

    /// Returns the canonical query of a page with a period and a day.
    fn query(&self, filter: &Filter, period: Period, day: Option<NaiveDate>) -> String {
        let selection = self.asked(filter, period, day);
        let view = (period != Period::List).then(|| format!("view={}", period.token()));
        let parts = [view.unwrap_or_default(), selection.to_string()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("&")
    }

    /// Returns the canonical query of this page, without its language.
    fn here(&self) -> String {
        let without_language = Filter {
            language: None,
            ..self.selection.clone()
        };
        self.query(&without_language, self.period, self.day)
    }

    /// Returns the parameters that the search keeps: all but the words.
    fn fields(&self) -> Vec<Hidden> {
        let asked = self.asked(&self.selection, self.period, self.day);
        let view = (self.period != Period::List).then(|| Hidden {
            name: "view",
            value: self.period.token().to_owned(),
        });
        view.into_iter()
            .chain(kept(&asked, &[Parameter::Query]))
            .collect()
    }

    fn href(&self, role: Role, period: Period, day: Option<NaiveDate>) -> Option<String> {
        let query = self.query(&self.selection, period, day);
        self.page.to_as(role, "agenda", &query)
    }

    /// Returns the links to the other periods around the same day.
    fn tabs(&self) -> Vec<Tab> {
        let tabs = Period::ALL.into_iter().filter_map(|period| {
            Some(Tab {
                label: self.phrases.say(&format!("agenda-view-{}", period.token())),
                href: self.href(Role::Other, period, self.day)?,
                current: period == self.period,
            })
        });
        tabs.collect()
    }

    /// Returns the link to the period around `day`; `way` is `previous` or `next`. `None` where no file answers.
    fn step(&self, day: NaiveDate, way: &str) -> Option<Tab> {
        let name = format!("agenda-{way}-{}", self.period.token());
        Some(Tab {
            label: self.phrases.say(&name),
            href: self.href(Role::Step, self.period, Some(day))?,
            current: false,
        })
    }
}

/// Writes the agenda.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn agenda(reader: &Reader<'_>, view: &AgendaView<'_>) -> Result<Vec<u8>, askama::Error> {
    let phrases = Phrases::of(reader.languages);
    let around = Around {
        selection: Filter {
            from: None,
            to: None,
            limit: None,
            ..view.filter.clone()
        },
        end: match view.period {
            Period::List => (view.filter.to, view.filter.limit),
            // The last day of the period, in these.
            Period::Day | Period::Week | Period::Month => (None, None),
        },
        period: view.period,
        day: (view.day != reader.today).then_some(view.day),
        phrases: &phrases,
        page: PageLinks::new(reader, ""),
    };
    let (here, feeds) = (around.here(), selection_query(&around.selection));
    let place = Place {
        part: Part::Agenda,
        root: "",
        path: "agenda",
        query: &here,
        feeds: &feeds,
        caption: view.caption,
    };
    let frame = Frame::new(reader, &place);
    let write = |filter: &Filter| around.query(filter, around.period, around.day);
    let panel = panel(reader, view, &around, &write);
    let chips = panel.chips(view.filter.query.as_deref().unwrap_or_default());
    let neighbours = view.period.neighbours(view.day);
    let page = AgendaPage {
        heading: heading(&phrases, view.caption),
        caption: caption(&phrases, view, reader.today),
        tabs: around.tabs(),
        before: neighbours.and_then(|(before, _)| around.step(before, "previous")),
        after: neighbours.and_then(|(_, after)| around.step(after, "next")),
        today: neighbours.and_then(|_| around.href(Role::Other, view.period, None)),
        filters: panel.summary(chips.len()),
        tree: territory_tree(&panel),
        groups: groups(&panel),
        words: view.filter.query.as_deref().unwrap_or_default(),
        fields: around.fields(),
        clear: frame.href("agenda"),
        chips,
        days: days(&frame, reader, view),
        empty: match view.period {
            Period::List => "agenda-empty",
            _ => "agenda-empty-period",
        },
        next: next(view, &around),
        subscribe: frame.href_with("subscribe", &feeds),
        poster: reader.site.address("/agenda", &feeds),
        frame,
    };
    page.render().map(String::into_bytes)
}

fn groups(panel: &Panel<'_>) -> Vec<Group> {
    // Files exist for one status only.
    let status = panel.site.files().is_none().then(|| panel.status());
    let others = [
        panel.modality(),
        panel.level(),
        panel.theme(),
        panel.source(),
    ];
    with_choices(status.into_iter().chain(others))
}

/// Returns the filters of the agenda, without counts, which would be of consultations instead of appointments.
fn panel<'a>(
    reader: &Reader<'a>,
    view: &AgendaView<'a>,
    around: &'a Around<'a>,
    write: &'a dyn Fn(&Filter) -> String,
) -> Panel<'a> {
    Panel {
        links: Links {
            page: around.page,
            path: "agenda",
            filter: &around.selection,
            write,
        },
        facets: view.facets,
        phrases: around.phrases,
        languages: reader.languages,
        site: reader.site,
        geography: view.geography,
        counted: false,
    }
}

/// Returns the link to the days behind those of the page.
fn next(view: &AgendaView<'_>, around: &Around<'_>) -> Option<String> {
    let day = view.until?.succ_opt()?;
    around.href(Role::Next, Period::List, Some(day))
}

fn heading(phrases: &Phrases, caption: &str) -> String {
    if caption.is_empty() {
        phrases.say("agenda-title")
    } else {
        phrases.with("agenda-title-in", &[("place", caption)])
    }
}

/// Returns the days of the page in words.
fn caption(phrases: &Phrases, view: &AgendaView<'_>, today: NaiveDate) -> String {
    let (first, last) = view.period.around(view.day);
    match (view.period, last) {
        (Period::Week, Some(last)) => {
            let [from, to] = phrases.span(first, last, Some(today));
            phrases.with("agenda-week-of", &[("from", &from), ("to", &to)])
        }
        (Period::Month, _) => phrases.month_of_year(first),
        (Period::Day, _) => phrases.near_weekday(first, today),
        _ => phrases.with("agenda-from", &[("day", &phrases.near_day(first, today))]),
    }
}

fn days(frame: &Frame<'_>, reader: &Reader<'_>, view: &AgendaView<'_>) -> Vec<Day> {
    let (first, last) = view.period.around(view.day);
    let last = last.or(view.until).or(view.filter.to);
    let shown = |day: NaiveDate| day >= first && last.is_none_or(|last| day <= last);
    let mut days: BTreeMap<NaiveDate, Vec<Slot>> = BTreeMap::new();
    for entry in view.consultations {
        for (day, slot) in deadlines(frame, reader, entry) {
            if shown(day) {
                days.entry(day).or_default().push(slot);
            }
        }
    }
    for appointment in view.meetings {
        if let Some((day, slot)) = meeting(frame, reader, appointment) {
            // An appointment that began earlier and still lasts is listed on the first day.
            let day = day.max(first);
            if shown(day) {
                days.entry(day).or_default().push(slot);
            }
        }
    }
    days.into_iter()
        .map(|(day, slots)| Day {
            leaf: Leaf::new(day, reader.today, &frame.t),
            slots,
        })
        .collect()
}

fn meeting(
    frame: &Frame<'_>,
    reader: &Reader<'_>,
    appointment: &Appointment,
) -> Option<(NaiveDate, Slot)> {
    let meeting = appointment.meeting()?;
    let consultation = &appointment.entry.stored.consultation;
    let zone = consultation.timezone;
    let (title, lang) = frame.shown(&meeting.title, reader.languages);
    let outside = page(meeting);
    let inside = || frame.page_of(appointment.consultation()?.id());
    let territory = consultation
        .territory
        .as_ref()
        .map(|place| place.name.clone());
    let place = [
        territory.unwrap_or_default(),
        place(meeting, reader.languages, &frame.t),
    ];
    let parts: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let slot = Slot {
        time: hours(meeting, zone, reader.today, &frame.t),
        label: None,
        title,
        lang,
        external: outside.is_some(),
        href: outside.or_else(inside),
        called_off: called_off(meeting, &frame.t),
        place: parts.join(" · "),
    };
    Some((meeting.time.first_day(zone), slot))
}

/// Returns the deadlines of a consultation, by their days.
fn deadlines(frame: &Frame<'_>, reader: &Reader<'_>, entry: &Arc<Entry>) -> Vec<(NaiveDate, Slot)> {
    let consultation = &entry.stored.consultation;
    let (title, lang) = frame.shown(&consultation.title, reader.languages);
    let territory = consultation.territory.as_ref();
    let territory = territory.map(|place| place.name.clone());
    let slot = |date: KeyDate| {
        let (class, label, time) = match date.kind {
            KeyDateKind::Opens => ("open", "agenda-opening", "agenda-all-day"),
            KeyDateKind::Closes => ("closing", "agenda-closing", "agenda-deadline-last-day"),
        };
        let parts = [territory.clone(), date.phase_title(entry, &frame.t)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let slot = Slot {
            time: frame.t.say(time),
            label: Some((class, frame.t.say(label))),
            title: title.clone(),
            lang: lang.clone(),
            href: frame.page_of(entry.id()),
            external: false,
            called_off: None,
            place: parts.join(" · "),
        };
        (date.day, slot)
    };
    key_dates(entry).into_iter().map(slot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_period_holds_its_days() {
        let sunday = day("2026-11-22");
        assert_eq!(Period::Day.around(sunday), (sunday, Some(sunday)));
        assert_eq!(
            Period::Week.around(sunday),
            (day("2026-11-16"), Some(sunday))
        );
        assert_eq!(
            Period::Month.around(day("2028-02-10")),
            (day("2028-02-01"), Some(day("2028-02-29")))
        );
        assert_eq!(Period::List.around(sunday), (sunday, None));
    }

    #[test]
    fn one_steps_from_a_period_to_the_next() {
        let sunday = day("2026-11-22");
        assert_eq!(Period::List.neighbours(sunday), None);
        assert_eq!(
            Period::Day.neighbours(sunday),
            Some((day("2026-11-21"), day("2026-11-23")))
        );
        assert_eq!(
            Period::Week.neighbours(sunday),
            Some((day("2026-11-09"), day("2026-11-23")))
        );
        assert_eq!(
            Period::Month.neighbours(day("2026-01-31")),
            Some((day("2025-12-01"), day("2026-02-01")))
        );
    }
}
