//! Normalization: turns a platform's record into a consultation in the gateway's vocabulary. Pure: no I/O, no clock.
//!
//! It imports `model` and `geography`. It knows neither what was stored before (that is for `poll::reconcile`) nor any wire format.

use chrono::{DateTime, FixedOffset, Utc};
use chrono_tz::Tz;
use url::Url;

use passerelle_geography::Geography;
use passerelle_model::reason::Code;
use passerelle_model::{
    Consultation, ConsultationId, Document, Image, LocalizedText, Modality, Origin, Period, Phase,
    Reason, Record, RecordImage, Results, Source, Territory, TerritoryHow, expires,
};

mod characters;
mod dates;
mod fingerprint;
mod html;
mod language;
mod links;
mod markup;
mod meetings;
mod phases;
mod phone;
mod privacy;
mod relay;
mod remembered;
#[cfg(any(test, feature = "test-support"))]
pub mod samples;
mod territory;
mod text;

pub use fingerprint::fingerprint;
pub use remembered::remembered;

use territory::Attachment;
use text::{LONGEST_LABEL, LONGEST_TITLE, TextSettings};

/// The most themes of a consultation; more are a mistake.
const MOST_THEMES: usize = 30;

/// The longest key of a platform, in bytes.
const LONGEST_NATIVE_ID: usize = 512;

/// The context in which a record is normalized.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The source of the record.
    pub source: &'a Source,
    /// The official territories.
    pub geography: &'a Geography,
    /// The moment at which the poll began.
    pub now: DateTime<Utc>,
}

/// A record that cannot be relayed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The key at the source, shortened if it is excessive.
    pub native_id: String,
    /// The title, shortened, if the record has one that may be relayed.
    pub title: Option<String>,
    /// The reason why it cannot be relayed.
    pub why: Code,
    /// The name that the record gives for its territory, if no territory has that name.
    pub place_name: Option<String>,
}

impl Rejected {
    /// Returns the reason with its parameters. The unknown name of a territory is repeated in it only if there are `similar` names: a text that
    /// resembles none may be anything.
    pub fn reason(&self, similar: &[&str]) -> Reason {
        let reason = Reason::new(self.why).with("key", self.native_id.as_str());
        match self.why {
            Code::TerritoryCodeUnknown => reason.with_known("title", self.title.as_deref()),
            Code::TerritoryNameUnknown => {
                let name = self.place_name.as_deref().filter(|_| !similar.is_empty());
                let similar: Vec<String> = similar.iter().map(ToString::to_string).collect();
                let similar = Some(similar).filter(|similar| !similar.is_empty());
                reason
                    .with_known("title", self.title.as_deref())
                    .with_known("name", name)
                    .with_known("alike", similar)
            }
            _ => reason,
        }
    }

    /// Returns the names of territories that are similar to the unknown one.
    pub fn similar_names(&self, source: &Source, geography: &Geography) -> Vec<&'static str> {
        let name = self.place_name.as_deref();
        name.map_or_else(Vec::new, |name| {
            territory::similar_names(name, source.territory, geography)
        })
    }
}

