//! What the JSON portal says of the gateway in figures.

use serde::Serialize;
use utoipa::ToSchema;

use passerelle_index::{DURATIONS_UP_TO, Figures};

use super::{FacetBody, FacetsBody};

/// What matches every filter, in figures: no figure of a kind is greater than the number of consultations.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatsBody {
    /// The program and its version.
    pub version: &'static str,
    /// How many consultations match.
    pub consultations: usize,
    /// How many meetings match that are announced and not cancelled: those of these consultations, and the appointments that belong to none.
    pub meetings: usize,
    /// How many sources these consultations and meetings come from.
    pub sources: usize,
    /// How many territories the consultations concern.
    pub territories: usize,
    /// By status.
    pub status: Vec<FacetBody>,
    /// By level; what declares none stands in `without_level`.
    pub level: Vec<FacetBody>,
    /// How many declare no level.
    pub without_level: usize,
    /// By modality; what has several counts for each.
    pub modality: Vec<FacetBody>,
    /// By territory, each with what lies inside it.
    pub territory: Vec<FacetBody>,
    /// By platform.
    pub platform: Vec<FacetBody>,
    /// The last 24 months, oldest first.
    pub months: Vec<MonthBody>,
    /// How long they are open.
    pub durations: DurationsBody,
    /// What came of those that are over.
    pub results: OutcomesBody,
    /// The last change of content; `null` as long as there is none.
    pub updated: Option<String>,
}

/// What has opened and closed in one month; what is announced for days to come is not counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MonthBody {
    /// The month, as `2026-03`.
    pub month: String,
    /// How many opened in it.
    pub opened: usize,
    /// How many closed in it.
    pub closed: usize,
}

/// How long consultations are open, in days, the first and the last included.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DurationsBody {
    /// Of how many both days are known.
    pub known: usize,
    /// Half of them last no longer than this.
    pub median_days: Option<u32>,
    /// A quarter of them last no longer than this.
    pub first_quartile_days: Option<u32>,
    /// Three quarters of them last no longer than this.
    pub third_quartile_days: Option<u32>,
    /// How many last how long, the shortest first.
    pub bands: Vec<BandBody>,
}

/// How many last from so many days to so many.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BandBody {
    /// At least so many days.
    pub from_days: u32,
    /// At most so many; `null` for the longest.
    pub to_days: Option<u32>,
    /// How many.
    pub count: usize,
}

/// How many publish what came of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutcomesBody {
    /// How many are over.
    pub over: usize,
    /// How many of these published results.
    pub published: usize,
}

impl StatsBody {
    /// The figures of a selection: its counts by kind, and what it amounts to.
    pub fn new(counts: FacetsBody, figures: &Figures, updated: Option<String>) -> Self {
        let declared: usize = counts.level.iter().map(|value| value.count).sum();
        Self {
            version: env!("CARGO_PKG_VERSION"),
            consultations: counts.total,
            meetings: figures.meetings,
            sources: figures.sources,
            territories: counts.territory.len(),
            status: counts.status,
            level: counts.level,
            without_level: counts.total.saturating_sub(declared),
            modality: counts.modality,
            territory: counts.territory,
            platform: counts.platform,
            months: months(figures),
            durations: durations(figures),
            results: OutcomesBody {
                over: figures.outcomes.over,
                published: figures.outcomes.published,
            },
            updated,
        }
    }
}

fn months(figures: &Figures) -> Vec<MonthBody> {
    let months = figures.months.iter();
    months
        .map(|month| MonthBody {
            month: month.first_day.format("%Y-%m").to_string(),
            opened: month.opened,
            closed: month.closed,
        })
        .collect()
}

fn durations(figures: &Figures) -> DurationsBody {
    let durations = &figures.durations;
    let quartile = |at: usize| durations.quartiles.and_then(|all| all.get(at).copied());
    let ends = DURATIONS_UP_TO.iter().copied().map(Some).chain([None]);
    let begins = std::iter::once(1).chain(DURATIONS_UP_TO.iter().map(|up_to| up_to + 1));
    let bands = begins.zip(ends).zip(durations.bands);
    DurationsBody {
        known: durations.known,
        median_days: quartile(1),
        first_quartile_days: quartile(0),
        third_quartile_days: quartile(2),
        bands: bands
            .map(|((from_days, to_days), count)| BandBody {
                from_days,
                to_days,
                count,
            })
            .collect(),
    }
}
