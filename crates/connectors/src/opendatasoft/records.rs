//! Records of the gateway, made of the records of a dataset by the operator's map. A value that cannot be read is left out and counted; so is a
//! record without a key, a title or a page.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use serde_json::Value;
use url::Url;

use super::portal::Fields;
use crate::dates;
use passerelle_model::reason::{Code, Item};
use passerelle_model::{
    Affiliation, AffiliationKind, DatasetFields, DeclaredState, Language, LocalizedText, Moment,
    Point, Reason, Record, RecordImage, SpaceKind, TerritoryCode, fold,
};

/// The most unknown words that a notice names.
const MOST_WORDS: usize = 8;

/// Reads the records of one dataset.
pub(super) struct RecordReader<'a> {
    pub(super) fields: &'a DatasetFields,
    pub(super) zone: Tz,
    pub(super) language: Language,
    /// The number of values that could not be read, by field.
    unreadable: BTreeMap<String, u32>,
    /// The number of records that lack a key, a title or a page.
    lacking: u32,
    /// The words of the state that the map does not explain.
    unknown_states: BTreeSet<String>,
}

impl<'a> RecordReader<'a> {
    pub(super) fn new(fields: &'a DatasetFields, zone: Tz, language: Language) -> Self {
        Self {
            fields,
            zone,
            language,
            unreadable: BTreeMap::new(),
            lacking: 0,
            unknown_states: BTreeSet::new(),
        }
    }

    /// Makes a record; `None` for one that lacks a key, a title or a page.
    pub(super) fn record(&mut self, values: &Fields) -> Option<Record> {
        let fields = self.fields;
        let native_id = text(values, &fields.id);
        let title = text(values, &fields.title);
        let url = fields.url.filled(|field| text(values, field));
        let url = url.and_then(|url| Url::parse(&url).ok());
        let (Some(native_id), Some(title), Some(url)) = (native_id, title, url) else {
            self.lacking = self.lacking.saturating_add(1);
            return None;
        };
        let optional = |field: &Option<String>| {
            let text = field.as_deref().and_then(|field| text(values, field));
            self.localized(text)
        };
        let (short_description, description) =
            (optional(&fields.summary), optional(&fields.description));
        let alt = LocalizedText::of(self.language.clone(), title.as_str());
        let image = fields
            .image
            .as_deref()
            .and_then(|field| image(values.get(field)));
        Some(Record {
            title: LocalizedText::of(self.language.clone(), title),
            short_description,
            description,
            opens: self.moment(values, fields.opens.as_deref()),
            closes: self.moment(values, fields.closes.as_deref()),
            declared_state: self.state(values),
            themes: self.themes(values),
            affiliations: self.affiliations(values),
            image: image.map(|url| RecordImage {
                url,
                alt,
                volatile: false,
            }),
            location: self.point(values),
            ..Record::new(SpaceKind::Process, native_id, url)
        })
    }

    /// Returns the notices about everything that could not be read.
    pub(super) fn notices(self) -> Vec<Reason> {
        let mut notices = Vec::new();
        if self.lacking > 0 {
            let lacking = Reason::new(Code::RecordsLacking)
                .with("count", self.lacking)
                .with("key", self.fields.id.as_str())
                .with("title", self.fields.title.as_str());
            notices.push(lacking);
        }
        if !self.unreadable.is_empty() {
            let count = self
                .unreadable
                .values()
                .fold(0, |all: u32, of_field| all.saturating_add(*of_field));
            let fields: Vec<Item> = self
                .unreadable
                .iter()
                .map(|(field, count)| {
                    let values = Reason::new(Code::FieldValues).with("count", *count);
                    Item::of(values.with("field", field.as_str()))
                })
                .collect();
            let unreadable = Reason::new(Code::ValuesUnreadable).with("count", count);
            notices.push(unreadable.with("fields", fields));
        }
        if !self.unknown_states.is_empty() {
            let words: Vec<String> = self.unknown_states.into_iter().collect();
            notices.push(Reason::new(Code::StatusesUnknown).with("words", words));
        }
        notices
    }

    fn localized(&self, text: Option<String>) -> LocalizedText {
        text.map_or_else(LocalizedText::default, |text| {
            LocalizedText::of(self.language.clone(), text)
        })
    }

    /// Counts a value that could not be read.
    fn count_unreadable(&mut self, field: &str) {
        let count = self.unreadable.entry(field.to_owned()).or_default();
        *count = count.saturating_add(1);
    }

