//! The fingerprint of a consultation, by which a poll knows that it changed.

use std::io;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use passerelle_model::Consultation;

/// The version of the digest, raised whenever its meaning changes. Every consultation is then written once more.
const VERSION: &[u8] = b"passerelle consultation 2\n";

/// Returns a digest (SHA-256, hexadecimal) of the content of a consultation, whatever the order of keys.
///
/// Left out are the parts that change without being news: histories of meetings, addresses of volatile images, and counts, which rise with each
/// contribution.
pub fn fingerprint(consultation: &Consultation) -> String {
    let mut digest = DigestWriter(Sha256::new_with_prefix(VERSION));
    // Plain data always serialises, and a digest takes everything that is written to it.
    let mut content = serde_json::to_value(consultation).unwrap_or_default();
    remove_volatile(&mut content);
    write_canonical(&content, &mut digest);
    hexadecimal(&digest.0.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| char::from_digit(nibble.into(), 16))
        .collect()
}

/// Removes the parts that change without being news.
fn remove_volatile(content: &mut Value) {
    if let Some(content) = content.as_object_mut() {
        content.remove("counts");
    }
    if let Some(image) = content.get_mut("image").and_then(Value::as_object_mut)
        && image.get("volatile") == Some(&Value::Bool(true))
    {
        image.remove("url");
    }
    let meetings = content.get_mut("meetings").and_then(Value::as_array_mut);
    for meeting in meetings.into_iter().flatten() {
        if let Some(meeting) = meeting.as_object_mut() {
            meeting.remove("history");
        }
    }
}

/// Writes a value without white space and with its keys in order.
fn write_canonical(value: &Value, digest: &mut DigestWriter) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            digest.feed(b"{");
            for (key, member) in members {
                digest.feed_json(key);
                digest.feed(b":");
                write_canonical(member, digest);
                digest.feed(b",");
            }
            digest.feed(b"}");
        }
        Value::Array(items) => {
            digest.feed(b"[");
            for item in items {
                write_canonical(item, digest);
                digest.feed(b",");
            }
            digest.feed(b"]");
        }
        scalar => digest.feed_json(scalar),
    }
}

/// A SHA-256 that JSON can be written to.
struct DigestWriter(Sha256);

impl DigestWriter {
    fn feed(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn feed_json(&mut self, value: &(impl Serialize + ?Sized)) {
        // Strings, numbers and literals serialise without fail, and this writer takes them all.
        let _infallible = serde_json::to_writer(self, value);
    }
}

impl io::Write for DigestWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.feed(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
