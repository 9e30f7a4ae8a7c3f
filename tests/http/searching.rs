//! Searches in words, and how they are told: misspelt words and most words on pages and in lists only, communes that the words name, and
//! no link that leads to nothing.

use serde_json::{Value, json};

use crate::gateway::Gateway;

/// The addresses of the links of a page, with their words.
fn links(page: &str) -> Vec<(String, String)> {
    let anchors = page.split("<a ").skip(1);
    anchors
        .filter_map(|anchor| {
            let (tag, rest) = anchor.split_once('>')?;
            let (_, href) = tag.split_once("href=\"")?;
            let (href, _) = href.split_once('"')?;
            let (words, _) = rest.split_once("</a>")?;
            Some((href.replace("&#38;", "&"), words.to_owned()))
        })
        .collect()
}

/// The address of the first link with these words.
fn leading(page: &str, words: &str) -> Option<String> {
    let links = links(page).into_iter();
    links
        .filter(|(_, said)| said.contains(words))
        .map(|(href, _)| href)
        .next()
}

fn cards(page: &str) -> usize {
    page.matches("<article").count()
}

#[tokio::test]
async fn lists_tell_how_they_answer_to_the_words() {
    let gateway = Gateway::start().await;
    for (query, total, told, corrections) in [
        ("", 5, "all", json!([])),
        ("q=parc", 1, "all", json!([])),
        (
            "q=pracs",
            1,
            "typo",
            json!([{"typed": "pracs", "meant": "parcs"}]),
        ),
        ("q=parcs+v%C3%A9lo", 2, "some", json!([])),
        ("q=zzzzzz", 0, "all", json!([])),
    ] {
        let list = gateway
            .json(&format!("/api/v1/consultations?{query}"))
            .await;
        let answer = (&list["total"], &list["match"], &list["corrections"]);
        assert_eq!(
            answer,
            (&json!(total), &json!(told), &corrections),
            "{query}"
        );
        let facets = gateway.json(&format!("/api/v1/facets?{query}")).await;
        assert_eq!(
            (&facets["total"], &facets["match"]),
            (&json!(total), &json!(told)),
            "{query}"
        );
    }
    let meetings = gateway.json("/api/v1/meetings?q=pracs").await;
    assert_eq!(
        (&meetings["total"], &meetings["match"]),
        (&json!(2), &json!("typo"))
    );
}

#[tokio::test]
async fn feeds_and_sheets_hold_only_what_has_every_word_as_it_is_typed() {
    let gateway = Gateway::start().await;
    for query in ["q=pracs", "q=parcs+v%C3%A9lo"] {
        let rss = gateway.text(&format!("/rss.xml?{query}")).await;
        assert!(!rss.contains("<item>"), "{query}");
        let feed = gateway.json(&format!("/feed.json?{query}")).await;
        assert_eq!(feed["items"], json!([]), "{query}");
        let places = gateway
            .json(&format!("/consultations.geojson?{query}"))
            .await;
        assert_eq!(places["features"], json!([]), "{query}");
        let sheet = gateway.text(&format!("/consultations.csv?{query}")).await;
        assert_eq!(sheet.trim_end().lines().count(), 1, "{query}");
        let calendar = gateway.text(&format!("/agenda.ics?{query}")).await;
        assert!(!calendar.contains("BEGIN:VEVENT"), "{query}");
        let stats = gateway.json(&format!("/api/v1/stats?{query}")).await;
        assert_eq!(stats["consultations"], json!(0), "{query}");
    }
    for query in ["q=parc", "q=PARCS", "q=veg%C3%A9tal"] {
        let list = gateway
            .json(&format!("/api/v1/consultations?{query}"))
            .await;
        let feed = gateway.json(&format!("/feed.json?{query}")).await;
        assert_eq!(
            feed["items"].as_array().unwrap().len(),
            list["items"].as_array().unwrap().len()
        );
    }
}

