//! Feeds as sites really write them: errors of form lose none of their content.

use super::*;

#[tokio::test]
async fn a_message_of_a_script_around_a_feed_costs_nothing_and_is_told() {
    let notice = "<br />\n<b>Warning</b>:  Undefined variable $ville in <b>/srv/flux.php</b> on line <b>12</b><br />\n";
    let xml = rss(&item("1", "a", 9));
    let json = r#"{ "version": "https://jsonfeed.org/version/1.1", "title": "Ville", "items": [{ "id": "1", "url": "https://ville.example.fr/a", "title": "A" }] }"#;
    for feed in [&xml, json] {
        for (text, expected) in [
            (feed.to_owned(), vec![]),
            (format!("\u{feff}\n{feed}\n<!-- 0.2 s -->"), vec![]),
            (format!("{notice}{feed}"), vec!["stray_text"]),
            (format!("{feed}{notice}"), vec!["stray_text"]),
            (
                format!("Notice: a < b on line 3\n{feed}"),
                vec!["stray_text"],
            ),
        ] {
            if feed == json && text.ends_with("-->") {
                continue;
            }
            let site = Site::default().with(FEED, "text/html", text.clone());
            let harvest = poll(&site).await;
            assert_eq!(
                (keys(&harvest), codes(&harvest)),
                (vec!["1"], expected),
                "{text}"
            );
            assert!(!harvest.partial);
            assert!(
                harvest
                    .notices
                    .iter()
                    .all(|notice| !format!("{notice:?}").contains("srv"))
            );
        }
    }
}

#[tokio::test]
async fn entries_that_differ_in_the_fragment_of_their_address_are_several() {
    let entry = |fragment: &str| {
        format!(
            "<item><title>{fragment}</title><link>https://ville.example.fr/portail#{fragment}</link></item>"
        )
    };
    let first = poll(&Site::feed(&(entry("/projets/1") + &entry("avis-2")))).await;
    let portail = "https://ville.example.fr/portail";
    assert_eq!(
        (keys(&first), codes(&first)),
        (
            vec![
                &*format!("{portail}#/projets/1"),
                &*format!("{portail}#avis-2")
            ],
            vec![]
        )
    );
    // One more, one less, another order: each stays what it was.
    for listed in [
        vec!["avis-2"],
        vec!["avis-3", "avis-2", "/projets/1"],
        vec!["avis-2", "avis-3"],
        // The page itself, beside places on it.
        vec!["avis-2", ""],
    ] {
        let items: String = listed.iter().map(|fragment| entry(fragment)).collect();
        let later = poll_at(&Site::feed(&items), &source(), first.memory.as_ref(), 1)
            .await
            .unwrap();
        let expected: Vec<String> = listed
            .iter()
            .map(|fragment| format!("{portail}#{fragment}"))
            .map(|address| address.trim_end_matches('#').to_owned())
            .collect();
        assert_eq!(keys(&later), expected);
    }
    let tracked = "<item><title>A</title><link>https://ville.example.fr/a#xtor=RSS-1</link></item>";
    assert_eq!(
        keys(&poll(&Site::feed(tracked)).await),
        ["https://ville.example.fr/a"]
    );
}

#[tokio::test]
async fn what_was_known_by_its_page_alone_keeps_its_key_though_its_address_has_a_fragment() {
    let known = serde_json::json!({ "window": { "https://ville.example.fr/a": { "p": window::tests::digest_of("https://ville.example.fr/a"), "l": 1_793_000_000 } } });
    let site =
        Site::feed("<item><title>A</title><link>https://ville.example.fr/a#avis</link></item>");
    for day in 0..2 {
        let harvest = poll_at(&site, &source(), Some(&known), day).await.unwrap();
        assert_eq!(keys(&harvest), ["https://ville.example.fr/a"]);
    }
}

