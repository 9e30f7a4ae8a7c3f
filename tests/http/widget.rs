//! The widget: a script that any website may include, and data that say everything in words.

use std::process::Stdio;

use reqwest::StatusCode;
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::content;
use crate::gateway::{Gateway, header};

/// The texts at a key of each member of a list.
fn each<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    let list = list.as_array().unwrap().iter();
    list.map(|member| member[key].as_str().unwrap()).collect()
}

/// The text with ordinary spaces, as one compares by eye.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test]
async fn any_website_may_include_the_script_and_comes_back_for_it_in_an_hour() {
    let gateway = Gateway::start().await;
    let script = gateway.get("/widget.js").await;
    assert_eq!(script.status(), StatusCode::OK);
    assert_eq!(
        header(&script, "content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(header(&script, "access-control-allow-origin"), "*");
    let kept = header(&script, "cache-control");
    assert!(kept.starts_with("public, max-age=3600") && !kept.contains("immutable"));
    let etag = header(&script, "etag").to_owned();
    let sent = gateway
        .get_with("/widget.js", &[("accept-encoding", "gzip")])
        .await;
    assert_eq!(header(&sent, "content-encoding"), "gzip");
    let sent = sent.bytes().await.unwrap();
    assert!(sent.len() < 8_000, "{} bytes", sent.len());
    let again = gateway
        .get_with("/widget.js", &[("if-none-match", &etag)])
        .await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let style = gateway.get("/widget.css").await;
    assert_eq!(header(&style, "content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn the_script_is_one_module_that_needs_no_other() {
    let gateway = Gateway::start().await;
    let script = gateway.text("/widget.js").await;
    assert!(!script.contains("import ") && !script.contains("import("));
    // The name of a vocabulary is no address, and neither is a comment.
    let code = script
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let asking = code
        .collect::<String>()
        .replace("http://www.w3.org/2000/svg", "");
    assert!(!asking.contains("http:") && !asking.contains("//"));
    let mut node = Command::new("node")
        .args(["--check", "--input-type=module", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = node.stdin.take().unwrap();
    input.write_all(script.as_bytes()).await.unwrap();
    drop(input);
    let said = node.wait_with_output().await.unwrap();
    let errors = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "{errors}");
}

#[tokio::test]
async fn the_list_says_what_until_when_and_where_it_leads() {
    let gateway = Gateway::start().await;
    let list = gateway.json("/widget.json?view=list").await;
    assert_eq!(list["lang"], "fr");
    assert_eq!(list["list"]["title"], "Donnez votre avis");
    let items = &list["items"];
    assert_eq!(
        each(items, "title"),
        ["Une place à vivre", content::HOSTILE_IN_PAGES],
        "what closes soonest first, and only what is open"
    );
    assert_eq!(items[0]["state"], "closing");
    assert_eq!(plain(items[0]["left"].as_str().unwrap()), "encore 3 jours");
    assert_eq!(
        plain(items[0]["day"].as_str().unwrap()),
        "jusqu’au mercredi 25 novembre"
    );
    assert_eq!(items[0]["place"], "Participez à Nancy");
    assert!(items[0].get("bridge").is_none(), "it has no phases");
    let bridge = &items[1]["bridge"];
    assert_eq!(bridge["name"], "Étape 2 sur 2");
    assert_eq!(each(&bridge["spans"], "is"), ["done", "now", "gone"]);
    assert!(bridge["person"].as_f64().unwrap() > 40.0);
    assert_eq!(
        items[1]["url"],
        format!(
            "https://agenda.example.fr/consultations/{}",
            content::id("1")
        )
    );
    assert_eq!(list["meetings"][0]["title"], "Atelier du parc");
    assert_eq!(
        plain(list["meetings"][0]["when"].as_str().unwrap()),
        "samedi 28 novembre, 18 h 30"
    );
    assert_eq!(list["all"]["url"], "https://agenda.example.fr/");
    assert_eq!(
        list["subscribe"]["url"],
        "https://agenda.example.fr/subscribe"
    );
}

#[tokio::test]
async fn it_takes_every_filter_and_its_links_keep_them() {
    let gateway = Gateway::start().await;
    let data = gateway
        .json("/widget.json?territory=54498&status=upcoming,open&lang=en")
        .await;
    assert_eq!(each(&data["items"], "title"), ["Cycling plan"]);
    assert_eq!(data["lang"], "en");
    assert_eq!(data["list"]["name"], "Have your say: Seichamps");
    assert_eq!(
        data["all"]["url"],
        "https://agenda.example.fr/?territory=54498&status=upcoming,open&lang=en"
    );
    assert!(
        data["items"][0]["url"]
            .as_str()
            .unwrap()
            .ends_with("?lang=en")
    );
    for (query, found) in [
        ("concerns=54395", 1),
        ("near=54395&radius=2", 1),
        ("status=results", 1),
        ("level=involve", 1),
        ("modality=survey&status=upcoming", 1),
        ("theme=Cadre+de+vie", 1),
        ("source=voisins&status=unknown", 1),
        ("platform=decidim", 2),
        ("q=place", 1),
        ("opens_after=2026-10-15", 1),
        ("closes_before=2026-11-30", 1),
        ("sort=name&limit=1", 1),
    ] {
        let data = gateway.json(&format!("/widget.json?{query}")).await;
        assert_eq!(data["items"].as_array().unwrap().len(), found, "{query}");
    }
}

#[tokio::test]
async fn what_is_not_shown_is_counted() {
    let gateway = Gateway::start().await;
    let all = async |query: &str| {
        let data = gateway.json(&format!("/widget.json?{query}")).await;
        plain(data["all"]["text"].as_str().unwrap())
    };
    assert_eq!(all("limit=1").await, "Toutes les consultations (2)");
    assert_eq!(all("limit=2").await, "Toutes les consultations");
}

#[tokio::test]
async fn a_wrong_attribute_is_named_to_the_page_that_wrote_it() {
    let gateway = Gateway::start().await;
    for (query, named) in [
        ("territoire=54498", "territory"),
        ("view=liste", "list"),
        ("concerns=Seichamps", "54498"),
    ] {
        let answer = gateway.get(&format!("/widget.json?{query}")).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(header(&answer, "access-control-allow-origin"), "*");
        let text = answer.text().await.unwrap();
        assert!(text.contains(named), "{query}: {text}");
    }
}

#[tokio::test]
async fn the_calendar_leads_from_this_month_to_the_last_with_something() {
    let gateway = Gateway::start().await;
    let data = gateway.json("/widget.json?view=calendar").await;
    let months = &data["months"];
    assert_eq!(
        each(months, "name")
            .into_iter()
            .map(plain)
            .collect::<Vec<_>>(),
        ["novembre 2026", "décembre 2026", "janvier 2027"]
    );
    let november = &months[0];
    assert_eq!(
        (&november["before"], &november["length"], &november["today"]),
        (&6.into(), &30.into(), &22.into()),
        "the first of November 2026 is a Sunday"
    );
    let days = november["days"].as_array().unwrap();
    let numbers: Vec<u64> = days
        .iter()
        .map(|day| day["number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [25, 28], "nothing of the days before today");
    assert_eq!(
        plain(days[1]["label"].as_str().unwrap()),
        "samedi 28 novembre : 1 rendez-vous"
    );
    let closing = &days[0]["entries"][0];
    assert_eq!(
        (closing["is"].as_str(), closing["label"].as_str()),
        (Some("closing"), Some("Clôture"))
    );
    let workshop = &days[1]["entries"][0];
    assert_eq!(workshop["is"], "meeting");
    assert_eq!(plain(workshop["label"].as_str().unwrap()), "18 h 30");
    assert_eq!(workshop["place"], "Nancy · Hôtel de ville");
    assert_eq!(workshop["url"], "https://participez.example.fr/meetings/7");
    assert!(data["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn without_a_view_the_data_hold_what_every_view_shows() {
    let gateway = Gateway::start().await;
    let whole = gateway.json("/widget.json?concerns=54395").await;
    for (view, key) in [
        ("list", "items"),
        ("list", "meetings"),
        ("calendar", "months"),
    ] {
        let part = gateway
            .json(&format!("/widget.json?concerns=54395&view={view}"))
            .await;
        assert_eq!(whole[key], part[key], "{view}");
        assert!(!whole[key].as_array().unwrap().is_empty(), "{key}");
    }
}

#[tokio::test]
async fn one_consultation_can_be_shown_alone() {
    let gateway = Gateway::start().await;
    let path = format!("/widget.json?consultation={}", content::id("1"));
    let data = gateway.json(&path).await;
    assert_eq!(each(&data["items"], "title"), [content::HOSTILE_IN_PAGES]);
    assert_eq!(data["meetings"].as_array().unwrap().len(), 2);
    let days = |at: usize| data["months"][at]["days"].as_array().unwrap().len();
    assert_eq!((days(0), days(1)), (1, 2));
    for (id, status) in [
        (content::gone().id.to_string(), StatusCode::GONE),
        (content::id("77").to_string(), StatusCode::NOT_FOUND),
        ("something".to_owned(), StatusCode::NOT_FOUND),
    ] {
        let answer = gateway
            .get(&format!("/widget.json?consultation={id}"))
            .await;
        assert_eq!(answer.status(), status, "{id}");
    }
}

#[tokio::test]
async fn days_are_counted_right_on_both_sides_of_midnight() {
    // A minute before midnight in Paris, and a minute after.
    for (moment, left, kept) in [
        (
            "2026-11-22T22:59:00Z",
            "encore 3 jours",
            "max-age=60, stale-while-revalidate=0",
        ),
        (
            "2026-11-22T23:01:00Z",
            "encore 2 jours",
            "max-age=120, stale-while-revalidate=600",
        ),
        (
            "2026-11-25T20:00:00Z",
            "c’est le dernier jour",
            "max-age=120",
        ),
    ] {
        let gateway = Gateway::at(moment).await;
        for path in ["/widget.json?view=list", "/embed"] {
            let answer = gateway.get(path).await;
            let cache = header(&answer, "cache-control").to_owned();
            assert!(cache.contains(kept), "{moment} {path}: {cache}");
            let text = plain(&answer.text().await.unwrap());
            assert!(text.contains(left), "{moment} {path}: {text}");
        }
    }
}
