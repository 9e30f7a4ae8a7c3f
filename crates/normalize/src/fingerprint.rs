//! The fingerprint of a consultation: equal exactly when it says the same.

use std::io;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use passerelle_model::Consultation;

/// Changes when the meaning of a fingerprint does: every consultation is then compared as today's rules say it, and written once more.
const VERSION: &[u8] = b"passerelle consultation 2\n";

/// Returns what is compared to find a change: a digest (SHA-256, hexadecimal) of everything that a consultation says, leaving out what changes without
/// being news (histories of its meetings, addresses of volatile images, counts that rise with each contribution).
///
/// It does not depend on the order of keys.
pub fn fingerprint(consultation: &Consultation) -> String {
    let mut digest = Digesting(Sha256::new_with_prefix(VERSION));
    // Plain data always serialises, and a digest takes everything that is written to it.
    let mut said = serde_json::to_value(consultation).unwrap_or_default();
    leave_out_meaningless(&mut said);
    write_canonical(&said, &mut digest);
    hexadecimal(&digest.0.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| char::from_digit(nibble.into(), 16))
        .collect()
}

fn leave_out_meaningless(said: &mut Value) {
    if let Some(said) = said.as_object_mut() {
        said.remove("counts");
    }
    if let Some(image) = said.get_mut("image").and_then(Value::as_object_mut)
        && image.get("volatile") == Some(&Value::Bool(true))
    {
        image.remove("url");
    }
    let meetings = said.get_mut("meetings").and_then(Value::as_array_mut);
    for meeting in meetings.into_iter().flatten() {
        if let Some(meeting) = meeting.as_object_mut() {
            meeting.remove("history");
        }
    }
}

/// JSON without white space, keys in order.
fn write_canonical(value: &Value, digest: &mut Digesting) {
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
        plain => digest.feed_json(plain),
    }
}

struct Digesting(Sha256);

impl Digesting {
    fn feed(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn feed_json(&mut self, value: &(impl Serialize + ?Sized)) {
        // Strings, numbers and literals serialise without fail, and this writer takes them all.
        let _infallible = serde_json::to_writer(self, value);
    }
}

impl io::Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.feed(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
