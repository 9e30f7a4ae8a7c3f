//! The costs of the index: making it from nothing, taking a change in, answering filtered questions; at 10 000 and 100 000 consultations.

#![expect(
    clippy::expect_used,
    reason = "a measurement fails where something is missing"
)]

#[path = "synthetic.rs"]
mod synthetic;

use std::sync::OnceLock;

use divan::Bencher;
use passerelle::geography::Geography;
use passerelle::index::{Delta, Index};
use passerelle::model::{ConsultationId, Origin, Stored};
use passerelle::query::{Allowed, Filter};

const SIZES: [usize; 2] = [10_000, 100_000];

fn main() {
    divan::main();
}

fn index_of(count: usize) -> Index {
    let index = Index::new(Geography::official(), &[], synthetic::now()).expect("an index");
    index.apply(
        Delta {
            upserts: synthetic::stored(count),
            gone: Vec::new(),
        },
        synthetic::now(),
    );
    index
}

/// The same index for every question, since making it takes longer than asking.
fn shared(count: usize) -> &'static Index {
    static SMALL: OnceLock<Index> = OnceLock::new();
    static LARGE: OnceLock<Index> = OnceLock::new();
    let slot = if count == SIZES[0] { &SMALL } else { &LARGE };
    slot.get_or_init(|| index_of(count))
}

fn filter(query: &str) -> Filter {
    Filter::parse_query(query, &Allowed::CONSULTATIONS, Geography::official()).expect("a filter")
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn rebuild_from_nothing(bencher: Bencher, count: usize) {
    bencher
        .with_inputs(|| synthetic::stored(count))
        .bench_values(|upserts| {
            let index = Index::new(Geography::official(), &[], synthetic::now()).expect("an index");
            index.apply(
                Delta {
                    upserts,
                    gone: Vec::new(),
                },
                synthetic::now(),
            )
        });
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn take_in_ten_changes(bencher: Bencher, count: usize) {
    let index = index_of(count);
    bencher
        .with_inputs(|| synthetic::stored(10))
        .bench_values(|upserts| {
            index.apply(
                Delta {
                    upserts,
                    gone: Vec::new(),
                },
                synthetic::now(),
            )
        });
}

/// The same as another source publishes it: each is one with that of its number.
fn twins(count: usize) -> Vec<Stored> {
    let mut twins = synthetic::stored(count);
    for (number, twin) in twins.iter_mut().enumerate() {
        let one = &mut twin.consultation;
        one.source = "autre".parse().expect("an id");
        one.origin = Origin::new("autre.example.fr");
        one.id = ConsultationId::new(&one.origin, one.kind, &number.to_string());
    }
    twins
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn take_in_ten_that_are_one_with_others(bencher: Bencher, count: usize) {
    let index = index_of(count);
    bencher.with_inputs(|| twins(10)).bench_values(|upserts| {
        index.apply(
            Delta {
                upserts,
                gone: Vec::new(),
            },
            synthetic::now(),
        )
    });
}

#[divan::bench(args = SIZES)]
fn ask_open_in_a_commune(bencher: Bencher, count: usize) {
    let (index, filter) = (
        shared(count),
        filter("concerns=54498&status=open&sort=closing"),
    );
    bencher.bench(|| index.current().search(&filter));
}

#[divan::bench(args = SIZES)]
fn ask_two_words(bencher: Bencher, count: usize) {
    let (index, filter) = (shared(count), filter("q=ecoles+vegetalisees"));
    bencher.bench(|| index.current().search(&filter));
}

#[divan::bench(args = SIZES)]
fn ask_one_word(bencher: Bencher, count: usize) {
    let (index, filter) = (shared(count), filter("q=ecoles&sort=relevance"));
    bencher.bench(|| index.current().search(&filter));
}

#[divan::bench(args = SIZES)]
fn ask_three_words(bencher: Bencher, count: usize) {
    let (index, filter) = (
        shared(count),
        filter("q=ecoles+vegetalisees+nancy&sort=relevance"),
    );
    bencher.bench(|| index.current().search(&filter));
}

#[divan::bench(args = SIZES)]
fn ask_the_beginning_of_a_word(bencher: Bencher, count: usize) {
    let (index, filter) = (shared(count), filter("q=vegeta&sort=relevance"));
    bencher.bench(|| index.current().search(&filter));
}

#[divan::bench(args = SIZES)]
fn ask_a_misspelt_word(bencher: Bencher, count: usize) {
    let (index, filter) = (shared(count), filter("q=budjet&sort=relevance"));
    bencher.bench(|| index.current().lenient().search(&filter));
}

#[divan::bench(args = SIZES)]
fn ask_most_words(bencher: Bencher, count: usize) {
    let (index, filter) = (
        shared(count),
        filter("q=ecoles+vegetalisees+alimentation&sort=relevance"),
    );
    bencher.bench(|| index.current().lenient().search(&filter));
}

/// Asks for what the fields of a page propose, as the first page after a change does: it is made with the snapshot, so that no request waits for it.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn propose_after_a_change(bencher: Bencher, count: usize) {
    let index = index_of(count);
    bencher
        .with_inputs(|| index.apply(delta_of_one(), synthetic::now()))
        .bench_values(|snapshot| {
            let named = snapshot.named_place("école à Seichamp");
            (snapshot.suggestions().places().len(), named)
        });
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn take_in_one_change(bencher: Bencher, count: usize) {
    let index = index_of(count);
    bencher
        .with_inputs(delta_of_one)
        .bench_values(|delta| index.apply(delta, synthetic::now()));
}

fn delta_of_one() -> Delta {
    Delta {
        upserts: synthetic::stored(1),
        gone: Vec::new(),
    }
}

/// The question of a mirror that follows the log: ten changes since its last visit.
#[divan::bench(args = SIZES)]
fn follow_ten_changes(bencher: Bencher, count: usize) {
    let snapshot = shared(count).current();
    let since = snapshot.last_change().saturating_sub(10);
    bencher.bench(|| snapshot.changes(since, 200));
}

#[divan::bench(args = SIZES)]
fn count_facets(bencher: Bencher, count: usize) {
    let (index, filter) = (shared(count), filter("territory=245400676"));
    bencher.bench(|| index.current().facets(&filter));
}
