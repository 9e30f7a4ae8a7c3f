//! The data of the widget: everything that it shows, in the language of its reader and in the order in which it is shown.

use serde::Serialize;
use utoipa::ToSchema;

use crate::html::bridge::Bridge;

/// The data of the widget, worded for a reader on a day. Addresses are absolute.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WidgetBody {
    /// The language of every text that does not say another (BCP 47).
    pub lang: String,
    /// The heading of the list.
    pub list: HeadingBody,
    /// The heading of the calendar.
    pub calendar: HeadingBody,
    /// Consultations, in the order of the filter.
    pub items: Vec<WidgetItemBody>,
    /// The next meetings, by their start.
    pub meetings: Vec<WidgetMeetingBody>,
    /// The months from the running one on to the last in which there is something; empty where the calendar is not asked for.
    pub months: Vec<WidgetMonthBody>,
    /// The fixed texts.
    pub words: WidgetWordsBody,
    /// The same selection in the portal.
    pub all: LinkBody,
    /// The same selection in the agenda of the portal.
    pub agenda: LinkBody,
    /// The place where one subscribes to the same selection.
    pub subscribe: LinkBody,
}

/// A heading.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeadingBody {
    /// The text of the heading.
    pub title: String,
    /// The title with its subject, by which several widgets of one page are told apart.
    pub name: String,
}

/// A link.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LinkBody {
    /// The text.
    pub text: String,
    /// The place where it leads.
    pub url: String,
}

/// One consultation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WidgetItemBody {
    /// The page in the portal.
    pub url: String,
    /// The title.
    pub title: String,
    /// The language of the title, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The territory that it concerns, else the source that publishes it.
    pub place: String,
    /// The place where it stands: `open`, `closing` (within a week), `upcoming`, `paused`, `closed` or `results`.
    pub state: &'static str,
    /// The same in words: « encore 2 jours ».
    pub left: String,
    /// The day that goes with it: « jusqu’au mardi 24 novembre »; may be empty.
    pub day: String,
    /// The words that only members take part, where it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// The phases as the spans of a bridge, where it has several with dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bridge: Option<BridgeBody>,
}

/// Phases as the spans of a bridge, with today as the person on it. Lengths are hundredths of the whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BridgeBody {
    /// « Étape 2 sur 4 ».
    pub name: String,
    /// The spans that are drawn, in this order.
    pub spans: Vec<SpanBody>,
    /// The place where the person stands.
    pub person: f64,
    #[serde(skip)]
    svg: String,
}

impl BridgeBody {
    pub(super) fn new(bridge: &Bridge) -> Self {
        let drawn = |is, at: f64, width: f64| SpanBody {
            is,
            at: tenths(at),
            width: tenths(width),
        };
        let spans = bridge.spans.iter().flat_map(|span| {
            let gone = span.gone.map(|gone| drawn("gone", span.left, gone));
            [drawn(span.standing.class(), span.left, span.width)]
                .into_iter()
                .chain(gone)
        });
        Self {
            name: bridge.name.clone(),
            spans: spans.collect(),
            person: tenths(bridge.person),
            svg: bridge.svg(),
        }
    }

    /// The bridge drawn; its texts are escaped.
    pub(super) fn svg(&self) -> &str {
        &self.svg
    }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// A span, or the part of one that has gone by.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SpanBody {
    /// `done`, `now`, `gone` (the part of it that is over) or `next`.
    pub is: &'static str,
    /// The place where it begins.
    pub at: f64,
    /// The length.
    pub width: f64,
}

/// One of the next meetings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WidgetMeetingBody {
    /// The page, at the source where it has one there.
    pub url: String,
    /// The title.
    pub title: String,
    /// The language of the title, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Day and hours.
    pub when: String,
    /// The place; may be empty.
    pub place: String,
    /// « Annulée » or « N’est plus annoncée », where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<String>,
}

/// A month of the calendar.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WidgetMonthBody {
    /// « novembre 2026 ».
    pub name: String,
    /// The number of days of its first week, which begins on Monday, that belong to the month before: 0 to 6.
    pub before: u32,
    /// The number of its days.
    pub length: u32,
    /// The number of today, in the running month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<u32>,
    /// The days, from today on, on which there is something.
    pub days: Vec<WidgetDayBody>,
}

/// A day of the calendar.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WidgetDayBody {
    /// The number in the month.
    pub number: u32,
    /// « mardi 24 novembre ».
    pub name: String,
    /// The same with how many entries it has, for its link in the table of the month.
    pub label: String,
    /// The entries of that day: deadlines, then meetings by their start.
    pub entries: Vec<WidgetEntryBody>,
}

/// A meeting or a deadline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WidgetEntryBody {
    /// The page of the meeting, or that of the consultation in the portal.
    pub url: String,
    /// The title of the meeting or of the consultation.
    pub title: String,
    /// The language of the title, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The kind: `meeting`, `open` (an opening) or `closing` (a last day).
    pub is: &'static str,
    /// The hours of a meeting; « Ouverture » or « Clôture » of a consultation.
    pub label: String,
    /// The place; may be empty.
    pub place: String,
    /// « Annulée » or « N’est plus annoncée », where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<String>,
}

/// The fixed texts of the widget.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WidgetWordsBody {
    /// The place where there is no consultation.
    pub empty: String,
    /// The place where there is nothing in a month.
    pub empty_month: String,
    /// The heading of the list of the next meetings.
    pub meetings: String,
    /// Leads to the month before.
    pub previous: String,
    /// Leads to the month after.
    pub next: String,
    /// The days of the week from Monday on, abbreviated, for the head of a calendar.
    pub weekdays: Vec<String>,
}
