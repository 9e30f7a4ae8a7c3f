//! The words of the charts, in French and English. It knows no picture.

use chrono::{Datelike as _, NaiveDate};

use super::Topic;
use crate::publish::dates::month_name;
use crate::publish::json::{FacetBody, StatsBody};

/// The words of one chart.
pub(super) struct Words {
    pub(super) title: String,
    pub(super) sentence: String,
    /// What a row is.
    pub(super) row: String,
    /// What its figure is.
    pub(super) count: String,
}

/// The words of the chart about `topic`.
pub(super) fn of(topic: Topic, stats: &StatsBody, french: bool) -> Words {
    let (title, row) = match (topic, french) {
        (Topic::Status, true) => ("Où elles en sont", "État"),
        (Topic::Status, false) => ("Where they stand", "Status"),
        (Topic::Territory, true) => ("Par territoire", "Territoire"),
        (Topic::Territory, false) => ("By territory", "Territory"),
        (Topic::Level, true) => ("Par niveau de participation", "Niveau"),
        (Topic::Level, false) => ("By level of participation", "Level"),
        (Topic::Modality, true) => ("Comment on participe", "Modalité"),
        (Topic::Modality, false) => ("How people take part", "Modality"),
        (Topic::Months, true) => ("Ouvertures et clôtures, mois par mois", "Mois"),
        (Topic::Months, false) => ("Openings and closings, month by month", "Month"),
        (Topic::Durations, true) => ("Combien de temps elles restent ouvertes", "Durée"),
        (Topic::Durations, false) => ("How long they stay open", "Duration"),
        (Topic::Results, true) => ("Ce qu’il en est sorti", "Suite donnée"),
        (Topic::Results, false) => ("What came of them", "Outcome"),
    };
    Words {
        title: title.to_owned(),
        sentence: sentence(topic, stats, french),
        row: row.to_owned(),
        count: if french {
            "Démarches"
        } else {
            "Consultations"
        }
        .to_owned(),
    }
}

fn sentence(topic: Topic, stats: &StatsBody, french: bool) -> String {
    match topic {
        Topic::Status => of_status(stats, french),
        Topic::Territory => of_most(
            &stats.territory,
            french,
            (
                "Chaque territoire compte aussi ce qui se passe dans ceux qu’il contient.",
                "Each territory also counts what happens in those it contains.",
            ),
        ),
        Topic::Modality => of_most(
            &stats.modality,
            french,
            (
                "Une démarche compte pour chacune de ses modalités.",
                "A consultation counts for each of its modalities.",
            ),
        ),
        Topic::Level => of_levels(stats, french),
        Topic::Months => of_months(stats, french),
        Topic::Durations => of_durations(stats, french),
        Topic::Results => of_results(stats, french),
    }
}

fn of_status(stats: &StatsBody, french: bool) -> String {
    let open = stats
        .status
        .iter()
        .find(|value| value.value == "open")
        .map_or(0, |value| value.count);
    match (stats.consultations, french) {
        (0, true) => "Aucune démarche.".to_owned(),
        (0, false) => "No consultation.".to_owned(),
        (all, true) => format!(
            "{}, dont {} en ce moment.",
            plural(all, french, "démarche", "démarches"),
            plural(open, french, "ouverte", "ouvertes")
        ),
        (all, false) => format!(
            "{}, {open} of them open now.",
            plural(all, french, "consultation", "consultations")
        ),
    }
}

fn of_most(facet: &[FacetBody], french: bool, how: (&str, &str)) -> String {
    let most = facet
        .iter()
        .max_by_key(|value| value.count)
        .filter(|value| value.count > 0);
    let how = if french { how.0 } else { how.1 };
    most.map_or_else(
        || how.to_owned(),
        |most| {
            if french {
                format!(
                    "Le plus souvent\u{a0}: {} ({}). {how}",
                    most.label, most.count
                )
            } else {
                format!("Most often: {} ({}). {how}", most.label, most.count)
            }
        },
    )
}

