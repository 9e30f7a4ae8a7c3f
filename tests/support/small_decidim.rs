//! A Decidim of a few processes that a test changes as it goes. It has what every version has and the mode of access of 0.32, and says so when it is probed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::serve::Listener;
use axum::{Json, Router};
use serde_json::{Value, json};

/// The fields that it says, at the probe, that it lacks.
const LACKING: [(&str, &str); 16] = [
    ("LocalizedString", "machineTranslated"),
    ("ParticipatoryProcess", "scope"),
    ("ParticipatoryProcess", "taxonomies"),
    ("ParticipatoryProcess", "url"),
    ("ParticipatoryProcess", "privateSpace"),
    ("ParticipatoryProcess", "phases"),
    ("ParticipatoryProcess", "passerelle"),
    ("Query", "passerelle"),
    ("Query", "deployment"),
    ("Query", "initiatives"),
    ("Query", "conferences"),
    ("Query", "consultations"),
    ("ComponentInterface", "url"),
    ("Meeting", "url"),
    ("Meeting", "withdrawn"),
    ("Statistic", "key"),
];

type Processes = Arc<Mutex<BTreeMap<u32, Value>>>;

/// The meetings of each process, which has one component for them under its own id.
type Meetings = Arc<Mutex<BTreeMap<u32, Vec<Value>>>>;

/// The server, which runs until it is dropped.
pub(crate) struct SmallDecidim {
    /// `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    processes: Processes,
    meetings: Meetings,
    server: tokio::task::JoinHandle<()>,
}

impl SmallDecidim {
    /// Starts without any process.
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        Self::behind(listener, address)
    }

    /// The same, reached at `address` through a listener of one's own.
    pub(crate) fn behind<L>(listener: L, address: String) -> Self
    where
        L: Listener,
        L::Addr: std::fmt::Debug,
    {
        let processes = Processes::default();
        let meetings = Meetings::default();
        let router = Router::new()
            .route("/api", post(answer))
            .with_state((Arc::clone(&processes), Arc::clone(&meetings)));
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self {
            address,
            processes,
            meetings,
            server,
        }
    }

    /// Publishes a process, or changes its title.
    pub(crate) fn publish(&self, id: u32, title: &str) {
        self.publish_with(id, title, &json!({}));
    }

    /// The same, with further fields or other values of them.
    pub(crate) fn publish_with(&self, id: u32, title: &str, fields: &Value) {
        let mut process = json!({
            "id": id.to_string(), "slug": format!("p{id}"), "title": text(title), "description": text(&format!("<p>{title}, pas à pas.</p>")),
            "startDate": "2026-01-05", "endDate": "2099-12-31", "promoted": false, "steps": [], "components": [],
        });
        for (name, value) in fields.as_object().expect("fields") {
            process[name] = value.clone();
        }
        self.processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, process);
    }

    /// Gives a published process another value of a field.
    pub(crate) fn alter(&self, id: u32, field: &str, value: &Value) {
        let mut processes = self
            .processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(process) = processes.get_mut(&id) {
            process[field] = value.clone();
        }
    }

    /// Publishes a process with these meetings, or changes them.
    pub(crate) fn holds(&self, id: u32, title: &str, meetings: Vec<Value>) {
        self.publish(id, title);
        let component =
            json!({"__typename": "Meetings", "id": id.to_string(), "name": text("Réunions")});
        let mut processes = self
            .processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(process) = processes.get_mut(&id) {
            process["components"] = json!([component]);
        }
        self.meetings
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, meetings);
    }

    /// Publishes it no longer.
    pub(crate) fn withdraw(&self, id: u32) {
        self.processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&id);
    }
}

impl Drop for SmallDecidim {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn text(text: &str) -> Value {
    json!({"translations": [{"locale": "fr", "text": text}]})
}

async fn answer(
    State((processes, meetings)): State<(Processes, Meetings)>,
    Json(body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let answer = match body["operationName"].as_str() {
        Some("Probe") => {
            let lacks = |(type_name, field): (&str, &str)| json!({"message": "?", "extensions": {"code": "undefinedField", "typeName": type_name, "fieldName": field}});
            json!({"errors": LACKING.map(lacks)})
        }
        Some("Processes") => {
            let processes = processes.lock().unwrap_or_else(PoisonError::into_inner);
            let listed: Vec<&Value> = processes.values().collect();
            json!({"data": {"decidim": {"version": null}, "participatoryProcesses": listed}})
        }
        Some("ComponentMeetings") => {
            let id = body["variables"]["id"]
                .as_str()
                .and_then(|id| id.parse().ok());
            let meetings = meetings.lock().unwrap_or_else(PoisonError::into_inner);
            let rows = id.and_then(|id: u32| meetings.get(&id));
            let edges: Vec<Value> = rows
                .into_iter()
                .flatten()
                .map(|node| json!({"node": node}))
                .collect();
            let page =
                json!({"pageInfo": {"hasNextPage": false, "endCursor": null}, "edges": edges});
            json!({"data": {"component": {"__typename": "Meetings", "meetings": page}}})
        }
        Some("Territory") => json!({"data": {"participatoryProcesses": []}}),
        Some("ProcessStats") => json!({"data": {"participatoryProcess": {"stats": []}}}),
        _ => {
            let failed = json!({"errors": [{"message": "Internal Server error"}], "data": {}});
            return (StatusCode::INTERNAL_SERVER_ERROR, Json(failed));
        }
    };
    (StatusCode::OK, Json(answer))
}
