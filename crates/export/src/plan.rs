//! The plan: which addresses become files. Pages with one filter, and the feeds and calendars of these; deeper combinations are too many, and need a gateway
//! that answers.

use chrono::NaiveDate;
use uuid::Uuid;

use super::address::Address;
use passerelle_model::Status;
use passerelle_publish::html::Role;
use passerelle_publish::outputs::{self, Exported, Output};
use passerelle_query::{Effect, Parameter};

/// The number of days ahead to which the calendar in a frame leads; the widget itself knows every month.
const FRAMED: i64 = 92;
pub(super) const LANGUAGE: &str = "lang";
const STATUS: &str = "status";
const OPEN: &str = "open";

/// The rules by which addresses become files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// The day on which the pages are read: agendas reach a fixed number of days from it.
    pub(super) today: NaiveDate,
}

impl Plan {
    /// Returns the addresses that are exported in any case, besides those of consultations.
    pub(super) fn seeds() -> impl Iterator<Item = Address> {
        let whole = outputs::ALL.iter().filter(|output| !output.varies());
        let seeds = whole.filter(|it| !matches!(it.exported, Exported::Never | Exported::List));
        seeds.filter_map(|output| Address::parse(output.path, ""))
    }

    /// Returns the address of the file that answers `address`, or of the nearest one that does; `None` if there is none.
    pub(super) fn file_for(self, address: &Address) -> Option<Address> {
        let mut address = address.without(&["scope"]);
        // The front page and the widget show open consultations where no status is given; everywhere else all of them are meant.
        let opens_on_open = matches!(address.path(), "/" | "/embed" | "/widget.json");
        if !opens_on_open && is_every_status(address.value(STATUS)) {
            address = address.without(&[STATUS]);
        }
        if self.exports(&address) {
            return Some(address);
        }
        let nearest = match address.path() {
            "/subscribe" => address.without(&[STATUS]),
            "/agenda" => address.without(&["from", STATUS]),
            "/embed" | "/widget.json" if address.value(STATUS) == Some(OPEN) => {
                address.without(&[STATUS])
            }
            _ => return None,
        };
        self.exports(&nearest).then_some(nearest)
    }

    /// Returns the address of the file that a link to `address` leads to. A step leads to the next page or nowhere, never back to the same one; a value that filters
    /// leads from an agenda of weeks to the list that it selects.
    pub(super) fn file_for_link(self, address: &Address, role: Role) -> Option<Address> {
        match role {
            Role::Step | Role::Next => self.exports(address).then(|| address.clone()),
            Role::Choice if address.path() == "/agenda" => self
                .file_for(address)
                .or_else(|| self.file_for(&address.without(&["view"]))),
            Role::Choice | Role::Other => self.file_for(address),
        }
    }

    /// Returns the address of the data with which the widget shows the same as a page; no link leads there.
    pub(super) fn data_of(self, page: &Address) -> Option<Address> {
        let mut question = page.without(&["view", "month"]).question().clone();
        if let Some(id) = page.path().strip_prefix("/consultations/") {
            question.insert("consultation", id.to_owned());
        } else if page.path() != "/embed" {
            return None;
        }
        let data = Address::new("/widget.json", question, 1)?;
        self.exports(&data).then_some(data)
    }

    /// Returns whether there is a file for exactly this address.
    fn exports(self, address: &Address) -> bool {
        let asks_only = |allowed: &[&str]| {
            let mut names = address.question().keys();
            names.all(|name| *name == LANGUAGE || allowed.contains(name))
        };
        let view = View::of(address);
        let Some(output) = Output::at(address.path()) else {
            return false;
        };
        match output.exported {
            Exported::Never | Exported::List => false,
            Exported::Once => address.question().is_empty(),
            Exported::Asking(more) => asks_only(more),
            Exported::Views(more) => view.is_one() && asks_only(&with_filters(more)),
            Exported::Portal => {
                view.is_one()
                    && asks_only(&with_filters(&[STATUS]))
                    && view.is_said_of_the_front_page()
            }
            Exported::Agenda if address.value("view").is_some() => {
                asks_only(&["view", "from"]) && self.is_in_sight(address)
            }
            Exported::Agenda => view.is_one() && asks_only(&with_filters(&[])),
            Exported::WidgetData if names_one(address, &["consultation"]) => {
                asks_only(&["consultation"])
            }
            Exported::WidgetData => {
                view.is_one_or_a_status() && asks_only(&with_filters(&[STATUS]))
            }
            Exported::Subscription => {
                view.is_one_or_a_status() && asks_only(&with_filters(&[STATUS, "widget"]))
            }
            Exported::Frame => {
                let asks_for_it = asks_only(&with_filters(&[STATUS, "view", "month"]));
                view.is_one_or_a_status() && asks_for_it && self.is_month_in_sight(address)
            }
            Exported::Calendar if names_one(address, &["consultation", "meeting"]) => {
                asks_only(&["consultation", "meeting"]) && address.question().len() <= 2
            }
            Exported::Calendar => view.is_one() && asks_only(&with_filters(&[STATUS, "include"])),
        }
    }