#[tokio::test]
async fn vocabularies_are_read_though_a_letter_of_their_namespace_is_off() {
    let rss = |declared: &str| {
        format!(
            "<rss version='2.0' {declared}><channel><title>Ville</title><item><Title>A</Title><link>https://ville.example.fr/a</link>\
             <dc:date>2026-10-05T09:00:00+02:00</dc:date><content:encoded>&lt;p&gt;Le texte&lt;/p&gt;</content:encoded>\
             <ev:startdate>2026-11-20</ev:startdate><geo:lat>48.69</geo:lat><geo:long>6.18</geo:long><itunes:summary>x</itunes:summary>\
             <media:content url='/a.jpg' medium='image'/></item></channel></rss>"
        )
    };
    for declared in [
        "",
        "xmlns:content='https://purl.org/rss/1.0/modules/content' xmlns:dc='http://purl.org/dc/elements/1.1' xmlns:media='http://search.yahoo.com/mrss' \
         xmlns:ev='https://purl.org/rss/1.0/modules/event' xmlns:geo='http://www.w3.org/2003/01/geo/wgs84_pos'",
        "xmlns:content='HTTP://purl.org/rss/1.0/modules/content/' xmlns:dc='https://www.purl.org/dc/elements/1.1/'",
    ] {
        let harvest = poll(&Site::default().with(FEED, "text/xml", rss(declared))).await;
        let record = &harvest.records[0];
        assert_eq!(record.title.best_text(&[]), "A");
        assert_eq!(
            record.description.best_text(&[]),
            "<p>Le texte</p>",
            "{declared}"
        );
        assert_eq!(
            record.published_at.unwrap().to_rfc3339(),
            "2026-10-05T07:00:00+00:00"
        );
        assert_eq!(
            record.opens,
            Some(Moment::Day("2026-11-20".parse().unwrap()))
        );
        assert!(record.location.is_some() && record.image.is_some());
    }
    let atom = "<feed xmlns='https://www.w3.org/2005/Atom/' xmlns:m='https://search.yahoo.com/mrss'><title>V</title><entry><id>urn:1</id><title>A</title>\
        <updated>2026-10-05T09:00:00</updated><link href='/a'/><summary>Texte</summary><m:thumbnail url='/a.jpg'/></entry></feed>";
    let harvest = poll(&Site::default().with(FEED, "text/xml", atom)).await;
    let record = &harvest.records[0];
    assert_eq!(record.short_description.best_text(&[]), "Texte");
    assert_eq!(
        record.published_at.unwrap().to_rfc3339(),
        "2026-10-05T07:00:00+00:00"
    );
    assert!(record.image.is_some());
}

#[tokio::test]
async fn a_date_that_cannot_be_read_is_quoted_and_none_is_made_up() {
    let dated = |text: &str| {
        format!(
            "<item><title>A</title><guid isPermaLink='false'>1</guid><link>https://ville.example.fr/a</link><pubDate>{text}</pubDate></item>"
        )
    };
    let harvest = poll(&Site::feed(&dated("il y a trois jours"))).await;
    assert_eq!(codes(&harvest), ["dates_unreadable"]);
    let unreadable = |dates: &[&str]| {
        let shown: Vec<String> = dates.iter().map(ToString::to_string).collect();
        let unreadable = Reason::new(Code::DatesUnreadable).with("count", 1_u32);
        unreadable.with("dates", shown)
    };
    assert_eq!(harvest.notices, [unreadable(&["il y a trois jours"])]);
    assert_eq!(harvest.records[0].published_at, None);
    assert!(!harvest.partial);
    let silent = poll(&Site::feed(&dated("06 12 34 56 78"))).await;
    assert_eq!(silent.notices, [unreadable(&[])]);
    let json = r#"{ "version": "https://jsonfeed.org/version/1.1", "title": "V", "items": [{ "id": "1", "url": "/a", "title": "A", "date_published": "bientôt" },
        { "id": "2", "url": "/b", "title": "B", "date_published": "5 octobre 2026 à 9 h" }] }"#;
    let harvest = poll(&Site::default().with(FEED, "application/feed+json", json)).await;
    assert_eq!(harvest.notices, [unreadable(&["bientôt"])]);
    assert_eq!(
        harvest.records[1].published_at.unwrap().to_rfc3339(),
        "2026-10-05T07:00:00+00:00"
    );
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_is_named() {
    let broken = "<item><title>Atelier du quai</title><link>https://ville.example.fr/b</link><description><![CDATA[x</description></item>";
    let pageless = "<item><title>Sans page</title></item>";
    let harvest = poll(&Site::feed(
        &(item("1", "a", 9) + pageless + "<item><title>Mal formée</title><a></b></item>" + broken),
    ))
    .await;
    let notices: Vec<String> = harvest
        .notices
        .iter()
        .map(|notice| serde_json::to_string(notice).unwrap())
        .collect();
    assert!(
        notices
            .iter()
            .any(|notice| notice.contains("[\"Sans page\"]")),
        "{notices:?}"
    );
    assert!(
        notices
            .iter()
            .any(|notice| notice.contains("\"title\":\"Mal formée\"")),
        "{notices:?}"
    );
}
