//! Snippets for webmasters: the widget, the frame, and the policies that their website needs for them.

use url::Url;

use crate::widget::oembed::frame as frame_around;
use crate::widget::{Embedded, Scheme, View, selection};
use crate::words::html_text;
use passerelle_query::{Allowed, Filter};

use super::frame::{Frame, Reader};
use super::portal::selection_query;
use super::subscribe::SubscribeView;

/// A link to another view of the widget.
pub(super) struct ViewLink {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// The snippets, and a link to their preview.
pub(super) struct Snippet {
    pub(super) views: Vec<ViewLink>,
    pub(super) widget: String,
    pub(super) iframe: String,
    /// The policies for the widget, and for the frame.
    pub(super) policies: [String; 2],
    pub(super) reserved: String,
    /// The preview; `None` where no file answers.
    pub(super) preview: Option<String>,
}

impl Snippet {
    /// Makes the snippets of the choices on the page of subscriptions.
    pub(super) fn new(reader: &Reader<'_>, frame: &Frame<'_>, view: &SubscribeView<'_>) -> Self {
        Self {
            views: views(frame, view),
            widget: widget(reader, frame, view),
            iframe: iframe(reader, view),
            policies: policies(reader),
            reserved: reserved(view.view),
            preview: frame.href_with("embed", &embedded(view)),
        }
    }
}

/// The height of a frame without a script that sets it, in pixels.
const FRAME_HEIGHT: u32 = 480;

/// Returns the height that a website should keep free until the script runs, so that its page does not jump: the widget's own (`VIEWS` in `widget.js`), on a large
/// screen and on a phone.
fn reserved(view: View) -> String {
    let (roomy, narrow) = match view {
        View::List => (33, 47),
        View::Compact => (28, 39),
        View::Calendar => (35, 37),
    };
    let keep = |height| {
        format!(
            "passerelle-agenda:not(:defined) {{ display: block; font-size: medium; min-height: {height}em }}"
        )
    };
    format!(
        "{}\n@media (max-width: 460px) {{ {} }}",
        keep(roomy),
        keep(narrow)
    )
}

/// Returns the links to the other views of the widget.
fn views(frame: &Frame<'_>, shown: &SubscribeView<'_>) -> Vec<ViewLink> {
    let query = selection_query(shown.filter);
    let views = View::ALL.into_iter().filter_map(|view| {
        let said = (view != View::List).then(|| format!("widget={}", view.token()));
        let parts = [&*query, said.as_deref().unwrap_or_default()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let href = frame.href_with("subscribe", &parts.join("&"))?;
        Some(ViewLink {
            label: frame.t.say(&format!("widget-view-{}", view.token())),
            href: format!("{href}#widget"),
            current: view == shown.view,
        })
    });
    views.collect()
}

/// Writes the snippet of the widget. The content of its element is shown if the gateway cannot be reached.
fn widget(reader: &Reader<'_>, frame: &Frame<'_>, view: &SubscribeView<'_>) -> String {
    let site = reader.site;
    let filter = Filter {
        limit: None,
        cursor: None,
        language: reader.language.cloned(),
        ..view.filter.clone()
    };
    let attributes = Allowed::CONSULTATIONS
        .parameters()
        .into_iter()
        .filter_map(|parameter| {
            let value = filter.value_of(parameter)?;
            Some(format!(" {}=\"{}\"", parameter.name(), html_text(&value)))
        });
    let look = (view.view != View::List).then(|| format!(" view=\"{}\"", view.view.token()));
    let attributes: String = attributes.chain(look).collect();
    let text = if view.caption.is_empty() {
        site.name().to_owned()
    } else {
        let place = [("place", view.caption)];
        frame.t.with("portal-heading-in", &place)
    };
    format!(
        "<script type=\"module\" src=\"{}\"></script>\n<passerelle-agenda{attributes}><a href=\"{}\">{}</a></passerelle-agenda>",
        html_text(&site.address("/widget.js", "")),
        html_text(&site.address("/", &filter.to_string())),
        html_text(&text)
    )
}

/// Returns the query of the same selection in a frame, without its language.
fn embedded(view: &SubscribeView<'_>) -> String {
    let how = Embedded {
        view: view.view,
        scheme: Scheme::Auto,
        month: None,
        consultation: None,
    };
    how.query(&selection(view.filter))
}

fn iframe(reader: &Reader<'_>, view: &SubscribeView<'_>) -> String {
    let site = reader.site;
    let language = reader.language.map(|language| format!("lang={language}"));
    let parts = [embedded(view), language.unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let title = [site.name(), view.caption];
    let title: Vec<&str> = title.into_iter().filter(|part| !part.is_empty()).collect();
    let address = site.address("/embed", &parts.join("&"));
    frame_around(&address, &title.join(" — "), "100%", FRAME_HEIGHT)
}

/// Returns the policies that a website with a Content-Security-Policy needs: for the widget, and for the frame.
fn policies(reader: &Reader<'_>) -> [String; 2] {
    let home = reader.site.address("/", "");
    let origin = Url::parse(&home).map(|url| url.origin().ascii_serialization());
    let origin = origin.unwrap_or(home);
    [
        format!("script-src {origin}; connect-src {origin}"),
        format!("frame-src {origin}"),
    ]
}
