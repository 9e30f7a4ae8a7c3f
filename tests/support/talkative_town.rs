//! A town whose websites all say too much, one for each platform beside Decidim: e-mail addresses and telephone numbers in every text, and people in
//! every place that a format has for them.

use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::cap_collectif_platform::{Content, Platform, event, project, step};
use crate::federation::talkative_page;

/// A text with e-mail addresses and phone numbers, as a careless administrator writes it, put wherever there is a text.
const TALK: &str = "Écrire à camille.canari@example.org ou à camille.canari (at) example (point) org, appeler le 06 12 34 56 78, le 06.12.34.56.78, \
    le 0612345678 ou le +33 6 12 34 56 78";

/// The platforms that it has, by their tokens.
pub(crate) const PLATFORMS: [&str; 6] = [
    "cap-collectif",
    "feed",
    "calendar",
    "opendatasoft",
    "file",
    "passerelle",
];

/// Starts every website; the `[[sources]]` blocks of a gateway that reads them are returned.
pub(crate) async fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let town = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new().fallback(answer).with_state(town.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.expect("a server") });
    let dialogue = Platform::start(dialogue()).await.address;
    let sources = PLATFORMS.map(|platform| {
        let (url, more) = match platform {
            "cap-collectif" => (dialogue.clone(), ""),
            "feed" => (format!("{town}/feed.xml"), ""),
            "calendar" => (format!("{town}/agenda.ics"), ""),
            "opendatasoft" => (town.clone(), PORTAL),
            "file" => (format!("{town}/liste.json"), ""),
            _ => (format!("{town}/autre"), ""),
        };
        format!(
            "[[sources]]\nid = \"{platform}\"\nplatform = \"{platform}\"\nurl = \"{url}\"\norigin = \"{platform}.example.fr\"\nterritory = \"54395\"\n{more}"
        )
    });
    sources.concat()
}

const PORTAL: &str = "dataset = \"d\"\n[sources.fields]\nid = \"key\"\ntitle = \"name\"\nurl = \"https://a.example.fr/{key}\"\nsummary = \"text\"\n\
    description = \"text\"\nopens = \"from\"\nstatus = \"state\"\nstatuses = { open = [\"ouvert\"] }\nterritory = \"town\"\nthemes = \"subjects\"\n";

async fn answer(State(town): State<String>, uri: Uri) -> Response {
    let (kind, body) = match uri.path() {
        "/feed.xml" => ("application/rss+xml", feed(&town)),
        "/agenda.ics" => ("type/calendar", calendar(&town)),
        "/liste.json" => ("application/json", list().to_string()),
        "/autre/api/v1/changes" => ("application/json", talkative_page().to_string()),
        path if path.starts_with("/api/explore/") => ("application/json", portal().to_string()),
        _ => return axum::http::StatusCode::NOT_FOUND.into_response(),
    };
    ([(CONTENT_TYPE, kind)], body).into_response()
}

fn person() -> Value {
    json!({"username": "Camille Canari", "name": "Camille Canari", "email": "camille.canari@example.org"})
}

fn dialogue() -> Content {
    let steps = [step("CollectStep", "s", "OPENED", None, None)];
    let mut talkative = project(1, &steps);
    for field in ["title", "metaDescription"] {
        talkative[field] = json!(TALK);
    }
    talkative["steps"][0]["title"] = json!(TALK);
    talkative["themes"] = json!([{"id": "t", "title": TALK}]);
    talkative["districts"] = json!({"edges": [{"node": {"id": "d", "name": TALK}}]});
    talkative["authors"] = json!([person()]);
    let events = [
        event(1, "2199-04-02 18:30:00", &[1]),
        event(2, "2199-04-03 18:30:00", &[]),
    ];
    let events = events.map(|mut event| {
        event["author"] = person();
        event["title"] = json!(TALK);
        event["body"] = json!(format!("<p>{TALK}</p>"));
        event["googleMapsAddress"] =
            json!({"formatted": TALK, "json": TALK, "lat": 47.2, "lng": -1.5});
        event
    });
    Content {
        projects: vec![talkative],
        events: events.into(),
        ..Content::default()
    }
}

fn feed(town: &str) -> String {
    let person = "camille.canari@example.org (Camille Canari)";
    format!(
        "<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><title>Ville</title><managingEditor>{person}</managingEditor>\
         <webMaster>{person}</webMaster><item><title>{TALK}</title><link>{town}/a</link><guid isPermaLink='false'>mailto:camille.canari@example.org</guid>\
         <description>{TALK}</description><content:encoded><![CDATA[<p>{TALK}</p>]]></content:encoded><author>{person}</author><category>{TALK}</category>\
         <dc:creator>Camille Canari</dc:creator><itunes:author>Camille Canari</itunes:author><dcterms:spatial>{TALK}</dcterms:spatial></item></channel></rss>"
    )
}

fn calendar(town: &str) -> String {
    let talk = TALK.replace(',', "\\,");
    format!(
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Agenda\r\nBEGIN:VEVENT\r\nUID:camille.canari@example.org\r\nDTSTART:21990401T180000Z\r\nSUMMARY:{talk}\r\n\
         DESCRIPTION:{talk}\r\nLOCATION:{talk}\r\nCATEGORIES:{talk}\r\nURL:{town}/agenda/1\r\n\
         ORGANIZER;CN=Camille Canari:mailto:camille.canari@example.org\r\nATTENDEE;CN=Camille Canari:mailto:camille.canari@example.org\r\n\
         CONTACT:Camille Canari\r\nCOMMENT:Camille Canari\r\nBEGIN:VALARM\r\nDESCRIPTION:Camille Canari\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

fn list() -> Value {
    json!([{
        "id": "1", "titre": TALK, "lien": "https://a.example.fr/liste/1", "résumé": TALK, "description": format!("<p>{TALK}</p>"), "themes": [TALK],
        "commune": "Nancy", "organisateur": "Camille Canari", "contact": "Camille Canari", "e-mail": "camille.canari@example.org",
        "réunions": [{"date": "03/12/2199 18:30", "titre": TALK, "description": TALK, "lieu": TALK, "adresse": TALK, "animateur": "Camille Canari"}],
        "texte alternatif": TALK, "image": "https://a.example.fr/i.png",
    }])
}

/// The description of the dataset and a page of its records at once.
fn portal() -> Value {
    let record = json!({"key": "1", "name": TALK, "text": TALK, "town": TALK, "subjects": [TALK], "state": TALK, "from": TALK, "author": person()});
    json!({
        "total_count": 1, "results": [record], "fields": [],
        "metas": {"default": {"publisher": "Camille Canari", "data_processed": "x"}},
    })
}
