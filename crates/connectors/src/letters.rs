//! Digests in letters, so that nothing in them is taken for a phone number where they are stored.

/// Writes bytes as letters from `a` to `p`, two for each byte.
pub(crate) fn in_letters(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(b'a' + half)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_two_letters() {
        assert_eq!(in_letters(&[0x00, 0x1f, 0xff]), "aabppp");
    }
}
