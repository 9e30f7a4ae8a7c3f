//! Valid files and what they mean, beginning with those that the repository ships.

use std::time::Duration;

use super::*;
use passerelle_model::{Attribute, Audience, Platform, SpaceKind};

fn keys(schema: &serde_json::Value, found: &mut Vec<String>) {
    for (name, property) in schema
        .get("properties")
        .and_then(|p| p.as_object())
        .into_iter()
        .flatten()
    {
        found.push(name.clone());
        keys(property, found);
        keys(property.get("items").unwrap_or(property), found);
    }
}

#[test]
fn the_annotated_file_is_the_defaults() {
    assert_eq!(read(ANNOTATED).unwrap(), read("").unwrap());
}

#[test]
fn whose_pages_may_show_and_read_the_gateway_is_the_operators_choice() {
    let server = read("").unwrap().server;
    assert_eq!(server.frame_ancestors, Audience::Everyone);
    assert_eq!(server.cors_origins, Audience::Everyone);
    let text = "[server]\nframe_ancestors = ['https://*.grandnancy.eu', 'https://WWW.Seichamps.fr/']\ncors_origins = []\n";
    let server = read(text).unwrap().server;
    assert_eq!(
        server.frame_ancestors.to_string(),
        "https://*.grandnancy.eu https://www.seichamps.fr"
    );
    assert_eq!(server.cors_origins, Audience::Only(Vec::new()));
    let both = "[server]\ncors_origins = ['https://a.fr', '*']\n";
    assert_eq!(read(both).unwrap().server.cors_origins, Audience::Everyone);
    let variable = (
        "PASSERELLE__SERVER__CORS_ORIGINS",
        "[\"https://a.example.fr\"]",
    );
    let server = with("", &[variable]).unwrap().server;
    assert!(server.cors_origins.admits("https://a.example.fr"));
}

#[test]
fn the_annotated_file_names_every_key_and_all_of_it_is_valid() {
    let written = ANNOTATED
        .lines()
        .map(|line| {
            line.strip_prefix('#')
                .filter(|rest| !rest.starts_with([' ', ':']))
                .unwrap_or(line)
        })
        .collect::<Vec<_>>()
        .join("\n");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("admin-token"), "0123456789abcdef\n").unwrap();
    std::fs::write(folder.path().join("logo.svg"), "<svg/>").unwrap();
    let file = folder.path().join("passerelle.toml");
    std::fs::write(&file, &written).unwrap();
    let config = load(&file, []).unwrap();
    assert_eq!(
        config.admin.as_ref().unwrap().token.expose(),
        "0123456789abcdef"
    );
    assert_eq!(config.sources[0].attach.len(), 1);
    let portal = &config.portal;
    assert_eq!(portal.logo.as_ref().unwrap().media_type, "image/svg+xml");
    assert_eq!(portal.brand.unwrap().light.to_string(), "#21409a");
    let tiles = portal.tiles.as_ref().unwrap();
    assert_eq!(tiles.origin(), "https://tuiles.example.fr");

    let mut names = Vec::new();
    keys(&schema(), &mut names);
    assert!(names.len() > 30, "{names:?}");
    // Of these only one of several may be written; the others are told beside it.
    let told = [
        "assembly", "scope", "area", "taxonomy", "title", "path", "token", "url_file",
    ];
    for name in names {
        let is_written = written.contains(&format!("\n{name} = "));
        let is_table =
            ANNOTATED.contains(&format!("[{name}]")) || ANNOTATED.contains(&format!(".{name}]"));
        assert!(
            is_written || is_table || told.contains(&name.as_str()),
            "{name} is not documented"
        );
    }
    for name in told {
        assert!(ANNOTATED.contains(name), "{name} is not documented");
    }
}

#[test]
fn every_example_is_valid() {
    for (name, text) in EXAMPLES {
        let config = parse(text, name, []).unwrap_or_else(|problems| panic!("{problems}"));
        assert!(!config.sources.is_empty());
    }
}

