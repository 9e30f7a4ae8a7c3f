//! The widget, its frame and its data.

use passerelle_query::Allowed;

use super::{Answered, Exported, Kind, Operation, Output, Own, Values, Writer};
use crate::{html, json};

const NO_SUCH_CONSULTATION: &[(&str, &str)] = &[
    (
        "404",
        "No consultation has the id that `consultation` names",
    ),
    ("410", "The consultation was withdrawn"),
];

/// The data of the widget: every filter, one view only, or one consultation only.
pub static WIDGET_DATA: Output = Output {
    name: "widget_json",
    path: "/widget.json",
    media_type: json::MEDIA_TYPE,
    takes: Allowed::CONSULTATIONS.and(&["view", "consultation"]),
    operation: Some(Operation {
        id: "getWidget",
        summary: "What the widget shows, in words, on the day of the gateway: what is open, unless `status` says otherwise, what closes soonest first; the next meetings; the calendar of a year",
        of_file: None,
        own: &[
            Own::new(
                "view",
                Values::OneOf(&["list", "compact", "calendar"]),
                "Only what one view shows; without, what every view shows",
            ),
            Own::new(
                "consultation",
                Values::Text,
                "The id of a consultation: only that",
            ),
        ],
        path_part: None,
        answer: Answered::Named("WidgetBody"),
        others: NO_SUCH_CONSULTATION,
    }),
    exported: Exported::WidgetData,
    kind: Kind::Json,
    offered: &[],
    writer: Writer::Handler,
};
/// The widget as a page for frames.
pub static FRAME: Output = Output {
    name: "embed",
    path: "/embed",
    media_type: html::MEDIA_TYPE,
    takes: Allowed::CONSULTATIONS.and(&["view", "consultation", "scheme", "month"]),
    operation: Some(Operation {
        id: "frame",
        summary: "The widget as a page for frames. It tells the page around it its height: `{type: \"passerelle:height\", height}`, by postMessage, in pixels",
        of_file: None,
        own: &[
            Own::new(
                "view",
                Values::OneOf(&["list", "compact", "calendar"]),
                "What it shows",
            ),
            Own::new(
                "scheme",
                Values::OneOf(&["auto", "light", "dark"]),
                "Light or dark; `auto` as the reader's device wishes",
            ),
            Own::new("month", Values::Text, "A month of the calendar: 2026-11"),
            Own::new(
                "consultation",
                Values::Text,
                "The id of a consultation: only that",
            ),
        ],
        path_part: None,
        answer: Answered::Text,
        others: NO_SUCH_CONSULTATION,
    }),
    exported: Exported::Frame,
    kind: Kind::Page,
    offered: &[],
    writer: Writer::Handler,
};
/// The description of the frame for programs that embed by address (oEmbed 1.0).
pub static OEMBED: Output = Output {
    name: "oembed",
    path: "/oembed",
    media_type: json::MEDIA_TYPE,
    takes: Allowed::only(&[]).and(&["url", "maxwidth", "maxheight", "format"]),
    operation: Some(Operation {
        id: "getOembed",
        summary: "The frame that shows a page of the portal (oEmbed 1.0, type `rich`)",
        of_file: None,
        own: &[
            Own {
                is_required: true,
                ..Own::new(
                    "url",
                    Values::Address,
                    "The address of a page of this gateway",
                )
            },
            Own::new(
                "maxwidth",
                Values::From(1),
                "How wide the frame may be, in pixels",
            ),
            Own::new(
                "maxheight",
                Values::From(1),
                "How high the frame may be, in pixels",
            ),
            Own::new("format", Values::OneOf(&["json"]), "The only one there is"),
        ],
        path_part: None,
        answer: Answered::Named("OembedBody"),
        others: &[
            ("404", "The address is no page that can be embedded"),
            ("501", "A form other than JSON is asked for"),
        ],
    }),
    exported: Exported::Never,
    kind: Kind::Json,
    offered: &[],
    writer: Writer::Handler,
};

/// Declares a file that websites include.
const fn included(name: &'static str, path: &'static str, media_type: &'static str) -> Output {
    Output {
        name,
        path,
        media_type,
        takes: Allowed::only(&[]),
        operation: None,
        exported: Exported::Once,
        kind: Kind::Asset,
        offered: &[],
        writer: Writer::Handler,
    }
}

/// The script of the widget.
pub static WIDGET_SCRIPT: Output =
    included("widget_js", "/widget.js", "text/javascript; charset=utf-8");
/// The style sheet of the widget.
pub static WIDGET_STYLE: Output = included("widget_css", "/widget.css", "text/css; charset=utf-8");
