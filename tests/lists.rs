//! Lists kept by hand and datasets of open data portals, through the gateway: what is saved is served, what is wrong takes nothing away, and
//! nobody's name or contact is let through.

use std::path::Path;

use async_trait::async_trait;
use passerelle::config;
use passerelle::connector::{Connector, Context, Harvest, connector_for};
use passerelle::fetch::{self, Answer, Fetch, Request};
use passerelle::geography::Geography;
use passerelle::model::{Consultation, Source, SpaceKind, Status, TerritoryHow};
use passerelle::normalize;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::gateways::{self, Running};
use crate::talkative::CANARIES;

const NOW: &str = "2199-01-01T00:00:00Z";

/// A web on which every address answers the same.
struct Web(String);

#[async_trait]
impl Fetch for Web {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        Ok(Answer {
            status: 200,
            url: request.url,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: self.0.clone().into(),
        })
    }
}

async fn harvest(source: &Source, web: &Web) -> Harvest {
    let gateway = "https://agenda.example.fr".parse().unwrap();
    let context = Context {
        source,
        memory: None,
        fetch: web,
        now: NOW.parse().unwrap(),
        gateway: &gateway,
    };
    let connector: &dyn Connector = connector_for(source.platform);
    connector.poll(&context).await.unwrap()
}

fn consultations(source: &Source, harvest: &mut Harvest) -> Vec<Consultation> {
    let context = normalize::Context {
        source,
        geography: Geography::official(),
        now: NOW.parse().unwrap(),
    };
    let records = std::mem::take(&mut harvest.records).into_iter();
    records
        .map(|record| normalize::consultation(record, &context).unwrap())
        .collect()
}

fn source(text: &str) -> Source {
    let text = format!("[gateway]\ncontact = \"a@example.fr\"\n{text}");
    let config = config::parse(&text, "test.toml", Vec::new())
        .unwrap_or_else(|problems| panic!("{problems}"));
    config.sources.into_iter().next().unwrap()
}

fn file_source(path: &Path) -> String {
    format!(
        "[[sources]]\nid = \"liste\"\nplatform = \"file\"\nurl = \"{}\"\norigin = \"aggloforum.example.fr\"\nterritory = \"243000643\"\n",
        path.display()
    )
}

#[tokio::test]
async fn the_example_of_nimes_is_a_list_that_says_what_it_means() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/examples");
    let text = std::fs::read_to_string(folder.join("nimes.toml")).unwrap();
    let file = folder.join("nimes.toml").display().to_string();
    let config =
        config::parse(&text, &file, Vec::new()).unwrap_or_else(|problems| panic!("{problems}"));
    let source = &config.sources[0];
    let mut harvest = harvest(source, &Web(String::new())).await;
    assert_eq!(harvest.notices, [], "every line of the example can be read");
    assert!(harvest.listing.is_complete(SpaceKind::Process));
    let consultations = consultations(source, &mut harvest);
    assert_eq!(consultations.len(), 3, "one is not to be published");
    let plu = &consultations[0];
    let territory = plu.territory.as_ref().unwrap();
    assert_eq!(
        (territory.name.as_str(), territory.how),
        ("Caveirac", TerritoryHow::Declared)
    );
    assert_eq!((plu.meetings.len(), plu.links.len()), (2, 1));
    assert!(consultations[2].results.is_some());
    let status = |at: &str| plu.status_at(at.parse().unwrap());
    assert_eq!(
        status("2026-12-04T20:00:00Z"),
        Status::Open,
        "the last day counts"
    );
    assert_eq!(status("2026-12-04T23:30:00Z"), Status::Closed);
}

#[tokio::test]
async fn nobodys_name_or_contact_passes_a_list_or_a_dataset() {
    let text = "Écrire à camille.canari@example.org ou appeler le 06 12 34 56 78, 06.12.34.56.78, 0612345678, +33 6 12 34 56 78";
    let person = "Camille Canari";
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("liste.json");
    let list = json!([{
        "id": "1", "titre": format!("Un plan. {text}"), "lien": "https://a.example.fr/1", "résumé": text, "description": format!("<p>{text}</p>"),
        "themes": [text], "commune": "Nîmes", "organisateur": person, "contact": person, "auteur": person, "e-mail": "camille.canari@example.org",
        "réunions": [{"date": "03/12/2026 18:30", "titre": text, "description": text, "lieu": text, "adresse": text, "animateur": person}],
        "texte alternatif": text, "image": "https://a.example.fr/i.png",
    }]);
    std::fs::write(&path, list.to_string()).unwrap();
    let list_source = source(&file_source(&path));
    let record = json!({"key": "1", "name": format!("Un plan. {text}"), "text": text, "town": text, "subjects": [text], "state": text, "from": text,
        "author": person, "mail": "camille.canari@example.org"});
    let portal = json!({"total_count": 1, "results": [record], "fields": [], "metas": {"default": {"publisher": person, "data_processed": "x"}}});
    let portal_source = source(
        "[[sources]]\nid = \"p\"\nplatform = \"opendatasoft\"\nurl = \"https://data.example.fr\"\nterritory = \"fr\"\ndataset = \"d\"\n\
         [sources.fields]\nid = \"key\"\ntitle = \"name\"\nurl = \"https://a.example.fr/{key}\"\nsummary = \"text\"\ndescription = \"text\"\n\
         opens = \"from\"\nstatus = \"state\"\nstatuses = { open = [\"ouvert\"] }\nterritory = \"town\"\nthemes = \"subjects\"\n",
    );
    for (source, web) in [
        (list_source, Web(String::new())),
        (portal_source, Web(portal.to_string())),
    ] {
        let mut harvest = harvest(&source, &web).await;
        let consultations = consultations(&source, &mut harvest);
        assert_eq!(consultations.len(), 1, "{}", source.id);
        let memory = harvest.memory.map(normalize::remembered);
        let kept = format!(
            "{} {memory:?} {:?}",
            serde_json::to_string(&consultations).unwrap(),
            harvest.notices
        )
        .to_lowercase();
        for canary in CANARIES {
            assert!(
                !kept.contains(canary),
                "`{canary}` of {}: {kept}",
                source.id
            );
        }
    }
}

