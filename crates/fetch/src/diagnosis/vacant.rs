//! Addresses behind which nobody is at home: names for sale or just bought, servers as they were installed, accounts that a host has
//! suspended, and sites that are closed for work.

use url::Url;

use super::page::Page;

/// Hosts of those who trade in names.
const TRADERS: [&str; 9] = [
    "sedo.com",
    "sedoparking.com",
    "hugedomains.com",
    "dan.com",
    "afternic.com",
    "parkingcrew.net",
    "bodis.com",
    "above.com",
    "undeveloped.com",
];

/// Marks of the pages that they put there.
const MARKS_OF_TRADERS: [&str; 8] = [
    "sedoparking.com",
    "img.sedoparking",
    "parkingcrew.net",
    "parklogic.com",
    "bodis.com",
    "cdn.dan.com",
    "hugedomains.com",
    "d38psrni17bvxu.cloudfront.net",
];

/// Phrases of pages about names that are for sale, just bought, or run out.
const PHRASES_OF_TRADERS: [&str; 22] = [
    "this domain is for sale",
    "this domain may be for sale",
    "domain name is for sale",
    "buy this domain",
    "domaine est a vendre",
    "domaine a vendre",
    "acheter ce domaine",
    "acheter ce nom de domaine",
    "this domain is parked",
    "parked domain",
    "domaine en parking",
    "votre domaine a bien ete cree",
    "this domain name has been registered",
    "this domain has just been registered",
    "this domain has been registered",
    "ce nom de domaine est enregistre",
    "ce domaine est enregistre",
    "ce nom de domaine a ete enregistre",
    "this domain has expired",
    "domain name has expired",
    "nom de domaine a expire",
    "nom de domaine est expire",
];

/// Titles and words of what a server shows before anybody put a site there, and whose they are.
const AS_INSTALLED: [(&str, &str); 16] = [
    ("welcome to nginx", "nginx"),
    ("welcome to openresty", "OpenResty"),
    ("apache2 debian default page", "Apache"),
    ("apache2 ubuntu default page", "Apache"),
    ("apache2 default page", "Apache"),
    ("test page for the apache http server", "Apache"),
    ("http server test page", "Apache"),
    ("iis windows server", "IIS"),
    ("internet information services", "IIS"),
    ("caddy works", "Caddy"),
    ("default parallels plesk", "Plesk"),
    ("domain default page", "Plesk"),
    ("default web site page", "cPanel"),
    ("site non installe", "OVHcloud"),
    ("site not installed", "OVHcloud"),
    ("apache is functioning normally", "cPanel"),
];

/// Phrases of hosts about accounts that they have closed.
const SUSPENDED: [&str; 9] = [
    "account has been suspended",
    "account suspended",
    "site suspended",
    "website suspended",
    "website is suspended",
    "compte suspendu",
    "site suspendu",
    "hebergement suspendu",
    "bandwidth limit exceeded",
];

/// Phrases of sites that are closed for work; looked for on pages that say nothing else.
const CLOSED: [&str; 32] = [
    "en maintenance",
    "en cours de maintenance",
    "maintenance en cours",
    "maintenance programmee",
    "maintenance planifiee",
    "pour maintenance",
    "operation de maintenance",
    "operations de maintenance",
    "pour cause de maintenance",
    "pour une maintenance",
    "mode maintenance",
    "maintenance mode",
    "under maintenance",
    "undergoing maintenance",
    "down for maintenance",
    "down for scheduled maintenance",
    "for scheduled maintenance",
    "scheduled maintenance",
    "site temporairement indisponible",
    "service temporairement indisponible",
    "plateforme temporairement indisponible",
    "temporairement indisponible",
    "momentanement indisponible",
    "we'll be back soon",
    "nous serons bientot de retour",
    "be right back",
    "site en construction",
    "site en cours de construction",
    "site under construction",
    "website is under construction",
    "bientot en ligne",
    "bientot disponible",
];

/// Returns whether the name of the site is for sale, just bought, or run out.
pub(super) fn is_parked(answered: &Url, page: &Page) -> bool {
    let host = answered.host_str().unwrap_or_default();
    let traded = TRADERS.iter().any(|trader| {
        host.strip_suffix(trader)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    });
    traded || page.is_bare() && (page.has(&MARKS_OF_TRADERS) || page.says(&PHRASES_OF_TRADERS))
}

/// Returns whose page it is that a server shows before anybody put a site there.
pub(super) fn as_installed(page: &Page) -> Option<&'static str> {
    let titled =
        |words: &str| page.title.contains(words) || page.is_bare() && page.words.contains(words);
    let found = AS_INSTALLED.iter().find(|(words, _)| titled(words));
    let works = || (page.is_bare() && page.words == "it works!").then_some("Apache");
    found.map(|(_, whose)| *whose).or_else(works)
}

/// Returns whether the host of the site has closed its account.
pub(super) fn is_suspended(answered: &Url, page: &Page) -> bool {
    answered.path().contains("/suspendedpage.cgi")
        || page.is_bare() && (page.says(&SUSPENDED) || page.has(&["/cgi-sys/suspendedpage.cgi"]))
}

/// Returns whether the site says that it is closed for work.
pub(super) fn is_closed_for_work(page: &Page) -> bool {
    let titled =
        page.title == "maintenance" || CLOSED.iter().any(|words| page.title.contains(words));
    page.is_bare() && titled || page.is_a_notice() && page.says(&CLOSED)
}

/// Returns whether a page only says that its site is sorry, as sites do while they are closed.
pub(super) fn apologises(page: &Page) -> bool {
    page.is_a_notice() && page.says(&["we're sorry", "we are sorry", "sommes desoles"])
}

/// Returns whether a page is the one that software shows when it fails, whatever its status says.
pub(super) fn has_failed(page: &Page) -> bool {
    const FAILED: [&str; 8] = [
        "we're sorry, but something went wrong",
        "an error occurred: internal server error",
        "error establishing a database connection",
        "erreur lors de la connexion a la base de donnees",
        "il y a eu une erreur critique sur ce site",
        "there has been a critical error on this website",
        "502 bad gateway",
        "504 gateway time-out",
    ];
    page.is_bare() && page.says(&FAILED)
}
