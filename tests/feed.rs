//! No person's name, e-mail address or telephone number comes in with a feed: one that puts them in every place that its format has is read, and they are
//! looked for in what becomes of it and in what is remembered of it.

use async_trait::async_trait;
use passerelle::connector::{Context, Harvest, connector_for};
use passerelle::fetch::{self, Answer, Fetch, Request};
use passerelle::geography::Geography;
use passerelle::model::{Origin, Platform, Source, SpaceKind};
use passerelle::normalize;

use crate::talkative::CANARIES;

const TEXT: &str = "Écrire à camille.canari@example.org ou appeler le 06 12 34 56 78, le 0612345678 ou le 06.12.34.56.78";

/// One document at every address.
struct Document(&'static str, String);

#[async_trait]
impl Fetch for Document {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        Ok(Answer {
            status: 200,
            url: request.url,
            headers: vec![("content-type".to_owned(), self.0.to_owned())],
            body: self.1.clone().into(),
        })
    }
}

fn source() -> Source {
    Source {
        id: "ville".parse().unwrap(),
        name: "Ville".to_owned(),
        platform: Platform::Feed,
        url: "https://ville.example.fr/feed".parse().unwrap(),
        origin: Origin::new("ville.example.fr"),
        naming: passerelle::model::Naming::default(),
        territory: "54395".parse().ok(),
        every: std::time::Duration::from_hours(1),
        languages: Vec::new(),
        timezone: chrono_tz::Europe::Paris,
        level: None,
        modalities: Vec::new(),
        licence: None,
        kinds: vec![SpaceKind::Process],
        attach: Vec::new(),
        include: Vec::new(),
        exclude: Vec::new(),
        join: Vec::new(),
        dataset: None,
        columns: passerelle::model::ListColumns::default(),
    }
}

async fn poll(source: &Source, document: &Document) -> Harvest {
    let gateway = "https://agenda.example.fr".parse().unwrap();
    let context = Context {
        source,
        memory: None,
        fetch: document,
        now: "2026-11-22T12:00:00Z".parse().unwrap(),
        gateway: &gateway,
    };
    connector_for(Platform::Feed)
        .poll(&context)
        .await
        .expect("a feed")
}

fn rss() -> Document {
    let person = "camille.canari@example.org (Camille Canari)";
    let item = format!(
        "<item><title>Réunion</title><link>https://ville.example.fr/a</link><guid isPermaLink='false'>mailto:camille.canari@example.org</guid>\
         <description>{TEXT}</description><content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded><author>{person}</author>\
         <dc:creator>Camille Canari</dc:creator><dc:contributor>Camille Canari</dc:contributor><dc:publisher>Camille Canari</dc:publisher>\
         <itunes:author>Camille Canari</itunes:author><itunes:owner><itunes:email>{person}</itunes:email></itunes:owner>\
         <podcast:person href='https://ville.example.fr/camille'>Camille Canari</podcast:person><source url='https://ville.example.fr/camille'>Camille Canari</source>\
         <media:content url='https://ville.example.fr/a.jpg' medium='image'><media:credit>Camille Canari</media:credit><media:title>Camille Canari</media:title></media:content>\
         <comments>https://ville.example.fr/camille</comments><category>{TEXT}</category><dcterms:spatial>{TEXT}</dcterms:spatial></item>"
    );
    let feed = format!(
        "<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:podcast='https://podcastindex.org/namespace/1.0'><channel>\
         <title>Ville</title><managingEditor>{person}</managingEditor><webMaster>{person}</webMaster><copyright>Camille Canari</copyright>{item}</channel></rss>"
    );
    Document("application/rss+xml", feed)
}

fn atom() -> Document {
    let person = "<name>Camille Canari</name><email>camille.canari@example.org</email><uri>https://ville.example.fr/camille</uri>";
    let feed = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Ville</title><author>{person}</author><contributor>{person}</contributor><entry><id>urn:1</id>\
         <title>Réunion</title><link href='https://ville.example.fr/a'/><author>{person}</author><contributor>{person}</contributor>\
         <source><author>{person}</author></source><summary>{TEXT}</summary><content type='html'>&lt;p&gt;{TEXT}&lt;/p&gt;</content>\
         <rights>Camille Canari</rights><category term='t' label='{TEXT}'/></entry></feed>"
    );
    Document("application/atom+xml", feed)
}

fn json_feed() -> Document {
    let person = r#"{ "name": "Camille Canari", "url": "https://ville.example.fr/camille", "avatar": "https://ville.example.fr/camille.jpg" }"#;
    let feed = format!(
        r#"{{ "version": "https://jsonfeed.org/version/1.1", "title": "Ville", "author": {person}, "authors": [{person}],
            "items": [{{ "id": "camille.canari@example.org", "url": "https://ville.example.fr/a", "title": "Réunion", "author": {person}, "authors": [{person}],
            "summary": "{TEXT}", "content_html": "<p>{TEXT}</p>", "content_text": "{TEXT}", "tags": ["{TEXT}"],
            "attachments": [{{ "url": "https://ville.example.fr/a.mp3", "mime_type": "audio/mpeg", "title": "Camille Canari" }}], "_ext": {person} }}] }}"#
    );
    Document("application/feed+json", feed)
}

#[tokio::test]
async fn people_are_in_nothing_that_comes_of_a_feed() {
    let source = source();
    for document in [rss(), atom(), json_feed()] {
        let kind = document.0;
        let mut harvest = poll(&source, &document).await;
        assert_eq!(harvest.records.len(), 1, "{kind}");
        let memory = normalize::remembered(harvest.memory.take().expect("a memory"));
        let record = harvest.records.remove(0);
        let context = normalize::Context {
            source: &source,
            geography: Geography::official(),
            now: "2026-11-22T12:00:00Z".parse().unwrap(),
        };
        let consultation = normalize::consultation(record, &context).expect("a consultation");
        let shown = serde_json::to_string(&consultation).expect("JSON");
        assert!(
            shown.contains("Réunion") && shown.contains("Écrire"),
            "{shown}"
        );
        for (place, text) in [
            ("the consultation", shown),
            ("the memory", memory.to_string()),
            ("the notices", format!("{:?}", harvest.notices)),
        ] {
            let lower = text.to_lowercase();
            for canary in CANARIES {
                assert!(
                    !lower.contains(canary),
                    "{kind}: `{canary}` in {place}: {text}"
                );
            }
        }
    }
}
