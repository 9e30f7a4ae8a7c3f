//! Made-up consultations in any number, the same at each run: what the measurements are taken on.

#![expect(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "small made-up numbers, and one long list of fields"
)]

use chrono::{DateTime, Days, Utc};
use passerelle::model::{
    Consultation, ConsultationId, Counts, History, Language, LocalizedText, Meeting,
    MeetingHistory, MeetingId, MeetingTime, Modality, Moment, Origin, Period, Phase, Place, Point,
    SpaceKind, Stored, Territory, TerritoryHow,
};

/// The moment of every measurement.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-20T12:00:00Z".parse().expect("a moment")
}

const SUBJECTS: [&str; 12] = [
    "Budget participatif",
    "Révision du plan local d’urbanisme",
    "Réaménagement de la place du marché",
    "Plan vélo et mobilités douces",
    "Cours d’école végétalisées",
    "Renaturation des berges de la Meurthe",
    "Assises de l’alimentation",
    "Concertation sur la zone d’aménagement",
    "Conseil de quartier",
    "Projet éducatif de territoire",
    "Schéma directeur de l’énergie",
    "Questionnaire sur la lecture publique",
];

const WORDS: [&str; 24] = [
    "habitants",
    "quartier",
    "espaces verts",
    "circulation",
    "propositions",
    "ateliers",
    "réunion publique",
    "diagnostic",
    "projet",
    "commune",
    "métropole",
    "écoles",
    "transports",
    "stationnement",
    "budget",
    "calendrier",
    "restitution",
    "enquête",
    "participation",
    "avis",
    "associations",
    "commerçants",
    "patrimoine",
    "énergie",
];

/// Communes of the Grand Nancy, for a territory that spreads as real ones do.
const COMMUNES: [(&str, &str); 5] = [
    ("54395", "Nancy"),
    ("54547", "Vandœuvre-lès-Nancy"),
    ("54498", "Seichamps"),
    ("54184", "Essey-lès-Nancy"),
    ("54304", "Laxou"),
];

/// `count` consultations, each with its history, in the order of the change log.
pub(crate) fn stored(count: usize) -> Vec<Stored> {
    (0..count)
        .map(|number| Stored {
            consultation: consultation(number),
            history: history(number),
        })
        .collect()
}

fn history(number: usize) -> History {
    let seen = now() - Days::new(number as u64 % 700);
    History {
        first_seen: seen,
        updated: seen,
        revision: 1,
        change: number as u64 + 1,
    }
}

fn french(text: impl Into<String>) -> LocalizedText {
    LocalizedText::of(Language::french(), text)
}

fn paragraph(number: usize) -> String {
    (0..90)
        .map(|word| WORDS[(number * 7 + word * word + word) % WORDS.len()])
        .collect::<Vec<_>>()
        .join(" ")
}

fn consultation(number: usize) -> Consultation {
    let origin = Origin::new("participez.example.fr");
    let subject = SUBJECTS[number % SUBJECTS.len()];
    let (code, commune) = COMMUNES[number % COMMUNES.len()];
    let day = |shift: i64| {
        Some(Moment::Day(
            (now() + chrono::Duration::days(shift)).date_naive(),
        ))
    };
    let opens = (number as i64 * 37) % 600 - 400;
    let native_id = number.to_string();
    Consultation {
        id: ConsultationId::new(&origin, SpaceKind::Process, &native_id),
        source: ["nancy", "metropole", "vandoeuvre"][number % 3]
            .parse()
            .expect("an id"),
        url: format!("https://participez.example.fr/processes/p{number}")
            .parse()
            .expect("an address"),
        kind: SpaceKind::Process,
        title: french(format!("{subject} de {commune} n° {number}")),
        summary: french(format!(
            "{subject} : {}",
            paragraph(number).chars().take(200).collect::<String>()
        )),
        description_html: french(format!(
            "<p>{}</p><p>{}</p>",
            paragraph(number),
            paragraph(number + 1)
        )),
        period: Period {
            opens: day(opens),
            closes: day(opens + 60),
        },
        phases: vec![
            Phase {
                title: french("Diagnostic"),
                period: Period {
                    opens: day(opens),
                    closes: day(opens + 30),
                },
                ..Phase::default()
            },
            Phase {
                title: french("Propositions"),
                period: Period {
                    opens: day(opens + 31),
                    closes: day(opens + 60),
                },
                ..Phase::default()
            },
        ],
        timezone: chrono_tz::Europe::Paris,
        declared_state: None,
        level: None,
        modalities: vec![Modality::ALL[number % Modality::ALL.len()]],
        themes: vec![french(WORDS[number % WORDS.len()])],
        territory: Some(Territory {
            code: code.parse().expect("a code"),
            name: commune.to_owned(),
            how: TerritoryHow::Rule,
        }),
        organiser: Some(commune.to_owned()),
        image: None,
        location: Point::new(
            48.6 + (number % 100) as f64 / 1000.0,
            6.1 + (number % 97) as f64 / 1000.0,
        ),
        meetings: vec![meeting(number, &origin, opens + 20)],
        counts: Counts {
            contributions: Some(number as u64 % 900),
            participants: None,
            votes: None,
        },
        results: None,
        promoted: number.is_multiple_of(50),
        access: passerelle::model::Access::default(),
        published_at: Some(now() - Days::new(number as u64 % 700)),
        provenance: None,
        via: Vec::new(),
        also_at: Vec::new(),
        links: Vec::new(),
        licence: None,
        origin,
        native_id,
    }
}

fn meeting(number: usize, origin: &Origin, shift: i64) -> Meeting {
    let starts = now() + chrono::Duration::days(shift);
    Meeting {
        id: MeetingId::new(origin, &number.to_string()),
        url: format!("https://participez.example.fr/processes/p{number}/f/1/meetings/{number}")
            .parse()
            .expect("an address"),
        title: french("Réunion publique"),
        description_html: french("<p>Venez en parler.</p>"),
        time: MeetingTime::instants(
            starts.fixed_offset(),
            Some((starts + chrono::Duration::hours(2)).fixed_offset()),
        ),
        place: Place {
            name: french("Salle des fêtes"),
            ..Place::default()
        },
        cancelled: false,
        announced: true,
        history: MeetingHistory::new(now()),
    }
}
