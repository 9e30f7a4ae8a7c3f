//! What people read about a consultation in one line: until when, where, how. Every feed and page says it in the same words.

use crate::index::Entry;
use crate::model::{Consultation, Status};

use super::dates::{last_day, long_day};

/// « Jusqu’au 12 novembre 2026 »: where it stands in time.
pub(super) fn timing(entry: &Entry, french: bool) -> String {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let opens = entry
        .opens()
        .map(|moment| long_day(moment.day(zone), french));
    let closes = entry
        .closes()
        .map(|moment| long_day(last_day(moment, zone), french));
    let pick = |in_french: String, in_english: String| if french { in_french } else { in_english };
    match (entry.status, opens, closes) {
        (Status::Open, _, Some(day)) => pick(format!("Jusqu’au {day}"), format!("Until {day}")),
        (Status::Open, _, None) => pick(
            "Ouverte, sans date de fin annoncée".to_owned(),
            "Open, no closing date announced".to_owned(),
        ),
        (Status::Upcoming, Some(from), Some(to)) => {
            pick(format!("Du {from} au {to}"), format!("From {from} to {to}"))
        }
        (Status::Upcoming, Some(from), None) => {
            pick(format!("À partir du {from}"), format!("From {from}"))
        }
        (Status::Paused, _, Some(day)) => pick(
            format!("Entre deux étapes, jusqu’au {day}"),
            format!("Between two phases, until {day}"),
        ),
        (Status::Paused, _, None) => pick(
            "Entre deux étapes".to_owned(),
            "Between two phases".to_owned(),
        ),
        (Status::Closed, _, Some(day)) => {
            pick(format!("Terminée le {day}"), format!("Closed on {day}"))
        }
        (Status::Results, ..) => published_results(consultation, french),
        (Status::Unknown, ..) => pick(
            "Dates non précisées".to_owned(),
            "No dates given".to_owned(),
        ),
        (status @ (Status::Upcoming | Status::Closed), ..) => {
            status.label(if french { "fr" } else { "en" }).to_owned()
        }
    }
}

fn published_results(consultation: &Consultation, french: bool) -> String {
    let label = Status::Results.label(if french { "fr" } else { "en" });
    consultation
        .results
        .as_ref()
        .and_then(|results| results.published_on)
        .map_or_else(
            || label.to_owned(),
            |day| {
                let on = if french { "le" } else { "on" };
                format!("{label} {on} {}", long_day(day, french))
            },
        )
}

/// « Jusqu’au 12 novembre 2026 · Vandœuvre-lès-Nancy · Budget participatif »: everything a person needs to decide whether to read on.
pub(super) fn in_one_line(entry: &Entry, french: bool) -> String {
    let consultation = &entry.stored.consultation;
    let language = if french { "fr" } else { "en" };
    let place = consultation
        .territory
        .as_ref()
        .map(|territory| territory.name.clone());
    let how = consultation
        .modalities
        .iter()
        .map(|modality| modality.label(language))
        .collect::<Vec<_>>()
        .join(", ");
    [
        Some(timing(entry, french)),
        place,
        Some(how),
        consultation
            .level
            .map(|level| level.label(language).to_owned()),
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" · ")
}

/// `text` without the characters that XML 1.0 cannot hold, not even escaped (control characters, U+FFFE, U+FFFF).
pub(super) fn xml_text(text: &str) -> String {
    text.chars()
        .filter(|c| {
            matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        })
        .collect()
}

/// `text` as HTML text or attribute value.
pub(super) fn html_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::tests::{day, entry};

    #[test]
    fn each_status_says_what_matters_in_it() {
        let period = |opens, closes| (day(opens), day(closes));
        let table = [
            (
                period("2026-11-01", "2026-12-12"),
                "Jusqu’au 12 décembre 2026",
            ),
            (
                period("2026-11-01", ""),
                "Ouverte, sans date de fin annoncée",
            ),
            (
                period("2026-12-01", "2027-01-15"),
                "Du 1er décembre 2026 au 15 janvier 2027",
            ),
            (period("2026-12-01", ""), "À partir du 1er décembre 2026"),
            (
                period("2026-06-01", "2026-10-31"),
                "Terminée le 31 octobre 2026",
            ),
            (period("", ""), "Dates non précisées"),
        ];
        for ((opens, closes), expected) in table {
            let entry = entry(|consultation| {
                consultation.period.opens = opens;
                consultation.period.closes = closes;
            });
            assert_eq!(timing(&entry, true).replace('\u{a0}', " "), expected);
            assert!(!timing(&entry, false).is_empty());
        }
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_left_out() {
        assert_eq!(xml_text("a\u{0}b\u{8}\u{b}c\u{fffe}\t\n🌳"), "abc\t\n🌳");
        assert_eq!(
            html_text("<a href='\"'>&"),
            "&lt;a href=&#39;&quot;&#39;&gt;&amp;"
        );
    }
}
