//! A link that is not understood: programs are told what is wrong, people how to go on.

use reqwest::StatusCode;
use serde_json::Value;

use crate::content;
use crate::gateway::{Gateway, header};

const BROWSER: [(&str, &str); 1] = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];

async fn page(gateway: &Gateway, asked: &str) -> String {
    let response = gateway.get_with(asked, &BROWSER).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{asked}");
    assert!(
        header(&response, "content-type").starts_with("text/html"),
        "{asked}"
    );
    response.text().await.unwrap()
}

/// The ways on that a page names, as a browser resolves them.
fn ways(page: &str) -> Vec<String> {
    let hrefs = page.split("href=\"?").skip(1);
    hrefs
        .map(|rest| {
            let query = rest.split('"').next().unwrap_or_default();
            format!("?{}", query.replace("&#38;", "&"))
        })
        .collect()
}

#[tokio::test]
async fn a_page_says_in_plain_words_what_is_wrong_and_what_was_probably_meant() {
    let gateway = Gateway::start().await;
    for (asked, said, meant) in [
        ("/?statut=open&q=parc", "statut", "?status=open&q=parc"),
        ("/agenda?teritory=54395", "teritory", "?territory=54395"),
        ("/?commune=54395", "commune", "?territory=54395"),
        ("/?status=opne", "opne", "?status=open"),
        ("/numbers?statuss=open", "statuss", "?status=open"),
        ("/about?lng=en", "lng", "?lang=en"),
        ("/subscribe?them=sport", "them", "?theme=sport"),
        ("/embed?viev=compact", "viev", "?view=compact"),
    ] {
        let page = page(&gateway, asked).await;
        assert!(page.contains("Lien incorrect"), "{asked}: {page}");
        assert!(
            page.contains(&format!("«\u{a0}{said}\u{a0}»")),
            "{asked}: {page}"
        );
        for jargon in ["one of", "expected", "parameter", "did you mean"] {
            assert!(!page.contains(jargon), "{asked}: {jargon}: {page}");
        }
        let ways = ways(&page);
        assert_eq!(ways.first().map(String::as_str), Some(meant), "{asked}");
        let path = asked.split('?').next().unwrap();
        for way in ways {
            let led = gateway.get_with(&format!("{path}{way}"), &BROWSER).await;
            assert_eq!(led.status(), StatusCode::OK, "{asked}: {path}{way}");
        }
    }
}

#[tokio::test]
async fn it_speaks_the_language_of_the_link() {
    let gateway = Gateway::start().await;
    let page = page(&gateway, "/?statut=open&lang=en").await;
    assert!(page.contains("This link is incorrect"), "{page}");
    assert_eq!(ways(&page), ["?status=open&lang=en", "?lang=en"]);
}

/// The labels and addresses of the places that a page proposes.
fn proposed(page: &str) -> Vec<(String, String)> {
    let list = page.split("class=\"ways\"").nth(1).unwrap_or_default();
    let list = list.split("</ul>").next().unwrap_or_default();
    let links = list.split("<a href=\"").skip(1);
    links
        .filter_map(|link| {
            let (href, rest) = link.split_once('"')?;
            let label = rest.strip_prefix('>')?.split_once("</a>")?.0;
            Some((label.to_owned(), href.replace("&#38;", "&")))
        })
        .collect()
}

/// Addresses that name a place: the page, its query, the place that it proposes first, and the query that leads there.
const NAMING: [(&str, &str, &str, &str); 7] = [
    (
        "/",
        "concerns=Seichamp&q=parc",
        "Seichamps",
        "?concerns=54498&q=parc",
    ),
    ("/", "territory=nancyy", "Nancy", "?territory=54395"),
    (
        "/",
        "near=Seichamp&radius=5",
        "Seichamps",
        "?near=54498&radius=5",
    ),
    ("/", "concerns=Nancy", "Nancy", "?concerns=54395"),
    (
        "/subscribe",
        "concerns=54395,Seichamp",
        "Seichamps",
        "?concerns=54395,54498",
    ),
    (
        "/agenda",
        "territory=Vandoeuvre",
        "Vandœuvre-lès-Nancy",
        "?territory=54547",
    ),
    ("/numbers", "territory=nacny", "Nancy", "?territory=54395"),
];

#[tokio::test]
async fn a_page_proposes_the_places_that_an_address_may_mean() {
    let gateway = Gateway::start().await;
    for (path, query, name, way) in NAMING {
        let asked = format!("{path}?{query}");
        let page = page(&gateway, &asked).await;
        assert!(page.contains("Vouliez-vous dire\u{a0}:"), "{asked}: {page}");
        let label = format!("{name} (Meurthe-et-Moselle)");
        let first = proposed(&page).into_iter().next();
        assert_eq!(first, Some((label, way.to_owned())), "{asked}");
        let led = gateway.get_with(&format!("{path}{way}"), &BROWSER).await;
        assert_eq!(led.status(), StatusCode::OK, "{path}{way}");
    }
    let english = page(&gateway, "/?concerns=Seichamp&lang=en").await;
    assert!(english.contains("Did you mean:"), "{english}");
    let frame = page(&gateway, "/embed?concerns=Seichamp").await;
    assert!(
        frame.contains(">Seichamps (Meurthe-et-Moselle)</a>"),
        "{frame}"
    );
    let nowhere = page(&gateway, "/?concerns=zzzzzz").await;
    assert!(!nowhere.contains("Vouliez-vous"), "{nowhere}");
}

