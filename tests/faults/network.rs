//! Faults that keep an answer from coming: connections and certificates.

use super::certificates::{self, Authority};
use super::server::{Fault, Reply, always};
use super::table::{Row, row};

/// Connections that fail or break off.
pub(super) fn of_connections() -> Vec<Row> {
    let cut = Reply {
        lacking: 100,
        ..Reply::new(200, "half")
    };
    let mut rows = vec![
        row(
            "feed",
            "breaks off",
            Fault::Answers(always(cut.clone())),
            "answer_broken_off",
        ),
        row(
            "decidim",
            "breaks off",
            Fault::Answers(always(cut)),
            "answer_broken_off",
        ),
        row(
            "calendar",
            "no HTTP",
            Fault::Says(b"SSH-2.0-OpenSSH_9.2\r\n\r\n".to_vec()),
            "not_http",
        ),
    ];
    for platform in ["decidim", "cap-collectif", "feed"] {
        rows.push(row(
            platform,
            "nobody listens",
            Fault::Absent,
            "connection_refused",
        ));
        rows.push(row(platform, "hangs up", Fault::HangsUp, "no_answer"));
    }
    rows
}

/// Certificates and servers that nobody should trust, and one that the machine trusts.
pub(super) fn of_certificates(authority: &Authority) -> Vec<Row> {
    let nothing = always(Reply::new(200, ""));
    let secured = |config| Fault::Secured(config, nothing.clone());
    let unknown = Authority::root("Autorité inconnue");
    let between = authority.intermediate("Autorité intermédiaire");
    let down = always(Reply::new(301, "").with("Location", "http://127.0.0.1:9/"));
    let faults = [
        (
            "certificate expired",
            secured(authority.server("localhost", certificates::long_ago)),
            "certificate_expired",
        ),
        (
            "certificate of tomorrow",
            secured(authority.server("localhost", certificates::far_away)),
            "certificate_not_yet_valid",
        ),
        (
            "certificate of another name",
            secured(authority.server("ailleurs.example", |_| {})),
            "certificate_wrong_name",
        ),
        (
            "authority unknown",
            secured(unknown.server("localhost", |_| {})),
            "certificate_unknown_issuer",
        ),
        (
            "chain incomplete",
            secured(between.server("localhost", |_| {})),
            "certificate_unknown_issuer",
        ),
        (
            "signed by itself",
            secured(certificates::self_signed(false)),
            "certificate_self_signed",
        ),
        (
            "signed by itself, as an authority",
            secured(certificates::self_signed(true)),
            "certificate_self_signed",
        ),
        (
            "old TLS",
            Fault::Says(b"\x15\x03\x01\x00\x02\x02\x46".to_vec()),
            "tls_too_old",
        ),
        (
            "handshake refused",
            Fault::Says(b"\x15\x03\x03\x00\x02\x02\x28".to_vec()),
            "tls_handshake",
        ),
        (
            "http at the port of https",
            Fault::Says(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()),
            "not_tls",
        ),
        ("cut in the handshake", Fault::HangsUp, "connection_reset"),
        (
            "redirect to http",
            Fault::Secured(authority.server("localhost", |_| {}), down),
            "redirect_unencrypted",
        ),
        (
            "nothing, over TLS",
            secured(authority.server("localhost", |_| {})),
            "empty_answer",
        ),
    ];
    faults
        .into_iter()
        .map(|(what, fault, code)| Row {
            site: "https://localhost",
            ..row("feed", what, fault, code)
        })
        .collect()
}
