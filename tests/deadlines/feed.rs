//! A feed with the dates of events, and the vocabulary of another gateway for states.

use super::*;

struct Feed;

holds!(Feed);

impl Told for Feed {
    const LETTER: char = 'F';
    const COLUMN: usize = 5;
    const OF_STATES: &'static str = "of a gateway";

    fn source(shared: Source) -> Source {
        Source {
            platform: Platform::Feed,
            url: "https://ville.example.fr/feed".parse().unwrap(),
            ..shared
        }
    }

    fn can_tell(case: &Case) -> bool {
        case.phases.is_empty()
    }

    fn answer(
        _request: &Request,
        cases: &[(String, &Case)],
        _zone: Tz,
    ) -> (u16, &'static str, String) {
        let element = |name: &str, text: &str| {
            if text.is_empty() {
                String::new()
            } else {
                format!("<{name}>{text}</{name}>")
            }
        };
        let item = |(key, case): &(String, &Case)| {
            let state = case.declared_state.map_or_else(String::new, |state| {
                let token = state.status().token();
                format!("<category domain='urn:passerelle:status'>{token}</category>")
            });
            format!(
                "<item><title>{}</title><guid isPermaLink='false'>urn:case:{key}</guid><link>https://ville.example.fr/{key}</link>{}{}{state}</item>",
                title(key),
                element("ev:startdate", &case.whole.opens),
                element("ev:enddate", &case.whole.closes),
            )
        };
        let items: String = cases.iter().map(item).collect();
        let feed = format!(
            "<rss version='2.0' xmlns:ev='http://purl.org/rss/1.0/modules/event/'><channel><title>Ville</title>{items}</channel></rss>"
        );
        (200, "application/rss+xml", feed)
    }
}
