//! The plain pages.

use reqwest::StatusCode;

use crate::content;
use crate::gateway::{Gateway, header};

#[tokio::test]
async fn the_list_opens_on_what_is_open_and_escapes_what_it_shows() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/").await;
    assert!(page.contains("Une place à vivre"));
    assert!(
        page.contains("Parcs &#38; jardins &#60;suite&#62;"),
        "{page}"
    );
    assert!(!page.contains("<suite>") && !page.contains("Plan vélo"));
    assert!(!page.contains(|c: char| c.is_control() && !c.is_whitespace()));
    assert!(page.contains("<html lang=\"fr\">"));
    let all = gateway
        .text("/?status=upcoming,open,paused,closed,results,unknown")
        .await;
    assert!(all.contains("Plan vélo") && all.contains("5\u{a0}consultations"));
}

#[tokio::test]
async fn the_page_of_a_consultation_leads_to_where_one_takes_part() {
    let gateway = Gateway::start().await;
    let page = gateway
        .text(&format!("/consultations/{}", content::id("1")))
        .await;
    for part in [
        "Participer sur participez.example.fr",
        "https://participez.example.fr/processes/p1?a=1&#38;b=2",
        "<strong>ensemble</strong>",
        "aria-current=\"step\"",
        "18\u{202f}h\u{202f}30",
        "Licence Ouverte 2.0",
        "Ouverte jusqu’au 12\u{a0}décembre",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[tokio::test]
async fn pages_lead_through_the_list() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/?limit=1").await;
    let next = page
        .split("href=\"./?")
        .find(|part| part.contains("rel=\"next\""))
        .unwrap();
    let query = next
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let second = gateway.get(&format!("/?{query}")).await;
    assert_eq!(second.status(), StatusCode::OK, "{query}");
}

#[tokio::test]
async fn the_style_sheet_may_be_kept_for_ever() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/").await;
    let href = page
        .split("href=\"assets/style")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let style = gateway.get(&format!("/assets/style{href}")).await;
    assert_eq!(style.status(), StatusCode::OK);
    assert!(header(&style, "cache-control").contains("immutable"));
    assert_eq!(header(&style, "content-type"), "text/css; charset=utf-8");
}

/// The addresses of the links of a page, as a browser reads them.
fn links(page: &str) -> Vec<String> {
    let hrefs = page.split("<a ").skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let href = tag.split("href=\"").nth(1)?.split('"').next()?;
        Some(href.replace("&#38;", "&").replace("&amp;", "&"))
    });
    hrefs.collect()
}

/// The target of a link of a page at `base` within the gateway; `None` for other hosts and the page itself.
fn target(base: &str, href: &str) -> Option<String> {
    let here = reqwest::Url::parse(&format!("http://gateway{base}")).unwrap();
    let there = here.join(href).unwrap();
    let inside = there.host_str() == Some("gateway") && !href.starts_with('#');
    let query = there.query().map(|query| format!("?{query}"));
    inside.then(|| format!("{}{}", there.path(), query.unwrap_or_default()))
}

#[tokio::test]
async fn every_link_of_every_page_leads_somewhere() {
    let gateway = Gateway::start().await;
    let consultation = format!("/consultations/{}", content::id("1"));
    let mut asked = std::collections::BTreeSet::new();
    for page in [
        "/",
        "/?lang=en&q=parcs&near=54395",
        "/agenda",
        "/agenda?view=month",
        "/subscribe?concerns=54395",
        "/about",
        "/status",
        "/numbers",
        &consultation,
    ] {
        let html = gateway.text(page).await;
        for link in links(&html) {
            let Some(address) = target(page, &link) else {
                continue;
            };
            if asked.insert(address.clone()) {
                let status = gateway.get(&address).await.status();
                assert_eq!(status, StatusCode::OK, "{page} leads to {address}");
            }
        }
    }
    assert!(asked.len() > 40, "{asked:?}");
}

