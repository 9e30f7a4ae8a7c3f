//! Properties that hold for any question and any content.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use passerelle_model::{Level, Modality, Phase, Status};

const CODES: &[&str] = &[
    "54395",
    "54498",
    "245400676",
    "dep-54",
    "reg-44",
    "44109",
    "fr",
    "75056",
    "2A004",
];
const WORDS: &[&str] = &["parc", "écoles", "budget", "tramway", "eau", "forêt"];

fn any_consultation(number: u64) -> impl Strategy<Value = Stored> {
    (
        prop::sample::select(CODES),
        prop::sample::subsequence(WORDS, 1..4),
        prop::option::of((-40_i64..40, 0_i64..60)),
        prop::option::of(prop::sample::select(Level::ALL)),
        prop::sample::subsequence(Modality::ALL, 0..3),
        0_i64..4,
        prop::collection::vec((-40_i64..40, 0_i64..30), 0..3),
        prop::option::of(-9_i64..9),
    )
        .prop_map(
            move |(code, words, days, level, modalities, age, phases, published)| {
                let mut stored = lying_in(sample(number, &words.join(" ")), code);
                if let Some((opens, length)) = days {
                    let opens = now().date_naive() + Duration::days(opens);
                    stored.consultation.period = Period {
                        opens: Some(Moment::Day(opens)),
                        closes: (length > 5).then(|| Moment::Day(opens + Duration::days(length))),
                    };
                }
                let on = |days: i64| Some(Moment::Day(now().date_naive() + Duration::days(days)));
                let phase = |(opens, length): (i64, i64)| Phase {
                    period: Period {
                        opens: on(opens),
                        closes: on(opens + length),
                    },
                    ..Phase::default()
                };
                stored.consultation.phases = phases.into_iter().map(phase).collect();
                stored.consultation.level = level;
                stored.consultation.modalities = modalities;
                stored.history.first_seen = now() - Duration::days(age);
                stored.consultation.published_at =
                    published.map(|days| now() + Duration::days(days));
                stored
            },
        )
}

fn any_content() -> impl Strategy<Value = Vec<Stored>> {
    (1_u64..25).prop_flat_map(|size| (0..size).map(any_consultation).collect::<Vec<_>>())
}

fn any_list(name: &'static str, words: Vec<String>) -> impl Strategy<Value = Option<String>> {
    let list = prop::sample::subsequence(words, 1..3).prop_map(move |list| {
        let list = list.join(",");
        format!("{name}={list}")
    });
    prop::option::of(list)
}

fn tokens<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// A query string that is understood.
fn any_query() -> impl Strategy<Value = String> {
    let lists = (
        any_list("territory", tokens(CODES)),
        any_list("concerns", tokens(CODES)),
        any_list("status", tokens(Status::ALL)),
        any_list("level", tokens(Level::ALL)),
        any_list("modality", tokens(Modality::ALL)),
        any_list("q", tokens(WORDS)),
    );
    let near =
        prop::option::of((-90.0..90.0_f64, -180.0..180.0_f64, 0.1..1000.0_f64)).prop_map(|near| {
            near.map(|(lat, lon, km)| format!("near={lat:.7},{lon:.7}&radius={km:.3}"))
        });
    let sort = prop::sample::select(&["recent", "closing", "opening", "name"][..]);
    let days = prop::option::of((2020..2030_i32, 1..13_u32, 1..29_u32))
        .prop_map(|day| day.map(|(y, m, d)| format!("closes_before={y}-{m:02}-{d:02}")));
    (lists, near, sort, days).prop_map(|(lists, near, sort, days)| {
        let (territory, concerns, status, level, modality, words) = lists;
        let lists = [territory, concerns, status, level, modality, words];
        let others = [near, days, Some(format!("sort={sort}"))];
        let parts = lists.into_iter().chain(others);
        parts.flatten().collect::<Vec<_>>().join("&")
    })
}

