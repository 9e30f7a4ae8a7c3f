//! The formats for other programs than feed readers: calendars, sheets, directories.

use passerelle_query::Allowed;

use super::{Answered, Exported, Kind, Operation, Output, Own, PathPart, Values, Writer};
use crate::{calendar, directory, numbers, sheet};

const SEPARATOR: &[Own] = &[Own::new(
    "separator",
    Values::OneOf(&["comma", "semicolon"]),
    "`semicolon` for spreadsheets in languages with decimal commas",
)];

/// Declares an operation that answers with a text.
const fn operation(id: &'static str, summary: &'static str, of_file: &'static str) -> Operation {
    Operation {
        id,
        summary,
        of_file: Some(of_file),
        own: &[],
        path_part: None,
        answer: Answered::Text,
        others: &[],
    }
}

/// The calendar: the filters of meetings, deadlines on demand, and one consultation or one meeting.
pub static CALENDAR: Output = Output {
    name: "agenda_ics",
    path: "/agenda.ics",
    media_type: calendar::MEDIA_TYPE,
    takes: Allowed::AGENDA.and(&["include", "consultation", "meeting"]),
    operation: Some(Operation {
        own: &[
            Own::new(
                "include",
                Values::OneOf(&["deadlines"]),
                "`deadlines` adds, as whole days from today on, the days from which one can take part and the last ones on which one can, of every phase to come",
            ),
            Own::new(
                "consultation",
                Values::Text,
                "The id of a consultation: only its meetings",
            ),
            Own::new("meeting", Values::Text, "The id of a meeting: only that"),
        ],
        others: &[
            (
                "404",
                "No consultation or meeting has the id that `consultation` or `meeting` names",
            ),
            ("410", "The consultation was withdrawn"),
        ],
        ..operation(
            "calendar",
            "The meetings of the consultations that match, from 30 days ago on unless `from` says otherwise, as a calendar to subscribe to. Cancelled ones stay in it; a UID never changes, and SEQUENCE rises with each change",
            "The meetings, from 30 days ago on, as a calendar to subscribe to. Cancelled ones stay in it; a UID never changes, and SEQUENCE rises with each change",
        )
    }),
    exported: Exported::Calendar,
    kind: Kind::Calendar,
    offered: &[],
    writer: Writer::Handler,
};
/// The consultations as a sheet.
pub static SHEET: Output = Output {
    name: "csv",
    path: "/consultations.csv",
    media_type: sheet::MEDIA_TYPE,
    takes: Allowed::CONSULTATIONS.and(&["separator"]),
    operation: Some(Operation {
        own: SEPARATOR,
        ..operation(
            "sheet",
            "Every consultation that matches, as a sheet in UTF-8 with a byte order mark, headings in the language of the reader. The last day on which one can take part now and the phase that runs stand in its last columns",
            "Every consultation, as a sheet in UTF-8 with a byte order mark",
        )
    }),
    exported: Exported::Views(&["status", "separator"]),
    kind: Kind::Sheet,
    offered: &[
        ("address-csv", ""),
        ("address-csv-french", "separator=semicolon"),
    ],
    writer: Writer::Handler,
};
/// The directory of feeds: that of a selection, and that of each territory in it.
pub static DIRECTORY: Output = Output {
    name: "opml",
    path: "/feeds.opml",
    media_type: directory::OPML_MEDIA_TYPE,
    takes: Allowed::COUNTS,
    operation: Some(operation(
        "directory",
        "The feed of what matches, and that of each territory in it, for feed readers",
        "The feed of everything, and that of each territory, for feed readers",
    )),
    exported: Exported::Asking(&["status"]),
    kind: Kind::Feed,
    offered: &[("address-opml", "")],
    writer: Writer::Handler,
};
/// The sitemap for search engines.
pub static SITEMAP: Output = Output {
    name: "sitemap",
    path: "/sitemap.xml",
    media_type: directory::SITEMAP_MEDIA_TYPE,
    takes: Allowed::COUNTS,
    operation: Some(operation(
        "sitemap",
        "The pages of the portal and those of the consultations that match, in the language of the reader, for search engines",
        "The pages of the portal and those of the consultations, for search engines",
    )),
    exported: Exported::Once,
    kind: Kind::Asset,
    offered: &[],
    writer: Writer::Handler,
};
/// The figures of one chart as a sheet.
pub static CHART: Output = Output {
    name: "numbers_csv",
    path: "/numbers/{chart}.csv",
    media_type: sheet::MEDIA_TYPE,
    takes: Allowed::COUNTS.and(&["separator"]),
    operation: Some(Operation {
        own: SEPARATOR,
        path_part: Some(PathPart {
            name: "chart",
            meaning: "The name of the chart",
            values: Some(|| numbers::Topic::ALL.map(numbers::Topic::token).to_vec()),
        }),
        others: &[("404", "There is no such chart")],
        ..operation(
            "chart",
            "The figures of one chart of what matches, as a sheet in UTF-8 with a byte order mark, headings in the language of the reader",
            "The figures of one chart, as a sheet in UTF-8 with a byte order mark",
        )
    }),
    exported: Exported::Asking(&[]),
    kind: Kind::Sheet,
    offered: &[],
    writer: Writer::Handler,
};
/// The rules for crawlers.
pub static ROBOTS: Output = Output {
    name: "robots",
    path: "/robots.txt",
    media_type: "text/plain; charset=utf-8",
    takes: Allowed::only(&[]),
    operation: None,
    exported: Exported::Once,
    kind: Kind::Asset,
    offered: &[],
    writer: Writer::Handler,
};
