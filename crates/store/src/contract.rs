//! The contract of every store. The tests of each engine run all of it on stores of their own.

use super::samples::{commit, consultation, id, moment, source, upsert};
use super::{Claim, Commit, Committed, Elsewhere, Known, Store, Write};
use passerelle_model::{ConsultationId, Decision, Marks, Name, Pair, SourceState, Stored, Verdict};

/// Checks every promise, each on an empty store.
pub(super) async fn hold<F, S>(mut empty: F)
where
    F: AsyncFnMut() -> S,
    S: Store,
{
    one_poll_after_another(&empty().await).await;
    what_comes_back_is_not_new(&empty().await).await;
    two_ways_to_one_consultation_double_nothing(&empty().await).await;
    a_shorter_way_wins(&empty().await).await;
    a_removed_source_leaves_ids_only(&empty().await).await;
    what_ids_are_made_of_and_whose_they_are_outlives_what_they_name(&empty().await).await;
    sequences_of_meetings_never_go_back(&empty().await).await;
    a_commit_tells_each_consultation_once(&empty().await).await;
    lines_about_what_is_not_ours_are_passed_over(&empty().await).await;
    the_last_decision_of_a_pair_is_kept(&empty().await).await;
}

/// Checks the promises of two handles to one store, each as a process of its own has it.
pub(super) async fn hold_beside(one: &impl Store, other: &impl Store) {
    let before = one.foreign_writes().await.unwrap();
    let mine = vec![upsert(consultation(1, "Budget", &[1], 0), 1)];
    write(one, commit("nancy", 1, mine)).await;
    assert_eq!(one.foreign_writes().await.unwrap(), before, "one's own");

    let theirs = vec![upsert(consultation(2, "Plan vélo", &[], 0), 1)];
    let theirs = write(other, commit("laxou", 2, theirs)).await;
    let after = one.foreign_writes().await.unwrap();
    assert_ne!(after, before, "another's");
    assert_eq!(one.foreign_writes().await.unwrap(), after, "told once");
    assert_eq!(served(one).await[1..], theirs.upserts);

    let mine = vec![upsert(consultation(3, "Écoles", &[], 0), 1)];
    let mine = write(one, commit("nancy", 3, mine)).await;
    assert_eq!(changes(&mine), [(id(3), 3)], "one log for both");
    assert_eq!(one.foreign_writes().await.unwrap(), after);
}

async fn write(store: &impl Store, commit: Commit) -> Committed {
    store.commit(commit).await.unwrap()
}

async fn served(store: &impl Store) -> Vec<Stored> {
    store.contents().await.unwrap().consultations
}

async fn known(store: &impl Store, name: &str) -> Vec<Known> {
    store.known(&source(name)).await.unwrap()
}

fn changes(committed: &Committed) -> Vec<(ConsultationId, u64)> {
    let served = committed.upserts.iter();
    let gone = committed.tombstones.iter();
    served
        .map(|stored| (stored.consultation.id, stored.history.change))
        .chain(gone.map(|tombstone| (tombstone.id, tombstone.change)))
        .collect()
}

