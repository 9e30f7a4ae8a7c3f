//! The front page: the selected consultations, those that close soonest first, with the filters as links and as a form.

use askama::Template;

use crate::phrases::Phrases;
use passerelle_geography::Geography;
use passerelle_index::{ConsultationPage, Facets, Suggestions, WordMatch};
use passerelle_model::{Status, TerritoryCode, TileServer};
use passerelle_query::{Center, DEFAULT_RADIUS_M, Filter, Near, Parameter, Sort};

use super::card::{Card, card};
use super::filters::{Chip, Group, Links, Panel, with_choices};
use super::found::{self, Concerned, Lead};
use super::frame::{Frame, Part, Place, Reader};
use super::links::{PageLinks, Role, joined};
use super::place_field::{Candidate, PlaceSought, proposed};
use super::territory_tree::territory_tree;

/// The radii that the form offers, in kilometres.
const RADII: [u32; 5] = [2, 5, 10, 20, 50];
/// The content of the front page.
#[derive(Debug)]
pub struct PortalView<'a> {
    /// The filter, with the default status and order of this page.
    pub filter: &'a Filter,
    /// The words as they were typed.
    pub words: &'a str,
    /// The results.
    pub page: &'a ConsultationPage,
    /// The number of results of each further filter.
    pub facets: &'a Facets,
    /// The official territories.
    pub geography: &'a Geography,
    /// The selection in words.
    pub caption: &'a str,
    /// The result of the place that was typed.
    pub sought: &'a PlaceSought,
    /// The communes that the words name.
    pub concerned: &'a [Concerned],
    /// The proposals of the fields.
    pub suggestions: &'a Suggestions,
}

pub(super) struct Hidden {
    pub(super) name: &'static str,
    pub(super) value: String,
}

struct Options {
    value: String,
    label: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "portal.html")]
struct PortalPage<'a> {
    frame: Frame<'a>,
    title: String,
    heading: String,
    words: &'a str,
    search_fields: Vec<Hidden>,
    more_fields: Vec<Hidden>,
    filters: String,
    tree: Option<String>,
    groups: Vec<Group>,
    radii: Vec<Options>,
    orders: Vec<Options>,
    place: String,
    communes: Vec<&'static str>,
    subjects: &'a [String],
    opens_after: String,
    closes_before: String,
    chips: Vec<Chip>,
    clear: String,
    count: String,
    cards: Vec<Card>,
    next: Option<String>,
    first: Option<String>,
    elsewhere: Option<Lead>,
    concerned: Vec<Lead>,
    sentences: Vec<String>,
    subscribe: Option<String>,
    /// The data of the map; `None` if the map, which does not correct words, would show something other than the list, or where no file answers.
    points: Option<String>,
    /// The address of a page of a consultation that does not exist: scripts replace its id.
    one: String,
    tiles: Option<&'a TileServer>,
    alert: Option<String>,
    candidates: Vec<Candidate>,
}

/// Returns the default order: consultations that close soonest first, or the best match of words.
pub fn portal_order(filter: &Filter) -> Sort {
    if filter.query.is_some() {
        Sort::Relevance
    } else {
        Sort::Closing
    }
}

/// Returns the canonical query of a filter on the front page, without the default status and order.
pub fn portal_query(filter: &Filter) -> String {
    let mut said = filter.clone();
    if said.status.iter().eq(&[Status::Open]) {
        said.status.clear();
    }
    let usual = portal_order(filter);
    let is_recent = filter.sort == Sort::Recent && usual != Sort::Recent;
    if filter.sort == usual {
        said.sort = Sort::default();
    }
    let query = said.to_string();
    match (is_recent, query.is_empty()) {
        (false, _) => query,
        (true, true) => "sort=recent".to_owned(),
        (true, false) => format!("{query}&sort=recent"),
    }
}

/// Returns the part of the query that a feed or the page of subscriptions takes: neither page nor order.
pub(super) fn selection_query(filter: &Filter) -> String {
    Filter {
        sort: Sort::default(),
        limit: None,
        cursor: None,
        language: None,
        ..filter.clone()
    }
    .to_string()
}

