mod files;
mod meant;
mod overrides;
mod problems;

use super::*;

const ANNOTATED: &str = include_str!("../../../../config/passerelle.toml");
const GRAND_NANCY: &str = include_str!("../../../../config/examples/grand-nancy.toml");
const EXAMPLES: [(&str, &str); 5] = [
    ("grand-nancy.toml", GRAND_NANCY),
    (
        "nantes.toml",
        include_str!("../../../../config/examples/nantes.toml"),
    ),
    (
        "grenoble.toml",
        include_str!("../../../../config/examples/grenoble.toml"),
    ),
    (
        "nimes.toml",
        include_str!("../../../../config/examples/nimes.toml"),
    ),
    (
        "projets-environnement.toml",
        include_str!("../../../../config/examples/projets-environnement.toml"),
    ),
];

/// A valid beginning that takes three lines.
const CONTACT: &str = "[gateway]\ncontact = 'a@example.fr'\n\n";

fn read(text: &str) -> Result<Config, Problems> {
    parse(text, "f.toml", [])
}

fn with(text: &str, variables: &[(&str, &str)]) -> Result<Config, Problems> {
    let owned = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    parse(text, "f.toml", owned)
}

fn problems(text: &str) -> String {
    read(text).unwrap_err().to_string()
}

fn source(more: &str) -> String {
    format!(
        "{CONTACT}[[sources]]\nid = 'a'\nplatform = 'decidim'\nurl = 'https://a.example.fr/'\n{more}"
    )
}