#[tokio::test]
async fn a_page_says_what_it_took_a_word_for_and_its_feeds_take_it_so() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/?q=Pracs").await;
    assert_eq!(cards(&page), 1);
    let said =
        "Résultats pour «\u{a0}parcs\u{a0}». Aucune démarche ne contient «\u{a0}Pracs\u{a0}».";
    assert!(page.contains(said), "{page}");
    assert!(
        page.contains("href=\"rss.xml?status=open&#38;q=parcs\""),
        "{page}"
    );
    let english = gateway.text("/?q=pracs&lang=en").await;
    assert!(english.contains("Results for “parcs”. No consultation contains “pracs”."));
}

/// The title of a page, and the titles of the feeds that it offers.
fn names(page: &str) -> (String, Vec<String>) {
    let title = page.split("<title>").nth(1).unwrap_or_default();
    let title = title.split("</title>").next().unwrap_or_default();
    let feeds = page.split("type=\"application/").skip(1);
    let feeds = feeds.filter_map(|link| {
        let (tag, _) = link.split_once('>')?;
        let is_feed = ["rss+xml", "atom+xml", "feed+json"]
            .iter()
            .any(|kind| tag.starts_with(kind));
        let (_, name) = tag.split_once("title=\"").filter(|_| is_feed)?;
        Some(name.split('"').next()?.to_owned())
    });
    (title.to_owned(), feeds.collect())
}

#[tokio::test]
async fn a_page_and_its_feeds_are_called_by_the_words_that_they_hold() {
    let gateway = Gateway::start().await;
    for (query, words) in [
        ("q=Pracs", "parcs"),
        ("q=pracs&lang=en", "parcs"),
        ("q=pracs&status=closed", "parcs"),
        ("q=Parcs", "Parcs"),
        ("q=V%C3%89LO", "VÉLO"),
        ("q=zzzzzz", "zzzzzz"),
    ] {
        let page = gateway.text(&format!("/?{query}")).await;
        let (title, feeds) = names(&page);
        let named = format!(" — {words}");
        assert!(title.contains(&named), "{query}: {title}");
        assert_eq!(feeds.len(), 3, "{query}");
        for feed in feeds {
            assert!(feed.ends_with(&named), "{query}: {feed}");
        }
        let typed = query.split(['=', '&']).nth(1).unwrap();
        let is_typed = typed.contains('%') || page.contains(&format!("value=\"{typed}\""));
        assert!(is_typed, "{query}: what was typed stays in its field");
    }
    let subscribe = gateway.text("/subscribe?q=V%C3%A9lo").await;
    assert!(
        names(&subscribe)
            .1
            .iter()
            .all(|name| name.ends_with(" — Vélo"))
    );
}

#[tokio::test]
async fn a_page_says_what_it_looked_for_also_where_it_shows_nothing() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/?q=pracs&status=closed").await;
    assert_eq!(cards(&page), 0);
    let said = "Aucune démarche ne contient «\u{a0}pracs\u{a0}»\u{a0}: la recherche a porté sur «\u{a0}parcs\u{a0}».";
    assert!(page.contains(said), "{page}");
    let page = gateway.text("/?q=pracs&status=closed&lang=en").await;
    assert!(page.contains("No consultation contains “pracs”: “parcs” was searched for instead."));
    let page = gateway.text("/?q=zzzzzz").await;
    assert!(!page.contains("la recherche a porté sur"), "{page}");
}

#[tokio::test]
async fn a_page_says_that_nothing_has_all_words() {
    let gateway = Gateway::start().await;
    let page = gateway
        .text("/?q=parcs+piscine+patinoire+v%C3%A9lo&status=open,upcoming")
        .await;
    assert_eq!(cards(&page), 2);
    assert!(page.contains(
        "Aucune démarche ne répond à tous les mots\u{a0}; voici celles qui en contiennent le plus."
    ));
    assert!(!page.contains("data-map"), "the map would be empty");
}

#[tokio::test]
async fn an_empty_page_leads_only_where_something_is() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/?q=v%C3%A9lo").await;
    assert_eq!(cards(&page), 0);
    let elsewhere = leading(&page, "Voir la seule démarche trouvée").expect("a link");
    let there = gateway
        .text(&format!("/{}", elsewhere.trim_start_matches("./")))
        .await;
    assert_eq!(cards(&there), 1);
    let nothing = gateway.text("/?q=zzzzzz").await;
    assert_eq!(leading(&nothing, "Voir l"), None);
    assert!(nothing.contains("Aucune démarche n’y répond, à aucune étape."));
}