    /// Returns whether the day, week or month of an agenda is near enough: far ones have few dates, and there is no last one.
    fn is_in_sight(self, address: &Address) -> bool {
        let (behind, ahead) = match address.value("view") {
            Some("day") => (1, 14),
            // The last week begins up to 13 days ago, the last month up to 61.
            Some("week") => (13, 70),
            Some("month") => (61, 366),
            _ => return false,
        };
        let from = address.value("from");
        from.is_none_or(|from| self.is_within(from, behind, ahead))
    }

    /// Returns whether the month of the calendar in a frame is near enough.
    fn is_month_in_sight(self, address: &Address) -> bool {
        let is_calendar = address.value("view") == Some("calendar");
        let month = address.value("month");
        month.is_none_or(|month| is_calendar && self.is_within(&format!("{month}-01"), 31, FRAMED))
    }

    /// Returns whether a day is at most so many days behind or ahead.
    fn is_within(self, day: &str, behind: i64, ahead: i64) -> bool {
        let day: Option<NaiveDate> = day.parse().ok();
        day.is_some_and(|day| (-behind..=ahead).contains(&(day - self.today).num_days()))
    }
}

/// The values that select the content of a view.
struct View<'a> {
    filters: Vec<&'a str>,
    status: Option<&'a str>,
}

impl<'a> View<'a> {
    fn of(address: &'a Address) -> Self {
        let filters = filters().filter_map(|name| address.value(name));
        Self {
            filters: filters.collect(),
            status: address.value(STATUS),
        }
    }

    /// Returns whether at most one value filters.
    fn is_one(&self) -> bool {
        match self.filters.as_slice() {
            [] => true,
            [only] => !only.contains(','),
            _ => false,
        }
    }

    /// Returns whether the front page shows the view: with one filter, open or of every status, or with one status alone.
    fn is_said_of_the_front_page(&self) -> bool {
        is_every_status(self.status) || self.is_one_or_a_status()
    }

    /// Returns whether there is one filter, or one status alone.
    fn is_one_or_a_status(&self) -> bool {
        match self.status {
            None => self.is_one(),
            Some(status) => self.filters.is_empty() && !status.contains(','),
        }
    }
}

/// Returns the filters of which one, with one value, makes a view.
fn filters() -> impl Iterator<Item = &'static str> {
    let all = Parameter::ALL.iter().map(|parameter| parameter.row());
    all.filter(|row| row.effect == Effect::View)
        .map(|row| row.name)
}

fn is_every_status(value: Option<&str>) -> bool {
    let value = value.unwrap_or_default();
    Status::ALL
        .iter()
        .all(|status| value.split(',').any(|word| word == status.token()))
}

