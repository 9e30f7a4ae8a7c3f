//! A consultation as a participatory process of Decidim, whatever it is at its source.

use std::sync::Arc;

use async_graphql::{Enum, ID, Interface, Object, SimpleObject};

use super::Served;
use super::group::ParticipatoryProcessGroup;
use super::meetings::{ComponentInterface, Meetings};
use super::relayed::RelayedSpace;
use super::statistic::{Statistic, of_counts};
use super::taxonomy::{self, Taxonomy};
use super::text::{Date, DateTime, TranslatedField, html_of_plain};
use passerelle_index::Entry;
use passerelle_model::{Access, Consultation};

/// The beginning of every slug, since Decidim's begin with a letter. The id follows, so that every slug is unique.
const SLUG: &str = "c-";

/// A space in which one can take part.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Its id."),
    field(
        name = "type",
        method = "kind",
        ty = "String",
        desc = "Its type in Decidim."
    ),
    field(name = "title", ty = "TranslatedField", desc = "Its title.")
)]
pub(super) enum ParticipatorySpaceInterface {
    /// A process.
    Process(ParticipatoryProcess),
}

/// The access to a space, in the words of Decidim 0.32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum AccessModeEnum {
    /// Everybody reads and takes part.
    Open,
    /// Everybody reads, the members take part.
    Transparent,
    /// The members read and take part. Such a space is not relayed.
    Restricted,
}

/// A consultation.
#[derive(Clone)]
pub(super) struct ParticipatoryProcess {
    pub(super) entry: Arc<Entry>,
    pub(super) served: Arc<Served>,
}

impl ParticipatoryProcess {
    fn consultation(&self) -> &Consultation {
        &self.entry.stored.consultation
    }

    /// Takes the id out of a slug.
    pub(super) fn id_of_slug(slug: &str) -> Option<&str> {
        slug.strip_prefix(SLUG)
    }
}

/// A consultation.
#[Object]
impl ParticipatoryProcess {
    /// The id, the same in every gateway and for ever.
    async fn id(&self) -> ID {
        ID(self.entry.id().to_string())
    }

    /// A name for addresses, unique in this gateway.
    async fn slug(&self) -> String {
        format!("{SLUG}{}", self.entry.id())
    }

    /// The type in Decidim.
    #[graphql(name = "type")]
    async fn kind(&self) -> String {
        "Decidim::ParticipatoryProcess".to_owned()
    }

    /// The title.
    async fn title(&self) -> TranslatedField {
        TranslatedField(self.consultation().title.clone())
    }

    /// Always null: sources have no common idea of a second title.
    async fn subtitle(&self) -> Option<TranslatedField> {
        None
    }

    /// The summary, in HTML.
    async fn short_description(&self) -> Option<TranslatedField> {
        html_of_plain(&self.consultation().summary)
    }

    /// The description, in HTML.
    async fn description(&self) -> Option<TranslatedField> {
        TranslatedField::of(&self.consultation().description_html)
    }

    /// The day on which it opens.
    async fn start_date(&self) -> Option<Date> {
        let zone = self.consultation().timezone;
        self.entry.opens().map(|moment| Date(moment.day(zone)))
    }

    /// The last day on which it is open.
    async fn end_date(&self) -> Option<Date> {
        let zone = self.consultation().timezone;
        self.entry.closes().map(|moment| Date(moment.day(zone)))
    }

    /// The publication, or the moment when this gateway first saw it where the source gives none: Decidim's schema has always a date.
    async fn published_at(&self) -> DateTime {
        DateTime::of_utc(self.entry.known_since(), self.consultation().timezone)
    }

    /// The moment when this gateway first saw it.
    async fn created_at(&self) -> Option<DateTime> {
        let first_seen = self.entry.stored.history.first_seen;
        Some(DateTime::of_utc(first_seen, self.consultation().timezone))
    }

    /// The last change that this gateway saw.
    async fn updated_at(&self) -> Option<DateTime> {
        let updated = self.entry.stored.history.updated;
        Some(DateTime::of_utc(updated, self.consultation().timezone))
    }

    /// Says whether the source puts it forward.
    async fn promoted(&self) -> Option<bool> {
        Some(self.consultation().promoted)
    }

    /// Always null: the gateway does not know it.
    async fn reference(&self) -> Option<String> {
        None
    }

