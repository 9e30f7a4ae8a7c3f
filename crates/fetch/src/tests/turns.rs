//! Turns, gaps and pauses.

use chrono::TimeDelta;
use tokio::time::Instant;

use super::server::{Server, Step, reply};
use super::*;
use crate::pacing::{Pacing, authority};
use crate::{Error, Fetch};
use passerelle_clock::Clock;

const GAP: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_mins(1);

fn url(text: &str) -> Url {
    Url::parse(text).expect(text)
}

fn pacing() -> Pacing {
    Pacing::new(GAP, PATIENCE, clock())
}

#[tokio::test]
async fn requests_to_one_server_never_overlap_and_keep_their_distance() {
    let server = Server::start(|_, _| {
        let mut script = vec![Step::Wait(Duration::from_millis(20))];
        script.extend(reply(200, &[], b"here"));
        script
    })
    .await;
    let gap = Duration::from_millis(30);
    let fetcher = fetcher_with(Settings {
        min_gap: gap,
        ..settings()
    });
    let sends = (0..5).map(|_| fetcher.send(get(&server.url("/"))));
    for answer in futures_util::future::join_all(sends).await {
        assert_eq!(answer.expect("an answer").status, 200);
    }
    let received = server.received();
    assert_eq!(received.len(), 5);
    for pair in received.windows(2) {
        let distance = pair[1].began.saturating_duration_since(pair[0].ended);
        assert!(distance >= gap, "{distance:?}");
    }
}

#[tokio::test]
async fn two_servers_are_asked_at_the_same_time() {
    let held = Arc::new(tokio::sync::Barrier::new(2));
    let pacing = Arc::new(pacing());
    let tasks = ["http://a.example/", "http://b.example/"].map(|text| {
        let (held, pacing) = (Arc::clone(&held), Arc::clone(&pacing));
        tokio::spawn(async move {
            let _turn = pacing.turn(&url(text)).await.expect("a turn");
            held.wait().await;
        })
    });
    for task in tasks {
        task.await.expect("both held their turn together");
    }
}

#[tokio::test(start_paused = true)]
async fn the_gap_runs_from_the_end_of_a_turn_even_of_an_abandoned_one() {
    let pacing = pacing();
    let start = Instant::now();
    let turn = pacing
        .turn(&url("http://a.example/1"))
        .await
        .expect("a turn");
    assert_eq!(start.elapsed(), Duration::ZERO);
    tokio::time::sleep(Duration::from_secs(5)).await;
    drop(turn);
    drop(pacing.turn(&url("http://A.example.:80/2")).await);
    assert_eq!(start.elapsed(), Duration::from_secs(6));

    let request = async {
        let _turn = pacing.turn(&url("http://a.example/3")).await;
        std::future::pending::<()>().await;
    };
    let abandoned = tokio::time::timeout(Duration::from_secs(10), request).await;
    assert!(abandoned.is_err());
    drop(pacing.turn(&url("http://a.example/4")).await);
    assert_eq!(start.elapsed(), Duration::from_secs(17));
}

#[tokio::test(start_paused = true)]
async fn a_short_pause_is_sat_out_and_a_long_one_fails_at_once() {
    let pacing = pacing();
    let here = url("http://a.example/");
    let start = Instant::now();
    let mut turn = pacing.turn(&here).await.expect("a turn");
    turn.pause(PATIENCE);
    // A shorter one later does not cut a longer one short.
    turn.pause(Duration::ZERO);
    drop(turn);
    let mut turn = pacing.turn(&here).await.expect("a turn");
    assert_eq!(start.elapsed(), PATIENCE);

    turn.pause(Duration::from_hours(1));
    drop(turn);
    let error = pacing.turn(&here).await.unwrap_err();
    let until = clock().now() + TimeDelta::hours(1);
    assert_eq!(
        error,
        Error::AskedToWait {
            authority: "a.example:80".to_owned(),
            until
        }
    );
    assert_eq!(
        error.to_string(),
        "a.example:80 asked to be left alone until 2026-11-22T13:00:00Z"
    );
    assert!(error.is_transient());
    assert_eq!(start.elapsed(), PATIENCE);
    pacing
        .turn(&url("http://b.example/"))
        .await
        .expect("others are not paused");

    tokio::time::sleep(Duration::from_hours(1)).await;
    pacing.turn(&here).await.expect("the pause is over");
}