#[expect(
    clippy::too_many_lines,
    reason = "three polls in a row, told as one story"
)]
async fn one_poll_after_another(store: &impl Store) {
    store.ping().await.unwrap();
    let log = store.log().await.unwrap();
    assert_eq!(store.contents().await.unwrap(), super::Contents::default());
    assert_eq!(store.source_state(&source("nancy")).await.unwrap(), None);

    let both = vec![
        upsert(consultation(1, "Budget participatif", &[1, 2], 0), 1),
        upsert(consultation(2, "Plan vélo", &[], 0), 1),
    ];
    let first = write(store, commit("nancy", 1, both)).await;
    assert_eq!(changes(&first), [(id(1), 1), (id(2), 2)]);
    assert_eq!(served(store).await, first.upserts);
    assert_eq!(first.upserts[0].consultation.source, source("nancy"));
    assert_eq!(first.upserts[0].consultation.meetings.len(), 2);

    let since = moment(2);
    let second = commit(
        "nancy",
        2,
        vec![
            upsert(consultation(1, "Budget participatif 2027", &[2], 0), 2),
            Write::Missing {
                id: id(2),
                polls: 1,
                since,
            },
        ],
    );
    let state = second.state.clone();
    let second = write(store, second).await;
    assert_eq!(changes(&second), [(id(1), 3)]);
    let order = served(store).await;
    let order = order.iter().map(|stored| stored.consultation.id);
    assert!(order.eq([id(2), id(1)]), "in the order of the change log");
    let plan = known(store, "nancy").await;
    let plan = plan.iter().find(|known| known.id == id(2)).unwrap();
    assert_eq!((plan.missing_polls, plan.missing_since), (1, Some(since)));
    assert_eq!(
        store.source_state(&source("nancy")).await.unwrap(),
        Some(state)
    );

    let third = vec![
        Write::Refresh {
            fingerprint: "read by other rules".to_owned(),
            consultation: Box::new(consultation(1, "Budget participatif 2027", &[2], 0)),
        },
        Write::Seen { id: id(2) },
    ];
    let third = write(store, commit("nancy", 3, third)).await;
    assert_eq!(changes(&third), [(id(1), 3)], "a refresh is no change");
    let after = known(store, "nancy").await;
    let refreshed = after.iter().find(|known| known.id == id(1)).unwrap();
    assert_eq!(refreshed.fingerprint, "read by other rules");
    let streaks = after
        .iter()
        .map(|known| (known.missing_polls, known.missing_since));
    assert!(streaks.eq([(0, None); 2]));
    assert_eq!(store.log().await.unwrap(), log, "the log keeps its name");
    assert!(
        after.windows(2).all(|pair| pair[0].id < pair[1].id),
        "by id"
    );
}

async fn what_comes_back_is_not_new(store: &impl Store) {
    let there = || vec![upsert(consultation(1, "Budget", &[1], 0), 1)];
    write(store, commit("nancy", 1, there())).await;
    let gone = write(
        store,
        commit("nancy", 2, vec![Write::Withdraw { id: id(1) }]),
    )
    .await;
    assert_eq!(changes(&gone), [(id(1), 2)]);
    let contents = store.contents().await.unwrap();
    assert_eq!(contents.consultations, []);
    assert_eq!(contents.tombstones, gone.tombstones);
    let kept = &known(store, "nancy").await[0];
    assert_eq!(kept.consultation, None);
    assert_eq!(kept.withdrawn_at, Some(moment(2)));
    assert_eq!(kept.history.first_seen, moment(0));

    let again = write(
        store,
        commit("nancy", 3, vec![Write::Withdraw { id: id(1) }]),
    )
    .await;
    assert_eq!(
        again,
        Committed::default(),
        "what is gone does not go twice"
    );

    let back = write(store, commit("nancy", 4, there())).await;
    assert_eq!(changes(&back), [(id(1), 3)]);
    let contents = store.contents().await.unwrap();
    assert_eq!(contents.consultations, back.upserts);
    assert_eq!(contents.tombstones, []);
    assert_eq!(known(store, "nancy").await[0].withdrawn_at, None);
}

async fn two_ways_to_one_consultation_double_nothing(store: &impl Store) {
    let there = || vec![upsert(consultation(1, "Budget", &[1], 1), 1)];
    write(store, commit("first", 1, there())).await;
    for minute in 2..4 {
        let second = write(store, commit("second", minute, there())).await;
        let owner = source("first");
        assert_eq!(second.elsewhere, [Elsewhere { id: id(1), owner }]);
        assert_eq!(second.upserts, []);
    }
    assert_eq!(served(store).await.len(), 1);
    assert_eq!(known(store, "second").await, []);

    write(
        store,
        commit("first", 5, vec![Write::Withdraw { id: id(1) }]),
    )
    .await;
    let back = write(store, commit("second", 6, there())).await;
    assert_eq!(changes(&back), [(id(1), 3)]);
    let stored = &back.upserts[0];
    assert_eq!(stored.consultation.source, source("second"));
    assert_eq!(stored.history.revision, 2, "its revisions go on");
    assert_eq!(stored.history.first_seen, moment(0));
    assert_eq!(known(store, "first").await, []);
    let late = write(store, commit("first", 7, there())).await;
    assert_eq!(late.elsewhere.len(), 1, "and it does not go to and fro");
}