    fn moment(&mut self, values: &Fields, field: Option<&str>) -> Option<Moment> {
        let field = field?;
        let text = text(values, field)?;
        let moment = dates::moment(&text, self.zone);
        if moment.is_err() {
            self.count_unreadable(field);
        }
        moment.ok()
    }

    fn state(&mut self, values: &Fields) -> Option<DeclaredState> {
        let word = text(values, self.fields.status.as_deref()?)?;
        let folded = fold(&word);
        let known = self
            .fields
            .statuses
            .iter()
            .find(|(word, _)| fold(word) == folded)
            .map(|(_, state)| *state);
        // A longer text is no state, and may hold anything.
        let is_quotable = word.chars().count() <= 30
            && word
                .chars()
                .all(|letter| letter.is_alphabetic() || letter == ' ');
        if known.is_none() && is_quotable && self.unknown_states.len() < MOST_WORDS {
            self.unknown_states.insert(word);
        }
        known
    }

    fn themes(&self, values: &Fields) -> Vec<LocalizedText> {
        let field = self.fields.themes.as_deref();
        let themes = field.map_or_else(Vec::new, |field| texts(values.get(field)));
        themes
            .iter()
            .flat_map(|theme| theme.split([';', '|']))
            .map(|theme| self.localized(Some(theme.trim().to_owned())))
            .filter(|theme| !theme.is_empty())
            .collect()
    }

    fn affiliations(&self, values: &Fields) -> Vec<Affiliation> {
        let field = self.fields.territory.as_deref();
        let names = field.map_or_else(Vec::new, |field| texts(values.get(field)));
        names
            .into_iter()
            .map(|name| Affiliation {
                kind: AffiliationKind::PlaceName,
                native_id: name.parse::<TerritoryCode>().ok().map(String::from),
                names: self.localized(Some(name)),
                ancestors: Vec::new(),
            })
            .collect()
    }

    fn point(&mut self, values: &Fields) -> Option<Point> {
        let field = self.fields.point.clone()?;
        let value = values.get(&field).filter(|value| !value.is_null())?;
        let point = point(value);
        if point.is_err() {
            self.count_unreadable(&field);
        }
        point.ok().flatten()
    }
}

/// Returns the value of a field as text; several values are joined by commas.
fn text(values: &Fields, field: &str) -> Option<String> {
    let texts = texts(values.get(field));
    (!texts.is_empty()).then(|| texts.join(", "))
}

/// Returns the texts and numbers in a value.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) if !text.trim().is_empty() => vec![text.trim().to_owned()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Array(items)) => items
            .iter()
            .filter(|item| !item.is_array())
            .flat_map(|item| texts(Some(item)))
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns the address of an image: a text, or the `url` of a file of the portal.
fn image(value: Option<&Value>) -> Option<Url> {
    let value = value?;
    let address = value.as_str().or_else(|| value.get("url")?.as_str())?;
    Url::parse(address.trim()).ok()
}

/// The error of a value that is no geometry.
struct NoGeometry;

/// Reads a point from a `geo_point_2d` (`{"lat": …, "lon": …}`), a GeoJSON point or a feature of one (RFC 7946), or `latitude, longitude`; `None` for
/// a geometry that is no point.
fn point(value: &Value) -> Result<Option<Point>, NoGeometry> {
    let number = |value: Option<&Value>| value.and_then(Value::as_f64);
    if let (Some(latitude), Some(longitude)) = (number(value.get("lat")), number(value.get("lon")))
    {
        return Ok(Point::new(latitude, longitude));
    }
    let geometry = value.get("geometry").unwrap_or(value);
    if let Some(kind) = geometry.get("type").and_then(Value::as_str) {
        let coordinates = geometry.get("coordinates").filter(|_| kind == "Point");
        let at = |index: usize| number(coordinates.and_then(|pair| pair.get(index)));
        return Ok(at(1)
            .zip(at(0))
            .and_then(|(latitude, longitude)| Point::new(latitude, longitude)));
    }
    let halves = match value {
        Value::String(text) => text.split_once(',').and_then(|(latitude, longitude)| {
            Some((
                latitude.trim().parse().ok()?,
                longitude.trim().parse().ok()?,
            ))
        }),
        Value::Array(pair) if pair.len() == 2 => number(pair.first()).zip(number(pair.last())),
        _ => None,
    };
    let (latitude, longitude) = halves.ok_or(NoGeometry)?;
    Ok(Point::new(latitude, longitude))
}
