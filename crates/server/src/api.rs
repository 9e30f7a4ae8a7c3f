//! The JSON portal: reads requests, asks the index, and answers in the shapes of `publish::json`.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, LazyLock};

use axum::extract::{self, Path, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;

use passerelle_index::{Change, Count, Entry, Facets, IdState, Snapshot};

use passerelle_model::reason::Audience;
use passerelle_model::{ConsultationId, Language, SourceState, TerritoryCode};
use passerelle_phrases::Phrases;
use passerelle_publish::json::{
    self, ChangeBody, ChangesBody, FacetBody, FacetsBody, GatewayBody, RelayBody,
};
use passerelle_publish::outputs;
use passerelle_publish::{Representation, catalogue, openapi};
use passerelle_query::{Filter, ParameterError};

use super::conditional::CachePolicy;
use super::problem::Problem;
use super::question::{Material, Question, answer, filter, own, ranked};
use super::respond::Prepared;
use super::state::State;

type Handled = Result<Response, Problem>;
type Shared = extract::State<Arc<State>>;

/// Answers `question` with the JSON that `render` makes.
async fn json_answer<T: serde::Serialize>(
    state: &State,
    headers: &HeaderMap,
    question: Question,
    render: impl FnOnce(&Material) -> T + Send + 'static,
) -> Handled {
    let render = move |material: &Material| {
        let body = json::to_bytes(&render(material));
        Ok(material.represent(json::MEDIA_TYPE, body))
    };
    answer(state, headers, CachePolicy::Content, question, render).await
}

/// Handles `/api/v1/consultations`.
pub(super) async fn consultations(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = ranked(&state, query.as_deref(), &outputs::CONSULTATIONS.takes)?;
    let question = Question::new("consultations", filter.to_string());
    json_answer(&state, &headers, question, move |material| {
        let page = material.snapshot.lenient().search(&filter);
        let corrections = page.corrections.into_iter();
        json::ConsultationList {
            items: page
                .items
                .iter()
                .map(|entry| json::ConsultationSummary::new(&material.site, entry))
                .collect(),
            total: page.total,
            next_cursor: page.next_cursor,
            matched: page.matched.token(),
            corrections: corrections
                .map(|one| json::CorrectionBody {
                    typed: one.typed,
                    meant: one.meant,
                })
                .collect(),
        }
    })
    .await
}

/// Returns the consultation that `snapshot` serves under the id in a path.
pub(super) fn served(snapshot: &Snapshot, id: &str) -> Result<Arc<Entry>, Problem> {
    let found = id
        .parse::<ConsultationId>()
        .ok()
        .and_then(|id| snapshot.get(id));
    match found {
        Some(IdState::Here(entry)) => Ok(entry),
        Some(IdState::Merged(shown)) => Err(Problem::Merged(shown)),
        Some(IdState::Appointment(_)) => Err(Problem::NotFound(format!(
            "`{}` is an appointment of a calendar and belongs to no consultation; /api/v1/meetings lists it",
            id.chars().take(60).collect::<String>()
        ))),
        Some(IdState::Gone(gone)) => Err(Problem::Gone(gone.id, gone.at)),
        None => {
            let id: String = id.chars().take(60).collect();
            Err(Problem::NotFound(format!(
                "there is no consultation `{id}`"
            )))
        }
    }
}

/// Handles `/api/v1/consultations/{id}`.
pub(super) async fn consultation(
    extract::State(state): Shared,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    filter(&state, query.as_deref(), &outputs::CONSULTATION.takes)?;
    let id = served(&state.index.current(), &id)?.id().to_string();
    let question = Question::new("consultation", id.clone());
    let render = move |material: &Material| {
        // The snapshot may have changed since the first look.
        let entry = served(&material.snapshot, &id)?;
        let body = json::Consultation::new(&material.site, &entry);
        Ok(material.represent(json::MEDIA_TYPE, json::to_bytes(&body)))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/api/v1/meetings`.
pub(super) async fn meetings(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = filter(&state, query.as_deref(), &outputs::MEETINGS.takes)?;
    let question = Question::new("meetings", filter.to_string());
    json_answer(&state, &headers, question, move |material| {
        let page = material.snapshot.lenient().meetings(&filter);
        let items = page
            .items
            .iter()
            .filter_map(|appointment| json::MeetingOfList::new(&material.site, appointment));
        json::MeetingList {
            items: items.collect(),
            total: page.total,
            next_cursor: page.next_cursor,
            matched: page.matched.token(),
        }
    })
    .await
}

/// Handles `/api/v1/territories`.
pub(super) async fn territories(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = filter(&state, query.as_deref(), &outputs::TERRITORIES.takes)?;
    let question = Question::new("territories", filter.to_string());
    json_answer(&state, &headers, question, move |material| {
        let (counts, matched) = material.snapshot.lenient().territories(&filter);
        let mut items: Vec<json::TerritoryCountBody> = counts
            .into_iter()
            .map(|count| json::TerritoryCountBody {
                code: count.value.to_string(),
                name: territory_name(material, count.value),
                kind: count.value.kind().token(),
                consultations: count.count,
            })
            .collect();
        items.sort_by(|a, b| (a.kind, &a.name, &a.code).cmp(&(b.kind, &b.name, &b.code)));
        json::TerritoryList {
            total: items.len(),
            items,
            next_cursor: None,
            matched: matched.token(),
        }
    })
    .await
}

fn territory_name(material: &Material, code: TerritoryCode) -> String {
    let place = material.snapshot.geography().get(code);
    place.map_or_else(|| code.to_string(), |place| place.name.to_owned())
}

/// Handles `/api/v1/facets`.
pub(super) async fn facets(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = filter(&state, query.as_deref(), &outputs::FACETS.takes)?;
    let question = Question::new("facets", filter.to_string());
    json_answer(&state, &headers, question, move |material| {
        let languages = material.site.reading(filter.language.as_ref());
        facets_body(
            material,
            material.snapshot.lenient().facets(&filter),
            &languages,
        )
    })
    .await
}

fn counted<T>(counts: Vec<Count<T>>, words: impl Fn(&T) -> (String, String)) -> Vec<FacetBody> {
    counts
        .into_iter()
        .map(|count| {
            let (value, label) = words(&count.value);
            FacetBody {
                value,
                label,
                count: count.count,
            }
        })
        .collect()
}

pub(super) fn facets_body(
    material: &Material,
    facets: Facets,
    languages: &[Language],
) -> FacetsBody {
    let phrases = Phrases::of(languages);
    let source_name = |id: &passerelle_model::SourceId| {
        let source = material.site.sources().find(|source| source.id == *id);
        source.map_or_else(|| id.to_string(), |source| source.name.clone())
    };
    FacetsBody {
        total: facets.total,
        matched: facets.matched.token(),
        territory: counted(facets.territory, |code| {
            (code.to_string(), territory_name(material, *code))
        }),
        status: counted(facets.status, |term| {
            (term.to_string(), phrases.status(*term))
        }),
        level: counted(facets.level, |term| {
            (term.to_string(), phrases.level(*term))
        }),
        modality: counted(facets.modality, |term| {
            (term.to_string(), phrases.modality(*term))
        }),
        theme: counted(facets.theme, |theme| {
            let label = theme.name.best_text(languages).to_owned();
            (theme.key.clone(), label)
        }),
        source: counted(facets.source, |id| (id.to_string(), source_name(id))),
        platform: counted(facets.platform, |term| {
            (term.to_string(), phrases.platform(*term))
        }),
    }
}

/// Handles `/api/v1/sources`.
pub(super) async fn sources(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = filter(&state, query.as_deref(), &outputs::SOURCES.takes)?;
    let states = state.sources.load_full();
    let mut question = Question::new("sources", filter.to_string());
    question.epoch = digest(&states);
    json_answer(&state, &headers, question, move |material| {
        let languages = material.site.reading(filter.language.as_ref());
        let phrases = Phrases::of(&languages);
        source_list(material, &states, &phrases, Audience::Everyone)
    })
    .await
}

/// Returns the states of all sources, with the details that `audience` may know, in the language of `phrases`.
pub(super) fn source_list(
    material: &Material,
    states: &[SourceState],
    phrases: &Phrases,
    audience: Audience,
) -> json::SourceList {
    let counts = material.snapshot.facets(&Filter::default()).source;
    let items: Vec<json::SourceStateBody> = material
        .site
        .sources()
        .map(|source| {
            let served = counts.iter().find(|count| count.value == source.id);
            let served = served.map_or(0, |count| count.count);
            let never_polled = SourceState::new(source.id.clone());
            let state = states.iter().find(|state| state.id == source.id);
            let state = state.unwrap_or(&never_polled);
            json::SourceStateBody::new(source, state, served, phrases, audience)
        })
        .collect();
    json::SourceList {
        total: items.len(),
        items,
        next_cursor: None,
    }
}

/// Returns a digest of the parts of source states that are shown: it changes whenever the answer does.
pub(super) fn digest(states: &[SourceState]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for state in states {
        (&state.id, state.last_attempt, state.last_success).hash(&mut hasher);
        (state.troubled_since, state.next_due, state.held_since).hash(&mut hasher);
        (state.health.token(), state.held).hash(&mut hasher);
        (&state.error, state.failures).hash(&mut hasher);
        state.notices.hash(&mut hasher);
    }
    hasher.finish()
}

/// Handles `/api/v1/changes`.
pub(super) async fn changes(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = filter(&state, query.as_deref(), &outputs::CHANGES.takes)?;
    let since = match own(query.as_deref(), "since")? {
        None => 0,
        Some(text) => text.parse::<u64>().map_err(|_not_a_place| {
            let expected = "0, or the `next_since` of an earlier answer";
            ParameterError::value("since", &text, expected)
        })?,
    };
    let end = state.index.current().last_change();
    if since > end {
        let expected = format!(
            "a place of this log, which ends at {end}: what was read further was another log, so begin again at 0"
        );
        return Err(ParameterError::value("since", &since.to_string(), expected).into());
    }
    let limit = filter.page_size();
    let log = state.log.to_string();
    let question = Question::new("changes", format!("since={since}&limit={limit}"));
    json_answer(&state, &headers, question, move |material| {
        let page = material.snapshot.changes(since, limit);
        let items = page.items.iter().map(|change| match change {
            Change::Upsert(entry) => ChangeBody::Upsert {
                change: change.place(),
                consultation: Box::new(json::Consultation::new(&material.site, entry)),
                relay: Box::new(RelayBody::new(entry)),
            },
            Change::Tombstone(gone) => ChangeBody::Withdraw {
                change: change.place(),
                id: gone.id.to_string(),
                withdrawn_at: passerelle_publish::dates::iso(gone.at),
            },
        });
        ChangesBody {
            gateway: GatewayBody::new(&material.site),
            log,
            items: items.collect(),
            next_since: page.next_since,
            more: page.more,
        }
    })
    .await
}

/// Handles `/api/openapi.json`.
pub(super) async fn description(extract::State(state): Shared, headers: HeaderMap) -> Response {
    static DOCUMENT: LazyLock<Prepared> = LazyLock::new(|| {
        let body = openapi::document().into_bytes();
        let representation = Representation::new(json::MEDIA_TYPE, body, None);
        Prepared::new(representation, CachePolicy::Content)
    });
    if let Some(name) = state.site.files() {
        let body = catalogue::document(&state.site, name).into_bytes();
        let representation = Representation::new(json::MEDIA_TYPE, body, None);
        return Prepared::new(representation, CachePolicy::Content).answer(&headers);
    }
    DOCUMENT.answer(&headers)
}