    /// The address of the image at the source.
    async fn hero_image(&self) -> Option<String> {
        let image = self.consultation().lasting_image()?;
        Some(image.url.to_string())
    }

    /// The page at the source, where one takes part.
    async fn url(&self) -> Option<String> {
        Some(self.consultation().url.to_string())
    }

    /// Always false: private spaces are not relayed.
    async fn private_space(&self) -> Option<bool> {
        Some(false)
    }

    /// The access. Never `RESTRICTED`: a space that not everybody can read is not relayed.
    async fn access_mode(&self) -> Option<AccessModeEnum> {
        Some(match self.consultation().access {
            Access::Everybody => AccessModeEnum::Open,
            Access::Members => AccessModeEnum::Transparent,
        })
    }

    /// Always 0.
    async fn weight(&self) -> Option<i32> {
        Some(0)
    }

    /// The name of the territory.
    async fn local_area(&self) -> Option<TranslatedField> {
        let territory = self.consultation().territory.as_ref()?;
        Some(TranslatedField::fixed(&territory.name, &territory.name))
    }

    /// Always null: the gateway does not know it.
    async fn meta_scope(&self) -> Option<TranslatedField> {
        None
    }

    /// The source that brought it.
    async fn participatory_process_group(&self) -> Option<ParticipatoryProcessGroup> {
        let id = &self.consultation().source;
        let source = self.served.site.sources().find(|source| source.id == *id)?;
        Some(ParticipatoryProcessGroup::new(source, &self.served))
    }

    /// The phases, in the order of the source.
    async fn steps(&self) -> Vec<Option<ParticipatoryProcessStep>> {
        let consultation = self.consultation();
        let zone = consultation.timezone;
        let current = self.entry.course.current_phase;
        let steps = consultation.phases.iter().enumerate().map(|(at, phase)| {
            Some(ParticipatoryProcessStep {
                id: ID(format!("{}-{at}", consultation.id)),
                position: i32::try_from(at).ok(),
                active: Some(current == Some(at)),
                title: TranslatedField(phase.title.clone()),
                start_date: phase
                    .period
                    .opens
                    .map(|moment| DateTime::beginning(moment, zone)),
                end_date: phase
                    .period
                    .closes
                    .map(|moment| DateTime::end(moment, zone)),
            })
        });
        steps.collect()
    }

    /// Says whether there are phases.
    async fn has_steps(&self) -> bool {
        !self.consultation().phases.is_empty()
    }

    /// Always true: any consultation may have phases.
    async fn allows_steps(&self) -> bool {
        true
    }

    /// The meetings, if there are any.
    async fn components(&self) -> Option<Vec<Option<ComponentInterface>>> {
        Some(Meetings::of(&self.entry).map(Some).into_iter().collect())
    }

    /// The territory, themes, modalities and level.
    async fn taxonomies(&self) -> Option<Vec<Taxonomy>> {
        Some(taxonomy::of_entry(&self.entry, &self.served))
    }

    /// Always empty: the gateway links no spaces.
    async fn linked_participatory_spaces(&self) -> Vec<ParticipatorySpaceLink> {
        Vec::new()
    }

    /// The public counts that the source gives.
    async fn stats(&self) -> Option<Vec<Option<Statistic>>> {
        Some(of_counts(self.consultation().counts).map(Some).collect())
    }

    /// Facts for which Decidim has no field.
    async fn passerelle(&self) -> RelayedSpace {
        RelayedSpace {
            entry: Arc::clone(&self.entry),
            served: Arc::clone(&self.served),
        }
    }
}

/// A phase.
#[derive(SimpleObject)]
pub(super) struct ParticipatoryProcessStep {
    /// The id: that of the process, and the position.
    id: ID,
    /// The position, from 0.
    position: Option<i32>,
    /// Says whether the phase runs now.
    active: Option<bool>,
    /// The title.
    title: TranslatedField,
    /// The beginning.
    start_date: Option<DateTime>,
    /// The end; a day ends at its last second.
    end_date: Option<DateTime>,
}

/// A space that another one is linked to.
#[derive(SimpleObject)]
pub(super) struct ParticipatorySpaceLink {
    /// The id of the link.
    id: ID,
    /// The type of the space that links.
    from_type: String,
    /// The type of the space that is linked.
    to_type: String,
    /// The name of the link.
    name: String,
    /// The linked space.
    participatory_space: ParticipatorySpaceInterface,
}