/// Returns the consultation that a record describes.
///
/// A record is rejected if it has no usable key, if it has neither a title nor a text in any language, if its page may not be relayed, or if it
/// declares a territory that does not exist. Any other part that makes no sense is left out, and the rest is relayed. All meetings have the history
/// of a meeting that is first seen at `context.now`.
pub fn consultation(record: Record, context: &Context<'_>) -> Result<Consultation, Rejected> {
    let source = context.source;
    let url = usable_page(&record)?;
    let texts = TextSettings {
        languages: &source.languages,
        base: &url,
    };
    let (summary, description_html) = summary_and_description(&record, &texts);
    let title = usable_title(&record, &texts, &summary)?;
    let identity = identity(&record, source);
    let timezone = timezone(&record, source);
    let (phases, period) = phases_and_period(&record, &texts, timezone, context.now);
    let Attachment { territory, level } = territory::attachment(&record, source, context.geography)
        .map_err(|unknown| rejected_for_territory(&record, &title, unknown))?;
    let relay = relay::relay_of(record.relayed.as_ref(), &texts);
    let meeting_context = meetings::MeetingContext {
        origin: &identity.origin,
        source: record.relayed.is_none().then_some(source),
        title: &title,
        texts: &texts,
        now: context.now,
        zone: timezone,
    };
    Ok(Consultation {
        id: identity.id,
        source: source.id.clone(),
        meetings: meetings::meetings(record.meetings, &meeting_context),
        kind: record.kind,
        summary,
        description_html,
        period,
        phases,
        timezone,
        declared_state: record.declared_state,
        level: level.or(record.level).or(source.level).or(relay.level),
        modalities: modalities(record.modalities, &source.modalities),
        themes: themes(&record.themes, &texts),
        organiser: relay
            .organiser
            .or_else(|| organiser(territory.as_ref(), context)),
        territory,
        image: image_of(record.image.as_ref(), &texts),
        location: record.location,
        counts: record.counts,
        results: record.results.map(|results| results_of(results, &texts)),
        promoted: record.promoted,
        access: record.access,
        published_at: published(record.published_at, context.now),
        provenance: relay.provenance,
        via: relay.via,
        also_at: relay.also_at,
        links: links::declared(&record.links),
        licence: relay.licence.or_else(|| source.licence.clone()),
        native_id: identity.native_id,
        title,
        origin: identity.origin,
        url,
    })
}

/// Rejects a record that declares a territory that does not exist.
fn rejected_for_territory(
    record: &Record,
    title: &LocalizedText,
    unknown: territory::UnknownTerritory,
) -> Rejected {
    Rejected {
        title: Some(title.best_text(&[]).chars().take(80).collect()),
        place_name: unknown.name,
        ..rejected(record, unknown.why)
    }
}

fn rejected(record: &Record, why: Code) -> Rejected {
    Rejected {
        native_id: record
            .native_id
            .chars()
            .filter(|letter| !letter.is_control())
            .take(80)
            .collect(),
        title: None,
        why,
        place_name: None,
    }
}

/// Returns the page of a record; rejects one without a usable key or a page that may be relayed.
fn usable_page(record: &Record) -> Result<Url, Rejected> {
    let key = &record.native_id;
    if key.trim().is_empty() || key.len() > LONGEST_NATIVE_ID || key.chars().any(char::is_control) {
        return Err(rejected(record, Code::KeyUnusable));
    }
    links::relayable(&record.url).ok_or_else(|| rejected(record, Code::PageRefused))
}

/// Returns the title; without one, the first words of the summary. Messages and many entries of feeds have no title (RSS 2.0 asks for a title or a
/// text).
fn usable_title(
    record: &Record,
    texts: &TextSettings<'_>,
    summary: &LocalizedText,
) -> Result<LocalizedText, Rejected> {
    let title = texts.lines(&record.title, LONGEST_TITLE);
    if !title.is_empty() {
        return Ok(title);
    }
    let title = text::first_words(summary);
    if title.is_empty() {
        return Err(rejected(record, Code::TextMissing));
    }
    Ok(title)
}

/// Returns the phases, and the period of the consultation as a whole.
fn phases_and_period(
    record: &Record,
    texts: &TextSettings<'_>,
    zone: Tz,
    now: DateTime<Utc>,
) -> (Vec<Phase>, Period) {
    let phases: Vec<Phase> = record
        .phases
        .iter()
        .map(|phase| Phase {
            title: texts.lines(&phase.title, LONGEST_TITLE),
            period: dates::coherent(phase.opens, phase.closes, zone),
            participatory: phase
                .participatory
                .unwrap_or_else(|| !phases::is_after_the_fact(&phase.title)),
            active: phase.active,
        })
        .collect();
    let declared = dates::coherent(record.opens, record.closes, zone);
    let period = dates::overall(declared, &phases, zone, now);
    (phases, period)
}

