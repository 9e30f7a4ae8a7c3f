//! The widget: its script, the data that the script reads, its page for frames, and the answer to programs that embed by address (oEmbed).

use std::sync::{Arc, LazyLock};

use axum::extract::{self, RawQuery};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use url::{Url, form_urlencoded};

use passerelle_index::{Appointment, Entry, Snapshot};

use passerelle_model::ConsultationId;
use passerelle_publish::html::{self, Reader};
use passerelle_publish::outputs;
use passerelle_publish::widget::oembed::{self, OembedBody, Shown};
use passerelle_publish::widget::{
    self, Calendar, Embedded, MOST, Months, Scheme, Showing, View, selection,
};
use passerelle_publish::{Representation, json};
use passerelle_query::{Allowed, Filter, ParameterError};

use super::api::served;
use super::conditional::CachePolicy;
use super::feeds::caption;
use super::links::PageFiles;
use super::pages::{ReaderContext, asked, broken, refused_as};
use super::problem::Problem;
use super::question::{Material, Question, answer, own, term};
use super::respond::Prepared;
use super::state::State;

type Shared = extract::State<Arc<State>>;
type Handled = Result<Response, Problem>;

/// The number of consultations in the data where neither a view nor a limit is asked for.
const WHOLE: usize = 20;
/// The number of next meetings below the list.
const NEXT: usize = 2;
/// The height of a frame in pixels, for pages that do not listen to the height that the frame asks for.
const HEIGHT: u32 = 480;

/// Handles `/widget.js`.
pub(super) async fn script(extract::State(state): Shared, headers: HeaderMap) -> Response {
    static SCRIPT: LazyLock<Prepared> = LazyLock::new(|| program(SCRIPT_TYPE, widget::script()));
    if state.site.files().is_some() {
        let script = widget::script_of_files(state.site.languages());
        return program(SCRIPT_TYPE, &script).answer(&headers);
    }
    SCRIPT.answer(&headers)
}

/// Handles `/widget.css`.
pub(super) async fn style(headers: HeaderMap) -> Response {
    static STYLE: LazyLock<Prepared> =
        LazyLock::new(|| program("text/css; charset=utf-8", widget::STYLE));
    STYLE.answer(&headers)
}

/// The media type of scripts.
const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";

fn program(media_type: &'static str, text: &str) -> Prepared {
    let representation = Representation::new(media_type, text.as_bytes().to_vec(), None);
    Prepared::new(representation, CachePolicy::Program)
}

/// The parameters of the widget.
struct WidgetQuery {
    filter: Filter,
    /// Every status by default.
    view: Option<View>,
    consultation: Option<ConsultationId>,
    /// One month, where the calendar is a page.
    month: Option<Months>,
}

impl WidgetQuery {
    fn read(state: &State, query: Option<&str>, allowed: &Allowed) -> Result<Self, Problem> {
        let filter = asked(state, query, allowed)?;
        let view = term(query, "view", &View::ALL, View::token)?;
        let consultation = own(query, "consultation")?
            .map(|text| {
                let text: String = text.chars().take(60).collect();
                let unknown = || Problem::NotFound(format!("there is no consultation `{text}`"));
                text.parse().map_err(|_malformed| unknown())
            })
            .transpose()?;
        Ok(Self {
            filter: filter.first_page(),
            view,
            consultation,
            month: None,
        })
    }

    /// Returns the parameters in canonical form.
    fn key(&self) -> String {
        let (view, month) = (self.view.map(View::token), self.month.map(Months::token));
        let filter = &self.filter;
        format!("{view:?}&{month:?}&{:?}&{filter}", self.consultation)
    }

