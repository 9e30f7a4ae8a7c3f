//! The parameters of the filter language: their names, which of them an output takes, and what is said when one is wrong.

use std::fmt;

use passerelle_geography::Geography;
use passerelle_model::TerritoryCode;

/// A parameter of the filter language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// In a territory or anything inside it.
    Territory,
    /// In a territory, anything inside it, or any collectivity that it lies in.
    Concerns,
    /// Near a point or the centre of a territory.
    Near,
    /// How near, in kilometres.
    Radius,
    /// By status.
    Status,
    /// By level of participation.
    Level,
    /// By modality.
    Modality,
    /// By theme.
    Theme,
    /// By source.
    Source,
    /// By software of the source.
    Platform,
    /// Full text.
    Query,
    /// Opening on this day or later.
    OpensAfter,
    /// Closing on this day or before.
    ClosesBefore,
    /// Meetings on this day or later.
    From,
    /// Meetings on this day or before.
    To,
    /// The language of the texts; it selects nothing.
    Language,
    /// The order.
    Sort,
    /// How many on a page.
    Limit,
    /// Where the next page begins.
    Cursor,
}

impl Parameter {
    /// Every parameter, in the order of the canonical form.
    pub const ALL: &'static [Self] = &[
        Self::Territory,
        Self::Concerns,
        Self::Near,
        Self::Radius,
        Self::Status,
        Self::Level,
        Self::Modality,
        Self::Theme,
        Self::Source,
        Self::Platform,
        Self::Query,
        Self::OpensAfter,
        Self::ClosesBefore,
        Self::From,
        Self::To,
        Self::Language,
        Self::Sort,
        Self::Limit,
        Self::Cursor,
    ];

    /// What lists of consultations take: everything but the days of meetings.
    pub const CONSULTATIONS: &'static [Self] = &[
        Self::Territory,
        Self::Concerns,
        Self::Near,
        Self::Radius,
        Self::Status,
        Self::Level,
        Self::Modality,
        Self::Theme,
        Self::Source,
        Self::Platform,
        Self::Query,
        Self::OpensAfter,
        Self::ClosesBefore,
        Self::Language,
        Self::Sort,
        Self::Limit,
        Self::Cursor,
    ];

    /// What lists of meetings take: the days of meetings too. An order changes nothing, since meetings come by their start: it is taken so that one query
    /// string works everywhere.
    pub const MEETINGS: &'static [Self] = &[
        Self::Territory,
        Self::Concerns,
        Self::Near,
        Self::Radius,
        Self::Status,
        Self::Level,
        Self::Modality,
        Self::Theme,
        Self::Source,
        Self::Platform,
        Self::Query,
        Self::OpensAfter,
        Self::ClosesBefore,
        Self::From,
        Self::To,
        Self::Language,
        Self::Sort,
        Self::Limit,
        Self::Cursor,
    ];

    /// What the agenda and the calendar take: what lists of meetings take, but they have no pages.
    pub const AGENDA: &'static [Self] = match Self::MEETINGS.split_last() {
        Some((Self::Cursor, rest)) => rest,
        _ => panic!("the cursor comes last"),
    };

    /// What counts take: no pages, and an order only so that one query string works everywhere.
    pub const COUNTS: &'static [Self] = &[
        Self::Territory,
        Self::Concerns,
        Self::Near,
        Self::Radius,
        Self::Status,
        Self::Level,
        Self::Modality,
        Self::Theme,
        Self::Source,
        Self::Platform,
        Self::Query,
        Self::OpensAfter,
        Self::ClosesBefore,
        Self::Language,
        Self::Sort,
    ];

    /// Its name in a query string.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Territory => "territory",
            Self::Concerns => "concerns",
            Self::Near => "near",
            Self::Radius => "radius",
            Self::Status => "status",
            Self::Level => "level",
            Self::Modality => "modality",
            Self::Theme => "theme",
            Self::Source => "source",
            Self::Platform => "platform",
            Self::Query => "q",
            Self::OpensAfter => "opens_after",
            Self::ClosesBefore => "closes_before",
            Self::From => "from",
            Self::To => "to",
            Self::Language => "lang",
            Self::Sort => "sort",
            Self::Limit => "limit",
            Self::Cursor => "cursor",
        }
    }
}

/// What people call a parameter whose name is not like it.
const CALLED: &[(&str, &[&str])] = &[
    (
        "territory",
        &["code", "commune", "epci", "insee", "siren", "ville"],
    ),
    ("status", &["etape", "etat", "phase", "state"]),
    ("level", &["niveau"]),
    ("modality", &["type"]),
    ("theme", &["categorie", "category", "tag", "topic"]),
    ("q", &["query", "recherche", "search"]),
    ("radius", &["distance", "rayon"]),
    ("from", &["depuis", "du"]),
    ("to", &["au", "until"]),
    ("lang", &["hl", "locale"]),
    ("sort", &["order", "tri"]),
    (
        "limit",
        &["count", "nombre", "par_page", "per_page", "size"],
    ),
    ("cursor", &["page"]),
];

/// What an output takes.
#[derive(Debug, Clone, Copy)]
pub struct Allowed {
    /// Its parameters of the filter language.
    pub parameters: &'static [Parameter],
    /// The names of its own parameters (`view`, `include`, `since`…), which the caller reads: they are passed over here, and known when a
    /// nearest name is sought.
    pub others: &'static [&'static str],
}

impl Allowed {
    /// A list of consultations without parameters of its own.
    pub const CONSULTATIONS: Self = Self::only(Parameter::CONSULTATIONS);
    /// A list of meetings without parameters of its own.
    pub const MEETINGS: Self = Self::only(Parameter::MEETINGS);
    /// Counts without parameters of their own.
    pub const COUNTS: Self = Self::only(Parameter::COUNTS);