/// Writes the front page.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn portal(reader: &Reader<'_>, view: &PortalView<'_>) -> Result<Vec<u8>, askama::Error> {
    let filter = view.filter;
    let spoken = Filter {
        language: None,
        ..filter.clone()
    };
    let here = portal_query(&spoken);
    let feeds = selection_query(&found::meant(filter, view.page));
    let place = Place {
        part: Part::Consultations,
        root: "",
        path: "",
        query: &here,
        feeds: &feeds,
        caption: view.caption,
    };
    let frame = Frame::new(reader, &place);
    let write = |other: &Filter| address(other, filter);
    let phrases = Phrases::of(reader.languages);
    let panel = panel(reader, view, &phrases, &write);
    let chips = panel.chips(view.words);
    let cards = view.page.items.iter();
    let page = PortalPage {
        title: title(&phrases, filter, view.caption),
        heading: heading(&phrases, &panel),
        words: view.words,
        search_fields: hidden(filter, &[Parameter::Query, Parameter::Sort]),
        more_fields: hidden(filter, &OF_THE_FORM),
        filters: panel.summary(chips.len()),
        tree: territory_tree(&panel),
        groups: groups(&panel),
        radii: radii(&phrases, filter),
        orders: orders(&phrases, filter),
        place: place_typed(view),
        communes: proposed(reader, view.geography, view.suggestions),
        opens_after: filter.value_of(Parameter::OpensAfter).unwrap_or_default(),
        closes_before: filter.value_of(Parameter::ClosesBefore).unwrap_or_default(),
        clear: frame.href(""),
        chips,
        count: counted(&phrases, filter, view.page.total),
        cards: cards.map(|entry| card(reader, &frame, entry)).collect(),
        next: next(view, &panel.links),
        first: filter.cursor.as_ref().and_then(|_| panel.links.to(|_| {})),
        subjects: view.suggestions.words(reader.languages),
        elsewhere: found::elsewhere(&phrases, view, &panel.links),
        concerned: found::concerned(&phrases, view, &panel.links),
        sentences: found::sentences(&phrases, view.page, view.words),
        subscribe: frame.href_with("subscribe", &feeds),
        points: (view.page.matched != WordMatch::Some)
            .then(|| frame.href_with("consultations.geojson", &feeds))
            .flatten(),
        one: frame.page_of_any(),
        tiles: reader.site.appearance().tiles.as_ref(),
        alert: view.sought.alert(&phrases),
        candidates: view
            .sought
            .candidates(view.geography, |code| nearby(&panel.links, code)),
        frame,
    };
    page.render().map(String::into_bytes)
}

fn panel<'a>(
    reader: &Reader<'a>,
    view: &PortalView<'a>,
    phrases: &'a Phrases,
    write: &'a dyn Fn(&Filter) -> String,
) -> Panel<'a> {
    Panel {
        links: Links {
            page: PageLinks::new(reader, ""),
            path: "",
            filter: view.filter,
            write,
        },
        facets: view.facets,
        phrases,
        languages: reader.languages,
        site: reader.site,
        geography: view.geography,
        counted: true,
    }
}

/// Returns the canonical query of another filter than that of the page. They may have different default orders: the best match with words, else the soonest
/// closing.
fn address(other: &Filter, of_the_page: &Filter) -> String {
    let moved = other.sort == Sort::default() && of_the_page.sort != Sort::default();
    let sort = if moved {
        portal_order(other)
    } else {
        other.sort
    };
    portal_query(&Filter {
        sort,
        ..other.clone()
    })
}

/// Returns the link to the consultations near the centre of a territory.
fn nearby(links: &Links<'_>, code: TerritoryCode) -> Option<String> {
    let center = Center::Territory(code);
    links.to(|filter| {
        let radius_m = filter.near.map_or(DEFAULT_RADIUS_M, |near| near.radius_m);
        filter.near = Some(Near { center, radius_m });
    })
}

/// The parameters of the form for place, dates and order.
const OF_THE_FORM: [Parameter; 5] = [
    Parameter::Near,
    Parameter::Radius,
    Parameter::OpensAfter,
    Parameter::ClosesBefore,
    Parameter::Sort,
];

