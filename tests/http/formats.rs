//! The formats that other programs take, read back by programs that know nothing of this one.

use std::process::Stdio;

use passerelle::index::Delta;
use passerelle::model::{Language, LocalizedText, Meeting, MeetingTime, Origin};
use reqwest::StatusCode;
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::content;
use crate::gateway::{Gateway, header};
use crate::openapi::python;

/// The findings of the readers of `tests/support/readers.mjs` in a document.
async fn readers(kind: &str, document: &[u8]) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/readers.mjs");
    let mut child = Command::new("node")
        .args([script, kind])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(document)
        .await
        .unwrap();
    let output = child.wait_with_output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{kind}: {said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn column<'a>(items: &'a Value, name: &str) -> Vec<&'a str> {
    let items = items.as_array().unwrap().iter();
    items.map(|item| item[name].as_str().unwrap()).collect()
}

#[tokio::test]
async fn three_feed_formats_say_the_same_to_independent_readers() {
    let gateway = Gateway::start().await;
    for view in ["", "?view=updates", "?lang=en&status=open"] {
        let mut found = Vec::new();
        for (kind, path) in [
            ("rss", "/rss.xml"),
            ("atom", "/atom.xml"),
            ("json", "/feed.json"),
        ] {
            let response = gateway.get(&format!("{path}{view}")).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}{view}");
            let read = readers(kind, &response.bytes().await.unwrap()).await;
            assert_eq!(read["feedsmith"]["format"], kind);
            let items = &read["feedsmith"]["items"];
            found.push(["id", "title", "link"].map(|name| {
                column(items, name)
                    .into_iter()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            }));
            if kind != "json" {
                assert_eq!(
                    column(&read["rssParser"], "id"),
                    column(items, "id"),
                    "{path}{view}"
                );
            }
        }
        assert!(!found[0][0].is_empty(), "{view}");
        assert_eq!(found[0], found[1], "{view}");
        assert_eq!(found[0], found[2], "{view}");
    }
}

