//! The configuration as it is written: every key, its documentation, its default. From these types come the JSON Schema and, through it, what
//! is checked of the form of a file. What the texts mean is `resolve`'s.

use schemars::{JsonSchema, Schema, json_schema};
use serde::{Deserialize, Serialize};

use super::columns::RawColumns;
use passerelle_model::{Level, Modality, Platform, SpaceKind};

/// Configuration of a Passerelle gateway.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "passerelle.toml")]
pub(super) struct RawConfig {
    /// The gateway: who runs it, and for whom.
    pub(super) gateway: RawGateway,
    /// Address at which the gateway serves.
    pub(super) server: RawServer,
    /// Look of its pages.
    pub(super) portal: RawPortal,
    /// Database of the gateway.
    pub(super) storage: RawStorage,
    /// Pace and limits at which the gateway asks its sources.
    pub(super) polling: RawPolling,
    /// The administrators of the gateway. Without this table there are no admin routes at all.
    pub(super) admin: Option<RawAdmin>,
    /// The instances that are polled, one `[[sources]]` each.
    pub(super) sources: Vec<RawSource>,
    /// Consultations of different sources that are one, though nothing they say of themselves tells it: one `[[same]]` for each.
    pub(super) same: Vec<RawRuling>,
    /// Consultations that are not one, though their addresses say so: one `[[different]]` for each.
    pub(super) different: Vec<RawRuling>,
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["consultations"]))]
pub(super) struct RawRuling {
    /// Two or more consultations, each by its id here or by the address of its page.
    pub(super) consultations: Vec<String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawGateway {
    /// Name of the gateway, as people read it.
    #[schemars(length(min = 1))]
    pub(super) name: String,
    /// Address at which the public reaches the gateway: feeds, calendars and widgets link to it.
    #[schemars(extend("format" = "uri"))]
    pub(super) public_url: String,
    /// E-mail or web address of the operator. Stands in the User-Agent sent to sources, and must be given as soon as there are sources.
    pub(super) contact: Option<String>,
    /// The collectivity that runs the gateway: INSEE commune code (54498), SIREN of an EPCI (245400676), dep-54, reg-44 or fr.
    pub(super) territory: Option<String>,
    /// Languages of the pages and feeds; the first is the default.
    #[schemars(length(min = 1))]
    pub(super) languages: Vec<String>,
    /// Time zone (IANA name) of days whose source names none.
    pub(super) timezone: String,
}

impl Default for RawGateway {
    fn default() -> Self {
        Self {
            name: "Passerelle".to_owned(),
            public_url: "http://127.0.0.1:8080".to_owned(),
            contact: None,
            territory: None,
            languages: vec!["fr".to_owned()],
            timezone: "Europe/Paris".to_owned(),
        }
    }
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawPortal {
    /// Colour of the institution, as # and six hexadecimal digits: links, buttons and marks. It must be dark enough to be read on white; for the dark
    /// the gateway lightens it.
    pub(super) brand: Option<String>,
    /// Path of a logo (SVG, PNG, JPEG or WebP, at most 100 kB), in the place of the gateway's mark.
    pub(super) logo: Option<String>,
    /// Address of map tiles, with {z}, {x} and {y}. Readers who open the map then ask that host; without it the map has points only, and they ask nobody.
    pub(super) tiles: Option<String>,
    /// The people to whom the tiles are owed, as plain text; needed with `tiles`.
    pub(super) tiles_attribution: Option<String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawServer {
    /// IP address and port to listen on. Behind a reverse proxy, keep to the loopback address.
    pub(super) listen: String,
    /// Websites whose pages may show the widget in a frame: addresses such as `https://www.example.fr`, `https://*.example.fr` for all below one, or `*`
    /// for everyone. Nobody, besides the gateway itself: `[]`.
    pub(super) frame_ancestors: Vec<String>,
    /// Websites whose pages may read the public answers by script, which the widget needs too: as above.
    pub(super) cors_origins: Vec<String>,
}

impl Default for RawServer {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            frame_ancestors: vec!["*".to_owned()],
            cors_origins: vec!["*".to_owned()],
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawStorage {
    /// `sqlite://PATH`, a file, relative to the working directory.
    pub(super) url: String,
    /// A file that holds the value of `url`. Relative to the folder of the configuration.
    pub(super) url_file: Option<String>,
}

impl Default for RawStorage {
    fn default() -> Self {
        Self {
            url: "sqlite://passerelle.db".to_owned(),
            url_file: None,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawPolling {
    /// Time between two polls of a source, unless it has its own: a number and ms, s, m, h or d, such as 30m. At least a minute.
    #[schemars(extend("pattern" = DURATION))]
    pub(super) every: String,
    /// Most sources that are polled at the same time.
    #[schemars(range(min = 1, max = 64))]
    pub(super) concurrency: i64,
    /// Pause between two requests to the same host, 1s to 1m.
    #[schemars(extend("pattern" = DURATION))]
    pub(super) min_gap: String,
    /// Allows sources to have private, loopback or link-local addresses. Only for sources inside one's own network; shorter times are
    /// accepted then too.
    pub(super) allow_private_addresses: bool,
}

impl Default for RawPolling {
    fn default() -> Self {
        Self {
            every: "1h".to_owned(),
            concurrency: 8,
            min_gap: "1s".to_owned(),
            allow_private_addresses: false,
        }
    }
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawAdmin {
    /// Token that an administrator shows, at least 16 characters. Better kept in a file of its own: see `token_file`.
    pub(super) token: Option<String>,
    /// A file that holds the token. Relative to the folder of the configuration.
    pub(super) token_file: Option<String>,
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "platform", "url"]))]
pub(super) struct RawSource {
    /// Stable name of the source here: 1 to 64 lower-case letters, digits, `-` or `_`.
    pub(super) id: Option<String>,
    /// Name of the source, as people read it. Default: the host of `url`.
    pub(super) name: Option<String>,
    /// The software that the source runs, or the format in which it is read.
    #[schemars(schema_with = "platforms")]
    pub(super) platform: Option<String>,
    /// Address of the source; for `file` also a path, relative to the folder of the configuration.
    pub(super) url: Option<String>,
    /// Origin that goes into the ids of its consultations: a host, and a path where several sources have the host in common. Default: the authority
    /// of `url` (host, and port if any), for `file` with its path (lists of one path are told apart by their queries), for `opendatasoft` with the
    /// dataset. A source of which consultations are known keeps the origin that they have. When a host moves, keep the old value here and every
    /// id stays as it was.
    pub(super) origin: Option<String>,
    /// The collectivity that runs the source, as a territory code.
    pub(super) territory: Option<String>,
    /// Time between two polls of this source. Default: `polling.every`.
    #[schemars(extend("pattern" = DURATION))]
    pub(super) every: Option<String>,
    /// Languages to relay. Default: all.
    pub(super) languages: Vec<String>,
    /// Time zone of the source's days. Default: `gateway.timezone`.
    pub(super) timezone: Option<String>,
    /// Level of participation of everything that the source publishes. No platform tells it; without it the level stays unknown.
    #[schemars(schema_with = "levels")]
    pub(super) level: Option<String>,
    /// Modalities of everything that the source publishes, beside those that it shows itself.
    #[schemars(schema_with = "modalities")]
    pub(super) modalities: Vec<String>,
    /// Licence under which the source publishes.
    pub(super) licence: Option<String>,
    /// Kinds of spaces to relay. Default: all but assemblies.
    #[serde(default = "relayed_kinds")]
    #[schemars(schema_with = "kinds")]
    pub(super) kinds: Vec<String>,
    /// Rules that give spaces of a shared platform to communes, one `[[sources.attach]]` each; the first that matches decides.
    pub(super) attach: Vec<RawAttach>,
    /// The identifier of the dataset (`opendatasoft`), as the address of its page on the portal shows it.
    pub(super) dataset: Option<String>,
    /// Condition on the records to relay (`opendatasoft`), in the portal's query language (ODSQL). Default: all.
    #[serde(rename = "where")]
    pub(super) filter: Option<String>,
    /// Names of the fields to read (`opendatasoft`). Only these are asked for.
    pub(super) fields: Option<RawFields>,
    /// Names of the columns to read (`file`), as the list itself gives them. A column that is not named here is recognised by its usual
    /// names, French or English.
    pub(super) columns: Option<RawColumns>,
    /// Rules for the entries to relay of a feed or calendar, one `[[sources.include]]` each. Default: all.
    pub(super) include: Vec<RawEntryRule>,
    /// Rules for the entries not to relay, even if they are included, one `[[sources.exclude]]` each.
    pub(super) exclude: Vec<RawEntryRule>,
    /// Rules that give appointments of a calendar to consultations, one `[[sources.join]]` each. One that links to the page of a consultation belongs
    /// to it anyway.
    pub(super) join: Vec<RawJoin>,
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["consultation"]))]
pub(super) struct RawJoin {
    /// Matches the name of a category, as in `include`. Exactly one pattern a rule.
    pub(super) category: Option<String>,
    /// Matches the title.
    pub(super) title: Option<String>,
    /// Matches the path of the page.
    pub(super) path: Option<String>,
    /// The page of the consultation to which what matches belongs.
    #[schemars(extend("format" = "uri"))]
    pub(super) consultation: Option<String>,
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "title", "url"]))]
pub(super) struct RawFields {
    /// Technical name of the field that holds the key of a record, which never changes.
    pub(super) id: Option<String>,
    /// The field of the title.
    pub(super) title: Option<String>,
    /// The field of the address of its page, or an address made of fields, such as `https://www.example.fr/projet/{id}`.
    pub(super) url: Option<String>,
    /// The field of a short text.
    pub(super) summary: Option<String>,
    /// The field of a long text.
    pub(super) description: Option<String>,
    /// The field of the opening: a date, or a date and a time.
    pub(super) opens: Option<String>,
    /// The field of the closing.
    pub(super) closes: Option<String>,
    /// The field of the state, whose words `statuses` explains.
    pub(super) status: Option<String>,
    /// The field of the territory: an INSEE code, a SIREN, or a name.
    pub(super) territory: Option<String>,
    /// The field of a point or of a shape that is one.
    pub(super) point: Option<String>,
    /// The field of an image.
    pub(super) image: Option<String>,
    /// The field of the themes.
    pub(super) themes: Option<String>,
    /// States for which the words of `status` stand.
    pub(super) statuses: RawStatuses,
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawStatuses {
    /// Words that say that it has not begun.
    pub(super) upcoming: Vec<String>,
    /// Words that say that it is running.
    pub(super) open: Vec<String>,
    /// Words that say that it is over.
    pub(super) closed: Vec<String>,
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawEntryRule {
    /// Matches the name of a category. As all patterns: a glob (`*` any text, `?` any letter) over the whole name; accents and case do not count.
    /// Exactly one pattern a rule.
    pub(super) category: Option<String>,
    /// Matches the title.
    pub(super) title: Option<String>,
    /// Matches the path of the page, such as `/concertations/*`.
    pub(super) path: Option<String>,
}

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["territory"]))]
pub(super) struct RawAttach {
    /// Matches the name of a group of processes. As all patterns: a glob (`*` any text, `?` any letter) over the whole name; accents and case do
    /// not count. Exactly one pattern a rule.
    pub(super) group: Option<String>,
    /// Matches the name of an assembly that links to the space.
    pub(super) assembly: Option<String>,
    /// Matches the name of a scope.
    pub(super) scope: Option<String>,
    /// Matches the name of an area.
    pub(super) area: Option<String>,
    /// Matches the name of a taxonomy.
    pub(super) taxonomy: Option<String>,
    /// Matches the title of the space itself.
    pub(super) title: Option<String>,
    /// The territory that what matches belongs to, as a code.
    pub(super) territory: Option<String>,
    /// The level of participation of what matches.
    #[schemars(schema_with = "levels")]
    pub(super) level: Option<String>,
}

