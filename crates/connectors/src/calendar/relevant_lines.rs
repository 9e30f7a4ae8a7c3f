//! Extraction of the lines that are read: the bytes of a calendar are split into content lines (RFC 5545, 3.1), and only the properties that the
//! gateway reads are kept, component by component. Those that may hold a person (`ORGANIZER`, `ATTENDEE`, `CONTACT`, `COMMENT`, `CONFERENCE`, `X-…`,
//! alarms) are dropped here, before anything is parsed.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::line_repair;
use crate::document_start;

/// The properties of an event that are read.
const EVENT_PROPERTIES: [&str; 19] = [
    "UID",
    "RECURRENCE-ID",
    "SEQUENCE",
    "LAST-MODIFIED",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "GEO",
    "URL",
    "CATEGORIES",
    "STATUS",
    "CLASS",
];

/// The properties of a time zone that are read.
const ZONE_PROPERTIES: [&str; 8] = [
    "TZID",
    "X-LIC-LOCATION",
    "X-MICROSOFT-CDO-TZID",
    "DTSTART",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "RRULE",
    "RDATE",
];

/// The most events that are read of one file.
const MOST_EVENTS: usize = 20_000;

/// The most time zones that are read of one file.
const MOST_ZONES: usize = 200;

/// The most text in front of a calendar, in bytes.
const MOST_BEFORE: usize = 32 * 1024;

/// The longest content line, in bytes; the rest of a longer one is cut off.
const LONGEST_LINE: usize = 64 * 1024;

/// The longest component, in bytes; properties that do not fit are left out.
const LONGEST_COMPONENT: usize = 256 * 1024;

/// The parts of a calendar that are read, as text.
#[derive(Debug, Default)]
pub(super) struct RelevantLines {
    /// The name that the calendar gives itself (`X-WR-CALNAME`, or `NAME` of RFC 7986).
    pub(super) name: Option<String>,
    /// `true` where text that is no part of the calendar stands before it.
    pub(super) preceded: bool,
    /// The name of the time zone that the calendar declares for its times (`X-WR-TIMEZONE`, `TIMEZONE-ID`).
    pub(super) zone: Option<String>,
    /// Each `VEVENT`, from `BEGIN` to `END`.
    pub(super) events: Vec<String>,
    /// Each `VTIMEZONE`, from `BEGIN` to `END`.
    pub(super) zones: Vec<String>,
    /// `true` where every component ends, and nothing was left out for its size.
    pub(super) whole: bool,
}

/// Returns whether a body begins as a calendar does (RFC 5545, 3.4), whatever media type its server declares.
pub(super) fn is_calendar(body: &[u8]) -> bool {
    let beginning = body.get(..2 * MOST_BEFORE).unwrap_or(body);
    document_start::of_calendar(&as_utf8(beginning)).is_some()
}

/// Extracts the events and time zones of a calendar. Lines are decoded as UTF-8, which the format prescribes; those that are not are decoded by the
/// `charset` that the server declares.
pub(super) fn extract(body: &[u8], charset: Option<&str>) -> RelevantLines {
    let body = as_utf8(body);
    let start = document_start::of_calendar(&body);
    let begin = start.as_ref().map_or(0, |start| start.at);
    let (_, body) = body.split_at_checked(begin).unwrap_or((&[], &body));
    let declared = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let fallback = declared
        .filter(|encoding| *encoding != UTF_8)
        .unwrap_or(WINDOWS_1252);
    let mut extractor = Extractor::default();
    extractor.lines.preceded = start.is_some_and(|start| start.strays);
    for line in ContentLines::of(body) {
        let text = decoded(&line, fallback);
        if extractor.is_full() {
            extractor.lost = true;
            break;
        }
        extractor.take(&text);
    }
    extractor.finish()
}

/// Converts UTF-16 to UTF-8, and drops the byte order mark.
fn as_utf8(body: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(body) {
        Some((encoding, length)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let rest = body.get(length..).unwrap_or_default();
            let (text, _) = encoding.decode_without_bom_handling(rest);
            Cow::Owned(text.into_owned().into_bytes())
        }
        Some((_, length)) => Cow::Borrowed(body.get(length..).unwrap_or_default()),
        None => Cow::Borrowed(body),
    }
}

fn decoded<'a>(line: &'a [u8], fallback: &'static Encoding) -> Cow<'a, str> {
    std::str::from_utf8(line).map_or_else(
        |_| fallback.decode_without_bom_handling(line).0,
        Cow::Borrowed,
    )
}

/// Iterator over the content lines of a body, unfolded. Bytes are unfolded before they are decoded, since a fold may stand inside a character.
struct ContentLines<'a> {
    rest: Option<&'a [u8]>,
    separator: u8,
}

impl<'a> ContentLines<'a> {
    fn of(body: &'a [u8]) -> Self {
        let separator = if body.contains(&b'\n') { b'\n' } else { b'\r' };
        Self {
            rest: (!body.is_empty()).then_some(body),
            separator,
        }
    }

