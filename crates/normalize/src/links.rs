//! Links: which addresses may be relayed, and in which form.

use std::borrow::Cow;
use std::ops::Range;

use url::Url;

use super::privacy;
use passerelle_model::{as_uri, carries_secret, expires, is_tracker, without_parameters};

/// The longest address, in bytes; nobody writes longer ones.
const LONGEST_ADDRESS: usize = 4096;

/// The most declared links of a record that are kept.
const MOST_DECLARED: usize = 30;

/// Path segments under which platforms show people's profiles or sign them in.
const PERSONAL_SEGMENTS: &[&str] = &[
    "profile",
    "profiles",
    "user",
    "users",
    "invitation",
    "invitations",
];

/// URI schemes that a browser, a phone or a program for meetings opens.
const SCHEMES: &[&str] = &[
    "callto",
    "data",
    "facetime",
    "file",
    "ftp",
    "http",
    "https",
    "javascript",
    "mailto",
    "msteams",
    "sip",
    "sips",
    "skype",
    "sms",
    "tel",
    "vbscript",
    "webcal",
    "xmpp",
    "zoommtg",
];

/// Query parameters that hold a phone number.
const PHONE_PARAMETERS: &[&str] = &["fax", "mobile", "phone", "portable", "tel", "telephone"];

/// Returns an address in the form in which it may be relayed; `None` if it may not.
///
/// It may if it is http or https, with a host and without credentials, and neither shows a person nor carries a secret token, an e-mail address or a
/// phone number. Parameters that only track the reader are removed, and characters that no URI may hold are percent-encoded. Every address that the
/// gateway publishes has passed here.
pub(super) fn relayable(url: &Url) -> Option<Url> {
    let plain = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.as_str().len() <= LONGEST_ADDRESS;
    if !plain
        || shows_person(url)
        || carries_secret(url)
        || carries_phone_number(url)
        || privacy::reveals_contact(&decoded(&decoded(url.as_str())))
    {
        return None;
    }
    as_uri(&without_trackers(url))
}

/// Returns the relayable form of an address that is written in a page at `base`. An address that expires is refused: it would lead nowhere by the
/// time a reader follows it.
pub(super) fn resolved(written: &str, base: &Url) -> Option<Url> {
    let url = base.join(written.trim()).ok()?;
    relayable(&url).filter(|url| !expires(url))
}

/// Returns the addresses of a record that may be relayed, each once.
pub(super) fn declared(urls: &[Url]) -> Vec<Url> {
    let mut links: Vec<Url> = Vec::new();
    for url in urls.iter().filter_map(relayable) {
        if links.len() < MOST_DECLARED && !links.contains(&url) {
            links.push(url);
        }
    }
    links
}

/// Finds the addresses of pages in a text (characters): from the scheme, `www.` or the slash of a path to the next blank.
pub(super) fn in_text(text: &[char]) -> Vec<Range<usize>> {
    let ends = |letter: &char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '<' | '>' | '"' | '«' | '»')
    };
    let mut links = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        links.extend(address_start(word).map(|begin| at + begin..at + length));
        at += length + 1;
    }
    links
}

/// Returns whether a word of a plain text is an address: that of a page, with or without `https://`, or one that another program opens.
pub(super) fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '[', '<', '"', '«', '“']);
    let has_known_scheme = |(scheme, rest): (&str, &str)| {
        let scheme = scheme.to_ascii_lowercase();
        !rest.is_empty() && SCHEMES.contains(&scheme.as_str())
    };
    word.contains("://")
        || word.split_once(':').is_some_and(has_known_scheme)
        || is_page_without_scheme(word)
}

