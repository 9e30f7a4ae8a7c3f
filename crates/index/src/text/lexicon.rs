//! A cache of the stems of words, so that each word is stemmed once and not at every mention.

use std::collections::HashMap;
use std::sync::Arc;

use super::stemming::Stemming;

/// The number of words above which the cache is emptied: real texts have fewer, hostile ones any number.
const MOST_WORDS: usize = 65_536;

/// The stems of the words that were met so far, by language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    french: HashMap<String, Arc<str>>,
    english: HashMap<String, Arc<str>>,
}

impl Lexicon {
    /// Returns the stems of folded words, in their order, as [`Stemming::stems`] does.
    pub(super) fn stems(&mut self, stemming: Stemming, words: &[String]) -> Vec<Arc<str>> {
        let known = match stemming {
            Stemming::French => &mut self.french,
            Stemming::English => &mut self.english,
            Stemming::None => return words.iter().map(|word| word.as_str().into()).collect(),
        };
        if known.len() > MOST_WORDS {
            known.clear();
        }
        let new = words.iter().filter(|word| !known.contains_key(*word));
        let new: Vec<String> = new.cloned().collect();
        let stems = stemming.stems(&new).into_iter().map(Arc::from);
        known.extend(new.into_iter().zip(stems));
        let stems = words.iter().filter_map(|word| known.get(word));
        stems.map(Arc::clone).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(lexicon: &mut Lexicon, stemming: Stemming, words: &[String]) -> Vec<String> {
        let stems = lexicon.stems(stemming, words);
        stems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn words_have_the_same_stems_whether_they_were_met_or_not() {
        let mut lexicon = Lexicon::default();
        let words = ["ecoles", "vertes", "ecoles", "s", "parks"].map(str::to_owned);
        for _met in [false, true] {
            for stemming in Stemming::ALL {
                assert_eq!(
                    stems(&mut lexicon, stemming, &words),
                    stemming.stems(&words)
                );
            }
        }
    }

    #[test]
    fn it_holds_no_more_than_it_may() {
        let mut lexicon = Lexicon::default();
        for text in 0..3 {
            let words: Vec<String> = (0..MOST_WORDS)
                .map(|word| format!("w{text}x{word}"))
                .collect();
            assert_eq!(lexicon.stems(Stemming::French, &words).len(), words.len());
            assert!(lexicon.french.len() <= 2 * MOST_WORDS);
        }
        let few = ["ecoles".to_owned()];
        lexicon.stems(Stemming::French, &few);
        assert!(lexicon.french.len() <= MOST_WORDS + 1);
    }
}
