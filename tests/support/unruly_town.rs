//! A town that writes addresses in every way in which people and programs write them, at every place of its feeds, its calendar and its list.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use chrono::Days;
use serde_json::{Value, json};

use crate::gateways::{moment, reserve};

/// The address of a page with every character that somebody wrote as it is.
pub(crate) const WHOLE: &str =
    "https://ville.example.fr/a b/été/[x]|y?t[a]=1|2&q=\"'`{}^\\#a[1]|b c";
/// Addresses as people and programs write them.
pub(crate) fn written() -> Vec<String> {
    let mut all: Vec<String> = [
        WHOLE,
        "https://ville.example.fr/100%/50%2/%zz?p=5%",
        "https://ville.example.fr/d\\e\\f",
        "https://mairie-évian.example.fr/é?é=ù#à",
        "https://ville.example.fr/<b>&amp;/x>y",
        "https://ville.example.fr/\u{202e}gnp.\u{200b}exe\u{a0}!",
        "HTTPS://VILLE.EXAMPLE.FR:443/%e9/../%C3%A9",
        "http://[2001:db8::1]:8080/[a]",
        "//cdn.example.fr/a b|c",
        "/racine/[1]|é",
        "relatif é/[2]",
        "?page[1]=a b",
        "#ancre[1]|",
        "https:ville.example.fr/sans[barres]",
        "https://a`b.example.fr/",
        "https://a{b}.example.fr/",
        "https://xn--/",
        "https://camille:mot-de-passe@ville.example.fr/",
        "https://camille@ville.example.fr/[3]",
        "javascript:alert(1)",
        "JaVaScRiPt:alert('[x]')",
        " javascript:alert(1)",
        "data:text/html,<b>x</b>",
        "vbscript:x",
        "file:///etc/passwd",
        "mailto:",
        "http://",
        "https:///",
        "://",
        "%",
        "",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("https://ville.example.fr/{}", "é|".repeat(700)));
    all.push(format!("https://ville.example.fr/{}", "a".repeat(9000)));
    all
}

/// A text as XML holds it.
fn in_xml(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// Markup with an address at every place where one can stand.
pub(crate) fn markup(address: &str) -> String {
    let quoted = in_xml(address);
    format!(
        "<p>Lire <a href=\"{quoted}\">la suite</a>, <a href=\"{quoted}\" ping=\"{quoted}\">encore</a> <img src=\"{quoted}\" srcset=\"{quoted} 2x\" alt=\"plan\">\
         <q cite=\"{quoted}\">un mot</q><object data=\"{quoted}\"></object><form action=\"{quoted}\"><button formaction=\"{quoted}\">x</button></form></p>"
    )
}

fn rss() -> String {
    let items = written().into_iter().enumerate().map(|(at, address)| {
        let plain = format!("https://ville.example.fr/rss/{at}");
        let twins = [
            rss_item(&format!("{at}.0"), &address, &address),
            rss_item(&format!("{at}.1"), &plain, &address),
        ];
        twins.concat()
    });
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\
         <channel><title>Ville</title><link>https://ville.example.fr/[x]|</link><description>Ville</description>{}</channel></rss>",
        items.collect::<String>()
    )
}

/// An item with its page, and an address at every other place.
fn rss_item(name: &str, page: &str, address: &str) -> String {
    let is_page = page == address;
    let text = in_xml(&markup(address));
    let (page, address) = (in_xml(page), in_xml(address));
    format!(
        "<item><title>Fil {name}</title><link>{page}</link><guid isPermaLink=\"{is_page}\">{address}</guid><pubDate>Mon, 02 Nov 2026 09:00:00 GMT</pubDate>\
         <description>{text}</description><content:encoded>{text}</content:encoded><enclosure url=\"{address}\" type=\"image/png\" length=\"1\"/>\
         <media:content url=\"{address}\" medium=\"image\"/><source url=\"{address}\">Ailleurs</source><comments>{address}</comments>\
         <category domain=\"{address}\">Nature {name}</category></item>"
    )
}

