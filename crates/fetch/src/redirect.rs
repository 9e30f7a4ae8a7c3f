//! Redirects: which are followed, and where to. Pure: it sends nothing.

use url::Url;

use super::error::{Error, shown};

/// The most redirects that one request may follow.
const LIMIT: usize = 5;

/// The addresses that one request has been to.
#[derive(Debug)]
pub(super) struct Trail {
    visited: Vec<Url>,
    here: Url,
    /// The last address that was moved to for good, once one leads elsewhere for now.
    lasting: Option<Url>,
}

impl Trail {
    /// Starts at an address.
    pub(super) fn new(start: Url) -> Self {
        Self {
            visited: Vec::new(),
            here: start,
            lasting: None,
        }
    }

    /// Returns where the request is now.
    pub(super) fn here(&self) -> &Url {
        &self.here
    }

    /// Returns where it began, if a redirect led on from there.
    pub(super) fn led_from(&self) -> Option<&Url> {
        self.visited.first()
    }

    /// Returns whether headers that identify the asker may be sent here: only to the origin that they were meant for.
    pub(super) fn is_at_its_origin(&self) -> bool {
        self.visited
            .iter()
            .all(|url| url.origin() == self.here.origin())
    }

    /// Returns where an answer of this status leads from here; `None` when it is to be returned as it is.
    ///
    /// GET follows 301, 302, 303, 307 and 308. POST follows 301, 307 and 308, to be posted again: 302 and 303 ask to GET something else,
    /// which for an API is a sign-in page. A step from https to http is always refused: whoever sits between could then rewrite what is
    /// relayed.
    pub(super) fn target(
        &self,
        is_post: bool,
        status: u16,
        location: Option<&[u8]>,
    ) -> Result<Option<Url>, Error> {
        let follows = match status {
            301 | 307 | 308 => true,
            302 | 303 => !is_post,
            _ => false,
        };
        if !follows {
            return Ok(None);
        }
        let mut target = location
            .and_then(|location| std::str::from_utf8(location).ok())
            .map(str::trim)
            .filter(|location| !location.is_empty())
            .and_then(|location| self.here.join(location).ok())
            .ok_or_else(|| Error::BadRedirect {
                url: shown(&self.here),
                status,
            })?;
        target.set_fragment(None);
        if self.here.scheme() == "https" && target.scheme() == "http" {
            return Err(Error::Downgrade {
                url: shown(&self.here),
                target: shown(&target),
            });
        }
        if target == self.here || self.visited.contains(&target) {
            return Err(Error::RedirectLoop {
                url: shown(&self.here),
                target: shown(&target),
            });
        }
        if self.visited.len() >= LIMIT {
            return Err(Error::TooManyRedirects {
                url: shown(&self.here),
                limit: LIMIT,
            });
        }
        Ok(Some(target))
    }

    /// Goes there, as an answer of this status says.
    pub(super) fn follow(&mut self, target: Url, status: u16) {
        if !matches!(status, 301 | 308) && self.lasting.is_none() {
            self.lasting = Some(self.here.clone());
        }
        self.visited.push(std::mem::replace(&mut self.here, target));
    }

    /// The address to be kept: the one that the request began at, moved as far as it moved for good.
    pub(super) fn lasting(&self) -> &Url {
        self.lasting.as_ref().unwrap_or(&self.here)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(start: &str) -> Trail {
        Trail::new(Url::parse(start).expect(start))
    }

    #[test]
    fn each_method_follows_the_statuses_it_should() {
        let trail = at("https://old.example/api");
        for status in [301, 302, 303, 307, 308] {
            let get = trail.target(false, status, Some(b"https://new.example/api"));
            assert!(matches!(get, Ok(Some(_))), "GET {status}");
            let post = trail.target(true, status, Some(b"https://new.example/api"));
            let returned = matches!(status, 302 | 303);
            assert_eq!(matches!(post, Ok(None)), returned, "POST {status}");
        }
        for status in [200, 204, 300, 304, 305, 306, 404, 500] {
            let answer = trail.target(false, status, Some(b"https://new.example/"));
            assert_eq!(answer, Ok(None), "GET {status}");
        }
    }

    #[test]
    fn a_location_may_be_relative_and_loses_its_fragment() {
        let trail = at("https://example.org/api/docs?x=1");
        let target = |location: &str| {
            let target = trail.target(false, 302, Some(location.as_bytes()));
            target.expect(location).expect(location).to_string()
        };
        assert_eq!(target("/fr#top"), "https://example.org/fr");
        assert_eq!(target("other"), "https://example.org/api/other");
        assert_eq!(target("//cdn.example/"), "https://cdn.example/");
        assert_eq!(target("/réunions"), "https://example.org/r%C3%A9unions");
    }

    #[test]
    fn a_redirect_to_nowhere_is_an_error() {
        let trail = at("https://example.org/");
        for location in [None, Some(&b""[..]), Some(b"http://"), Some(b"\xff\xfe")] {
            let answer = trail.target(false, 301, location);
            assert!(matches!(
                answer,
                Err(Error::BadRedirect { status: 301, .. })
            ));
        }
    }

    #[test]
    fn a_step_down_to_http_is_refused_and_one_up_is_followed() {
        let down = at("https://example.org/").target(false, 301, Some(b"http://example.org/"));
        assert!(matches!(down, Err(Error::Downgrade { .. })));
        let up = at("http://example.org/").target(true, 308, Some(b"https://example.org/"));
        assert!(matches!(up, Ok(Some(_))));
    }

    #[test]
    fn the_sixth_redirect_and_a_circle_are_errors() {
        let mut trail = at("http://example.org/0");
        for step in 1..=5 {
            let location = format!("/{step}");
            let target = trail.target(false, 302, Some(location.as_bytes()));
            trail.follow(target.expect("followed").expect("a target"), 302);
        }
        let sixth = trail.target(false, 302, Some(b"/6"));
        assert!(matches!(
            sixth,
            Err(Error::TooManyRedirects { limit: 5, .. })
        ));
        let circle = trail.target(false, 302, Some(b"/2"));
        assert!(matches!(circle, Err(Error::RedirectLoop { .. })));
        assert!(trail.is_at_its_origin());
        trail.follow(Url::parse("http://elsewhere.example/").expect("a URL"), 302);
        assert!(!trail.is_at_its_origin());
    }

    proptest! {
        #[test]
        fn any_location_is_followed_or_refused_without_panic(location: Vec<u8>, status in 300_u16..=308) {
            let answer = at("https://example.org/a").target(false, status, Some(&location));
            prop_assert!(!matches!(answer, Ok(Some(url)) if url.scheme() == "http"));
        }
    }

    #[test]
    fn the_address_that_lasts_is_where_the_last_move_for_good_led_before_the_first_for_now() {
        for (statuses, lasting) in [
            (&[][..], 0),
            (&[301], 1),
            (&[308, 301], 2),
            (&[302], 0),
            (&[303], 0),
            (&[307, 301], 0),
            (&[301, 308, 302, 301], 2),
        ] {
            let mut trail = at("https://a.example/0");
            for (step, status) in statuses.iter().enumerate() {
                let next = format!("https://a.example/{}", step + 1);
                trail.follow(Url::parse(&next).expect("a URL"), *status);
            }
            let expected = format!("https://a.example/{lasting}");
            assert_eq!(trail.lasting().as_str(), expected, "{statuses:?}");
        }
    }
}
