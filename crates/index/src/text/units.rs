//! The units of a question. A unit is a word, or a phrase that means one thing. It is found by any of its terms: its own stems and its synonyms, and
//! those of longer words that begin with it; if no text has any of these, those of the word that was probably meant.

use tantivy::Term;

use super::fields::{Fields, TextFields};
use super::roads::road;
use super::stemming::Stemming;
use super::synonyms::{NamedGroup, Synonyms};
use super::vocabulary::Vocabulary;
use super::words::{is_telling, question_words};

/// The closeness of a term to the word that was typed, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// The same word, or a synonym.
    Same,
    /// A wider or narrower form of a synonym.
    Form,
    /// A longer word that begins with it.
    Beginning,
    /// The word that was probably meant.
    Meant,
}

/// A term by which a unit is found.
#[derive(Debug, Clone)]
pub(super) struct SearchTerm {
    /// The fields in which it is looked for.
    pub(super) fields: TextFields,
    pub(super) text: String,
    pub(super) closeness: Closeness,
    /// The weight of its score.
    pub(super) weight: f32,
    /// `true` if it is a stem, which may be that of another word.
    pub(super) is_stem: bool,
}

/// A word that no text contains, and the one that it was taken for.
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
    /// The terms by which it is found, best closeness first; empty if no text contains any.
    pub(super) terms: Vec<SearchTerm>,
    /// The word as it was typed and in the other grammatical number, where texts contain it so.
    pub(super) exact: Vec<Term>,
    pub(super) correction: Option<Correction>,
}

/// The most units of a question; the rest of it is ignored.
const MOST_UNITS: usize = 32;
/// The most words of a question for which a correction is looked for.
const MOST_CORRECTED: usize = 4;
/// The fewest letters of the beginning of a word.
const LEAST_BEGINNING: usize = 3;
/// The fewest letters of a word that also finds longer ones that begin with it though texts contain the word itself. They mostly belong to its family
/// (`compost`, `compostage`), while those of shorter words mostly do not (`parc`, `parcours`).
const LEAST_OF_FAMILY: usize = 7;
/// The weight of a synonym beside the word itself.
const SYNONYM_WEIGHT: f32 = 0.8;

impl Unit {
    /// Returns whether a correction was looked for, which takes time.
    fn sought_correction(&self) -> bool {
        self.correction.is_some() || self.terms.is_empty()
    }
}

/// The treatment of misspelt words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    AsTyped,
    Corrected,
}

/// Parses questions.
pub(super) struct QuestionParser<'a> {
    pub(super) fields: &'a Fields,
    pub(super) vocabulary: Vocabulary<'a>,
    pub(super) spelling: Spelling,
}

