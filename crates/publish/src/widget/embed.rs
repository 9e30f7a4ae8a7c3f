//! The widget as a page for frames. It works without any script; with one it tells the page around it its height.

use askama::Template;

use crate::html::{Absence, PageLinks, Reader, Said};
use crate::phrases::Phrases;
use crate::representation::version;

use super::address::{Addresses, Embedded};
use super::body::{HeadingBody, LinkBody, WidgetBody, WidgetMonthBody};
use super::content::{Showing, content};
use super::view::{Months, Scheme, View};

/// The script of the page.
pub const EMBED_SCRIPT: &str = include_str!("embed.js");

/// A step to the month before or after.
struct Step {
    text: String,
    href: String,
}

/// A cell of the table of a month.
struct Cell {
    number: u32,
    today: bool,
    /// The day and the number of its entries in words, if there are any.
    label: Option<String>,
}

#[derive(Template)]
#[template(path = "embed.html")]
struct EmbedPage<'a> {
    t: Phrases,
    links: PageLinks<'a>,
    /// The `Content-Security-Policy` that the page itself declares, if it is a file.
    rights: Option<String>,
    site_name: &'a str,
    canonical: String,
    view: &'static str,
    scheme: &'static str,
    version: String,
    heading: &'a HeadingBody,
    body: &'a WidgetBody,
    month: Option<(String, Vec<Vec<Option<Cell>>>)>,
    before: Option<Step>,
    after: Option<Step>,
    foot: [&'a LinkBody; 2],
}

#[derive(Template)]
#[template(path = "embed-message.html")]
struct Message<'a> {
    t: Phrases,
    links: PageLinks<'a>,
    /// The `Content-Security-Policy` that the page itself declares, if it is a file.
    rights: Option<String>,
    site_name: &'a str,
    version: String,
    said: Said,
    portal: String,
}

/// Writes a page for frames that says why there is nothing else.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn message(reader: &Reader<'_>, absence: Absence<'_>) -> Result<Vec<u8>, askama::Error> {
    let t = Phrases::of(reader.languages);
    let page = Message {
        said: absence.said(&t),
        links: PageLinks::new(reader, ""),
        rights: reader.rights_in_page(),
        site_name: reader.site.name(),
        version: style_and_script(),
        portal: reader.site.address("/", ""),
        t,
    };
    page.render().map(String::into_bytes)
}

/// Returns the version of the files that the page loads: a digest that changes with them.
fn style_and_script() -> String {
    version([super::STYLE, EMBED_SCRIPT].map(str::as_bytes))
}

/// Writes the page.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn embed(
    reader: &Reader<'_>,
    showing: &Showing<'_>,
    view: View,
    scheme: Scheme,
) -> Result<Vec<u8>, askama::Error> {
    let body = content(reader, showing);
    let is_calendar = view == View::Calendar;
    let months = showing.calendar.as_ref().map(|calendar| calendar.months);
    let (before, after) = months
        .map(|months| steps(reader, showing, &body, months, scheme))
        .unwrap_or_default();
    let month = body.months.first();
    let addresses = Addresses::of(reader, showing.filter);
    let page = EmbedPage {
        t: Phrases::of(reader.languages),
        links: PageLinks::new(reader, ""),
        rights: reader.rights_in_page(),
        site_name: reader.site.name(),
        canonical: if let Some(id) = showing.only {
            Addresses::page(reader, id)
        } else if is_calendar {
            addresses.agenda()
        } else {
            addresses.portal()
        },
        view: view.token(),
        scheme: scheme.token(),
        version: style_and_script(),
        heading: if is_calendar {
            &body.calendar
        } else {
            &body.list
        },
        month: month.map(|month| (month.name.clone(), weeks(month))),
        before,
        after,
        foot: if is_calendar {
            [&body.agenda, &body.subscribe]
        } else {
            [&body.all, &body.subscribe]
        },
        body: &body,
    };
    page.render().map(String::into_bytes)
}

/// Returns the links to the months before and after, as far as the calendar leads there.
fn steps(
    reader: &Reader<'_>,
    showing: &Showing<'_>,
    body: &WidgetBody,
    months: Months,
    scheme: Scheme,
) -> (Option<Step>, Option<Step>) {
    let (before, after) = months.neighbours(reader.today);
    let addresses = Addresses::of(reader, showing.filter);
    let step = |month: Months, text: &str| {
        let month = (month != Months::of(reader.today)).then(|| month.token());
        let how = Embedded {
            view: View::Calendar,
            scheme,
            month,
            consultation: showing.only,
        };
        Some(Step {
            text: text.to_owned(),
            href: addresses.step(&how)?,
        })
    };
    (
        before.and_then(|month| step(month, &body.words.previous)),
        after.and_then(|month| step(month, &body.words.next)),
    )
}

/// Returns the weeks of a month, from Monday on; days outside the month are empty.
fn weeks(month: &WidgetMonthBody) -> Vec<Vec<Option<Cell>>> {
    let before = (0..month.before).map(|_| None);
    let days = (1..=month.length).map(|number| {
        let day = month.days.iter().find(|day| day.number == number);
        Some(Cell {
            number,
            today: month.today == Some(number),
            label: day.map(|day| day.label.clone()),
        })
    });
    let mut weeks: Vec<Vec<Option<Cell>>> = Vec::new();
    for (at, cell) in before.chain(days).enumerate() {
        if at % 7 == 0 {
            weeks.push(Vec::with_capacity(7));
        }
        if let Some(week) = weeks.last_mut() {
            week.push(cell);
        }
    }
    if let Some(last) = weeks.last_mut() {
        last.resize_with(7, || None);
    }
    weeks
}
