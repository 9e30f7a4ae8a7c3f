//! The operator confirms that what is missing from a source is gone.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_source_that_loses_much_is_held_until_the_operator_confirms() {
    let world = World::of(&[(
        "a",
        &[
            Says::Lists((1..=9).collect()),
            Says::Partly(vec![1]),
            Says::Lists(vec![1, 2]),
        ],
    )]);
    let id = "a".parse().unwrap();
    let mut reports = Vec::new();
    for _ in 0..4 {
        reports.extend(world.poller.poll_once(&[], &|_| {}).await);
        sleep(hours(1)).await;
    }
    assert_eq!(
        (reports[1].health.clone(), reports[1].notices.len()),
        (Health::Degraded, 0)
    );
    assert_eq!(world.served(), 9);
    let held = serde_json::to_value(&reports[3].notices[0]).unwrap();
    let since = held["params"]["since"].as_str().unwrap();
    assert!(since.starts_with("2026-03-05T14:01"), "{since}");
    assert_eq!(
        (
            &held["code"],
            &held["params"]["consultations"],
            &held["params"]["source"]
        ),
        (&"withdrawals_held".into(), &7.into(), &"a".into())
    );
    assert!(world.poller.states().load()[0].held_since.is_some());
    world.poller.confirm_withdrawals(&id);
    let confirmed = world.poller.poll_once(&[], &|_| {}).await;
    assert_eq!(
        (
            confirmed[0].outcome.withdrawn,
            confirmed[0].notices.len(),
            world.served()
        ),
        (7, 0, 2)
    );
    assert!(world.poller.states().load()[0].held_since.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_confirmation_is_not_lost_where_the_store_fails_and_counts_once() {
    let all = || Says::Lists((1..=9).collect());
    let few = || Says::Lists(vec![1, 2]);
    let world = World::of(&[("a", &[all(), few(), few(), few(), few(), all(), few()])]);
    let id = "a".parse().unwrap();
    let poll = async || {
        let mut reports = world.poller.poll_once(&[], &|_| {}).await;
        sleep(hours(1)).await;
        reports.remove(0)
    };
    for _ in 0..3 {
        poll().await;
    }
    assert_eq!(world.poller.states().load()[0].health, Health::Held);
    world.poller.confirm_withdrawals(&id);
    world.store.on_a_full_disk(true);
    let failed = poll().await;
    assert_eq!(failed.error.unwrap().code(), "store_failed");
    assert_eq!(world.served(), 9);
    world.store.on_a_full_disk(false);
    assert_eq!(poll().await.outcome.withdrawn, 7);
    assert_eq!(world.served(), 2);
    // All of it is back, and what is lost then is not confirmed any more.
    poll().await;
    for _ in 0..3 {
        assert_eq!(poll().await.outcome.withdrawn, 0);
    }
    assert_eq!(world.served(), 9);
}
