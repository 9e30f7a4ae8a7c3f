//! A small Cap Collectif of this process: it answers the gateway's documents by their names, over a real socket, with more than was asked for —
//! people above all — and misbehaves as it is told.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The content of the platform, and how it behaves.
#[derive(Debug, Clone)]
pub(crate) struct Content {
    /// The projects, in the order of the list.
    pub(crate) projects: Vec<Value>,
    /// The events, in the order of the list; `"$projects"` holds the keys of those that an event belongs to.
    pub(crate) events: Vec<Value>,
    /// The most elements of a page.
    pub(crate) page: usize,
    /// Languages in which it answers; in any other one it answers in the first, unless `refuses` says otherwise.
    pub(crate) languages: Vec<&'static str>,
    /// Refuses a language that it does not have, where this is set.
    pub(crate) refuses: bool,
    /// Answers at its API, where this is set.
    pub(crate) api: bool,
    /// Has the schema in which something can be listed, where this is set.
    pub(crate) preview: bool,
    /// Shows visitors a shield, where this is set.
    pub(crate) shield: bool,
    /// The sitemap, if it has one.
    pub(crate) sitemap: Option<String>,
    /// Documents that fail over an error of the server.
    pub(crate) failing: Vec<&'static str>,
    /// The answer to a page of projects after the first one, in place of it.
    pub(crate) second_page: Option<(u16, &'static str)>,
    /// Once the first page of projects was given, the last project of it comes again on the second.
    pub(crate) drifts: bool,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            projects: Vec::new(),
            events: Vec::new(),
            page: 100,
            languages: vec!["fr"],
            refuses: false,
            api: true,
            preview: true,
            shield: false,
            sitemap: None,
            failing: Vec::new(),
            second_page: None,
            drifts: false,
        }
    }
}

/// The platform under way.
#[derive(Clone)]
pub(crate) struct Platform {
    /// `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    content: Content,
    asked: Vec<String>,
}

impl Platform {
    /// Starts one that holds `content`.
    pub(crate) async fn start(content: Content) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let platform = Self {
            address,
            inner: Arc::new(Mutex::new(Inner {
                content,
                asked: Vec::new(),
            })),
        };
        let router = Router::new()
            .route("/graphql", post(answer))
            .route("/sitemap.xml", get(sitemap))
            .fallback(get(page))
            .with_state(platform.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.expect("a server") });
        platform
    }

    /// Changes what it holds.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Content)) {
        change(&mut self.lock().content);
    }

    /// Returns what was asked since the last time: names of documents and paths.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().asked)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("a platform")
    }
}

