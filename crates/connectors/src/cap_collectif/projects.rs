//! Projects: their conversion to records. The platform lists them in one language at a time; the same project in another language adds its texts.

use chrono::DateTime;
use chrono_tz::Tz;
use url::Url;

use super::dates;
use super::documents::{Projects, projects};
use super::pages::{self, List, Page, Paged, page_of};
use super::session::{AnswerContext, Session};
use super::site::Sitemap;
use super::steps::{self, State, Step, StepKind};
use crate::Error;
use passerelle_model::Reason;
use passerelle_model::reason::Code;
use passerelle_model::{
    Affiliation, AffiliationKind, Language, LocalizedText, Record, RecordImage, SpaceKind,
};

use projects::ProjectsProjectsEdgesNode as Wire;
use projects::ProjectsProjectsEdgesNodeSteps as WireStep;
use projects::ProjectsProjectsEdgesNodeStepsOn as On;

/// The most steps, themes and districts of one project.
const MOST_PARTS: usize = 200;

/// A project, in the languages in which it was read.
#[derive(Debug, Clone)]
pub(super) struct Project {
    /// The key of the project.
    pub(super) id: String,
    url: Url,
    title: LocalizedText,
    summary: LocalizedText,
    published_at: Option<DateTime<chrono::FixedOffset>>,
    cover: Option<Url>,
    type_key: Option<String>,
    /// The themes with their keys.
    themes: Vec<(String, LocalizedText)>,
    /// The districts with their keys.
    districts: Vec<(String, LocalizedText)>,
    /// The steps that the site shows.
    steps: Vec<Step>,
}

impl Paged for Projects {
    type Node = Wire;

    const COUNTED: bool = true;

    fn variables(_parent: &str, after: Option<String>) -> projects::Variables {
        projects::Variables { after }
    }

    fn page(data: projects::ResponseData) -> Option<Page<Wire>> {
        Some(page_of!(data.projects?))
    }

    fn key(node: &Wire) -> Option<&str> {
        node.id.as_deref()
    }
}

/// Reads the projects in one language; those without a page of their own are left out.
pub(super) async fn read(
    session: &mut Session<'_>,
    language: &Language,
    zone: Tz,
    sitemap: &Sitemap,
) -> Result<List<Project>, Error> {
    let list = pages::all::<Projects>(session, language, "").await?;
    let mut without_page = 0_u32;
    let mut projects = Vec::with_capacity(list.nodes.len());
    let context = AnswerContext {
        base: session.client.base(),
        language,
        zone,
    };
    for wire in list.nodes {
        match project(context, sitemap, wire, &mut session.findings.bad_dates) {
            Some(project) => projects.push(project),
            None => without_page += 1,
        }
    }
    if without_page > 0 {
        let without = Reason::new(Code::ProjectsWithoutPage);
        session.findings.notice(without.with("count", without_page));
    }
    Ok(List {
        nodes: projects,
        complete: list.complete,
    })
}

/// Converts a project; `None` if it has no key or no page of its own.
fn project(
    context: AnswerContext<'_>,
    sitemap: &Sitemap,
    mut wire: Wire,
    bad_dates: &mut u32,
) -> Option<Project> {
    let text = |text: Option<String>| {
        LocalizedText::of(context.language.clone(), text.unwrap_or_default())
    };
    let url = absolute(context, wire.url.as_deref())?;
    if is_list_of_projects(&url) {
        return None;
    }
    let (url, steps) = visible_steps(context, sitemap, url, wire.steps.take(), bad_dates);
    let themes = wire.themes.into_iter().flatten().flatten();
    let districts = wire.districts.and_then(|districts| districts.edges);
    let districts = districts.into_iter().flatten();
    let districts = districts.filter_map(|edge| edge.and_then(|edge| edge.node));
    let summary = wire.meta_description.map(|plain| escaped(&plain));
    let cover = wire.cover.and_then(|cover| cover.url);
    Some(Project {
        title: text(wire.title),
        summary: text(summary),
        published_at: dates::instant(wire.published_at.as_ref(), context.zone, bad_dates),
        cover: absolute(context, cover.as_deref()),
        type_key: wire.type_.and_then(|kind| kind.title),
        themes: themes
            .take(MOST_PARTS)
            .map(|theme| (theme.id.unwrap_or_default(), text(theme.title)))
            .collect(),
        districts: districts
            .take(MOST_PARTS)
            .map(|district| (district.id.unwrap_or_default(), text(district.name)))
            .collect(),
        steps,
        url,
        id: wire.id?,
    })
}

/// Resolves an address against that of the instance; `None` if there is none, or it cannot be parsed.
fn absolute(context: AnswerContext<'_>, address: Option<&str>) -> Option<Url> {
    context.base.join(address?.trim()).ok()
}