#[tokio::test]
async fn a_filter_is_kept_in_every_link_of_its_view() {
    let gateway = Gateway::start().await;
    let page = gateway
        .text("/?territory=54395&lang=en&status=upcoming,open")
        .await;
    assert!(page.contains("<html lang=\"en\">") && page.contains("Have your say: Nancy"));
    let feed = "href=\"rss.xml?territory=54395&#38;status=upcoming,open&#38;lang=en\"";
    assert!(page.contains(feed), "{page}");
    let subscribe = "subscribe?territory=54395&status=upcoming,open&lang=en";
    assert!(links(&page).iter().any(|link| link == subscribe), "{page}");
    for link in links(&page) {
        let is_inside = target("/", &link).is_some();
        let is_other_language = link.starts_with("./?territory") && !link.contains("lang=");
        assert!(
            !is_inside || link.contains("lang=en") || is_other_language,
            "{link}"
        );
    }
}

#[tokio::test]
async fn a_place_is_found_by_its_name() {
    let gateway = Gateway::start().await;
    let location = async |path: &str| {
        let response = gateway.get(path).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
        header(&response, "location").to_owned()
    };
    assert_eq!(
        location("/?place=vandoeuvre+les+nancy").await,
        "./?near=54547"
    );
    assert_eq!(
        location("/?place=54395&radius=2").await,
        "./?near=54395&radius=2"
    );
    assert_eq!(
        location("/subscribe?place=Nancy&scope=territory&status=open").await,
        "subscribe?territory=54395&status=open"
    );
    assert_eq!(
        location("/subscribe?place=Nancy").await,
        "subscribe?concerns=54395"
    );
    let several = gateway.text("/?place=Sainte-Colombe").await;
    assert!(several.contains("laquelle\u{a0}?") && several.contains("(Seine-et-Marne)"));
    let unknown = gateway.text("/?place=Nulle-Part").await;
    assert!(unknown.contains("Aucune commune ne s’appelle «\u{a0}Nulle-Part\u{a0}»"));
}

#[tokio::test]
async fn a_wrong_address_is_told_to_people_in_words_and_to_programs_as_a_problem() {
    let gateway = Gateway::start().await;
    let person = gateway
        .get_with("/?statut=open", &[("accept", "text/html")])
        .await;
    assert_eq!(person.status(), StatusCode::BAD_REQUEST);
    assert_eq!(header(&person, "content-type"), "text/html; charset=utf-8");
    let text = person.text().await.unwrap();
    assert!(
        text.contains("«\u{a0}statut\u{a0}»") && text.contains("<h1>"),
        "{text}"
    );
    let program = gateway.get("/agenda?view=year").await;
    assert_eq!(header(&program, "content-type"), "application/problem+json");
}

