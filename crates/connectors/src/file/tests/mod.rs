//! Whole lists, from the bytes of a document to the harvest.

mod named;

use std::path::Path;
use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use chrono_tz::Europe::Paris;
use serde_json::Value;

use super::*;
use passerelle_fetch::{self as fetch, Answer, Fetch, Request};
use passerelle_model::reason::{self, Place};
use passerelle_model::{
    AffiliationKind, DeclaredState, Level, Modality, Moment, Origin, Platform, Record, samples,
};

const NOW: &str = "2199-01-01T00:00:00Z";

/// A website that gives prepared answers in turn, and remembers the requests.
#[derive(Default)]
struct Web {
    answers: Mutex<Vec<Answer>>,
    asked: Mutex<Vec<Request>>,
}

#[async_trait]
impl Fetch for Web {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        self.asked.lock().unwrap().push(request);
        Ok(self.answers.lock().unwrap().remove(0))
    }
}

fn web(answers: &[(u16, &str, &str)]) -> Web {
    let answer = |(status, kind, body): &(u16, &str, &str)| Answer {
        status: *status,
        url: "https://www.example.fr/liste".parse().unwrap(),
        headers: vec![
            ("content-type".to_owned(), (*kind).to_owned()),
            ("etag".to_owned(), "\"1\"".to_owned()),
        ],
        body: Bytes::from((*body).to_owned()),
    };
    Web {
        answers: Mutex::new(answers.iter().map(answer).collect()),
        asked: Mutex::default(),
    }
}

fn source(url: &str) -> Source {
    Source {
        origin: Origin::new("aggloforum.example.fr"),
        territory: "243000643".parse().ok(),
        ..samples::source("aggloforum", Platform::File, url)
    }
}

async fn poll(source: &Source, web: &Web, memory: Option<&Value>) -> Result<Harvest, Error> {
    let gateway = "https://agenda.example.fr".parse().unwrap();
    let context = Context {
        source,
        memory,
        fetch: web,
        now: NOW.parse().unwrap(),
        gateway: &gateway,
    };
    File.poll(&context).await
}

/// Polls a list in the format of an extension.
async fn list(extension: &str, text: &str) -> Harvest {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join(format!("liste.{extension}"));
    std::fs::write(&path, text).unwrap();
    poll(&local(&path), &Web::default(), None).await.unwrap()
}

fn local(path: &Path) -> Source {
    source(Url::from_file_path(path).unwrap().as_str())
}

fn title(record: &Record) -> &str {
    record.title.best_text(&[])
}

/// Returns the first notice, in the words for the people who keep the list.
fn told(harvest: &Harvest) -> String {
    let english = passerelle_phrases::Phrases::of(&["en".parse().unwrap()]);
    let sentence = english.reason(&harvest.notices[0], reason::Audience::Everyone, Paris);
    format!("{sentence} {}", sentence.ask)
}

fn codes(harvest: &Harvest) -> Vec<&str> {
    harvest.notices.iter().map(Reason::code).collect()
}

const CSV: &str = "\
id;Titre;Lien;Résumé;Ouvre;Ferme;Commune;Niveau;Modalités;Thèmes;Réunion;Lieu de la réunion;Bilan;Aussi sur;Latitude;Longitude;À la une
plu;Révision du PLU;https://www.example.fr/plu;Le plan local d’urbanisme;01/11/2026;31/12/2026;30189;Concertation;enquête publique, réunion;Urbanisme;03/12/2026 18:30;Salle des fêtes;https://www.example.fr/bilan.pdf;https://autre.example.fr/plu;43,8367;4,3601;oui
plu;;;;;;;;;;10/12/2026 18h30;Mairie;;;;;
velo;Plan vélo;https://www.example.fr/velo;;;;Gard;;;;;;;;;;non
";

const TOML: &str = r#"
[[consultations]]
id = "plu"
titre = "Révision du PLU"
lien = "https://www.example.fr/plu"
resume = "Le plan local d’urbanisme"
ouvre = 2026-11-01
ferme = 2026-12-31
commune = 30189
niveau = "involve"
modalites = ["public_inquiry", "meeting"]
themes = ["Urbanisme"]
bilan = "https://www.example.fr/bilan.pdf"
aussi_sur = ["https://autre.example.fr/plu"]
point = [43.8367, 4.3601]
a_la_une = true
[[consultations.reunions]]
date = 2026-12-03T18:30:00
lieu = "Salle des fêtes"
[[consultations.reunions]]
date = "10/12/2026"
heure = 18:30:00
lieu = "Mairie"

