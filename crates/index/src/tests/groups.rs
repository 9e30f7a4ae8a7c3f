//! Clusters depend on what there is, never on how it came.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use passerelle_model::{Decision, Pair, Verdict};

const SOURCES: &[&str] = &["nancy", "nantes", "mairie", "metropole"];

fn page(number: u8) -> Url {
    format!("https://pages.example/projets/{number}")
        .parse()
        .unwrap()
}

/// A record among few sources and few pages, so that many are one.
fn any_record(number: u64) -> impl Strategy<Value = Stored> {
    (
        prop::sample::select(SOURCES),
        0_u8..6,
        prop::collection::vec(0_u8..6, 0..3),
        prop::bool::weighted(0.2),
        0_u8..3,
    )
        .prop_map(move |(source, at, links, is_event, published)| {
            let mut stored = sample(number, &format!("Projet {number}"));
            let one = &mut stored.consultation;
            one.source = source.parse().unwrap();
            one.origin = Origin::new(&format!("{source}.example"));
            one.url = page(at);
            one.links = links.into_iter().map(page).collect();
            one.published_at = Some(now() - Duration::days(published.into()));
            if is_event {
                one.kind = SpaceKind::Event;
                one.url = format!("{}/reunions/{number}", page(at)).parse().unwrap();
            }
            one.meetings = vec![meeting(
                number,
                "Atelier",
                &format!("2026-12-{:02}T18:00:00+01:00", number % 9 + 1),
            )];
            stored
        })
}

/// A history of twelve ids: records that are upserted, and whether each is withdrawn instead.
fn any_history() -> impl Strategy<Value = Vec<(Stored, bool)>> {
    let step = (0_u64..12).prop_flat_map(|number| (any_record(number), prop::bool::weighted(0.25)));
    prop::collection::vec(step, 1..20)
}

fn any_decisions() -> impl Strategy<Value = Vec<Decision>> {
    let any = (0_u64..12, 0_u64..12, prop::option::of(prop::bool::ANY));
    prop::collection::vec(any, 0..4).prop_map(|all| {
        let id = |number| sample(number, "").consultation.id;
        all.into_iter()
            .filter_map(|(one, other, same)| {
                let verdict = same.map(|same| {
                    if same {
                        Verdict::Same
                    } else {
                        Verdict::Different
                    }
                });
                Some(Decision {
                    pair: Pair::new(id(one), id(other))?,
                    verdict,
                    at: now(),
                })
            })
            .collect()
    })
}

/// Describes everything that is shown, by id.
fn shown(snapshot: &Snapshot) -> BTreeMap<ConsultationId, String> {
    let all = (0..12).map(|number| sample(number, "").consultation.id);
    all.filter_map(|id| {
        let shown = match snapshot.get(id)? {
            IdState::Here(entry) => format!("{:?}", entry.stored.consultation),
            IdState::Appointment(entry) => {
                format!("alone {:?}", entry.stored.consultation.meetings)
            }
            IdState::Merged(other) => format!("in {other}"),
            IdState::Gone(_) => return None,
        };
        Some((id, shown))
    })
    .collect()
}

fn gone(stored: &Stored) -> Gone {
    Gone {
        id: stored.consultation.id,
        at: now(),
        change: 100,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 60, ..ProptestConfig::with_cases(16) })]

    #[test]
    fn what_is_shown_follows_from_what_is_there_alone(history in any_history(), decisions in any_decisions(), early in prop::bool::ANY) {
        let index = empty_index();
        if early {
            index.decide(&decisions, now());
        }
        let mut last: BTreeMap<ConsultationId, Stored> = BTreeMap::new();
        for (stored, leaves) in history {
            let mut delta = Delta::default();
            if leaves {
                last.remove(&stored.consultation.id);
                delta.gone.push(gone(&stored));
            } else {
                last.insert(stored.consultation.id, stored.clone());
                delta.upserts.push(stored);
            }
            index.apply(delta, now());
        }
        if !early {
            index.decide(&decisions, now());
        }
        let fresh = empty_index();
        fresh.apply(Delta { upserts: last.values().rev().cloned().collect(), gone: vec![] }, now());
        fresh.decide(&decisions, now());
        let (lived, fresh) = (index.current(), fresh.current());
        prop_assert_eq!(shown(&lived), shown(&fresh));
        prop_assert_eq!(titles(&lived, "sort=name"), titles(&fresh, "sort=name"));
        prop_assert_eq!(titles(&lived, "q=projet&sort=name"), titles(&lived, "sort=name"), "the words follow");
        prop_assert_eq!(lived.facets(&filter("")), fresh.facets(&filter("")));
    }

    #[test]
    fn nothing_is_lost_and_no_source_meets_itself(content in prop::collection::vec((0_u64..40).prop_flat_map(any_record), 1..40)) {
        let snapshot = holding(content.clone());
        let ids: BTreeSet<_> = content.iter().map(|stored| stored.consultation.id).collect();
        let mut publishers: BTreeMap<ConsultationId, Vec<_>> = BTreeMap::new();
        for id in ids {
            let leader = match snapshot.get(id).unwrap() {
                IdState::Here(entry) => entry.id(),
                IdState::Merged(leader) => leader,
                IdState::Appointment(_) => continue,
                IdState::Gone(_) => panic!("nothing was withdrawn"),
            };
            prop_assert!(matches!(snapshot.get(leader), Some(IdState::Here(_))));
            let record = &snapshot.unmerged(id).unwrap().stored.consultation;
            if record.kind != SpaceKind::Event {
                publishers.entry(leader).or_default().push(record.publisher());
            }
        }
        prop_assert_eq!(publishers.len(), snapshot.len());
        for publishers in publishers.into_values() {
            let distinct: BTreeSet<_> = publishers.iter().collect();
            prop_assert_eq!(distinct.len(), publishers.len());
        }
    }

    #[test]
    fn what_comes_and_goes_leaves_all_as_it_was(content in prop::collection::vec((0_u64..11).prop_flat_map(any_record), 1..20), passing in any_record(11)) {
        let index = empty_index();
        let before = shown(&index.apply(Delta { upserts: content, gone: vec![] }, now()));
        let leaves = gone(&passing);
        index.apply(Delta { upserts: vec![passing], gone: vec![] }, now());
        let after = index.apply(Delta { upserts: vec![], gone: vec![leaves] }, now());
        prop_assert_eq!(shown(&after), before);
    }
}
