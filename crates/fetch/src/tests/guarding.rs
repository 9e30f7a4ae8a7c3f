//! Addresses that are refused, however they are written.

use std::str::FromStr;

use proptest::prelude::*;
use reqwest::dns::{Name, Resolve};

use super::*;
use crate::guard::GuardedResolver;
use crate::names::SystemNames;
use crate::{Error, Fetch};

fn refusal(text: &str) -> Option<Error> {
    let url = Url::parse(text).expect(text);
    Guard::new(false).admit(&url).err()
}

#[test]
fn a_private_address_is_refused_in_every_spelling() {
    for text in [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://127.0.1:80/",
        "http://0/",
        "http://0.0.0.0:22/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0x7F.1/",
        "http://0177.0.0.1/",
        "http://00177.0000.00000.000001/",
        "http://127.0.0.1./",
        "http://%31%32%37.0.0.1/",
        "http://１２７.０.０.１/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http:\\\\127.0.0.1\\",
        "http:127.0.0.1",
        "http:/127.0.0.1",
        "http://2852039166/latest/meta-data/",
        "http://0xA9FEA9FE/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "https://192.0.0.192/latest/",
        "http://100.100.100.200/",
        "http://3232235777/",
        "http://[::]/",
        "http://[::1]/",
        "http://[0000::1]:80/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
    ] {
        assert!(
            matches!(refusal(text), Some(Error::PrivateAddress { .. })),
            "{text} passed"
        );
    }
}

#[test]
fn other_schemes_and_users_in_addresses_are_refused() {
    for text in [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1:6379/",
        "data:,x",
    ] {
        assert!(
            matches!(refusal(text), Some(Error::Scheme { .. })),
            "{text}"
        );
    }
    for text in [
        "http://a@example.org/",
        "http://:canary@example.org/",
        "http://example.org:80\\@x@127.0.0.1/",
    ] {
        if let Some(error) = refusal(text) {
            assert!(matches!(error, Error::Userinfo { .. }), "{text}: {error}");
            assert!(!error.to_string().contains("canary"), "{error}");
        }
    }
    assert!(matches!(
        refusal("http://a@example.org/"),
        Some(Error::Userinfo { .. })
    ));
    assert_eq!(refusal("https://jeparticipe.example.org:8443/api"), None);
    assert_eq!(refusal("http://1.1.1.1/"), None);
}

#[tokio::test]
async fn a_name_is_refused_when_all_its_addresses_are_and_keeps_only_the_public_ones() {
    let resolver = GuardedResolver::new(Arc::new(StubResolver::default()), Guard::new(false));
    let resolve = async |host: &str| {
        let found = resolver.resolve(Name::from_str(host).expect(host)).await;
        found.map(|found| found.map(|address| address.ip()).collect::<Vec<_>>())
    };
    assert_eq!(
        resolve("mixed.test").await.expect("one"),
        [IpAddr::from([1, 1, 1, 1])]
    );
    for host in ["private.test", "local.test", "empty.test", "unknown.test"] {
        assert!(resolve(host).await.is_err(), "{host}");
    }
    let open = GuardedResolver::new(Arc::new(StubResolver::default()), Guard::new(true));
    let found = open
        .resolve(Name::from_str("private.test").expect("a name"))
        .await;
    assert_eq!(found.expect("both").count(), 2);
}

#[tokio::test]
async fn a_private_name_is_asked_once_and_the_message_names_its_address() {
    let resolver = Arc::new(StubResolver::default());
    let settings = settings();
    let fetcher = Fetcher::assemble(settings, clock(), Guard::new(false), resolver.clone());
    let fetcher = fetcher.expect("a fetcher");
    let error = fetcher.send(get("http://private.test/")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "private.test is at 10.0.0.1, which is not on the public Internet"
    );
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 1);

    let error = fetcher.send(get("http://unknown.test/")).await.unwrap_err();
    assert!(
        matches!(
            &error,
            Error::Unresolved {
                fault: DnsFault::NoSuchName,
                ..
            }
        ),
        "{error}"
    );
    assert!(error.is_transient());
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_name_with_one_good_address_is_read_there() {
    let server = super::server::Server::start(|_, _| super::server::reply(200, &[], b"here")).await;
    let url = format!("http://local.test:{}/", server.address.port());
    let answer = fetcher().send(get(&url)).await.expect("an answer");
    assert_eq!(answer.body, "here");
    let host = format!("local.test:{}", server.address.port());
    assert_eq!(server.received()[0].header("host"), [host]);
}

#[tokio::test]
async fn the_settings_decide_about_loopback() {
    let server = super::server::Server::start(|_, _| super::server::reply(200, &[], b"here")).await;
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{}/", server.address.port());
        let refused = Fetcher::new(settings(), clock()).expect("a fetcher");
        let error = refused.send(get(&url)).await.unwrap_err();
        assert!(matches!(error, Error::PrivateAddress { .. }), "{error}");
        assert_eq!(server.count(), usize::from(host == "localhost"));
        let settings = Settings {
            allow_private_addresses: true,
            ..settings()
        };
        let allowed = Fetcher::new(settings, clock()).expect("a fetcher");
        assert_eq!(
            allowed.send(get(&url)).await.expect("an answer").status,
            200
        );
    }
}

#[tokio::test]
async fn the_system_resolver_finds_the_loopback_interface() {
    let found = SystemNames.addresses("localhost").await.expect("localhost");
    assert!(!found.is_empty() && found.into_iter().all(|address| address.is_loopback()));
}

#[tokio::test]
async fn names_that_give_no_address_are_told_apart() {
    for (host, expected) in [
        ("unknown.test", DnsFault::NoSuchName),
        ("silent.test", DnsFault::NoAnswer),
        ("empty.test", DnsFault::NoAddress),
    ] {
        let error = fetcher().send(get(&format!("http://{host}/"))).await;
        let error = error.unwrap_err();
        let is_expected = matches!(&error, Error::Unresolved { fault, .. } if *fault == expected);
        assert!(is_expected, "{error:?}");
        assert!(error.to_string().starts_with(host), "{error}");
    }
}

proptest! {
    #[test]
    fn every_way_of_writing_a_private_v4_address_is_refused(
        rest in 0_u32..0x0100_0000,
        first in prop::sample::select(vec![0_u32, 10, 127]),
        style in 0..5,
    ) {
        let bits = (first << 24) | rest;
        let [a, b, c, d] = bits.to_be_bytes();
        let host = match style {
            0 => format!("{bits}"),
            1 => format!("0x{bits:x}"),
            2 => format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
            3 => format!("{a}.0x{rest:X}"),
            _ => format!("[::ffff:{a}.{b}.{c}.{d}]"),
        };
        let text = format!("http://{host}/");
        let refused = matches!(refusal(&text), Some(Error::PrivateAddress { .. }));
        prop_assert!(refused, "{} passed", text);
    }
}
