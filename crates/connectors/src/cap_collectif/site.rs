//! The site as a visitor sees it: whether visitors are let in at all, and which steps its sitemap shows them.
//!
//! A platform that is not open yet (or not any more) stands behind a “shield” that shows every visitor a sign-in page, while its API answers as
//! if nothing were: so before anything is relayed, the site is looked at as a visitor would. And the API lists steps that the administrators
//! switched off, which the sitemap leaves out.

use std::collections::BTreeSet;

use url::Url;

use super::dialect::PLATFORM;
use crate::Error;
use crate::graphql::beside;
use crate::wrong_answer::wrong_answer;
use passerelle_fetch::{Answer, Fetch, Request};

/// The most entries of a sitemap that are looked at.
const MOST_ENTRIES: usize = 50_000;

/// The part of a page that is looked at, in bytes.
const LOOKED_AT: usize = 512 * 1024;

/// Marks of the shield's page, in lower case.
const MARKS_OF_THE_SHIELD: [&str; 2] = ["id=\"shield-mode\"", "shieldapp"];

/// Marks of any page of the platform, in lower case.
const MARKS_OF_THE_PLATFORM: [&str; 3] = ["cap-collectif", "capcollectif", "cap collectif"];

/// The findings of a look at the site.
#[derive(Debug)]
pub(super) struct SiteLook {
    /// `true` where visitors find a closed door.
    pub(super) closed: bool,
    /// The sitemap; empty where there is none.
    pub(super) sitemap: Sitemap,
    /// `true` where what answers is recognisably a Cap Collectif.
    pub(super) is_platform: bool,
    /// The number of requests that it took: one, or two where the sitemap does not tell.
    pub(super) requests: u32,
}

