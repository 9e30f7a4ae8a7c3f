//! The table: what is wrong, before which platform, and how it must be named. The pages are written for these tests; the marks by which they
//! are known are those of the software that makes such pages.

use super::certificates::Authority;
use super::network::{of_certificates, of_connections};
use super::platforms::{of_cap_collectif, of_decidim, of_other_platforms, refusals_in_json};
use super::server::{Fault, Reply, always, page};
use super::sites::{elsewhere, of_the_site, ordinary};

/// The platforms, as configurations name them.
pub(super) const PLATFORMS: [&str; 7] = [
    "decidim",
    "cap-collectif",
    "opendatasoft",
    "passerelle",
    "feed",
    "calendar",
    "file",
];

/// The outcome of a source that is read.
pub(super) const WELL: &str = "none";

/// One fault before one platform.
pub(super) struct Row {
    pub(super) platform: &'static str,
    pub(super) what: String,
    pub(super) fault: Fault,
    /// The scheme and host of the address in the configuration.
    pub(super) site: &'static str,
    /// The code that must be told; [`WELL`] where nothing is wrong.
    pub(super) code: &'static str,
}

/// A row whose address is plain http.
pub(super) fn row(platform: &'static str, what: &str, fault: Fault, code: &'static str) -> Row {
    Row {
        platform,
        what: what.to_owned(),
        fault,
        site: "http://127.0.0.1",
        code,
    }
}

/// Every row. `authority` is trusted by the machine that polls.
pub(super) fn rows(authority: &Authority) -> Vec<Row> {
    let mut rows = before_every_platform();
    rows.extend(walls());
    rows.extend(of_the_site());
    rows.extend(of_decidim());
    rows.extend(of_cap_collectif());
    rows.extend(of_other_platforms());
    rows.extend(of_connections());
    rows.extend(of_certificates(authority));
    rows.extend(elsewhere());
    rows.extend(refusals_in_json());
    rows.extend(ordinary());
    rows
}

/// Answers that must be named the same whatever is expected.
fn before_every_platform() -> Vec<Row> {
    let anubis = "<title>Making sure you're not a bot!</title>\
                  <script id=\"anubis_version\" type=\"application/json\">\"v1.20.0\"</script>";
    let cloudflare = "<title>Just a moment...</title><script>window._cf_chl_opt={};</script>";
    let work = "<title>Site en maintenance</title><p>Nous revenons dans un instant.";
    let answers: [(&str, Reply, &str); 18] = [
        ("Anubis, 200", page(200, anubis), "robot_wall"),
        (
            "Cloudflare, 403",
            page(403, cloudflare).with("cf-mitigated", "challenge"),
            "robot_wall",
        ),
        ("401", page(401, "<p>Authorization required"), "sign_in"),
        (
            "page of Keycloak, 200",
            page(
                200,
                "<title>Connexion</title><form id=\"kc-form-login\"><input type=\"password\">",
            ),
            "sign_in",
        ),
        ("maintenance, 200", page(200, work), "maintenance"),
        (
            "503 with Retry-After",
            Reply::new(503, "").with("Retry-After", "7200"),
            "maintenance",
        ),
        (
            "captive portal, 511",
            page(511, "<p>Bienvenue"),
            "captive_portal",
        ),
        (
            "name for sale",
            page(
                200,
                "<title>ville</title><p>Ce nom de domaine est à vendre : domaine à vendre",
            ),
            "domain_parked",
        ),
        (
            "nginx as installed",
            page(200, "<title>Welcome to nginx!</title><h1>Welcome to nginx!"),
            "server_default_page",
        ),
        ("410", page(410, "<p>Parti"), "gone"),
        ("451", page(451, "<p>Indisponible"), "legal_block"),
        ("403", page(403, "<h1>Forbidden"), "refused"),
        (
            "429",
            Reply::new(429, "Retry later\n").with("Retry-After", "7200"),
            "throttled",
        ),
        (
            "500",
            page(500, "<h1>Internal Server Error"),
            "out_of_order",
        ),
        ("502", page(502, "<h1>Bad Gateway"), "out_of_order"),
        ("nothing, 200", Reply::new(200, ""), "empty_answer"),
        (
            "ordinary page",
            page(200, "<title>Ville</title><p>Bonjour"),
            "web_page",
        ),
        (
            "a PDF",
            Reply::new(200, "%PDF-1.7 x").with("Content-Type", "application/pdf"),
            "wrong_type",
        ),
    ];
    let mut rows = Vec::new();
    for (what, reply, code) in answers {
        for platform in PLATFORMS {
            rows.push(row(
                platform,
                what,
                Fault::Answers(always(reply.clone())),
                code,
            ));
        }
    }
    for platform in PLATFORMS {
        // A Cap Collectif whose API is switched off answers so.
        let code = match platform {
            "cap-collectif" => "api_switched_off",
            _ => "not_found",
        };
        rows.push(row(
            platform,
            "404",
            Fault::Answers(always(page(404, "<p>Absent"))),
            code,
        ));
    }
    rows
}

