//! Conditional requests (RFC 9110, section 13), and the cache policies, each named by its purpose. Their headers are written here only.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{DateTime, Utc};

/// The time for which content is fresh, in seconds.
const FRESH: u64 = 120;
/// The time for which it may be shown beyond that while a new one is fetched, in seconds.
const STALE: u64 = 600;

/// The time for which an answer may be kept, by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CachePolicy {
    /// Content that people and programs come back for: feeds, lists, pages. Fresh for minutes, then revalidated in the background; while the gateway is down
    /// the last good answer serves for a week.
    Content,
    /// A description of this moment: never kept.
    Live,
    /// A refusal of a wrong request: kept briefly, so that a broken client does not cost.
    Refusal,
    /// A program that other websites include under an address that never changes: fresh for an hour, and a day longer while a new one is fetched.
    Program,
    /// A file that never changes under its address.
    Forever,
}

impl CachePolicy {
    pub(super) const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Content => {
                "public, max-age=120, stale-while-revalidate=600, stale-if-error=604800"
            }
            Self::Live => "no-store",
            Self::Refusal => "public, max-age=10",
            Self::Program => {
                "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800"
            }
            Self::Forever => "public, max-age=31536000, immutable",
        })
    }

    /// Limits the policy to an answer that is right for `left` more seconds only: nobody keeps it longer, unless the gateway is down.
    pub(super) fn until(self, left: u64) -> HeaderValue {
        if self != Self::Content || left >= FRESH + STALE {
            return self.header();
        }
        let fresh = left.min(FRESH);
        let value = format!(
            "public, max-age={fresh}, stale-while-revalidate={}, stale-if-error=604800",
            left - fresh
        );
        HeaderValue::from_str(&value).unwrap_or(Self::Live.header())
    }
}

/// Returns whether the client already has what `etag` (strong, with its quotes) names, last changed at `last_modified` if anybody knows.
///
/// `If-None-Match` decides alone where it is present, compared weakly; only without it counts `If-Modified-Since`.
pub(super) fn is_fresh(
    headers: &HeaderMap,
    etag: &str,
    last_modified: Option<DateTime<Utc>>,
) -> bool {
    if headers.contains_key(header::IF_NONE_MATCH) {
        return headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|list| list.split(','))
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag);
    }
    let since = headers
        .get(header::IF_MODIFIED_SINCE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| httpdate::parse_http_date(text).ok())
        .map(DateTime::<Utc>::from);
    since
        .zip(last_modified)
        .is_some_and(|(since, changed)| since >= changed)
}

/// The value of `Last-Modified`.
pub(super) fn http_date(instant: DateTime<Utc>) -> Option<HeaderValue> {
    // HTTP's dates begin with 1970 for every client that matters, and `httpdate` knows no others.
    let instant = instant.max(DateTime::UNIX_EPOCH);
    HeaderValue::from_str(&instant.format("%a, %d %b %Y %H:%M:%S GMT").to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = "\"abc-gz\"";

    fn fresh(pairs: &[(header::HeaderName, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, HeaderValue::from_static(value));
        }
        is_fresh(&headers, TAG, "2026-11-22T10:00:00Z".parse().ok())
    }

    #[test]
    fn what_counts_days_is_kept_until_midnight_at_most() {
        let until = |left| {
            let value = CachePolicy::Content.until(left);
            value
                .to_str()
                .unwrap()
                .replace(", stale-if-error=604800", "")
        };
        assert_eq!(
            CachePolicy::Content.until(720),
            CachePolicy::Content.header()
        );
        assert_eq!(
            until(300),
            "public, max-age=120, stale-while-revalidate=180"
        );
        assert_eq!(until(30), "public, max-age=30, stale-while-revalidate=0");
        assert_eq!(CachePolicy::Forever.until(0), CachePolicy::Forever.header());
    }

    #[test]
    fn tags_are_compared_weakly_in_lists_and_over_several_headers() {
        for value in ["\"abc-gz\"", "W/\"abc-gz\"", "\"x\", \"abc-gz\"", "*"] {
            assert!(fresh(&[(header::IF_NONE_MATCH, value)]), "{value}");
        }
        assert!(fresh(&[
            (header::IF_NONE_MATCH, "\"x\""),
            (header::IF_NONE_MATCH, TAG)
        ]));
        for value in ["\"abc\"", "abc-gz", "", "\"abc-gz"] {
            assert!(!fresh(&[(header::IF_NONE_MATCH, value)]), "{value}");
        }
    }

    #[test]
    fn a_tag_decides_before_a_date() {
        let late = "Mon, 23 Nov 2026 10:00:00 GMT";
        assert!(!fresh(&[
            (header::IF_NONE_MATCH, "\"other\""),
            (header::IF_MODIFIED_SINCE, late)
        ]));
        assert!(fresh(&[(header::IF_MODIFIED_SINCE, late)]));
    }

    #[test]
    fn a_date_counts_to_the_second_and_nonsense_not_at_all() {
        let since = |value| fresh(&[(header::IF_MODIFIED_SINCE, value)]);
        assert!(since("Sun, 22 Nov 2026 10:00:00 GMT"));
        assert!(!since("Sun, 22 Nov 2026 09:59:59 GMT"));
        assert!(!since("yesterday"));
    }

    #[test]
    fn dates_are_written_as_http_reads_them() {
        let written = http_date("2026-11-02T08:05:00Z".parse().unwrap()).unwrap();
        assert_eq!(written, "Mon, 02 Nov 2026 08:05:00 GMT");
        assert!(httpdate::parse_http_date(written.to_str().unwrap()).is_ok());
    }
}
