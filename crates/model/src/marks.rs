//! Marks: digests of the title, the page and the dates of a consultation, by which two consultations with one id are told apart. They outlive a withdrawn
//! consultation, of which no text is kept.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::identity::named;
use super::{CanonicalUrl, Consultation, fold};

/// The title, the page and the dates of a consultation, as digests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// The title in each language; accents and case do not count.
    titles: Vec<Uuid>,
    /// The path of the page, since the host may move. `None` for the front page of a site, which is not that of one consultation.
    page: Option<Uuid>,
    /// The host of the page.
    site: Option<Uuid>,
    /// The beginning and the end, else the day of publication; `None` where there are none of these.
    dates: Option<Uuid>,
}

impl Marks {
    /// Returns the marks of a consultation.
    pub fn of(consultation: &Consultation) -> Self {
        let titles = consultation.title.iter();
        let page = CanonicalUrl::of(&consultation.url);
        let page = page.as_ref().and_then(|page| page.as_str().split_once('/'));
        Self {
            titles: titles
                .map(|(_, title)| named(&["title", &fold(&title.text)]))
                .collect(),
            page: page.map(|(_, path)| named(&["page", path])),
            site: page.map(|(host, _)| named(&["site", host])),
            dates: dates(consultation),
        }
    }

    /// Returns whether a consultation with the native id of another may be that other one, edited or back: its title, its page or its dates are the same.
    pub fn may_be(&self, other: &Self) -> bool {
        self.shares_title(other) || self.shares_page(other) || self.shares_dates(other)
    }

    /// Returns whether two sources that use one native id mean the same consultation: the title or the dates are the same, and so is the page, if both have one.
    pub fn is_same_thing(&self, other: &Self) -> bool {
        if self.page.is_some() && other.page.is_some() {
            return self.shares_page(other)
                && self.site == other.site
                && (self.shares_title(other) || self.shares_dates(other));
        }
        self.shares_title(other)
    }

    /// Returns whether the titles are the same, and the page or the dates too.
    pub fn is_likely_the_same(&self, other: &Self) -> bool {
        self.shares_title(other) && (self.shares_page(other) || self.shares_dates(other))
    }

    /// Returns whether the titles are the same in some language.
    pub fn shares_title(&self, other: &Self) -> bool {
        self.titles.iter().any(|title| other.titles.contains(title))
    }

    fn shares_page(&self, other: &Self) -> bool {
        self.page.is_some() && self.page == other.page
    }

    fn shares_dates(&self, other: &Self) -> bool {
        self.dates.is_some() && self.dates == other.dates
    }
}

fn dates(consultation: &Consultation) -> Option<Uuid> {
    let zone = consultation.timezone;
    let period = &consultation.period;
    let opens = period.opens.map(|opens| opens.day(zone).to_string());
    let closes = period
        .closes
        .map(|closes| closes.last_day(zone).to_string());
    let whole = (opens.is_some() || closes.is_some()).then(|| {
        let (opens, closes) = (opens.unwrap_or_default(), closes.unwrap_or_default());
        named(&["dates", &opens, &closes])
    });
    whole.or_else(|| {
        let published = consultation.published_at?.with_timezone(&zone);
        Some(named(&["published", &published.date_naive().to_string()]))
    })
}
