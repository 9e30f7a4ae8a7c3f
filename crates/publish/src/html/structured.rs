//! Structured data for search engines: schema.org in JSON-LD, one event for a consultation with dates and one for each meeting. Organisations only.

use serde_json::{Map, Value, json};

use crate::item::image;
use crate::words::plain_text;
use passerelle_index::Entry;
use passerelle_model::{Consultation, Meeting, Modality, Moment, Status};

use super::frame::Reader;
use super::link;

/// The most meetings in the data; the others are on the page only.
const MOST: usize = 50;

const SCHEDULED: &str = "https://schema.org/EventScheduled";
const CANCELLED: &str = "https://schema.org/EventCancelled";
const ONLINE: &str = "https://schema.org/OnlineEventAttendanceMode";
const OFFLINE: &str = "https://schema.org/OfflineEventAttendanceMode";
const MIXED: &str = "https://schema.org/MixedEventAttendanceMode";

/// Returns the graph as the text of a script element: nothing in it can end that element.
pub(super) fn structured(reader: &Reader<'_>, entry: &Entry) -> String {
    let consultation = &entry.stored.consultation;
    let page = reader.site.portal_url(consultation.id);
    let whole = whole_event(reader, entry, &page);
    // The vocabulary has no word for meetings that are no longer announced.
    let meetings = consultation.meetings.iter();
    let meetings = meetings.filter(|meeting| meeting.announced).take(MOST);
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

/// Returns the dates of participation: from the first day until the deadline while it is open, from the next opening on if one is to come, and until its end if it
/// is over. `None` if no day of a beginning is known.
fn dates(entry: &Entry) -> Option<(Moment, Option<Moment>)> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let course = &entry.course;
    let stretches = consultation.participations().into_iter();
    let of_stretches = stretches.filter_map(|it| Some((it.period.opens?, it.period.closes)));
    let mut stretches: Vec<(Moment, Option<Moment>)> = of_stretches.collect();
    stretches.sort_by_key(|(opens, _)| opens.begins(zone));
    let first = stretches.first().map(|(opens, _)| *opens);
    match entry.status {
        Status::Open => Some((first?, course.deadline)),
        Status::Upcoming | Status::Paused => {
            let opening = course.opening?;
            let mut later = stretches.iter();
            let next = later.find(|(opens, _)| opens.begins(zone) == opening.begins(zone));
            Some((opening, next.and_then(|(_, closes)| *closes)))
        }
        // A consultation that its source ended before the announced day has no known last day.
        Status::Closed | Status::Results => {
            let ended = course.ended?;
            let opens = first.or(entry.opens())?;
            (opens.begins(zone) <= ended.over(zone)).then_some((opens, Some(ended)))
        }
        Status::Unknown => None,
    }
}

/// Returns the consultation as an event; `None` if no day of its beginning is known.
fn whole_event(reader: &Reader<'_>, entry: &Entry, page: &str) -> Option<Map<String, Value>> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let (opens, closes) = dates(entry)?;
    let (opens, closes) = (opens.to_iso(zone), closes.map(|moment| moment.to_iso(zone)));
    let name = consultation.title.best_text(reader.languages);
    let mut event = event(name, page, &opens);
    put(&mut event, "@id", Some(json!(page)));
    put(&mut event, "endDate", closes.map(Value::from));
    put(&mut event, "organizer", Some(organiser(reader, entry)));
    put(&mut event, "eventStatus", Some(json!(SCHEDULED)));
    if is_mere_meeting(consultation) {
        // One takes part at the meeting, and nowhere else.
        let mut meetings = consultation.meetings.iter();
        let first = meetings.find(|meeting| meeting.takes_place());
        let mode = first.and_then(|meeting| mode(reader, meeting));
        put(&mut event, "eventAttendanceMode", mode.map(Value::from));
        let url = first.and_then(|meeting| link(&meeting.url));
        let url = url.unwrap_or_else(|| page.to_owned());
        let place = first.and_then(|meeting| location(reader, meeting, &url));
        put(
            &mut event,
            "location",
            place.or_else(|| of_territory(consultation)),
        );
    } else {
        put(&mut event, "eventAttendanceMode", Some(json!(ONLINE)));
        put(
            &mut event,
            "location",
            Some(virtual_place(consultation.url.as_str())),
        );
    }
    let summary = consultation.summary.best_text(reader.languages);
    let summary = (!summary.is_empty()).then(|| json!(summary));
    put(&mut event, "description", summary);
    put(&mut event, "image", image(consultation).map(Value::from));
    Some(event)
}

