//! Naming: the name of the file of each address, and the address of each name. Pure.
//!
//! | address | file | link |
//! |---|---|---|
//! | `/` | `index.html` | `./` |
//! | `/agenda` | `agenda/index.html` | `agenda/` |
//! | `/?lang=en&territory=54395` | `lang-en/territory-54395/index.html` | `lang-en/territory-54395/` |
//! | its second page | `lang-en/territory-54395/page-2/index.html` | `lang-en/territory-54395/page-2/` |
//! | `/rss.xml` | `rss.xml` | `rss.xml` |
//! | `/rss.xml?concerns=54498` | `rss/concerns-54498.xml` | `rss/concerns-54498.xml` |
//! | `/api/v1/consultations` | `api/v1/consultations.json` | `api/v1/consultations.json` |
//!
//! A page is a folder with an `index.html`, so that the addresses of a running gateway hold on every server that knows folders. Each parameter, in the order of
//! the alphabet, is one more segment: its name, a hyphen and its value. The extension comes last; an address without one that is no page is JSON. In values,
//! `a-z 0-9 - _ ,` stand for themselves, and every other byte of UTF-8 is written as `~` and two hexadecimal digits, so that nothing depends on the case of
//! letters. A segment that would have more than 120 bytes is its name, `-~~` and the SHA-256 of its value.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::address::{Address, PAGE, known};

/// The longest segment, in bytes: all file systems and archives allow that many.
const LONGEST_SEGMENT: usize = 120;
/// The file name of a page in its folder.
const INDEX: &str = "index.html";

/// Returns the file of an address, relative to the folder of the export.
pub(super) fn file_name(address: &Address) -> String {
    let (stem, extension) = divided(address.path());
    let mut segments: Vec<String> = stem
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(str::to_owned)
        .collect();
    let question = address.question().iter();
    segments.extend(question.map(|(name, value)| segment(name, value)));
    if address.page() > 1 {
        segments.push(format!("{PAGE}-{}", address.page()));
    }
    let joined = segments.join("/");
    match extension {
        Some(extension) => format!("{joined}.{extension}"),
        None if joined.is_empty() => INDEX.to_owned(),
        None => format!("{joined}/{INDEX}"),
    }
}

/// Returns the name of a file as links write it: a page is linked by its folder.
pub(super) fn link_name(file: &str) -> &str {
    file.strip_suffix(INDEX)
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .unwrap_or(file)
}

/// Returns the link to a path and a query, if they are an address; [`Site`](passerelle_publish::Site) writes it behind its own address.
pub fn location(path: &str, query: &str) -> Option<String> {
    let address = Address::parse(path, query)?;
    Some(link_name(&file_name(&address)).to_owned())
}

/// Returns the address of a file or of a link; `None` if no address has that name, or only a digest of the address is left in it.
pub(super) fn address_of(name: &str) -> Option<Address> {
    let name = match name.strip_suffix(INDEX) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => name,
    };
    let (stem, extension) = match name.strip_suffix('/') {
        Some(folder) => (folder, None),
        None if name.is_empty() => (name, None),
        None => {
            let (stem, extension) = name.rsplit_once('.')?;
            (stem, Some(extension))
        }
    };
    let mut path = Vec::new();
    let mut question = BTreeMap::new();
    let mut page = 1;
    for segment in stem.split('/').filter(|_| !stem.is_empty()) {
        match segment.split_once('-') {
            Some((PAGE, number)) if page == 1 => page = number.parse().ok().filter(|it| *it > 1)?,
            Some((name, value)) if known(name).is_some() && page == 1 => {
                let before = question.insert(known(name)?, value_of(value)?);
                before.is_none().then_some(())?;
            }
            _ if question.is_empty() && page == 1 => path.push(segment),
            _ => return None,
        }
    }
    let mut path = format!("/{}", path.join("/"));
    if let Some(extension) = extension
        && !(is_json(&path) && extension == "json")
    {
        path = format!("{path}.{extension}");
    }
    let address = Address::new(&path, question, page)?;
    // The canonical name counts only: not `page-02`, nor `rss/lang-en/concerns-1.xml` where the alphabet has it otherwise.
    (link_name(&file_name(&address)) == link_name(name)).then_some(address)
}

/// Returns the address of the file `to` relative to the file `from`, as a link in `from` writes it.
pub(super) fn relative_link(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let folders = folders.split_last().map_or(&[][..], |(_, folders)| folders);
    let target: Vec<&str> = link_name(to).split('/').collect();
    let shared = folders
        .iter()
        .zip(target.iter().take(target.len().saturating_sub(1)))
        .take_while(|(one, other)| one == other)
        .count();
    let mut link = "../".repeat(folders.len() - shared);
    let rest: Vec<&str> = target.into_iter().skip(shared).collect();
    link.push_str(&rest.join("/"));
    if link.is_empty() {
        link.push_str("./");
    }
    link
}

/// Splits a path into the part before its extension, and the extension of its file; `None` for that of a page.
fn divided(path: &str) -> (&str, Option<&str>) {
    match path.rsplit_once('.') {
        Some((stem, extension)) => (stem, Some(extension)),
        None if is_json(path) => (path, Some("json")),
        None => (path, None),
    }
}

/// Returns whether the answer at a path without an extension is JSON.
pub(super) fn is_json(path: &str) -> bool {
    path.starts_with("/api/v1/") || path == "/oembed"
}

fn segment(name: &str, value: &str) -> String {
    let mut segment = format!("{name}-");
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b',' => segment.push(char::from(byte)),
            // Writing to a string cannot fail.
            other => _ = write!(segment, "~{other:02x}"),
        }
    }
    if segment.len() <= LONGEST_SEGMENT {
        return segment;
    }
    format!("{name}-~~{:x}", Sha256::digest(value.as_bytes()))
}

fn value_of(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'~' {
            let digits = [char::from(rest.next()?), char::from(rest.next()?)];
            let high = digits[0].to_digit(16)?;
            let low = digits[1].to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