/// Walls of other makes, each before one platform.
fn walls() -> Vec<Row> {
    let bare = |body: &str| page(200, body);
    let walls: [(&str, &str, Reply); 16] = [
        (
            "feed",
            "DataDome",
            page(
                403,
                "<script src=\"https://ct.captcha-delivery.com/c.js\"></script>",
            ),
        ),
        (
            "feed",
            "Imperva",
            bare(
                "<iframe src=\"/_Incapsula_Resource?SWUDNSAI=1\">Incapsula incident ID: 1</iframe>",
            ),
        ),
        (
            "calendar",
            "Akamai",
            page(403, "<h1>Access Denied</h1>https://errors.edgesuite.net/1"),
        ),
        (
            "calendar",
            "Akamai, by its header",
            page(403, "<p>No").with("Server", "AkamaiGHost"),
        ),
        (
            "file",
            "Sucuri",
            page(
                403,
                "<title>Access Denied - Sucuri Website Firewall</title>",
            ),
        ),
        (
            "file",
            "AWS WAF",
            Reply::new(202, "").with("x-amzn-waf-action", "challenge"),
        ),
        (
            "decidim",
            "AWS WAF, 403",
            page(403, "<h1>403").with("Server", "awselb/2.0"),
        ),
        (
            "decidim",
            "go-away",
            bare("<link href=\"/.well-known/.git.example/git/go-away/cmd/go-away/assets/a.css\">"),
        ),
        (
            "decidim",
            "Cloudflare, 1020",
            Reply::new(403, "error code: 1020").with("Server", "cloudflare"),
        ),
        (
            "cap-collectif",
            "F5",
            bare("The requested URL was rejected. Please consult with your administrator."),
        ),
        (
            "opendatasoft",
            "CrowdSec",
            page(403, "<title>CrowdSec Access Forbidden</title>"),
        ),
        (
            "opendatasoft",
            "Vercel",
            page(429, "<title>Vercel Security Checkpoint</title>")
                .with("x-vercel-mitigated", "challenge"),
        ),
        (
            "passerelle",
            "Imunify360",
            bare("<title>One moment, please...</title><script>var wsidchk=1</script>"),
        ),
        (
            "passerelle",
            "ModSecurity",
            page(406, "This error was generated by Mod_Security."),
        ),
        (
            "feed",
            "cookie test",
            bare("<script>document.cookie='t=1';location.reload();</script>"),
        ),
        (
            "feed",
            "proof of work",
            bare("<p>Votre navigateur calcule une preuve de travail."),
        ),
    ];
    walls
        .into_iter()
        .map(|(platform, what, reply)| {
            row(platform, what, Fault::Answers(always(reply)), "robot_wall")
        })
        .collect()
}