/// Converts the steps that the site shows; returns them behind the address of the project's page, which leads to one of them.
fn visible_steps(
    context: AnswerContext<'_>,
    sitemap: &Sitemap,
    url: Url,
    steps: Option<Vec<Option<WireStep>>>,
    bad_dates: &mut u32,
) -> (Url, Vec<Step>) {
    let listed = steps.into_iter().flatten().flatten().take(MOST_PARTS);
    let listed: Vec<WireStep> = listed.collect();
    let addresses: Vec<Option<Url>> = listed
        .iter()
        .map(|step| absolute(context, step.url.as_deref()))
        .collect();
    let shown = sitemap.shows(&addresses);
    let url = reachable(url, &addresses, &shown);
    let steps = listed
        .into_iter()
        .zip(shown)
        .filter(|(_, shown)| *shown)
        .map(|(wire, _)| step(wire, context.language, context.zone, bad_dates))
        .collect();
    (url, steps)
}

/// Converts a step. Dates that cannot be read are counted in `bad_dates`.
fn step(wire: WireStep, language: &Language, zone: Tz, bad_dates: &mut u32) -> Step {
    let range = wire.time_range;
    let (opens, closes) = range.map_or((None, None), |range| (range.start_at, range.end_at));
    Step {
        kind: match wire.on {
            On::CollectStep => StepKind::Collect,
            On::ConsultationStep => StepKind::Consultation,
            On::QuestionnaireStep => StepKind::Questionnaire,
            On::SelectionStep => StepKind::Selection,
            On::DebateStep => StepKind::Debate,
            On::OtherStep | On::PresentationStep | On::RankingStep => StepKind::Information,
            On::Unknown => StepKind::Unknown,
        },
        state: match wire.state {
            Some(projects::StepState::FUTURE) => Some(State::Future),
            Some(projects::StepState::OPENED) => Some(State::Opened),
            Some(projects::StepState::CLOSED) => Some(State::Closed),
            Some(projects::StepState::Other(_)) | None => None,
        },
        title: LocalizedText::of(language.clone(), wire.title.unwrap_or_default()),
        opens: dates::instant(opens.as_ref(), zone, bad_dates),
        closes: dates::instant(closes.as_ref(), zone, bad_dates),
        id: wire.id.unwrap_or_default(),
    }
}

/// Returns whether an address is that of the list of all projects, which the platform gives for a project that has no page of its own.
fn is_list_of_projects(url: &Url) -> bool {
    let last = url
        .path_segments()
        .and_then(|segments| segments.rev().find(|segment| !segment.is_empty()));
    last == Some("projects")
}

/// Returns the address of the page of a project: `url`, or that of the first step that the site shows if `url` is that of a hidden one.
fn reachable(url: Url, steps: &[Option<Url>], shown: &[bool]) -> Url {
    let mut pairs = steps.iter().zip(shown);
    let is_hidden = pairs.any(|(step, shown)| !shown && step.as_ref() == Some(&url));
    let mut shown = steps.iter().zip(shown).filter(|(_, shown)| **shown);
    let first = shown.find_map(|(step, _)| step.clone());
    first.filter(|_| is_hidden).unwrap_or(url)
}

/// Escapes plain text for HTML.
fn escaped(plain: &str) -> String {
    plain
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

impl Project {
    /// Adds the texts of the same project in another language.
    pub(super) fn absorb(&mut self, other: Self) {
        add(&mut self.title, &other.title);
        add(&mut self.summary, &other.summary);
        add_by_key(&mut self.themes, other.themes);
        add_by_key(&mut self.districts, other.districts);
        for step in other.steps {
            if let Some(known) = self.steps.iter_mut().find(|known| known.id == step.id) {
                add(&mut known.title, &step.title);
            }
        }
    }

    /// Converts the project to a record, without meetings and counts.
    pub(super) fn into_record(self) -> Record {
        let timeline = steps::timeline(&self.steps);
        let scope = |(id, names): (String, LocalizedText)| Affiliation {
            kind: AffiliationKind::Scope,
            native_id: Some(id).filter(|id| !id.is_empty()),
            names,
            ancestors: Vec::new(),
        };
        Record {
            title: self.title,
            short_description: self.summary,
            phases: timeline.phases,
            declared_state: timeline.declared,
            modalities: steps::modalities(&self.steps, self.type_key.as_deref()),
            themes: self.themes.into_iter().map(|(_, title)| title).collect(),
            affiliations: self
                .districts
                .into_iter()
                .filter(|(_, names)| !names.is_empty())
                .map(scope)
                .collect(),
            image: self.cover.map(|url| RecordImage {
                url,
                alt: LocalizedText::default(),
                volatile: false,
            }),
            meetings_complete: false,
            published_at: self.published_at,
            ..Record::new(SpaceKind::Process, self.id, self.url)
        }
    }
}

/// Adds a text in another language, unless it is the known one: where a translation is missing, the platform answers in its default language.
pub(super) fn add(text: &mut LocalizedText, other: &LocalizedText) {
    for (language, translation) in other.iter() {
        let known = text.iter().any(|(_, known)| known.text == translation.text);
        if !known {
            text.insert(language.clone(), translation.text.clone(), false);
        }
    }
}

fn add_by_key(known: &mut [(String, LocalizedText)], others: Vec<(String, LocalizedText)>) {
    for (key, text) in others {
        if let Some((_, same)) = known.iter_mut().find(|(id, _)| *id == key) {
            add(same, &text);
        }
    }
}
