//! Meetings: public appointments of a consultation.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use passerelle_model::{
    Language, LocalizedText, Meeting, MeetingHistory, MeetingId, MeetingRecord, Origin, Place,
    Source,
};

use super::links;
use super::text::{LONGEST_LABEL, LONGEST_TITLE, Texts};

/// Parts of a consultation that its meetings need.
pub(super) struct Frame<'a> {
    /// The origin that published it first.
    pub(super) origin: &'a Origin,
    /// The source that names what it publishes; none of what another gateway named.
    pub(super) source: Option<&'a Source>,
    /// Stands in for the title of a meeting without one.
    pub(super) title: &'a LocalizedText,
    /// Rules for texts; their base stands in for an address that is none.
    pub(super) texts: &'a Texts<'a>,
    /// The moment at which the poll began.
    pub(super) now: DateTime<Utc>,
    /// The time zone in which its days are meant.
    pub(super) zone: Tz,
}

/// The meetings of a record by start, each once.
pub(super) fn meetings(records: Vec<MeetingRecord>, frame: &Frame<'_>) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = records
        .into_iter()
        .map(|record| meeting(record, frame))
        .collect();
    meetings.sort_by_key(|meeting| meeting.id);
    // Pages of a list overlap when something is added between two requests.
    meetings.dedup_by_key(|meeting| meeting.id);
    meetings.sort_by_key(|meeting| (meeting.time.begins(frame.zone), meeting.id));
    meetings
}

fn meeting(record: MeetingRecord, frame: &Frame<'_>) -> Meeting {
    let url = links::relayable(&record.url).unwrap_or_else(|| frame.texts.base.clone());
    let texts = Texts {
        languages: frame.texts.languages,
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
                let own = frame
                    .source
                    .map(|source| source.qualified(&record.native_id));
                MeetingId::new(frame.origin, own.as_deref().unwrap_or(&record.native_id))
            },
            MeetingId::relayed,
        ),
        title: if title.is_empty() {
            frame.title.clone()
        } else {
            title
        },
        description_html: texts.html(&record.description),
        time: record.time.as_days_if_midnight(frame.zone),
        place: Place {
            name: without_links(&name),
            address: address.filter(|address| !address.split(' ').any(links::is_address)),
            point: record.point,
            online: record.online,
        },
        cancelled: record.cancelled,
        announced: true,
        history: MeetingHistory::new(frame.now),
        url,
    };
    if announced {
        meeting
    } else {
        meeting.unannounced()
    }
}

/// The address to join a meeting online is often written where the place should be; it is for those who signed up.
fn without_links(text: &LocalizedText) -> LocalizedText {
    text.map(|_: &Language, words| {
        words
            .split(' ')
            .filter(|word| !links::is_address(word))
            .collect::<Vec<_>>()
            .join(" ")
    })
}
