//! `OpenAgenda`: the calendar of an agenda, which anybody may read without a key, from the page of that agenda or one that shows it.

use url::Url;

use super::Found;
use crate::calendar;

/// The site of all agendas.
const HOST: &str = "openagenda.com";
/// The names that its pages give their site.
const SITE: [&str; 2] = [
    "property=\"og:site_name\" content=\"openagenda\"",
    "name=\"application-name\" content=\"openagenda\"",
];
/// Before the number of an agenda, in its addresses.
const AGENDAS: &str = "/agendas/";
/// The calendar of an agenda, below the agenda itself.
const CALENDAR: &str = "events.v2.ics";
/// Languages of its pages, which stand before the name of an agenda.
const LANGUAGES: [&str; 8] = ["br", "de", "en", "es", "fr", "io", "it", "oc"];
/// First segments that name no agenda.
const OF_THE_SITE: [&str; 12] = [
    "about", "account", "agendas", "api", "contact", "embed", "events", "help", "home", "js",
    "search", "signin",
];

/// Returns whether a page is one of `OpenAgenda`'s own.
fn is_its_own(url: &Url, text: &str) -> bool {
    let host = url.host_str().unwrap_or_default();
    host == HOST
        || host.ends_with(".openagenda.com")
        || SITE.iter().any(|mark| text.to_lowercase().contains(mark))
}

/// The calendar of the agenda that a page is of, or shows: by its number where the page tells it, which lasts, else by its name.
pub(super) fn calendars(url: &Url, text: &str) -> Option<Found> {
    let is_its_own = is_its_own(url, text);
    let numbered = number_in(url.path())
        .filter(|_| is_its_own)
        .or_else(|| number_told(text, is_its_own));
    let path = match numbered {
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

/// The number of the agenda that a page tells: in an address of the site, or in what its own scripts read.
fn number_told(text: &str, is_its_own: bool) -> Option<&str> {
    let whole = format!("{HOST}{AGENDAS}");
    let addressed = text.split(whole.as_str()).skip(1).find_map(number_at);
    addressed.or_else(|| {
        let own = text.split(AGENDAS).skip(1).find_map(number_at);
        let read = || {
            let keys = ["\"agendaUid\":", "\"agenda_uid\":", "data-agenda-uid="];
            keys.iter().find_map(|key| {
                let (_, behind) = text.split_once(key)?;
                number_at(behind.trim_start_matches(['"', '\'', ' ']))
            })
        };
        own.or_else(read).filter(|_| is_its_own)
    })
}

fn number_in(path: &str) -> Option<&str> {
    path.split(AGENDAS).nth(1).and_then(number_at)
}

/// The number that a text begins with, if it may be that of an agenda.
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
        && !OF_THE_SITE.contains(&name)
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(address: &str, text: &str) -> Option<String> {
        let found = calendars(&address.parse().unwrap(), text)?;
        Some(found.url.to_string())
    }

    #[test]
    fn the_calendar_of_an_agenda_is_known_from_any_of_its_pages() {
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
    fn a_page_that_shows_an_agenda_leads_to_its_calendar_and_no_other_does() {
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