#[tokio::test]
async fn a_commune_that_the_words_name_leads_to_what_concerns_it() {
    let gateway = Gateway::start().await;
    for (query, words, cards_there) in [
        (
            "q=Nancy",
            "Nancy\u{a0}: 1 démarche ouverte vous concerne",
            1,
        ),
        (
            "q=parcs+nancy",
            "Nancy\u{a0}: 1 démarche ouverte vous concerne",
            1,
        ),
        (
            "q=Seichamps",
            "Seichamps\u{a0}: 1 démarche vous concerne",
            1,
        ),
        ("q=sechamps", "Seichamps\u{a0}: 1 démarche vous concerne", 1),
        (
            "q=vandoeuvre",
            "Vandœuvre-lès-Nancy\u{a0}: 1 démarche vous concerne",
            1,
        ),
    ] {
        let page = gateway.text(&format!("/?{query}")).await;
        let href = leading(&page, words).unwrap_or_else(|| panic!("{query}: {page}"));
        assert!(href.contains("concerns="), "{href}");
        let there = gateway
            .text(&format!("/{}", href.trim_start_matches("./")))
            .await;
        assert_eq!(cards(&there), cards_there, "{href}");
    }
    for query in ["q=Metz", "q=parcs", "concerns=54395"] {
        let page = gateway.text(&format!("/?{query}")).await;
        assert!(!page.contains("concerne</a>"), "{query}");
    }
}

#[tokio::test]
async fn a_misspelt_place_is_answered_with_those_that_may_be_meant() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/?place=seichamp&radius=5").await;
    assert!(
        page.contains(
            "Aucune commune ne s’appelle «\u{a0}seichamp\u{a0}». Vouliez-vous dire\u{a0}:"
        )
    );
    let href = leading(&page, "Seichamps (Meurthe-et-Moselle)").expect("a link");
    assert!(href.contains("near=54498"), "{href}");
    let page = gateway
        .text("/subscribe?place=seichamp&scope=concerns")
        .await;
    let href = leading(&page, "Seichamps (Meurthe-et-Moselle)").expect("a link");
    assert_eq!(href, "subscribe?concerns=54498");
    let note = page.split("class=\"note\"").nth(1).expect("a note");
    let note = note.split("</div>").next().unwrap_or_default();
    assert!(
        note.contains(">Seichamps (Meurthe-et-Moselle)</a>"),
        "{note}"
    );
    let page = gateway.text("/?place=zzzzzz").await;
    assert!(
        page.contains("Aucune commune ne s’appelle «\u{a0}zzzzzz\u{a0}».")
            && !page.contains("Vouliez-vous")
    );
}

#[tokio::test]
async fn fields_propose_what_there_is() {
    let gateway = Gateway::start().await;
    for page in ["/", "/subscribe"] {
        let page = gateway.text(page).await;
        let list = |id: &str| {
            let (_, rest) = page
                .split_once(&format!("<datalist id=\"{id}\">"))
                .expect("a list");
            rest.split_once("</datalist>")
                .expect("its end")
                .0
                .to_owned()
        };
        assert!(list("subjects").contains("<option value=\"Nature en ville\">"));
        assert!(list("communes").contains("<option value=\"Seichamps\">"));
        assert!(!list("communes").contains("Metz"), "nothing concerns it");
    }
}

#[tokio::test]
async fn with_words_and_no_order_the_best_match_comes_first() {
    let gateway = Gateway::start().await;
    let first = |list: &Value| list["items"][0]["id"].clone();
    let best = gateway.json("/api/v1/consultations?q=place+parcs").await;
    let said = gateway
        .json("/api/v1/consultations?q=place+parcs&sort=relevance")
        .await;
    assert_eq!(first(&best), first(&said));
    let page = gateway
        .json("/api/v1/consultations?q=place+parcs&limit=1")
        .await;
    let cursor = page["next_cursor"].as_str().expect("another page");
    let next = gateway
        .json(&format!(
            "/api/v1/consultations?q=place+parcs&limit=1&cursor={cursor}"
        ))
        .await;
    assert_ne!(first(&page), first(&next));
    assert_eq!(next["match"], json!("some"));
}