async fn a_shorter_way_wins(store: &impl Store) {
    write(
        store,
        commit(
            "relay",
            1,
            vec![upsert(consultation(1, "Relayed", &[], 2), 1)],
        ),
    )
    .await;
    let direct = vec![upsert(consultation(1, "Direct", &[], 0), 1)];
    let taken = write(store, commit("platform", 2, direct)).await;
    assert_eq!(changes(&taken), [(id(1), 2)]);
    assert_eq!(taken.upserts[0].history.revision, 2);
    let relayed = vec![upsert(consultation(1, "Relayed", &[], 2), 2)];
    let relayed = write(store, commit("relay", 3, relayed)).await;
    assert_eq!(relayed.elsewhere[0].owner, source("platform"));
    assert_eq!(served(store).await, taken.upserts);
}

async fn a_removed_source_leaves_ids_only(store: &impl Store) {
    let many = (0..30).map(|n| upsert(consultation(n, "Budget", &[n], 0), 1));
    write(store, commit("seichamps", 1, many.collect())).await;
    write(
        store,
        commit(
            "nancy",
            1,
            vec![upsert(consultation(50, "Plan", &[], 0), 1)],
        ),
    )
    .await;
    let seichamps = source("seichamps");
    let gone = store.remove_source(&seichamps, moment(2)).await.unwrap();
    assert_eq!(gone.tombstones.len(), 30);
    assert!(
        gone.tombstones
            .windows(2)
            .all(|pair| pair[0].change < pair[1].change)
    );
    let contents = store.contents().await.unwrap();
    assert_eq!(contents.consultations.len(), 1);
    assert_eq!(contents.tombstones, gone.tombstones);
    let left: Vec<_> = contents.sources.into_iter().map(|state| state.id).collect();
    assert_eq!(left, [source("nancy")]);
    assert_eq!(
        known(store, "seichamps").await.len(),
        30,
        "ids are kept for ever"
    );
    let again = store.remove_source(&seichamps, moment(3)).await.unwrap();
    assert_eq!(again, Committed::default());
}

async fn sequences_of_meetings_never_go_back(store: &impl Store) {
    let sequence = |committed: &Committed| {
        let meetings = &committed.upserts[0].consultation.meetings;
        meetings
            .iter()
            .map(|meeting| meeting.history.sequence)
            .collect::<Vec<_>>()
    };
    let mut moved = consultation(1, "Budget", &[1, 2], 0);
    moved.meetings[0].history.sequence = 4;
    let first = write(store, commit("nancy", 1, vec![upsert(moved, 1)])).await;
    assert_eq!(sequence(&first), [4, 0]);
    let without = vec![upsert(consultation(1, "Budget", &[2], 0), 2)];
    write(store, commit("nancy", 2, without)).await;
    let with = vec![upsert(consultation(1, "Budget", &[1, 2, 1], 0), 3)];
    let third = write(store, commit("nancy", 3, with)).await;
    assert_eq!(
        sequence(&third),
        [5, 0],
        "back after an absence, and listed once"
    );
    write(
        store,
        commit("nancy", 4, vec![Write::Withdraw { id: id(1) }]),
    )
    .await;
    let back = vec![upsert(consultation(1, "Budget", &[1], 0), 4)];
    let fourth = write(store, commit("nancy", 5, back)).await;
    assert_eq!(sequence(&fourth), [6], "back after a withdrawal");
    let elsewhere = vec![upsert(consultation(2, "Plan", &[1], 0), 1)];
    let fifth = write(store, commit("nancy", 6, elsewhere)).await;
    assert_eq!(sequence(&fifth), [7], "moved to another consultation");
    assert_eq!(
        served(store).await[1],
        fifth.upserts[0],
        "as it was told, so it is kept"
    );
}

async fn a_commit_tells_each_consultation_once(store: &impl Store) {
    let writes = vec![
        upsert(consultation(1, "Once", &[], 0), 1),
        upsert(consultation(2, "Gone", &[], 0), 1),
        upsert(consultation(1, "Twice", &[], 0), 1),
        Write::Withdraw { id: id(2) },
    ];
    let committed = write(store, commit("nancy", 1, writes)).await;
    assert_eq!(changes(&committed), [(id(1), 3), (id(2), 4)]);
    assert_eq!(served(store).await, committed.upserts);
}

