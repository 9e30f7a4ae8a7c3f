//! Addresses as people bring them: from newsletters and networks, with a slash too many, from one part of the portal to the next.

use chrono::{DateTime, Utc};
use passerelle::index::Delta;
use passerelle::model::{Language, LocalizedText, Moment, Period, Phase};
use reqwest::StatusCode;

use crate::content;
use crate::gateway::{Gateway, header};

#[tokio::test]
async fn a_slash_too_many_and_an_icon_that_readers_guess_lead_on() {
    let gateway = Gateway::start().await;
    for (asked, location) in [
        ("/agenda/?lang=en", "../agenda?lang=en"),
        ("/api/v1/changes/", "../changes"),
        ("/favicon.ico", "assets/icon.svg"),
    ] {
        let response = gateway.get(asked).await;
        assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT, "{asked}");
        assert_eq!(header(&response, "location"), location, "{asked}");
    }
}

#[tokio::test]
async fn a_page_and_a_problem_at_one_address_are_kept_apart_by_caches() {
    let gateway = Gateway::start().await;
    for asked in ["/nowhere", "/?statut=open"] {
        for accept in ["text/html", "application/json"] {
            let response = gateway.get_with(asked, &[("accept", accept)]).await;
            let vary = response.headers().get_all("vary");
            let vary: Vec<&str> = vary
                .iter()
                .filter_map(|value| value.to_str().ok())
                .collect();
            assert!(vary.join(", ").contains("Accept"), "{asked}: {vary:?}");
        }
    }
}

#[tokio::test]
async fn what_is_selected_stays_selected_from_part_to_part() {
    let gateway = Gateway::start().await;
    let page = gateway
        .text("/?territory=54395&status=closed&lang=en")
        .await;
    for link in [
        "<a href=\"agenda?territory=54395&#38;lang=en\">",
        "<a href=\"subscribe?territory=54395&#38;lang=en\">",
        "<a href=\"numbers?territory=54395&#38;lang=en\">",
    ] {
        assert!(page.contains(link), "{link} in {page}");
    }
    let agenda = gateway.text("/agenda?territory=54395").await;
    assert!(
        agenda.contains("<a href=\"./?territory=54395\">"),
        "{agenda}"
    );
}

#[tokio::test]
async fn search_engines_find_each_language_once_and_no_maze_of_filters() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/?territory=54395").await;
    for link in [
        "hreflang=\"fr\" href=\"https://agenda.example.fr/?territory=54395\"",
        "hreflang=\"x-default\" href=\"https://agenda.example.fr/?territory=54395\"",
        "hreflang=\"en\" href=\"https://agenda.example.fr/?territory=54395&#38;lang=en\"",
    ] {
        assert!(page.contains(link), "{link} in {page}");
    }
    assert!(!page.contains("noindex"));
    let deep = gateway.text("/?territory=54395&modality=survey").await;
    assert!(deep.contains("content=\"noindex, follow\""));
}

#[tokio::test]
async fn every_page_names_the_feeds_and_the_calendar_of_its_filter() {
    let gateway = Gateway::start().await;
    for path in [
        "/?territory=54395",
        "/agenda?territory=54395",
        "/subscribe?territory=54395",
    ] {
        let page = gateway.text(path).await;
        for format in ["rss.xml", "atom.xml", "feed.json", "agenda.ics"] {
            let href = format!("href=\"{format}?territory=54395");
            let named = page
                .lines()
                .any(|line| line.starts_with("<link rel=\"alternate\"") && line.contains(&href));
            assert!(named, "{path}: {format}");
        }
    }
}

