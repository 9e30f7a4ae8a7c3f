//! The record of a series of a calendar, with its occurrences as meetings.

use chrono::{DateTime, FixedOffset, Utc};
use url::Url;

use super::event::Event;
use super::series::{Occurrence, Series};
use passerelle_model::{
    Affiliation, AffiliationKind, EntryView, Language, LocalizedText, MeetingRecord, MeetingTime,
    Modality, Point, Record, Source, SpaceKind,
};

/// The most links that are read out of a description.
const MOST_LINKS: usize = 20;

/// The length of the beginning of a description that is searched for links, in bytes.
const SEARCHED: usize = 64 * 1024;

/// Makes a record of kind `event`. It has no dates of its own: its meetings have them.
pub(super) fn record(
    series: &Series,
    occurrences: &[Occurrence],
    identity: &str,
    source: &Source,
) -> Record {
    let main = &series.main;
    let language = language_of(main, source);
    let text = |text: &str| LocalizedText::of(language.clone(), text);
    let joined = joined_consultations(main, source);
    let own_page = page(main);
    let url = own_page
        .clone()
        .or_else(|| joined.first().cloned())
        .unwrap_or_else(|| source.url.clone());
    let meetings = occurrences
        .iter()
        .map(|occurrence| meeting(series, occurrence, identity, &url, source))
        .collect();
    let mut links = joined;
    links.extend(own_page);
    links.extend(links_in(&main.description));
    let mut unique: Vec<Url> = Vec::new();
    for link in links {
        if !unique.contains(&link) {
            unique.push(link);
        }
    }
    Record {
        links: unique,
        title: text(&main.title),
        description: text(&as_html(&main.description)),
        modalities: vec![Modality::Meeting],
        affiliations: affiliations(main, &language),
        location: main
            .point
            .and_then(|(latitude, longitude)| Point::new(latitude, longitude)),
        meetings,
        ..Record::new(SpaceKind::Event, identity.to_owned(), url)
    }
}

fn meeting(
    series: &Series,
    occurrence: &Occurrence,
    identity: &str,
    page_of_series: &Url,
    source: &Source,
) -> MeetingRecord {
    let event = series.event_of(occurrence);
    let language = language_of(event, source);
    let text = |own: &str, of_series: &str| {
        // An override may leave out the texts that it does not change.
        LocalizedText::of(
            language.clone(),
            if own.trim().is_empty() {
                of_series
            } else {
                own
            },
        )
    };
    let place = text(&event.location, &series.main.location);
    let online = place.iter().any(|(_, place)| is_address(&place.text));
    let native_id = if occurrence.key.is_empty() {
        identity.to_owned()
    } else {
        format!("{identity}/{}", occurrence.key)
    };
    MeetingRecord {
        native_id,
        relayed_id: None,
        url: page(event).unwrap_or_else(|| page_of_series.clone()),
        title: text(&event.title, &series.main.title),
        description: text(
            &as_html(&event.description),
            &as_html(&series.main.description),
        ),
        time: time(occurrence, source),
        // The address of a video conference is not published: it is meant for those who were invited.
        place: if online {
            LocalizedText::default()
        } else {
            place
        },
        address: None,
        point: event
            .point
            .or(series.main.point)
            .and_then(|(latitude, longitude)| Point::new(latitude, longitude)),
        online,
        cancelled: event.cancelled || series.main.cancelled,
        announced: true,
    }
}

/// Returns the time of an occurrence: whole days where its start is a date, else instants as the clocks of the source show them.
fn time(occurrence: &Occurrence, source: &Source) -> MeetingTime {
    match occurrence.days {
        Some((first, last)) => MeetingTime::days(first, last),
        None => MeetingTime::instants(
            in_zone(occurrence.start, source),
            occurrence.end.map(|end| in_zone(end, source)),
        ),
    }
}

/// Returns an instant as the clocks of the source show it.
fn in_zone(instant: DateTime<Utc>, source: &Source) -> DateTime<FixedOffset> {
    instant.with_timezone(&source.timezone).fixed_offset()
}

fn language_of(event: &Event, source: &Source) -> Language {
    let declared = event.language.as_deref().and_then(|tag| tag.parse().ok());
    declared
        .or_else(|| source.languages.first().cloned())
        .unwrap_or_else(Language::french)
}

