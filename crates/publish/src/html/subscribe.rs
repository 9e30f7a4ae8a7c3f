//! The page of subscriptions: a form for a selection, the addresses of that selection, and the snippets for webmasters.

use askama::Template;

use crate::widget::View;
use passerelle_geography::Geography;
use passerelle_index::{Facets, Suggestions};
use passerelle_model::{Status, TerritoryCode};
use passerelle_query::{Filter, Parameter};

use super::addresses::{Section, sections};
use super::filters::{Chip, Links, Panel};
use super::frame::{Frame, Part, Place, Reader};
use super::place_field::{Candidate, PlaceSought, proposed};
use super::portal::selection_query;
use super::snippet::Snippet;
use super::territory_tree::territory_tree;

/// The content of the page of subscriptions.
#[derive(Debug)]
pub struct SubscribeView<'a> {
    /// The selection.
    pub filter: &'a Filter,
    /// The words as they were typed.
    pub words: &'a str,
    /// The number of consultations in it now.
    pub consultations: usize,
    /// The number of meetings to come.
    pub meetings: usize,
    /// The number of results of each choice, all together: the form offers these.
    pub facets: &'a Facets,
    /// The official territories.
    pub geography: &'a Geography,
    /// The selection in words.
    pub caption: &'a str,
    /// The result of the place that was typed.
    pub sought: &'a PlaceSought,
    /// The proposals of the fields.
    pub suggestions: &'a Suggestions,
    /// The view of the widget.
    pub view: View,
}

struct Boxes {
    name: &'static str,
    title: String,
    /// `true` if its choices are in sight at once.
    open: bool,
    ticks: Vec<Tick>,
}

struct Tick {
    value: String,
    label: String,
    ticked: bool,
}

/// A choice between consultations inside a place and those that concern it.
struct Scope {
    label: String,
    href: String,
    current: bool,
}

/// Places to choose from, as links.
struct Choices {
    tree: Option<String>,
    scopes: Vec<Scope>,
}

#[derive(Template)]
#[template(path = "subscribe.html")]
struct SubscribePage<'a> {
    frame: Frame<'a>,
    chips: Vec<Chip>,
    kept: Vec<(&'static str, String)>,
    place: String,
    inside: bool,
    communes: Vec<&'static str>,
    subjects: &'a [String],
    words: &'a str,
    boxes: Vec<Boxes>,
    /// The choices as links, for files, where no form is answered.
    choices: Option<Choices>,
    alert: Option<String>,
    candidates: Vec<Candidate>,
    consultations: String,
    meetings: String,
    sections: Vec<Section>,
    snippet: Snippet,
}

/// Writes the page of subscriptions.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn subscribe(reader: &Reader<'_>, view: &SubscribeView<'_>) -> Result<Vec<u8>, askama::Error> {
    let query = selection_query(view.filter);
    let frame = Frame::new(
        reader,
        &Place {
            part: Part::Subscribe,
            root: "",
            path: "subscribe",
            query: &query,
            feeds: &query,
            caption: view.caption,
        },
    );
    let write = |filter: &Filter| filter.to_string();
    let panel = Panel {
        links: Links {
            page: frame.links,
            path: "subscribe",
            filter: view.filter,
            write: &write,
        },
        facets: view.facets,
        phrases: &frame.t,
        languages: reader.languages,
        site: reader.site,
        geography: view.geography,
        counted: false,
    };
    let mut chips = panel.chips(view.words);
    for status in &view.filter.status {
        let href = panel.links.to(|filter| _ = filter.status.remove(status));
        chips.extend(panel.chip(frame.t.status(*status), href));
    }
    let page = SubscribePage {
        kept: kept(view),
        place: place(view),
        inside: !view.filter.territory.is_empty(),
        communes: proposed(reader, view.geography, view.suggestions),
        subjects: view.suggestions.words(reader.languages),
        words: view.words,
        boxes: boxes(&frame, reader, view),
        choices: frame.is_file.then(|| Choices {
            tree: territory_tree(&panel),
            scopes: scopes(&frame, view.filter),
        }),
        alert: view.sought.alert(&frame.t),
        candidates: view
            .sought
            .candidates(view.geography, |code| chosen(&panel.links, code)),
        consultations: frame.t.count("subscribe-items", view.consultations),
        meetings: frame.t.count("subscribe-meetings", view.meetings),
        sections: sections(&frame, reader, &query),
        snippet: Snippet::new(reader, &frame, view),
        chips,
        frame,
    };
    page.render().map(String::into_bytes)
}

