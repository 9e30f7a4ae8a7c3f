//! Unpacks the compiled-in file. What stays in memory is the names (twice: as written and folded), one [`Place`] a territory, and one list of
//! ancestors for all communes that share it.

use std::collections::HashMap;
use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

use super::names::fold_name;
use super::{Geography, Place};
use passerelle_model::{Point, TerritoryCode};

/// The format is described in `regenerate.py`.
static PACKED: &[u8] = include_bytes!("territories.tsv.gz");

/// Reads the compiled-in file. A line that cannot be read is left out: the tests count what is there.
pub(super) fn unpack() -> Geography {
    let mut text = String::new();
    // The bytes are part of the program, and every test of this module reads them: there is no failure to report at run time.
    let _ = GzDecoder::new(PACKED).read_to_string(&mut text);
    let (names, rows) = text.split_once("\n\n").unwrap_or_default();
    let names: &'static str = names.to_owned().leak();
    let mut chains = Chains::default();
    let mut places: Vec<Place> = names
        .lines()
        .zip(rows.lines())
        .filter_map(|(name, row)| place(name, row, &mut chains))
        .collect();
    places.sort_by_key(|place| place.code);
    Geography {
        positions: places.iter().map(|place| place.code).zip(0..).collect(),
        places,
        names: OnceLock::new(),
        communes: OnceLock::new(),
    }
}

/// The lists of ancestors read so far, by how they are written.
type Chains<'a> = HashMap<&'a str, &'static [TerritoryCode]>;

fn place<'a>(name: &'static str, row: &'a str, chains: &mut Chains<'a>) -> Option<Place> {
    let mut columns = row.split('\t');
    let code = columns.next()?.parse().ok()?;
    let population = columns.next()?.parse().ok();
    let (latitude, longitude) = (columns.next()?.parse(), columns.next()?.parse());
    let centre = latitude
        .ok()
        .zip(longitude.ok())
        .and_then(|(latitude, longitude)| Point::new(latitude, longitude));
    let ancestors = *chains.entry(columns.next()?).or_insert_with_key(|chain| {
        let codes: Vec<TerritoryCode> = chain
            .split(',')
            .filter_map(|code| code.parse().ok())
            .collect();
        codes.leak()
    });
    Some(Place {
        code,
        name,
        population,
        centre,
        ancestors,
    })
}

/// The folded names, in one piece of memory, with the positions of their places; equal names in the order of the codes.
pub(super) fn by_folded_name(places: &[Place]) -> Vec<(&'static str, u32)> {
    let mut folded = String::with_capacity(places.len() * 16);
    for place in places {
        folded.push_str(&fold_name(place.name));
        folded.push('\n');
    }
    let folded: &'static str = folded.leak();
    let mut names: Vec<(&'static str, u32)> = folded.lines().zip(0..).collect();
    names.sort_unstable();
    names
}