/// Returns the summary, and the sanitised description.
fn summary_and_description(
    record: &Record,
    texts: &TextSettings<'_>,
) -> (LocalizedText, LocalizedText) {
    let short = texts.html(&record.short_description);
    let description = texts.html(&record.description);
    let subtitle = texts.lines(&record.subtitle, LONGEST_TITLE);
    let summary = text::first_of(&[
        &text::summary(&short),
        &subtitle,
        &text::summary(&description),
    ]);
    (summary, text::first_of(&[&description, &short]))
}

/// Returns the id of the consultation that a record describes, whether or not it can be relayed.
pub fn id_of(record: &Record, source: &Source) -> ConsultationId {
    identity(record, source).id
}

/// An id, and the parts from which it is made.
struct Identity {
    id: ConsultationId,
    origin: Origin,
    native_id: String,
}

/// Returns the identity of the consultation that a record describes. A relayed one keeps the id, the origin and the native id that the first gateway
/// gave it.
fn identity(record: &Record, source: &Source) -> Identity {
    if let Some(relayed) = &record.relayed {
        return Identity {
            id: ConsultationId::relayed(relayed.id),
            origin: relayed.origin.clone(),
            native_id: record.native_id.clone(),
        };
    }
    let native_id = source.qualified(&record.native_id);
    Identity {
        id: ConsultationId::new(&source.origin, record.kind, &native_id),
        origin: source.origin.clone(),
        native_id,
    }
}

/// Returns the time zone of the first gateway for a relayed consultation, else that of the source.
fn timezone(record: &Record, source: &Source) -> Tz {
    let relayed = record
        .relayed
        .as_ref()
        .and_then(|relayed| relayed.timezone.as_deref());
    relayed
        .and_then(|name| name.parse().ok())
        .unwrap_or(source.timezone)
}

/// Returns the modalities that the record shows and those that the configuration declares, each once.
fn modalities(shown: Vec<Modality>, declared: &[Modality]) -> Vec<Modality> {
    let all: std::collections::BTreeSet<Modality> =
        shown.into_iter().chain(declared.iter().copied()).collect();
    all.into_iter().collect()
}

fn themes(raw: &[LocalizedText], texts: &TextSettings<'_>) -> Vec<LocalizedText> {
    let mut themes: Vec<LocalizedText> = Vec::new();
    for theme in raw.iter().map(|theme| texts.lines(theme, LONGEST_LABEL)) {
        if !theme.is_empty() && !themes.contains(&theme) && themes.len() < MOST_THEMES {
            themes.push(theme);
        }
    }
    themes
}

/// Returns the moment of publication, unless it lies in the future.
fn published(declared: Option<DateTime<FixedOffset>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    declared.map(|at| at.to_utc()).filter(|at| *at <= now)
}

/// Returns the name of the collectivity that asks the public: the one that an attach rule names, else the one that runs the source, else the source.
fn organiser(territory: Option<&Territory>, context: &Context<'_>) -> Option<String> {
    let by_rule = territory
        .filter(|territory| territory.how == TerritoryHow::Rule)
        .map(|territory| territory.name.clone());
    let by_source = || {
        context
            .source
            .territory
            .and_then(|code| context.geography.get(code))
            .map(|place| place.name.to_owned())
    };
    by_rule
        .or_else(by_source)
        .or_else(|| Some(context.source.name.clone()).filter(|name| !name.is_empty()))
}

fn image_of(image: Option<&RecordImage>, texts: &TextSettings<'_>) -> Option<Image> {
    let image = image?;
    Some(Image {
        url: links::relayable(&image.url)?,
        alt: texts.lines(&image.alt, LONGEST_LABEL),
        volatile: image.volatile || expires(&image.url),
    })
}

fn results_of(results: Results, texts: &TextSettings<'_>) -> Results {
    let document = |document: Document| {
        Some(Document {
            title: texts.lines(&document.title, LONGEST_TITLE),
            url: links::relayable(&document.url)?,
        })
    };
    Results {
        published_on: results.published_on,
        documents: results.documents.into_iter().filter_map(document).collect(),
    }
}

#[cfg(test)]
mod tests;
