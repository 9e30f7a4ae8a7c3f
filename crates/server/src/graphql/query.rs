//! The root of the schema.

#![expect(
    clippy::unused_async,
    reason = "async-graphql wants every resolver asynchronous; nothing here waits"
)]

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};

use super::Served;
use super::group::ParticipatoryProcessGroup;
use super::meetings::{ComponentInterface, Meetings};
use super::process::ParticipatoryProcess;
use super::relayed::Passerelle;
use super::statistic::Statistic;
use super::taxonomy::{self, Taxonomy};
use super::text::{DateTime as Instant, TranslatedField};
use passerelle_index::Entry;
use passerelle_model::ConsultationId;
use passerelle_query::Filter;

/// The version of Decidim whose names and shapes these are.
const DECIDIM: &str = "0.31.5";

/// The root.
pub(super) struct Query;

fn served<'a>(context: &'a Context<'_>) -> Result<&'a Arc<Served>> {
    context.data::<Arc<Served>>()
}

fn entry<'a>(served: &'a Served, id: &str) -> Option<&'a Arc<Entry>> {
    let id: ConsultationId = id.parse().ok()?;
    served.snapshot.entry(id)
}

/// Everything that the gateway relays, with the names of Decidim's own API. Nothing can be changed.
#[Object]
impl Query {
    /// The version of Decidim whose API this is like, and the name of the gateway.
    async fn decidim(&self, context: &Context<'_>) -> Result<Option<Decidim>> {
        Ok(Some(Decidim {
            version: Some(DECIDIM),
            application_name: served(context)?.site.name().to_owned(),
        }))
    }

    /// The operator of the gateway.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>> {
        let served = Arc::clone(served(context)?);
        Ok(Some(Organization { served }))
    }

    /// Every consultation, latest published first unless another order is asked for.
    async fn participatory_processes(
        &self,
        context: &Context<'_>,
        filter: Option<ParticipatoryProcessFilter>,
        order: Option<ParticipatoryProcessSort>,
    ) -> Result<Option<Vec<ParticipatoryProcess>>> {
        let served = served(context)?;
        let mut entries = served.snapshot.select(&Filter::default());
        if let Some(filter) = filter {
            let (before, since) = filter.bounds()?;
            entries.retain(|entry| {
                before.is_none_or(|before| entry.known_since() < before)
                    && since.is_none_or(|since| entry.known_since() >= since)
            });
        }
        if let Some(order) = order {
            order.apply(&mut entries)?;
        }
        let process = |entry| ParticipatoryProcess {
            entry,
            served: Arc::clone(served),
        };
        Ok(Some(entries.into_iter().map(process).collect()))
    }

    /// One consultation, by id or by slug.
    async fn participatory_process(
        &self,
        context: &Context<'_>,
        id: Option<ID>,
        slug: Option<String>,
    ) -> Result<Option<ParticipatoryProcess>> {
        let served = served(context)?;
        let named = slug.as_deref().and_then(ParticipatoryProcess::id_of_slug);
        let id = id.as_ref().map(|id| id.as_str()).or(named);
        let found = id.and_then(|id| entry(served, id));
        Ok(found.map(|entry| ParticipatoryProcess {
            entry: Arc::clone(entry),
            served: Arc::clone(served),
        }))
    }

    /// The sources, each with what it brought.
    async fn participatory_process_groups(
        &self,
        context: &Context<'_>,
    ) -> Result<Vec<ParticipatoryProcessGroup>> {
        let served = served(context)?;
        let sources = served.site.sources();
        let groups = sources.map(|source| ParticipatoryProcessGroup::new(source, served));
        Ok(groups.collect())
    }

    /// One source.
    async fn participatory_process_group(
        &self,
        context: &Context<'_>,
        id: ID,
    ) -> Result<Option<ParticipatoryProcessGroup>> {
        let served = served(context)?;
        let mut sources = served.site.sources();
        let source = sources.find(|source| source.id.as_str() == id.as_str());
        Ok(source.map(|source| ParticipatoryProcessGroup::new(source, served)))
    }

    /// None: assemblies that are relayed are among the processes.
    async fn assemblies(
        &self,
        filter: Option<ParticipatoryProcessFilter>,
        order: Option<ParticipatoryProcessSort>,
    ) -> Result<Option<Vec<Assembly>>> {
        // A wrong argument is told of although there is nothing to filter or order.
        filter.map(|filter| filter.bounds()).transpose()?;
        order.map(|order| order.apply(&mut [])).transpose()?;
        Ok(Some(Vec::new()))
    }

    /// None: see `assemblies`.
    async fn assembly(&self, id: Option<ID>) -> Option<Assembly> {
        drop(id);
        None
    }

    /// The meetings of one consultation.
    async fn component(&self, context: &Context<'_>, id: ID) -> Result<Option<ComponentInterface>> {
        let served = served(context)?;
        let consultation = Meetings::consultation_of(&id);
        let found = consultation.and_then(|id| entry(served, id));
        Ok(found.and_then(Meetings::of))
    }

    /// The gateway that answers. Decidim has no such field.
    async fn passerelle(&self, context: &Context<'_>) -> Result<Passerelle> {
        Ok(Passerelle(Arc::clone(served(context)?)))
    }
}

