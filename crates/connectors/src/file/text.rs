//! The format and the encoding of a document, by its bytes and its labels.

use super::fault::ListFault;
use encoding_rs::{Encoding, WINDOWS_1252};

/// The formats of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Toml,
    Json,
    /// CSV, as a spreadsheet saves it.
    Sheet,
}

/// The labels of a document that tell its format.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Labels<'a> {
    /// The path of its address.
    pub(super) path: &'a str,
    /// The `Content-Type`.
    pub(super) content_type: &'a str,
}

impl Format {
    /// Returns the format by the extension, else by the content type, else by the text itself.
    pub(super) fn of(labels: Labels<'_>, text: &str) -> Self {
        let name = labels.path.rsplit('/').next().unwrap_or_default();
        let extension = name
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("toml") => return Self::Toml,
            Some("json") => return Self::Json,
            Some("csv" | "tsv" | "tab") => return Self::Sheet,
            _ => {}
        }
        let kind = labels.content_type.to_ascii_lowercase();
        if kind.contains("toml") {
            Self::Toml
        } else if kind.contains("json") {
            Self::Json
        } else if kind.contains("csv") || kind.contains("tab-separated") {
            Self::Sheet
        } else {
            Self::by_content(text)
        }
    }

    fn by_content(text: &str) -> Self {
        let is_table = |line: &str| {
            line.starts_with("[[") && line.trim_end().ends_with("]]") && !line.contains(['{', '"'])
        };
        if text.lines().any(is_table) {
            Self::Toml
        } else if text.trim_start().starts_with(['{', '[']) {
            Self::Json
        } else {
            Self::Sheet
        }
    }
}

/// Returns the fault of a document that is a workbook, a PDF or a web page, by its first bytes.
pub(super) fn fault_of_non_text(bytes: &[u8]) -> Option<ListFault> {
    let start = bytes.trim_ascii_start();
    let page = start.get(..14).unwrap_or(start).to_ascii_lowercase();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        Some(ListFault::Workbook)
    } else if bytes.starts_with(b"%PDF") {
        Some(ListFault::Pdf)
    } else if page.starts_with(b"<!doctype html") || page.starts_with(b"<html") {
        Some(ListFault::Page)
    } else {
        None
    }
}

/// Decodes a document: by its byte order mark, else as UTF-8 where it is valid, else as the `Content-Type` declares, else as windows-1252, in which
/// French spreadsheets save.
pub(super) fn decoded(bytes: &[u8], labels: Labels<'_>) -> Result<String, ListFault> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return Ok(encoding.decode_without_bom_handling(rest).0.into_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        // The last character is cut off.
        Err(error)
            if error.error_len().is_none() && !is_ascii(bytes.get(..error.valid_up_to())) =>
        {
            Err(ListFault::CutShort)
        }
        Err(_other_encoding) => {
            let declared = declared(labels.content_type).unwrap_or(WINDOWS_1252);
            Ok(declared.decode_without_bom_handling(bytes).0.into_owned())
        }
    }
}

/// Replaces the messages of a script in front of a list (`<b>Warning</b>: … on line 12`) by blank lines, so that every line keeps its number; `None`
/// where there are none.
pub(super) fn without_messages(text: &str) -> Option<String> {
    let is_stray = |line: &&str| line.trim().is_empty() || is_message(line);
    let length: usize = text
        .split_inclusive('\n')
        .take_while(is_stray)
        .map(str::len)
        .sum();
    let (before, list) = text.split_at_checked(length)?;
    if before.trim().is_empty() {
        return None;
    }
    let lines = before.matches('\n').count();
    Some("\n".repeat(lines) + list)
}

/// Returns whether a line is a message of a script, with or without markup. No list begins like one.
fn is_message(line: &str) -> bool {
    const KINDS: [&str; 5] = [
        "Deprecated:",
        "Fatal error:",
        "Notice:",
        "Strict Standards:",
        "Warning:",
    ];
    let line = line.trim();
    let plain = line.strip_prefix("PHP ").unwrap_or(line);
    let begins = |starts: &[&str]| starts.iter().any(|start| plain.starts_with(start));
    begins(&["<br", "<b>"]) || begins(&KINDS) && line.contains(" on line ")
}

