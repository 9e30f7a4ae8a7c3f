//! Globs: the patterns in the rules of operators.

use super::fold;

/// A pattern over a whole text, in which `*` stands for any text and `?` for any one character; accents and case do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob(Vec<char>);

impl Glob {
    /// Creates a glob from the pattern that an operator wrote.
    pub fn new(pattern: &str) -> Self {
        Self(fold(pattern).chars().collect())
    }

    /// Returns whether the whole of `text` matches. Linear for all practical purposes: on a mismatch only the last `*` is stretched.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = fold(text).chars().collect();
        let (mut at_pattern, mut at_text) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        while let Some(letter) = text.get(at_text) {
            match self.0.get(at_pattern) {
                Some('*') => {
                    star = Some((at_pattern + 1, at_text));
                    at_pattern += 1;
                }
                Some(wanted) if *wanted == '?' || wanted == letter => {
                    at_pattern += 1;
                    at_text += 1;
                }
                _ => {
                    let Some((after, swallowed)) = star else {
                        return false;
                    };
                    star = Some((after, swallowed + 1));
                    (at_pattern, at_text) = (after, swallowed + 1);
                }
            }
        }
        self.0.iter().skip(at_pattern).all(|rest| *rest == '*')
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_and_case_do_not_count_and_the_whole_text_must_match() {
        assert!(Glob::new("Enquête*").matches("ENQUETE publique"));
        assert!(Glob::new("*pl?i*").matches("Révision du PLUi"));
        assert!(!Glob::new("Enquête").matches("Enquête publique"));
        assert!(Glob::new("/participer/*").matches("/participer/plu.html"));
    }

    proptest! {
        #[test]
        fn a_glob_of_stars_takes_no_time_and_matches_what_it_should(text in "[ab]{0,60}", at in 0_usize..60) {
            let hard = Glob::new(&"*a".repeat(20));
            let expected = text.ends_with('a') && text.matches('a').count() >= 20;
            prop_assert_eq!(hard.matches(&text), expected);
            let at = at.min(text.len());
            let (before, after) = text.split_at(at);
            let around = Glob::new(&format!("{before}*{after}"));
            prop_assert!(around.matches(&text));
            prop_assert!(Glob::new(&"?".repeat(text.len())).matches(&text));
        }
    }
}
