//! The table: what is wrong, before which platform, and how it must be named. The pages are written for these tests; the marks by which they
//! are known are those of the software that makes such pages.

use std::sync::Arc;

use super::certificates::{self, Authority};
use super::server::{Fault, Reply, Script, always, json, page};

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

/// What stands for a source that is read.
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

fn row(platform: &'static str, what: &str, fault: Fault, code: &'static str) -> Row {
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

/// What the site as a whole may be, before the formats that are read at any address.
fn of_the_site() -> Vec<Row> {
    let moved = |path: &'static str| -> Script {
        Arc::new(move |asked| {
            if asked == path {
                page(200, "<title>Bienvenue</title><p>Bonjour")
            } else {
                Reply::new(302, "").with("Location", path)
            }
        })
    };
    let circle: Script = Arc::new(|asked| {
        let to = if asked == "/a" { "/b" } else { "/a" };
        Reply::new(302, "").with("Location", to)
    });
    let far: Script = Arc::new(|asked| Reply::new(302, "").with("Location", format!("{asked}x")));
    let mut rows = vec![
        row(
            "feed",
            "redirect to sign in",
            Fault::Answers(moved("/users/sign_in")),
            "sign_in",
        ),
        row(
            "calendar",
            "redirect to a CAS",
            Fault::Answers(moved("/cas/login")),
            "sign_in",
        ),
        row(
            "file",
            "redirect to WordPress' sign-in page",
            Fault::Answers(moved("/wp-login.php")),
            "sign_in",
        ),
        row(
            "passerelle",
            "redirect to the home page",
            Fault::Answers(moved("/")),
            "web_page",
        ),
        row(
            "feed",
            "circle of redirects",
            Fault::Answers(circle),
            "redirect_loop",
        ),
        row(
            "feed",
            "redirects without end",
            Fault::Answers(far),
            "redirects_too_many",
        ),
        row(
            "feed",
            "redirect to nowhere",
            Fault::Answers(always(Reply::new(301, ""))),
            "redirect_nowhere",
        ),
    ];
    let answers: [(&str, Reply, &str); 13] = [
        (
            "WordPress closed for an update",
            page(
                503,
                "<title>Maintenance</title><p>Briefly unavailable for scheduled maintenance.",
            ),
            "maintenance",
        ),
        (
            "Rails failed, 200",
            page(200, "<h1>We're sorry, but something went wrong.</h1>"),
            "out_of_order",
        ),
        (
            "page of SAML",
            page(200, "<form><input name=\"SAMLRequest\"></form>"),
            "sign_in",
        ),
        (
            "page of OVHcloud",
            page(
                200,
                "<title>Félicitations ! Votre domaine a bien été créé</title>",
            ),
            "domain_parked",
        ),
        (
            "page of Sedo",
            page(200, "<script src=\"//img.sedoparking.com/a.js\"></script>"),
            "domain_parked",
        ),
        (
            "Apache as installed",
            page(200, "<title>Apache2 Debian Default Page: It works</title>"),
            "server_default_page",
        ),
        (
            "account suspended",
            page(200, "<h1>Account Suspended</h1>"),
            "hosting_suspended",
        ),
        (
            "522 of Cloudflare",
            page(522, "<p>Connection timed out").with("Server", "cloudflare"),
            "out_of_order",
        ),
        ("504", page(504, "<p>Gateway Time-out"), "out_of_order"),
        (
            "1015 of Cloudflare",
            Reply::new(429, "error code: 1015").with("Server", "cloudflare"),
            "throttled",
        ),
        (
            "zstd",
            Reply::new(200, "x").with("Content-Encoding", "zstd"),
            "wrong_encoding",
        ),
        (
            "no gzip",
            Reply::new(200, "<rss>").with("Content-Encoding", "gzip"),
            "wrong_encoding",
        ),
        (
            "compressed twice",
            Reply::new(200, b"\x28\xb5\x2f\xfd\x04\x00".to_vec()).with("Content-Type", "text/xml"),
            "wrong_encoding",
        ),
    ];
    for (at, (what, reply, code)) in answers.into_iter().enumerate() {
        let platform = ["feed", "calendar"][at % 2];
        rows.push(row(platform, what, Fault::Answers(always(reply)), code));
    }
    rows
}

