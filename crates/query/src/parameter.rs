//! The table of parameters: one row says all that is known of a parameter. The order of the rows is that of the canonical form.

use super::circle::{Center, DEFAULT_RADIUS_M, Near, kilometres, parse_radius};
use super::cursor::Cursor;
use super::draft::Draft;
use super::filter::{Filter, MAX_LIMIT};
use super::refusal::ParameterError;
use super::sort::Sort;
use super::value::{Value, joined};
use passerelle_model::{Level, Modality, Platform, Status};

/// A family of outputs: each takes other parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Lists of consultations.
    Consultations,
    /// Lists of meetings.
    Meetings,
    /// Agendas and calendars, which have no pages.
    Agenda,
    /// Counts.
    Counts,
}

use Family::{Agenda, Consultations, Counts, Meetings};

/// The families of every output.
const EVERY: &[Family] = &[Consultations, Meetings, Agenda, Counts];

/// The shape of a value, or of each value of a list.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Any text.
    Text,
    /// A text of this regular expression (ECMA-262).
    Like(&'static str),
    /// The code of a territory.
    Territory,
    /// Degrees of latitude and longitude, or the code of a territory.
    PointOrTerritory,
    /// One of a closed list of tokens.
    Token(fn() -> Vec<&'static str>),
    /// A day.
    Day,
    /// Kilometres, at least and at most.
    Kilometres(f64, f64),
    /// A whole number from 1 to this.
    UpTo(usize),
}

/// The effect of a parameter on an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Selects, and an exported site has a page for each of its values.
    View,
    /// Selects.
    Selects,
    /// Orders.
    Orders,
    /// Chooses the page or the language, and selects nothing.
    Presents,
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// The name in a query string.
    pub name: &'static str,
    /// Other names that people use for it, in lower case.
    pub also: &'static [&'static str],
    /// The families of outputs that take it.
    pub taken_by: &'static [Family],
    /// The effect on an answer.
    pub effect: Effect,
    /// `true` where several values may be given, of which any may match.
    pub is_list: bool,
    /// The shape of a value.
    pub shape: Shape,
    /// The description for programmers, in English, without a full stop.
    pub description: &'static str,
    /// Reads a value into a draft.
    pub(crate) read: fn(&mut Draft<'_>, Value<'_>) -> Result<(), ParameterError>,
    /// Writes the value of a filter in the canonical form, not percent-encoded; `None` where it is absent or has its default.
    pub(crate) write: fn(&Filter) -> Option<String>,
    /// Takes the parameter out of a filter.
    pub(crate) clear: fn(&mut Filter),
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $parameter:ident $row:tt)*) => {
        /// A parameter of the filter language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Parameter {
            $($(#[$doc])* $parameter,)*
        }

        impl Parameter {
            /// Every parameter, in the order of the canonical form.
            pub const ALL: &'static [Self] = &[$(Self::$parameter),*];

            /// Returns its row of the table.
            pub const fn row(self) -> &'static Row {
                match self {
                    $(Self::$parameter => {
                        const ROW: Row = Row $row;
                        &ROW
                    })*
                }
            }
        }
    };
}