fn meeting_event(
    reader: &Reader<'_>,
    entry: &Entry,
    meeting: &Meeting,
    page: &str,
) -> Map<String, Value> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let url = link(&meeting.url).unwrap_or_else(|| page.to_owned());
    let title = meeting.title.best_text(reader.languages);
    let mut event = event(title, &url, &meeting.time.start().to_iso(zone));
    let ends = meeting.time.end().map(|end| Value::from(end.to_iso(zone)));
    put(&mut event, "endDate", ends);
    put(&mut event, "organizer", Some(organiser(reader, entry)));
    let status = if meeting.cancelled {
        CANCELLED
    } else {
        SCHEDULED
    };
    put(&mut event, "eventStatus", Some(json!(status)));
    let mode = mode(reader, meeting).map(Value::from);
    put(&mut event, "eventAttendanceMode", mode);
    put(&mut event, "location", location(reader, meeting, &url));
    let name = consultation.title.best_text(reader.languages);
    let part_of = json!({ "@type": "Event", "@id": page, "name": name, "url": page });
    put(&mut event, "superEvent", Some(part_of));
    let description = plain_text(meeting.description_html.best_text(reader.languages));
    let description = (!description.is_empty()).then(|| json!(description));
    put(&mut event, "description", description);
    put(&mut event, "image", image(consultation).map(Value::from));
    event
}

/// Returns whether a consultation is nothing but a meeting.
fn is_mere_meeting(consultation: &Consultation) -> bool {
    let mut modalities = consultation.modalities.iter();
    modalities.next() == Some(&Modality::Meeting) && modalities.next().is_none()
}