/// Addresses for programs that name a place: the parameter, the name that it was given, and the nearest code.
const FOR_PROGRAMS: [(&str, &str, &str, &str); 10] = [
    (
        "/rss.xml?concerns=Seichamp",
        "concerns",
        "Seichamp",
        "54498",
    ),
    ("/atom.xml?territory=nancyy", "territory", "nancyy", "54395"),
    (
        "/agenda.ics?territory=Grand%20Nancy",
        "territory",
        "Grand Nancy",
        "245400676",
    ),
    (
        "/consultations.csv?near=Seichamp",
        "near",
        "Seichamp",
        "54498",
    ),
    (
        "/widget.json?concerns=laxoux",
        "concerns",
        "laxoux",
        "54304",
    ),
    (
        "/api/v1/consultations?territory=nancyy",
        "territory",
        "nancyy",
        "54395",
    ),
    (
        "/api/v1/meetings?concerns=54395,nancyy",
        "concerns",
        "nancyy",
        "54395",
    ),
    (
        "/api/v1/facets?concerns=Seichamp",
        "concerns",
        "Seichamp",
        "54498",
    ),
    (
        "/api/v1/stats?territory=Seichamp",
        "territory",
        "Seichamp",
        "54498",
    ),
    ("/?concerns=Seichamp", "concerns", "Seichamp", "54498"),
];

#[tokio::test]
async fn programs_are_told_the_parameter_the_name_and_the_nearest_code() {
    let gateway = Gateway::start().await;
    for (asked, parameter, given, nearest) in FOR_PROGRAMS {
        let response = gateway.get(asked).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{asked}");
        let problem: Value = response.json().await.unwrap();
        assert_eq!(problem["parameter"], parameter, "{asked}: {problem}");
        assert_eq!(problem["nearest"], nearest, "{asked}: {problem}");
        let detail = problem["detail"].as_str().unwrap();
        let named = format!("`{parameter}` cannot be `{given}`");
        assert!(detail.contains(&named), "{asked}: {detail}");
        let meant = format!("did you mean `{nearest}` (");
        assert!(detail.contains(&meant), "{asked}: {detail}");
    }
}

#[tokio::test]
async fn where_nothing_is_near_the_rest_of_the_link_is_a_way_on() {
    let gateway = Gateway::start().await;
    let id = content::id("1");
    for (asked, rest) in [
        ("/?zzzz=1&status=closed".to_owned(), "?status=closed"),
        ("/?closes_before=demain".to_owned(), "?"),
        (
            format!("/consultations/{id}?territory=54395&lang=en"),
            "?lang=en",
        ),
        ("/status?limit=3".to_owned(), "?"),
    ] {
        let page = page(&gateway, &asked).await;
        assert_eq!(ways(&page), [rest], "{asked}");
        assert!(!page.contains("expected"), "{asked}: {page}");
    }
}

#[tokio::test]
async fn what_is_written_in_a_link_is_no_markup_of_the_page() {
    let gateway = Gateway::start().await;
    let page = page(&gateway, "/?%3Cscript%3Ealert(1)=%22%3E").await;
    assert!(!page.contains("<script>alert"), "{page}");
}

#[tokio::test]
async fn programs_keep_the_detail_also_where_few_parameters_are_taken() {
    let gateway = Gateway::start().await;
    let id = content::id("1");
    for (asked, name, nearest) in [
        ("/api/v1/changes?sinse=3".to_owned(), "sinse", "since"),
        (format!("/api/v1/consultations/{id}?lan=fr"), "lan", "lang"),
        ("/api/v1/sources?langue=fr".to_owned(), "langue", "lang"),
        (
            "/oembed?ulr=https://agenda.example.fr/".to_owned(),
            "ulr",
            "url",
        ),
        (
            "/numbers/status.csv?separateur=x".to_owned(),
            "separateur",
            "separator",
        ),
        (
            "/agenda.ics?inclure=deadlines".to_owned(),
            "inclure",
            "include",
        ),
        (
            "/api/v1/meetings?jusqua=2026-12-01&form=2026-12-01".to_owned(),
            "jusqua",
            "",
        ),
        (
            "/consultations.geojson?ville=54395".to_owned(),
            "ville",
            "territory",
        ),
    ] {
        let response = gateway.get(&asked).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{asked}");
        let problem: Value = response.json().await.unwrap();
        assert_eq!(problem["parameter"], name, "{asked}: {problem}");
        assert_eq!(
            problem["nearest"].as_str().unwrap_or_default(),
            nearest,
            "{asked}: {problem}"
        );
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("expected one of"), "{asked}: {detail}");
    }
}