    fn physical_line(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        let end = rest.iter().position(|byte| *byte == self.separator);
        let line = end.map_or(rest, |end| rest.get(..end).unwrap_or_default());
        self.rest = end
            .and_then(|end| rest.get(end + 1..))
            .map(without_blank_lines);
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }

    fn is_continued(&self) -> bool {
        self.rest
            .and_then(<[u8]>::first)
            .is_some_and(|byte| matches!(byte, b' ' | b'\t'))
    }
}

/// Skips blank lines. The format has none, but some programs write them even between a line and its continuation.
fn without_blank_lines(mut rest: &[u8]) -> &[u8] {
    while let Some(next) = rest
        .strip_prefix(b"\n")
        .or_else(|| rest.strip_prefix(b"\r"))
    {
        rest = next;
    }
    rest
}

impl<'a> Iterator for ContentLines<'a> {
    type Item = Cow<'a, [u8]>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Cow::Borrowed(self.physical_line()?);
        while self.is_continued() {
            let more = self.physical_line().unwrap_or_default();
            let room = LONGEST_LINE.saturating_sub(line.len());
            let more = more.get(1..).unwrap_or_default();
            line.to_mut()
                .extend_from_slice(more.get(..room).unwrap_or(more));
        }
        Some(line)
    }
}

/// The component that is being read, with the lines that are kept of it.
#[derive(Debug, Default)]
enum OpenComponent {
    /// The calendar itself, or something that is not read.
    #[default]
    Other,
    Event(String),
    Zone(String),
}

/// The state of the extraction.
#[derive(Debug, Default)]
struct Extractor {
    lines: RelevantLines,
    component: OpenComponent,
    /// The number of open components that are not read.
    ignored: usize,
    /// The number of open calendars.
    open: usize,
    /// `true` where something was left out for its size.
    lost: bool,
}

impl Extractor {
    fn is_full(&self) -> bool {
        self.lines.events.len() >= MOST_EVENTS
    }

    /// Takes in the next content line.
    fn take(&mut self, line: &str) {
        let end = line.find([':', ';']).unwrap_or(line.len());
        let (name, rest) = line.split_at_checked(end).unwrap_or((line, ""));
        let name = name.trim().to_ascii_uppercase();
        let value = rest.strip_prefix(':').map(str::trim).unwrap_or_default();
        match name.as_str() {
            "BEGIN" => self.begin(&value.to_ascii_uppercase()),
            "END" => self.end(&value.to_ascii_uppercase()),
            _ if self.ignored == 0 => self.property(&name, line, rest),
            _ => {}
        }
    }

    fn begin(&mut self, component: &str) {
        match (component, &mut self.component) {
            ("VCALENDAR", _) => {
                self.flush();
                self.open += 1;
                self.ignored = 0;
            }
            ("VEVENT", _) => {
                self.flush();
                self.ignored = 0;
                self.component = OpenComponent::Event("BEGIN:VEVENT\r\n".to_owned());
            }
            ("VTIMEZONE", _) => {
                self.flush();
                self.ignored = 0;
                self.component = OpenComponent::Zone("BEGIN:VTIMEZONE\r\n".to_owned());
            }
            ("STANDARD" | "DAYLIGHT", OpenComponent::Zone(text)) if self.ignored == 0 => {
                text.push_str("BEGIN:");
                text.push_str(component);
                text.push_str("\r\n");
            }
            _ => self.ignored += 1,
        }
    }

    fn end(&mut self, component: &str) {
        match (component, &mut self.component) {
            ("VCALENDAR", _) => {
                self.flush();
                self.open = self.open.saturating_sub(1);
                self.ignored = 0;
            }
            ("VEVENT", OpenComponent::Event(_)) | ("VTIMEZONE", OpenComponent::Zone(_)) => {
                self.flush();
                self.ignored = 0;
            }
            ("STANDARD" | "DAYLIGHT", OpenComponent::Zone(text)) if self.ignored == 0 => {
                text.push_str("END:");
                text.push_str(component);
                text.push_str("\r\n");
            }
            _ => self.ignored = self.ignored.saturating_sub(1),
        }
    }

    /// Keeps a property if it is read. `rest` holds its parameters and its value.
    fn property(&mut self, name: &str, line: &str, rest: &str) {
        let (text, properties): (&mut String, &[&str]) = match &mut self.component {
            OpenComponent::Event(text) => (text, &EVENT_PROPERTIES),
            OpenComponent::Zone(text) => (text, &ZONE_PROPERTIES),
            OpenComponent::Other => return self.calendar_property(name, rest),
        };
        if !properties.contains(&name) {
            return;
        }
        if text.len() + line.len() > LONGEST_COMPONENT {
            self.lost = true;
            return;
        }
        text.push_str(name);
        text.extend(
            line_repair::repaired(name, rest)
                .chars()
                .filter(|letter| !letter.is_control() || *letter == '\t'),
        );
        text.push_str("\r\n");
    }

