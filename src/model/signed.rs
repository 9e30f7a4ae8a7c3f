//! Addresses that expire: a platform signs them anew at each request, and minutes later they lead nowhere.

use url::Url;

/// Where a Rails application serves files by a token that it signed for a few minutes. Its redirects (`…/blobs/redirect/…`) and its own
/// answers (`…/blobs/proxy/…`, `…/representations/…`) last.
const OF_RAILS: &str = "/active_storage/disk/";

/// Whether an address is signed for a while: by Rails for files on a disk, or by an object store (S3 and what is like it, Google, Azure,
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
}
