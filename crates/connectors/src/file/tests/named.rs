//! Lists whose columns have names of their own, and faults in the words of the people who keep the list.

use super::*;
use passerelle_model::{ListColumn as C, ListColumns, PageAddress};

const CSV: &str = "\
N° de dossier;Dénomination;Clos au;Démarre au;Mairie;Fiche;Avancement;Séance;Fin
D-1;Modification du PLU;31/12/2026;02/11/2026;30189;https://www.example.fr/1;instruite;03/12/2026 18:30;oui
D-2;Plan vélo;2026-12-31T00:00:00;;Nîmes;;ouverte;;non
";

fn columns() -> ListColumns {
    let name = |column, name: &str| (column, name.to_owned());
    let mut columns = ListColumns::new([
        name(C::Id, "n° de dossier"),
        name(C::Title, "Dénomination"),
        name(C::Closes, "Clos au"),
        name(C::Opens, "DEMARRE AU"),
        name(C::Territory, "Mairie"),
        name(C::Status, "Avancement"),
        name(C::MeetingStart, "Séance"),
    ]);
    columns.page = PageAddress::of_columns("https://www.example.fr/dossier/{N° de dossier}").ok();
    columns.statuses = vec![("Instruite".to_owned(), DeclaredState::Closed)];
    columns
}

async fn read_with(columns: ListColumns, extension: &str, text: &str) -> Result<Harvest, Error> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join(format!("liste.{extension}"));
    std::fs::write(&path, text).unwrap();
    let source = Source {
        columns,
        ..local(&path)
    };
    poll(&source, &Web::default(), None).await
}

#[tokio::test]
async fn a_list_is_read_by_the_names_that_its_operator_gives() {
    let tabs = CSV.replace(';', "\t");
    let json = r#"[
      {"N° de dossier": "D-1", "Dénomination": "Modification du PLU", "Clos au": "31/12/2026", "Démarre au": "02/11/2026", "Mairie": "30189",
       "Fiche": "x", "Avancement": "instruite", "Séance": "03/12/2026 18:30", "Fin": "oui"},
      {"N° de dossier": "D-2", "Dénomination": "Plan vélo", "Clos au": "2026-12-31T00:00:00", "Mairie": "Nîmes", "Avancement": "ouverte"}]"#;
    let toml = "[[consultations]]\n\"N° de dossier\" = \"D-1\"\n\"Dénomination\" = \"Modification du PLU\"\n\"Clos au\" = 2026-12-31\n\"Démarre au\" = 2026-11-02\n\
        Mairie = 30189\nAvancement = \"instruite\"\n\"Séance\" = 2026-12-03T18:30:00\n[[consultations]]\n\"N° de dossier\" = \"D-2\"\n\
        \"Dénomination\" = \"Plan vélo\"\n\"Clos au\" = 2026-12-31T00:00:00\nMairie = \"Nîmes\"\nAvancement = \"ouverte\"\n";
    for (extension, text) in [("csv", CSV), ("tsv", &tabs), ("json", json), ("toml", toml)] {
        let harvest = read_with(columns(), extension, text).await.unwrap();
        let [plu, velo] = harvest.records.as_slice() else {
            panic!("{extension}: {:?}", harvest.notices)
        };
        assert_eq!(
            (plu.native_id.as_str(), title(plu)),
            ("D-1", "Modification du PLU"),
            "{extension}"
        );
        let last_day = Some(Moment::Day("2026-12-31".parse().unwrap()));
        assert_eq!(
            (plu.closes, velo.closes),
            (last_day, last_day),
            "{extension}"
        );
        assert!(plu.opens.is_some());
        assert_eq!(
            (plu.declared_state, velo.declared_state),
            (Some(DeclaredState::Closed), Some(DeclaredState::Open))
        );
        assert_eq!(plu.affiliations[0].native_id.as_deref(), Some("30189"));
        assert_eq!(
            velo.url.as_str(),
            "https://www.example.fr/dossier/D-2",
            "{extension}"
        );
        assert_eq!(
            (plu.meetings.len(), velo.meetings.len()),
            (1, 0),
            "{extension}"
        );
        assert!(harvest.listing.is_complete(SpaceKind::Process));
    }
}

#[tokio::test]
async fn names_that_the_list_does_not_have_are_told_with_those_that_it_has() {
    let mut wrong = columns();
    wrong.page = PageAddress::of_columns("https://www.example.fr/{Numéro}").ok();
    for (extension, text) in [
        ("csv", CSV),
        (
            "json",
            "[{\"Dénomination\": \"Un\", \"Mairie\": \"Nîmes\"}]",
        ),
    ] {
        let message = read_with(wrong.clone(), extension, text)
            .await
            .unwrap_err()
            .to_string();
        for part in [
            "columns_missing",
            "\"Numéro\"",
            "\"there\"",
            "\"Dénomination\"",
            "\"Mairie\"",
        ] {
            assert!(message.contains(part), "{part}: {message}");
        }
    }
    let people = "Camille Canari;Mairie annexe\n06 12 34 56 78;x\n";
    let message = read_with(columns(), "csv", people)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("\"Dénomination\"") && !message.contains("Canari"),
        "{message}"
    );
    let unnamed = "Dénomination;Commune;Date de fin\nUn;Nîmes;\n";
    let message = read_with(ListColumns::default(), "csv", unnamed)
        .await
        .unwrap_err()
        .to_string();
    for part in [
        "no_title_column",
        r#""there":["Dénomination","Commune","Date de fin"]"#,
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
}

