//! Units: what a question asks for. A unit is a word, or a phrase that means one thing; it is found by any of its terms, which are its own
//! stems and those of what means the same, else of the words that it begins, else of the word that was meant.

use super::fields::{Fields, Texts};
use super::same::Same;
use super::stemming::Stemming;
use super::vocabulary::Vocabulary;
use super::words::{is_telling, wanted};

/// How a term answers to what was typed, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// It is the same word, or means the same.
    Same,
    /// It begins so.
    Beginning,
    /// It is what was meant.
    Meant,
}

/// A term that a unit is found by.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) texts: Texts,
    pub(super) term: String,
    pub(super) likeness: Likeness,
    /// How much it counts beside the others.
    pub(super) weight: f32,
}

/// A word that was taken for another, since no text holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// As it was typed, folded.
    pub typed: String,
    /// What was meant, folded.
    pub meant: String,
}

/// A word or a phrase of a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    /// Best likeness first; empty where no text holds anything like it.
    pub(super) wanted: Vec<Wanted>,
    pub(super) correction: Option<Correction>,
}

/// A question has so many units at most; what follows is not asked for.
const MOST_UNITS: usize = 32;
/// The beginning of a word has at least so many letters.
const LEAST_BEGINNING: usize = 3;
/// What means the same counts a little less than the word itself.
const OF_THE_GROUP: f32 = 0.8;

/// Whether misspelt words are taken for what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    AsTyped,
    Corrected,
}

/// Reads questions.
pub(super) struct Reader<'a> {
    pub(super) fields: &'a Fields,
    pub(super) vocabulary: Vocabulary<'a>,
    pub(super) spelling: Spelling,
}

impl Reader<'_> {
    /// The units of a question, in its order.
    pub(super) fn units(&self, question: &str) -> tantivy::Result<Vec<Unit>> {
        let words = wanted(question);
        let stems = Stemming::French.stems(&words);
        let mut units = Vec::new();
        let mut at = 0;
        while let (Some(rest), Some(rest_of_stems)) = (words.get(at..), stems.get(at..)) {
            let Some(word) = rest.first().filter(|_| units.len() < MOST_UNITS) else {
                break;
            };
            let named = Same::official().in_question(rest, rest_of_stems);
            let group = named.map(|named| self.group(&named.group.to_string()));
            let is_phrase = named.is_some_and(|named| named.words > 1);
            if let (Some(named), Some(group), true) = (named, &group, is_phrase)
                && self.is_held(group)?
            {
                at += named.words;
                units.push(Unit {
                    wanted: vec![group.clone()],
                    correction: None,
                });
                continue;
            }
            at += 1;
            units.push(self.word(word, group.filter(|_| !is_phrase))?);
        }
        Ok(units)
    }

    /// The unit of one word, with the group that it names, if it does.
    fn word(&self, word: &str, group: Option<Wanted>) -> tantivy::Result<Unit> {
        let mut wanted = self.stems([word], Likeness::Same);
        wanted.extend(group);
        if self.holds_any(&wanted)? {
            return Ok(Unit {
                wanted,
                correction: None,
            });
        }
        let letters = word.chars().count();
        let may_begin = is_telling(word) && word.chars().all(char::is_alphabetic);
        if may_begin && letters >= LEAST_BEGINNING {
            let longer = self.vocabulary.beginning_with(word)?;
            let wanted = self.stems(longer.iter().map(String::as_str), Likeness::Beginning);
            if self.holds_any(&wanted)? {
                return Ok(Unit {
                    wanted,
                    correction: None,
                });
            }
        }
        if self.spelling == Spelling::AsTyped {
            return Ok(Unit::default());
        }
        let Some(meant) = self.vocabulary.meant_by(word)? else {
            return Ok(Unit::default());
        };
        Ok(Unit {
            wanted: self.stems([meant.as_str()], Likeness::Meant),
            correction: Some(Correction {
                typed: word.to_owned(),
                meant,
            }),
        })
    }

    /// The stems of words in every language, each once.
    fn stems<'w>(
        &self,
        words: impl IntoIterator<Item = &'w str> + Clone,
        likeness: Likeness,
    ) -> Vec<Wanted> {
        let mut all = Vec::new();
        for stemming in Stemming::ALL {
            let words: Vec<String> = words.clone().into_iter().map(str::to_owned).collect();
            let mut stems = stemming.stems(&words);
            stems.sort_unstable();
            stems.dedup();
            all.extend(stems.into_iter().map(|term| Wanted {
                texts: self.fields.of(stemming),
                term,
                likeness,
                weight: 1.0,
            }));
        }
        all
    }

    fn group(&self, number: &str) -> Wanted {
        Wanted {
            texts: self.fields.groups,
            term: number.to_owned(),
            likeness: Likeness::Same,
            weight: OF_THE_GROUP,
        }
    }

    fn holds_any(&self, wanted: &[Wanted]) -> tantivy::Result<bool> {
        for one in wanted {
            if self.is_held(one)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_held(&self, wanted: &Wanted) -> tantivy::Result<bool> {
        let Texts { title, body } = wanted.texts;
        Ok(self.vocabulary.holds(body, &wanted.term)?
            || self.vocabulary.holds(title, &wanted.term)?)
    }
}