[[consultations]]
id = "velo"
titre = "Plan vélo"
lien = "https://www.example.fr/velo"
commune = "Gard"
"#;

const JSON: &str = r#"{"consultations": [
 {"id": "plu", "title": "Révision du PLU", "url": "https://www.example.fr/plu", "summary": "Le plan local d’urbanisme",
  "opens": "2026-11-01", "closes": "2026-12-31", "territory": "30189", "level": "involve", "modalities": ["meeting", "public_inquiry"],
  "themes": ["Urbanisme"], "results": "https://www.example.fr/bilan.pdf", "also_at": "https://autre.example.fr/plu",
  "latitude": 43.8367, "longitude": 4.3601, "promoted": true, "meetings": [
   {"start": "2026-12-03T18:30:00+01:00", "place": "Salle des fêtes"}, {"start": "2026-12-10 18:30", "place": "Mairie"}]},
 {"id": "velo", "title": "Plan vélo", "url": "https://www.example.fr/velo", "territory": "Gard", "promoted": null}
]}"#;

#[tokio::test]
async fn the_three_formats_say_the_same() {
    let csv = list("csv", CSV).await;
    assert_eq!(csv.notices, []);
    assert!(csv.listing.is_complete(SpaceKind::Process) && !csv.partial);
    let [plu, velo] = csv.records.as_slice() else {
        panic!("{:?}", csv.records)
    };
    assert_eq!(title(plu), "Révision du PLU");
    let day = |text: &str| text.parse().map(Moment::Day).ok();
    assert_eq!(
        (plu.opens, plu.closes),
        (day("2026-11-01"), day("2026-12-31"))
    );
    assert_eq!(plu.level, Some(Level::Involve));
    assert_eq!(plu.modalities.len(), 2);
    assert!(plu.modalities.contains(&Modality::PublicInquiry) && plu.promoted);
    assert_eq!(plu.affiliations[0].kind, AffiliationKind::Territory);
    assert_eq!(plu.affiliations[0].native_id.as_deref(), Some("30189"));
    assert_eq!(plu.links, ["https://autre.example.fr/plu".parse().unwrap()]);
    assert_eq!(plu.location.unwrap().longitude.to_string(), "4.3601");
    let begin: Vec<String> = plu
        .meetings
        .iter()
        .map(|meeting| meeting.time.start().to_iso(Paris))
        .collect();
    assert_eq!(
        begin,
        ["2026-12-03T18:30:00+01:00", "2026-12-10T18:30:00+01:00"]
    );
    assert_eq!(plu.meetings[0].native_id, "plu/2026-12-03");
    assert_eq!(velo.affiliations[0].native_id, None);
    assert!(!velo.promoted && velo.meetings_complete);

    for (extension, text) in [("toml", TOML), ("json", JSON)] {
        let other = list(extension, text).await;
        assert_eq!(other.notices, [], "{extension}");
        let mut records = other.records;
        for record in &mut records {
            record.modalities.sort_unstable();
        }
        let mut expected = csv.records.clone();
        for record in &mut expected {
            record.modalities.sort_unstable();
        }
        assert_eq!(records, expected, "{extension}");
    }
}

#[tokio::test]
async fn bad_rows_are_told_with_their_line_and_good_rows_are_kept() {
    let text = "\
id;titre;lien;ouvre;ferme;commune;niveau;réunion
1;Bonne;https://a.example.fr/1;;31/12/2026;;;
2;Date;https://a.example.fr/2;;31/02/2026;;;
3;;https://a.example.fr/3;;;;;
4;Ordre;https://a.example.fr/4;02/03/2026;01/03/2026;;;
5;Adresse;voir la mairie;;;;;
1;Double;https://a.example.fr/6;;;;;
7;Niveau;https://a.example.fr/7;;;30;participation;
8;Réunion;https://a.example.fr/8;;;;;bientôt
9;Aussi bonne;https://a.example.fr/9;;;;;
";
    let harvest = list("csv", text).await;
    let titles: Vec<&str> = harvest.records.iter().map(title).collect();
    assert_eq!(titles, ["Bonne", "Aussi bonne"]);
    assert!(harvest.partial && !harvest.listing.is_complete(SpaceKind::Process));
    assert!(
        harvest
            .records
            .iter()
            .all(|record| !record.meetings_complete)
    );
    insta::assert_snapshot!(told(&harvest).replace("; line", ";\nline"));
}