/// Returns the link to the consultations that concern a territory.
fn chosen(links: &Links<'_>, code: TerritoryCode) -> Option<String> {
    links.to(|filter| {
        filter.territory.clear();
        filter.concerns = [code].into();
    })
}

/// Returns the parameters that the form keeps in hidden fields.
fn kept(view: &SubscribeView<'_>) -> Vec<(&'static str, String)> {
    const SAID: [Parameter; 8] = [
        Parameter::Territory,
        Parameter::Concerns,
        Parameter::Status,
        Parameter::Modality,
        Parameter::Level,
        Parameter::Theme,
        Parameter::Query,
        Parameter::Cursor,
    ];
    let kept = Parameter::ALL.iter().filter(|it| !SAID.contains(it));
    let kept =
        kept.filter_map(|parameter| Some((parameter.name(), view.filter.value_of(*parameter)?)));
    let look = (view.view != View::List).then(|| ("widget", view.view.token().to_owned()));
    kept.chain(look).collect()
}

fn place(view: &SubscribeView<'_>) -> String {
    if let Some(typed) = view.sought.typed() {
        return typed.clone();
    }
    let mut codes = view.filter.concerns.iter().chain(&view.filter.territory);
    let place = codes.next().and_then(|code| view.geography.get(*code));
    place.map(|place| place.name.to_owned()).unwrap_or_default()
}

/// Returns the choices inside a place and around it; none if no place is chosen, or several are.
fn scopes(frame: &Frame<'_>, filter: &Filter) -> Vec<Scope> {
    let mut codes = filter.concerns.iter().chain(&filter.territory);
    let (Some(code), None) = (codes.next(), codes.next()) else {
        return Vec::new();
    };
    let scope = |parameter: &str, label: &str, current: bool| {
        Some(Scope {
            label: frame.t.say(label),
            href: frame.href_with("subscribe", &format!("{parameter}={code}"))?,
            current,
        })
    };
    let inside = !filter.territory.is_empty();
    let scopes = [
        scope("concerns", "subscribe-concerns", !inside),
        scope("territory", "subscribe-inside", inside),
    ];
    scopes.into_iter().flatten().collect()
}

fn boxes(frame: &Frame<'_>, reader: &Reader<'_>, view: &SubscribeView<'_>) -> Vec<Boxes> {
    let (filter, facets, t) = (view.filter, view.facets, &frame.t);
    let tick = |value: &str, label: String, ticked: bool| Tick {
        value: value.to_owned(),
        label,
        ticked,
    };
    let status = Status::ALL.iter().map(|status| {
        tick(
            status.token(),
            t.status(*status),
            filter.status.contains(status),
        )
    });
    let modality = facets.modality.iter().filter(|it| it.count > 0).map(|it| {
        let ticked = filter.modality.contains(&it.value);
        tick(it.value.token(), t.modality(it.value), ticked)
    });
    let level = facets.level.iter().filter(|it| it.count > 0).map(|it| {
        tick(
            it.value.token(),
            t.level(it.value),
            filter.level.contains(&it.value),
        )
    });
    let theme = facets.theme.iter().map(|it| {
        let label = it.value.name.best_text(reader.languages).to_owned();
        tick(&it.value.key, label, filter.theme.contains(&it.value.key))
    });
    let groups = [
        ("status", "group-status", status.collect::<Vec<_>>()),
        ("modality", "group-modality", modality.collect()),
        ("level", "group-level", level.collect()),
        ("theme", "group-theme", theme.collect()),
    ];
    groups
        .into_iter()
        .filter(|(_, _, boxes)| !boxes.is_empty())
        .map(|(name, title, ticks)| Boxes {
            name,
            title: t.say(title),
            open: name == "status" || ticks.iter().any(|tick| tick.ticked),
            ticks,
        })
        .collect()
}