/// Returns the parameters that a form of this page keeps. The default status is not kept.
fn hidden(filter: &Filter, said: &[Parameter]) -> Vec<Hidden> {
    let usual = filter.status.iter().eq(&[Status::Open]);
    let mut kept = kept(filter, said);
    kept.retain(|field| !usual || field.name != Parameter::Status.name());
    kept
}

/// Returns the parameters of the filter that a form keeps; it leads to the first page.
pub(super) fn kept(filter: &Filter, said: &[Parameter]) -> Vec<Hidden> {
    let kept = Parameter::ALL
        .iter()
        .filter(|parameter| !said.contains(parameter) && **parameter != Parameter::Cursor);
    kept.filter_map(|parameter| {
        Some(Hidden {
            name: parameter.name(),
            value: filter.value_of(*parameter)?,
        })
    })
    .collect()
}

fn groups(panel: &Panel<'_>) -> Vec<Group> {
    with_choices([
        panel.status(),
        panel.modality(),
        panel.level(),
        panel.theme(),
        panel.source(),
    ])
}

fn title(phrases: &Phrases, filter: &Filter, caption: &str) -> String {
    let name = if filter.status.iter().eq(&[Status::Open]) {
        "portal-title-open"
    } else {
        "portal-title"
    };
    let title = phrases.say(name);
    if caption.is_empty() {
        title
    } else {
        format!("{title} — {caption}")
    }
}

fn heading(phrases: &Phrases, panel: &Panel<'_>) -> String {
    let filter = panel.links.filter;
    let codes = filter.territory.iter().chain(&filter.concerns);
    let places: Vec<String> = codes.map(|code| panel.territory_name(*code)).collect();
    if places.is_empty() {
        phrases.say("portal-heading")
    } else {
        phrases.with("portal-heading-in", &[("place", &places.join(", "))])
    }
}

/// Returns the number of results: « 23 consultations ouvertes ».
fn counted(phrases: &Phrases, filter: &Filter, total: usize) -> String {
    let mut statuses = filter.status.iter();
    let status = match (statuses.next(), statuses.next()) {
        (Some(only), None) if *only != Status::Unknown => only.token(),
        _ => "any",
    };
    phrases.count_with("results-count", total, &[("status", status)])
}

fn radii(phrases: &Phrases, filter: &Filter) -> Vec<Options> {
    let chosen = filter.near.map_or(10_000, |near| near.radius_m);
    let options = RADII.iter().map(|radius| Options {
        value: radius.to_string(),
        label: phrases.with("kilometres", &[("count", &radius.to_string())]),
        chosen: radius * 1000 == chosen,
    });
    options.collect()
}

fn orders(phrases: &Phrases, filter: &Filter) -> Vec<Options> {
    let possible = Sort::ALL.iter().filter(|sort| match sort {
        Sort::Relevance => filter.query.is_some(),
        Sort::Distance => filter.near.is_some(),
        _ => true,
    });
    let usual = portal_order(filter);
    let options = possible.map(|sort| Options {
        // A default needs no parameter, and an address without it is shorter.
        value: if *sort == usual { "" } else { sort.token() }.to_owned(),
        label: phrases.say(&format!("sort-{}", sort.token())),
        chosen: *sort == filter.sort,
    });
    options.collect()
}

/// Returns the text in the field for the commune: its name, or the text typed.
fn place_typed(view: &PortalView<'_>) -> String {
    match (
        view.sought.typed(),
        view.filter.near.map(|near| near.center),
    ) {
        (Some(typed), _) => typed.clone(),
        (_, Some(Center::Territory(code))) => view
            .geography
            .get(code)
            .map(|place| place.name.to_owned())
            .unwrap_or_default(),
        (_, Some(point @ Center::Point { .. })) => point.to_string(),
        _ => String::new(),
    }
}

fn next(view: &PortalView<'_>, links: &Links<'_>) -> Option<String> {
    let cursor = view.page.next_cursor.as_ref()?;
    let cursor = format!("cursor={cursor}");
    let query = joined(&[&links.query(|_| {}), &cursor]);
    links.page.to_as(Role::Next, links.path, &query)
}