#[tokio::test]
async fn a_list_is_read_from_behind_the_messages_of_its_script() {
    let messages = "<br />\n<b>Warning</b>:  Undefined array key \"lieu\" in <b>/srv/liste.php</b> on line <b>12</b><br />\n";
    let sheet = format!(
        "{messages}titre;lien;ferme\nPLU;https://www.example.fr/plu;04/12/2026\nBudget;https://www.example.fr/budget;31/11/2026\n"
    );
    let harvest = list("csv", &sheet).await;
    assert_eq!(title(&harvest.records[0]), "PLU");
    assert_eq!(codes(&harvest), ["entries_unreadable", "stray_text"]);
    let told = told(&harvest);
    assert!(told.contains("line 5"), "as it stands in the list: {told}");
    let json =
        format!("{messages}[{{\"titre\": \"PLU\", \"lien\": \"https://www.example.fr/plu\"}}]");
    let harvest = list("json", &json).await;
    assert_eq!(title(&harvest.records[0]), "PLU");
    assert_eq!(codes(&harvest), ["stray_text"]);
}

#[tokio::test]
async fn a_meeting_without_a_time_is_on_whole_days() {
    let text = "\
id;titre;lien;réunion;réunion heure;fin de la réunion
1;Jour;https://a.example.fr/1;03/12/2026;;
2;Jours;https://a.example.fr/2;03/12/2026;;05/12/2026
3;Mots;https://a.example.fr/3;03/12/2026;Journée entière;
4;Soir;https://a.example.fr/4;03/12/2026;18h30;20h
5;Rebours;https://a.example.fr/5;03/12/2026;;01/12/2026
6;Fin seule;https://a.example.fr/6;03/12/2026;;20h
";
    let harvest = list("csv", text).await;
    let meetings: Vec<String> = harvest
        .records
        .iter()
        .flat_map(|record| &record.meetings)
        .map(|meeting| {
            let end = meeting.time.end().map(|end| end.to_iso(Paris));
            format!(
                "{} {} {}",
                meeting.native_id,
                meeting.time.start().to_iso(Paris),
                end.unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        meetings,
        [
            "1/2026-12-03 2026-12-03 2026-12-03",
            "2/2026-12-03 2026-12-03 2026-12-05",
            "3/2026-12-03 2026-12-03 2026-12-03",
            "4/2026-12-03 2026-12-03T18:30:00+01:00 2026-12-03T20:00:00+01:00",
        ]
    );
    let told = told(&harvest);
    assert!(
        told.contains("line 6: “fin de la réunion” must not be before")
            && told.contains("line 7: a meeting has a time at which it ends"),
        "{told}"
    );
}

#[tokio::test]
async fn identity_is_the_id_else_the_address_else_the_title_which_is_told() {
    let text =
        "titre;lien;id\nUn;https://a.example.fr/1;k1\nDeux;https://a.example.fr/2;\nTrois É;;\n";
    let harvest = list("csv", text).await;
    let keys: Vec<&str> = harvest
        .records
        .iter()
        .map(|record| record.native_id.as_str())
        .collect();
    assert_eq!(keys, ["k1", "https://a.example.fr/2", "title:trois e"]);
    assert_eq!(codes(&harvest), ["known_by_title", "without_page"]);
    let by_title = Reason::new(Code::KnownByTitle)
        .with("count", 1_u32)
        .with("places", vec![Place::Line(4)]);
    assert_eq!(harvest.notices[0], by_title);
    assert_eq!(
        harvest.records[2].url.as_str(),
        "https://aggloforum.example.fr/"
    );
    assert!(
        harvest.listing.is_complete(SpaceKind::Process),
        "the list is whole all the same"
    );
}

#[tokio::test]
async fn what_is_not_to_be_published_is_read_and_left_out() {
    let text = "titre;lien;publier;statut\nUn;https://a.example.fr/1;non;\nDeux;https://a.example.fr/2;oui;ouverte\n";
    let harvest = list("csv", text).await;
    assert_eq!(harvest.records.len(), 1);
    assert_eq!(harvest.records[0].declared_state, Some(DeclaredState::Open));
    assert!(harvest.listing.is_complete(SpaceKind::Process));
}

#[tokio::test]
async fn a_list_that_did_not_change_is_not_read_again_and_what_was_wrong_is_still_told() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("liste.csv");
    std::fs::write(&path, "titre;ferme\nUn;jamais\n").unwrap();
    let source = local(&path);
    let first = poll(&source, &Web::default(), None).await.unwrap();
    assert!(first.partial);
    let again = poll(&source, &Web::default(), first.memory.as_ref())
        .await
        .unwrap();
    assert_eq!(again.listing, Listing::Unchanged);
    assert!(again.partial);
    assert_eq!(again.notices, first.notices);
    assert_eq!(again.memory, first.memory);

    // Saved again without a change.
    let file = std::fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    let touched = poll(&source, &Web::default(), first.memory.as_ref())
        .await
        .unwrap();
    assert_eq!(touched.listing, Listing::Unchanged);

    // A change of the configuration may mean another thing by the same list.
    let elsewhere = Source {
        timezone: chrono_tz::Indian::Reunion,
        ..source
    };
    let reread = poll(&elsewhere, &Web::default(), first.memory.as_ref())
        .await
        .unwrap();
    assert!(matches!(reread.listing, Listing::Full { .. }));
}

#[tokio::test]
async fn a_list_at_an_address_is_asked_for_only_if_it_changed() {
    let web = web(&[
        (200, "text/csv", "titre;lien\nUn;https://a.example.fr/1\n"),
        (304, "", ""),
        (200, "text/csv", "titre;lien\nUn;https://a.example.fr/1\n"),
        (200, "text/csv", "titre;lien\n"),
    ]);
    let source = source("https://www.example.fr/liste?key=hush");
    let first = poll(&source, &web, None).await.unwrap();
    assert_eq!((first.records.len(), first.requests), (1, 1));
    for _ in 0..2 {
        let again = poll(&source, &web, first.memory.as_ref()).await.unwrap();
        assert_eq!((again.listing, again.requests), (Listing::Unchanged, 1));
    }
    let emptied = poll(&source, &web, first.memory.as_ref()).await.unwrap();
    assert!(emptied.records.is_empty() && emptied.listing.is_complete(SpaceKind::Process));
    let asked = web.asked.lock().unwrap();
    let conditional = |request: &Request| {
        request
            .headers
            .contains(&("if-none-match", "\"1\"".to_owned()))
    };
    assert_eq!(
        asked.iter().map(conditional).collect::<Vec<_>>(),
        [false, true, true, true]
    );
}

#[tokio::test]
async fn what_is_no_list_is_an_error_that_says_what_to_do_and_repeats_nothing() {
    for (status, kind, body, expected) in [
        (
            200,
            "text/html",
            "<!doctype html><p>Camille Canari",
            "web_page",
        ),
        (200, "text/csv", "PK\u{3}\u{4}Canari", "wrong_type"),
        (
            200,
            "text/csv",
            "Camille Canari;Mairie\n",
            "no_title_column",
        ),
        (200, "application/json", "{\"Canari\": 1}", "no_list"),
        (200, "text/csv", "", "empty_answer"),
        (404, "text/html", "Canari", "not_found"),
        (403, "text/html", "Canari", "refused"),
        (429, "text/html", "Canari", "throttled"),
        (503, "text/html", "Canari", "out_of_order"),
        (302, "text/html", "Canari", "302"),
    ] {
        let source = source("https://www.example.fr/liste?key=hush");
        let error = poll(&source, &web(&[(status, kind, body)]), None)
            .await
            .unwrap_err();
        let said = error.to_string();
        assert!(
            said.contains(expected) && !said.contains("Canari"),
            "{said}"
        );
    }
    let missing = poll(
        &local(Path::new("/nowhere/liste.csv")),
        &Web::default(),
        None,
    )
    .await;
    let said = missing.unwrap_err().to_string();
    assert!(
        said.contains(r#""file":"/nowhere/liste.csv""#) && said.contains(r#""why":"missing""#),
        "{said}"
    );
}

#[tokio::test]
async fn people_and_their_contacts_are_not_read() {
    let text = "\
titre;lien;contact;e-mail;téléphone;organisateur;responsable;auteur
Un;https://a.example.fr/1;Camille Canari;camille.canari@example.org;06 12 34 56 78;Camille Canari;Camille Canari;Camille Canari
";
    let harvest = list("csv", text).await;
    let read = format!("{harvest:?}").to_lowercase();
    for canary in ["canari", "example.org", "06 12 34 56 78"] {
        assert!(!read.contains(canary), "{canary}");
    }
    assert_eq!(codes(&harvest), ["columns_unknown"]);
}
