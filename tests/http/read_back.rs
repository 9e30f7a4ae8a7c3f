//! The feed for programs, read by another gateway: it finds what the first one says.

use async_trait::async_trait;
use passerelle::connector::{Context, connector_for};
use passerelle::fetch::{self, Answer, Fetch, Request};
use passerelle::geography::Geography;
use passerelle::model::{Consultation, Platform, Source};
use passerelle::normalize;

use crate::content;
use crate::gateway::Gateway;

struct Feed(String);

#[async_trait]
impl Fetch for Feed {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        Ok(Answer {
            status: 200,
            url: request.url,
            headers: Vec::new(),
            body: self.0.clone().into(),
        })
    }
}

async fn read_back(feed: String) -> Vec<Consultation> {
    let source = Source {
        platform: Platform::Feed,
        url: "https://premiere.example.fr/rss.xml".parse().unwrap(),
        ..content::sources().remove(0)
    };
    let context = Context {
        source: &source,
        memory: None,
        fetch: &Feed(feed),
        now: content::now(),
        gateway: &"https://seconde.example.fr".parse().unwrap(),
    };
    let harvest = connector_for(Platform::Feed).poll(&context).await.unwrap();
    assert!(
        harvest.notices.is_empty() && !harvest.partial,
        "{:?}",
        harvest.notices
    );
    let rules = normalize::Context {
        source: &source,
        geography: Geography::official(),
        now: content::now(),
    };
    harvest
        .records
        .into_iter()
        .map(|record| normalize::consultation(record, &rules).unwrap())
        .collect()
}

#[tokio::test]
async fn dates_level_modalities_territory_point_and_image_come_back_from_the_feed() {
    let gateway = Gateway::start().await;
    let read = read_back(gateway.text("/rss.xml").await).await;
    assert!(read.len() >= 4);
    let full = content::full();
    let found = read
        .iter()
        .find(|read| read.url == full.url)
        .expect("the full one");
    assert_eq!(found.title.best_text(&[]), content::HOSTILE_IN_XML);
    assert_eq!(found.period, full.period);
    assert_eq!(
        (found.level, &found.modalities),
        (full.level, &full.modalities)
    );
    assert_eq!(found.themes, full.themes);
    assert_eq!(found.location, full.location);
    let code = |consultation: &Consultation| {
        consultation
            .territory
            .as_ref()
            .map(|territory| territory.code)
    };
    assert_eq!(code(found), code(&full));
    assert_eq!(
        found.image.as_ref().map(|image| &image.url),
        full.image.as_ref().map(|image| &image.url)
    );
    assert!(
        found
            .description_html
            .best_text(&[])
            .contains("Dessinons <strong>ensemble</strong> nos parcs.")
    );
    assert_eq!(found.native_id, format!("urn:uuid:{}", full.id));
}
