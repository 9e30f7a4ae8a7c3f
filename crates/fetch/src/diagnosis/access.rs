//! Pages that ask visitors to sign in, be it at the site itself, at a service for a whole organisation, or at the network before it.

use url::Url;

use super::page::Page;
use crate::Answer;

/// Segments of a path that lead to signing in.
const SEGMENTS: [&str; 20] = [
    "sign_in",
    "signin",
    "sign-in",
    "login",
    "log-in",
    "logon",
    "connexion",
    "se-connecter",
    "wp-login.php",
    "login.php",
    "saml",
    "saml2",
    "sso",
    "cas",
    "adfs",
    "authorize",
    "openid-connect",
    "authentification",
    "authentication",
    "identification",
];

/// First labels of the names of hosts where one signs in.
const LABELS: [&str; 10] = [
    "login",
    "sso",
    "auth",
    "cas",
    "idp",
    "accounts",
    "connexion",
    "signin",
    "authentification",
    "keycloak",
];

/// Marks that only pages of sign-in services bear.
const MARKS: [&str; 8] = [
    "lemonldap",
    "id=\"lmhidden_",
    "id=\"kc-form-login\"",
    "id=\"kc-login\"",
    "class=\"login-pf",
    "name=\"samlrequest\"",
    "/protocol/openid-connect/auth",
    "name=\"execution\"",
];

/// The separators between the name of a site and the name of a page in a title.
const SEPARATORS: [char; 7] = ['-', '|', '–', '—', '‹', '·', '«'];

/// The beginnings of the titles of such pages, or of the part of them that names the page.
const TITLES: [&str; 20] = [
    "connexion",
    "se connecter",
    "connectez-vous",
    "authentification",
    "identification",
    "identifiez-vous",
    "sign in",
    "sign-in",
    "log in",
    "login",
    "authentication required",
    "central authentication service",
    "portail d'authentification",
    "portail de connexion",
    "page de connexion",
    "acces reserve",
    "authentication portal",
    "login page",
    "veuillez vous connecter",
    "franceconnect",
];

/// Returns whether an answer is a page where one signs in, or leads to one. A mere link or form on a page of other things is none.
pub(super) fn asks_to_sign_in(asked: &Url, answer: &Answer, page: &Page) -> bool {
    let led = answer.url.path() != asked.path() || answer.url.host() != asked.host();
    if led && page.html && leads_to_sign_in(&answer.url) {
        return true;
    }
    if !page.is_bare() {
        return false;
    }
    let asks = page.has(&["type=\"password\"", "type='password'", "type=password"]);
    let titled = page.title.split(SEPARATORS).any(|part| {
        let part = part.trim_start();
        TITLES.iter().any(|title| part.starts_with(title))
    });
    titled && (asks || page.has(&MARKS)) || asks && page.has(&MARKS) || posts_itself(page)
}

/// Returns whether an address is one where one signs in.
pub(super) fn leads_to_sign_in(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let label = host.split('.').next().unwrap_or_default();
    let named = LABELS.contains(&label) && host.contains('.')
        || host.ends_with("franceconnect.gouv.fr")
        || host == "login.microsoftonline.com";
    named
        || url.path_segments().into_iter().flatten().any(|segment| {
            SEGMENTS
                .iter()
                .any(|known| segment.eq_ignore_ascii_case(known))
        })
}

/// A page that sends the visitor on to the sign-in service of an organisation.
fn posts_itself(page: &Page) -> bool {
    page.has(&["name=\"samlrequest\"", "name='samlrequest'"])
}

/// Returns whether an answer comes from the network between, which wants its user to sign in first, and not from the site.
pub(super) fn is_captive(asked: &Url, answer: &Answer, page: &Page) -> bool {
    const MARKS: [&str; 5] = [
        "wispaccessgatewayparam",
        "captive portal",
        "captive-portal",
        "portail captif",
        "/fgtauth?",
    ];
    const WORDS: [&str; 8] = [
        "hotspot", "captive", "captif", "wifi", "wi-fi", "ucopia", "alcasar", "guest",
    ];
    if answer.status == 511 {
        return true;
    }
    // Over https nobody can answer in the place of the site.
    let elsewhere = asked.scheme() == "http" && answer.url.host() != asked.host();
    let host = answer.url.host_str().unwrap_or_default();
    let named = WORDS
        .iter()
        .any(|word| page.title.contains(word) || host.contains(word));
    page.is_bare() && (page.has(&MARKS) || elsewhere && named)
}
