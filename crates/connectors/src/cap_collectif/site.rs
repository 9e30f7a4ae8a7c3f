//! The site as its visitors see it: whether they can enter it, and which steps its sitemap names.
//!
//! A platform that is not open yet, or no longer, has a “shield”: a sign-in page in place of every page, while the API still answers in full. So the
//! site is inspected as a visitor would before anything is relayed. The API also lists steps that the administrators switched off; the sitemap does not.

use std::collections::BTreeSet;

use url::Url;

use super::dialect::PLATFORM;
use crate::Error;
use crate::graphql::resource_url;
use crate::wrong_answer::wrong_answer;
use passerelle_fetch::{Answer, Fetch, Request};

/// The most entries of a sitemap that are read.
const MOST_ENTRIES: usize = 50_000;

/// The part of a page that is searched, in bytes.
const SEARCHED: usize = 512 * 1024;

/// The markup that only the page of the shield has, in lower case.
const SHIELD_MARKUP: [&str; 2] = ["id=\"shield-mode\"", "shieldapp"];

/// The words of which every page of the platform has one, in lower case.
const PLATFORM_WORDS: [&str; 3] = ["cap-collectif", "capcollectif", "cap collectif"];

/// The findings about a site.
#[derive(Debug)]
pub(super) struct Inspection {
    /// `true` where visitors cannot enter the site.
    pub(super) is_closed: bool,
    /// The sitemap; empty where there is none.
    pub(super) sitemap: Sitemap,
    /// `true` where the site is recognised as a Cap Collectif.
    pub(super) is_platform: bool,
    /// The number of requests that were sent: one, or two where there is no sitemap.
    pub(super) requests: u32,
}

/// Inspects the site of the instance at `base`. An error if that cannot be done: because of maintenance, or of a protection against programs.
pub(super) async fn inspect(fetch: &dyn Fetch, base: &Url) -> Result<Inspection, Error> {
    let sitemap_address = resource_url(base, "sitemap.xml");
    let answer = get(fetch, sitemap_address.clone()).await?;
    if let Some(sitemap) = Sitemap::read(&answer) {
        return Ok(Inspection {
            is_closed: false,
            is_platform: !sitemap.0.is_empty(),
            sitemap,
            requests: 1,
        });
    }
    let home_address = resource_url(base, "");
    let home = get(fetch, home_address.clone()).await?;
    let (sitemap_page, home_page) = (page(&answer), page(&home));
    let is_shielded = has_any(&sitemap_page, &SHIELD_MARKUP) || has_any(&home_page, &SHIELD_MARKUP);
    let is_platform_page = has_any(&home_page, &PLATFORM_WORDS);
    if !is_shielded {
        // A page of something in front of the site does not say whether its visitors can enter it.
        let is_open = home.status == 200 && is_platform_page;
        match obstacle(&home_address, &home) {
            // A page of the platform is no challenge to programs, whatever its scripts look like.
            Some(Error::RobotWall { .. }) if is_open => {}
            Some(error) => return Err(error),
            None => {}
        }
        if let Some(error @ Error::RobotWall { .. }) = obstacle(&sitemap_address, &answer) {
            return Err(error);
        }
    }
    let is_refused = [&answer, &home]
        .iter()
        .any(|answer| matches!(answer.status, 401 | 403));
    Ok(Inspection {
        is_closed: is_shielded || is_refused,
        is_platform: is_shielded || is_platform_page,
        sitemap: Sitemap::default(),
        requests: 2,
    })
}

async fn get(fetch: &dyn Fetch, url: Url) -> Result<Answer, Error> {
    let request = Request {
        url: url.clone(),
        headers: Vec::new(),
        body: None,
    };
    let answer = fetch.send(request).await?;
    // A host that limits requests is sent no further one.
    if answer.status == 429 || answer.status == 503 && answer.header("retry-after").is_some() {
        return Err(wrong_answer(&url, PLATFORM, &answer));
    }
    Ok(answer)
}

/// Returns the error that keeps everybody, or every program, from the site; `None` where another kind of document answered, of which the API will tell
/// more.
fn obstacle(asked: &Url, answer: &Answer) -> Option<Error> {
    let error = wrong_answer(asked, PLATFORM, answer);
    (!error.is_of_another_place()).then_some(error)
}

