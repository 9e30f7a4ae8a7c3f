//! The content of the tests: a few consultations of two sources, among them hostile, relayed, bilingual and withdrawn ones.

use std::time::Duration;

use chrono::{DateTime, Utc};
use passerelle::index::{Delta, Gone};
use passerelle::model::{
    AlsoAt, Consultation, ConsultationId, Counts, Document, Health, Held, History, Image, Language,
    Level, LocalizedText, Meeting, MeetingHistory, MeetingId, MeetingTime, Modality, Moment,
    Origin, Period, Phase, Place, Platform, Point, Provenance, Reason, Results, Source, SourceId,
    SourceState, SpaceKind, Stored, Territory, TerritoryHow, Via, samples,
};

/// A title that breaks what escapes too little or too much.
pub(crate) const HOSTILE: &str = "Parcs & jardins <suite> ]]> « été » 🌳\u{0}\u{8}";
/// The same without what XML cannot hold.
pub(crate) const HOSTILE_IN_XML: &str = "Parcs & jardins <suite> ]]> « été » 🌳";
/// The same as pages say it, whose quotation marks stay with their words.
pub(crate) const HOSTILE_IN_PAGES: &str = "Parcs & jardins <suite> ]]> «\u{a0}été\u{a0}» 🌳";

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub(crate) fn id(native: &str) -> ConsultationId {
    ConsultationId::new(&origin(), SpaceKind::Process, native)
}

fn origin() -> Origin {
    Origin::new("participez.example.fr")
}

fn fr(text: &str) -> LocalizedText {
    LocalizedText::of(Language::french(), text)
}

fn day(text: &str) -> Moment {
    Moment::Day(text.parse().unwrap())
}

fn period(opens: &str, closes: &str) -> Period {
    Period {
        opens: Some(day(opens)),
        closes: Some(day(closes)),
    }
}

fn territory(code: &str, name: &str) -> Territory {
    Territory {
        code: code.parse().unwrap(),
        name: name.to_owned(),
        how: TerritoryHow::Declared,
    }
}

pub(crate) fn source_id() -> SourceId {
    "nancy".parse().unwrap()
}

pub(crate) fn sources() -> Vec<Source> {
    let source = |id: &str, name: &str, url: &str, platform| Source {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        platform,
        url: url.parse().unwrap(),
        origin: Origin::of_url(&url.parse().unwrap()).unwrap(),
        naming: passerelle::model::Naming::default(),
        territory: Some("245400676".parse().unwrap()),
        every: Duration::from_hours(1),
        languages: Vec::new(),
        timezone: chrono_tz::Europe::Paris,
        level: None,
        modalities: Vec::new(),
        licence: None,
        kinds: vec![SpaceKind::Process],
        attach: Vec::new(),
        dataset: None,
        columns: passerelle::model::ListColumns::default(),
        include: Vec::new(),
        exclude: Vec::new(),
        join: Vec::new(),
    };
    vec![
        source(
            "nancy",
            "Participez à Nancy",
            "https://participez.example.fr",
            Platform::Decidim,
        ),
        source(
            "voisins",
            "La passerelle des voisins",
            "https://voisins.example.fr",
            Platform::Passerelle,
        ),
    ]
}

pub(crate) fn states() -> Vec<SourceState> {
    let mut state = SourceState::new(source_id());
    state.health = Health::Held;
    state.last_attempt = Some(now());
    state.last_success = Some("2026-11-21T09:00:00Z".parse().unwrap());
    state.troubled_since = Some("2026-11-21T10:00:00Z".parse().unwrap());
    state.held_since = Some("2026-11-21T10:00:00Z".parse().unwrap());
    state.held = Held {
        consultations: 12,
        meetings: 0,
    };
    state.notices = vec![Reason::told(
        "withdrawals_held",
        "12 missing since Saturday",
    )];
    vec![state]
}

pub(crate) fn plain(native: &str, title: &str, period: Period) -> Consultation {
    Consultation {
        id: id(native),
        source: source_id(),
        origin: origin(),
        native_id: native.to_owned(),
        url: format!("https://participez.example.fr/processes/p{native}?a=1&b=2")
            .parse()
            .unwrap(),
        period,
        ..samples::consultation("participez.example.fr", 0, title)
    }
}

pub(crate) fn stored(consultation: Consultation, change: u64) -> Stored {
    let day = 10 + change;
    Stored {
        consultation,
        history: History {
            first_seen: format!("2026-11-{day:02}T08:00:00Z").parse().unwrap(),
            updated: format!("2026-11-{day:02}T09:30:00Z").parse().unwrap(),
            revision: 2,
            change,
        },
    }
}

