//! Communes by what they lie in, with the names by which they are looked for.

use std::collections::HashMap;

use super::{Geography, Place};
use passerelle_model::{TerritoryCode, TerritoryKind};

/// The communes of every EPCI and every département, and all names, folded.
#[derive(Debug)]
pub(super) struct Communes {
    /// The place where the communes of each are among the places, in the order of the codes.
    inside: HashMap<TerritoryCode, Vec<u32>>,
    /// The folded name of each place, in the order of the places.
    folded: Vec<&'static str>,
}

impl Communes {
    /// Makes the communes among `places`, whose folded `names` are given with their positions.
    pub(super) fn of(places: &[Place], names: &[(&'static str, u32)]) -> Self {
        let mut inside: HashMap<TerritoryCode, Vec<u32>> = HashMap::new();
        for (place, at) in places.iter().zip(0..) {
            if place.code.kind() != TerritoryKind::Commune {
                continue;
            }
            for outer in place.ancestors.iter().filter(|code| holds_few(**code)) {
                inside.entry(*outer).or_default().push(at);
            }
        }
        let mut folded: Vec<(u32, &'static str)> =
            names.iter().map(|(name, at)| (*at, *name)).collect();
        folded.sort_unstable();
        Self {
            inside,
            folded: folded.into_iter().map(|(_, name)| name).collect(),
        }
    }
}

/// Returns whether a territory is one of those whose communes are listed.
fn holds_few(code: TerritoryCode) -> bool {
    matches!(
        code.kind(),
        TerritoryKind::Epci | TerritoryKind::Departement
    )
}

impl Geography {
    /// The commune that `code` is, or the communes of the EPCI or the département that it is, each with its name as [`fold_name`](super::fold_name)
    /// folds it, in the order of the codes. A région and the country have none here: their communes are looked for by nothing but their name.
    ///
    /// Its cost grows with the communes that it gives, after the first call.
    pub fn communes(&self, code: TerritoryCode) -> impl Iterator<Item = (&'static str, &Place)> {
        let communes = self.communes_of_all();
        let itself = (code.kind() == TerritoryKind::Commune)
            .then(|| self.positions.get(&code))
            .flatten();
        let inside = communes.inside.get(&code).into_iter().flatten();
        itself.into_iter().chain(inside).filter_map(|at| {
            let folded = communes.folded.get(usize::try_from(*at).ok()?)?;
            Some((*folded, self.at(*at)?))
        })
    }

    fn communes_of_all(&self) -> &Communes {
        self.communes
            .get_or_init(|| Communes::of(&self.places, self.names()))
    }
}