    /// Keeps a property of the calendar itself if it is read; the first of each counts.
    fn calendar_property(&mut self, name: &str, rest: &str) {
        let kept = match name {
            "X-WR-CALNAME" | "NAME" => &mut self.lines.name,
            "X-WR-TIMEZONE" | "TIMEZONE-ID" => &mut self.lines.zone,
            _ => return,
        };
        if kept.is_none() {
            let value = rest.split_once(':').map_or("", |(_, value)| value);
            *kept = Some(unescaped(value)).filter(|value| !value.is_empty());
        }
    }

    /// Ends the component that is being read. One that the beginning of the next cuts short is kept as far as it goes.
    fn flush(&mut self) {
        match std::mem::take(&mut self.component) {
            OpenComponent::Event(mut text) => {
                text.push_str("END:VEVENT\r\n");
                self.lines.events.push(text);
            }
            OpenComponent::Zone(mut text) if self.lines.zones.len() < MOST_ZONES => {
                text.push_str("END:VTIMEZONE\r\n");
                self.lines.zones.push(text);
            }
            OpenComponent::Zone(_) | OpenComponent::Other => {}
        }
    }

    /// Returns the lines that were kept. A component that the end of the file cuts short is left out.
    fn finish(self) -> RelevantLines {
        let cut = self.open > 0 || !matches!(self.component, OpenComponent::Other);
        RelevantLines {
            whole: !cut && !self.lost,
            ..self.lines
        }
    }
}

/// Unescapes the value of a text property (RFC 5545, 3.3.11), on one line.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push(' '),
                Some(other) => text.push(other),
                None => {}
            },
            letter if letter.is_control() => {}
            letter => text.push(letter),
        }
    }
    text.trim().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(lines: &str) -> String {
        format!("BEGIN:VCALENDAR\r\n{lines}END:VCALENDAR\r\n")
    }

    #[test]
    fn only_properties_that_are_read_are_kept_and_no_alarms_and_people() {
        let body = calendar(
            "X-WR-CALNAME:Agenda\\, ville\r\nBEGIN:VEVENT\r\nUID:1\r\nORGANIZER;CN=Camille Canari:mailto:c@example.org\r\n\
             ATTENDEE:mailto:c@example.org\r\nX-ALT-DESC:c@example.org\r\nSUMMARY:Atelier\r\nBEGIN:VALARM\r\nDESCRIPTION:c@example.org\r\nEND:VALARM\r\n\
             COMMENT:c\r\nCONTACT:c\r\nCONFERENCE:c\r\nEND:VEVENT\r\n",
        );
        let lines = extract(body.as_bytes(), None);
        assert_eq!(lines.name.as_deref(), Some("Agenda, ville"));
        assert_eq!(
            lines.events,
            ["BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Atelier\r\nEND:VEVENT\r\n"]
        );
        assert!(lines.whole);
    }

    #[test]
    fn a_fold_inside_a_character_and_any_encoding_are_read() {
        let mut folded =
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:R\xc3\n \xa9union\nEND:VEVENT\nEND:VCALENDAR"
                .to_vec();
        assert!(extract(&folded, None).events[0].contains("Réunion"));
        folded.splice(0..0, *b"\xef\xbb\xbf");
        assert!(is_calendar(&folded) && extract(&folded, None).events[0].contains("Réunion"));
        let latin = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:R\xe9union \x9c\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert!(extract(latin, None).events[0].contains("Réunion œ"));
        assert!(extract(latin, Some("iso-8859-7")).events[0].contains("Rιunion"));
        let text = calendar("BEGIN:VEVENT\r\nSUMMARY:Réunion\r\nEND:VEVENT\r\n");
        let mut wide = vec![0xff, 0xfe];
        wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert!(is_calendar(&wide) && extract(&wide, None).events[0].contains("Réunion"));
        let old = text.replace("\r\n", "\r");
        assert_eq!(extract(old.as_bytes(), None).events.len(), 1);
    }

    #[test]
    fn blank_lines_mean_nothing_even_inside_a_fold() {
        let body = calendar(
            "BEGIN:VEVENT\r\n\r\nUID\r\n\r\n :1\r\n\n\nSUMMARY:Une\n\n  réunion\r\nEND:VEVENT\r\n",
        );
        for body in [body.clone(), body.replace("\r\n", "\n").replace('\n', "\r")] {
            assert_eq!(
                extract(body.as_bytes(), None).events,
                ["BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Une réunion\r\nEND:VEVENT\r\n"]
            );
        }
    }

    #[test]
    fn a_file_that_is_cut_short_is_not_whole_and_the_rest_is_kept() {
        let body = calendar("BEGIN:VEVENT\r\nUID:1\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT\r\n");
        let all = extract(body.as_bytes(), None);
        assert_eq!((all.events.len(), all.whole), (2, true));
        let cut = body.find("UID:2").unwrap();
        let some = extract(&body.as_bytes()[..cut], None);
        assert_eq!((some.events.len(), some.whole), (1, false));
    }

    #[test]
    fn a_page_is_no_calendar() {
        assert!(is_calendar(b"\n  begin:vcalendar\n"));
        for other in [&b"<html>BEGIN:VCALENDAR"[..], b"", b"BEGIN:VCARD"] {
            assert!(!is_calendar(other));
        }
    }
}