fn meeting(native: &str, title: &str, starts_at: &str) -> Meeting {
    Meeting {
        id: MeetingId::new(&origin(), native),
        url: format!("https://participez.example.fr/meetings/{native}")
            .parse()
            .unwrap(),
        title: fr(title),
        description_html: fr("<p>Venez nombreux.</p>"),
        time: MeetingTime::instants(starts_at.parse().unwrap(), None),
        place: Place {
            name: fr("Hôtel de ville"),
            address: Some("1 place Stanislas, Nancy".to_owned()),
            point: Point::new(48.6936, 6.1834),
            online: false,
        },
        cancelled: false,
        announced: true,
        history: MeetingHistory::new(now()),
    }
}

/// Everything that a source can tell.
pub(crate) fn full() -> Consultation {
    let phase = |title: &str, opens: &str, closes: &str| Phase {
        title: fr(title),
        period: period(opens, closes),
        ..Phase::default()
    };
    Consultation {
        summary: fr("Quels parcs pour demain\u{a0}?"),
        description_html: fr("<p>Dessinons <strong>ensemble</strong> nos parcs.</p>"),
        phases: vec![
            phase("Diagnostic", "2026-11-01", "2026-11-12"),
            phase("Vos idées", "2026-11-13", "2026-12-12"),
        ],
        level: Some(Level::Involve),
        modalities: vec![Modality::IdeaBox, Modality::Meeting],
        themes: vec![fr("Nature en ville"), fr("Cadre de vie")],
        territory: Some(territory("54395", "Nancy")),
        organiser: Some("Ville de Nancy".to_owned()),
        image: Some(Image {
            url: "https://participez.example.fr/image.jpg".parse().unwrap(),
            alt: fr("Un parc"),
            volatile: false,
        }),
        location: Point::new(48.6921, 6.1844),
        meetings: vec![
            meeting("7", "Atelier du parc", "2026-11-28T18:30:00+01:00"),
            meeting("8", "Restitution", "2026-12-10T18:30:00+01:00"),
        ],
        counts: Counts {
            contributions: Some(42),
            participants: None,
            votes: None,
        },
        published_at: Some("2026-11-02T08:05:00Z".parse().unwrap()),
        links: Vec::new(),
        also_at: vec![AlsoAt {
            url: "https://autre.example.fr/p/1".parse().unwrap(),
            name: "Autre".to_owned(),
            platform: Platform::CapCollectif,
        }],
        licence: Some("Licence Ouverte 2.0".to_owned()),
        ..plain("1", HOSTILE, period("2026-11-01", "2026-12-12"))
    }
}

fn bilingual() -> Consultation {
    let mut title = fr("Plan vélo");
    title.insert(Language::english(), "Cycling plan", true);
    Consultation {
        title,
        territory: Some(territory("54498", "Seichamps")),
        modalities: vec![Modality::Survey],
        ..plain("2", "", period("2026-12-01", "2027-01-15"))
    }
}

fn with_results() -> Consultation {
    Consultation {
        territory: Some(territory("54547", "Vandœuvre-lès-Nancy")),
        results: Some(Results {
            published_on: Some("2026-11-20".parse().unwrap()),
            documents: vec![Document {
                title: fr("Bilan"),
                url: "https://participez.example.fr/bilan.pdf".parse().unwrap(),
            }],
        }),
        ..plain(
            "3",
            "Budget participatif 2026",
            period("2026-06-01", "2026-10-31"),
        )
    }
}

fn closing_soon() -> Consultation {
    plain("4", "Une place à vivre", period("2026-10-01", "2026-11-25"))
}

fn relayed() -> Consultation {
    Consultation {
        source: "voisins".parse().unwrap(),
        provenance: Some(Provenance {
            source_id: "grenoble".to_owned(),
            name: "Je participe".to_owned(),
            platform: Platform::CapCollectif,
            url: "https://jeparticipe.example.fr".parse().unwrap(),
        }),
        via: vec![Via {
            url: "https://voisins.example.fr".parse().unwrap(),
            name: "La passerelle des voisins".to_owned(),
        }],
        // Published "tomorrow" by a source whose clock is wrong.
        published_at: Some("2026-11-23T10:00:00Z".parse().unwrap()),
        ..plain("5", "Interpellation citoyenne", Period::default())
    }
}

pub(crate) fn gone() -> Gone {
    Gone {
        id: id("99"),
        at: "2026-11-21T07:00:00Z".parse().unwrap(),
        change: 6,
    }
}

pub(crate) fn everything() -> Delta {
    let all = [
        full(),
        bilingual(),
        with_results(),
        closing_soon(),
        relayed(),
    ];
    Delta {
        upserts: (1..)
            .zip(all)
            .map(|(change, consultation)| stored(consultation, change))
            .collect(),
        gone: vec![gone()],
    }
}
