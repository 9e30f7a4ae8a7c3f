//! The columns of a list kept by hand: a map from the names of the gateway to those of its publisher.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::datasets::statuses;
use super::findings::Findings;
use super::raw::RawStatuses;
use super::shape::shortened;
use crate::model::{ListColumn as C, ListColumns, PageAddress, Platform, fold};

/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 200;

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawColumns {
    /// The column of the key of an entry, which never changes.
    pub(super) id: Option<String>,
    /// The column of the title.
    pub(super) title: Option<String>,
    /// The column of the address of its page, or an address made of columns, such as `https://www.example.fr/projet/{N° de dossier}`.
    pub(super) url: Option<String>,
    /// The column of a short text.
    pub(super) summary: Option<String>,
    /// The column of a long text.
    pub(super) description: Option<String>,
    /// The column of the opening: a day, or a day and a time.
    pub(super) opens: Option<String>,
    /// The column of the closing: the last day, or a day and a time.
    pub(super) closes: Option<String>,
    /// The column of the state, for entries without dates.
    pub(super) status: Option<String>,
    /// The column of the territory: an INSEE code, a SIREN, or a name.
    pub(super) territory: Option<String>,
    /// The column of the level of participation.
    pub(super) level: Option<String>,
    /// The column of the modalities.
    pub(super) modalities: Option<String>,
    /// The column of the themes.
    pub(super) themes: Option<String>,
    /// The column of the place.
    pub(super) place: Option<String>,
    /// The column of a latitude and a longitude.
    pub(super) point: Option<String>,
    /// The column of the latitude.
    pub(super) latitude: Option<String>,
    /// The column of the longitude.
    pub(super) longitude: Option<String>,
    /// The column of the address of an image.
    pub(super) image: Option<String>,
    /// The column of what the image shows.
    pub(super) image_alt: Option<String>,
    /// The column of the address of the results.
    pub(super) results: Option<String>,
    /// The column of the day on which the results were published.
    pub(super) results_on: Option<String>,
    /// The column of other addresses at which the same consultation stands.
    pub(super) also_at: Option<String>,
    /// The column of the day on which the entry was published.
    pub(super) published_on: Option<String>,
    /// The column that says whether an entry is to stand first.
    pub(super) promoted: Option<String>,
    /// The column that says whether an entry is relayed at all.
    pub(super) publish: Option<String>,
    /// The column of the number of contributions.
    pub(super) contributions: Option<String>,
    /// The column of the number of participants.
    pub(super) participants: Option<String>,
    /// The column of the number of votes.
    pub(super) votes: Option<String>,
    /// The column of the key of a meeting.
    pub(super) meeting_id: Option<String>,
    /// The column of the title of a meeting.
    pub(super) meeting_title: Option<String>,
    /// The column of the text of a meeting.
    pub(super) meeting_description: Option<String>,
    /// The column of the day of a meeting, with its time or without.
    pub(super) meeting_start: Option<String>,
    /// The column of the time of a meeting.
    pub(super) meeting_time: Option<String>,
    /// The column of the end of a meeting.
    pub(super) meeting_end: Option<String>,
    /// The column of the place of a meeting.
    pub(super) meeting_place: Option<String>,
    /// The column of the postal address of a meeting.
    pub(super) meeting_address: Option<String>,
    /// The column of the latitude and longitude of a meeting.
    pub(super) meeting_point: Option<String>,
    /// The column of the address of a meeting's page.
    pub(super) meeting_url: Option<String>,
    /// The column that says whether a meeting is online.
    pub(super) meeting_online: Option<String>,
    /// The column that says whether a meeting is cancelled.
    pub(super) meeting_cancelled: Option<String>,
    /// What the words of `status` mean. Default: "à venir", "ouverte", "terminée" and the like mean what they say.
    pub(super) statuses: RawStatuses,
}

