//! Themes: sources name them freely, so they are compared by a key.

use passerelle_model::fold;

const MAX_KEY_CHARS: usize = 80;

/// Returns the key by which themes are compared and filtered: letters and digits of any script, folded, joined by `-`. `Mobilité, transports` has the
/// key `mobilite-transports`. `None` where there is neither letter nor digit. Keys contain no comma and are their own keys.
pub fn theme_key(name: &str) -> Option<String> {
    let folded = fold(name);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let key: String = words.join("-").chars().take(MAX_KEY_CHARS).collect();
    let key = key.trim_end_matches('-');
    (!key.is_empty()).then(|| key.to_owned())
}