impl QuestionParser<'_> {
    /// Returns the units of a question, in its order.
    pub(super) fn units(&self, question: &str) -> tantivy::Result<Vec<Unit>> {
        let words = question_words(question);
        let stems = Stemming::French.stems(&words);
        let mut units = Vec::new();
        let mut at = 0;
        while let (Some(rest), Some(rest_of_stems)) = (words.get(at..), stems.get(at..)) {
            let Some(word) = rest.first().filter(|_| units.len() < MOST_UNITS) else {
                break;
            };
            let road = road(rest.iter().map(String::as_str)).map(|(group, words)| NamedGroup {
                words,
                group,
                form_terms: Vec::new(),
                is_acronym: false,
            });
            let named = road.or_else(|| Synonyms::official().in_question(rest, rest_of_stems));
            if let Some(named) = &named
                && named.words > 1
                && self.exists(&self.group(&named.group, Closeness::Same))?
            {
                at += named.words;
                let (mut terms, other_forms) = self.groups(named);
                terms.extend(other_forms);
                units.push(Unit {
                    terms,
                    ..Unit::default()
                });
                continue;
            }
            at += 1;
            let named = named.filter(|named| named.words == 1);
            let corrections = units.iter().filter(|unit: &&Unit| unit.sought_correction());
            let is_correctable = corrections.count() < MOST_CORRECTED;
            units.push(self.word(word, named, is_correctable)?);
        }
        Ok(units)
    }

    /// Makes the unit of one word. `named` is the group that it names, if it names one.
    fn word(
        &self,
        word: &str,
        named: Option<NamedGroup>,
        is_correctable: bool,
    ) -> tantivy::Result<Unit> {
        let is_acronym = named.as_ref().is_some_and(|named| named.is_acronym);
        let has_forms = named
            .as_ref()
            .is_some_and(|named| !named.form_terms.is_empty());
        let groups = named.map(|named| self.groups(&named));
        let (mut terms, other_forms) = groups.unwrap_or_default();
        let has_synonyms = self.any_exists(&terms)? || self.any_exists(other_forms.as_slice())?;
        if !is_acronym {
            terms.extend(self.stems(&[word.to_owned()], Closeness::Same));
        }
        terms.extend(other_forms);
        let exact = if is_acronym && has_forms {
            // Its forms are more exact: `PLUi` also stands in `PLUi-H`.
            Vec::new()
        } else {
            self.exact(word, is_acronym)?
        };
        let letters = word.chars().count();
        let may_begin = !has_synonyms
            && !is_acronym
            && is_telling(word)
            && letters >= LEAST_BEGINNING
            && word.chars().all(char::is_alphabetic);
        // A word that texts contain, or that has synonyms, is not taken for the beginning of other words, unless it is so long that those belong to
        // its own family.
        if may_begin && (exact.is_empty() || letters >= LEAST_OF_FAMILY) {
            let longer = self.vocabulary.beginning_with(word)?;
            terms.extend(self.stems(&longer, Closeness::Beginning));
        }
        if self.any_exists(&terms)? {
            return Ok(Unit {
                terms,
                exact,
                correction: None,
            });
        }
        if self.spelling == Spelling::AsTyped || !is_correctable {
            return Ok(Unit::default());
        }
        self.corrected(word)
    }

    /// Makes the unit of a misspelt word: that of the word that was probably meant, if there is one.
    fn corrected(&self, word: &str) -> tantivy::Result<Unit> {
        let Some(meant) = self.vocabulary.meant_by(word)? else {
            return Ok(Unit::default());
        };
        Ok(Unit {
            terms: self.stems(std::slice::from_ref(&meant), Closeness::Meant),
            exact: self.exact(&meant, false)?,
            correction: Some(Correction {
                typed: word.to_owned(),
                meant,
            }),
        })
    }

    /// Returns the terms of a word as it is written and in the other grammatical number, as far as texts contain it so.
    fn exact(&self, word: &str, is_acronym: bool) -> tantivy::Result<Vec<Term>> {
        let mut exact = Vec::new();
        let forms = if is_acronym {
            vec![word.to_owned()]
        } else {
            numbers(word)
        };
        for form in forms {
            if self.vocabulary.contains(self.fields.words, &form)? {
                exact.push(Term::from_field_text(self.fields.words, &form));
            }
        }
        Ok(exact)
    }

    /// Returns the terms of the stems of words in every language, each once.
    fn stems(&self, words: &[String], closeness: Closeness) -> Vec<SearchTerm> {
        let mut all = Vec::new();
        for stemming in Stemming::ALL {
            let mut stems = stemming.stems(words);
            stems.sort_unstable();
            stems.dedup();
            all.extend(stems.into_iter().map(|text| SearchTerm {
                fields: self.fields.of(stemming),
                text,
                closeness,
                weight: 1.0,
                is_stem: closeness == Closeness::Same,
            }));
        }
        all
    }

    /// Returns the terms of the group that a question names: those of the same form, and the one of all wider or narrower forms.
    fn groups(&self, named: &NamedGroup) -> (Vec<SearchTerm>, Option<SearchTerm>) {
        if named.form_terms.is_empty() {
            return (vec![self.group(&named.group, Closeness::Same)], None);
        }
        let form_terms = named.form_terms.iter();
        let same_form = form_terms.map(|form| self.group(form, Closeness::Same));
        (
            same_form.collect(),
            Some(self.group(&named.group, Closeness::Form)),
        )
    }

    fn group(&self, term: &str, closeness: Closeness) -> SearchTerm {
        SearchTerm {
            fields: self.fields.groups,
            text: term.to_owned(),
            closeness,
            weight: SYNONYM_WEIGHT,
            is_stem: false,
        }
    }

    fn any_exists(&self, terms: &[SearchTerm]) -> tantivy::Result<bool> {
        for term in terms {
            if self.exists(term)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns whether any text that is served contains a term.
    fn exists(&self, term: &SearchTerm) -> tantivy::Result<bool> {
        let TextFields { title, body } = term.fields;
        Ok(self.vocabulary.contains(body, &term.text)?
            || self.vocabulary.contains(title, &term.text)?)
    }
}

/// Returns a word and the same word in the other grammatical number.
fn numbers(word: &str) -> Vec<String> {
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
