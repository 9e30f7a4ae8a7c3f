//! Requests and answers: what is asked, what is read, and what breaks on the way.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use super::server::{Script, Server, Step, reply};
use super::*;
use crate::{Answer, Error, Fetch};
use crate::{ConnectFault, TlsFault};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut encoded, 4096, 5, 22);
    writer.write_all(bytes).expect("memory");
    drop(writer);
    encoded
}

/// Fetches from a server that always does this; also tells how often it was asked.
async fn ask_with(settings: Settings, script: Script) -> (Result<Answer, Error>, usize) {
    let server = Server::start(move |_, _| script.clone()).await;
    let answer = fetcher_with(settings).send(get(&server.url("/"))).await;
    (answer, server.count())
}

async fn ask(script: Script) -> Result<Answer, Error> {
    ask_with(settings(), script).await.0
}

fn chunked(size: usize) -> Script {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = [
        format!("{size:x}\r\n").as_bytes(),
        &vec![b'x'; size],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    vec![Step::Send(head.into()), Step::Send(chunk)]
}

#[tokio::test]
async fn a_request_says_who_asks_and_takes_anything_unless_told_otherwise() {
    let server = Server::start(|_, _| reply(200, &[("X-A", "é")], b"")).await;
    let answer = fetcher().send(get(&server.url("/?q=1"))).await;
    assert_eq!(answer.expect("an answer").header("x-a"), Some("é"));
    let mut request = post(&server.url("/"));
    request
        .headers
        .push(("accept", "application/json".to_owned()));
    fetcher().send(request).await.expect("an answer");

    let received = server.received();
    let agent = "Passerelle/0.1.0 (+https://agenda.example.fr/; participation@example.fr)";
    assert_eq!(received[0].header("user-agent"), [agent]);
    assert_eq!(received[0].header("accept"), ["*/*"]);
    assert_eq!(received[0].header("accept-encoding"), ["gzip,br"]);
    assert_eq!(received[0].path, "/?q=1");
    assert_eq!(received[1].header("accept"), ["application/json"]);
    assert_eq!(received[1].method, "POST");
}

#[tokio::test]
async fn any_status_is_an_answer() {
    for status in [200, 204, 304, 400, 401, 403, 404, 410, 422, 500, 501] {
        let body: &[u8] = if matches!(status, 204 | 304) {
            b""
        } else {
            b"said"
        };
        let (answer, count) = ask_with(settings(), reply(status, &[], body)).await;
        let answer = answer.expect("an answer");
        assert_eq!((answer.status, answer.body.as_ref()), (status, body));
        assert_eq!(count, 1, "{status} is not tried again");
    }
}

#[tokio::test]
async fn compressed_bodies_are_read_and_empty_ones_too() {
    for (encoding, body) in [("gzip", gzip(b"bonjour")), ("br", brotli(b"bonjour"))] {
        let answer = ask(reply(200, &[("Content-Encoding", encoding)], &body)).await;
        assert_eq!(answer.expect(encoding).body, "bonjour");
        for status in [204, 304, 404] {
            let answer = ask(reply(status, &[("Content-Encoding", encoding)], b"")).await;
            assert_eq!(answer.expect(encoding).body, "", "{status}");
        }
    }
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit_and_no_further() {
    let limit = settings().max_body;
    for (size, fits) in [(limit, true), (limit + 1, false)] {
        for script in [reply(200, &[], &vec![b'x'; size]), chunked(size)] {
            match ask(script).await {
                Ok(answer) => assert!(fits && answer.body.len() == size),
                Err(error) => assert!(!fits && matches!(error, Error::TooLarge { .. }), "{error}"),
            }
        }
    }
}

#[tokio::test]
async fn a_decompression_bomb_is_refused_at_the_limit() {
    let zeros = vec![0; 16 * 1024 * 1024];
    for (encoding, bomb) in [("gzip", gzip(&zeros)), ("br", brotli(&zeros))] {
        assert!(bomb.len() < 32 * 1024);
        let error = ask(reply(200, &[("Content-Encoding", encoding)], &bomb)).await;
        assert!(matches!(error, Err(Error::TooLarge { .. })), "{error:?}");
    }
}

#[tokio::test]
async fn an_encoding_that_was_not_asked_for_is_named() {
    for encoding in ["zstd", "deflate", "gzip, gzip"] {
        let error = ask(reply(200, &[("Content-Encoding", encoding)], b"bytes")).await;
        let error = error.unwrap_err();
        assert!(error.to_string().contains(encoding), "{error}");
        assert!(!error.is_transient());
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_or_does_not_decompress_is_an_error_that_may_pass() {
    let cut = vec![Step::Send(
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec(),
    )];
    let whole = gzip(&b"bonjour ".repeat(1000));
    let torn = reply(
        200,
        &[("Content-Encoding", "gzip")],
        &whole[..whole.len() - 9],
    );
    let noise = reply(
        200,
        &[("Content-Encoding", "gzip")],
        b"<html>not gzip</html>",
    );
    for script in [cut, torn, noise] {
        let (answer, count) = ask_with(settings(), script).await;
        let error = answer.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error}");
        assert!(error.is_transient());
        assert_eq!(count, 1);
    }
}

#[tokio::test]
async fn silence_is_a_timeout_and_asked_three_times() {
    let settings = Settings {
        total_timeout: Duration::from_millis(500),
        ..settings()
    };
    let silent = vec![Step::Wait(Duration::from_secs(30))];
    let (answer, count) = ask_with(settings, silent).await;
    let error = answer.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert!(error.is_transient());
    assert_eq!(count, 3);
}

#[tokio::test]
async fn a_body_that_drips_for_ever_is_dropped_and_asked_once() {
    let settings = Settings {
        total_timeout: Duration::from_millis(500),
        ..settings()
    };
    let drip = vec![
        Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".to_vec()),
        Step::Drip(b"x".to_vec(), Duration::from_millis(10)),
    ];
    let (answer, count) = ask_with(settings, drip).await;
    let error = answer.unwrap_err();
    assert!(
        matches!(error, Error::Unfinished { received, .. } if received > 0),
        "{error}"
    );
    assert_eq!(count, 1);
}

#[tokio::test]
async fn headers_without_end_and_what_is_not_http_are_refused() {
    let line = format!("x: {}\r\n", "y".repeat(4096));
    let endless = vec![
        Step::Send(b"HTTP/1.1 200 OK\r\n".to_vec()),
        Step::Drip(line.into_bytes(), Duration::ZERO),
    ];
    let other = vec![Step::Send(b"SSH-2.0-OpenSSH_9.2\r\n\r\n".to_vec())];
    for script in [endless, other] {
        let error = ask(script).await.unwrap_err();
        assert!(matches!(error, Error::NoAnswer { .. }), "{error}");
    }
}

#[tokio::test]
async fn what_hangs_up_or_is_overloaded_is_asked_again_until_it_answers() {
    let failures = [
        Vec::new(),
        reply(502, &[], b""),
        reply(503, &[], b""),
        reply(504, &[], b""),
        reply(408, &[], b""),
        reply(425, &[], b""),
    ];
    for failure in failures {
        let server = Server::start(move |index, _| match index {
            0 | 1 => failure.clone(),
            _ => reply(200, &[], b"at last"),
        })
        .await;
        let answer = fetcher().send(post(&server.url("/api"))).await;
        assert_eq!(answer.expect("an answer").body, "at last");
        let received = server.received();
        assert_eq!(received.len(), 3);
        assert!(
            received
                .iter()
                .all(|it| it.method == "POST" && it.body == received[0].body)
        );
    }
    let (answer, count) = ask_with(settings(), reply(502, &[], b"bad gateway")).await;
    let answer = answer.expect("the last answer is given back");
    assert_eq!(
        (answer.status, answer.body.as_ref(), count),
        (502, &b"bad gateway"[..], 3)
    );
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_a_connection_error() {
    let server = Server::start(|_, _| Vec::new()).await;
    let url = server.url("/");
    drop(server);
    tokio::task::yield_now().await;
    let error = fetcher().send(get(&url)).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Connect {
                fault: ConnectFault::Refused,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.is_transient());
}

#[tokio::test]
async fn a_server_without_tls_is_named_as_such_and_not_asked_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        // A second connection would wait here for ever, and the test with it.
        stream
    });
    let url = format!("https://{address}/api?token=canary");
    let error = fetcher().send(get(&url)).await.unwrap_err();
    let is_not_tls = matches!(
        error,
        Error::Tls {
            fault: TlsFault::NotTls,
            ..
        }
    );
    assert!(is_not_tls, "{error:?}");
    assert!(!error.to_string().contains("canary"), "{error}");
    assert!(!error.is_transient());
    server.await.expect("one connection");
}

#[tokio::test]
async fn a_header_that_http_cannot_carry_is_refused_before_anything_is_sent() {
    let server = Server::start(|_, _| reply(200, &[], b"")).await;
    let mut request = get(&server.url("/"));
    request
        .headers
        .push(("if-none-match", "\"a\"\r\nx: y".to_owned()));
    let error = fetcher().send(request).await.unwrap_err();
    assert!(matches!(error, Error::InvalidHeader { .. }), "{error}");
    assert_eq!(server.count(), 0);
}

#[test]
fn a_user_agent_that_cannot_be_a_header_is_a_setup_error() {
    let settings = Settings {
        user_agent: "line\nbreak".to_owned(),
        ..settings()
    };
    let error = Fetcher::new(settings, clock()).unwrap_err();
    assert!(error.to_string().contains("gateway.contact"), "{error}");
    let url = Url::parse("https://agenda.example.fr").expect("a URL");
    let settings = Settings::new(&url, "Mairie de Séchamps\n<contact@example.fr>");
    Fetcher::new(settings, clock()).expect("odd characters are left out");
}