#[tokio::test]
async fn usual_headings_of_french_administrations_need_no_map() {
    let text = "PRODUCTEUR_SIRET;Id_consultation;Objet de la consultation;Date_ouverture;Date_cloture;Lien_registre;Code_commune_INSEE;Type de participation\n\
        21540547000018;C-9;Zonage pluvial;05/11/2026;08/12/2026;https://registre.example.fr/9;54547;Enquête publique\n";
    let harvest = list("csv", text).await;
    let [one] = harvest.records.as_slice() else {
        panic!("{:?}", harvest.notices)
    };
    assert_eq!(
        (one.native_id.as_str(), title(one)),
        ("C-9", "Zonage pluvial")
    );
    assert_eq!(one.closes, Some(Moment::Day("2026-12-08".parse().unwrap())));
    assert_eq!(one.url.as_str(), "https://registre.example.fr/9");
    assert_eq!(one.affiliations[0].native_id.as_deref(), Some("54547"));
    assert_eq!(one.modalities, [Modality::PublicInquiry]);
    let both = list(
        "csv",
        "Objet;Titre;Fin\nUrbanisme;Révision du PLU;31/12/2026\n",
    )
    .await;
    assert_eq!(
        title(&both.records[0]),
        "Révision du PLU",
        "the more usual name counts"
    );
}

#[tokio::test]
async fn faults_are_told_in_the_names_of_the_list_with_line_and_value() {
    let text = "Objet;Début;Fin (dernier jour);Niveau;État;Type\n\
        Un;02/03/2026;31/02/2027;;;\n\
        Deux;;;participation;suspendue;enquete administrative\n\
        Trois;02/03/2026;01/03/2026;;;\n\
        Quatre;;voir Camille Canari;06 12 34 56 78;;\n\
        ;;;;;x\n";
    let harvest = list("csv", text).await;
    let message = told(&harvest);
    for part in [
        "line 2: “Fin” (“31/02/2027”) must be a day such as 31/12/2026",
        "line 3: “État” (“suspendue”) must be à venir (upcoming), ouverte (open) or terminée (closed)",
        "“Niveau” (“participation”) must be one of these levels: “Information (inform)”, “Consultation (consult)”",
        "“Type” (“enquete administrative”) must be one of these modalities",
        "line 4: “Fin” must not be before “Début”",
        "line 5: “Fin” must be a day",
        "“Niveau” must be one of these levels",
        "line 6: there is no title (“Objet”)",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    assert!(
        !message.contains("Canari") && !message.contains("34 56"),
        "{message}"
    );
}

#[tokio::test]
async fn faults_of_meetings_and_of_ids_are_told_in_the_names_of_the_list_too() {
    let name = |column, name: &str| (column, name.to_owned());
    let columns = || {
        ListColumns::new([
            name(C::Id, "Dossier"),
            name(C::Title, "Objet"),
            name(C::MeetingStart, "Séance"),
            name(C::MeetingTime, "Horaire"),
            name(C::MeetingEnd, "Levée"),
        ])
    };
    let csv = "Dossier;Objet;Séance;Horaire;Levée\n\
        1;Un;03/12/2026;;20:30\n\
        2;Deux;03/12/2026;18:30;17:00\n\
        3;Trois;03/12/2026;18:30;04/12/2026\n\
        4;Quatre;;18:30;\n\
        2;Cinq;;;\n";
    let json = r#"[
        {"Dossier": 1, "Objet": "Un", "Séance": "03/12/2026", "Levée": "20:30"},
        {"Dossier": 2, "Objet": "Deux", "Séance": "03/12/2026", "Horaire": "18:30", "Levée": "17:00"},
        {"Dossier": 3, "Objet": "Trois", "Séance": "03/12/2026", "Horaire": "18:30", "Levée": "04/12/2026"},
        {"Dossier": 4, "Objet": "Quatre", "Horaire": "18:30"},
        {"Dossier": 2, "Objet": "Cinq"}]"#;
    for (extension, text) in [("csv", csv), ("json", json)] {
        let harvest = read_with(columns(), extension, text).await.unwrap();
        let message = told(&harvest);
        for part in [
            "a meeting has a time at which it ends (“Levée”) and none at which it begins (“Horaire”, or",
            "“Levée” must not be before “Séance”",
            "“Levée” must be a time such as 20:30",
            "a meeting has no date (“Séance”)",
            "the same “Dossier” as",
            "(give each its own “Dossier”)",
        ] {
            assert!(message.contains(part), "{extension}: {part}: {message}");
        }
    }
}