#[tokio::test(start_paused = true)]
async fn any_number_of_servers_takes_bounded_memory_and_keeps_whom_it_serves() {
    let pacing = pacing();
    let held = pacing
        .turn(&url("http://held.example/"))
        .await
        .expect("a turn");
    for number in 0..5000 {
        let turn = pacing
            .turn(&url(&format!("http://s{number}.example/")))
            .await;
        turn.expect("a turn").pause(Duration::from_secs(80_000));
        assert!(pacing.known() <= 1024, "{number}");
    }
    let waiting = tokio::time::timeout(GAP, pacing.turn(&url("http://held.example/"))).await;
    assert!(waiting.is_err(), "the turn is still held");
    drop(held);
}

#[test]
fn one_authority_has_one_name() {
    for text in [
        "https://Example.org/a",
        "https://example.org.:443/b?c",
        "https://EXAMPLE.ORG",
    ] {
        assert_eq!(authority(&url(text)), "example.org:443");
    }
    assert_eq!(authority(&url("http://[::1]:8080/")), "[::1]:8080");
    assert_ne!(
        authority(&url("http://example.org")),
        authority(&url("https://example.org"))
    );
}

#[tokio::test]
async fn a_server_that_asks_for_an_hour_is_not_asked_again() {
    for (status, retry_after) in [
        (429, "3600"),
        (503, "3600"),
        (429, "Sun, 22 Nov 2026 13:00:00 GMT"),
    ] {
        let headers = [("Retry-After", retry_after)];
        let server = Server::start(move |_, _| reply(status, &headers, b"Retry later\n")).await;
        let fetcher = fetcher();
        let answer = fetcher
            .send(post(&server.url("/api")))
            .await
            .expect("an answer");
        assert_eq!(
            (answer.status, answer.header("retry-after")),
            (status, Some(retry_after))
        );
        let error = fetcher.send(post(&server.url("/api"))).await.unwrap_err();
        assert!(matches!(error, Error::AskedToWait { .. }), "{error}");
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn a_pause_is_kept_even_when_the_answer_that_asks_for_it_breaks_off() {
    let server = Server::start(|_, _| {
        let head = "HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\nContent-Length: 9\r\n\r\n";
        vec![Step::Send(head.into())]
    })
    .await;
    let fetcher = fetcher();
    let broken = fetcher.send(get(&server.url("/"))).await.unwrap_err();
    assert!(matches!(broken, Error::Interrupted { .. }), "{broken}");
    let asked = fetcher.send(get(&server.url("/"))).await.unwrap_err();
    assert!(matches!(asked, Error::AskedToWait { .. }), "{asked}");
}

#[tokio::test]
async fn a_short_retry_after_is_waited_for_and_zero_means_now() {
    for (retry_after, least) in [("0", Duration::ZERO), ("1", Duration::from_secs(1))] {
        let server = Server::start(move |index, _| match index {
            0 => reply(429, &[("Retry-After", retry_after)], b"Retry later\n"),
            _ => reply(200, &[], b"here"),
        })
        .await;
        let answer = fetcher().send(get(&server.url("/"))).await;
        assert_eq!(answer.expect("an answer").status, 200);
        let received = server.received();
        assert_eq!(received.len(), 2);
        assert!(received[1].began - received[0].ended >= least);
    }
}

#[tokio::test]
async fn a_throttle_without_retry_after_is_left_alone_for_sixty_gaps() {
    let server = Server::start(|index, _| match index {
        0 => reply(429, &[], b"Retry later\n"),
        _ => reply(200, &[], b"here"),
    })
    .await;
    let answer = fetcher().send(post(&server.url("/api"))).await;
    assert_eq!(answer.expect("an answer").status, 200);
    let received = server.received();
    assert!(received[1].began - received[0].ended >= Duration::from_millis(300));
}