/// Returns whether a word is the address of a page without its scheme, such as `meet.example.fr/salle`. Its host is in small letters; with capitals
/// it is rather an abbreviation in a street address.
fn is_page_without_scheme(word: &str) -> bool {
    let Some((host, path)) = word.split_once('/') else {
        return word.starts_with("www.");
    };
    let is_label = |label: &str| {
        let may_be_in_host =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && label.bytes().all(may_be_in_host)
    };
    let is_ending =
        |ending: &str| ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase());
    let ending = host.rsplit_once('.').map(|(_, ending)| ending);
    !path.is_empty() && ending.is_some_and(is_ending) && host.split('.').all(is_label)
}

/// Finds where the address of a page begins in a word.
fn address_start(word: &[char]) -> Option<usize> {
    let scheme = word.windows(3).position(|three| three == [':', '/', '/']);
    if let Some(colon) = scheme {
        let name = word
            .iter()
            .take(colon)
            .rev()
            .take_while(|letter| letter.is_ascii_alphabetic());
        return Some(colon - name.count());
    }
    let begin = word
        .iter()
        .position(|letter| !matches!(letter, '(' | '[' | '\'' | '’' | '“'))?;
    let rest = word.get(begin..)?;
    let is_path = matches!(rest, ['/', first, ..] if first.is_alphabetic());
    (is_path || rest.starts_with(&['w', 'w', 'w', '.'])).then_some(begin)
}

fn shows_person(url: &Url) -> bool {
    url.path_segments().is_some_and(|mut segments| {
        segments.any(|segment| {
            let segment = decoded(segment).to_ascii_lowercase();
            PERSONAL_SEGMENTS.contains(&segment.as_str())
        })
    })
}

/// Returns whether an address carries a phone number, to call it or to write to it.
fn carries_phone_number(url: &Url) -> bool {
    let is_number = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 8;
    let is_phone_parameter = |name: &str| {
        let name = name.to_ascii_lowercase();
        PHONE_PARAMETERS.contains(&name.as_str())
    };
    (url.host_str() == Some("wa.me") && is_number(url.path()))
        || url
            .query_pairs()
            .any(|(name, value)| is_phone_parameter(&name) && is_number(&value))
}

fn without_trackers(url: &Url) -> Url {
    let mut clean = url.clone();
    // The other parameters stay as they were written: signatures depend on it.
    if let Some(Cow::Owned(kept)) = url
        .query()
        .map(|query| without_parameters(query, is_tracker))
    {
        clean.set_query((!kept.is_empty()).then_some(&kept));
    }
    clean
}

