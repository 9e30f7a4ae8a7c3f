//! Units: what a question asks for. A unit is a word, or a phrase that means one thing; it is found by any of its terms, which are its own
//! stems and those of what means the same, else of the words that it begins, else of the word that was meant.

use tantivy::Term;

use super::fields::{Fields, Texts};
use super::roads::road;
use super::same::{Named, Same};
use super::stemming::Stemming;
use super::vocabulary::Vocabulary;
use super::words::{is_telling, wanted};

/// The likeness of a term to what was typed, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same word, or a synonym.
    Same,
    /// A wider or narrower form of a synonym.
    Form,
    /// A word that begins so.
    Beginning,
    /// The word that was meant.
    Meant,
}

/// A term that a unit is found by.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) texts: Texts,
    pub(super) term: String,
    pub(super) likeness: Likeness,
    /// The weight beside the others.
    pub(super) weight: f32,
    /// `true` where it is a stem, which may be that of another word.
    pub(super) is_stem: bool,
}

/// A word that was taken for another, since no text holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word as it was typed, folded.
    pub typed: String,
    /// The word that was meant, folded.
    pub meant: String,
}

/// A word or a phrase of a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    /// Best likeness first; empty where no text holds anything like it.
    pub(super) wanted: Vec<Wanted>,
    /// The word as it was typed, and in the other number.
    pub(super) written: Vec<Term>,
    pub(super) correction: Option<Correction>,
}

/// A question has so many units at most; what follows is not asked for.
const MOST_UNITS: usize = 32;
/// The most words of one question that are looked up as misspelt.
const MOST_CORRECTED: usize = 4;
/// The beginning of a word has at least so many letters.
const LEAST_BEGINNING: usize = 3;
/// A word of so many letters is taken for the beginning of longer ones though texts hold it: they are mostly of its family (`compost`, `compostage`),
/// where those of shorter words are mostly not (`parc`, `parcours`).
const LEAST_OF_FAMILY: usize = 7;
/// The weight of a synonym beside the word itself.
const OF_THE_GROUP: f32 = 0.8;

impl Unit {
    /// 1 where it was looked for what was meant, which takes time; else 0.
    fn corrected(&self) -> usize {
        usize::from(self.correction.is_some() || self.wanted.is_empty())
    }
}

/// The treatment of misspelt words.
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
            let road = road(rest.iter().map(String::as_str)).map(|(group, words)| Named {
                words,
                group,
                alike: Vec::new(),
                is_acronym: false,
            });
            let named = road.or_else(|| Same::official().in_question(rest, rest_of_stems));
            if let Some(named) = &named
                && named.words > 1
                && self.is_held(&self.group(&named.group, Likeness::Same))?
            {
                at += named.words;
                let (mut wanted, others) = self.groups(named);
                wanted.extend(others);
                units.push(Unit {
                    wanted,
                    ..Unit::default()
                });
                continue;
            }
            at += 1;
            let named = named.filter(|named| named.words == 1);
            let corrected: usize = units.iter().map(Unit::corrected).sum();
            units.push(self.word(word, named, corrected < MOST_CORRECTED)?);
        }
        Ok(units)
    }

    /// The unit of one word, with the group that it names, if it does.
    fn word(
        &self,
        word: &str,
        named: Option<Named>,
        is_correctable: bool,
    ) -> tantivy::Result<Unit> {
        let is_acronym = named.as_ref().is_some_and(|named| named.is_acronym);
        let has_forms = named.as_ref().is_some_and(|named| !named.alike.is_empty());
        let groups = named.map(|named| self.groups(&named));
        let (mut wanted, others) = groups.unwrap_or_default();
        let is_meant = self.holds_any(&wanted)? || self.holds_any(others.as_slice())?;
        if !is_acronym {
            wanted.extend(self.stems(&[word.to_owned()], Likeness::Same));
        }
        wanted.extend(others);
        let written = if is_acronym && has_forms {
            // Its forms tell it better: `PLUi` stands in `PLUi-H`, too.
            Vec::new()
        } else {
            self.written(word, is_acronym)?
        };
        let letters = word.chars().count();
        let may_begin = !is_meant
            && !is_acronym
            && is_telling(word)
            && letters >= LEAST_BEGINNING
            && word.chars().all(char::is_alphabetic);
        // A word that stands for itself, or for what means the same, is not taken for the beginning of others, unless it is long enough to be that
        // of its own family.
        if may_begin && (written.is_empty() || letters >= LEAST_OF_FAMILY) {
            let longer = self.vocabulary.beginning_with(word)?;
            wanted.extend(self.stems(&longer, Likeness::Beginning));
        }
        if self.holds_any(&wanted)? {
            return Ok(Unit {
                wanted,
                written,
                correction: None,
            });
        }
        if self.spelling == Spelling::AsTyped || !is_correctable {
            return Ok(Unit::default());
        }
        let Some(meant) = self.vocabulary.meant_by(word)? else {
            return Ok(Unit::default());
        };
        Ok(Unit {
            wanted: self.stems(std::slice::from_ref(&meant), Likeness::Meant),
            written: self.written(&meant, false)?,
            correction: Some(Correction {
                typed: word.to_owned(),
                meant,
            }),
        })
    }

    /// A word as it is written and in the other number, where texts hold it so.
    fn written(&self, word: &str, is_acronym: bool) -> tantivy::Result<Vec<Term>> {
        let mut written = Vec::new();
        let forms = if is_acronym {
            vec![word.to_owned()]
        } else {
            forms(word)
        };
        for form in forms {
            if self.vocabulary.holds(self.fields.words, &form)? {
                written.push(Term::from_field_text(self.fields.words, &form));
            }
        }
        Ok(written)
    }

    /// The stems of words in every language, each once.
    fn stems(&self, words: &[String], likeness: Likeness) -> Vec<Wanted> {
        let mut all = Vec::new();
        for stemming in Stemming::ALL {
            let mut stems = stemming.stems(words);
            stems.sort_unstable();
            stems.dedup();
            all.extend(stems.into_iter().map(|term| Wanted {
                texts: self.fields.of(stemming),
                term,
                likeness,
                weight: 1.0,
                is_stem: likeness == Likeness::Same,
            }));
        }
        all
    }

    /// Returns what means the same as what a question names, and what is a wider or narrower form of it.
    fn groups(&self, named: &Named) -> (Vec<Wanted>, Option<Wanted>) {
        if named.alike.is_empty() {
            return (vec![self.group(&named.group, Likeness::Same)], None);
        }
        let alike = named.alike.iter();
        let alike = alike.map(|form| self.group(form, Likeness::Same)).collect();
        (alike, Some(self.group(&named.group, Likeness::Form)))
    }

    fn group(&self, term: &str, likeness: Likeness) -> Wanted {
        Wanted {
            texts: self.fields.groups,
            term: term.to_owned(),
            likeness,
            weight: OF_THE_GROUP,
            is_stem: false,
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

/// A word and the same in the other number.
fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned(), format!("{word}s"), format!("{word}x")];
    forms.extend(word.strip_suffix(['s', 'x']).map(str::to_owned));
    let irregular = [("aux", "al"), ("al", "aux")];
    forms.extend(irregular.iter().filter_map(|(ending, other)| {
        let stem = word.strip_suffix(ending)?;
        Some(format!("{stem}{other}"))
    }));
    // `plus` is no plural of `plu`.
    let stems = Stemming::French.stems(&forms);
    let mut stems = stems.iter();
    let own = stems.clone().next();
    forms.retain(|_| stems.next() == own);
    forms
}
