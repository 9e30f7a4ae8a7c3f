//! Validators, encodings and methods: what spares readers and us the same bytes twice.

use std::collections::BTreeSet;
use std::io::Read as _;

use passerelle::model::Period;
use reqwest::{Method, StatusCode};

use crate::gateway::{Gateway, header};

const PATHS: [&str; 5] = [
    "/rss.xml",
    "/rss.xml?view=updates",
    "/api/v1/consultations",
    "/",
    "/api/openapi.json",
];

#[tokio::test]
async fn what_a_client_has_already_is_not_sent_again() {
    let gateway = Gateway::start().await;
    for path in PATHS {
        for encoding in ["identity", "gzip", "br", "zstd"] {
            let first = gateway
                .get_with(path, &[("accept-encoding", encoding)])
                .await;
            assert_eq!(first.status(), StatusCode::OK, "{path}");
            let etag = header(&first, "etag").to_owned();
            assert!(
                etag.starts_with('"') && etag.ends_with('"'),
                "strong: {etag}"
            );
            let list = format!("\"x\", W/{etag}");
            let again = gateway
                .get_with(
                    path,
                    &[("accept-encoding", encoding), ("if-none-match", &list)],
                )
                .await;
            assert_eq!(
                again.status(),
                StatusCode::NOT_MODIFIED,
                "{path} {encoding}"
            );
            for repeated in ["etag", "cache-control", "vary", "last-modified"] {
                assert_eq!(header(&again, repeated), header(&first, repeated), "{path}");
            }
            assert_eq!(again.bytes().await.unwrap().len(), 0);
        }
    }
}

#[tokio::test]
async fn a_date_serves_where_there_is_no_tag() {
    let gateway = Gateway::start().await;
    let first = gateway.get("/rss.xml").await;
    let changed = header(&first, "last-modified").to_owned();
    assert!(!changed.is_empty());
    for (date, status) in [
        (changed.as_str(), StatusCode::NOT_MODIFIED),
        ("Sat, 01 Nov 2025 00:00:00 GMT", StatusCode::OK),
    ] {
        let answer = gateway
            .get_with("/rss.xml", &[("if-modified-since", date)])
            .await;
        assert_eq!(answer.status(), status, "{date}");
    }
    let tag_first = gateway
        .get_with(
            "/rss.xml",
            &[
                ("if-none-match", "\"other\""),
                ("if-modified-since", &changed),
            ],
        )
        .await;
    assert_eq!(tag_first.status(), StatusCode::OK, "a tag decides alone");
}

#[tokio::test]
async fn every_encoding_gives_the_same_bytes_under_its_own_tag() {
    let gateway = Gateway::start().await;
    for path in PATHS {
        let plain = gateway.get(path).await;
        assert_eq!(header(&plain, "content-encoding"), "");
        let mut tags = BTreeSet::from([header(&plain, "etag").to_owned()]);
        let identity = plain.bytes().await.unwrap();

        let mut lengths = Vec::new();
        for encoding in ["gzip", "br", "zstd"] {
            let answer = gateway
                .get_with(path, &[("accept-encoding", encoding)])
                .await;
            assert_eq!(header(&answer, "content-encoding"), encoding, "{path}");
            assert_eq!(header(&answer, "vary"), "Accept-Encoding");
            assert!(tags.insert(header(&answer, "etag").to_owned()), "{path}");
            let packed = answer.bytes().await.unwrap();
            assert!(packed.len() < identity.len(), "{path} {encoding}");
            assert!(unpacked(encoding, &packed) == identity, "{path} {encoding}");
            lengths.push(packed.len());
        }
        let browsers = [("accept-encoding", "gzip, deflate, br, zstd")];
        let best = gateway.get_with(path, &browsers).await;
        let length = best.bytes().await.unwrap().len();
        assert_eq!(lengths.iter().min(), Some(&length), "{path}");
    }
}

fn unpacked(encoding: &str, packed: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    match encoding {
        "gzip" => flate2::read::GzDecoder::new(packed).read_to_end(&mut body),
        "br" => brotli::Decompressor::new(packed, 4096).read_to_end(&mut body),
        _ => zstd::Decoder::new(packed).unwrap().read_to_end(&mut body),
    }
    .unwrap();
    body
}

#[tokio::test]
async fn head_says_what_get_would_without_the_body() {
    let gateway = Gateway::start().await;
    for path in PATHS {
        let got = gateway.get(path).await;
        let head = gateway.request(Method::HEAD, path).send().await.unwrap();
        assert_eq!(head.status(), StatusCode::OK);
        for name in [
            "etag",
            "content-type",
            "content-length",
            "last-modified",
            "cache-control",
        ] {
            assert_eq!(header(&head, name), header(&got, name), "{path} {name}");
        }
        assert_ne!(header(&head, "content-length"), "0");
        assert!(head.bytes().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn nothing_is_rendered_or_compressed_twice() {
    let gateway = Gateway::start().await;
    let paths = [
        "/rss.xml",
        "/rss.xml?status=open,closed",
        "/api/v1/facets",
        "/",
    ];
    for path in paths {
        gateway.get(path).await;
    }
    let made = gateway.state.renderings();
    assert_eq!(made, 4);
    for path in paths {
        for encoding in ["gzip", "br", "zstd", "identity"] {
            gateway
                .get_with(path, &[("accept-encoding", encoding)])
                .await;
        }
    }
    gateway.get("/rss.xml?status=closed&status=open").await;
    assert_eq!(
        gateway.state.renderings(),
        made,
        "one question in two spellings is one"
    );
}

#[tokio::test]
async fn of_many_who_ask_at_once_one_renders() {
    let gateway = Gateway::start().await;
    let asked = (0..20).map(|_| gateway.get("/rss.xml?q=parc"));
    for response in futures_util::future::join_all(asked).await {
        assert_eq!(response.status(), StatusCode::OK);
    }
    assert_eq!(gateway.state.renderings(), 1);
}

#[tokio::test]
async fn answers_may_be_kept_and_served_stale_while_we_are_away() {
    let gateway = Gateway::start().await;
    for path in PATHS {
        let policy = gateway.get(path).await;
        let policy = header(&policy, "cache-control");
        for part in [
            "public",
            "max-age=",
            "stale-while-revalidate=",
            "stale-if-error=",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
    }
}

#[tokio::test]
async fn the_same_content_has_the_same_tag_after_a_change_elsewhere() {
    let gateway = Gateway::start().await;
    let before = gateway.get("/rss.xml?q=velo").await;
    let other = crate::content::plain("50", "Tout autre chose", Period::default());
    gateway.apply(passerelle::index::Delta {
        upserts: vec![crate::content::stored(other, 7)],
        gone: Vec::new(),
    });
    let after = gateway.get("/rss.xml?q=velo").await;
    assert_eq!(header(&before, "etag"), header(&after, "etag"));
}
