//! Routes for the operator, who shows a token: the probable duplicates with the decisions on them, and the states of the sources. Every decision is logged.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{self, RawQuery, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tower_http::limit::RequestBodyLimitLayer;

use passerelle_index::Snapshot;

use passerelle_model::reason::Audience;
use passerelle_model::{ConsultationId, Decision, Pair, SpaceKind, Verdict};
use passerelle_phrases::Phrases;
use passerelle_publish::Site;
use passerelle_publish::json::{self, DecidedBody, DuplicatesBody, SuggestionBody, TwinSummary};
use passerelle_query::{Allowed, Parameter};

use super::api::source_list;
use super::conditional::CachePolicy;
use super::problem::Problem;
use super::question::{Material, filter};
use super::respond::plain_headers;
use super::state::State;

type Handled = Result<Response, Problem>;
type Shared = Arc<State>;

/// The longest body of a decision, in bytes.
const BODY_LIMIT: usize = 4096;

/// Returns the routes; none if the operator has configured no token.
pub(super) fn routes(state: &Shared) -> Router<Shared> {
    if state.admin.is_none() {
        return Router::new();
    }
    Router::new()
        .route(
            "/admin/duplicates",
            get(duplicates)
                .post(decide)
                .fallback(|method: Method| async move {
                    Problem::Method {
                        method,
                        allowed: "GET, HEAD, POST",
                    }
                }),
        )
        .route(
            "/admin/api/v1/sources",
            get(sources).fallback(|method: Method| async move {
                Problem::Method {
                    method,
                    allowed: "GET, HEAD",
                }
            }),
        )
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(Arc::clone(state), guard))
}

/// Lets in requests that show the token. The answers are for the operator alone, and are never cached.
async fn guard(
    extract::State(state): extract::State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let answered = if is_admin(&state, request.headers()) {
        next.run(request).await
    } else {
        Problem::Unauthorized.into_response()
    };
    let is_plain = answered.status() == StatusCode::PAYLOAD_TOO_LARGE;
    let mut response = if is_plain {
        Problem::TooLarge(BODY_LIMIT).into_response()
    } else {
        answered
    };
    let headers = response.headers_mut();
    headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    headers.remove(header::ACCESS_CONTROL_EXPOSE_HEADERS);
    headers.insert(header::CACHE_CONTROL, CachePolicy::Live.header());
    plain_headers(headers);
    response
}

fn is_admin(state: &State, headers: &HeaderMap) -> bool {
    let shown = headers
        .get(header::AUTHORIZATION)
        .map(HeaderValue::as_bytes)
        .and_then(|value| value.split_at_checked("Bearer ".len()))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case(b"Bearer "));
    let Some(((_, shown), token)) = shown.zip(state.admin.as_ref()) else {
        return false;
    };
    // Digests are compared, and to their ends, so that the time that it takes says nothing about the token.
    let difference = Sha256::digest(shown)
        .iter()
        .zip(token)
        .fold(0, |difference, (one, other)| difference | (one ^ other));
    difference == 0
}

/// Handles `GET /admin/duplicates`: the probable duplicates and the decisions so far.
async fn duplicates(extract::State(state): extract::State<Shared>) -> Handled {
    let snapshot = state.index.current();
    let body = tokio::task::spawn_blocking(move || {
        let suggestions = state.duplicates.of(&snapshot);
        let suggestions = suggestions.iter().filter_map(|suggestion| {
            Some(SuggestionBody {
                a: twin(&state.site, &snapshot, suggestion.pair.first())?,
                b: twin(&state.site, &snapshot, suggestion.pair.second())?,
                score: suggestion.score,
                why: suggestion.why.iter().map(|why| why.token()).collect(),
            })
        });
        let decided = snapshot.decisions().filter_map(|decision| {
            let is_decided = decision.verdict.is_some();
            is_decided.then(|| decided(&state.site, &snapshot, decision))
        });
        json::to_bytes(&DuplicatesBody {
            suggestions: suggestions.collect(),
            decided: decided.collect(),
        })
    });
    Ok(answered(body.await.map_err(|error| broken(&error))?))
}

