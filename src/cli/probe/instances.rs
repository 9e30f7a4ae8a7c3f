//! The known instances of participation platforms, and which of them may be those of a territory.

use std::path::Path;

use anyhow::Context as _;
use url::Url;

use crate::geography::Geography;
use crate::model::TerritoryCode;

/// The compiled-in list of known instances.
const KNOWN: &str = include_str!("known_instances.tsv");

/// The most instances that are read from a file.
const MOST: usize = 10_000;

/// A known instance, which may be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instance {
    /// The territories that it is for; at least one.
    pub(super) territories: Vec<TerritoryCode>,
    /// The address.
    pub(super) url: Url,
    /// The name under which it is listed.
    pub(super) name: String,
}

impl Instance {
    /// Returns its territory, if it has only one.
    pub(super) fn territory(&self) -> Option<TerritoryCode> {
        match self.territories.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

/// Returns the compiled-in instances.
pub(super) fn known() -> anyhow::Result<Vec<Instance>> {
    read(KNOWN)
}

/// Reads the instances that a file lists, in the same form as the compiled-in list.
pub(super) fn of_file(path: &Path) -> anyhow::Result<Vec<Instance>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    read(&text).with_context(|| path.display().to_string())
}

fn read(text: &str) -> anyhow::Result<Vec<Instance>> {
    let lines = text.lines().enumerate();
    let rows = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    rows.take(MOST)
        .map(|(at, line)| row(line).with_context(|| format!("line {}", at + 1)))
        .collect()
}

fn row(line: &str) -> anyhow::Result<Instance> {
    let mut columns = line.split('\t').map(str::trim);
    let codes = columns.next().unwrap_or_default();
    let territories: Vec<TerritoryCode> = codes
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    anyhow::ensure!(
        !territories.is_empty(),
        "it names no territory: codes, an address and a name are expected, with tabs between them"
    );
    let url: Url = columns.next().unwrap_or_default().parse()?;
    anyhow::ensure!(
        matches!(url.scheme(), "http" | "https"),
        "{url} is no address of the web"
    );
    let name = columns.next().unwrap_or_default().to_owned();
    Ok(Instance {
        territories,
        url,
        name,
    })
}

/// Returns the instances that may list consultations concerning `territory`, the best first: its own, those of territories inside it, then those of territories
/// around it, nearest first. Those of the whole country are left out.
pub(super) fn of_territory<'i>(
    all: &'i [Instance],
    territory: TerritoryCode,
    geography: &Geography,
) -> Vec<&'i Instance> {
    let ancestors = geography.ancestors(territory);
    let rank = |code: &TerritoryCode| {
        if *code == territory {
            return Some(0);
        }
        if *code == TerritoryCode::country() || territory == TerritoryCode::country() {
            return None;
        }
        if geography.is_inside(*code, territory) {
            return Some(1);
        }
        let at = ancestors.iter().position(|ancestor| ancestor == code)?;
        Some(at + 2)
    };
    let mut ranked: Vec<(usize, &Instance)> = all
        .iter()
        .filter_map(|instance| {
            let ranks = instance.territories.iter().filter_map(rank);
            Some((ranks.min()?, instance))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, instance)| instance).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_instance_that_is_compiled_in_is_for_official_territories_and_listed_once() {
        let geography = Geography::official();
        let all = known().unwrap();
        assert!(all.len() > 50, "{}", all.len());
        let mut hosts = HashSet::new();
        for instance in &all {
            for code in &instance.territories {
                assert!(geography.get(*code).is_some(), "{code}: {}", instance.url);
            }
            assert!(hosts.insert(instance.url.host_str()), "{}", instance.url);
            assert!(instance.url.query().is_none() && !instance.name.is_empty());
        }
    }

    #[test]
    fn the_instances_of_a_territory_are_its_own_then_those_inside_then_those_around() {
        let all = known().unwrap();
        let hosts = |code: &str| -> Vec<String> {
            let code = code.parse().unwrap();
            let found = of_territory(&all, code, Geography::official());
            let hosts = found.iter().filter_map(|instance| instance.url.host_str());
            hosts.map(str::to_owned).collect()
        };
        assert_eq!(hosts("54498"), ["jeparticipe.metropolegrandnancy.fr"]);
        assert_eq!(
            hosts("245400676"),
            ["jeparticipe.metropolegrandnancy.fr", "participez.nancy.fr"]
        );
        assert_eq!(
            hosts("33063"),
            [
                "participation.bordeaux.fr",
                "participation.bordeaux-metropole.fr",
                "participez.nouvelle-aquitaine.fr"
            ]
        );
        assert_eq!(hosts("64016")[0], "vallee-aldudes.voca.city");
        assert!(hosts("fr").contains(&"petitions.senat.fr".to_owned()));
        assert_eq!(hosts("2A004"), [""; 0]);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        for (text, words) in [
            ("# x\n\nnancy\thttps://a.example\tA", "line 3"),
            ("\thttps://a.example\tA", "names no territory"),
            ("54395\tftp://a.example\tA", "no address of the web"),
            ("54395", "line 1"),
        ] {
            let said = format!("{:#}", read(text).unwrap_err());
            assert!(said.contains(words), "{text}: {said}");
        }
    }
}
