//! What search engines read of a consultation: schema.org in JSON-LD, one event for what has dates and one for each meeting. Organisations only.

use serde_json::{Map, Value, json};

use crate::index::Entry;
use crate::model::Meeting;

use super::frame::Reader;
use super::link;

/// More meetings than these are left to the page.
const MOST: usize = 50;

/// The graph as the text of a script element: nothing in it can end that element.
pub(super) fn structured(reader: &Reader<'_>, entry: &Entry) -> String {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let page = reader.site.portal_url(consultation.id);
    let name = consultation.title.best_text(reader.languages);
    let opens = entry.opens().map(|moment| moment.to_iso(zone));
    let closes = entry.closes().map(|moment| moment.to_iso(zone));
    let whole = opens.map(|opens| {
        let mut event = event(name, &page, &opens);
        put(&mut event, "endDate", closes.map(Value::from));
        put(&mut event, "organizer", Some(organiser(reader, entry)));
        put(&mut event, "location", Some(virtual_place(entry)));
        let online = json!("https://schema.org/OnlineEventAttendanceMode");
        put(&mut event, "eventAttendanceMode", Some(online));
        let summary = consultation.summary.best_text(reader.languages);
        put(
            &mut event,
            "description",
            (!summary.is_empty()).then(|| json!(summary)),
        );
        event
    });
    let meetings = consultation.meetings.iter().take(MOST);
    let meetings = meetings.map(|meeting| meeting_event(reader, entry, meeting, &page));
    let graph: Vec<Value> = whole
        .into_iter()
        .chain(meetings)
        .map(Value::Object)
        .collect();
    let document = json!({ "@context": "https://schema.org", "@graph": graph });
    // `<` could begin `</script`; JSON may write it as a number instead.
    document.to_string().replace('<', "\\u003c")
}

fn meeting_event(
    reader: &Reader<'_>,
    entry: &Entry,
    meeting: &Meeting,
    page: &str,
) -> Map<String, Value> {
    let zone = entry.stored.consultation.timezone;
    let iso = |at: chrono::DateTime<chrono::FixedOffset>| at.with_timezone(&zone).to_rfc3339();
    let url = link(&meeting.url).unwrap_or_else(|| page.to_owned());
    let title = meeting.title.best_text(reader.languages);
    let mut event = event(title, &url, &iso(meeting.starts_at));
    put(
        &mut event,
        "endDate",
        meeting.ends_at.map(|at| Value::from(iso(at))),
    );
    put(&mut event, "organizer", Some(organiser(reader, entry)));
    let status = if meeting.cancelled {
        "EventCancelled"
    } else {
        "EventScheduled"
    };
    put(
        &mut event,
        "eventStatus",
        Some(json!(format!("https://schema.org/{status}"))),
    );
    put(&mut event, "location", place(reader, meeting, &url));
    event
}

fn event(name: &str, url: &str, starts: &str) -> Map<String, Value> {
    let mut event = Map::new();
    put(&mut event, "@type", Some(json!("Event")));
    put(&mut event, "name", Some(json!(name)));
    put(&mut event, "url", Some(json!(url)));
    put(&mut event, "startDate", Some(json!(starts)));
    event
}

fn put(event: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        event.insert(name.to_owned(), value);
    }
}

fn organiser(reader: &Reader<'_>, entry: &Entry) -> Value {
    let consultation = &entry.stored.consultation;
    let source = reader.site.source_of(consultation);
    let name = consultation.organiser.as_deref().unwrap_or(source.name);
    let url = source.url.and_then(link);
    let mut organiser = json!({ "@type": "Organization", "name": name });
    if let (Some(fields), Some(url)) = (organiser.as_object_mut(), url) {
        fields.insert("url".to_owned(), json!(url));
    }
    organiser
}

fn virtual_place(entry: &Entry) -> Value {
    json!({ "@type": "VirtualLocation", "url": entry.stored.consultation.url.as_str() })
}

fn place(reader: &Reader<'_>, meeting: &Meeting, url: &str) -> Option<Value> {
    let name = meeting.place.name.best_text(reader.languages);
    let address = meeting.place.address.as_deref();
    if name.is_empty() && address.is_none() {
        let online = json!({ "@type": "VirtualLocation", "url": url });
        return meeting.place.online.then_some(online);
    }
    let mut place = Map::new();
    put(&mut place, "@type", Some(json!("Place")));
    put(&mut place, "name", (!name.is_empty()).then(|| json!(name)));
    put(
        &mut place,
        "address",
        address.or(Some(name)).map(|address| json!(address)),
    );
    let geo = meeting.place.point.map(|point| {
        json!({ "@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude })
    });
    put(&mut place, "geo", geo);
    Some(Value::Object(place))
}
