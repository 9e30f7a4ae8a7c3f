//! The filters as links: one click sets a filter, another removes it. Each link is an address that can be shared and subscribed to.

use chrono::NaiveDate;

use super::links::{PageLinks, Role};
use super::refusal::named;
use crate::Site;
use crate::phrases::Phrases;
use passerelle_geography::Geography;
use passerelle_index::Facets;
use passerelle_model::{Language, Status, TerritoryCode};
use passerelle_query::{Center, Effect, Filter, Near, Parameter, Sort};

/// The most values of a list in sight; the others stand in a disclosure.
const FIRST: usize = 7;

/// The parameters with chips of their own, or that the page shows elsewhere.
const SHOWN: [Parameter; 15] = [
    Parameter::Territory,
    Parameter::Concerns,
    Parameter::Near,
    Parameter::Radius,
    Parameter::Status,
    Parameter::Level,
    Parameter::Modality,
    Parameter::Theme,
    Parameter::Source,
    Parameter::Platform,
    Parameter::Query,
    Parameter::OpensAfter,
    Parameter::ClosesBefore,
    Parameter::From,
    Parameter::To,
];

/// Writes the links of one page to itself with another filter.
pub(super) struct Links<'a> {
    pub(super) page: PageLinks<'a>,
    /// The relative link from the root to the page.
    pub(super) path: &'static str,
    pub(super) filter: &'a Filter,
    /// Returns the canonical query of a filter on this page.
    pub(super) write: &'a dyn Fn(&Filter) -> String,
}

impl Links<'_> {
    /// Returns the link to the filter with a change, from its first page; `None` where no file answers.
    pub(super) fn to(&self, change: impl FnOnce(&mut Filter)) -> Option<String> {
        self.page.to(self.path, &self.query(change))
    }

    /// Returns the link to the filter with a change, as that of a value that filters.
    pub(super) fn choice(&self, change: impl FnOnce(&mut Filter)) -> Option<String> {
        let query = self.query(change);
        self.page.to_as(Role::Choice, self.path, &query)
    }

    /// Returns the canonical query of the filter with a change, from its first page. An order that no longer applies is left out.
    pub(super) fn query(&self, change: impl FnOnce(&mut Filter)) -> String {
        let mut filter = self.filter.first_page();
        change(&mut filter);
        let is_lost = match filter.sort {
            Sort::Distance => filter.near.is_none(),
            Sort::Relevance => filter.query.is_none(),
            _ => false,
        };
        if is_lost {
            filter.sort = Sort::default();
        }
        (self.write)(&filter)
    }
}

/// A value that can be chosen.
pub(super) struct Choice {
    pub(super) label: String,
    pub(super) lang: Option<String>,
    pub(super) href: String,
    pub(super) count: Option<String>,
    pub(super) current: bool,
}

/// A list of values, of which one can be chosen.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) open: bool,
    pub(super) choices: Vec<Choice>,
    pub(super) more: Vec<Choice>,
    /// The label of the disclosure of the others.
    pub(super) others: String,
}

/// Returns the groups with any choices.
pub(super) fn with_choices(groups: impl IntoIterator<Item = Group>) -> Vec<Group> {
    groups
        .into_iter()
        .filter(|group| !group.choices.is_empty())
        .collect()
}

/// An active filter, and the address without it.
pub(super) struct Chip {
    pub(super) label: String,
    pub(super) remove: String,
    pub(super) href: String,
}

/// The data of which groups are made.
pub(super) struct Panel<'a> {
    pub(super) links: Links<'a>,
    pub(super) facets: &'a Facets,
    pub(super) phrases: &'a Phrases,
    pub(super) languages: &'a [Language],
    pub(super) site: &'a Site,
    pub(super) geography: &'a Geography,
    /// `true` where counts of results are known for this page.
    pub(super) counted: bool,
}

