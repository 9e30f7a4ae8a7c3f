//! Faults that only one platform has, or tells in its own way.

use std::sync::Arc;

use super::server::{Fault, Reply, always, json, page};
use super::table::{Row, row};

/// Answers of a Decidim in place of its data.
pub(super) fn of_decidim() -> Vec<Row> {
    let to = |status: u16, place: &'static str| Reply::new(status, "").with("Location", place);
    let answers: [(&str, Reply, &str); 9] = [
        ("sign-in wall", to(302, "/users/sign_in"), "sign_in"),
        (
            "host name unknown",
            to(302, "/system/"),
            "organization_unknown",
        ),
        (
            "moved, 302",
            to(302, "https://ailleurs.example/api"),
            "moved",
        ),
        (
            "moved to a SSO",
            to(302, "https://sso.ailleurs.example/"),
            "sign_in",
        ),
        (
            "exception",
            json(
                500,
                "{\"errors\":[{\"message\":\"Internal Server error\"}],\"data\":{}}",
            ),
            "server_error",
        ),
        (
            "no API",
            Reply::new(500, "500 Internal Server Error").with("Content-Type", "text/plain"),
            "not_the_platform",
        ),
        (
            "too costly",
            json(
                200,
                "{\"errors\":[{\"message\":\"Query has complexity of 700, which exceeds max complexity of 300\"}]}",
            ),
            "document_refused",
        ),
        ("JSON of another kind", json(200, "[1]"), "not_the_platform"),
        (
            "another shape",
            json(
                200,
                "{\"data\":{\"participatoryProcesses\":[{\"id\":{}}],\"decidim\":7}}",
            ),
            "schema_changed",
        ),
    ];
    let rows = answers
        .into_iter()
        .map(|(what, reply, code)| row("decidim", what, Fault::Answers(always(reply)), code));
    rows.collect()
}

/// A Cap Collectif that is open to visitors, and whose API answers so.
fn open_platform(api: Reply) -> Fault {
    Fault::Answers(Arc::new(move |path| match path {
        "/sitemap.xml" => Reply::new(200, "<?xml version=\"1.0\"?><urlset></urlset>"),
        "/graphql" => api.clone(),
        _ => page(200, "<p>Plateforme Cap Collectif"),
    }))
}

/// Answers of a Cap Collectif in place of its data.
pub(super) fn of_cap_collectif() -> Vec<Row> {
    let anubis = page(200, "<script id=\"anubis_version\"></script>");
    let answers: [(&str, Reply, &str); 7] = [
        ("wall before the API only", anubis, "robot_wall"),
        ("API switched off", page(404, "<p>404"), "api_switched_off"),
        ("API gone", page(410, "<p>410"), "gone"),
        ("key asked for", json(401, "{}"), "sign_in"),
        (
            "public schema only",
            json(
                200,
                "{\"errors\":[{\"message\":\"Cannot query field \\\"projects\\\" on type \\\"PublicQuery\\\".\"}]}",
            ),
            "api_half_open",
        ),
        (
            "field gone",
            json(
                200,
                "{\"errors\":[{\"message\":\"Cannot query field \\\"slug\\\" on type \\\"PreviewProject\\\".\"}]}",
            ),
            "schema_changed",
        ),
        (
            "another shape",
            json(200, "{\"data\":{\"projects\":{\"edges\":7}}}"),
            "schema_changed",
        ),
    ];
    let mut rows: Vec<Row> = answers
        .into_iter()
        .map(|(what, reply, code)| row("cap-collectif", what, open_platform(reply), code))
        .collect();
    let shield = page(200, "<div id=\"shield-mode\"></div>");
    rows.push(row(
        "cap-collectif",
        "shield",
        Fault::Answers(always(shield)),
        "site_closed",
    ));
    rows.push(row(
        "cap-collectif",
        "request mangled",
        open_platform(Reply::new(400, "Wrong public query")),
        "document_refused",
    ));
    rows
}

/// Answers of the other platforms in place of their data.
pub(super) fn of_other_platforms() -> Vec<Row> {
    let answers: [(&'static str, &str, Reply, &str); 11] = [
        (
            "opendatasoft",
            "no such dataset",
            json(404, "{\"error_code\":\"ODSQLError\",\"message\":\"x\"}"),
            "dataset_unreadable",
        ),
        (
            "opendatasoft",
            "another shape",
            json(200, "{\"total_count\":\"x\"}"),
            "schema_changed",
        ),
        (
            "opendatasoft",
            "Latin-1",
            json(200, "").with_body(b"{\"a\":\"\xe9\"}"),
            "wrong_encoding",
        ),
        (
            "passerelle",
            "JSON of another kind",
            json(200, "{}"),
            "not_the_platform",
        ),
        (
            "passerelle",
            "an older release",
            json(200, "{\"items\":[],\"next_since\":0,\"more\":false}"),
            "gateway_too_old",
        ),
        (
            "passerelle",
            "breaks off",
            json(200, "{\"items\":["),
            "answer_not_understood",
        ),
        (
            "feed",
            "JSON of another kind",
            json(200, "{\"a\":1}"),
            "document_unreadable",
        ),
        (
            "file",
            "columns of another kind",
            Reply::new(200, "a;b\n1;2\n").with("Content-Type", "text/csv"),
            "list_unreadable",
        ),
        ("calendar", "JSON", json(200, "{}"), "not_the_platform"),
        (
            "calendar",
            "a feed",
            Reply::new(200, "<?xml version=\"1.0\"?><rss></rss>"),
            "not_the_platform",
        ),
        (
            "feed",
            "a calendar",
            Reply::new(200, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
            "not_the_platform",
        ),
    ];
    answers
        .into_iter()
        .map(|(platform, what, reply, code)| {
            row(platform, what, Fault::Answers(always(reply)), code)
        })
        .collect()
}

impl Reply {
    fn with_body(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }
}

/// Answers of the API of a forge about a quota that is used up, and other refusals in JSON.
pub(super) fn refusals_in_json() -> Vec<Row> {
    let spent =
        json(403, "{\"message\":\"API rate limit exceeded\"}").with("x-ratelimit-remaining", "0");
    let wall = json(
        403,
        "{\"url\":\"https://geo.captcha-delivery.com/captcha/\"}",
    );
    vec![
        row(
            "file",
            "quota of a forge",
            Fault::Answers(always(spent)),
            "throttled",
        ),
        row(
            "opendatasoft",
            "DataDome in JSON",
            Fault::Answers(always(wall)),
            "robot_wall",
        ),
        row(
            "passerelle",
            "403 in JSON",
            Fault::Answers(always(json(403, "{}"))),
            "refused",
        ),
    ]
}