/// Returns whether the bytes are all ASCII: then a last byte that is not says nothing of the encoding.
fn is_ascii(bytes: Option<&[u8]>) -> bool {
    bytes.is_none_or(<[u8]>::is_ascii)
}

/// Returns the encoding that a `Content-Type` declares, unless that is UTF-8, which the document is not.
fn declared(content_type: &str) -> Option<&'static Encoding> {
    let (_, charset) = content_type.split_once("charset=")?;
    let label = charset.split(';').next().unwrap_or_default();
    Encoding::for_label(label.trim().trim_matches('"').as_bytes())
        .filter(|encoding| *encoding != encoding_rs::UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels<'a>(path: &'a str, content_type: &'a str) -> Labels<'a> {
        Labels { path, content_type }
    }

    #[test]
    fn messages_before_a_list_are_blank_lines() {
        let html = "<br />\n<b>Notice</b>:  Undefined index: ville in <b>/srv/liste.php</b> on line <b>4</b><br />\n";
        let plain = "\nPHP Warning: a in /srv/liste.php on line 4\nDeprecated: b in /srv/liste.php on line 5\n";
        for (before, lines) in [(html, 2), (plain, 3)] {
            for list in ["titre;lien\nA;https://a.example\n", "[{}]", "[[liste]]"] {
                let blank = "\n".repeat(lines) + list;
                assert_eq!(without_messages(&format!("{before}{list}")), Some(blank));
            }
        }
        for list in ["", "\n\ntitre\n", "# <b>\ntitre", "Notice: a;titre\n"] {
            assert_eq!(without_messages(list), None, "{list}");
        }
    }

    #[test]
    fn the_format_is_known_by_name_then_by_type_then_by_content() {
        assert_eq!(
            Format::of(labels("/a/liste.CSV", "application/json"), ""),
            Format::Sheet
        );
        assert_eq!(
            Format::of(labels("/export", "text/csv; charset=utf-8"), "{}"),
            Format::Sheet
        );
        assert_eq!(
            Format::of(labels("/export.php", "application/json"), ""),
            Format::Json
        );
        for (text, format) in [
            ("  [{\"title\":1}]", Format::Json),
            ("[[1]]", Format::Toml),
            ("# liste\n[[consultations]]\n", Format::Toml),
            ("titre;lien\n", Format::Sheet),
        ] {
            assert_eq!(
                Format::of(labels("/", "text/plain"), text),
                format,
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_is_decoded_from_any_encoding_that_spreadsheets_save() {
        let text = "titre\nL’été à Nîmes";
        let (windows, _, _) = WINDOWS_1252.encode(text);
        let utf16: Vec<u8> = std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &windows, &utf16, &marked] {
            assert_eq!(decoded(bytes, Labels::default()).as_deref(), Ok(text));
        }
        let (greek, _, _) = encoding_rs::ISO_8859_7.encode("τίτλος");
        let declared = labels("/", "text/csv; charset=\"ISO-8859-7\"");
        assert_eq!(decoded(&greek, declared).as_deref(), Ok("τίτλος"));
    }

    #[test]
    fn a_text_cut_inside_a_character_is_not_taken_for_another_encoding() {
        let whole = "titre\nété\nNîmes é".as_bytes();
        let cut = whole.get(..whole.len() - 1).unwrap();
        assert!(decoded(cut, Labels::default()).is_err());
    }

    #[test]
    fn workbooks_and_pages_are_recognised() {
        let workbook = fault_of_non_text(b"PK\x03\x04...");
        assert_eq!(workbook, Some(ListFault::Workbook));
        let page = fault_of_non_text(b"\n<!DOCTYPE html><p>");
        assert_eq!(page, Some(ListFault::Page));
        assert_eq!(fault_of_non_text(b"titre;lien"), None);
        assert_eq!(fault_of_non_text(b""), None);
    }
}
