//! Communes that the words of a search name: they are shown with the consultations that concern them, wherever those words occur.

use std::cmp::Reverse;

use passerelle_index::Snapshot;

use passerelle_model::{Status, TerritoryCode};
use passerelle_publish::html::{Concerned, portal_order};
use passerelle_query::{Filter, Sort};

/// The most communes of one name that are shown.
const MOST: usize = 3;

/// Returns the communes that `words` name and that consultations concern, those with the most consultations first.
pub(super) fn concerned(snapshot: &Snapshot, filter: &Filter, words: &str) -> Vec<Concerned> {
    let Some(named) = snapshot
        .named_place(words)
        .filter(|_| filter.query.is_some())
    else {
        return Vec::new();
    };
    let rest = Some(named.rest).filter(|rest| !rest.is_empty());
    let communes = named.communes.into_iter();
    let mut concerned: Vec<Concerned> = communes
        .filter(|code| !filter.concerns.contains(code))
        .filter_map(|code| best(snapshot, filter, code, rest.as_ref()))
        .collect();
    concerned.sort_by_key(|one| Reverse(one.consultations));
    concerned.truncate(MOST);
    concerned
}

/// Returns the narrowest filter of the consultations that concern a commune which selects anything: with the other words of the search, then without them,
/// then of every status.
fn best(
    snapshot: &Snapshot,
    filter: &Filter,
    code: TerritoryCode,
    rest: Option<&String>,
) -> Option<Concerned> {
    let every = Status::ALL.iter().copied().collect();
    let with = |query: Option<&String>| {
        let mut narrowed = Filter {
            territory: [].into(),
            concerns: [code].into(),
            near: None,
            query: query.cloned(),
            ..filter.first_page()
        };
        if matches!(narrowed.sort, Sort::Relevance | Sort::Distance) {
            narrowed.sort = portal_order(&narrowed);
        }
        narrowed
    };
    let without_words = with(None);
    let anywhere = Filter {
        status: every,
        ..without_words.clone()
    };
    let tried = rest.map(|rest| with(Some(rest))).into_iter();
    let tried = tried.chain([without_words, anywhere]);
    tried
        .map(|filter| Concerned {
            code,
            consultations: snapshot.lenient().count(&filter),
            filter,
        })
        .find(|one| one.consultations > 0)
}
