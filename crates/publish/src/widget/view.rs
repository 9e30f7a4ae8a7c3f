//! The views of the widget, and the months of its calendar.

use chrono::{Datelike as _, Months as Span, NaiveDate};

/// A view of the widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Consultations with their bridges, then the next meetings.
    List,
    /// Consultations, in a line or two each.
    Compact,
    /// Meetings and deadlines, by month.
    Calendar,
}

impl View {
    /// Every view, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::List, Self::Compact, Self::Calendar];

    /// Returns the value of `view=`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Compact => "compact",
            Self::Calendar => "calendar",
        }
    }

    /// Returns the view of this name.
    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.token() == token)
    }

    /// Returns the default number of consultations.
    pub const fn usual_limit(self) -> usize {
        match self {
            Self::List | Self::Calendar => 3,
            Self::Compact => 6,
        }
    }
}

/// The colour scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Light or dark, as the reader's device prefers.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// Every scheme.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Returns the value of `scheme=`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Returns the scheme of this name.
    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.token() == token)
    }
}

/// Consecutive months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months {
    /// The first day of the first month.
    first: NaiveDate,
    count: u32,
}

impl Months {
    /// The number of months to which the calendar leads, the current one included.
    pub const AHEAD: u32 = 12;

    /// Returns the months to which the calendar leads on `today`.
    pub fn ahead(today: NaiveDate) -> Self {
        Self {
            first: first_of(today),
            count: Self::AHEAD,
        }
    }

    /// Parses a month such as `2026-11`; `None` for anything else, and outside the years that dates can have.
    pub fn one(text: &str) -> Option<Self> {
        let first: NaiveDate = format!("{text}-01").parse().ok()?;
        let is_written_so = text.len() == "2026-11".len();
        (is_written_so && (1000..=9999).contains(&first.year())).then_some(Self { first, count: 1 })
    }

    /// Returns the month of `day`.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            first: first_of(day),
            count: 1,
        }
    }

    /// Returns the first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Returns the last day.
    pub fn last(self) -> NaiveDate {
        after(self.first, self.count)
            .and_then(|next| next.pred_opt())
            .unwrap_or(NaiveDate::MAX)
    }

    /// Returns the first day of each.
    pub fn each(self) -> impl Iterator<Item = NaiveDate> {
        (0..self.count).filter_map(move |at| after(self.first, at))
    }

    /// Returns the month before the first one and the one after the last one, as far as the calendar leads there on `today`.
    pub fn neighbours(self, today: NaiveDate) -> (Option<Self>, Option<Self>) {
        let known = Self::ahead(today);
        let within = |day: &NaiveDate| (known.first..=known.last()).contains(day);
        let before = self.first.checked_sub_months(Span::new(1));
        let next = after(self.first, self.count);
        (
            before.filter(within).map(Self::of),
            next.filter(within).map(Self::of),
        )
    }

    /// Returns the first month in the form of addresses: `2026-11`.
    pub fn token(self) -> String {
        self.first.format("%Y-%m").to_string()
    }
}

fn first_of(day: NaiveDate) -> NaiveDate {
    // Every month has a first day.
    day.with_day(1).unwrap_or(day)
}

fn after(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_add_months(Span::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_calendar_leads_a_year_ahead_and_not_back() {
        let today = day("2026-11-22");
        let ahead = Months::ahead(today);
        assert_eq!(
            (ahead.first(), ahead.last()),
            (day("2026-11-01"), day("2027-10-31"))
        );
        assert_eq!(ahead.each().count(), 12);
        let tokens = |month: Months| {
            let (before, after) = month.neighbours(today);
            (before.map(Months::token), after.map(Months::token))
        };
        assert_eq!(
            tokens(Months::of(today)),
            (None, Some("2026-12".to_owned()))
        );
        assert_eq!(
            tokens(Months::one("2027-10").unwrap()),
            (Some("2027-09".to_owned()), None)
        );
        assert_eq!(tokens(Months::one("2031-01").unwrap()), (None, None));
    }

    #[test]
    fn a_month_is_written_with_its_year() {
        for wrong in [
            "",
            "2026",
            "2026-13",
            "2026-1",
            "26-11",
            "2026-11-02",
            "+26-11",
        ] {
            assert_eq!(Months::one(wrong), None, "{wrong}");
        }
        assert_eq!(Months::one("2028-02").unwrap().last(), day("2028-02-29"));
    }
}