fn with_filters(more: &[&'static str]) -> Vec<&'static str> {
    filters().chain(more.iter().copied()).collect()
}

/// Returns whether an address is about one consultation or meeting, by its id.
fn names_one(address: &Address, names: &[&str]) -> bool {
    let mut values = names.iter().filter_map(|name| address.value(name));
    values.any(|value| Uuid::try_parse(value).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file_for(path: &str, query: &str) -> Option<String> {
        let plan = Plan {
            today: "2026-11-22".parse().unwrap(),
        };
        let address = Address::parse(path, query).unwrap();
        plan.file_for(&address).map(|address| address.target())
    }

    #[test]
    fn a_view_has_one_filter_in_any_language_of_what_is_open_or_of_everything() {
        let every = "upcoming,open,paused,closed,results,unknown";
        for (path, query) in [
            ("/", ""),
            ("/", "lang=en&theme=eau"),
            ("/", "status=closed"),
            ("/rss.xml", "concerns=54395&view=updates"),
            ("/consultations.geojson", "source=nancy&status=open"),
            ("/subscribe", "territory=54395"),
            ("/agenda", "modality=survey"),
            ("/agenda.ics", "include=deadlines&level=inform"),
        ] {
            assert!(file_for(path, query).is_some(), "{path}?{query}");
        }
        assert!(file_for("/", &format!("status={every}&territory=54395")).is_some());
        for (path, query) in [
            ("/", "territory=54395&theme=eau"),
            ("/", "territory=54395,54498"),
            ("/", "status=closed&territory=54395"),
            ("/", "q=eau"),
            ("/", "near=54395"),
            ("/", "sort=name"),
            ("/feeds.opml", "territory=54395"),
            ("/api/v1/consultations", "territory=54395"),
            ("/about", "territory=54395"),
            ("/healthz", ""),
            ("/metrics", ""),
            ("/admin/duplicates", ""),
            ("/api", ""),
        ] {
            assert_eq!(file_for(path, query), None, "{path}?{query}");
        }
    }

    #[test]
    fn what_asks_for_the_same_or_nearly_leads_there() {
        let every = "status=upcoming,open,paused,closed,results,unknown&territory=54395";
        let table = [
            ("/rss.xml", every, "/rss.xml?territory=54395"),
            ("/subscribe", "status=results", "/subscribe?status=results"),
            ("/embed", "status=open&theme=eau", "/embed?theme=eau"),
            (
                "/subscribe",
                "status=open&territory=54395",
                "/subscribe?territory=54395",
            ),
            (
                "/agenda",
                "from=2027-03-01&territory=54395",
                "/agenda?territory=54395",
            ),
            ("/agenda", "status=open", "/agenda"),
        ];
        for (path, query, expected) in table {
            assert_eq!(
                file_for(path, query).as_deref(),
                Some(expected),
                "{path}?{query}"
            );
        }
    }

    #[test]
    fn in_an_agenda_of_weeks_a_territory_leads_to_its_list() {
        let plan = Plan {
            today: "2026-11-22".parse().unwrap(),
        };
        let weeks = Address::parse("/agenda", "view=week&territory=54395&from=2026-12-01").unwrap();
        assert_eq!(plan.file_for_link(&weeks, Role::Other), None);
        let list = plan.file_for_link(&weeks, Role::Choice).unwrap();
        assert_eq!(list.target(), "/agenda?territory=54395");
    }

    #[test]
    fn a_step_leads_on_or_nowhere() {
        let plan = Plan {
            today: "2026-11-22".parse().unwrap(),
        };
        for (query, is_there) in [
            ("view=month&from=2026-10-01", true),
            ("view=month&from=2026-08-01", false),
        ] {
            let month = Address::parse("/agenda", query).unwrap();
            let found = plan.file_for_link(&month, Role::Step);
            assert_eq!(found.is_some(), is_there, "{query}");
            assert!(plan.file_for_link(&month, Role::Other).is_some());
        }
    }

    #[test]
    fn agendas_end_somewhere() {
        for (query, is_there) in [
            ("view=month", true),
            ("view=month&from=2027-05-01", true),
            ("view=month&from=2028-05-01", false),
            ("view=month&from=2026-08-01", false),
            ("view=month&from=2026-10-01", true),
            ("view=week&from=2026-11-09", true),
            ("view=day&from=2026-11-30", true),
            ("view=day&from=2027-01-30", false),
            ("view=week&territory=54395", false),
        ] {
            let asked = Address::parse("/agenda", query).unwrap().target();
            let found = file_for("/agenda", query);
            assert_eq!(found == Some(asked), is_there, "{query}");
        }
    }

    #[test]
    fn frames_have_their_views_and_the_next_months() {
        for (query, is_there) in [
            ("status=results", true),
            ("status=results&theme=eau", false),
            ("concerns=54395&view=compact", true),
            ("view=calendar&month=2026-12", true),
            ("view=calendar&month=2027-06", false),
            ("view=list&month=2026-12", false),
            ("scheme=dark", false),
            ("limit=5", false),
        ] {
            assert_eq!(file_for("/embed", query).is_some(), is_there, "{query}");
        }
        assert!(file_for("/widget.json", "concerns=54395&lang=en").is_some());
        assert!(file_for("/subscribe", "concerns=54395&widget=calendar").is_some());
    }

    #[test]
    fn what_a_page_shows_the_widget_can_show() {
        let plan = Plan {
            today: "2026-11-22".parse().unwrap(),
        };
        let id = "0195f3a0-0000-4000-8000-000000000001";
        for (path, query, data) in [
            (
                "/embed",
                "view=calendar&month=2026-12",
                Some("/widget.json".to_owned()),
            ),
            (
                "/embed",
                "concerns=54395&lang=en&view=compact",
                Some("/widget.json?concerns=54395&lang=en".to_owned()),
            ),
            (
                &*format!("/consultations/{id}"),
                "lang=en",
                Some(format!("/widget.json?consultation={id}&lang=en")),
            ),
            ("/consultations/nobody", "", None),
            ("/", "concerns=54395", None),
        ] {
            let page = Address::parse(path, query).unwrap();
            let found = plan.data_of(&page).map(|data| data.target());
            assert_eq!(found, data, "{path}?{query}");
        }
    }

    #[test]
    fn every_seed_is_an_address_of_the_plan() {
        assert_eq!(Plan::seeds().count(), 31);
        for seed in Plan::seeds() {
            assert_eq!(file_for(seed.path(), ""), Some(seed.target()));
        }
    }
}