/// The ids on all pages, in order.
fn all_pages(snapshot: &Snapshot, query: &str, limit: usize) -> Vec<ConsultationId> {
    let mut ids = Vec::new();
    let mut next = filter(&format!("{query}&limit={limit}"));
    loop {
        let page = snapshot.search(&next);
        assert!(page.items.len() <= limit);
        ids.extend(page.items.iter().map(|entry| entry.id()));
        match page.next_cursor {
            Some(cursor) => next = filter(&format!("{query}&limit={limit}&cursor={cursor}")),
            None => return ids,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_canonical_form_reads_back_as_the_same_filter(query in any_query()) {
        let read = filter(&query);
        prop_assert_eq!(filter(&read.to_string()), read);
    }

    #[test]
    fn pages_hold_each_match_once_in_the_order_of_one_long_page(
        content in any_content(), query in any_query(), limit in 1_usize..7,
    ) {
        let snapshot = holding(content);
        let whole = snapshot.search(&filter(&format!("{query}&limit=200")));
        let whole: Vec<_> = whole.items.iter().map(|entry| entry.id()).collect();
        prop_assert_eq!(all_pages(&snapshot, &query, limit), whole);
    }

    #[test]
    fn a_page_skips_and_repeats_nothing_when_others_are_added_between(
        content in any_content(), limit in 1_usize..5,
    ) {
        let index = empty_index();
        let (late, early): (Vec<_>, Vec<_>) = content
            .into_iter()
            .partition(|stored| stored.history.change % 3 == 0);
        let kept: BTreeSet<_> = early.iter().map(|stored| stored.consultation.id).collect();
        let first = index.apply(Delta { upserts: early, gone: vec![] }, now());
        let page = first.search(&filter(&format!("sort=name&limit={limit}")));
        let second = index.apply(Delta { upserts: late, gone: vec![] }, now());
        let mut seen: Vec<_> = page.items.iter().map(|entry| entry.id()).collect();
        if let Some(cursor) = page.next_cursor {
            let rest = second.search(&filter(&format!("sort=name&limit=200&cursor={cursor}")));
            seen.extend(rest.items.iter().map(|entry| entry.id()));
        }
        let distinct: BTreeSet<_> = seen.iter().copied().collect();
        prop_assert_eq!(distinct.len(), seen.len());
        prop_assert!(kept.is_subset(&distinct));
    }

    #[test]
    fn territory_filters_equal_the_plain_rule(content in any_content(), code in prop::sample::select(CODES)) {
        let snapshot = holding(content.clone());
        let code: TerritoryCode = code.parse().unwrap();
        let expected = |holds: &dyn Fn(TerritoryCode) -> bool| -> BTreeSet<_> {
            let of = |stored: &&Stored| stored.consultation.territory.as_ref().is_some_and(|of| holds(of.code));
            content.iter().filter(of).map(|stored| stored.consultation.id).collect()
        };
        let found = |query: String| -> BTreeSet<_> { all_pages(&snapshot, &query, 200).into_iter().collect() };
        let geography = Geography::official();
        let inside = expected(&|of| geography.is_inside(of, code));
        let counted = snapshot.facets(&Filter::default()).territory;
        let counted = counted.iter().find(|count| count.value == code).map_or(0, |count| count.count);
        prop_assert_eq!(counted, inside.len());
        prop_assert_eq!(found(format!("territory={code}")), inside);
        prop_assert_eq!(
            found(format!("concerns={code}")),
            expected(&|of| geography.is_inside(of, code) || geography.is_inside(code, of))
        );
    }

    #[test]
    fn facets_tell_what_each_value_would_give(content in any_content(), query in any_query()) {
        let snapshot = holding(content);
        let facets = snapshot.facets(&filter(&query));
        prop_assert_eq!(facets.total, snapshot.search(&filter(&query)).total);
        let of = filter(&query);
        for count in &facets.status {
            let alone = Filter { status: BTreeSet::from([count.value]), ..of.clone() };
            prop_assert_eq!(snapshot.search(&alone).total, count.count);
        }
        for count in &facets.territory {
            let alone = Filter { territory: BTreeSet::from([count.value]), ..of.clone() };
            prop_assert_eq!(snapshot.search(&alone).total, count.count);
        }
        for count in &facets.modality {
            let alone = Filter { modality: BTreeSet::from([count.value]), ..of.clone() };
            prop_assert_eq!(snapshot.search(&alone).total, count.count);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn closing_has_each_day_before_later_ones_and_none_last(content in any_content()) {
        let snapshot = holding(content);
        let page = snapshot.search(&filter("sort=closing&limit=200"));
        let deadlines: Vec<_> = page.items.iter().map(|entry| entry.deadline()).collect();
        let known: Vec<_> = deadlines.iter().flatten().collect();
        prop_assert!(known.is_sorted());
        prop_assert!(deadlines.iter().skip(known.len()).all(Option::is_none));
        let next = page.items.iter().filter_map(|entry| entry.course.opening);
        let next: Vec<_> = next.map(|moment| moment.begins(chrono_tz::Europe::Paris)).collect();
        prop_assert!(next.is_sorted());
    }

    #[test]
    fn it_does_not_matter_how_changes_are_divided(
        content in any_content(), cuts in prop::collection::vec(2_usize..12, 1..4), query in any_query(),
    ) {
        let whole = holding(content.clone());
        let index = empty_index();
        let mut rest = &content[..];
        for size in cuts.into_iter().cycle() {
            let (piece, others) = rest.split_at(size.min(rest.len()));
            index.apply(Delta { upserts: piece.to_vec(), gone: vec![] }, now());
            // What comes and goes again leaves nothing behind.
            let passing = sample(1000, "parc écoles budget");
            let gone = Gone { id: passing.consultation.id, at: now(), change: 1001 };
            index.apply(Delta { upserts: vec![passing], gone: vec![] }, now());
            index.apply(Delta { upserts: vec![], gone: vec![gone] }, now());
            rest = others;
            if rest.is_empty() {
                break;
            }
        }
        let divided = index.current();
        prop_assert_eq!(all_pages(&divided, &query, 200), all_pages(&whole, &query, 200));
        prop_assert_eq!(divided.facets(&filter(&query)), whole.facets(&filter(&query)));
        prop_assert_eq!(divided.all_territories(), divided.territories(&Filter::default()));
        let proposed = |snapshot: &Snapshot| {
            let suggestions = snapshot.suggestions();
            (suggestions.places().to_vec(), suggestions.words(&[Language::french()]).to_vec())
        };
        prop_assert_eq!(proposed(&divided), proposed(&whole));
    }
}
