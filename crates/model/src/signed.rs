//! Addresses that not everyone can use: those that expire, since a platform signs them anew at each request and they lead nowhere minutes later, and those that
//! hold a secret.

use url::Url;

/// The path under which a Rails application serves files by a token that it signed for a few minutes. Its redirects (`…/blobs/redirect/…`) and its own answers
/// (`…/blobs/proxy/…`, `…/representations/…`) last.
const OF_RAILS: &str = "/active_storage/disk/";

/// Returns whether an address is signed for a while: by Rails for files on a disk, or by an object store (S3 and what is like it, Google, Azure,
/// `CloudFront`). Nobody but the platform can make a lasting address of it, since neither holds what the other is signed for.
pub fn expires(url: &Url) -> bool {
    url.path().contains(OF_RAILS)
        || url.query_pairs().any(|(name, _)| {
            let name = name.to_ascii_lowercase();
            name.contains("signature")
                || matches!(name.as_str(), "expires" | "sig")
                || name.starts_with("x-amz-")
                || name.starts_with("x-goog-")
        })
}

/// Returns whether an address holds a token that grants access.
pub fn carries_secret(url: &Url) -> bool {
    let in_fragment = url.fragment().unwrap_or_default();
    let in_fragment =
        url::form_urlencoded::parse(in_fragment.trim_start_matches(['?', '/']).as_bytes());
    url.query_pairs().chain(in_fragment).any(|(name, _)| {
        let name = name.to_ascii_lowercase();
        // Signed public images have an `X-Amz-Security-Token`, which is none of these.
        name == "token" || name.ends_with("_token") || name == "jwt"
    })
}

/// Returns whether an address holds a key by which a program reads private data: in a parameter, or in its path, as the private addresses of calendars at Google
/// do.
pub fn holds_key(url: &Url) -> bool {
    let is_private = |segment: &str| segment.starts_with("private-");
    let is_key = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.ends_with("key")
            || ["secret", "passw", "pwd"]
                .iter()
                .any(|word| name.contains(word))
    };
    carries_secret(url)
        || expires(url)
        || url.query_pairs().any(|(name, _)| is_key(&name))
        || url
            .path_segments()
            .is_some_and(|mut segments| segments.any(is_private))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_for_a_while_is_told_from_what_lasts() {
        let is_signed = |address: &str| expires(&address.parse().unwrap());
        for signed in [
            "https://participez.example.fr/rails/active_storage/disk/eyJf--1c/berges.jpg",
            "https://participez.example.fr/rails/active_storage/disk/eyJf--1c/berges.jpg?disposition=inline",
            "https://s3.example/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=300&X-Amz-Signature=1f",
            "https://s3.example/b/k?AWSAccessKeyId=a&Expires=1796000000&Signature=b",
            "https://storage.example/b/k?X-Goog-Signature=1f",
            "https://blob.example/b/k?sv=2024&se=2026-11-30&sig=1f",
        ] {
            assert!(is_signed(signed), "{signed}");
        }
        for lasting in [
            "https://participez.example.fr/rails/active_storage/blobs/redirect/eyJf--1c/berges.jpg",
            "https://participez.example.fr/rails/active_storage/blobs/proxy/eyJf--1c/berges.jpg",
            "https://participez.example.fr/rails/active_storage/representations/redirect/eyJf--1c/eyJm/berges.jpg",
            "https://participez.example.fr/uploads/berges.jpg?v=3",
            "https://s3.example/b/k",
        ] {
            assert!(!is_signed(lasting), "{lasting}");
        }
    }

    #[test]
    fn an_address_with_a_key_is_told_from_one_for_everybody() {
        let has_key = |address: &str| holds_key(&address.parse().unwrap());
        for keyed in [
            "https://ville.example.fr/flux?token=x",
            "https://ville.example.fr/flux?feed_token=x",
            "https://ville.example.fr/flux?api_key=x",
            "https://ville.example.fr/flux?ApiKey=x",
            "https://ville.example.fr/flux?motcle=a&secret=x",
            "https://calendar.google.com/calendar/ical/a/private-1f/basic.ics",
            "https://s3.example/b/k?sig=1f",
        ] {
            assert!(has_key(keyed), "{keyed}");
        }
        for open in [
            "https://ville.example.fr/flux?type=rss&page=2&motcle=parc",
            "https://calendar.google.com/calendar/ical/a/public/basic.ics",
            "https://ville.example.fr/",
        ] {
            assert!(!has_key(open), "{open}");
        }
    }
}