async fn titles(gateway: &Running) -> Vec<String> {
    let list = gateway.json("/api/v1/consultations?sort=name").await;
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["title"]["fr"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_is_served_and_what_is_wrong_takes_nothing_away() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("liste.csv");
    let save = |rows: &str| {
        std::fs::write(&path, format!("id;titre;lien;ferme\n{rows}")).unwrap();
        // Saved a while ago, so that nobody can still be writing it; each time at another moment.
        let before = std::time::Duration::from_secs(1_000_000 + rows.len() as u64);
        let file = std::fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + before).unwrap();
    };
    save("1;Un;https://a.example.fr/1;\n2;Deux;https://a.example.fr/2;\n");
    let (listener, address) = gateways::reserve().await;
    let gateway = Running::start(listener, address, &file_source(&path)).await;
    gateway.poll().await;
    assert_eq!(titles(&gateway).await, ["Deux", "Un"]);

    save(
        "1;Un plan;https://a.example.fr/1;\n2;Deux;https://a.example.fr/2;31/02/2026\n3;Trois;https://a.example.fr/3;\n",
    );
    for _ in 0..3 {
        gateway.poll().await;
        assert_eq!(
            titles(&gateway).await,
            ["Deux", "Trois", "Un plan"],
            "the row that cannot be read stays as it was"
        );
    }
    let sources = gateway.json("/api/v1/sources").await;
    let told: &Value = &sources["items"][0];
    assert_eq!(told["health"], "degraded");
    let params = &told["notices"][0]["params"];
    assert_eq!(params["entries"][0]["place"]["line"], 3, "{told}");
    let why = &params["entries"][0]["reasons"][0];
    assert_eq!(why["params"]["column"], "ferme", "{told}");
    assert_eq!(
        told["notices"][0]["message"]
            .as_str()
            .unwrap()
            .chars()
            .next(),
        Some('1'),
        "{told}"
    );
    assert!(
        !sources.to_string().contains("file:"),
        "where the file is on this machine is nobody’s business"
    );

    save("1;Un plan;https://a.example.fr/1;\n3;Trois;https://a.example.fr/3;\n");
    gateway.poll().await;
    assert_eq!(titles(&gateway).await.len(), 3, "missing once is not gone");
    gateway.poll().await;
    assert_eq!(titles(&gateway).await.len(), 3, "nor twice within an hour");
    gateway.clock.pass(chrono::TimeDelta::hours(1));
    gateway.poll().await;
    assert_eq!(titles(&gateway).await, ["Trois", "Un plan"]);
    let one = gateway.json("/api/v1/consultations").await["items"][0].clone();
    assert_eq!(one["source"]["url"], "https://aggloforum.example.fr/");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_commune_is_told_with_line_title_and_likely_names_for_as_long_as_it_stands() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("liste.csv");
    let text = "N°;Intitulé;Bourg;Échéance\n1;Halles;Nîmes;31/12/2199\n2;Plan de mobilité;Caverac;31/12/2199\n3;Jardins;Camille Canari;\n";
    std::fs::write(&path, text).unwrap();
    let file = std::fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    let sources = format!(
        "{}[sources.columns]\nid = \"N°\"\nterritory = \"Bourg\"\ncloses = \"Échéance\"\n",
        file_source(&path)
    );
    let (listener, address) = gateways::reserve().await;
    let gateway = Running::start(listener, address, &sources).await;
    for _ in 0..2 {
        gateway.poll().await;
        assert_eq!(titles(&gateway).await, ["Halles"]);
        let sources = gateway.json("/api/v1/sources").await;
        let told = sources["items"][0]["notices"].to_string();
        for part in [
            r#""place":{"line":3}"#,
            r#""alike":["Caveirac"],"name":"Caverac","title":"Plan de mobilité""#,
            r#""place":{"line":4}"#,
            r#"{"title":"Jardins"}"#,
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("Canari"), "{told}");
    }
    let one = gateway.json("/api/v1/consultations").await["items"][0].clone();
    assert_eq!(one["closes_on"], "2199-12-31");
}