async fn lines_about_what_is_not_ours_are_passed_over(store: &impl Store) {
    write(
        store,
        commit(
            "nancy",
            1,
            vec![upsert(consultation(1, "Budget", &[1], 0), 1)],
        ),
    )
    .await;
    let before = store.contents().await.unwrap();
    for number in [1, 2] {
        let refreshed = consultation(number, "Other", &[], 0);
        let writes = vec![
            Write::Refresh {
                fingerprint: "read by other rules".to_owned(),
                consultation: Box::new(refreshed),
            },
            Write::Seen { id: id(number) },
            Write::Missing {
                id: id(number),
                polls: 9,
                since: moment(1),
            },
            Write::Withdraw { id: id(number) },
        ];
        let committed = write(store, commit("other", 2, writes)).await;
        assert_eq!(committed, Committed::default());
    }
    let after = store.contents().await.unwrap();
    assert_eq!(after.consultations, before.consultations);
    assert_eq!(after.tombstones, []);
    assert_eq!(known(store, "nancy").await[0].missing_polls, 0);
    let states: Vec<SourceState> = after.sources;
    assert_eq!(states.len(), 2, "the poll is known all the same");
}

async fn the_last_decision_of_a_pair_is_kept(store: &impl Store) {
    assert_eq!(store.decisions().await.unwrap(), []);
    let decision = |one, other, verdict, day| Decision {
        pair: Pair::new(id(one), id(other)).unwrap(),
        verdict,
        at: moment(day),
    };
    let first = decision(1, 2, Some(Verdict::Same), 1);
    let other = decision(1, 3, Some(Verdict::Different), 1);
    let back = decision(2, 1, None, 2);
    for decision in [first, other, back] {
        store.decide(&decision).await.unwrap();
    }
    let mut expected = vec![other, back];
    expected.sort_by_key(|decision| decision.pair);
    assert_eq!(store.decisions().await.unwrap(), expected);
}

async fn what_ids_are_made_of_and_whose_they_are_outlives_what_they_name(store: &impl Store) {
    let (budget, relayed) = (
        consultation(1, "Budget", &[], 0),
        consultation(2, "Plan", &[], 1),
    );
    let marks = Marks::of(&budget);
    let both = vec![upsert(budget.clone(), 1), upsert(relayed, 1)];
    write(store, commit("nancy", 1, both)).await;
    let ids = [id(1), id(2), id(3)];
    assert_eq!(store.claims(&source("nancy"), &ids).await.unwrap(), []);
    let claims = store.claims(&source("laxou"), &ids).await.unwrap();
    let told: Vec<_> = claims
        .iter()
        .map(|claim| (claim.id, claim.is_relayed, claim.is_withdrawn))
        .collect();
    let mut expected = [(id(1), false, false), (id(2), true, false)];
    expected.sort_by_key(|(id, ..)| *id);
    assert_eq!(told, expected);
    let gone = vec![Write::Withdraw { id: id(1) }];
    write(store, commit("nancy", 2, gone)).await;
    let claims = store.claims(&source("laxou"), &[id(1)]).await.unwrap();
    assert_eq!(
        claims,
        [Claim {
            id: id(1),
            owner: source("nancy"),
            is_relayed: false,
            is_withdrawn: true,
            marks: Some(marks.clone()),
        }]
    );
    let of_budget = known(store, "nancy").await;
    let of_budget = of_budget.iter().find(|known| known.id == id(1)).unwrap();
    assert_eq!(of_budget.marks, Some(marks.clone()));
    assert_eq!(
        store.names().await.unwrap(),
        [Name {
            source: source("nancy"),
            origin: budget.origin.clone(),
            kind: budget.kind,
            native_id: budget.native_id.clone(),
            is_withdrawn: true,
            marks: Some(marks),
        }],
        "of what came straight from its source"
    );
    write(store, commit("nancy", 3, vec![upsert(budget, 2)])).await;
    let back = known(store, "nancy").await;
    assert!(back.iter().all(|known| known.marks.is_none()));
}
