//! Sites as a whole, before the formats that are read at any address: elsewhere, failed, closed, or quite in order.

use std::sync::Arc;

use super::server::{Fault, Reply, Script, always, page};
use super::table::{Row, WELL, row};

/// The rows about sites as a whole, before the formats that are read at any address.
pub(super) fn of_the_site() -> Vec<Row> {
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
pub(super) fn elsewhere() -> Vec<Row> {
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
pub(super) fn ordinary() -> Vec<Row> {
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
