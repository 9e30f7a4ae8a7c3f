//! A consultation and a source that say as little as one can, for the tests to change.

#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

use super::{
    Access, Consultation, ConsultationId, Counts, Language, ListColumns, LocalizedText, Naming,
    Origin, Period, Platform, Source, SpaceKind,
};

/// A process of this number and title at a host in Paris’ time, without dates.
pub fn consultation(host: &str, number: u64, title: &str) -> Consultation {
    let origin = Origin::new(host);
    let native_id = number.to_string();
    Consultation {
        id: ConsultationId::new(&origin, SpaceKind::Process, &native_id),
        source: "nancy".parse().unwrap(),
        kind: SpaceKind::Process,
        url: format!("https://{host}/processes/{number}")
            .parse()
            .unwrap(),
        title: LocalizedText::of(Language::french(), title),
        summary: LocalizedText::default(),
        description_html: LocalizedText::default(),
        period: Period::default(),
        phases: Vec::new(),
        timezone: chrono_tz::Europe::Paris,
        declared_state: None,
        level: None,
        modalities: Vec::new(),
        themes: Vec::new(),
        territory: None,
        organiser: None,
        image: None,
        location: None,
        meetings: Vec::new(),
        counts: Counts::default(),
        results: None,
        promoted: false,
        access: Access::default(),
        published_at: None,
        provenance: None,
        via: Vec::new(),
        also_at: Vec::new(),
        links: Vec::new(),
        licence: None,
        native_id,
        origin,
    }
}

/// A source of processes at this address, polled every hour.
pub fn source(id: &str, platform: Platform, url: &str) -> Source {
    let url = url.parse().unwrap();
    Source {
        id: id.parse().unwrap(),
        name: id.to_owned(),
        platform,
        origin: Origin::of_url(&url).unwrap_or_else(|| Origin::new(id)),
        naming: Naming::default(),
        url,
        territory: None,
        every: std::time::Duration::from_hours(1),
        languages: Vec::new(),
        timezone: chrono_tz::Europe::Paris,
        level: None,
        modalities: Vec::new(),
        licence: None,
        kinds: vec![SpaceKind::Process],
        attach: Vec::new(),
        dataset: None,
        columns: ListColumns::default(),
        include: Vec::new(),
        exclude: Vec::new(),
        join: Vec::new(),
    }
}