/// Returns the page of an event.
pub(super) fn page(event: &Event) -> Option<Url> {
    web_address(event.url.as_deref()?.trim())
}

fn web_address(text: &str) -> Option<Url> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_address(text: &str) -> bool {
    text.split_whitespace()
        .next()
        .is_some_and(|word| web_address(word).is_some())
}

/// Returns whether the operator wants the event relayed.
pub(super) fn is_wanted(event: &Event, source: &Source) -> bool {
    source.relays(&view(event, page(event).as_ref()))
}

/// Returns the pages of the consultations to which the event belongs by the operator's rules.
fn joined_consultations(event: &Event, source: &Source) -> Vec<Url> {
    let page = page(event);
    let view = view(event, page.as_ref());
    source
        .join
        .iter()
        .filter(|join| join.rule.matches(&view))
        .map(|join| join.consultation.clone())
        .collect()
}

/// Returns the parts of an event that the operator's rules can match.
fn view<'a>(event: &'a Event, page: Option<&'a Url>) -> EntryView<'a> {
    EntryView {
        title: event.title.trim(),
        categories: &event.categories,
        page,
    }
}

fn affiliations(event: &Event, language: &Language) -> Vec<Affiliation> {
    let named = |kind, name: &str| Affiliation {
        kind,
        native_id: None,
        names: LocalizedText::of(language.clone(), name),
        ancestors: Vec::new(),
    };
    let categories = event
        .categories
        .iter()
        .map(|category| named(AffiliationKind::Taxonomy, category));
    let place = Some(event.location.trim()).filter(|place| !place.is_empty() && !is_address(place));
    categories
        .chain(place.map(|place| named(AffiliationKind::PlaceName, place)))
        .collect()
}

/// Finds the web addresses in a text, plain or with markup.
fn links_in(text: &str) -> Vec<Url> {
    let text = beginning(text, SEARCHED);
    let mut links = Vec::new();
    for (at, _) in text.match_indices("http") {
        let rest = text.get(at..).unwrap_or_default();
        if !rest.starts_with("http://") && !rest.starts_with("https://") {
            continue;
        }
        let end = rest.find(|letter: char| {
            letter.is_whitespace() || matches!(letter, '"' | '\'' | '<' | '>' | '«' | '»' | '’')
        });
        let written = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let written = written.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '…']);
        links.extend(web_address(&written.replace("&amp;", "&")));
        if links.len() >= MOST_LINKS {
            break;
        }
    }
    links
}

fn beginning(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Returns a description as HTML. It should be plain text, but many programs write HTML there, which is left as it is.
fn as_html(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if ["</", "<br", "<p>", "/>"]
        .iter()
        .any(|sign| lower.contains(sign))
    {
        return text.to_owned();
    }
    let mut html = String::with_capacity(text.len() + 16);
    for paragraph in text
        .replace("\r\n", "\n")
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
    {
        html.push_str("<p>");
        for letter in paragraph.chars() {
            match letter {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '\n' => html.push_str("<br>"),
                letter => html.push(letter),
            }
        }
        html.push_str("</p>");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_become_paragraphs_and_markup_stays() {
        assert_eq!(
            as_html("À 18 h <salle>\nEntrée & accueil\n\nVenez"),
            "<p>À 18 h &lt;salle&gt;<br>Entrée &amp; accueil</p><p>Venez</p>"
        );
        assert_eq!(as_html("<p>Déjà</p>"), "<p>Déjà</p>");
        assert_eq!(as_html(" \n "), "");
    }

    #[test]
    fn links_are_found_in_plain_text_and_in_markup() {
        let text = "Voir https://a.fr/plu. (http://b.fr/x?a=1&amp;b=2) <a href=\"https://c.fr/é\">ici</a> httpx://d.fr https:// mailto:e@f.fr";
        let found: Vec<String> = links_in(text).into_iter().map(String::from).collect();
        assert_eq!(
            found,
            [
                "https://a.fr/plu",
                "http://b.fr/x?a=1&b=2",
                "https://c.fr/%C3%A9"
            ]
        );
        assert_eq!(links_in(&"https://a.fr/ ".repeat(100)).len(), MOST_LINKS);
    }
}