#[test]
fn the_example_of_the_grand_nancy_attaches_its_twenty_communes() {
    let config = read(GRAND_NANCY).unwrap();
    let territory = config.gateway.territory.unwrap();
    let mut communes: Vec<_> = config.sources[0]
        .attach
        .iter()
        .map(|rule| rule.territory)
        .collect();
    communes.sort();
    communes.dedup();
    let mut official: Vec<_> = passerelle_geography::Geography::official()
        .inside(territory, passerelle_model::TerritoryKind::Commune)
        .iter()
        .map(|place| place.code)
        .collect();
    official.sort();
    assert_eq!(communes, official);
}

#[test]
fn a_source_is_completed_from_the_rest() {
    let config = read(&source(
        "every = '30m'\n[[sources.attach]]\ntitle = ' Seichamps* '\nterritory = '54498'\n",
    ))
    .unwrap();
    let source = &config.sources[0];
    assert_eq!(source.name, "a.example.fr");
    assert_eq!(source.origin.as_str(), "a.example.fr");
    assert_eq!(source.every, Duration::from_mins(30));
    assert_eq!(source.timezone, chrono_tz::Europe::Paris);
    assert!(source.languages.is_empty(), "empty means all");
    assert!(!source.kinds.contains(&SpaceKind::Assembly) && source.kinds.len() == 5);
    assert_eq!(source.platform, Platform::Decidim);
    assert_eq!(
        (
            source.attach[0].attribute,
            source.attach[0].pattern.as_str()
        ),
        (Attribute::Title, "Seichamps*")
    );
}

#[test]
fn a_file_of_this_machine_is_looked_at_every_minute_unless_it_is_said() {
    let every = |url: &str, more: &str| {
        let text = format!(
            "{CONTACT}[[sources]]\nid = 'a'\nplatform = 'file'\nurl = '{url}'\norigin = 'a.example.fr'\n{more}"
        );
        read(&text).unwrap().sources[0].every
    };
    assert_eq!(every("list.csv", ""), Duration::from_mins(1));
    assert_eq!(every("list.csv", "every = '2h'"), Duration::from_hours(2));
    assert_eq!(
        every("https://a.example.fr/list.csv", ""),
        Duration::from_hours(1)
    );
}

#[test]
fn a_dataset_has_a_map_of_its_fields() {
    let (_, text) = EXAMPLES[4];
    let config = read(text).unwrap();
    let dataset = config.sources[0].dataset.as_ref().unwrap();
    assert_eq!(dataset.id, "projets-environnement-diffusion");
    assert!(dataset.fields.names().contains("recordsid"));
    assert!(!format!("{dataset:?}").contains("corporatename"));
    assert_eq!(dataset.fields.statuses.len(), 2);
}

#[test]
fn a_list_has_a_map_of_its_columns() {
    use passerelle_model::ListColumn;
    let text = format!(
        "{CONTACT}[[sources]]\nid = 'a'\nplatform = 'file'\nurl = 'https://a.example.fr/l.csv'\n[sources.columns]\ntitle = 'Objet'\n\
         url = 'https://a.fr/{{N° de dossier}}'\nstatus = 'État'\nstatuses = {{ closed = ['instruite'] }}\n"
    );
    let config = parse(&text, "f.toml", []).unwrap();
    let columns = &config.sources[0].columns;
    assert_eq!(columns.column_of("objet"), Some(ListColumn::Title));
    assert_eq!(columns.missing(&["Objet", "Etat"]), ["N° de dossier"]);
    assert_eq!(columns.statuses.len(), 1);
}

#[test]
fn a_local_file_is_found_beside_the_configuration_and_needs_an_origin() {
    let text = format!("{CONTACT}[[sources]]\nid = 'a'\nplatform = 'file'\nurl = 'list.csv'\n");
    let shown = parse(&text, "/etc/passerelle/f.toml", [])
        .unwrap_err()
        .to_string();
    assert!(
        shown.contains("sources[0].origin: origin_missing"),
        "{shown}"
    );
    let config = parse(
        &format!("{text}origin = 'a.example.fr'\n"),
        "/etc/passerelle/f.toml",
        [],
    )
    .unwrap();
    assert_eq!(
        config.sources[0].url.as_str(),
        "file:///etc/passerelle/list.csv"
    );
}
