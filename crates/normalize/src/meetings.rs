//! Meetings: public appointments of a consultation.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use passerelle_model::{
    Language, LocalizedText, Meeting, MeetingHistory, MeetingId, MeetingRecord, Origin, Place,
    Source,
};

use super::links;
use super::text::{LONGEST_LABEL, LONGEST_TITLE, TextSettings};

/// The parts of a consultation that its meetings depend on.
pub(super) struct MeetingContext<'a> {
    /// The origin of the consultation, which enters the ids of its meetings.
    pub(super) origin: &'a Origin,
    /// The source, which qualifies native ids; `None` for a relayed consultation, whose meetings keep the native ids that the first gateway gave
    /// them.
    pub(super) source: Option<&'a Source>,
    /// The title of the consultation, which a meeting without a title takes.
    pub(super) title: &'a LocalizedText,
    /// The settings for texts; their base, the page of the consultation, stands in for the page of a meeting that has none.
    pub(super) texts: &'a TextSettings<'a>,
    /// The moment at which the poll began.
    pub(super) now: DateTime<Utc>,
    /// The time zone of the consultation.
    pub(super) zone: Tz,
}

/// Returns the meetings of a record by start, each once.
pub(super) fn meetings(records: Vec<MeetingRecord>, context: &MeetingContext<'_>) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = records
        .into_iter()
        .map(|record| meeting(record, context))
        .collect();
    meetings.sort_by_key(|meeting| meeting.id);
    // Pages of a list overlap when something is added between two requests.
    meetings.dedup_by_key(|meeting| meeting.id);
    meetings.sort_by_key(|meeting| (meeting.time.begins(context.zone), meeting.id));
    meetings
}

fn meeting(record: MeetingRecord, context: &MeetingContext<'_>) -> Meeting {
    let url = links::relayable(&record.url).unwrap_or_else(|| context.texts.base.clone());
    let texts = TextSettings {
        languages: context.texts.languages,
        base: &url,
    };
    let title = texts.lines(&record.title, LONGEST_TITLE);
    let name = texts.lines(&record.place, LONGEST_LABEL);
    let address = record
        .address
        .map(|address| texts.line(&address, LONGEST_LABEL))
        .filter(|address| !address.is_empty());
    let announced = record.announced;
    let meeting = Meeting {
        id: record.relayed_id.map_or_else(
            || {
                let qualified = context
                    .source
                    .map(|source| source.qualified(&record.native_id));
                MeetingId::new(
                    context.origin,
                    qualified.as_deref().unwrap_or(&record.native_id),
                )
            },
            MeetingId::relayed,
        ),
        title: if title.is_empty() {
            context.title.clone()
        } else {
            title
        },
        description_html: texts.html(&record.description),
        time: record.time.as_days_if_midnight(context.zone),
        place: Place {
            name: without_links(&name),
            address: address.filter(|address| !address.split(' ').any(links::is_address)),
            point: record.point,
            online: record.online,
        },
        cancelled: record.cancelled,
        announced: true,
        history: MeetingHistory::new(context.now),
        url,
    };
    if announced {
        meeting
    } else {
        meeting.unannounced()
    }
}

/// Removes addresses from the name of a place. The address to join a meeting online is often written there, and it is for those who signed up.
fn without_links(text: &LocalizedText) -> LocalizedText {
    text.map(|_: &Language, words| {
        words
            .split(' ')
            .filter(|word| !links::is_address(word))
            .collect::<Vec<_>>()
            .join(" ")
    })
}