parameters! {
    /// Consultations in a territory or anything inside it.
    Territory {
        name: "territory",
        also: &["code", "commune", "epci", "insee", "siren", "ville"],
        taken_by: EVERY,
        effect: Effect::View,
        is_list: true,
        shape: Shape::Territory,
        description: "Territory codes: in one of them, or inside",
        read: |draft, value| value.territories(draft.geography, &mut draft.filter.territory),
        write: |filter| joined(&filter.territory),
        clear: |filter| filter.territory.clear(),
    }
    /// Consultations in a territory, anything inside it, or any collectivity that it lies in.
    Concerns {
        name: "concerns",
        also: &[],
        taken_by: EVERY,
        effect: Effect::View,
        is_list: true,
        shape: Shape::Territory,
        description: "Territory codes: in one of them, inside, or in a collectivity that it lies in",
        read: |draft, value| value.territories(draft.geography, &mut draft.filter.concerns),
        write: |filter| joined(&filter.concerns),
        clear: |filter| filter.concerns.clear(),
    }
    /// Consultations near a point or the centre of a territory.
    Near {
        name: "near",
        also: &[],
        taken_by: EVERY,
        effect: Effect::Selects,
        is_list: false,
        shape: Shape::PointOrTerritory,
        description: "`LAT,LON` or a territory code",
        read: |draft, value| {
            draft.filter.near = Some(Near {
                center: Center::parse(value.text, draft.geography)?,
                radius_m: DEFAULT_RADIUS_M,
            });
            Ok(())
        },
        write: |filter| filter.near.map(|near| near.center.to_string()),
        clear: |filter| filter.near = None,
    }
    /// The distance from that point, in kilometres.
    Radius {
        name: "radius",
        also: &["distance", "rayon"],
        taken_by: EVERY,
        effect: Effect::Selects,
        is_list: false,
        shape: Shape::Kilometres(0.1, 1000.0),
        description: "Kilometres around `near`",
        read: |draft, value| {
            draft.radius = Some(parse_radius(value.text)?);
            Ok(())
        },
        write: |filter| {
            let radius = filter.near.map(|near| near.radius_m);
            radius.filter(|radius| *radius != DEFAULT_RADIUS_M).map(kilometres)
        },
        clear: |filter| {
            if let Some(near) = &mut filter.near {
                near.radius_m = DEFAULT_RADIUS_M;
            }
        },
    }
    /// Consultations by status.
    Status {
        name: "status",
        also: &["etape", "etat", "phase", "state"],
        taken_by: EVERY,
        effect: Effect::Selects,
        is_list: true,
        shape: Shape::Token(|| Status::ALL.iter().map(|term| term.token()).collect()),
        description: "By status",
        read: |draft, value| value.terms(Status::ALL, &mut draft.filter.status),
        write: |filter| joined(&filter.status),
        clear: |filter| filter.status.clear(),
    }
    /// Consultations by level of participation.
    Level {
        name: "level",
        also: &["niveau"],
        taken_by: EVERY,
        effect: Effect::View,
        is_list: true,
        shape: Shape::Token(|| Level::ALL.iter().map(|term| term.token()).collect()),
        description: "By level of participation (IAP2)",
        read: |draft, value| value.terms(Level::ALL, &mut draft.filter.level),
        write: |filter| joined(&filter.level),
        clear: |filter| filter.level.clear(),
    }
    /// Consultations by modality.
    Modality {
        name: "modality",
        also: &["type"],
        taken_by: EVERY,
        effect: Effect::View,
        is_list: true,
        shape: Shape::Token(|| Modality::ALL.iter().map(|term| term.token()).collect()),
        description: "By what one can do",
        read: |draft, value| value.terms(Modality::ALL, &mut draft.filter.modality),
        write: |filter| joined(&filter.modality),
        clear: |filter| filter.modality.clear(),
    }
    /// Consultations by theme.
    Theme {
        name: "theme",
        also: &["categorie", "category", "tag", "topic"],
        taken_by: EVERY,
        effect: Effect::View,
        is_list: true,
        shape: Shape::Like(r"[^\s,]"),
        description: "By theme",
        read: |draft, value| value.themes(&mut draft.filter.theme),
        write: |filter| joined(&filter.theme),
        clear: |filter| filter.theme.clear(),
    }
    /// Consultations by source of this gateway.
    Source {
        name: "source",
        also: &[],
        taken_by: EVERY,
        effect: Effect::View,
        is_list: true,
        shape: Shape::Like("^[a-z0-9][a-z0-9_-]{0,63}$"),
        description: "By source of this gateway",
        read: |draft, value| value.sources(&mut draft.filter.source),
        write: |filter| joined(&filter.source),
        clear: |filter| filter.source.clear(),
    }
    /// Consultations by software of the source.
    Platform {
        name: "platform",
        also: &[],
        taken_by: EVERY,
        effect: Effect::View,
        is_list: true,
        shape: Shape::Token(|| Platform::ALL.iter().map(|term| term.token()).collect()),
        description: "By software",
        read: |draft, value| value.terms(Platform::ALL, &mut draft.filter.platform),
        write: |filter| joined(&filter.platform),
        clear: |filter| filter.platform.clear(),
    }
    /// Consultations in whose texts words stand.
    Query {
        name: "q",
        also: &["query", "recherche", "search"],
        taken_by: EVERY,
        effect: Effect::Selects,
        is_list: false,
        shape: Shape::Text,
        description: "Words that must all be found, in any number and gender, as an acronym or as what it stands for, or by their beginning; accents and case do not count. Lists of the API, their counts and pages also find misspelt words, and where nothing has every word what has most of them: `match` says so. With words and no `sort`, the lists of consultations come by relevance",
        read: |draft, value| {
            draft.filter.query = value.words()?;
            Ok(())
        },
        write: |filter| filter.query.clone(),
        clear: |filter| filter.query = None,
    }
    /// Consultations that open on a day or later.
    OpensAfter {
        name: "opens_after",
        also: &[],
        taken_by: EVERY,
        effect: Effect::Selects,
        is_list: false,
        shape: Shape::Day,
        description: "The whole opens on this day or later",
        read: |draft, value| {
            draft.filter.opens_after = Some(value.day()?);
            Ok(())
        },
        write: |filter| filter.opens_after.map(|day| day.to_string()),
        clear: |filter| filter.opens_after = None,
    }
    /// Consultations that close on a day or before.
    ClosesBefore {
        name: "closes_before",
        also: &[],
        taken_by: EVERY,
        effect: Effect::Selects,
        is_list: false,
        shape: Shape::Day,
        description: "One can take part now until this day or before (`deadline`); where there is no such day, the whole closes on it or before (`closes_on`)",
        read: |draft, value| {
            draft.filter.closes_before = Some(value.day()?);
            Ok(())
        },
        write: |filter| filter.closes_before.map(|day| day.to_string()),
        clear: |filter| filter.closes_before = None,
    }
    /// Meetings on a day or later.
    From {
        name: "from",
        also: &["depuis", "du"],
        taken_by: &[Meetings, Agenda],
        effect: Effect::Selects,
        is_list: false,
        shape: Shape::Day,
        description: "Meetings on this day or later",
        read: |draft, value| {
            draft.filter.from = Some(value.day()?);
            Ok(())
        },
        write: |filter| filter.from.map(|day| day.to_string()),
        clear: |filter| filter.from = None,
    }
    /// Meetings on a day or before.
    To {
        name: "to",
        also: &["au", "until"],
        taken_by: &[Meetings, Agenda],
        effect: Effect::Selects,
        is_list: false,
        shape: Shape::Day,
        description: "Meetings on this day or before",
        read: |draft, value| {
            draft.filter.to = Some(value.day()?);
            Ok(())
        },
        write: |filter| filter.to.map(|day| day.to_string()),
        clear: |filter| filter.to = None,
    }
    /// The language of the texts.
    Language {
        name: "lang",
        also: &["hl", "locale"],
        taken_by: EVERY,
        effect: Effect::Presents,
        is_list: false,
        shape: Shape::Like("^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$"),
        description: "The language of the reader, else the first of the gateway; it selects nothing",
        read: |draft, value| {
            draft.filter.language = Some(value.language()?);
            Ok(())
        },
        write: |filter| filter.language.as_ref().map(ToString::to_string),
        clear: |filter| filter.language = None,
    }
    /// The order. Families that have one of their own take it too, so that one query string works everywhere.
    Sort {
        name: "sort",
        also: &["order", "tri"],
        taken_by: EVERY,
        effect: Effect::Orders,
        is_list: false,
        shape: Shape::Token(Sort::tokens),
        description: "The order; `relevance` needs `q`, `distance` needs `near`. `closing` has what one can take part in by its `deadline`, without one last, then what is paused or upcoming by its next opening, then what is over. Meetings, calendars, directories and figures have an order of their own: there it is taken, so that one query string works everywhere, and has no effect",
        read: |draft, value| {
            draft.filter.sort = value.sort()?;
            Ok(())
        },
        write: |filter| (filter.sort != Sort::default()).then(|| filter.sort.token().to_owned()),
        clear: |filter| filter.sort = Sort::default(),
    }
    /// The most items on a page.
    Limit {
        name: "limit",
        also: &["count", "nombre", "par_page", "per_page", "size"],
        taken_by: &[Consultations, Meetings, Agenda],
        effect: Effect::Presents,
        is_list: false,
        shape: Shape::UpTo(MAX_LIMIT),
        description: "How many on a page",
        read: |draft, value| {
            draft.filter.limit = Some(value.limit()?);
            Ok(())
        },
        write: |filter| filter.limit.map(|limit| limit.to_string()),
        clear: |filter| filter.limit = None,
    }
    /// The place at which the page begins.
    Cursor {
        name: "cursor",
        also: &["page"],
        taken_by: &[Consultations, Meetings],
        effect: Effect::Presents,
        is_list: false,
        shape: Shape::Text,
        description: "The `next_cursor` of the page before",
        read: |draft, value| {
            draft.cursor = Some(value.text.to_owned());
            Ok(())
        },
        write: |filter| filter.cursor.as_ref().map(Cursor::encode),
        clear: |filter| filter.cursor = None,
    }
}

impl Parameter {
    /// Returns its name in a query string.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the parameter of this name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|parameter| parameter.name() == name)
    }

    /// Returns the parameters that a family of outputs takes, in the order of the canonical form.
    pub fn taken_by(family: Family) -> impl Iterator<Item = Self> + Clone {
        let all = Self::ALL.iter().copied();
        all.filter(move |parameter| parameter.row().taken_by.contains(&family))
    }
}