/// Decodes percent-encoded bytes; invalid UTF-8 becomes replacement characters.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let pair = (byte == b'%')
            .then(|| Some((hex(ahead.next()?)?, hex(ahead.next()?)?)))
            .flatten();
        if let Some((high, low)) = pair {
            bytes.push(high * 16 + low);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relayed(address: &str) -> Option<String> {
        resolved(
            address,
            &Url::parse("https://je.participe.fr/processes/plui").unwrap(),
        )
        .map(String::from)
    }

    #[test]
    fn links_are_made_absolute_against_their_page() {
        assert_eq!(
            relayed("f/12/").unwrap(),
            "https://je.participe.fr/processes/f/12/"
        );
        assert_eq!(
            relayed("/pages/aide#faq").unwrap(),
            "https://je.participe.fr/pages/aide#faq"
        );
        assert_eq!(relayed("//cdn.fr/a.pdf").unwrap(), "https://cdn.fr/a.pdf");
    }

    #[test]
    fn pages_of_people_secrets_and_other_schemes_are_refused() {
        for refused in [
            "javascript:alert(1)",
            "data:text/html,x",
            "mailto:a@b.fr",
            "tel:0383918391",
            "ftp://a.fr/",
            "https://u:p@a.fr/",
            "/profiles/jdupont/",
            "/PROFILE",
            "/users/sign_in",
            "/%75sers/1",
            "/invitation/accept",
            "/p?invitation_token=x",
            "/p?a=1&token=x",
            "/#token=x",
            "/p?mail=jean%40nancy.fr",
            "/p?m=jean%2540nancy.fr",
            "/jean@nancy.fr",
            "/p?t=0383918391",
            "/p?text=au%2006.12.34.56.78",
            "/p#tel=0612345678",
            "/p?phone=33612345678",
            "https://wa.me/33612345678",
            "/appel/+33612345678",
            "/telephone-06-12-34-56-78",
            "/tel:0612345678",
            "http://",
            "https:///",
        ] {
            assert_eq!(relayed(refused), None, "{refused}");
        }
        assert!(relayed(&format!("/{}", "a".repeat(5000))).is_none());
    }

    #[test]
    fn dates_and_numbers_of_files_in_an_address_are_no_reason_to_refuse_it() {
        for path in [
            "/2026/03/04/05-06-2026-conseil-municipal/",
            "/2026/03/04/05-avril-conseil/",
            "/2026/03/04/2026-05-06-conseil/",
            "/2026/03/04/0506/",
            "/2026/03/04/05062026-reunion/",
            "/20260304-0506/",
            "/agenda/2026-03-04/05-06-07-ateliers",
            "/compte-rendu-03-04-2026-05-06-2026",
            "/article-02-03-04-05-06",
            "/doc/2026-03-04_05-06-07.pdf",
            "/arrete-2026-0612345678.pdf",
            "/dossiers/0612345678",
            "/0383918391",
            "/IMG_0102030405.jpg",
            "/a?date=05-06-2026-07&n=3",
            "/a?du=2026-03-04&au=05-06-2026",
            "/a?ref=0612345678",
            "/a?id=0102030405",
            "/a#05-06-2026-18",
            "/look-at-nancy.html",
            "/logo@2x.png",
        ] {
            let address = format!("https://je.participe.fr{path}");
            assert_eq!(relayed(path), Some(address), "{path}");
        }
    }

    #[test]
    fn an_address_in_a_text_is_told_from_the_words_of_a_place() {
        for address in [
            "https://zoom.us/j/1?pwd=x",
            "(https://zoom.us/j/1)",
            "https:zoom.us/j/1",
            "zoom.us/j/123",
            "meet.example.fr/salle-1",
            "www.mairie.fr",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "zoommtg://zoom.us/join?confno=1",
            "msteams:/l/meetup",
            "sip:salle@mairie.fr",
        ] {
            assert!(is_address(address), "{address}");
        }
        for word in [
            "Salle",
            "salle:",
            "Salle:B12",
            "12/14",
            "bis/ter",
            "1.2/3",
            "av.Foch/Nord",
            "bât.A/2",
            "B.A/C",
            "18h:30",
            "St-Max.",
            "a.b/",
            "en",
            "/",
            "data:",
            "et/ou",
            "",
        ] {
            assert!(!is_address(word), "{word}");
        }
    }

    #[test]
    fn what_tracks_the_reader_is_left_out_and_the_rest_is_untouched() {
        assert_eq!(
            relayed("/a?utm_source=x&b=%2F%20c&fbclid=1#d").unwrap(),
            "https://je.participe.fr/a?b=%2F%20c#d"
        );
        assert_eq!(
            relayed("/a?utm_source=x").unwrap(),
            "https://je.participe.fr/a"
        );
        assert_eq!(
            relayed("/a?utm_source=x&tx_n[id]=1|2#e[3]").unwrap(),
            "https://je.participe.fr/a?tx_n%5Bid%5D=1%7C2#e%5B3%5D"
        );
        let version = "https://s3.fr/a.png?versionId=a%2Fb&response-content-type=x";
        assert_eq!(relayed(version).unwrap(), version);
    }

    #[test]
    fn what_expires_is_no_link_in_a_text() {
        for signed in [
            "https://s3.fr/a.pdf?X-Amz-Security-Token=abc&X-Amz-Signature=def",
            "/rails/active_storage/disk/eyJf--1c/plan.pdf",
        ] {
            assert_eq!(relayed(signed), None, "{signed}");
        }
        assert!(relayed("/rails/active_storage/blobs/redirect/eyJf--1c/plan.pdf").is_some());
    }
}