impl Panel<'_> {
    /// Returns the label of the disclosure of all filters on a small screen.
    pub(super) fn summary(&self, active: usize) -> String {
        if active == 0 {
            self.phrases.say("filters-open")
        } else {
            self.phrases.count("filters-active", active)
        }
    }

    /// Returns the group of statuses.
    pub(super) fn status(&self) -> Group {
        let filter = self.links.filter;
        let all = filter.status.len() == Status::ALL.len();
        let choices = self.facets.status.iter().filter_map(|status| {
            let value = status.value;
            let href = self.links.choice(|filter| filter.status = [value].into())?;
            let current = !all && filter.status.contains(&value);
            Some(self.choice(self.phrases.status(value), href, status.count, current))
        });
        let every = self
            .links
            .choice(|filter| filter.status = Status::ALL.iter().copied().collect());
        let every = every.map(|href| {
            let count = self.facets.status.iter().map(|status| status.count).sum();
            let current = all || filter.status.is_empty();
            self.choice(self.phrases.say("any-status"), href, count, current)
        });
        self.group("group-status", true, choices.chain(every).collect())
    }

    /// Returns the group of modalities.
    pub(super) fn modality(&self) -> Group {
        let chosen = &self.links.filter.modality;
        let choices = self
            .facets
            .modality
            .iter()
            .filter(|it| it.count > 0)
            .filter_map(|it| {
                let current = chosen.contains(&it.value);
                let next = if current { None } else { Some(it.value) };
                let href = self
                    .links
                    .choice(|filter| filter.modality = next.into_iter().collect())?;
                let label = self.phrases.modality(it.value);
                Some((it.count, self.choice(label, href, it.count, current)))
            });
        let mut choices: Vec<(usize, Choice)> = choices.collect();
        choices.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let choices = choices.into_iter().map(|(_, choice)| choice).collect();
        self.group("group-modality", !chosen.is_empty(), choices)
    }

    /// Returns the group of levels.
    pub(super) fn level(&self) -> Group {
        let chosen = &self.links.filter.level;
        let choices = self
            .facets
            .level
            .iter()
            .filter(|it| it.count > 0)
            .filter_map(|it| {
                let current = chosen.contains(&it.value);
                let next = if current { None } else { Some(it.value) };
                let href = self
                    .links
                    .choice(|filter| filter.level = next.into_iter().collect())?;
                Some(self.choice(self.phrases.level(it.value), href, it.count, current))
            });
        self.group("group-level", !chosen.is_empty(), choices.collect())
    }

    /// Returns the group of themes.
    pub(super) fn theme(&self) -> Group {
        let chosen = &self.links.filter.theme;
        let choices = self.facets.theme.iter().filter_map(|it| {
            let current = chosen.contains(&it.value.key);
            let next = if current {
                None
            } else {
                Some(it.value.key.clone())
            };
            let href = self
                .links
                .choice(|filter| filter.theme = next.into_iter().collect())?;
            let label = it.value.name.best_text(self.languages).to_owned();
            let choice = self.choice(label, href, it.count, current);
            let page = self.phrases.tag();
            let spoken = it
                .value
                .name
                .best(self.languages)
                .map(|(language, _)| language);
            Some(Choice {
                lang: spoken
                    .filter(|language| language.primary() != page)
                    .map(ToString::to_string),
                ..choice
            })
        });
        self.group("group-theme", !chosen.is_empty(), choices.collect())
    }

    /// Returns the group of sources.
    pub(super) fn source(&self) -> Group {
        let chosen = &self.links.filter.source;
        let choices = self.facets.source.iter().filter_map(|it| {
            let current = chosen.contains(&it.value);
            let next = if current {
                None
            } else {
                Some(it.value.clone())
            };
            let href = self
                .links
                .choice(|filter| filter.source = next.into_iter().collect())?;
            let label = self.source_name(it.value.as_str());
            Some(self.choice(label, href, it.count, current))
        });
        self.group("group-source", !chosen.is_empty(), choices.collect())
    }

    /// Returns the active filters besides the status, each with the link that removes it.
    pub(super) fn chips(&self, words: &str) -> Vec<Chip> {
        let (filter, phrases) = (self.links.filter, self.phrases);
        let mut chips = Vec::new();
        let mut chip = |label: String, href: Option<String>| chips.extend(self.chip(label, href));
        for code in &filter.territory {
            let href = self.links.to(|filter| _ = filter.territory.remove(code));
            chip(self.territory_name(*code), href);
        }
        for code in &filter.concerns {
            let href = self.links.to(|filter| _ = filter.concerns.remove(code));
            let place = self.territory_name(*code);
            chip(phrases.with("chip-concerns", &[("place", &place)]), href);
        }
        if let Some(near) = filter.near {
            chip(self.near(near), self.links.to(|filter| filter.near = None));
        }
        for value in &filter.modality {
            let href = self.links.to(|filter| _ = filter.modality.remove(value));
            chip(phrases.modality(*value), href);
        }
        for value in &filter.level {
            let href = self.links.to(|filter| _ = filter.level.remove(value));
            chip(phrases.level(*value), href);
        }
        for key in &filter.theme {
            let href = self.links.to(|filter| _ = filter.theme.remove(key));
            chip(self.theme_name(key), href);
        }
        for id in &filter.source {
            let href = self.links.to(|filter| _ = filter.source.remove(id));
            chip(self.source_name(id.as_str()), href);
        }
        for value in &filter.platform {
            let href = self.links.to(|filter| _ = filter.platform.remove(value));
            chip(phrases.platform(*value), href);
        }
        if filter.query.is_some() {
            let label = phrases.with("filter-words", &[("words", words)]);
            chip(label, self.links.to(|filter| filter.query = None));
        }
        let dated = |name, day: NaiveDate| phrases.with(name, &[("day", &phrases.day(day))]);
        if let Some(day) = filter.opens_after {
            let href = self.links.to(|filter| filter.opens_after = None);
            chip(dated("filter-opens-after", day), href);
        }
        if let Some(day) = filter.closes_before {
            let href = self.links.to(|filter| filter.closes_before = None);
            chip(dated("filter-closes-before", day), href);
        }
        chips.extend(self.other_chips());
        chips
    }

    /// Returns the chips of parameters without labels of their own.
    fn other_chips(&self) -> impl Iterator<Item = Chip> {
        let selects = |it: &Parameter| matches!(it.row().effect, Effect::View | Effect::Selects);
        let others = Parameter::ALL.iter().copied().filter(selects);
        let others = others.filter(|parameter| !SHOWN.contains(parameter));
        others.filter_map(|parameter| {
            let value = self.links.filter.value_of(parameter)?;
            let name = named(self.phrases, parameter.name());
            let parts = [("name", &*name), ("value", &*value)];
            let href = self.links.to(|filter| filter.clear(parameter));
            self.chip(self.phrases.with("filter-other", &parts), href)
        })
    }

    /// Returns the chip of an active filter with the link that removes it; `None` where no file answers.
    pub(super) fn chip(&self, label: String, href: Option<String>) -> Option<Chip> {
        let remove = self.phrases.with("filter-remove", &[("filter", &label)]);
        Some(Chip {
            label,
            remove,
            href: href?,
        })
    }

    /// Returns the official name of a territory.
    pub(super) fn territory_name(&self, code: TerritoryCode) -> String {
        self.geography
            .get(code)
            .map_or_else(|| code.to_string(), |place| place.name.to_owned())
    }

    /// Returns a number of consultations, if counts are shown.
    pub(super) fn number(&self, count: usize) -> Option<String> {
        self.counted.then(|| self.phrases.number(count))
    }

    fn near(&self, near: Near) -> String {
        let radius = (f64::from(near.radius_m) / 1000.0).to_string();
        let radius = radius.replace('.', &self.phrases.say("decimal-mark"));
        match near.center {
            Center::Point { .. } => self.phrases.with("near-here", &[("radius", &radius)]),
            Center::Territory(code) => {
                let place = self.territory_name(code);
                self.phrases
                    .with("near-place", &[("radius", &radius), ("place", &place)])
            }
        }
    }

    fn theme_name(&self, key: &str) -> String {
        let theme = self
            .facets
            .theme
            .iter()
            .find(|theme| theme.value.key == key);
        theme.map_or_else(
            || key.to_owned(),
            |theme| theme.value.name.best_text(self.languages).to_owned(),
        )
    }

    fn source_name(&self, id: &str) -> String {
        let mut sources = self.site.sources();
        let source = sources.find(|source| source.id.as_str() == id);
        source.map_or_else(|| id.to_owned(), |source| source.name.clone())
    }

    fn choice(&self, label: String, href: String, count: usize, current: bool) -> Choice {
        Choice {
            label,
            lang: None,
            href,
            count: self.number(count),
            current,
        }
    }

    fn group(&self, title: &str, open: bool, mut choices: Vec<Choice>) -> Group {
        // A single value more than fits is not worth a disclosure.
        let more = if choices.len() > FIRST + 1 {
            choices.split_off(FIRST)
        } else {
            Vec::new()
        };
        Group {
            title: self.phrases.say(title),
            open,
            others: self.phrases.count("others-count", more.len()),
            choices,
            more,
        }
    }
}