#[tokio::test]
async fn what_is_refused_is_said_in_the_language_that_is_asked_for() {
    let gateway = Gateway::start().await;
    let consultation = format!("/consultations/{}", content::id("1"));
    for path in [
        "/",
        "/agenda",
        "/subscribe",
        "/about",
        "/status",
        "/numbers",
        "/api/docs",
        &consultation,
    ] {
        let address = format!("{path}?statut=1&lang=en");
        let refused = gateway.get_with(&address, &[("accept", "text/html")]).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{path}");
        let text = refused.text().await.unwrap();
        assert!(text.contains("<html lang=\"en\">"), "{path}: {text}");
    }
    let nowhere = gateway
        .get_with("/nowhere?lang=en", &[("accept", "text/html")])
        .await;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    assert!(nowhere.text().await.unwrap().contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn every_figure_of_a_consultation_has_its_value() {
    let gateway = Gateway::start().await;
    let path = format!("/consultations/{}", content::id("1"));
    let page = gateway.text(&path).await;
    assert!(
        page.contains("<dt>Rencontres</dt><dd>2 à venir</dd>"),
        "{page}"
    );
    let english = gateway.text(&format!("{path}?lang=en")).await;
    assert!(english.contains("<dd>2 to come</dd>"), "{english}");
    assert!(!page.contains("<dd></dd>"));
}

#[tokio::test]
async fn what_was_withdrawn_says_so() {
    let gateway = Gateway::start().await;
    let gone = gateway
        .get(&format!("/consultations/{}?lang=en", content::gone().id))
        .await;
    assert_eq!(gone.status(), StatusCode::GONE);
    let text = gone.text().await.unwrap();
    assert!(text.contains("This consultation was withdrawn"), "{text}");
}

#[tokio::test]
async fn the_agenda_holds_meetings_and_deadlines_of_its_days() {
    let gateway = Gateway::start().await;
    let list = gateway.text("/agenda").await;
    assert!(list.contains("samedi 28\u{a0}novembre"), "{list}");
    assert!(list.contains("samedi 12\u{a0}décembre") && list.contains("Clôture"));
    let day = gateway.text("/agenda?view=day&from=2026-11-28").await;
    assert!(day.contains("18\u{202f}h\u{202f}30") && !day.contains("Clôture"));
    assert_eq!(day.matches("<section class=\"day\"").count(), 1);
    let links = links(&day);
    for near in [
        "agenda?view=day&from=2026-11-27",
        "agenda?view=day&from=2026-11-29",
    ] {
        assert!(links.iter().any(|link| link == near), "{near} in {links:?}");
    }
    let empty = gateway.text("/agenda?view=week&from=2030-01-01").await;
    assert!(empty.contains("Aucun rendez-vous à ces dates."));
}

#[tokio::test]
async fn search_engines_read_events_that_programs_understand() {
    let gateway = Gateway::start().await;
    let page = gateway
        .text(&format!("/consultations/{}", content::id("1")))
        .await;
    let graph = page
        .split("<script type=\"application/ld+json\">")
        .nth(1)
        .unwrap();
    let graph = graph.split("</script>").next().unwrap();
    let graph: serde_json::Value = serde_json::from_str(graph).unwrap();
    let events = graph["@graph"].as_array().unwrap();
    assert!(events.iter().all(|event| event["@type"] == "Event"));
    assert!(events.iter().all(|event| event["startDate"].is_string()));
    assert!(events[0]["name"].as_str().unwrap().contains("<suite>"));
    let schema = |name: &str| format!("https://schema.org/{name}");
    for event in events {
        assert_eq!(event["eventStatus"], schema("EventScheduled"));
        assert_eq!(event["image"], "https://participez.example.fr/image.jpg");
    }
    let meeting = &events[1];
    assert_eq!(
        meeting["eventAttendanceMode"],
        schema("OfflineEventAttendanceMode")
    );
    assert_eq!(meeting["superEvent"]["@id"], events[0]["@id"]);
    assert_eq!(meeting["description"], "Venez nombreux.");
    assert!(!page.contains("\"name\":\"Parcs & jardins <"));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://participez.example.fr/"));
}

#[tokio::test]
async fn the_first_view_is_light() {
    let gateway = Gateway::start().await;
    let mut bytes = 0;
    for path in [
        "/",
        "/assets/style.css",
        "/assets/portal.js",
        "/assets/icon.svg",
    ] {
        let response = gateway.get_with(path, &[("accept-encoding", "gzip")]).await;
        bytes += response.bytes().await.unwrap().len();
    }
    assert!(bytes < 60_000, "{bytes}");
    let style = gateway
        .get_with("/assets/style.css", &[("accept-encoding", "gzip")])
        .await;
    assert_eq!(header(&style, "content-encoding"), "gzip");
    let style = style.bytes().await.unwrap();
    assert!(style.len() < 4_500, "{}", style.len());
}

#[tokio::test]
async fn a_source_that_waits_for_the_operator_is_never_said_to_be_well() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/status").await;
    for said in [
        "En attente de décision",
        "1\u{a0}source attend une décision.",
        "il manque 12 démarches",
        "<code>nancy</code>",
        "passerelle poll --source ID",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    for wrong in [
        "Toutes les sources sont à jour",
        "12 missing since",
        "manque d’un coup",
    ] {
        assert!(!page.contains(wrong), "{wrong} in {page}");
    }
    let english = gateway.text("/status?lang=en").await;
    assert!(english.contains("Waiting for a decision"), "{english}");
    assert_eq!(gateway.get("/readyz").await.status(), StatusCode::OK);
}
