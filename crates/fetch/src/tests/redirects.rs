//! Redirects over the wire.

use super::server::{Server, Step, redirect, reply};
use super::*;
use crate::{Error, Fetch};

/// Redirects `/from/STATUS` to `/to`, answers everything else.
async fn redirecting() -> Server {
    Server::start(|_, request| match request.path.strip_prefix("/from/") {
        Some(status) => redirect(status.parse().expect("a status"), "/to"),
        None => reply(200, &[], b"here"),
    })
    .await
}

#[tokio::test]
async fn a_get_follows_every_redirect_and_tells_where_it_ended() {
    let server = redirecting().await;
    for status in [301, 302, 303, 307, 308] {
        let from = server.url(&format!("/from/{status}"));
        let answer = fetcher().send(get(&from)).await.expect("an answer");
        assert_eq!(answer.status, 200);
        assert_eq!(answer.url.as_str(), server.url("/to"));
        assert_eq!(answer.body, "here");
    }
    assert!(server.received().iter().all(|it| it.method == "GET"));
}

#[tokio::test]
async fn a_post_is_posted_again_whole_on_301_307_308() {
    let server = redirecting().await;
    for status in [301, 307, 308] {
        let request = post(&server.url(&format!("/from/{status}")));
        let answer = fetcher().send(request).await.expect("an answer");
        assert_eq!((answer.status, answer.body.as_ref()), (200, &b"here"[..]));
        let received = server.received();
        let last = received.last().expect("a request");
        assert_eq!((last.method.as_str(), last.path.as_str()), ("POST", "/to"));
        assert_eq!(last.header("content-type"), ["application/json"]);
        assert_eq!(last.body, br#"{"query":"{ decidim { version } }"}"#);
    }
}

#[tokio::test]
async fn a_post_sent_to_a_sign_in_page_comes_back_with_its_location_and_without_its_cookie() {
    for status in [302, 303] {
        let server = Server::start(move |_, _| {
            let headers = [
                ("Location", "/users/sign_in"),
                ("Set-Cookie", "_session_id=canary; path=/"),
            ];
            reply(status, &headers, b"<html>redirected</html>")
        })
        .await;
        let answer = fetcher().send(post(&server.url("/api"))).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("location"), Some("/users/sign_in"));
        assert_eq!(answer.header("set-cookie"), None);
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn a_circle_and_a_sixth_redirect_end_in_an_error_and_not_in_another_try() {
    let circle = Server::start(|_, request| match request.path.as_str() {
        "/a" => redirect(302, "/b"),
        _ => redirect(302, "/a"),
    })
    .await;
    let error = fetcher().send(get(&circle.url("/a"))).await.unwrap_err();
    assert!(matches!(error, Error::RedirectLoop { .. }), "{error}");
    assert_eq!(circle.count(), 2);

    let endless = Server::start(|index, _| redirect(302, &format!("/{index}"))).await;
    let error = fetcher().send(get(&endless.url("/"))).await.unwrap_err();
    assert!(matches!(error, Error::TooManyRedirects { .. }), "{error}");
    assert_eq!(endless.count(), 6);
}

#[tokio::test]
async fn a_redirect_to_a_private_address_by_number_or_by_name_is_refused() {
    for target in [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x0a000001/",
        "http://private.test/",
    ] {
        for status in [301, 307, 308] {
            let server = Server::start(move |_, _| redirect(status, target)).await;
            for request in [get(&server.url("/")), post(&server.url("/"))] {
                let error = fetcher().send(request).await.unwrap_err();
                assert!(matches!(error, Error::PrivateRedirect { .. }), "{error}");
                let said = error.to_string();
                assert!(said.starts_with(&server.url("/")), "{said}");
            }
        }
    }
    let server = Server::start(|_, _| redirect(301, "file:///etc/passwd")).await;
    let error = fetcher().send(get(&server.url("/"))).await.unwrap_err();
    assert!(matches!(error, Error::Scheme { .. }), "{error}");
}

#[tokio::test]
async fn credentials_stay_with_the_origin_they_were_meant_for() {
    let elsewhere = Server::start(|_, _| reply(200, &[], b"")).await;
    let there = elsewhere.url("/");
    let server = Server::start(move |index, _| match index {
        0 => redirect(307, "/again"),
        _ => redirect(307, &there),
    })
    .await;
    let mut request = get(&server.url("/"));
    request
        .headers
        .push(("authorization", "Apikey canary".to_owned()));
    fetcher().send(request).await.expect("an answer");
    for received in server.received() {
        assert_eq!(received.header("authorization"), ["Apikey canary"]);
    }
    assert!(elsewhere.received()[0].header("authorization").is_empty());
}

#[tokio::test]
async fn the_total_time_covers_all_redirects_together() {
    let server = Server::start(|index, _| {
        let mut script = vec![Step::Wait(Duration::from_millis(150))];
        script.extend(redirect(302, &format!("/{index}")));
        script
    })
    .await;
    let fetcher = fetcher_with(Settings {
        total_timeout: Duration::from_millis(400),
        min_gap: Duration::ZERO,
        ..settings()
    });
    let error = fetcher.send(get(&server.url("/"))).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    // Each of three tries is over in its third request at the latest.
    assert!(server.count() <= 9);
}