async fn sitemap(State(platform): State<Platform>) -> Response {
    let mut inner = platform.lock();
    inner.asked.push("/sitemap.xml".to_owned());
    if inner.content.shield {
        return StatusCode::FORBIDDEN.into_response();
    }
    match inner.content.sitemap.clone() {
        Some(text) => text.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn page(State(platform): State<Platform>, uri: Uri) -> Response {
    let mut inner = platform.lock();
    inner.asked.push(uri.path().to_owned());
    Html(if inner.content.shield {
        "<html><div id=\"shield-mode\" class=\"container\"></div></html>"
    } else {
        "<html>Plateforme Cap Collectif</html>"
    })
    .into_response()
}

async fn answer(State(platform): State<Platform>, headers: HeaderMap, body: Bytes) -> Response {
    let asked: Value = serde_json::from_slice(&body).expect("JSON");
    let name = asked["operationName"].as_str().expect("a name").to_owned();
    let mut inner = platform.lock();
    inner.asked.push(name.clone());
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if !inner.content.api {
        return (StatusCode::NOT_FOUND, Html("<html>Page introuvable")).into_response();
    }
    let is_exact = header("accept") == Some("application/vnd.cap-collectif.preview+json");
    if !is_exact || !inner.content.preview {
        return errors("Cannot query field \"projects\" on type \"Query\".");
    }
    if inner.content.failing.contains(&name.as_str()) {
        return Json(
            json!({"data": null, "errors": [{"message": "Internal server Error", "path": ["x"]}]}),
        )
        .into_response();
    }
    let locale = header("accept-language").unwrap_or_default();
    let wanted = locale.split('-').next().unwrap_or_default().to_owned();
    let has = inner.content.languages.contains(&wanted.as_str());
    if !has && inner.content.refuses {
        return errors("This locale is not enabled.");
    }
    let language = if has {
        wanted.as_str()
    } else {
        inner
            .content
            .languages
            .first()
            .copied()
            .expect("a language")
    };
    let variables = &asked["variables"];
    if name == "Projects"
        && !variables["after"].is_null()
        && let Some((status, text)) = inner.content.second_page
    {
        let status = StatusCode::from_u16(status).expect("a status");
        return (status, text).into_response();
    }
    let data = inner.content.data(&name, variables, language);
    Json(json!({ "data": data })).into_response()
}

fn errors(message: &str) -> Response {
    Json(json!({"errors": [{"message": message}]})).into_response()
}

impl Content {
    fn data(&mut self, name: &str, variables: &Value, language: &str) -> Value {
        let after = variables["after"].as_str().map_or(0, |cursor| {
            cursor.parse::<usize>().expect("a cursor of ours")
        });
        match name {
            "Greeting" => json!({
                "projects": {"totalCount": self.projects.len()},
                "events": {"totalCount": self.events.len()},
                "globalDistricts": {"totalCount": 0},
            }),
            "Projects" | "ProjectCounts" => {
                let mut from = after;
                if self.drifts && after > 0 {
                    self.drifts = false;
                    from -= 1;
                }
                json!({"projects": self.list(&self.projects, from, language)})
            }
            "Events" => json!({"events": self.list(&self.events, after, language)}),
            "ProjectEvents" => {
                let own = self.events_of(&variables["project"]);
                json!({"events": self.list(&own, after, language)})
            }
            "EventLinks" => {
                let asked = variables.as_object().expect("variables").iter();
                let lists = asked.map(|(slot, project)| {
                    (
                        slot.clone(),
                        self.list(&self.events_of(project), 0, language),
                    )
                });
                Value::Object(lists.collect())
            }
            other => panic!("{other} is no document of the gateway"),
        }
    }

    fn events_of(&self, project: &Value) -> Vec<Value> {
        let belongs = |event: &&Value| {
            let projects = event["$projects"].as_array();
            projects.is_some_and(|projects| projects.contains(project))
        };
        self.events.iter().filter(belongs).cloned().collect()
    }

    /// A page; `null` elements are null edges. What differs by language stands under its tag.
    fn list(&self, all: &[Value], from: usize, language: &str) -> Value {
        let chosen: Vec<Value> = all
            .iter()
            .skip(from)
            .take(self.page)
            .map(|node| {
                if node.is_null() {
                    Value::Null
                } else {
                    json!({"cursor": "x", "node": in_language(node, language)})
                }
            })
            .collect();
        let end = from + chosen.len();
        json!({
            "totalCount": all.len(),
            "pageInfo": {"hasNextPage": end < all.len(), "endCursor": end.to_string()},
            "edges": chosen,
        })
    }
}

/// A value in one language: `{"$fr": …, "$en": …}` is one of the two.
fn in_language(value: &Value, language: &str) -> Value {
    match value {
        Value::Object(fields) if fields.keys().any(|key| key == "$fr") => fields
            .get(&format!("${language}"))
            .cloned()
            .unwrap_or(Value::Null),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), in_language(value, language)))
            .collect(),
        Value::Array(items) => items
            .iter()
            .map(|item| in_language(item, language))
            .collect(),
        other => other.clone(),
    }
}

/// A step.
pub(crate) fn step(
    kind: &str,
    id: &str,
    state: &str,
    opens: Option<&str>,
    closes: Option<&str>,
) -> Value {
    json!({
        "__typename": kind,
        "id": id,
        "url": format!("/project/p/{}/{id}", kind.trim_end_matches("Step").to_lowercase()),
        "title": format!("Étape {id}"),
        "state": state,
        "timeRange": {"startAt": opens, "endAt": closes},
    })
}

/// A project with these steps.
pub(crate) fn project(number: usize, steps: &[Value]) -> Value {
    json!({
        "id": format!("UHJvamVjdDo{number}"),
        "url": format!("/project/projet-{number}/presentation/presentation"),
        "title": format!("Projet {number}"),
        "metaDescription": format!("Description du projet {number} <sans balise>"),
        "publishedAt": "2026-01-05 10:00:00",
        "cover": {"url": "/media/default/0001/01/x.jpg"},
        "type": {"title": "project.types.publicInquiry"},
        "themes": [{"id": "t1", "title": "Mobilités"}],
        "districts": {"totalCount": 1, "edges": [{"node": {"id": "District:1", "name": "Nantes Sud"}}, null]},
        "steps": steps,
        "contributors": {"totalCount": 12},
        "contributions": {"totalCount": 34},
        "votes": {"totalCount": 5},
    })
}

/// An event of these projects.
pub(crate) fn event(number: usize, starts: &str, projects: &[usize]) -> Value {
    let projects: Vec<String> = projects
        .iter()
        .map(|project| format!("UHJvamVjdDo{project}"))
        .collect();
    json!({
        "id": format!("RXZlbnQ6{number}"),
        "url": format!("/events/atelier-{number}"),
        "title": format!("Atelier {number}"),
        "body": "<p>Venez nombreux.</p>",
        "enabled": true,
        "timeRange": {"startAt": starts, "endAt": null},
        "googleMapsAddress": {"formatted": "Place Graslin, 44000 Nantes", "lat": 47.2131, "lng": -1.5623},
        "$projects": projects,
    })
}