/// Pattern of a text that `duration::parse` reads.
const DURATION: &str = "^([0-9]+(ms|s|m|h|d))+$";

/// Kinds that are relayed by default: all but assemblies, which often only organise the others.
fn relayed_kinds() -> Vec<String> {
    SpaceKind::ALL
        .iter()
        .filter(|kind| **kind != SpaceKind::Assembly)
        .map(|kind| kind.token().to_owned())
        .collect()
}

fn one_of<'a>(tokens: impl Iterator<Item = &'a str>) -> Schema {
    json_schema!({ "type": "string", "enum": tokens.collect::<Vec<_>>() })
}

fn platforms(_: &mut schemars::SchemaGenerator) -> Schema {
    one_of(Platform::ALL.iter().map(|term| term.token()))
}

fn levels(_: &mut schemars::SchemaGenerator) -> Schema {
    one_of(Level::ALL.iter().map(|term| term.token()))
}

fn modalities(_: &mut schemars::SchemaGenerator) -> Schema {
    let one = one_of(Modality::ALL.iter().map(|term| term.token()));
    json_schema!({ "type": "array", "items": one, "default": [] })
}

fn kinds(_: &mut schemars::SchemaGenerator) -> Schema {
    let one = one_of(SpaceKind::ALL.iter().map(|kind| kind.token()));
    json_schema!({ "type": "array", "items": one, "minItems": 1, "default": relayed_kinds() })
}
