//! A source and a record that say a little of everything, for the tests to change.

#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

use passerelle_model::{
    Access, Counts, DeclaredState, Language, LocalizedText, MeetingRecord, MeetingTime, Modality,
    Moment, PhaseRecord, Platform, Record, RecordImage, Source, SpaceKind, samples,
};
#[cfg(test)]
use passerelle_model::{Level, Origin, RelayedAs, TerritoryCode, TerritoryHow, Via};

/// The participation platform of a town cluster.
pub fn source() -> Source {
    Source {
        name: "Je participe".to_owned(),
        territory: Some("245400676".parse().unwrap()),
        modalities: vec![Modality::Survey],
        licence: Some("Licence Ouverte 2.0".to_owned()),
        ..samples::source("grand-nancy", Platform::Decidim, "https://je.participe.fr")
    }
}

/// A process with a phase, an image and meetings, as a platform writes them: with addresses of people, a script, and what is said twice.
pub fn record() -> Record {
    Record {
        kind: SpaceKind::Process,
        native_id: "12".to_owned(),
        relayed: None,
        url: url("https://je.participe.fr/processes/plui"),
        title: french("Le <b>plan</b> &amp; nous"),
        links: Vec::new(),
        subtitle: LocalizedText::default(),
        short_description: LocalizedText::default(),
        description: french(
            "<p>Écrivez à <a href=\"mailto:jean@nancy.fr\">Jean</a> ou au 03 83 91 83 91.</p><p><a href=\"/f/1\">Ici</a></p>",
        ),
        opens: Some(day("2026-03-01")),
        closes: Some(day("2026-02-01")),
        phases: vec![PhaseRecord {
            title: french("Avis"),
            opens: Some(day("2026-03-01")),
            closes: Some(day("2026-03-31")),
            ..PhaseRecord::default()
        }],
        declared_state: Some(DeclaredState::Open),
        level: None,
        modalities: vec![Modality::Vote, Modality::Survey, Modality::Vote],
        themes: vec![french("Urbanisme"), french(" Urbanisme "), french("")],
        affiliations: Vec::new(),
        image: Some(RecordImage {
            url: url("https://je.participe.fr/i.png?X-Amz-Signature=1"),
            alt: french("Une carte"),
            volatile: true,
        }),
        location: None,
        meetings: vec![
            meeting("7", "2026-03-10T18:00:00+01:00"),
            meeting("6", "2026-03-09T18:00:00+01:00"),
            meeting("7", "2026-03-10T18:00:00+01:00"),
        ],
        meetings_complete: true,
        unread: std::collections::BTreeSet::new(),
        counts: Counts::default(),
        results: None,
        promoted: false,
        access: Access::default(),
        published_at: Some("2026-02-01T10:00:00+01:00".parse().unwrap()),
    }
}

/// A meeting of [`record`].
pub(crate) fn meeting(native_id: &str, starts_at: &str) -> MeetingRecord {
    MeetingRecord {
        native_id: native_id.to_owned(),
        relayed_id: None,
        url: url("https://je.participe.fr/processes/plui/f/3/meetings/7"),
        title: french(""),
        description: french("<p>Salle <script>x</script>Chepfer</p>"),
        time: MeetingTime::instants(
            starts_at.parse().unwrap(),
            Some("2026-03-01T18:00:00+01:00".parse().unwrap()),
        ),
        place: french("En visio https://zoom.example/j/123?pwd=x"),
        address: Some("1 place du Général, contact jean@nancy.fr".to_owned()),
        point: None,
        online: true,
        cancelled: false,
        announced: true,
    }
}

/// The statements of another gateway on a consultation that it relays.
#[cfg(test)]
pub(crate) fn relayed() -> RelayedAs {
    RelayedAs {
        id: uuid::Uuid::from_u128(7),
        origin: Origin::new("autre.fr"),
        via: vec![Via {
            url: url("https://passerelle.autre.fr"),
            name: "Autre\u{0}".to_owned(),
        }],
        provenance: None,
        territory: Some((
            "54547".parse::<TerritoryCode>().unwrap(),
            TerritoryHow::Inferred,
        )),
        organiser: Some("Vandœuvre-lès-Nancy".to_owned()),
        level: Some(Level::Empower),
        also_at: Vec::new(),
        licence: None,
        timezone: Some("America/Cayenne".to_owned()),
    }
}

/// A text in French.
pub(crate) fn french(text: &str) -> LocalizedText {
    LocalizedText::of(Language::french(), text)
}

/// An address.
pub(crate) fn url(text: &str) -> url::Url {
    url::Url::parse(text).unwrap()
}

/// A day, without a time.
pub(crate) fn day(text: &str) -> Moment {
    Moment::Day(text.parse().unwrap())
}