/// Returns the attendance mode; `None` if nothing is known of the place.
fn mode(reader: &Reader<'_>, meeting: &Meeting) -> Option<&'static str> {
    match (is_somewhere(reader, meeting), meeting.place.online) {
        (true, true) => Some(MIXED),
        (true, false) => Some(OFFLINE),
        (false, true) => Some(ONLINE),
        (false, false) => None,
    }
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

fn virtual_place(url: &str) -> Value {
    json!({ "@type": "VirtualLocation", "url": url })
}

/// Returns whether a meeting has a place to go to.
fn is_somewhere(reader: &Reader<'_>, meeting: &Meeting) -> bool {
    let place = &meeting.place;
    let is_named = !place.name.best_text(reader.languages).is_empty();
    is_named || place.address.is_some() || place.point.is_some()
}

/// Returns the location of a meeting: a place, an address on the network, or both.
fn location(reader: &Reader<'_>, meeting: &Meeting, url: &str) -> Option<Value> {
    let online = meeting.place.online.then(|| virtual_place(url));
    let place = is_somewhere(reader, meeting).then(|| place(reader, meeting));
    match (place, online) {
        (Some(place), Some(online)) => Some(json!([place, online])),
        (place, online) => place.or(online),
    }
}

fn place(reader: &Reader<'_>, meeting: &Meeting) -> Value {
    let name = meeting.place.name.best_text(reader.languages);
    let name = (!name.is_empty()).then(|| json!(name));
    let address = meeting.place.address.as_deref().map(Value::from);
    let mut place = Map::new();
    put(&mut place, "@type", Some(json!("Place")));
    put(&mut place, "address", address.or_else(|| name.clone()));
    put(&mut place, "name", name);
    let geo = meeting.place.point.map(|point| {
        json!({ "@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude })
    });
    put(&mut place, "geo", geo);
    Value::Object(place)
}

/// Returns the territory as a place, where nothing more precise is known.
fn of_territory(consultation: &Consultation) -> Option<Value> {
    let territory = consultation.territory.as_ref()?;
    Some(json!({ "@type": "Place", "name": territory.name, "address": territory.name }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Site;
    use crate::tests::{day, entry, now};
    use passerelle_model::{DeclaredState, Origin, Period, Phase, TerritoryHow};
    use passerelle_model::{
        Language, LocalizedText, MeetingHistory, MeetingId, MeetingTime, Place, Territory,
    };

    fn graph(change: impl FnOnce(&mut Consultation)) -> Vec<Value> {
        let url = "https://agenda.example.fr".parse().unwrap();
        let site = Site::new("Agenda", &url, Vec::new(), Vec::new());
        let reader = Reader {
            site: &site,
            languages: site.languages(),
            language: None,
            today: now().date_naive(),
            moment: now(),
            files: None,
            rights: "",
        };
        let text = structured(&reader, &entry(change));
        let document: Value = serde_json::from_str(&text).unwrap();
        document["@graph"].as_array().unwrap().clone()
    }

    fn meeting(address: Option<&str>, online: bool) -> Meeting {
        Meeting {
            id: MeetingId::new(&Origin::new("participez.example.fr"), "7"),
            url: "https://participez.example.fr/meetings/7".parse().unwrap(),
            title: LocalizedText::of(Language::french(), "Atelier"),
            description_html: LocalizedText::of(
                Language::french(),
                "<p>Parcs &amp; <em>jardins</em></p><p>&amp;lt;</p>",
            ),
            time: MeetingTime::instants("2026-12-01T18:30:00+01:00".parse().unwrap(), None),
            place: Place {
                address: address.map(str::to_owned),
                online,
                ..Place::default()
            },
            cancelled: false,
            announced: true,
            history: MeetingHistory::new(now()),
        }
    }

    #[test]
    fn how_one_attends_a_meeting_follows_from_its_place() {
        for (address, online, mode, places) in [
            (
                Some("1 place Stanislas"),
                false,
                json!(OFFLINE),
                json!("Place"),
            ),
            (None, true, json!(ONLINE), json!("VirtualLocation")),
            (Some("1 place Stanislas"), true, json!(MIXED), Value::Null),
            (None, false, Value::Null, Value::Null),
        ] {
            let events = graph(|c| c.meetings = vec![meeting(address, online)]);
            let [event] = &events[..] else {
                panic!("no day is known of the whole")
            };
            assert_eq!(event["eventAttendanceMode"], mode);
            assert_eq!(event["location"]["@type"], places);
            assert_eq!(event["location"].is_array(), mode == MIXED);
            assert_eq!(event["description"], "Parcs & jardins &lt;");
            assert_eq!(event["superEvent"]["name"], "Nos parcs");
        }
    }

    #[test]
    fn a_consultation_is_online_unless_it_is_a_mere_meeting() {
        let whole = |modalities: &[Modality], meetings: Vec<Meeting>| {
            let events = graph(|c| {
                c.period.opens = day("2026-11-01");
                c.modalities = modalities.to_vec();
                c.meetings = meetings;
                c.territory = Some(Territory {
                    code: "54395".parse().unwrap(),
                    name: "Nancy".to_owned(),
                    how: TerritoryHow::Declared,
                });
            });
            let mode = events[0]["eventAttendanceMode"].clone();
            assert_eq!(events[0]["eventStatus"], SCHEDULED);
            (mode, events[0]["location"]["@type"].clone())
        };
        let hall = || vec![meeting(Some("1 place Stanislas"), false)];
        let online = (json!(ONLINE), json!("VirtualLocation"));
        let both = [Modality::Survey, Modality::Meeting];
        assert_eq!(whole(&both, hall()), online);
        assert_eq!(whole(&[], Vec::new()), online);
        let only = [Modality::Meeting];
        assert_eq!(whole(&only, hall()), (json!(OFFLINE), json!("Place")));
        assert_eq!(whole(&only, vec![meeting(None, true)]), online);
        let unknown = (Value::Null, json!("Place"));
        assert_eq!(whole(&only, Vec::new()), unknown, "in its territory");
    }

    #[test]
    fn it_ends_when_one_can_no_longer_take_part_and_not_before_it_did() {
        let phase = |opens: &str, closes: &str| Phase {
            period: Period {
                opens: day(opens),
                closes: day(closes),
            },
            ..Phase::default()
        };
        let said = |whole: (&str, &str), phases: Vec<Phase>, over: bool| {
            let events = graph(|c| {
                c.period = Period {
                    opens: day(whole.0),
                    closes: day(whole.1),
                };
                c.phases = phases;
                c.declared_state = over.then_some(DeclaredState::Closed);
            });
            let event = events.first().cloned().unwrap_or_default();
            let text = |name| event[name].as_str().unwrap_or_default().to_owned();
            (text("startDate"), text("endDate"))
        };
        let days = |opens: &str, closes: &str| (opens.to_owned(), closes.to_owned());
        let year = ("2026-10-01", "2027-01-29");
        let ideas = || phase("2026-10-01", "2026-11-25");
        let vote = || phase("2027-01-09", "2027-01-29");
        assert_eq!(
            said(year, vec![ideas(), vote()], false),
            days("2026-10-01", "2026-11-25"),
            "the running phase, not the whole"
        );
        assert_eq!(
            said(year, vec![phase("2026-10-01", "2026-11-10"), vote()], false),
            days("2027-01-09", "2027-01-29"),
            "paused: what comes next"
        );
        assert_eq!(
            said(("2026-10-01", ""), Vec::new(), false),
            days("2026-10-01", "")
        );
        assert_eq!(
            said(("2026-10-01", "2026-11-10"), Vec::new(), false),
            days("2026-10-01", "2026-11-10")
        );
        assert_eq!(
            said(year, Vec::new(), true),
            days("", ""),
            "over, unknown when"
        );
    }
}