/// Returns the beginning of a page, in lower case.
fn page(answer: &Answer) -> String {
    let beginning = answer.body.get(..SEARCHED).unwrap_or(&answer.body);
    String::from_utf8_lossy(beginning).to_lowercase()
}

fn has_any(page: &str, texts: &[&str]) -> bool {
    texts.iter().any(|text| page.contains(text))
}

/// The steps that a sitemap names: the names of the project and of the step in their addresses.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sitemap(BTreeSet<(String, String)>);

impl Sitemap {
    /// Reads a sitemap (sitemaps.org 0.9); `None` if `answer` is none. Of its XML only the text of the `<loc>` elements is read; addresses of steps hold
    /// no characters that XML escapes.
    fn read(answer: &Answer) -> Option<Self> {
        if answer.status != 200 {
            return None;
        }
        let text = std::str::from_utf8(&answer.body).ok()?;
        let (_, entries) = text.split_once("<urlset")?;
        let steps = entries
            .split("<loc>")
            .skip(1)
            .take(MOST_ENTRIES)
            .filter_map(|entry| {
                let (address, _) = entry.split_once("</loc>")?;
                step_of(&Url::parse(address.trim()).ok()?)
            });
        Some(Self(steps.collect()))
    }

    /// Returns for each step of a project, given by its address, whether the site shows it. All count as shown if the sitemap names none of them: it may be
    /// older than the project, or name steps in another form.
    pub(super) fn shows(&self, addresses: &[Option<Url>]) -> Vec<bool> {
        let is_named = |address: &Option<Url>| {
            let step = address.as_ref().and_then(step_of)?;
            Some(self.0.contains(&step))
        };
        let named: Vec<Option<bool>> = addresses.iter().map(is_named).collect();
        let names_any = named.contains(&Some(true));
        named
            .into_iter()
            .map(|named| !names_any || named != Some(false))
            .collect()
    }
}