/// The API that this is like.
#[derive(SimpleObject)]
struct Decidim {
    /// The version of Decidim whose names and shapes these are.
    version: Option<&'static str>,
    /// The name of the gateway.
    application_name: String,
}

struct Organization {
    served: Arc<Served>,
}

/// The operator of the gateway.
#[Object]
impl Organization {
    /// The name of the gateway.
    async fn name(&self) -> Option<TranslatedField> {
        let name = self.served.site.name();
        Some(TranslatedField::fixed(name, name))
    }

    /// The roots of the taxonomies.
    async fn taxonomies(&self) -> Option<Vec<Option<Taxonomy>>> {
        Some(
            taxonomy::roots(&self.served)
                .into_iter()
                .map(Some)
                .collect(),
        )
    }

    /// The public counts of everything that is relayed.
    async fn stats(&self) -> Option<Vec<Option<Statistic>>> {
        let snapshot = &self.served.snapshot;
        let meetings: usize = snapshot
            .entries()
            .map(|entry| entry.stored.consultation.meetings_taking_place().count())
            .sum();
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let stats = [
            Statistic::new(
                "processes_count",
                "Consultations",
                "Consultations",
                count(snapshot.len()),
            ),
            Statistic::new("meetings_count", "Rencontres", "Meetings", count(meetings)),
        ];
        Some(stats.into_iter().map(Some).collect())
    }
}

/// An assembly. The gateway has none; the type is there for clients that ask for assemblies.
#[derive(SimpleObject)]
struct Assembly {
    /// The id.
    id: ID,
    /// The name in addresses.
    slug: String,
    /// The title.
    title: TranslatedField,
    /// The page.
    url: Option<String>,
    /// The publication.
    published_at: Instant,
    /// The taxonomies.
    taxonomies: Option<Vec<Taxonomy>>,
    /// The assembly that it belongs to.
    parent: Option<Box<Assembly>>,
}

/// A choice of consultations by their publication.
#[derive(InputObject)]
struct ParticipatoryProcessFilter {
    /// The last day of publication (ISO 8601).
    published_before: Option<String>,
    /// The first day of publication (ISO 8601).
    published_since: Option<String>,
}

/// The instant before which, and the instant since which, consultations were published.
type Bounds = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

impl ParticipatoryProcessFilter {
    fn bounds(&self) -> Result<Bounds> {
        let day = |text: &Option<String>| -> Result<Option<NaiveDate>> {
            let read = |text: &String| {
                let day = text.get(..10).unwrap_or(text);
                day.parse().map_err(|_malformed| {
                    async_graphql::Error::new("Invalid date format: expected a day (2026-11-30)")
                })
            };
            text.as_ref().map(read).transpose()
        };
        let midnight = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc();
        let before = day(&self.published_before)?.and_then(|day| day.succ_opt());
        Ok((
            before.map(midnight),
            day(&self.published_since)?.map(midnight),
        ))
    }
}

/// An order, `asc` or `desc`. The first field that is given decides.
#[derive(InputObject)]
struct ParticipatoryProcessSort {
    /// Orders by publication.
    published_at: Option<String>,
    /// Orders by id.
    id: Option<String>,
    /// Orders by the day of opening; consultations without one come last.
    start_date: Option<String>,
}

/// The direction of an order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Ascending,
    Descending,
}

impl ParticipatoryProcessSort {
    fn apply(&self, entries: &mut [Arc<Entry>]) -> Result<()> {
        if let Some(direction) = &self.published_at {
            sort(entries, direction, |entry| {
                Some(entry.known_since().timestamp())
            })
        } else if let Some(direction) = &self.start_date {
            sort(entries, direction, |entry| {
                let zone = entry.stored.consultation.timezone;
                Some(entry.opens()?.begins(zone).timestamp())
            })
        } else if let Some(direction) = &self.id {
            sort(entries, direction, |entry| Some(entry.id()))
        } else {
            Ok(())
        }
    }
}

fn sort<K: Ord>(
    entries: &mut [Arc<Entry>],
    direction: &str,
    key: impl Fn(&Entry) -> Option<K>,
) -> Result<()> {
    let direction = match direction.to_ascii_lowercase().as_str() {
        "asc" => Direction::Ascending,
        "desc" => Direction::Descending,
        _ => return Err("Invalid order: expected `asc` or `desc`".into()),
    };
    entries.sort_by(|left, right| match (key(left), key(right)) {
        (Some(left), Some(right)) if direction == Direction::Ascending => left.cmp(&right),
        (Some(left), Some(right)) => right.cmp(&left),
        (left, right) => left.is_none().cmp(&right.is_none()),
    });
    Ok(())
}