/// Handles `GET /admin/api/v1/sources`: the state of every source, with the details that only the operator may know.
async fn sources(
    extract::State(state): extract::State<Shared>,
    RawQuery(query): RawQuery,
) -> Handled {
    let allowed = Allowed::only(&[Parameter::Language]);
    let filter = filter(&state, query.as_deref(), &allowed)?;
    let states = state.sources.load_full();
    let phrases = Phrases::of(&state.site.reading(filter.language.as_ref()));
    let material = Material {
        site: Arc::clone(&state.site),
        snapshot: state.index.current(),
    };
    let body = tokio::task::spawn_blocking(move || {
        let list = source_list(&material, &states, &phrases, Audience::Operator);
        json::to_bytes(&list)
    });
    Ok(answered(body.await.map_err(|error| broken(&error))?))
}

fn twin(site: &Site, snapshot: &Snapshot, id: ConsultationId) -> Option<TwinSummary> {
    Some(TwinSummary::new(site, snapshot.unmerged(id)?))
}

fn decided(site: &Site, snapshot: &Snapshot, decision: &Decision) -> DecidedBody {
    let both = [decision.pair.first(), decision.pair.second()];
    let [a, b] = both.map(|id| id.to_string());
    let [one, other] = both.map(|id| snapshot.entry(id).map(|entry| entry.id()));
    DecidedBody {
        a,
        b,
        decision: token(decision),
        decided_at: passerelle_publish::dates::iso(decision.at),
        shown_as_one: one.is_some() && one == other,
        entries: both
            .into_iter()
            .filter_map(|id| twin(site, snapshot, id))
            .collect(),
    }
}

fn token(decision: &Decision) -> &'static str {
    decision.verdict.map_or("undecided", Verdict::token)
}

/// The body of a posted decision.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostedDecision {
    a: ConsultationId,
    b: ConsultationId,
    decision: PostedVerdict,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PostedVerdict {
    Same,
    Different,
    Undecided,
}

impl PostedVerdict {
    const fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Same => Some(Verdict::Same),
            Self::Different => Some(Verdict::Different),
            Self::Undecided => None,
        }
    }
}

/// Handles `POST /admin/duplicates`: stores a decision, and serves by it from then on.
async fn decide(extract::State(state): extract::State<Shared>, body: Bytes) -> Handled {
    let posted: PostedDecision = serde_json::from_slice(&body).map_err(|error| {
        Problem::Refused(format!(
            "send {{\"a\": ID, \"b\": ID, \"decision\": \"same\", \"different\" or \"undecided\"}}: {error}"
        ))
    })?;
    let _deciding = state.deciding.lock().await;
    let pair = checked(&state.index.current(), &posted)?;
    let decision = Decision {
        pair,
        verdict: posted.decision.verdict(),
        at: state.clock.now(),
    };
    state.store.decide(&decision).await.map_err(|error| {
        tracing::error!(%error, "a decision could not be kept");
        Problem::Internal
    })?;
    tracing::info!(a = %pair.first(), b = %pair.second(), decision = token(&decision), "the operator decided");
    let deciding = Arc::clone(&state);
    let now = decision.at;
    let snapshot = tokio::task::spawn_blocking(move || deciding.index.decide(&[decision], now));
    let snapshot = snapshot.await.map_err(|error| broken(&error))?;
    let body = decided(&state.site, &snapshot, &decision);
    Ok(answered(json::to_bytes(&body)))
}

/// Returns the pair of a decision, after checks that it can be decided: both consultations are known, and they come from different sources.
fn checked(snapshot: &Snapshot, posted: &PostedDecision) -> Result<Pair, Problem> {
    let known = |id: ConsultationId| {
        let entry = snapshot.unmerged(id);
        entry.ok_or_else(|| Problem::NotFound(format!("there is no consultation `{id}`")))
    };
    let refused = |why: &str| Err(Problem::Refused(why.to_owned()));
    let Some(pair) = Pair::new(posted.a, posted.b) else {
        return refused("`a` and `b` are the same id");
    };
    if !matches!(posted.decision, PostedVerdict::Same) {
        return Ok(pair);
    }
    let one = &known(posted.a)?.stored.consultation;
    let other = &known(posted.b)?.stored.consultation;
    if one.kind == SpaceKind::Event || other.kind == SpaceKind::Event {
        return refused("an appointment of a calendar belongs to a consultation by its links only");
    }
    if one.publisher() == other.publisher() {
        return refused("both come from one source, which publishes them as two");
    }
    Ok(pair)
}

fn answered(body: Vec<u8>) -> Response {
    let media_type = HeaderValue::from_static(json::MEDIA_TYPE);
    let mut response = body.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, media_type);
    response
}

fn broken(error: &tokio::task::JoinError) -> Problem {
    tracing::error!(%error, "what an administrator asked for could not be made");
    Problem::Internal
}
