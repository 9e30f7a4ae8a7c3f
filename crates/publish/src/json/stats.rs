//! The figures of the gateway in the JSON portal.

use serde::Serialize;
use utoipa::ToSchema;

use passerelle_index::{DURATIONS_UP_TO, Figures};

use super::{FacetBody, FacetsBody};

/// Figures of everything that matches every filter: no figure of a kind is greater than the number of consultations.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatsBody {
    /// The program and its version.
    pub version: &'static str,
    /// The number of consultations that match.
    pub consultations: usize,
    /// The number of meetings that match and are announced and not cancelled: those of these consultations, and the appointments that belong to none.
    pub meetings: usize,
    /// The number of sources that these consultations and meetings come from.
    pub sources: usize,
    /// The number of territories that the consultations concern.
    pub territories: usize,
    /// Counts by status.
    pub status: Vec<FacetBody>,
    /// Counts by level; consultations that declare none are counted in `without_level`.
    pub level: Vec<FacetBody>,
    /// The number of consultations that declare no level.
    pub without_level: usize,
    /// Counts by modality; a consultation that has several counts for each.
    pub modality: Vec<FacetBody>,
    /// Counts by territory, each with what lies inside it.
    pub territory: Vec<FacetBody>,
    /// Counts by platform.
    pub platform: Vec<FacetBody>,
    /// The last 24 months, oldest first.
    pub months: Vec<MonthBody>,
    /// The times for which they are open.
    pub durations: DurationsBody,
    /// The results of those that are over.
    pub results: OutcomesBody,
    /// The last change of content; `null` as long as there is none.
    pub updated: Option<String>,
}

/// The consultations that opened and closed in one month; what is announced for days to come is not counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MonthBody {
    /// The month, as `2026-03`.
    pub month: String,
    /// The number that opened in it.
    pub opened: usize,
    /// The number that closed in it.
    pub closed: usize,
}

/// The times for which consultations are open, in days, the first and the last included.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DurationsBody {
    /// The number of consultations of which both days are known.
    pub known: usize,
    /// Half of them last no longer than this.
    pub median_days: Option<u32>,
    /// A quarter of them last no longer than this.
    pub first_quartile_days: Option<u32>,
    /// Three quarters of them last no longer than this.
    pub third_quartile_days: Option<u32>,
    /// The number of consultations by their time, the shortest first.
    pub bands: Vec<BandBody>,
}

/// The number of consultations that last from so many days to so many.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BandBody {
    /// The fewest days.
    pub from_days: u32,
    /// The most days; `null` for the longest.
    pub to_days: Option<u32>,
    /// The number of consultations.
    pub count: usize,
}

/// The number of consultations that publish their results.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutcomesBody {
    /// The number that are over.
    pub over: usize,
    /// The number of these that published results.
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