#[tokio::test]
async fn what_was_withdrawn_is_a_tombstone_where_it_could_be_one() {
    let gateway = Gateway::start().await;
    let id = content::gone().id;
    let gone = |feed: &str| {
        let tombstone = feed.split("<at:deleted-entry ").nth(1)?.split('>').next()?;
        let is_it = tombstone.contains(&format!("ref=\"urn:uuid:{id}\""));
        (is_it && tombstone.contains("when=\"2026-11-21T07:00:00Z\"")).then_some(())
    };
    for path in [
        "/atom.xml",
        "/atom.xml?status=open",
        "/atom.xml?limit=1&lang=en",
    ] {
        assert!(gone(&gateway.text(path).await).is_some(), "{path}");
    }
    for path in [
        "/atom.xml?territory=54395",
        "/atom.xml?q=parcs",
        "/atom.xml?view=updates",
    ] {
        assert!(
            !gateway.text(path).await.contains("deleted-entry"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_json_feed_has_what_the_specification_requires() {
    let gateway = Gateway::start().await;
    let feed = gateway.json("/feed.json?territory=54395").await;
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(
        feed["feed_url"],
        "https://agenda.example.fr/feed.json?territory=54395"
    );
    let item = &feed["items"][0];
    assert!(item["id"].is_string() && item["content_html"].is_string());
    assert!(item["date_published"].as_str().unwrap().ends_with('Z'));
    let extension = &item["_passerelle"];
    assert_eq!(extension["status"], "open");
    assert_eq!(extension["closes_on"], "2026-12-12");
    assert_eq!(extension["territory"]["code"], "54395");
    let portal = gateway
        .json(&format!("/api/v1/consultations/{}", content::id("1")))
        .await;
    for (field, value) in extension.as_object().unwrap() {
        if field != "about" {
            assert_eq!(*value, portal[field], "{field} is as in the portal");
        }
    }
    assert_eq!(item["image"], "https://participez.example.fr/image.jpg");
    let about = extension["about"].as_str().unwrap();
    let (document, pointer) = about.split_once('#').unwrap();
    let document = document.strip_prefix("https://agenda.example.fr").unwrap();
    let described = gateway.json(document).await;
    let fields = described.pointer(pointer).unwrap()["properties"].as_object();
    assert!(
        fields
            .unwrap()
            .keys()
            .eq(extension.as_object().unwrap().keys())
    );
}

fn text(words: &str) -> LocalizedText {
    LocalizedText::of(Language::french(), words)
}

fn at(meeting: &Meeting, native: &str, title: &str, starts: &str, ends: &str) -> Meeting {
    Meeting {
        id: passerelle::model::MeetingId::new(&Origin::new("participez.example.fr"), native),
        title: text(title),
        time: MeetingTime::instants(starts.parse().unwrap(), ends.parse().ok()),
        ..meeting.clone()
    }
}

/// Meetings around both changes of the clocks, a cancelled one, and one whose words would break a calendar.
fn hard_meetings() -> Delta {
    let mut consultation = content::full();
    let sample = consultation.meetings[0].clone();
    let hostile = "Atelier; \\n, « été »\r\nEND:VEVENT\u{0}\u{7} ".repeat(5);
    let mut cancelled = at(&sample, "c", "Balade", "2027-01-10T10:00:00+01:00", "");
    cancelled.cancelled = true;
    cancelled.history.sequence = 3;
    consultation.meetings = vec![
        at(
            &sample,
            "a",
            "Avant l’été",
            "2027-03-27T18:30:00+01:00",
            "2027-03-27T20:00:00+01:00",
        ),
        at(
            &sample,
            "b",
            "Après le changement",
            "2027-03-28T18:30:00+02:00",
            "",
        ),
        cancelled,
        at(
            &sample,
            "d",
            "Nuit d’octobre",
            "2027-10-31T02:30:00+02:00",
            "2027-10-31T02:30:00+01:00",
        ),
        at(&sample, "e", &hostile, "2027-11-02T18:30:00+01:00", ""),
    ];
    Delta {
        upserts: vec![content::stored(consultation, 9)],
        gone: Vec::new(),
    }
}

#[tokio::test]
async fn calendars_show_the_right_local_times_across_both_changes_of_the_clocks() {
    let gateway = Gateway::start().await;
    gateway.apply(hard_meetings());
    let response = gateway.get("/agenda.ics").await;
    assert_eq!(
        header(&response, "content-type"),
        "text/calendar; charset=utf-8"
    );
    let calendar = response.bytes().await.unwrap();
    let python: Value =
        serde_json::from_str(&python("calendar_check.py", &calendar).await).unwrap();
    let javascript = readers("ics", &calendar).await;
    let events = python["events"].as_array().unwrap();
    let starts: Vec<&str> = column(&python["events"], "starts");
    assert_eq!(
        starts,
        [
            "2027-01-10 10:00",
            "2027-03-27 18:30",
            "2027-03-28 18:30",
            "2027-10-31 02:30",
            "2027-11-02 18:30"
        ]
    );
    assert_eq!(column(&javascript, "uid"), column(&python["events"], "uid"));
    assert_eq!(
        column(&javascript, "summary"),
        column(&python["events"], "summary")
    );
    assert_eq!(javascript[2]["starts"], "2027-03-28T16:30:00.000Z");
    assert_eq!(events[0]["status"], "CANCELLED");
    assert_eq!(events[0]["sequence"], 3);
    assert_eq!(events[0]["summary"], "Annulé\u{a0}: Balade");
    assert_eq!(events[3]["ends"], "2027-10-31 02:30");
    let hostile = events[4]["summary"].as_str().unwrap();
    assert!(hostile.starts_with("Atelier; \\n, « été » END:VEVENT") && !hostile.contains('\n'));
    assert!(
        events
            .iter()
            .all(|event| event["people"].as_array().unwrap().is_empty())
    );
    for line in calendar.split(|byte| *byte == b'\n') {
        assert!(line.len() <= 76, "{}", String::from_utf8_lossy(line));
        assert!(line.is_empty() || line.ends_with(b"\r"));
    }
}

#[tokio::test]
async fn a_calendar_can_be_of_one_meeting_one_consultation_or_of_deadlines_too() {
    let gateway = Gateway::start().await;
    let events = async |path: &str| -> Value {
        let calendar = gateway.text(path).await;
        let read = python("calendar_check.py", calendar.as_bytes()).await;
        serde_json::from_str::<Value>(&read).unwrap()["events"].clone()
    };
    assert_eq!(events("/agenda.ics").await.as_array().unwrap().len(), 2);
    let id = content::full().meetings[1].id;
    let one = events(&format!("/agenda.ics?meeting={id}")).await;
    assert_eq!(column(&one, "summary"), ["Restitution"]);
    let consultation = content::id("1");
    let of_it = events(&format!("/agenda.ics?consultation={consultation}")).await;
    assert_eq!(of_it.as_array().unwrap().len(), 2);
    let nobody = format!("/agenda.ics?meeting={consultation}");
    assert_eq!(gateway.get(&nobody).await.status(), StatusCode::NOT_FOUND);
    let deadlines = events("/agenda.ics?include=deadlines&territory=54395&lang=en").await;
    let days = deadlines.as_array().unwrap().iter();
    let whole: Vec<(&str, &str, &str)> = days
        .filter(|event| event["starts"].as_str().unwrap().len() == 10)
        .map(|event| {
            let text = |name: &str| event[name].as_str().unwrap();
            (
                text("summary").split(':').next().unwrap(),
                text("starts"),
                text("ends"),
            )
        })
        .collect();
    assert_eq!(
        whole,
        [("Last day", "2026-12-12", "2026-12-13")],
        "what has come is gone from it"
    );
}

/// The rows of a sheet as Python reads them.
async fn rows(sheet: &[u8], separator: &str) -> Vec<Vec<String>> {
    let program = "import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode('utf-8-sig'), newline=''), delimiter=sys.argv[1]))))";
    let mut child = Command::new("python3")
        .args(["-c", program, separator])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(sheet).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn spreadsheets_open_every_consultation_and_no_formula() {
    let gateway = Gateway::start().await;
    let mut formula = content::plain("8", "=HYPERLINK(\"x\")", content::full().period);
    formula.location = content::full().location;
    gateway.apply(Delta {
        upserts: vec![content::stored(formula, 9)],
        gone: Vec::new(),
    });
    let total = gateway.json("/api/v1/consultations").await["total"]
        .as_u64()
        .unwrap();
    for (query, separator, heading, decimal) in [
        ("", ",", "Titre", "48.6921"),
        ("?separator=semicolon&lang=en", ";", "Title", "48,6921"),
    ] {
        let sheet = gateway.get(&format!("/consultations.csv{query}")).await;
        let sheet = sheet.bytes().await.unwrap();
        assert!(sheet.starts_with(b"\xef\xbb\xbf"));
        let rows = rows(&sheet, separator).await;
        assert_eq!(rows.len() as u64, total + 1);
        assert_eq!(rows[0][1], heading);
        let widths: Vec<usize> = rows.iter().map(Vec::len).collect();
        assert!(
            widths.iter().all(|width| *width == rows[0].len()),
            "{widths:?}"
        );
        let row = rows
            .iter()
            .find(|row| row[1].contains("HYPERLINK"))
            .unwrap();
        assert_eq!(row[1], "'=HYPERLINK(\"x\")");
        assert_eq!(row[20], decimal);
    }
}

#[tokio::test]
async fn maps_get_points_with_the_longitude_first_and_say_what_they_are() {
    let gateway = Gateway::start().await;
    let response = gateway.get("/consultations.geojson").await;
    assert_eq!(header(&response, "content-type"), "application/geo+json");
    let points: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert_eq!(points["type"], "FeatureCollection");
    let features = points["features"].as_array().unwrap();
    let of = |native: &str| {
        let id = content::id(native).to_string();
        features.iter().find(|feature| feature["id"] == id).unwrap()
    };
    let exact = of("1");
    assert_eq!(
        exact["geometry"]["coordinates"],
        serde_json::json!([6.1844, 48.6921])
    );
    assert_eq!(exact["properties"]["place_is"], "exact");
    assert_eq!(of("2")["properties"]["place_is"], "commune");
    assert_eq!(features.len(), 3, "what has no place is no point");
}

#[tokio::test]
async fn directories_lead_readers_and_search_engines_to_everything() {
    let gateway = Gateway::start().await;
    let opml = gateway
        .get("/feeds.opml?status=open")
        .await
        .bytes()
        .await
        .unwrap();
    let read = readers("opml", &opml).await;
    let outlines = &read["body"]["outlines"];
    assert!(column(outlines, "text").contains(&"Nancy"), "{outlines}");
    for address in column(outlines, "xmlUrl") {
        let path = address.strip_prefix("https://agenda.example.fr").unwrap();
        assert_eq!(gateway.get(path).await.status(), StatusCode::OK, "{path}");
    }
    let sitemap = gateway.text("/sitemap.xml").await;
    let addresses: Vec<&str> = sitemap
        .split("<loc>")
        .skip(1)
        .map(|part| part.split("</loc>").next().unwrap())
        .collect();
    assert!(addresses.len() >= 12);
    for address in addresses {
        let path = address.strip_prefix("https://agenda.example.fr").unwrap();
        assert_eq!(gateway.get(path).await.status(), StatusCode::OK, "{path}");
    }
    let robots = gateway.text("/robots.txt").await;
    assert!(robots.contains("Sitemap: https://agenda.example.fr/sitemap.xml"));
}

#[tokio::test]
async fn every_format_takes_every_filter_and_refuses_what_it_does_not_know() {
    let gateway = Gateway::start().await;
    let filters = "territory=54395&near=54395&radius=5&status=open&level=involve&modality=idea_box&theme=cadre-de-vie&source=participez&platform=decidim&q=parcs&opens_after=2026-01-01&closes_before=2027-01-01&lang=fr";
    for path in [
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/agenda.ics",
        "/consultations.csv",
        "/consultations.geojson",
        "/feeds.opml",
        "/",
        "/agenda",
        "/subscribe",
    ] {
        let all = gateway.get(&format!("{path}?{filters}")).await;
        assert_eq!(
            all.status(),
            StatusCode::OK,
            "{path}: {}",
            all.text().await.unwrap()
        );
        let unknown = gateway.get(&format!("{path}?territoire=54395")).await;
        assert_eq!(unknown.status(), StatusCode::BAD_REQUEST, "{path}");
        let first = gateway.get(path).await;
        assert!(!header(&first, "etag").is_empty(), "{path}");
        let again = gateway
            .get_with(path, &[("if-none-match", header(&first, "etag"))])
            .await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
    }
}

/// The text between two marks.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> Vec<&'a str> {
    let parts = text.split(begin).skip(1);
    parts.map(|part| part.split(end).next().unwrap()).collect()
}

#[tokio::test]
async fn links_for_people_keep_the_filter_and_the_language() {
    let gateway = Gateway::start().await;
    let site = "https://agenda.example.fr";
    for (query, shown) in [
        ("", "/"),
        ("lang=fr", "/"),
        ("territory=54395&lang=en", "/?territory=54395&lang=en"),
        ("status=open&limit=3&view=updates", "/"),
        ("status=closed&q=parcs", "/?status=closed&q=parcs"),
    ] {
        let shown = format!("{site}{shown}");
        let rss = gateway.text(&format!("/rss.xml?{query}")).await;
        let link = between(&rss, "<link>", "</link>")[0].replace("&amp;", "&");
        assert_eq!(link, shown, "{query}");
        let feed = gateway.json(&format!("/feed.json?{query}")).await;
        assert_eq!(feed["home_page_url"], shown, "{query}");
        let atom = gateway.text(&format!("/atom.xml?{query}")).await;
        let escaped = shown.replace('&', "&amp;");
        assert!(
            atom.contains(&format!("href=\"{escaped}\" rel=\"alternate\"")),
            "{atom}"
        );
        let page = gateway.get(shown.strip_prefix(site).unwrap()).await;
        assert!(page.status().is_success(), "{shown}");
    }
    let opml = gateway.text("/feeds.opml?lang=en&sort=name").await;
    assert!(
        opml.contains(&format!("htmlUrl=\"{site}/?territory=54395&amp;lang=en\"")),
        "{opml}"
    );
    assert!(!opml.contains("sort="));
    let page = format!("{site}/consultations/{}", content::id("1"));
    for (path, parameters) in [
        ("/atom.xml", ""),
        ("/agenda.ics", "&include=deadlines"),
        ("/consultations.csv", ""),
        ("/consultations.geojson", ""),
        ("/feed.json", ""),
        ("/sitemap.xml", ""),
    ] {
        let unfolded = |text: String| text.replace("\r\n ", "");
        let english = unfolded(gateway.text(&format!("{path}?lang=en{parameters}")).await);
        assert!(
            english.contains(&format!("{page}?lang=en")),
            "{path}: {english}"
        );
        let french = unfolded(gateway.text(&format!("{path}?lang=fr{parameters}")).await);
        assert!(
            french.contains(&page) && !french.contains(&format!("{page}?lang=")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_feed_is_in_the_language_of_its_words_and_texts_in_others_say_so() {
    let gateway = Gateway::start().await;
    for (asked, spoken) in [("xx", "fr"), ("en-GB", "en"), ("fr", "fr")] {
        let rss = gateway.text(&format!("/rss.xml?lang={asked}")).await;
        assert_eq!(between(&rss, "<language>", "</language>"), [spoken]);
        let feed = gateway.json(&format!("/feed.json?lang={asked}")).await;
        assert_eq!(feed["language"], spoken);
        let atom = gateway.text(&format!("/atom.xml?lang={asked}")).await;
        let root = between(&atom, "<feed", ">")[0];
        assert!(root.contains(&format!("xml:lang=\"{spoken}\"")), "{root}");
    }
    let atom = gateway.text("/atom.xml?lang=en").await;
    for entry in between(&atom, "<entry>", "</entry>") {
        let foreign = entry.contains("<title xml:lang=\"fr\"");
        assert_eq!(foreign, !entry.contains("Cycling plan"), "{entry}");
    }
}

#[tokio::test]
async fn feeds_of_different_filters_have_different_titles() {
    let gateway = Gateway::start().await;
    let mut titles = std::collections::BTreeSet::new();
    let queries = [
        "",
        "status=open",
        "status=open,upcoming",
        "territory=54395",
        "territory=54395&status=open",
        "territory=54395&theme=nature-en-ville",
        "modality=survey",
        "level=involve",
        "near=54395&radius=5",
        "near=54395",
        "near=48.7,6.2",
    ];
    for query in queries {
        let feed = gateway.json(&format!("/feed.json?{query}")).await;
        titles.insert(feed["title"].as_str().unwrap().to_owned());
    }
    assert_eq!(titles.len(), queries.len(), "{titles:?}");
    let name = "Agenda participatif du Grand Nancy — ";
    for title in [
        "Nancy — ouvertes",
        "Nancy — Nature en ville",
        "Nancy et 5\u{a0}km alentour",
        "à venir, ouvertes",
    ] {
        assert!(
            titles.contains(&format!("{name}{title}")),
            "{title} of {titles:?}"
        );
    }
}

#[tokio::test]
async fn a_calendar_says_nothing_that_changes_by_the_clock_alone() {
    let gateway = Gateway::start().await;
    let calendar = gateway.text("/agenda.ics?include=deadlines").await;
    assert!(calendar.contains("DESCRIPTION:"));
    for said in ["Jusqu’au", "Terminée", "À venir"] {
        assert!(!calendar.contains(said), "{said}");
    }
}

#[tokio::test]
async fn the_sitemap_takes_the_filter_and_every_output_takes_the_same_query() {
    let gateway = Gateway::start().await;
    let all = gateway.text("/sitemap.xml").await;
    let some = gateway.text("/sitemap.xml?territory=54395").await;
    let pages = |map: &str| map.matches("/consultations/").count();
    assert_eq!((pages(&all), pages(&some)), (5, 1));
    let query = "territory=245400676&status=open,upcoming&q=parcs&lang=en";
    for path in [
        "/",
        "/agenda",
        "/numbers",
        "/rss.xml",
        "/agenda.ics",
        "/consultations.csv",
        "/consultations.geojson",
        "/feeds.opml",
        "/sitemap.xml",
        "/numbers/status.csv",
        "/api/v1/consultations",
        "/api/v1/meetings",
        "/api/v1/facets",
        "/api/v1/stats",
        "/api/v1/territories",
    ] {
        let plain = gateway.get(&format!("{path}?{query}")).await;
        assert!(plain.status().is_success(), "{path}");
        let sorted = gateway.get(&format!("{path}?{query}&sort=closing")).await;
        assert!(sorted.status().is_success(), "{path}");
        if [
            "/agenda.ics",
            "/feeds.opml",
            "/sitemap.xml",
            "/api/v1/stats",
        ]
        .contains(&path)
        {
            let (plain, sorted) = (plain.bytes().await, sorted.bytes().await);
            assert_eq!(plain.unwrap(), sorted.unwrap(), "{path}");
        }
    }
}
