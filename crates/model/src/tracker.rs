//! Trackers and cache-busters: parameters that others add to addresses, and that select nothing. One list for the whole gateway.
//!
//! Names are compared whatever their case, and also where `&` was escaped for HTML once too often (`amp;utm_source`).

use std::borrow::Cow;

use url::form_urlencoded;

/// The parameters that newsletters, networks, search engines and audience measurement add, to follow a reader from one site to the next.
const TRACKERS: &[&str] = &[
    "__hsfp",
    "__hssc",
    "__hstc",
    "__s",
    "_branch_match_id",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_ke",
    "_kx",
    "_openstat",
    "dclid",
    "ef_id",
    "epik",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "hsctatracking",
    "igsh",
    "igshid",
    "irclickid",
    "li_fat_id",
    "mibextid",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "rdt_cid",
    "s_cid",
    "sccid",
    "srsltid",
    "ttclid",
    "twclid",
    "vero_conv",
    "vero_id",
    "wbraid",
    "wickedid",
    "wt_mc",
    "wt_zmc",
    "xtor",
    "yclid",
    "ysclid",
];

/// The beginnings of the names of whole families of trackers: of Google Analytics, Matomo and Piwik, Mailchimp, Piano (AT Internet), `HubSpot`, Salesforce and
/// Google Ads.
const FAMILIES: &[&str] = &[
    "utm_", "mtm_", "matomo_", "pk_", "piwik_", "mc_", "at_", "hsa_", "sfmc_", "gad_",
];

/// Parameters that are added to bypass caches, or that name the page or campaign that a reader comes from. On other websites they may select the page (`?v=`,
/// `?ref=`); here they select nothing.
const NOISE: &[&str] = &[
    "_",
    "__cb",
    "_cb",
    "_dc",
    "_t",
    "_ts",
    "bust",
    "buster",
    "cache",
    "cache-buster",
    "cache_bust",
    "cache_buster",
    "cachebust",
    "cachebuster",
    "campaign",
    "campaign_id",
    "cb",
    "cmpid",
    "no-cache",
    "no_cache",
    "nocache",
    "rand",
    "random",
    "ref",
    "ref_src",
    "ref_url",
    "referer",
    "referrer",
    "refresh",
    "rnd",
    "t",
    "timestamp",
    "ts",
    "v",
    "ver",
    "version",
];

/// Returns whether a parameter of this name only tracks the reader, on whatever website: an address without it leads to the same page.
pub fn is_tracker(name: &str) -> bool {
    let name = unescaped(name);
    let begins = |family: &&str| {
        let beginning = name.get(..family.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(family))
    };
    is_one_of(name, TRACKERS) || FAMILIES.iter().any(begins)
}

/// Returns whether a parameter of this name selects nothing of the gateway: a tracker, a cache-buster (also a bare number, as in `?1764500000`) or a referrer. No
/// parameter of the gateway's own may have such a name.
pub fn asks_nothing(name: &str) -> bool {
    let name = unescaped(name);
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    is_number || is_one_of(name, NOISE) || is_tracker(name)
}

/// Returns a query without the parameters whose names are `meaningless`; the others stay as they are written, in their order.
pub fn without_parameters(query: &str, meaningless: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let stays = |pair: &&str| {
        let name = form_urlencoded::parse(pair.as_bytes()).next();
        !name.is_some_and(|(name, _)| meaningless(&name))
    };
    if query.split('&').all(|pair| stays(&pair)) {
        return Cow::Borrowed(query);
    }
    let kept: Vec<&str> = query.split('&').filter(stays).collect();
    Cow::Owned(kept.join("&"))
}

fn unescaped(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix("amp;").unwrap_or(name)
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trackers_are_known_whatever_their_case_and_however_often_escaped() {
        for name in [
            "utm_source",
            "UTM_Medium",
            "utm_source[]",
            "amp;utm_medium",
            "mtm_campaign",
            "matomo_kwd",
            "pk_kwd",
            "piwik_campaign",
            "mc_cid",
            "fbclid",
            "gclid",
            "gbraid",
            "wbraid",
            "msclkid",
            "dclid",
            "xtor",
            "_ga",
            "_gl",
            "yclid",
            "twclid",
            "igshid",
            "at_medium",
            "at_campaign",
            "at_custom1",
            "ttclid",
        ] {
            assert!(is_tracker(name) && asks_nothing(name), "{name}");
        }
    }

    #[test]
    fn cache_busters_and_referrers_ask_nothing_here_and_may_elsewhere() {
        for name in [
            "_",
            "cb",
            "ts",
            "v",
            "t",
            "ref",
            "nocache",
            "no-cache",
            "cachebust",
            "1764500000",
            "amp;_",
        ] {
            assert!(asks_nothing(name) && !is_tracker(name), "{name}");
        }
    }

    #[test]
    fn filters_and_what_resembles_a_tracker_are_none() {
        for name in [
            "source", "platform", "utm", "atelier", "at", "mc", "statut", "", "amp;", "v2", "id",
            "src", "cat",
        ] {
            assert!(!asks_nothing(name), "{name}");
        }
    }

    #[test]
    fn the_lists_are_sorted_and_say_nothing_twice() {
        for list in [TRACKERS, NOISE] {
            assert!(list.is_sorted_by(|one, next| one < next), "{list:?}");
        }
        assert!(NOISE.iter().all(|name| !is_tracker(name)));
        let of_a_family = |name: &&&str| FAMILIES.iter().any(|family| name.starts_with(family));
        assert_eq!(TRACKERS.iter().find(of_a_family), None);
    }

    #[test]
    fn what_is_left_of_a_query_stays_as_it_is_written() {
        for (query, left) in [
            ("b=%2F%20c&utm_source=x&a=1", "b=%2F%20c&a=1"),
            ("utm%5Fsource=x", ""),
            ("a=1&&b=2", "a=1&&b=2"),
            ("", ""),
            ("fbclid=1&utm_medium=email", ""),
        ] {
            assert_eq!(without_parameters(query, is_tracker), left, "{query}");
        }
    }
}