/// Parses the address of a step, `/project/{project}/{kind}/{step}` with or without the prefix of a language, into project and step; `None` for any
/// other address.
fn step_of(address: &Url) -> Option<(String, String)> {
    let mut segments = address
        .path_segments()?
        .filter(|segment| !segment.is_empty())
        .skip_while(|segment| segment.len() == 2);
    if segments.next()? != "project" {
        return None;
    }
    let project = segments.next()?;
    // The address of a step with several consultations ends in their list.
    let step = segments
        .filter(|segment| *segment != "consultations")
        .nth(1)?;
    Some((project.to_owned(), step.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use async_trait::async_trait;
    use bytes::Bytes;
    use proptest::prelude::*;

    use super::*;
    use passerelle_fetch as fetch;
    use passerelle_model::Reason;

    const SITEMAP: &str = "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
        <url><loc>https://d.example/</loc></url>\
        <url><loc>https://d.example/project/gare/presentation/presentation</loc><lastmod>2026-03-01</lastmod></url>\
        <url><loc>\n https://d.example/project/gare/consultation/avis/consultations </loc></url></urlset>";
    const SHIELD: &str = "<html><div id=\"shield-mode\" class=\"container\"></div></html>";

    struct Site {
        sitemap: (u16, &'static str),
        home: (u16, &'static str),
        asked: Mutex<Vec<String>>,
    }

    #[async_trait]
    impl Fetch for Site {
        async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
            let path = request.url.path().to_owned();
            let (status, body) = if path == "/sitemap.xml" {
                self.sitemap
            } else {
                self.home
            };
            self.asked.lock().unwrap().push(path);
            Ok(Answer {
                status,
                url: request.url,
                headers: Vec::new(),
                body: Bytes::from_static(body.as_bytes()),
            })
        }
    }

    async fn inspected(sitemap: (u16, &'static str), home: (u16, &'static str)) -> Inspection {
        let site = Site {
            sitemap,
            home,
            asked: Mutex::default(),
        };
        let found = inspect(&site, &"https://d.example".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(site.asked.lock().unwrap().len(), found.requests as usize);
        found
    }

    #[tokio::test]
    async fn a_site_with_a_sitemap_is_open_and_takes_one_request() {
        let site = inspected((200, SITEMAP), (500, "")).await;
        assert!(!site.is_closed && site.is_platform);
        assert_eq!(site.requests, 1);
    }

    #[tokio::test]
    async fn a_site_with_a_shield_or_a_refused_sitemap_is_closed() {
        for (sitemap, home) in [
            ((200, SHIELD), (200, SHIELD)),
            ((403, ""), (200, SHIELD)),
            ((403, ""), (200, "<html>")),
            ((404, ""), (200, SHIELD)),
        ] {
            assert!(
                inspected(sitemap, home).await.is_closed,
                "{sitemap:?} {home:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_page_of_something_in_front_of_the_site_is_an_error_and_no_shield() {
        const WALL: &str = "<html><i id=\"anubis_challenge\"></i></html>";
        for (sitemap, home, code) in [
            ((403, ""), (403, ""), "refused"),
            ((404, ""), (403, ""), "refused"),
            ((401, ""), (401, ""), "sign_in"),
            ((403, WALL), (403, WALL), "robot_wall"),
            ((200, WALL), (200, WALL), "robot_wall"),
            (
                (403, WALL),
                (200, "<a>Plateforme Cap Collectif</a>"),
                "robot_wall",
            ),
            (
                (503, ""),
                (503, "<html><h1>Site en maintenance"),
                "maintenance",
            ),
            (
                (404, ""),
                (200, "<html><h1>Site en maintenance</h1>Cap Collectif"),
                "maintenance",
            ),
            ((404, ""), (500, "<html>Cap Collectif"), "out_of_order"),
        ] {
            let site = Site {
                sitemap,
                home,
                asked: Mutex::default(),
            };
            let found = inspect(&site, &"https://d.example".parse().unwrap()).await;
            let error = found.unwrap_err();
            assert_eq!(Reason::from(&error).code(), code, "{error}");
        }
    }

    #[tokio::test]
    async fn a_site_without_a_sitemap_is_open_where_its_home_page_is() {
        let site = inspected((404, "<html>"), (200, "<a>Plateforme Cap Collectif</a>")).await;
        assert!(!site.is_closed && site.is_platform);
        let other = inspected((404, "<html>"), (200, "<html>WordPress")).await;
        assert!(!other.is_closed && !other.is_platform);
    }

    #[tokio::test]
    async fn a_home_page_that_fails_is_an_error_since_the_site_may_be_closed() {
        let site = Site {
            sitemap: (404, ""),
            home: (502, ""),
            asked: Mutex::default(),
        };
        let found = inspect(&site, &"https://d.example".parse().unwrap()).await;
        assert!(matches!(found, Err(Error::OutOfOrder { status: 502, .. })));
    }

    fn sitemap() -> Sitemap {
        let answer = Answer {
            status: 200,
            url: "https://d.example/sitemap.xml".parse().unwrap(),
            headers: Vec::new(),
            body: Bytes::from_static(SITEMAP.as_bytes()),
        };
        Sitemap::read(&answer).unwrap()
    }

    fn shown(addresses: &[&str]) -> Vec<bool> {
        let addresses: Vec<Option<Url>> = addresses
            .iter()
            .map(|address| Url::parse(address).ok())
            .collect();
        sitemap().shows(&addresses)
    }

    #[test]
    fn a_step_that_the_sitemap_does_not_name_is_not_shown() {
        assert_eq!(
            shown(&[
                "https://d.example/project/gare/presentation/presentation",
                "https://d.example/project/gare/consultation/avis",
                "https://d.example/project/gare/questionnaire/brouillon",
                "",
            ]),
            [true, true, false, true]
        );
    }

    #[test]
    fn a_project_that_the_sitemap_does_not_name_keeps_all_its_steps() {
        assert_eq!(
            shown(&[
                "https://d.example/project/parc/collect/idees",
                "https://d.example/fr/project/parc/selection/vote",
            ]),
            [true, true]
        );
    }

    proptest! {
        #[test]
        fn no_address_and_no_sitemap_makes_it_panic(path in "/[a-z/]{0,30}", text in ".{0,200}") {
            let _ = step_of(&Url::parse(&format!("https://d.example{path}")).unwrap());
            let answer = Answer {
                status: 200,
                url: "https://d.example/sitemap.xml".parse().unwrap(),
                headers: Vec::new(),
                body: Bytes::from(format!("<urlset><loc>{text}</loc>")),
            };
            prop_assert!(Sitemap::read(&answer).is_some());
        }
    }
}
