//! Whatever is polled in whatever order, this engine gives what the reference gives.

use proptest::prelude::*;

use super::contents;
use crate::reference::Reference;
use crate::samples::{commit, consultation, id, moment, source, upsert};
use crate::sqlite::Sqlite;
use crate::{Store, Write};

/// Any line about one of a few consultations.
fn any_write() -> impl Strategy<Value = Write> {
    let content = (
        0..5_u32,
        "[a-c]",
        prop::collection::vec(0..4_u32, 0..3),
        0..3_usize,
    );
    let content =
        content.prop_map(|(n, title, meetings, hops)| consultation(n, &title, &meetings, hops));
    let upserts =
        (content.clone(), 1..5_u32, 0..3_u32).prop_map(|(mut content, revision, sequence)| {
            for meeting in &mut content.meetings {
                meeting.history.sequence = sequence;
            }
            upsert(content, revision)
        });
    prop_oneof![
        4 => upserts,
        1 => content.prop_map(|content| Write::Refresh { fingerprint: format!("{:?}", content.title), consultation: Box::new(content) }),
        1 => (0..5_u32).prop_map(|n| Write::Seen { id: id(n) }),
        2 => (0..5_u32, 1..3_u32).prop_map(|(n, polls)| Write::Missing { id: id(n), polls, since: moment(0) }),
        2 => (0..5_u32).prop_map(|n| Write::Withdraw { id: id(n) }),
    ]
}

/// A poll of one of three sources, or (`None`) its removal.
fn any_act() -> impl Strategy<Value = (&'static str, Option<Vec<Write>>)> {
    let name = prop::sample::select(vec!["one", "two", "three"]);
    (
        name,
        prop::option::weighted(0.9, prop::collection::vec(any_write(), 0..6)),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_sequence_of_polls_gives_what_the_reference_gives(acts in prop::collection::vec(any_act(), 1..12)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (store, reference) = (Sqlite::open("sqlite::memory:").await.unwrap(), Reference::default());
            for (minute, (name, writes)) in (0..).zip(acts) {
                let (got, expected) = match writes {
                    Some(writes) => {
                        let commit = commit(name, minute, writes);
                        (store.commit(commit.clone()).await.unwrap(), reference.commit(commit).await.unwrap())
                    }
                    None => (
                        store.remove_source(&source(name), moment(minute)).await.unwrap(),
                        reference.remove_source(&source(name), moment(minute)).await.unwrap(),
                    ),
                };
                prop_assert_eq!(got, expected);
                prop_assert_eq!(contents(&store).await, reference.contents().await.unwrap());
                for name in ["one", "two", "three"] {
                    let name = source(name);
                    prop_assert_eq!(store.known(&name).await.unwrap(), reference.known(&name).await.unwrap());
                }
            }
            Ok(())
        })?;
    }
}
