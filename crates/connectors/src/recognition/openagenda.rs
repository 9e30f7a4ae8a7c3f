//! `OpenAgenda`: finds the calendar of an agenda, which can be read without a key, from a page of that agenda or from a page that embeds it.

use url::Url;

use super::Found;
use crate::calendar;

/// The site of all agendas.
const HOST: &str = "openagenda.com";
/// The markup by which pages name `OpenAgenda` as their site.
const SITE_NAMES: [&str; 2] = [
    "property=\"og:site_name\" content=\"openagenda\"",
    "name=\"application-name\" content=\"openagenda\"",
];
/// The path before the number of an agenda, in its addresses.
const AGENDAS: &str = "/agendas/";
/// The path of the calendar, below that of its agenda.
const CALENDAR: &str = "events.v2.ics";
/// The languages of its pages, which stand in the path before the name of an agenda.
const LANGUAGES: [&str; 8] = ["br", "de", "en", "es", "fr", "io", "it", "oc"];
/// The first segments of paths that are no names of agendas.
const OTHER_PAGES: [&str; 12] = [
    "about", "account", "agendas", "api", "contact", "embed", "events", "help", "home", "js",
    "search", "signin",
];

/// Returns whether a page is one of `OpenAgenda`'s own.
fn is_its_own(url: &Url, text: &str) -> bool {
    let host = url.host_str().unwrap_or_default();
    host == HOST
        || host.ends_with(".openagenda.com")
        || SITE_NAMES
            .iter()
            .any(|mark| text.to_lowercase().contains(mark))
}

/// Finds the calendar of the agenda that a page belongs to or embeds: by the number of the agenda, which never changes, else by its name.
pub(super) fn calendar_of(url: &Url, text: &str) -> Option<Found> {
    let is_its_own = is_its_own(url, text);
    let number = number_in(url.path())
        .filter(|_| is_its_own)
        .or_else(|| number_in_page(text, is_its_own));
    let path = match number {
        Some(number) => format!("{AGENDAS}{number}/{CALENDAR}"),
        None if is_its_own => format!("/{}/{CALENDAR}", name_in(url)?),
        None => return None,
    };
    let site = if is_its_own {
        url.clone()
    } else {
        Url::parse(&format!("https://{HOST}")).ok()?
    };
    let mut address = site.join(&path).ok()?;
    address.set_query(None);
    address.set_fragment(None);
    Some(calendar::found(address, None, None))
}

/// The number of the agenda in the text of a page: in a link to `OpenAgenda`, or, in a page of its own, in relative links and in the data of its scripts.
fn number_in_page(text: &str, is_its_own: bool) -> Option<&str> {
    let whole = format!("{HOST}{AGENDAS}");
    let linked = text.split(whole.as_str()).skip(1).find_map(number_at);
    linked.or_else(|| {
        let relative = text.split(AGENDAS).skip(1).find_map(number_at);
        let in_scripts = || {
            let keys = ["\"agendaUid\":", "\"agenda_uid\":", "data-agenda-uid="];
            keys.iter().find_map(|key| {
                let (_, behind) = text.split_once(key)?;
                number_at(behind.trim_start_matches(['"', '\'', ' ']))
            })
        };
        relative.or_else(in_scripts).filter(|_| is_its_own)
    })
}

fn number_in(path: &str) -> Option<&str> {
    path.split(AGENDAS).nth(1).and_then(number_at)
}

/// The number that a text begins with, if it has as many digits as that of an agenda.
fn number_at(text: &str) -> Option<&str> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    text.get(..end)
        .filter(|number| (3..=12).contains(&number.len()))
}

/// The name of the agenda in the address of one of its pages.
fn name_in(url: &Url) -> Option<&str> {
    let mut segments = url.path_segments()?;
    let first = segments.next()?;
    let name = if LANGUAGES.contains(&first) {
        segments.next()?
    } else {
        first
    };
    let is_name = !name.is_empty()
        && !OTHER_PAGES.contains(&name)
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(address: &str, text: &str) -> Option<String> {
        let found = calendar_of(&address.parse().unwrap(), text)?;
        Some(found.url.to_string())
    }

    #[test]
    fn the_calendar_of_an_agenda_is_found_from_any_of_its_pages() {
        for (address, text, expected) in [
            (
                "https://openagenda.com/fr/agenda-participation",
                "",
                "https://openagenda.com/agenda-participation/events.v2.ics",
            ),
            (
                "https://openagenda.com/agenda-participation/events/balades_35008205?lang=fr",
                "",
                "https://openagenda.com/agenda-participation/events.v2.ics",
            ),
            (
                "https://openagenda.com/agendas/59009329",
                "",
                "https://openagenda.com/agendas/59009329/events.v2.ics",
            ),
            (
                "https://openagenda.com/agenda-participation",
                "<a href='/agendas/59009329/contact'>",
                "https://openagenda.com/agendas/59009329/events.v2.ics",
            ),
            (
                "https://openagenda.com/agenda-participation",
                "{\"agendaUid\": 59009329}",
                "https://openagenda.com/agendas/59009329/events.v2.ics",
            ),
        ] {
            assert_eq!(calendar(address, text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_page_that_embeds_an_agenda_leads_to_its_calendar_and_no_other_does() {
        let shows = "<iframe src=\"https://openagenda.com/agendas/59009329/embeds/1/events\">";
        assert_eq!(
            calendar("https://www.ville.example.fr/agenda", shows).as_deref(),
            Some("https://openagenda.com/agendas/59009329/events.v2.ics")
        );
        for (address, text) in [
            ("https://www.ville.example.fr/agenda", "/agendas/59009329"),
            ("https://openagenda.com/", ""),
            ("https://openagenda.com/fr/search?q=nancy", ""),
            ("https://notopenagenda.com/agenda", ""),
        ] {
            assert_eq!(calendar(address, text), None, "{address}");
        }
    }
}