/// A site that sends everybody to another host, which answers so.
fn led(status: u16, to: &'static str, there: Reply) -> Fault {
    Fault::Answers(Arc::new(move |asked| {
        if asked == to {
            there.clone()
        } else {
            Reply::new(status, "").with("Location", format!("http://localhost:PORT{to}"))
        }
    }))
}

/// Sites that another host answers for.
fn elsewhere() -> Vec<Row> {
    let home = page(200, "<title>Ville</title><p>Bonjour");
    let hotspot = page(200, "<title>Hotspot</title><p>Bienvenue");
    let parked = page(200, "<p>This domain is for sale.");
    let mut rows = vec![
        row(
            "decidim",
            "moved, 308",
            led(308, "/there/api", page(404, "<p>404")),
            "moved",
        ),
        row(
            "feed",
            "redirect to a Keycloak",
            led(302, "/realms/a/protocol/openid-connect/auth", home.clone()),
            "sign_in",
        ),
        row(
            "calendar",
            "hotspot, 302",
            led(302, "/welcome", hotspot),
            "captive_portal",
        ),
        row(
            "feed",
            "redirect to a name for sale",
            led(302, "/lander", parked),
            "domain_parked",
        ),
    ];
    for platform in ["opendatasoft", "passerelle", "feed", "calendar", "file"] {
        rows.push(row(
            platform,
            "redirect to another site",
            led(301, "/accueil", home.clone()),
            "moved",
        ));
    }
    rows
}

/// Answers that speak of faults and are none, and pages that are only pages.
fn ordinary() -> Vec<Row> {
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Site en maintenance</title><link>http://localhost/</link>\
                <item><guid>1</guid><link>http://localhost/1</link><title>Maintenance de la voirie : site suspendu</title>\
                <description>&lt;html&gt;verify you are human, domaine à vendre&lt;/html&gt;</description></item></channel></rss>";
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n\
                    DTSTART:20261201T180000Z\r\nSUMMARY:Site en maintenance\r\nURL:http://localhost/1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let list = "titre;lien;début\nJust a moment... en maintenance;http://localhost/1;2026-11-01\n";
    let link = "<a href=\"/page\">Une page</a> ".repeat(30);
    let decidim = page(
        200,
        &format!(
            "<title>Participez</title><script src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script>{link}\
             <form id=\"login\"><input type=\"password\"></form><p>Bienvenue sur la plateforme."
        ),
    );
    let commune = page(
        200,
        &format!(
            "<title>Seichamps</title>{link}<a href=\"/connexion\">Se connecter</a><p>L’éclairage est en maintenance."
        ),
    );
    let data = |kind: &str, body: &str| Reply::new(200, body).with("Content-Type", kind.to_owned());
    let behind = |reply: Reply| {
        reply
            .with("Server", "cloudflare")
            .with("x-datadome", "protected")
    };
    let answers: [(&'static str, &str, Reply, &str); 8] = [
        (
            "feed",
            "feed that speaks of maintenance",
            behind(data("text/xml", feed)),
            WELL,
        ),
        (
            "feed",
            "feed that is called a page",
            data("text/html", feed),
            WELL,
        ),
        (
            "calendar",
            "calendar that speaks of maintenance",
            behind(data("text/calendar", calendar)),
            WELL,
        ),
        (
            "file",
            "list that speaks of maintenance",
            behind(data("text/csv", list)),
            WELL,
        ),
        (
            "feed",
            "home page of a Decidim",
            behind(decidim.clone()),
            "web_page",
        ),
        ("decidim", "home page of a Decidim", decidim, "web_page"),
        ("calendar", "page of a commune", commune.clone(), "web_page"),
        ("opendatasoft", "page of a commune", commune, "web_page"),
    ];
    answers
        .into_iter()
        .map(|(platform, what, reply, code)| {
            row(platform, what, Fault::Answers(always(reply)), code)
        })
        .collect()
}

fn of_decidim() -> Vec<Row> {
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

fn of_cap_collectif() -> Vec<Row> {
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

fn of_other_platforms() -> Vec<Row> {
    let answers: [(&'static str, &str, Reply, &str); 9] = [
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

fn of_connections() -> Vec<Row> {
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

fn of_certificates(authority: &Authority) -> Vec<Row> {
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