fn atom() -> String {
    let entries = written().into_iter().enumerate().map(|(at, address)| {
        let (address, text) = (in_xml(&address), in_xml(&markup(&address)));
        format!(
            "<entry><title>Atome {at}</title><id>urn:x:{at}</id><link href=\"{address}\"/><link rel=\"enclosure\" type=\"image/png\" href=\"{address}\"/>\
             <updated>2026-11-02T09:00:00Z</updated><content type=\"html\">{text}</content></entry>"
        )
    });
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Ville</title><id>urn:x</id><updated>2026-11-02T09:00:00Z</updated>{}</feed>",
        entries.collect::<String>()
    )
}

fn json_feed() -> String {
    let mut all = written();
    all.push("https://ville.example.fr/a\u{1}\t\nb".to_owned());
    let items = all.into_iter().enumerate().map(|(at, address)| {
        json!({
            "id": format!("urn:y:{at}"), "title": format!("Fiche {at}"), "url": address, "external_url": address, "image": address, "banner_image": address,
            "content_html": markup(&address), "attachments": [{"url": address, "mime_type": "image/png"}], "date_published": "2026-11-02T09:00:00Z",
        })
    });
    json!({"version": "https://jsonfeed.org/version/1.1", "title": "Ville", "items": items.collect::<Vec<_>>()})
        .to_string()
}

fn calendar() -> String {
    let day = (moment() + Days::new(3)).format("%Y%m%d");
    let events = written().into_iter().enumerate().map(|(at, address)| {
        let text = address.replace('\\', "\\\\").replace([',', ';'], "");
        format!(
            "BEGIN:VEVENT\r\nUID:e{at}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Rendez-vous {at}\r\nDTSTART:{day}T180000Z\r\nDTEND:{day}T190000Z\r\n\
             URL:{address}\r\nATTACH:{address}\r\nCONFERENCE;VALUE=URI:{address}\r\nIMAGE;VALUE=URI:{address}\r\nLOCATION:{text}\r\n\
             DESCRIPTION:Voir {text} et <a href='{text}'>la page</a></p>\r\nEND:VEVENT\r\n"
        )
    });
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n",
        events.collect::<String>()
    )
}

fn list() -> String {
    let day = (moment() + Days::new(5))
        .format("%d/%m/%Y 18:30")
        .to_string();
    let rows = written().into_iter().enumerate().flat_map(|(at, address)| {
        let row = |name: &str, page: &str| {
            json!({
                "id": format!("{name}{at}"), "titre": format!("Ligne {name} {at}"), "lien": page, "description": markup(&address), "ferme": "31/12/2099",
                "image": address, "bilan": address, "aussi sur": [address],
                "réunions": [{"date": day, "titre": format!("Atelier {name} {at}"), "lien": address, "lieu": format!("Salle 1 {address}"), "adresse": address}],
            })
        };
        [row("a", &address), row("b", "https://ville.example.fr/liste")]
    });
    Value::Array(rows.collect()).to_string()
}

fn answer_of(uri: &Uri) -> Response {
    let path = uri.path();
    let (media_type, body) = match path.rsplit('/').next().unwrap_or_default() {
        "rss" => ("application/rss+xml", rss()),
        "atom" => ("application/atom+xml", atom()),
        "json" => ("application/feed+json", json_feed()),
        "ics" => ("text/calendar", calendar()),
        "liste.json" => ("application/json", list()),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(CONTENT_TYPE, media_type)], body).into_response()
}

/// Starts its website; returns the address.
pub(crate) async fn town() -> String {
    let (listener, address) = reserve().await;
    let router = Router::new().fallback(|uri: Uri| async move { answer_of(&uri) });
    tokio::spawn(async move { axum::serve(listener, router).await.expect("a server") });
    address
}