/// The map, empty where there is none; `None` after reporting what is wrong.
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
        findings.report(
            &key,
            "only a source of platform \"file\" has it",
            Some("remove it, or correct `platform`; a dataset of a portal has `fields`".to_owned()),
        );
        return None;
    }
    let page = raw.url.take().map(|text| {
        let read = PageAddress::of_columns(&text);
        findings.keep(&format!("{key}.url"), read)
    });
    let page = match page {
        Some(page) => Some(page?),
        None => None,
    };
    raw.url = page
        .as_ref()
        .and_then(PageAddress::as_field)
        .map(str::to_owned);
    let has_status = raw.status.is_some();
    let statuses = statuses(std::mem::take(&mut raw.statuses));
    let names = names(raw.into_pairs(), &key, findings)?;
    if !statuses.is_empty() && !has_status {
        findings.report(
            &format!("{key}.statuses"),
            "says what the words of a column mean, and `status` does not name that column",
            Some("name it, such as status = \"État\"".to_owned()),
        );
        return None;
    }
    let mut columns = ListColumns::new(names);
    columns.page = page.filter(|page| page.as_field().is_none());
    columns.statuses = statuses;
    Some(columns)
}

/// The names, if each is one and no two are the same.
fn names(
    pairs: Vec<(C, &'static str, Option<String>)>,
    key: &str,
    findings: &mut Findings,
) -> Option<Vec<(C, String)>> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    let mut valid = true;
    for (column, ours, name) in pairs {
        let Some(name) = name else { continue };
        let name = name.trim().to_owned();
        let problem = if name.is_empty() || name.chars().count() > LONGEST_NAME {
            Some("is not the name of a column".to_owned())
        } else if taken.insert(fold(&name)) {
            None
        } else {
            Some(format!("`{}` is named above already", shortened(&name)))
        };
        if let Some(problem) = problem {
            valid = false;
            findings.report(
                &format!("{key}.{ours}"),
                problem,
                Some("write the name as it stands in the first line of the list; a column says one thing".to_owned()),
            );
        }
        names.push((column, name));
    }
    valid.then_some(names)
}

impl RawColumns {
    fn into_pairs(self) -> Vec<(C, &'static str, Option<String>)> {
        vec![
            (C::Id, "id", self.id),
            (C::Title, "title", self.title),
            (C::Url, "url", self.url),
            (C::Summary, "summary", self.summary),
            (C::Description, "description", self.description),
            (C::Opens, "opens", self.opens),
            (C::Closes, "closes", self.closes),
            (C::Status, "status", self.status),
            (C::Territory, "territory", self.territory),
            (C::Level, "level", self.level),
            (C::Modalities, "modalities", self.modalities),
            (C::Themes, "themes", self.themes),
            (C::Place, "place", self.place),
            (C::Point, "point", self.point),
            (C::Latitude, "latitude", self.latitude),
            (C::Longitude, "longitude", self.longitude),
            (C::Image, "image", self.image),
            (C::ImageAlt, "image_alt", self.image_alt),
            (C::Results, "results", self.results),
            (C::ResultsOn, "results_on", self.results_on),
            (C::AlsoAt, "also_at", self.also_at),
            (C::PublishedOn, "published_on", self.published_on),
            (C::Promoted, "promoted", self.promoted),
            (C::Relayed, "publish", self.publish),
            (C::Contributions, "contributions", self.contributions),
            (C::Participants, "participants", self.participants),
            (C::Votes, "votes", self.votes),
            (C::MeetingId, "meeting_id", self.meeting_id),
            (C::MeetingTitle, "meeting_title", self.meeting_title),
            (
                C::MeetingDescription,
                "meeting_description",
                self.meeting_description,
            ),
            (C::MeetingStart, "meeting_start", self.meeting_start),
            (C::MeetingTime, "meeting_time", self.meeting_time),
            (C::MeetingEnd, "meeting_end", self.meeting_end),
            (C::MeetingPlace, "meeting_place", self.meeting_place),
            (C::MeetingAddress, "meeting_address", self.meeting_address),
            (C::MeetingPoint, "meeting_point", self.meeting_point),
            (C::MeetingUrl, "meeting_url", self.meeting_url),
            (C::MeetingOnline, "meeting_online", self.meeting_online),
            (
                C::MeetingCancelled,
                "meeting_cancelled",
                self.meeting_cancelled,
            ),
        ]
    }
}
