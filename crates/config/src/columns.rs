//! The columns of a list kept by hand: a map from the gateway's names to those of its publisher.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::datasets::statuses;
use super::fault::{Fault, Quote};
use super::findings::Findings;
use super::raw::RawStatuses;
use passerelle_model::{ListColumn as C, ListColumns, PageAddress, Platform, fold};

/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 200;

/// The keys of all columns, each with its meaning.
const KEYS: [(C, &str, &str); 39] = [
    (
        C::Id,
        "id",
        "The column of the key of an entry, which never changes.",
    ),
    (C::Title, "title", "The column of the title."),
    (
        C::Url,
        "url",
        "The column of the address of its page, or an address made of columns, such as `https://www.example.fr/projet/{N° de dossier}`.",
    ),
    (C::Summary, "summary", "The column of a short text."),
    (C::Description, "description", "The column of a long text."),
    (
        C::Opens,
        "opens",
        "The column of the opening: a day, or a day and a time.",
    ),
    (
        C::Closes,
        "closes",
        "The column of the closing: the last day, or a day and a time.",
    ),
    (
        C::Status,
        "status",
        "The column of the state, for entries without dates.",
    ),
    (
        C::Territory,
        "territory",
        "The column of the territory: an INSEE code, a SIREN, or a name.",
    ),
    (
        C::Level,
        "level",
        "The column of the level of participation.",
    ),
    (C::Modalities, "modalities", "The column of the modalities."),
    (C::Themes, "themes", "The column of the themes."),
    (C::Place, "place", "The column of the place."),
    (
        C::Point,
        "point",
        "The column of a latitude and a longitude.",
    ),
    (C::Latitude, "latitude", "The column of the latitude."),
    (C::Longitude, "longitude", "The column of the longitude."),
    (C::Image, "image", "The column of the address of an image."),
    (
        C::ImageAlt,
        "image_alt",
        "The column of what the image shows.",
    ),
    (
        C::Results,
        "results",
        "The column of the address of the results.",
    ),
    (
        C::ResultsOn,
        "results_on",
        "The column of the day on which the results were published.",
    ),
    (
        C::AlsoAt,
        "also_at",
        "The column of other addresses at which the same consultation stands.",
    ),
    (
        C::PublishedOn,
        "published_on",
        "The column of the day on which the entry was published.",
    ),
    (
        C::Promoted,
        "promoted",
        "The column that says whether an entry is to stand first.",
    ),
    (
        C::Relayed,
        "publish",
        "The column that says whether an entry is relayed at all.",
    ),
    (
        C::Contributions,
        "contributions",
        "The column of the number of contributions.",
    ),
    (
        C::Participants,
        "participants",
        "The column of the number of participants.",
    ),
    (C::Votes, "votes", "The column of the number of votes."),
    (
        C::MeetingId,
        "meeting_id",
        "The column of the key of a meeting.",
    ),
    (
        C::MeetingTitle,
        "meeting_title",
        "The column of the title of a meeting.",
    ),
    (
        C::MeetingDescription,
        "meeting_description",
        "The column of the text of a meeting.",
    ),
    (
        C::MeetingStart,
        "meeting_start",
        "The column of the day of a meeting, with its time or without.",
    ),
    (
        C::MeetingTime,
        "meeting_time",
        "The column of the time of a meeting.",
    ),
    (
        C::MeetingEnd,
        "meeting_end",
        "The column of the end of a meeting.",
    ),
    (
        C::MeetingPlace,
        "meeting_place",
        "The column of the place of a meeting.",
    ),
    (
        C::MeetingAddress,
        "meeting_address",
        "The column of the postal address of a meeting.",
    ),
    (
        C::MeetingPoint,
        "meeting_point",
        "The column of the latitude and longitude of a meeting.",
    ),
    (
        C::MeetingUrl,
        "meeting_url",
        "The column of the address of a meeting's page.",
    ),
    (
        C::MeetingOnline,
        "meeting_online",
        "The column that says whether a meeting is online.",
    ),
    (
        C::MeetingCancelled,
        "meeting_cancelled",
        "The column that says whether a meeting is cancelled.",
    ),
];

/// The table `columns`: the publisher's name for each of `KEYS`, and the meaning of the words in its column of states.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RawColumns {
    #[serde(flatten)]
    names: BTreeMap<String, String>,
    statuses: RawStatuses,
}

impl JsonSchema for RawColumns {
    fn schema_name() -> Cow<'static, str> {
        "RawColumns".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut statuses = generator.subschema_for::<RawStatuses>();
        statuses.insert("description".to_owned(), STATUSES.into());
        let mut keys: Map<String, Value> = KEYS
            .into_iter()
            .map(|(_, key, meaning)| (key.to_owned(), text(meaning)))
            .collect();
        keys.insert("statuses".to_owned(), statuses.into());
        json_schema!({ "type": "object", "properties": keys, "additionalProperties": false })
    }
}

/// The description of `statuses`.
const STATUSES: &str = "What the words of `status` mean. Default: \"à venir\", \"ouverte\", \"terminée\" and the like mean what they say.";

fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

/// Resolves the map; it is empty where there is none, and `None` after reporting its faults.
pub(super) fn resolve(
    raw: Option<RawColumns>,
    platform: Option<Platform>,
    key: &str,
    findings: &mut Findings,
) -> Option<ListColumns> {
    let key = format!("{key}.columns");
    let Some(mut raw) = raw else {
        return Some(ListColumns::default());
    };
    if platform.is_some_and(|platform| platform != Platform::File) {
        let platform = Platform::File;
        findings.report(&key, Fault::OtherPlatform { platform });
        return None;
    }
    let page = match raw.names.remove("url") {
        Some(text) => {
            let read = PageAddress::of_columns(&text).map_err(|_malformed| Fault::PageAddress);
            Some(findings.keep(&format!("{key}.url"), read)?)
        }
        None => None,
    };
    if let Some(name) = page.as_ref().and_then(PageAddress::as_field) {
        raw.names.insert("url".to_owned(), name.to_owned());
    }
    let has_status = raw.names.contains_key("status");
    let statuses = statuses(raw.statuses);
    let names = names(&raw.names, &key, findings)?;
    if !statuses.is_empty() && !has_status {
        findings.report(&format!("{key}.statuses"), Fault::StatusColumnMissing);
        return None;
    }
    let mut columns = ListColumns::new(names);
    columns.page = page.filter(|page| page.as_field().is_none());
    columns.statuses = statuses;
    Some(columns)
}

/// Returns the names, if each is valid and no two are the same.
fn names(
    given: &BTreeMap<String, String>,
    key: &str,
    findings: &mut Findings,
) -> Option<Vec<(C, String)>> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    let mut valid = true;
    for (column, ours, _) in KEYS {
        let Some(name) = given.get(ours) else {
            continue;
        };
        let name = name.trim().to_owned();
        let fault = if name.is_empty() || name.chars().count() > LONGEST_NAME {
            Some(Fault::ColumnName)
        } else if taken.insert(fold(&name)) {
            None
        } else {
            let given = Quote::of(&name);
            Some(Fault::ColumnTwice { given })
        };
        if let Some(fault) = fault {
            valid = false;
            findings.report(&format!("{key}.{ours}"), fault);
        }
        names.push((column, name));
    }
    valid.then_some(names)
}