#[tokio::test]
async fn the_agenda_ends_where_it_is_told_to() {
    let gateway = Gateway::start().await;
    let days = |page: &str| -> Vec<String> {
        let times = page.split("<time datetime=\"").skip(1);
        times.map(|rest| rest.chars().take(10).collect()).collect()
    };
    let all = days(&gateway.text("/agenda").await);
    let some = days(&gateway.text("/agenda?to=2026-12-01").await);
    assert!(
        some.iter().all(|day| day.as_str() <= "2026-12-01") && some.len() < all.len(),
        "{some:?}"
    );
    let few = gateway.text("/agenda?limit=1").await;
    assert!(
        days(&few).len() < all.len() && few.contains("limit=1"),
        "{few}"
    );
    for wrong in [
        "/agenda?view=week&to=2026-12-01",
        "/agenda?view=month&limit=3",
        "/agenda?cursor=x",
    ] {
        let response = gateway.get(wrong).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn deadlines_in_a_calendar_keep_to_its_days_and_its_limit() {
    let gateway = Gateway::start().await;
    let starts = |calendar: &str| -> Vec<String> {
        let lines = calendar
            .lines()
            .filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:"));
        lines.map(str::to_owned).collect()
    };
    let some = starts(
        &gateway
            .text("/agenda.ics?include=deadlines&from=2026-11-24&to=2026-12-05")
            .await,
    );
    assert_eq!(some, ["20261125", "20261201"]);
    let one = starts(
        &gateway
            .text("/agenda.ics?include=deadlines&from=2026-11-24&limit=1")
            .await,
    );
    assert_eq!(one, ["20261125"]);
    let usual = starts(&gateway.text("/agenda.ics?include=deadlines").await);
    assert!(
        !usual.is_empty() && usual.iter().all(|day| day.as_str() >= "20261122"),
        "from today on: {usual:?}"
    );
}

#[tokio::test]
async fn what_pauses_says_when_it_goes_on() {
    let gateway = Gateway::start().await;
    let day = |text: &str| Some(Moment::Day(text.parse().unwrap()));
    let phase = |opens, closes| Phase {
        title: LocalizedText::default(),
        period: Period {
            opens: day(opens),
            closes: day(closes),
        },
        ..Phase::default()
    };
    let mut consultation = content::plain("77", "Qualité de l’air", Period::default());
    consultation.phases = vec![
        phase("2026-10-01", "2026-11-10"),
        phase("2026-12-14", "2026-12-29"),
    ];
    let delta = Delta {
        upserts: vec![content::stored(consultation, 9)],
        gone: Vec::new(),
    };
    let now: DateTime<Utc> = content::now();
    gateway.index.apply(delta, now);
    let page = gateway
        .text(&format!("/consultations/{}", content::id("77")))
        .await;
    assert!(
        page.contains("reprise le 14\u{a0}décembre") && !page.contains("jusqu’au 29"),
        "{page}"
    );
    let feed = gateway.text("/rss.xml?status=paused").await;
    assert!(
        feed.contains("reprise le 14\u{a0}décembre\u{a0}2026"),
        "{feed}"
    );
    let list = gateway.text("/?status=paused").await;
    assert!(list.contains("dans 22\u{a0}jours"), "{list}");
}

#[tokio::test]
async fn what_is_shared_shows_the_image_of_the_source_and_none_whose_address_expires() {
    let gateway = Gateway::start().await;
    let page = format!("/consultations/{}", content::id("1"));
    let lasting = gateway.text(&page).await;
    assert!(
        lasting.contains("<meta property=\"og:image\" content=\"https://"),
        "{lasting}"
    );
    let mut signed = content::full();
    signed.image.as_mut().unwrap().volatile = true;
    let delta = Delta {
        upserts: vec![content::stored(signed, 9)],
        gone: Vec::new(),
    };
    gateway.index.apply(delta, content::now());
    assert!(!gateway.text(&page).await.contains("og:image"));
}

#[tokio::test]
async fn an_address_that_expires_leaves_in_no_format() {
    let gateway = Gateway::start().await;
    let address = "https://participez.example.fr/rails/active_storage/disk/eyJf--1c/berges.jpg";
    let mut signed = content::full();
    signed.title = LocalizedText::of(Language::french(), "Berges rendues");
    // As an earlier release stored it, which did not know what it was.
    signed.image.as_mut().unwrap().url = address.parse().unwrap();
    let delta = Delta {
        upserts: vec![content::stored(signed, 9)],
        gone: Vec::new(),
    };
    gateway.index.apply(delta, content::now());
    let one = format!("/api/v1/consultations/{}", content::id("1"));
    for path in [
        one.as_str(),
        "/api/v1/consultations",
        "/api/v1/changes",
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/consultations.csv",
        "/consultations.geojson",
        "/",
    ] {
        let told = gateway.text(path).await;
        assert!(
            told.contains("Berges rendues"),
            "as changed, {path}: {told}"
        );
        assert!(!told.contains("active_storage"), "{path}: {told}");
    }
    assert!(gateway.json(&one).await["image"].is_null());
}