    /// Renders the content of the widget by `render`, and answers with it.
    fn show<R>(
        &self,
        reader: &Reader<'_>,
        material: &Material,
        make: impl FnOnce(&Showing<'_>) -> R,
    ) -> Result<R, Problem> {
        let snapshot = &material.snapshot;
        let only = match self.consultation {
            Some(id) => Some(entry(snapshot, id)?),
            None => None,
        };
        let to_come = |from, to| Filter {
            from: Some(from),
            to,
            ..selection(&self.filter)
        };
        let meetings = |filter: &Filter, most| match &only {
            None => snapshot.appointments(filter, most),
            Some(entry) => of_consultation(snapshot, filter, entry, most),
        };
        let today = reader.today;
        let (items, total) = match (self.view, &only) {
            (Some(View::Calendar), _) => (Vec::new(), 0),
            (_, Some(entry)) => (vec![Arc::clone(entry)], 1),
            (view, None) => {
                let limit = view.map_or(WHOLE, View::usual_limit);
                let page = snapshot.search(&Filter {
                    limit: self.filter.limit.or(Some(limit)),
                    ..self.filter.clone()
                });
                (page.items, page.total)
            }
        };
        let next = match self.view {
            None | Some(View::List) => meetings(&to_come(today, None), NEXT),
            Some(View::Compact | View::Calendar) => Vec::new(),
        };
        let months = self.month.unwrap_or_else(|| Months::ahead(today));
        let is_calendar = matches!(self.view, None | Some(View::Calendar));
        let (appointments, deadlines) = if is_calendar {
            let from = months.first().max(today);
            let filter = to_come(from, Some(months.last()));
            let deadlines = match &only {
                None => snapshot.select(&filter),
                Some(entry) => vec![Arc::clone(entry)],
            };
            (meetings(&filter, MOST), deadlines)
        } else {
            Default::default()
        };
        Ok(make(&Showing {
            filter: &self.filter,
            caption: &caption(&self.filter, material),
            only: only.as_ref().map(|entry| entry.id()),
            items: &items,
            total,
            next: &next,
            calendar: is_calendar.then_some(Calendar {
                months,
                meetings: &appointments,
                deadlines: &deadlines,
                trimmed: self.month.is_none(),
            }),
        }))
    }
}

/// Returns a consultation, or the one that it is merged into.
fn entry(snapshot: &Snapshot, id: ConsultationId) -> Result<Arc<Entry>, Problem> {
    match served(snapshot, &id.to_string()) {
        Err(Problem::Merged(shown)) => served(snapshot, &shown.to_string()),
        answered => answered,
    }
}

fn of_consultation(
    snapshot: &Snapshot,
    within: &Filter,
    entry: &Entry,
    most: usize,
) -> Vec<Appointment> {
    let days = Filter {
        from: within.from,
        to: within.to,
        ..Filter::default()
    };
    let all = snapshot.appointments(&days, usize::MAX).into_iter();
    all.filter(|appointment| appointment.entry.id() == entry.id())
        .take(most)
        .collect()
}

/// Handles `/widget.json`.
pub(super) async fn data(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let asked = WidgetQuery::read(&state, query.as_deref(), &outputs::WIDGET_DATA.takes)?;
    let question = Question::of_the_day("widget_json", asked.key(), &state);
    let today = question.day(&state);
    let reading = ReaderContext::new(&state.site, asked.filter.language.as_ref(), today);
    let render = move |material: &Material| {
        let reader = reading.reader(material);
        let body = asked.show(&reader, material, |showing| {
            json::to_bytes(&widget::content(&reader, showing))
        })?;
        Ok(material.of_the_day(json::MEDIA_TYPE, body, today))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/embed`: a page for frames; refusals are pages for frames too.
pub(super) async fn embed(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Response {
    let query = query.as_deref();
    let answered = match framed(&state, query, files, &headers).await {
        Err(problem) => refused_as(widget::message, &state, query, &headers, problem),
        answered => answered,
    };
    let mut response = answered.unwrap_or_else(Problem::into_response);
    let policy = state.framing.clone();
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

async fn framed(
    state: &State,
    query: Option<&str>,
    files: PageFiles,
    headers: &HeaderMap,
) -> Handled {
    let mut asked = WidgetQuery::read(state, query, &outputs::FRAME.takes)?;
    let view = *asked.view.get_or_insert(View::List);
    let scheme = term(query, "scheme", &Scheme::ALL, Scheme::token)?.unwrap_or(Scheme::Auto);
    let month = own(query, "month")?
        .map(|text| {
            let wrong = || ParameterError::value("month", &text, "a month (2026-11)");
            Months::one(&text).ok_or_else(wrong)
        })
        .transpose()?;
    let mut question = Question::of_the_day("embed", String::new(), state);
    let today = question.day(state);
    asked.month = Some(month.unwrap_or_else(|| Months::of(today)));
    question.query = format!("{}&{}", scheme.token(), asked.key());
    let reading = ReaderContext::new(&state.site, asked.filter.language.as_ref(), today)
        .with_links(files)
        .with_rights(state.framing.clone());
    let render = move |material: &Material| {
        let reader = reading.reader(material);
        let body = asked
            .show(&reader, material, |showing| {
                widget::embed(&reader, showing, view, scheme)
            })?
            .map_err(|error| broken(&error))?;
        Ok(material.of_the_day(html::MEDIA_TYPE, body, today))
    };
    answer(state, headers, CachePolicy::Content, question, render).await
}

/// The parameters of pages of the portal that a frame does not take, besides those of filters.
const OF_PAGES: [&str; 6] = ["from", "to", "cursor", "place", "scope", "view"];

/// Handles `/oembed`.
pub(super) async fn offer(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let query = query.as_deref();
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    Filter::parse(
        pairs,
        &outputs::OEMBED.takes,
        state.index.current().geography(),
    )?;
    match own(query, "format")?.as_deref() {
        None | Some("json") => {}
        // The answer that oEmbed wants for formats other than JSON.
        Some("xml") => {
            return Err(Problem::NotImplemented(
                "the frame is described as JSON only: leave `format` out".to_owned(),
            ));
        }
        Some(other) => return Err(ParameterError::value("format", other, "json").into()),
    }
    let most = (pixels(query, "maxwidth")?, pixels(query, "maxheight")?);
    let expected = "the address of a page of this gateway";
    let missing = || ParameterError::missing("url", expected);
    let address = own(query, "url")?.ok_or_else(missing)?;
    let wrong = || Problem::from(ParameterError::value("url", &address, expected));
    let url = Url::parse(&address).map_err(|_malformed| wrong())?;
    let nothing = || Problem::NotFound("no page of this gateway can be embedded there".to_owned());
    let shown = oembed::shown(&state.site, &url).ok_or_else(nothing)?;
    let question = Question::new("oembed", format!("{shown:?}&{most:?}"));
    let render = move |material: &Material| {
        let body = offered(material, &shown, most)?;
        Ok(Representation::new(
            json::MEDIA_TYPE,
            json::to_bytes(&body),
            None,
        ))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

fn pixels(query: Option<&str>, name: &str) -> Result<Option<u32>, ParameterError> {
    let Some(text) = own(query, name)? else {
        return Ok(None);
    };
    // A larger number than any field holds counts as the largest.
    let is_huge = text.len() > 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    let pixels = if is_huge {
        Some(u32::MAX)
    } else {
        text.parse().ok()
    };
    let pixels = pixels.filter(|pixels| *pixels > 0);
    let wrong = || ParameterError::value(name, &text, "a number of pixels");
    pixels.map(Some).ok_or_else(wrong)
}

fn offered(
    material: &Material,
    shown: &Shown,
    most: (Option<u32>, Option<u32>),
) -> Result<OembedBody, Problem> {
    let (view, query, consultation) = match shown {
        Shown::Selection(view, query) => (*view, query, None),
        Shown::Consultation(id, query) => (View::List, query, Some(*id)),
    };
    let geography = material.snapshot.geography();
    let pairs = form_urlencoded::parse(query.as_bytes());
    let kept = pairs.filter(|(name, _)| !OF_PAGES.contains(&&**name));
    let filter = Filter::parse(kept, &Allowed::CONSULTATIONS, geography)
        .map_err(|error| Problem::NotFound(error.to_string()))?;
    let site = &material.site;
    let languages = site.reading(filter.language.as_ref());
    let title = if let Some(id) = consultation {
        let entry = entry(&material.snapshot, id)?;
        let title = &entry.stored.consultation.title;
        title.best_text(&languages).to_owned()
    } else {
        let about = caption(&filter, material);
        let parts = [site.name(), &about];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" — ")
    };
    let how = Embedded {
        view,
        scheme: Scheme::Auto,
        month: None,
        consultation,
    };
    let address = site.address("/embed", &how.query(&filter));
    Ok(oembed::oembed(site, &address, &title, (HEIGHT, most)))
}