    /// These parameters and no others.
    pub const fn only(parameters: &'static [Parameter]) -> Self {
        Self {
            parameters,
            others: &[],
        }
    }

    /// The same, and these parameters which the caller reads itself.
    #[must_use]
    pub const fn and(self, others: &'static [&'static str]) -> Self {
        Self { others, ..self }
    }

    /// Every name that is taken.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.parameters
            .iter()
            .map(|parameter| parameter.name())
            .chain(self.others.iter().copied())
    }

    /// The parameter of this name; `None` for one that the caller reads itself.
    pub(crate) fn parameter(&self, name: &str) -> Result<Option<Parameter>, ParameterError> {
        if let Some(parameter) = self.parameters.iter().find(|known| known.name() == name) {
            return Ok(Some(*parameter));
        }
        if self.others.contains(&name) {
            return Ok(None);
        }
        Err(ParameterError {
            name: clipped(name),
            value: None,
            expected: format!("one of {}", self.names().collect::<Vec<_>>().join(", ")),
            nearest: nearest(name, self.names()).or_else(|| self.meant(name)),
            places: Vec::new(),
        })
    }

    /// The parameter that is taken here for what people call otherwise.
    fn meant(&self, name: &str) -> Option<String> {
        let word = clipped(name).to_lowercase();
        let (meant, _) = CALLED
            .iter()
            .find(|(_, words)| words.contains(&word.as_str()))?;
        let taken = self.names().any(|name| name == *meant);
        taken.then(|| (*meant).to_owned())
    }
}

/// A parameter that is not known here, or whose value cannot be understood. Nothing is ever ignored in silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterError {
    /// The parameter, as it was written.
    pub name: String,
    /// Its value; `None` when the parameter itself is unknown, empty when it is missing. Clipped to 80 characters.
    pub value: Option<String>,
    /// What would have been right, in English.
    pub expected: String,
    /// The nearest name or value that would have been right.
    pub nearest: Option<String>,
    /// The territories that may be meant by a name where a code is expected, likeliest first: then the first is the nearest.
    pub places: Vec<PlaceMeant>,
}

/// A territory that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceMeant {
    /// Its code: what is expected.
    pub code: TerritoryCode,
    /// Its official name.
    pub name: String,
}

/// So many territories at most may be meant.
const MOST_PLACES: usize = 5;

impl ParameterError {
    /// A known parameter with a wrong value.
    pub fn value(parameter: &str, value: &str, expected: impl Into<String>) -> Self {
        Self {
            name: parameter.to_owned(),
            value: Some(clipped(value)),
            expected: expected.into(),
            nearest: None,
            places: Vec::new(),
        }
    }

    /// A parameter without which there is no answer, and which is not there.
    pub fn missing(parameter: &str, expected: impl Into<String>) -> Self {
        Self::value(parameter, "", expected)
    }

    /// With the nearest right value among `candidates`, if one is near.
    #[must_use]
    pub fn near<'a>(mut self, candidates: impl Iterator<Item = &'a str>) -> Self {
        self.nearest = self
            .value
            .as_deref()
            .and_then(|value| nearest(value, candidates));
        self
    }
}

impl ParameterError {
    /// With the territories that are meant where the value is a name, or nearly one, and a code of a territory was expected: those inside `home`
    /// first, then the most populated. Any other error is left as it is.
    #[must_use]
    pub fn naming(mut self, geography: &Geography, home: TerritoryCode) -> Self {
        let takes = |parameter: Parameter| self.name == parameter.name();
        let is_near = takes(Parameter::Near);
        let takes_codes = is_near || takes(Parameter::Territory) || takes(Parameter::Concerns);
        let name = self.value.as_deref().filter(|value| {
            let is_code = value.parse::<TerritoryCode>().is_ok();
            takes_codes && !is_code
        });
        let places = name.map(|name| geography.meant(name, home, MOST_PLACES));
        let places = places.into_iter().flatten();
        self.places = places
            .filter(|place| place.centre.is_some() || !is_near)
            .map(|place| PlaceMeant {
                code: place.code,
                name: place.name.to_owned(),
            })
            .collect();
        if let Some(place) = self.places.first() {
            self.nearest = Some(place.code.to_string());
        }
        self
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value.as_deref() {
            None => write!(f, "unknown parameter `{}`", self.name)?,
            // An empty value is as if the parameter were absent, so that none is ever wrong.
            Some("") => write!(f, "parameter `{}` is missing", self.name)?,
            Some(value) => write!(f, "parameter `{}` cannot be `{value}`", self.name)?,
        }
        write!(f, ": expected {}", self.expected)?;
        match (&self.nearest, self.places.first()) {
            (_, Some(place)) => write!(f, "; did you mean `{}` ({})?", place.code, place.name),
            (Some(nearest), None) => write!(f, "; did you mean `{nearest}`?"),
            (None, None) => Ok(()),
        }
    }
}

impl std::error::Error for ParameterError {}

fn clipped(text: &str) -> String {
    text.chars().take(80).collect()
}

/// The candidate that resembles `word` most, if any does.
fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    const ALIKE: f64 = 0.8;
    let word = clipped(word).to_lowercase();
    // Of a word of three letters one that changed its place is too much for the likeness.
    let is_a_slip = |candidate: &str| {
        word.chars().nth(2).is_some() && strsim::osa_distance(&word, candidate) == 1
    };
    candidates
        .map(|candidate| (strsim::jaro_winkler(&word, candidate), candidate))
        .filter(|(likeness, candidate)| *likeness >= ALIKE || is_a_slip(candidate))
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate.to_owned())
}
