//! Whole polls, from the bytes of answers to the harvest.

use std::collections::HashMap;
use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use passerelle_fetch::{self as fetch, Fetch, Request};
use passerelle_model::{
    EntryAttribute, EntryRule, Glob, Level, Modality, Moment, Platform, Source, samples,
};

mod malformed;

const FEED: &str = "https://ville.example.fr/feed";

/// A website: documents by their addresses. `asked` remembers the paths that were asked for, with a `!` behind those of conditional requests.
#[derive(Default)]
struct Site {
    pages: HashMap<String, (u16, &'static str, Vec<u8>)>,
    asked: Mutex<Vec<String>>,
}

impl Site {
    fn with(mut self, url: &str, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        self.pages.insert(url.to_owned(), (200, kind, body.into()));
        self
    }

    fn feed(items: &str) -> Self {
        Self::default().with(FEED, "application/rss+xml", rss(items))
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn rss(items: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>Ville</title><language>fr-FR</language>{items}</channel></rss>"
    )
}

fn item(guid: &str, page: &str, day: u32) -> String {
    format!(
        "<item><title>Titre {page}</title><guid isPermaLink='false'>{guid}</guid><link>https://ville.example.fr/{page}</link>\
         <pubDate>{day:02} Oct 2026 10:00:00 +0200</pubDate></item>"
    )
}

#[async_trait]
impl Fetch for Site {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let conditional = request
            .headers
            .iter()
            .any(|(name, _)| *name == "if-none-match");
        let mark = if conditional { "!" } else { "" };
        self.asked
            .lock()
            .unwrap()
            .push(format!("{}{mark}", request.url.path()));
        let (status, kind, body) = self.pages.get(request.url.as_str()).cloned().unwrap_or((
            404,
            "text/html",
            b"<html>".to_vec(),
        ));
        let tag = format!("\"{}\"", body.len());
        let unchanged = request.headers.contains(&("if-none-match", tag.clone()));
        Ok(Answer {
            status: if unchanged { 304 } else { status },
            url: request.url,
            headers: vec![
                ("content-type".to_owned(), kind.to_owned()),
                ("etag".to_owned(), tag),
            ],
            body: if unchanged { Bytes::new() } else { body.into() },
        })
    }
}

fn source() -> Source {
    samples::source("ville", Platform::Feed, FEED)
}

fn at(day: i64) -> DateTime<Utc> {
    "2026-11-01T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + chrono::Duration::days(day)
}

async fn poll_at(
    site: &Site,
    source: &Source,
    memory: Option<&Value>,
    day: i64,
) -> Result<Harvest, Error> {
    let gateway = "https://agenda.example.fr/passerelle".parse().unwrap();
    let context = Context {
        source,
        memory,
        fetch: site,
        now: at(day),
        gateway: &gateway,
    };
    Feed.poll(&context).await
}

async fn poll(site: &Site) -> Harvest {
    poll_at(site, &source(), None, 0).await.unwrap()
}

fn keys(harvest: &Harvest) -> Vec<&str> {
    harvest
        .records
        .iter()
        .map(|record| record.native_id.as_str())
        .collect()
}

fn id(key: &str) -> ConsultationId {
    ConsultationId::new(&source().origin, record::KIND, key)
}

fn codes(harvest: &Harvest) -> Vec<&str> {
    harvest.notices.iter().map(Reason::code).collect()
}

#[tokio::test]
async fn what_a_feed_says_to_programs_is_read_and_nothing_else_is_made_of_it() {
    let site = Site::feed(
        r#"<item><title>Révision du PLU</title><guid isPermaLink="false">plu</guid><link>/plu?utm_source=rss</link>
           <description>&lt;p&gt;Du 2 au 31 mars 2027, donnez votre avis.&lt;/p&gt;</description>
           <content:encoded><![CDATA[<p>Tout le dossier</p>]]></content:encoded>
           <category>Urbanisme</category><category domain="urn:passerelle:status">open</category>
           <category domain="https://autre.example.fr/ns/modality">public_inquiry</category>
           <category domain="urn:passerelle:level">consult</category><category domain="urn:passerelle:territory">54395</category>
           <category domain="urn:passerelle:modality">inconnue</category>
           <ev:startdate>2026-11-02</ev:startdate><dcterms:valid>start=2020-01-01; end=2026-11-30; scheme=W3C-DTF</dcterms:valid>
           <dcterms:spatial>Nancy</dcterms:spatial><georss:point>48.69 6.18</georss:point>
           <media:content url="/a.jpg" medium="image"><media:credit>Camille Canari</media:credit></media:content></item>
           <item><title>Sans date : du 2 au 31 mars 2027</title><link>https://ville.example.fr/b</link></item>"#,
    );
    let harvest = poll(&site).await;
    let [dated, undated] = &harvest.records[..] else {
        panic!("two records: {harvest:?}")
    };
    let day = |text: &str| Some(Moment::Day(text.parse().unwrap()));
    assert_eq!(
        (dated.opens, dated.closes),
        (day("2026-11-02"), day("2026-11-30"))
    );
    assert_eq!(
        (dated.level, &dated.modalities[..]),
        (Some(Level::Consult), &[Modality::PublicInquiry][..])
    );
    assert!(dated.declared_state.is_some());
    assert_eq!(dated.affiliations[0].native_id.as_deref(), Some("54395"));
    assert_eq!(dated.themes.len(), 1);
    assert!((dated.location.unwrap().latitude - 48.69).abs() < 1e-9);
    assert_eq!(dated.image.as_ref().unwrap().url.path(), "/a.jpg");
    assert_eq!(
        dated.url.as_str(),
        "https://ville.example.fr/plu?utm_source=rss"
    );
    assert!(dated.description.best_text(&[]).contains("dossier"));
    assert!(
        dated
            .short_description
            .best_text(&[])
            .starts_with("<p>Du 2")
    );
    assert_eq!(dated.title.iter().next().unwrap().0.as_str(), "fr-FR");
    assert_eq!(
        (undated.opens, undated.closes, undated.declared_state),
        (None, None, None)
    );
    assert_eq!(undated.native_id, "https://ville.example.fr/b");
    assert!(matches!(&harvest.listing, Listing::Window { fallen } if fallen.is_empty()));
    assert!(!format!("{harvest:?}").contains("Canari"));
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_costs_no_other_and_withdraws_nothing() {
    let site = Site::feed(&format!(
        "{}<item><title>a</b></item>{}<item><link>https://ville.example.fr/c</link><description>x < y &nbsp; &#xB; <br></description></item><item><title>{}",
        item("1", "a", 9),
        item("2", "b", 8),
        item("3", "d", 7)
    ));
    let harvest = poll(&site).await;
    assert_eq!(keys(&harvest), ["1", "2", "3"]);
    assert_eq!(codes(&harvest), ["entries_unreadable"]);
    assert!(harvest.partial && harvest.listing == Listing::default());
}

#[tokio::test]
async fn a_feed_that_breaks_off_is_relayed_as_far_as_it_goes_and_withdraws_nothing() {
    let whole = rss(&(item("1", "a", 9) + &item("2", "b", 8)));
    let site = Site::default().with(FEED, "text/xml", whole.split_at(whole.len() - 60).0);
    let harvest = poll(&site).await;
    assert_eq!(
        (keys(&harvest), codes(&harvest)),
        (vec!["1"], vec!["partial_answer"])
    );
    assert!(harvest.partial && harvest.listing == Listing::default());
    let empty = poll(&Site::feed("")).await;
    assert!(
        !empty.partial && empty.listing == Listing::default(),
        "an empty feed says nothing of what it lacks"
    );
}

#[tokio::test]
async fn what_did_not_change_is_not_read_again_until_the_configuration_does() {
    let site = Site::feed(&item("1", "a", 9));
    let first = poll(&site).await;
    let again = poll_at(&site, &source(), first.memory.as_ref(), 1)
        .await
        .unwrap();
    assert_eq!(
        (again.listing, again.memory.as_ref()),
        (Listing::Unchanged, first.memory.as_ref())
    );
    let changed = Source {
        level: Some(Level::Consult),
        ..source()
    };
    let reread = poll_at(&site, &changed, first.memory.as_ref(), 1)
        .await
        .unwrap();
    assert_eq!(reread.records.len(), 1);
    assert_eq!(site.asked(), ["/feed", "/feed!", "/feed"]);
}

#[tokio::test]
async fn a_page_leads_to_its_feed_which_is_then_asked_for_directly() {
    let page = "<!doctype html><link rel=alternate type=application/rss+xml title='Commentaires' href=/comments/feed>\
        <link rel=alternate type=application/rss+xml href=/feed><link rel=alternate type=application/atom+xml href=/atom>";
    let home = Source {
        url: "https://ville.example.fr/".parse().unwrap(),
        ..source()
    };
    let site = Site::feed(&item("1", "a", 9)).with(home.url.as_str(), "text/html", page);
    let first = poll_at(&site, &home, None, 0).await.unwrap();
    assert_eq!(
        (keys(&first), codes(&first), first.requests),
        (vec!["1"], vec!["several_feeds"], 2)
    );
    poll_at(&site, &home, first.memory.as_ref(), 1)
        .await
        .unwrap();
    assert_eq!(site.asked(), ["/", "/feed", "/feed!"]);
    let moved = Site::default()
        .with(
            home.url.as_str(),
            "text/html",
            page.replace("/feed>", "/neuf>"),
        )
        .with(
            "https://ville.example.fr/neuf",
            "text/xml",
            rss(&item("1", "a", 9)),
        );
    let found = poll_at(&moved, &home, first.memory.as_ref(), 2)
        .await
        .unwrap();
    assert_eq!(
        (keys(&found), moved.asked()),
        (
            vec!["1"],
            vec!["/feed!".to_owned(), "/".to_owned(), "/neuf".to_owned()]
        )
    );
}

#[tokio::test]
async fn what_is_no_feed_is_an_error_that_says_what_came() {
    let error = |kind, body: &str| {
        let site = Site::default().with(FEED, kind, body);
        async move {
            poll_at(&site, &source(), None, 0)
                .await
                .unwrap_err()
                .to_string()
        }
    };
    for (kind, body, expected) in [
        (
            "text/html",
            "<!doctype html><title>Ville</title>",
            "web_page",
        ),
        ("application/json", "{\"items\": []}", "no_feed"),
        ("text/xml", "<opml/>", "no_feed"),
        ("text/xml", "", "empty_answer"),
    ] {
        let error = error(kind, body).await;
        assert!(error.contains(expected) && error.contains(FEED), "{error}");
    }
    let large = Site::default().with(FEED, "text/xml", vec![b' '; LARGEST + 1]);
    assert!(
        poll_at(&large, &source(), None, 0)
            .await
            .unwrap_err()
            .to_string()
            .contains("too_large")
    );
    let own = Source {
        url: "https://agenda.example.fr/passerelle/rss.xml"
            .parse()
            .unwrap(),
        ..source()
    };
    assert!(matches!(
        poll_at(&large, &own, None, 0).await,
        Err(Error::Itself { .. })
    ));
    let beside_it = Source {
        url: "https://agenda.example.fr/passerelles.xml".parse().unwrap(),
        ..source()
    };
    assert!(matches!(
        poll_at(&large, &beside_it, None, 0).await,
        Err(Error::NotFound { .. })
    ));
}

#[tokio::test]
async fn rules_choose_and_what_they_exclude_later_is_missing() {
    let rule = |attribute, pattern: &str| EntryRule {
        attribute,
        pattern: Glob::new(pattern),
    };
    let with = |category: &str| {
        format!(
            "<item><title>Enqu&amp;ecirc;te</title><guid>1</guid><link>https://ville.example.fr/a</link><category>{category}</category></item>"
        )
    };
    let items = |category: &str| with(category) + &item("2", "emploi/b", 9) + &item("3", "c", 8);
    let chosen = Source {
        include: vec![
            rule(EntryAttribute::Title, "enquete"),
            rule(EntryAttribute::Path, "/emploi/*"),
        ],
        exclude: vec![rule(EntryAttribute::Category, "Sport*")],
        ..source()
    };
    let first = poll_at(&Site::feed(&items("Urbanisme")), &chosen, None, 0)
        .await
        .unwrap();
    assert_eq!((keys(&first), codes(&first)), (vec!["1", "2"], vec![]));
    let later = poll_at(
        &Site::feed(&items("Sports")),
        &chosen,
        first.memory.as_ref(),
        1,
    )
    .await
    .unwrap();
    assert_eq!(keys(&later), ["2"]);
    assert_eq!(
        later.listing,
        Listing::Window {
            fallen: BTreeSet::new()
        }
    );
}

#[tokio::test]
async fn an_entry_that_fell_off_the_end_stays_a_year_and_one_that_was_removed_does_not() {
    let items = |days: &[u32]| {
        days.iter()
            .map(|day| item(&day.to_string(), &format!("p{day}"), *day))
            .collect::<String>()
    };
    let first = poll_at(&Site::feed(&items(&[5, 4, 3])), &source(), None, 0)
        .await
        .unwrap();
    let later = Site::feed(&items(&[7, 6, 5]).replace("Titre p5", "Nouveau titre"));
    let second = poll_at(&later, &source(), first.memory.as_ref(), 1)
        .await
        .unwrap();
    assert_eq!(
        second.listing,
        Listing::Window {
            fallen: [id("3"), id("4")].into()
        }
    );
    let removed = Site::feed(&items(&[7, 5]));
    let third = poll_at(&removed, &source(), second.memory.as_ref(), 2)
        .await
        .unwrap();
    assert_eq!(
        third.listing,
        Listing::Window {
            fallen: [id("3"), id("4")].into()
        },
        "6 is missing"
    );
    let year_later = poll_at(&removed, &source(), third.memory.as_ref(), 367)
        .await
        .unwrap();
    assert_eq!(
        year_later.listing,
        Listing::Window {
            fallen: BTreeSet::new()
        }
    );
}

#[tokio::test]
async fn identifiers_made_anew_and_pages_that_move_make_nothing_new() {
    let first = poll(&Site::feed(&(item("g1", "a", 5) + &item("g2", "b", 4)))).await;
    let regenerated = Site::feed(&(item("x1", "a/?utm_campaign=n", 5) + &item("x2", "b", 4)));
    let second = poll_at(&regenerated, &source(), first.memory.as_ref(), 1)
        .await
        .unwrap();
    assert_eq!(keys(&second), ["g1", "g2"]);
    let moved = Site::feed(&(item("x1", "neuf/a", 5) + &item("x2", "neuf/b", 4)));
    let third = poll_at(&moved, &source(), second.memory.as_ref(), 2)
        .await
        .unwrap();
    assert_eq!(keys(&third), ["g1", "g2"]);
    let other = Site::feed(&(item("x3", "neuf/a", 6) + &item("x1", "autre", 5)));
    let fourth = poll_at(&other, &source(), third.memory.as_ref(), 3)
        .await
        .unwrap();
    assert_eq!(
        keys(&fourth),
        ["x3", "g1"],
        "another entry took the page, and the old one is still listed"
    );
}

#[tokio::test]
async fn an_entry_that_is_listed_twice_is_one_as_it_was_last() {
    let site = Site::feed(&format!(
        "{}{}{}{}",
        item("1", "a", 7).replace("Titre a", "Avant"),
        item("2", "b", 8),
        item("1", "a", 9),
        item("2", "b", 8).replace("Titre b", "Encore"),
    ));
    let harvest = poll(&site).await;
    assert_eq!((keys(&harvest), codes(&harvest)), (vec!["1", "2"], vec![]));
    let titles = harvest.records.iter().map(|one| one.title.best_text(&[]));
    assert_eq!(titles.collect::<Vec<_>>(), ["Titre a", "Titre b"]);
}

#[tokio::test]
async fn a_mark_that_is_not_an_entrys_own_identifies_nothing() {
    let shared = item("site", "a", 5) + &item("site", "b", 4) + &item("site", "c", 3);
    let own = item("4", "b", 2) + &item("5", "c", 1);
    let harvest = poll(&Site::feed(&(shared + &own))).await;
    assert_eq!(keys(&harvest), ["https://ville.example.fr/a", "4", "5"]);
    assert_eq!(codes(&harvest), ["entries_without_page"]);
    assert_eq!(harvest.notices[0].param("count"), Some(&2_u32.into()));
    let secretive = poll(&Site::feed(&item("tel:0612345678 jean@ville.fr", "a", 1))).await;
    assert!(!format!("{secretive:?}").contains("jean@") && keys(&secretive)[0].len() == 32);
}

#[tokio::test]
async fn without_a_date_of_publication_the_first_change_that_was_read_stands_for_it() {
    let atom = |updated: &str| {
        let feed = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>V</title><entry><id>urn:1</id><title>T</title><summary/>\
            <content type='image/png'>AAAA</content><link href='/a'/><author><name>Camille Canari</name></author><updated>{updated}</updated></entry></feed>"
        );
        Site::default().with(FEED, "application/atom+xml", feed)
    };
    let first = poll(&atom("2026-10-01T10:00:00Z")).await;
    let second = poll_at(
        &atom("2026-10-20T10:00:00.5Z"),
        &source(),
        first.memory.as_ref(),
        1,
    )
    .await
    .unwrap();
    assert_eq!(
        first.records[0].published_at,
        second.records[0].published_at
    );
    assert_eq!(
        first.records[0].published_at.unwrap().to_rfc3339(),
        "2026-10-01T10:00:00+00:00"
    );
}

#[tokio::test]
async fn older_and_odder_forms_are_read_alike() {
    let first = r#"<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE rss [<!ENTITY a "&b;&b;"><!ENTITY b SYSTEM "file:///etc/passwd">]>"#;
    for (feed, key) in [
        (
            "<rss version='0.91'><channel><item><title>&a;t</title><link>/a</link></item></channel></rss>",
            "https://ville.example.fr/a",
        ),
        (
            "<rss xmlns='http://backend.userland.com/rss2'><channel><item><title>t</title><link>/a</link></item></channel></rss>",
            "https://ville.example.fr/a",
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>c</title></channel><item><title>t</title><link>/a</link></item></rdf:RDF>",
            "https://ville.example.fr/a",
        ),
        (
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item r:about='/a'><title>t</title></item></r:RDF>",
            "https://ville.example.fr/a",
        ),
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title type='text/plain'>t</title><id>urn:a</id><link rel='alternate' href='/a'/></entry></feed>",
            "urn:a",
        ),
        (
            "<entry xmlns='http://www.w3.org/2005/Atom'><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>t</div></title><id>urn:a</id><link href='/a'/></entry>",
            "urn:a",
        ),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>t</a:title><a:id>urn:a</a:id><a:link href='/a'/></a:entry></a:feed>",
            "urn:a",
        ),
    ] {
        let harvest = poll(&Site::default().with(FEED, "text/xml", format!("{first}{feed}"))).await;
        assert_eq!(keys(&harvest), [key], "{feed}");
        let title = harvest.records[0].title.best_text(&[]);
        assert!(title.ends_with('t') && !title.contains("root"), "{title}");
        assert_eq!(
            harvest.records[0].url.as_str(),
            "https://ville.example.fr/a",
            "{feed}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_are_too_strange(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = crate::decoding::text(&body, None);
        let _ = parse::text(&text, &FEED.parse().unwrap(), chrono_tz::UTC);
    }

    #[test]
    fn no_feed_is_too_broken(pieces in proptest::collection::vec(0_usize..18, 0..40)) {
        const PIECES: [&str; 18] = [
            "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "&", "<", "]]>", "<![CDATA[",
            "<author>abc«foo@bar.fr»é</author>", "<itunes:duration>99999999999999999999:00:00</itunes:duration>",
            "<link>http://[</link>", "<pubDate>٣٣٣ Mon</pubDate>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>", "</entry>", "é\u{0}", "<media:content medium='image' url='x'/>",
        ];
        let text: String = pieces.iter().map(|at| PIECES[*at]).collect();
        let _ = parse::text(&text, &FEED.parse().unwrap(), chrono_tz::UTC);
        let _ = parse::text(&format!("<rss><channel><item>{text}</item><item/></channel></rss>"), &FEED.parse().unwrap(), chrono_tz::UTC);
    }
}