fn of_levels(stats: &StatsBody, french: bool) -> String {
    let declared: usize = stats.level.iter().map(|value| value.count).sum();
    let without = stats.consultations.saturating_sub(declared);
    let none = match (without, french) {
        (0, true) => "toutes en déclarent un".to_owned(),
        (0, false) => "all declare one".to_owned(),
        (1, true) => "1\u{a0}démarche n’en déclare aucun".to_owned(),
        (1, false) => "1\u{a0}consultation declares none".to_owned(),
        (without, true) => format!("{without}\u{a0}démarches n’en déclarent aucun"),
        (without, false) => format!("{without}\u{a0}consultations declare none"),
    };
    if french {
        format!("Le niveau est celui que la collectivité déclare\u{a0}; {none}.")
    } else {
        format!("The level is the one that the collectivity declares; {none}.")
    }
}

fn of_months(stats: &StatsBody, french: bool) -> String {
    let opened: usize = stats.months.iter().map(|month| month.opened).sum();
    let closed: usize = stats.months.iter().map(|month| month.closed).sum();
    if french {
        format!(
            "En deux ans, {} et {}.",
            plural(opened, french, "ouverture", "ouvertures"),
            plural(closed, french, "clôture", "clôtures")
        )
    } else {
        format!(
            "{} and {} in two years.",
            plural(opened, french, "opening", "openings"),
            plural(closed, french, "closing", "closings")
        )
    }
}

fn of_durations(stats: &StatsBody, french: bool) -> String {
    let durations = &stats.durations;
    match (durations.median_days, french) {
        (None, true) => {
            "Aucune démarche n’annonce à la fois son ouverture et sa clôture.".to_owned()
        }
        (None, false) => "No consultation announces both its opening and its closing.".to_owned(),
        (Some(median), true) => format!(
            "La moitié durent {} au plus, sur {} dont on connaît l’ouverture et la clôture.",
            plural(median as usize, french, "jour", "jours"),
            durations.known
        ),
        (Some(median), false) => format!(
            "Half of them last {} at most, of {} whose opening and closing are known.",
            plural(median as usize, french, "day", "days"),
            durations.known
        ),
    }
}

fn of_results(stats: &StatsBody, french: bool) -> String {
    let (over, published) = (stats.results.over, stats.results.published);
    if over == 0 {
        return if french {
            "Aucune démarche n’est terminée."
        } else {
            "No consultation is over."
        }
        .to_owned();
    }
    let percent = (published * 100 + over / 2) / over;
    if french {
        format!(
            "{percent}\u{a0}% des démarches terminées ont publié leurs résultats ({published} sur {over})."
        )
    } else {
        format!(
            "{percent}% of the consultations that are over published their results ({published} of {over})."
        )
    }
}

pub(super) const fn opened(french: bool) -> &'static str {
    if french { "Ouvertes" } else { "Opened" }
}

pub(super) const fn closed(french: bool) -> &'static str {
    if french { "Closes" } else { "Closed" }
}

pub(super) const fn with_results(french: bool) -> &'static str {
    if french {
        "Résultats publiés"
    } else {
        "Results published"
    }
}

pub(super) const fn without_results(french: bool) -> &'static str {
    if french {
        "Sans résultats publiés"
    } else {
        "No results published"
    }
}

/// « mars 2026 », of `2026-03`.
pub(super) fn month(month: &str, french: bool) -> String {
    let first_day: Option<NaiveDate> = format!("{month}-01").parse().ok();
    first_day.map_or_else(
        || month.to_owned(),
        |day| format!("{}\u{a0}{}", month_name(day, french), day.year()),
    )
}

/// « 16 à 30 jours ».
pub(super) fn days(from: u32, to: Option<u32>, french: bool) -> String {
    match (from, to, french) {
        (1, Some(to), true) => format!("{to}\u{a0}jours au plus"),
        (1, Some(to), false) => format!("{to}\u{a0}days at most"),
        (from, Some(to), true) => format!("{from} à {to}\u{a0}jours"),
        (from, Some(to), false) => format!("{from} to {to}\u{a0}days"),
        (from, None, true) => format!("{from}\u{a0}jours et plus"),
        (from, None, false) => format!("{from}\u{a0}days and more"),
    }
}

/// A count with its noun. French counts none in the singular, English in the plural.
fn plural(count: usize, french: bool, one: &str, many: &str) -> String {
    let is_one = count == 1 || (count == 0 && french);
    format!("{count}\u{a0}{}", if is_one { one } else { many })
}
