//! Reads the compiled-in texts of the demo: the pages, processes and meetings of each collectivity, with days counted from today. It knows nothing of GraphQL or
//! HTTP.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The instances, in the order in which they are shown.
const SITES: [&str; 4] = [
    concat!(
        include_str!("content/metropole.toml"),
        "\n",
        include_str!("content/metropole-communes.toml")
    ),
    include_str!("content/nancy.toml"),
    include_str!("content/vandoeuvre.toml"),
    include_str!("content/essey.toml"),
];

/// Reads every instance of the demo.
pub(super) fn sites() -> Result<Vec<Site>, toml::de::Error> {
    SITES.iter().map(|text| toml::from_str(text)).collect()
}

/// One instance.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Site {
    /// The id of the source in the gateway's configuration.
    pub(super) key: String,
    /// The name of the platform.
    pub(super) name: String,
    /// The host of which ids are made. The ports change at each start, this does not.
    pub(super) origin: String,
    /// The collectivity whose platform it is.
    pub(super) territory: String,
    /// The version that it imitates: `0.27.9`.
    pub(super) version: String,
    /// The build, if it is not the plain one.
    pub(super) build: Option<String>,
    /// The level of what it publishes, if the operator declares one.
    pub(super) level: Option<String>,
    /// The licence of what it publishes.
    pub(super) licence: Option<String>,
    /// Optional modules that are installed: `initiatives`, `conferences`.
    #[serde(default)]
    pub(super) modules: Vec<String>,
    /// Rules that attach spaces to member communes, in the form of the configuration.
    #[serde(default)]
    pub(super) attach: Vec<BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) groups: Vec<Named>,
    /// Scopes (until 0.29).
    #[serde(default)]
    pub(super) scopes: Vec<Named>,
    /// Taxonomies (from 0.30); those without parent are roots.
    #[serde(default)]
    pub(super) taxonomies: Vec<Named>,
    #[serde(default)]
    pub(super) pages: Vec<Page>,
    #[serde(default)]
    pub(super) assemblies: Vec<Assembly>,
    #[serde(default)]
    pub(super) initiatives: Vec<Initiative>,
    pub(super) processes: Vec<Process>,
}

/// A text in one or several languages. A key such as `machine_en` is a translation made by a machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Text {
    /// A text in French only.
    French(String),
    /// Texts by language.
    ByLanguage(BTreeMap<String, String>),
}

impl Text {
    /// Returns the texts with their languages and whether a machine made them, in the order of Decidim.
    pub(super) fn entries(&self) -> Vec<(&str, &str, bool)> {
        match self {
            Self::French(text) => vec![("fr", text, false)],
            Self::ByLanguage(texts) => {
                let mut entries: Vec<_> = texts
                    .iter()
                    .map(|(key, text)| match key.strip_prefix("machine_") {
                        Some(language) => (language, text.as_str(), true),
                        None => (key.as_str(), text.as_str(), false),
                    })
                    .collect();
                entries.sort_by_key(|(language, _, machine)| (*machine, language.len(), *language));
                entries
            }
        }
    }

    /// Returns the French text.
    pub(super) fn french(&self) -> &str {
        let entries = self.entries();
        let french = entries.iter().find(|(language, _, _)| *language == "fr");
        french.map_or("", |(_, text, _)| text)
    }
}

/// An object with nothing but a name: a group, a scope, a taxonomy.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    pub(super) id: u32,
    pub(super) name: Text,
    pub(super) parent: Option<u32>,
}

/// A plain page of the site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) text: String,
}

/// An assembly.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Assembly {
    pub(super) id: u32,
    pub(super) slug: String,
    pub(super) title: Text,
    pub(super) subtitle: Text,
    pub(super) short: Text,
    pub(super) text: Text,
    /// Days from today.
    pub(super) created: i64,
    /// Ids of the processes that it links to.
    #[serde(default)]
    pub(super) processes: Vec<u32>,
    #[serde(default)]
    pub(super) meetings: Vec<Meeting>,
}

/// A citizens' initiative.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Initiative {
    pub(super) id: u32,
    pub(super) title: Text,
    pub(super) text: Text,
    pub(super) state: String,
    pub(super) votes: u32,
    /// Days from today.
    pub(super) opens: i64,
    /// Days from today.
    pub(super) closes: i64,
}

/// A participatory process.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Process {
    pub(super) id: u32,
    pub(super) slug: String,
    pub(super) title: Text,
    pub(super) subtitle: Text,
    pub(super) short: Text,
    pub(super) text: Text,
    pub(super) group: Option<u32>,
    pub(super) scope: Option<u32>,
    #[serde(default)]
    pub(super) taxonomies: Vec<u32>,
    pub(super) area: Option<String>,
    /// The name of which its image is made.
    pub(super) image: Option<String>,
    #[serde(default)]
    pub(super) promoted: bool,
    /// `true` if the process is closed to the public: it is never listed.
    #[serde(default)]
    pub(super) private: bool,
    /// The day of publication, from today.
    pub(super) published: i64,
    #[serde(default)]
    pub(super) phases: Vec<Phase>,
    /// The types of components besides `Meetings` (there when there are meetings) and `Accountability` (there when there are results).
    #[serde(default)]
    pub(super) components: Vec<String>,
    /// `true` if there is one more component, which is not published.
    #[serde(default)]
    pub(super) hidden_component: bool,
    /// The number of published results.
    #[serde(default)]
    pub(super) results: u32,
    /// The number of contributions.
    #[serde(default)]
    pub(super) proposals: u32,
    #[serde(default)]
    pub(super) participants: u32,
    #[serde(default)]
    pub(super) meetings: Vec<Meeting>,
}

/// A phase. Where a day is missing, it has no beginning or no end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phase {
    pub(super) title: Text,
    /// Days from today.
    pub(super) from: Option<i64>,
    /// Days from today.
    pub(super) to: Option<i64>,
}

/// A meeting.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meeting {
    pub(super) title: Text,
    pub(super) text: Text,
    /// Days from today.
    pub(super) day: i64,
    /// The local time, `18:30`.
    pub(super) time: String,
    /// The duration in hours.
    #[serde(default = "two_hours")]
    pub(super) hours: f64,
    pub(super) place: Option<Text>,
    pub(super) address: Option<String>,
    /// Latitude and longitude.
    pub(super) at: Option<[f64; 2]>,
    /// `in_person`, `online`, `hybrid`.
    #[serde(default = "in_person")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) withdrawn: bool,
}

fn two_hours() -> f64 {
    2.0
}

fn in_person() -> String {
    "in_person".to_owned()
}
