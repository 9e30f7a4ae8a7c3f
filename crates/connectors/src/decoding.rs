//! Decoding of documents whose encoding is declared in several places, or wrongly. Of the formats, this module knows only the XML declaration.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The furthest place in a document at which an XML declaration is looked for, in bytes: messages of a script may stand before it.
const FURTHEST_DECLARATION: usize = 8 * 1024;

/// The longest XML declaration, in bytes.
const LONGEST_DECLARATION: usize = 256;

/// Decodes `body` to text, without its byte order mark.
///
/// A byte order mark decides. Bytes that are valid UTF-8 are UTF-8, even where a single-byte encoding is declared: no text in such an encoding is. Else the
/// `charset` of the HTTP answer counts before the XML declaration (RFC 7303, 3), each only if the bytes are valid in it; and windows-1252, in which
/// everything is valid, at the end.
pub(super) fn text(body: &[u8], content_type: Option<&str>) -> String {
    if let Some((marked, mark)) = Encoding::for_bom(body) {
        let rest = body.get(mark..).unwrap_or_default();
        return marked.decode_without_bom_handling(rest).0.into_owned();
    }
    let declared: Vec<&'static Encoding> = [
        content_type.and_then(charset),
        utf_16(body),
        declared_by_xml(body),
    ]
    .into_iter()
    .flatten()
    .collect();
    let first = if declared
        .iter()
        .all(|encoding| *encoding == UTF_8 || encoding.is_single_byte())
    {
        Some(UTF_8)
    } else {
        None
    };
    let mut candidates = first.into_iter().chain(declared).chain([UTF_8]);
    candidates
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(body))
        .unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(body).0)
        .into_owned()
}

/// Returns the encoding in the `charset` parameter of a `Content-Type`.
fn charset(content_type: &str) -> Option<&'static Encoding> {
    let (_, value) = content_type
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Encoding::for_label(value.trim().trim_matches(['"', '\'']).as_bytes())
}

/// Recognises UTF-16 without a byte order mark by its first character, `<` or `{`.
fn utf_16(body: &[u8]) -> Option<&'static Encoding> {
    match body {
        [0, b'<' | b'{', ..] => Some(UTF_16BE),
        [b'<' | b'{', 0, ..] => Some(UTF_16LE),
        _ => None,
    }
}

/// Returns the encoding that the XML declaration names.
fn declared_by_xml(body: &[u8]) -> Option<&'static Encoding> {
    let start = body.get(..FURTHEST_DECLARATION.min(body.len()))?;
    let at = start.windows(6).position(|window| window == b"<?xml ")?;
    let start = start.get(at..)?;
    let start = String::from_utf8_lossy(start.get(..LONGEST_DECLARATION.min(start.len()))?);
    let (declaration, _) = start.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value.split(quote).nth(1)?;
    // A declaration that can be read byte by byte is not in UTF-16, whatever it names.
    Encoding::for_label(label.trim().as_bytes())
        .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn declared(encoding: &str) -> Vec<u8> {
        format!("<?xml version='1.0' encoding='{encoding}'?>").into_bytes()
    }

    #[test]
    fn the_declaration_of_the_document_is_read_where_the_server_names_none() {
        for (label, bytes, expected) in [
            ("windows-1252", &b"l\x92\xe9t\xe9 \x80"[..], "l’été €"),
            ("ISO-8859-1", b"\xe9t\xe9", "été"),
            ("iso-8859-15", b"\xa4", "€"),
            ("Shift_JIS", b"\x93\xfa", "日"),
            ("UTF-8", "été".as_bytes(), "été"),
            ("utf-16", "été".as_bytes(), "été"),
        ] {
            for before in ["", "<b>Notice</b>: line 3\n"] {
                let body = [before.as_bytes(), &declared(label), bytes].concat();
                let read = text(&body, Some("application/rss+xml"));
                assert!(read.ends_with(&format!("?>{expected}")), "{label}: {read}");
            }
        }
    }

    #[test]
    fn the_server_counts_before_the_document_and_valid_utf_8_before_both() {
        let cyrillic = [declared("iso-8859-1"), b"\xc1".to_vec()].concat();
        assert!(text(&cyrillic, Some("text/xml; charset=\"koi8-r\"")).ends_with('а'));
        let utf8 = [declared("iso-8859-1"), "été".as_bytes().to_vec()].concat();
        assert!(text(&utf8, Some("text/xml; charset=ISO-8859-1")).ends_with("été"));
        let wrong = [declared("windows-1252"), b"\xe9".to_vec()].concat();
        assert!(text(&wrong, Some("text/xml; charset=utf-8")).ends_with('é'));
    }

    #[test]
    fn utf_16_is_known_by_its_mark_or_by_its_first_character() {
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        assert_eq!(text(&wide("\u{feff}<é/>"), None), "<é/>");
        assert_eq!(text(&wide("<é/>"), None), "<é/>");
        assert_eq!(text(b"\xff\xfe<\0/\0", None), "</");
        assert_eq!(text("\u{feff}{}".as_bytes(), None), "{}");
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_text(body in proptest::collection::vec(any::<u8>(), 0..200), kind in "\\PC{0,30}") {
            let _ = text(&body, Some(&kind));
        }
    }
}