/// Looks at the site of the instance at `base`.
pub(super) async fn look(fetch: &dyn Fetch, base: &Url) -> Result<SiteLook, Error> {
    let answer = get(fetch, beside(base, "sitemap.xml")).await?;
    if let Some(sitemap) = Sitemap::read(&answer) {
        return Ok(SiteLook {
            closed: false,
            is_platform: !sitemap.0.is_empty(),
            sitemap,
            requests: 1,
        });
    }
    let home_address = beside(base, "");
    let home = get(fetch, home_address.clone()).await?;
    let (sitemap_page, home_page) = (page(&answer), page(&home));
    let shield =
        has_any(&sitemap_page, &MARKS_OF_THE_SHIELD) || has_any(&home_page, &MARKS_OF_THE_SHIELD);
    if !shield {
        // What stands before the site says nothing of whether its visitors are let in.
        let is_open = home.status == 200 && has_any(&home_page, &MARKS_OF_THE_PLATFORM);
        match obstacle(&home_address, &home) {
            // A page of the platform is no challenge, whatever its scripts do.
            Some(Error::RobotWall { .. }) if is_open => {}
            Some(error) => return Err(error),
            None => {}
        }
        if let Some(error @ Error::RobotWall { .. }) =
            obstacle(&beside(base, "sitemap.xml"), &answer)
        {
            return Err(error);
        }
    }
    let refused = [&answer, &home]
        .iter()
        .any(|answer| matches!(answer.status, 401 | 403));
    Ok(SiteLook {
        closed: shield || refused,
        is_platform: shield || has_any(&home_page, &MARKS_OF_THE_PLATFORM),
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
    // Who asks to be left alone is asked nothing more.
    if answer.status == 429 || answer.status == 503 && answer.header("retry-after").is_some() {
        return Err(wrong_answer(&url, PLATFORM, &answer));
    }
    Ok(answer)
}

/// Returns the obstacle that keeps everybody, or every program, from the site; `None` where something else than was expected answers, of which the
/// API tells more.
fn obstacle(asked: &Url, answer: &Answer) -> Option<Error> {
    let error = wrong_answer(asked, PLATFORM, answer);
    (!error.is_of_another_place()).then_some(error)
}

/// The beginning of a page, in lower case.
fn page(answer: &Answer) -> String {
    let beginning = answer.body.get(..LOOKED_AT).unwrap_or(&answer.body);
    String::from_utf8_lossy(beginning).to_lowercase()
}

fn has_any(page: &str, marks: &[&str]) -> bool {
    marks.iter().any(|mark| page.contains(mark))
}

/// The steps that the site shows, as project and step, in the words of their addresses.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sitemap(BTreeSet<(String, String)>);

impl Sitemap {
    /// Reads a sitemap (sitemaps.org 0.9); `None` if `answer` is none. Nothing of XML is needed but what stands between `<loc>` and `</loc>`,
    /// whose addresses have no characters that XML writes otherwise where steps are named.
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

    /// Returns for each of a project's steps whether the site shows it, by their addresses. All are shown where the sitemap knows none: it may be
    /// older than the project, or written otherwise.
    pub(super) fn shows(&self, addresses: &[Option<Url>]) -> Vec<bool> {
        let known = |address: &Option<Url>| {
            let step = address.as_ref().and_then(step_of)?;
            Some(self.0.contains(&step))
        };
        let known: Vec<Option<bool>> = addresses.iter().map(known).collect();
        let tells = known.contains(&Some(true));
        known
            .into_iter()
            .map(|shown| !tells || shown != Some(false))
            .collect()
    }
}

/// `/project/{project}/{kind}/{step}`, with the prefix of a language or without; `None` for the address of anything else.
fn step_of(address: &Url) -> Option<(String, String)> {
    let mut segments = address
        .path_segments()?
        .filter(|segment| !segment.is_empty())
        .skip_while(|segment| segment.len() == 2);
    if segments.next()? != "project" {
        return None;
    }
    let project = segments.next()?;
    // A step with several consultations leads to the list of them.
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

    async fn looked(sitemap: (u16, &'static str), home: (u16, &'static str)) -> SiteLook {
        let site = Site {
            sitemap,
            home,
            asked: Mutex::default(),
        };
        let look = look(&site, &"https://d.example".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(site.asked.lock().unwrap().len(), look.requests as usize);
        look
    }

    #[tokio::test]
    async fn a_site_with_a_sitemap_is_open_and_asked_nothing_more() {
        let look = looked((200, SITEMAP), (500, "")).await;
        assert!(!look.closed && look.is_platform);
        assert_eq!(look.requests, 1);
    }

    #[tokio::test]
    async fn a_shield_on_either_page_and_a_hidden_sitemap_are_a_closed_door() {
        for (sitemap, home) in [
            ((200, SHIELD), (200, SHIELD)),
            ((403, ""), (200, SHIELD)),
            ((403, ""), (200, "<html>")),
            ((404, ""), (200, SHIELD)),
        ] {
            assert!(looked(sitemap, home).await.closed, "{sitemap:?} {home:?}");
        }
    }

    #[tokio::test]
    async fn what_stands_before_the_site_is_no_shield() {
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
            let told = look(&site, &"https://d.example".parse().unwrap()).await;
            let error = told.unwrap_err();
            assert_eq!(Reason::from(&error).code(), code, "{error}");
        }
    }

    #[tokio::test]
    async fn a_site_without_a_sitemap_is_open_where_its_home_page_is() {
        let look = looked((404, "<html>"), (200, "<a>Plateforme Cap Collectif</a>")).await;
        assert!(!look.closed && look.is_platform);
        let other = looked((404, "<html>"), (200, "<html>WordPress")).await;
        assert!(!other.closed && !other.is_platform);
    }

    #[tokio::test]
    async fn where_the_home_page_fails_nobody_can_say_whether_the_door_is_open() {
        let site = Site {
            sitemap: (404, ""),
            home: (502, ""),
            asked: Mutex::default(),
        };
        let said = look(&site, &"https://d.example".parse().unwrap()).await;
        assert!(matches!(said, Err(Error::OutOfOrder { status: 502, .. })));
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
    fn a_step_that_the_sitemap_leaves_out_is_not_shown() {
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
    fn a_project_that_the_sitemap_does_not_know_keeps_all_its_steps() {
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
        fn no_address_and_no_sitemap_is_a_panic(path in "/[a-z/]{0,30}", text in ".{0,200}") {
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
