//! Texts and dates as Decidim's API writes them.

use async_graphql::{
    InputValueError, InputValueResult, Object, Scalar, ScalarType, SimpleObject, Value,
};
use chrono::{DateTime as Instant, FixedOffset, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Tz;

use passerelle_model::{Language, LocalizedText, Moment};

/// A text in several languages.
pub(super) struct TranslatedField(pub(super) LocalizedText);

impl TranslatedField {
    /// Makes the field of a text, unless no language has one.
    pub(super) fn of(text: &LocalizedText) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.clone()))
    }

    /// Makes a field of the gateway's own words, in French and English.
    pub(super) fn fixed(french: &str, english: &str) -> Self {
        let mut text = LocalizedText::of(Language::french(), french);
        text.insert(Language::english(), english, false);
        Self(text)
    }
}

/// A text in several languages.
#[Object]
impl TranslatedField {
    /// The languages that have a text.
    async fn locales(&self) -> Option<Vec<Option<String>>> {
        let tags = self.0.iter().map(|(tag, _)| Some(tag.as_str().to_owned()));
        Some(tags.collect())
    }

    /// The text in one language.
    async fn translation(&self, locale: String) -> Option<String> {
        let tag: Language = locale.parse().ok()?;
        self.0.get(&tag).map(str::to_owned)
    }

    /// The texts in some languages, or in all.
    async fn translations(&self, locales: Option<Vec<String>>) -> Vec<Option<LocalizedString>> {
        let wanted = |tag: &Language| {
            let among = |locales: &Vec<String>| locales.iter().any(|locale| locale == tag.as_str());
            locales.as_ref().is_none_or(among)
        };
        let texts = self.0.iter().filter(|(tag, _)| wanted(tag));
        let translations = texts.map(|(tag, translation)| LocalizedString {
            locale: tag.as_str().to_owned(),
            text: Some(translation.text.clone()),
            machine_translated: translation.machine,
        });
        translations.map(Some).collect()
    }
}

/// A text in one language.
#[derive(SimpleObject)]
pub(super) struct LocalizedString {
    /// The language.
    locale: String,
    /// The text.
    text: Option<String>,
    /// Says whether a machine translated it.
    machine_translated: bool,
}

/// Makes HTML of a plain text, where Decidim has HTML.
pub(super) fn html_of_plain(text: &LocalizedText) -> Option<TranslatedField> {
    let escaped = text.map(|_, text| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    });
    TranslatedField::of(&escaped)
}

/// A day.
pub(super) struct Date(pub(super) NaiveDate);

/// A calendar day (ISO 8601).
#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(text.parse()?)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An instant with the offset in which it is shown.
pub(super) struct DateTime(Instant<FixedOffset>);

impl DateTime {
    /// An instant of this gateway, as it is shown in the zone of a source.
    pub(super) fn of_utc(instant: Instant<Utc>, zone: Tz) -> Self {
        Self(instant.with_timezone(&zone).fixed_offset())
    }

    /// The beginning: of a day, its first instant.
    pub(super) fn beginning(moment: Moment, zone: Tz) -> Self {
        match moment {
            Moment::Instant(instant) => Self(instant),
            Moment::Day(_) => Self::of_utc(moment.begins(zone), zone),
        }
    }

    /// The end: of a day, its last second, since Decidim has no days here and the day is inclusive.
    pub(super) fn end(moment: Moment, zone: Tz) -> Self {
        match moment {
            Moment::Instant(instant) => Self(instant),
            Moment::Day(_) => {
                let over = moment.over(zone);
                let last_second = over.checked_sub_signed(chrono::Duration::seconds(1));
                Self::of_utc(last_second.unwrap_or(over), zone)
            }
        }
    }
}

/// An instant (ISO 8601).
#[Scalar(name = "DateTime")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(Instant::parse_from_rfc3339(text)?)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::Secs, false))
    }
}
