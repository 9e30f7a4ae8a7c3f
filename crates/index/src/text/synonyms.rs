//! Synonyms: acronyms, short forms and what they stand for, recognised in texts and in questions alike, so that either finds the other.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::forms::Forms;
use super::roads::road;
use super::stemming::Stemming;
use super::words::{is_telling, words};
use passerelle_model::fold;

/// The groups of synonyms; the head of the file explains the notation.
const GROUPS: &str = include_str!("synonyms.tsv");

/// The term in the index for a group of synonyms, or for one of its forms.
pub(super) type GroupTerm = String;

/// The texts in which a member is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recognised {
    Anywhere,
    /// Recognised in texts only where it stands in capitals.
    InCapitals,
    /// Recognised in questions only.
    InQuestions,
}

/// A word or a phrase of a group.
#[derive(Debug)]
struct Member {
    /// The stems of its telling words.
    stems: Vec<String>,
    /// The word itself, if it is an acronym. Acronyms are compared as they are, since their stem may be that of another word.
    acronym: Option<String>,
    group: GroupTerm,
    /// The term of its form, if the group has several. Members that may be any form have a term of their own.
    form: Option<GroupTerm>,
    /// The terms of texts that have, or may have, this form; empty if the group has no forms.
    form_terms: Vec<GroupTerm>,
    recognised: Recognised,
}

/// All groups of synonyms.
#[derive(Debug)]
pub(super) struct Synonyms {
    /// Members by their first stem, longest first.
    members: HashMap<String, Vec<Member>>,
}

/// A telling word of a text or a question, with its stem.
struct TellingWord<'a> {
    word: &'a str,
    stem: &'a str,
}

/// A group of synonyms, or a road, that a question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedGroup {
    /// The number of words of the question that name it.
    pub(super) words: usize,
    pub(super) group: GroupTerm,
    /// The terms of its form, if the group has several. Texts with one of them come before the rest of the group.
    pub(super) form_terms: Vec<GroupTerm>,
    /// `true` if it is only an acronym, so that its stem would be that of another word.
    pub(super) is_acronym: bool,
}

impl Synonyms {
    /// Returns the groups that are compiled in.
    pub(super) fn official() -> &'static Self {
        static OFFICIAL: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::parse(GROUPS));
        &OFFICIAL
    }

    /// Parses the groups of [`GROUPS`].
    fn parse(groups: &str) -> Self {
        let mut members: HashMap<String, Vec<Member>> = HashMap::new();
        let lines = groups
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (line, number) in lines.zip(0_u32..) {
            let group = number.to_string();
            let forms = Forms::of(line.split('|'));
            let parse = |text| parse_member(text, &group, &forms);
            for member in line.split('|').filter_map(parse) {
                if let Some(first) = member.stems.first() {
                    members.entry(first.clone()).or_default().push(member);
                }
            }
        }
        for list in members.values_mut() {
            list.sort_by_key(|member| std::cmp::Reverse(member.stems.len()));
        }
        Self { members }
    }

    /// Returns the terms of the groups, forms and roads that a text names. `stems` are the French stems of `words`; `capitals` are the words that it
    /// writes in capitals.
    pub(super) fn in_text(
        &self,
        words: &[String],
        stems: &[impl AsRef<str>],
        capitals: &BTreeSet<String>,
    ) -> BTreeSet<GroupTerm> {
        let telling: Vec<TellingWord<'_>> = words
            .iter()
            .zip(stems)
            .filter(|(word, _)| is_telling(word))
            .map(|(word, stem)| TellingWord {
                word,
                stem: stem.as_ref(),
            })
            .collect();
        let at = (0..words.len()).filter_map(|at| words.get(at..));
        let roads = at.filter_map(|rest| road(rest.iter().map(String::as_str)));
        let mut terms: BTreeSet<GroupTerm> = roads.map(|(road, _)| road).collect();
        for rest in (0..telling.len()).filter_map(|at| telling.get(at..)) {
            let members = self.members_at_start(rest).filter(|member| {
                let first = rest.first();
                match member.recognised {
                    Recognised::Anywhere => true,
                    Recognised::InCapitals => {
                        first.is_some_and(|first| capitals.contains(first.word))
                    }
                    Recognised::InQuestions => false,
                }
            });
            let mut last = None;
            for member in members {
                // `PLUi-H` begins with `PLUi` and is not of that form: only the longest member counts for the form.
                if last.replace(&member.group) != Some(&member.group) {
                    terms.extend(member.form.clone());
                }
                terms.insert(member.group.clone());
            }
        }
        terms
    }

    /// Returns the group of the longest member with which the telling words of a question begin.
    pub(super) fn in_question(&self, words: &[String], stems: &[String]) -> Option<NamedGroup> {
        let rest = words.iter().zip(stems);
        let rest: Vec<TellingWord<'_>> = rest
            .map(|(word, stem)| TellingWord { word, stem })
            .collect();
        self.members_at_start(&rest)
            .next()
            .map(|member| NamedGroup {
                words: member.stems.len(),
                group: member.group.clone(),
                form_terms: member.form_terms.clone(),
                is_acronym: member.acronym.is_some() && member.recognised == Recognised::Anywhere,
            })
    }

    /// Returns the members with which words begin, longest first.
    fn members_at_start<'a>(
        &'a self,
        rest: &'a [TellingWord<'a>],
    ) -> impl Iterator<Item = &'a Member> {
        let known = rest.first().and_then(|first| self.members.get(first.stem));
        known.into_iter().flatten().filter(move |member| {
            let here = rest.get(..member.stems.len());
            here.is_some_and(|here| {
                let stems = here.iter().map(|telling| telling.stem);
                stems.eq(member.stems.iter().map(String::as_str)) && member.is_written(here)
            })
        })
    }
}

impl Member {
    /// Returns whether `here`, whose stems are those of the member, is the member. A phrase always is. An acronym must stand there itself, in the
    /// singular or the plural; one that counts only in capitals has no plural: `PCS` is not several `PC`.
    fn is_written(&self, here: &[TellingWord<'_>]) -> bool {
        let (Some(acronym), [only]) = (&self.acronym, here) else {
            return true;
        };
        match only.word.strip_prefix(acronym.as_str()) {
            Some("") => true,
            Some("s") => self.recognised != Recognised::InCapitals,
            _ => false,
        }
    }
}

/// Parses one member; `None` if it has no telling word.
fn parse_member(text: &str, group: &GroupTerm, forms: &Forms) -> Option<Member> {
    let (recognised, text) = match text.split_at_checked(1) {
        Some(("!", rest)) => (Recognised::InCapitals, rest),
        Some(("?", rest)) => (Recognised::InQuestions, rest),
        _ => (Recognised::Anywhere, text),
    };
    let words = words(text);
    let telling: Vec<String> = words.into_iter().filter(|word| is_telling(word)).collect();
    let is_acronym = telling.len() == 1
        && text
            .chars()
            .filter(|letter| letter.is_uppercase())
            .nth(1)
            .is_some();
    let stems = Stemming::French.stems(&telling);
    let form = forms.of_member(text);
    let term = |form: &str| format!("{group}-{form}");
    (!stems.is_empty()).then(|| Member {
        form: forms.are_several().then(|| term(form.unwrap_or_default())),
        form_terms: form.map_or_else(Vec::new, |form| vec![term(form), term("")]),
        stems,
        acronym: is_acronym.then(|| fold(text)),
        group: group.clone(),
        recognised,
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::{capitals, question_words};
    use super::*;

    fn in_text(text: &str) -> BTreeSet<GroupTerm> {
        let words = words(text);
        let stems = Stemming::French.stems(&words);
        Synonyms::official().in_text(&words, &stems, &capitals(text))
    }

    fn asked(question: &str) -> Option<NamedGroup> {
        let words = question_words(question);
        let stems = Stemming::French.stems(&words);
        Synonyms::official().in_question(&words, &stems)
    }

    /// Returns whether a question finds a text by a group of synonyms.
    fn finds(question: &str, text: &str) -> bool {
        asked(question).is_some_and(|named| in_text(text).contains(&named.group))
    }

    #[test]
    fn an_acronym_and_what_it_stands_for_find_each_other() {
        for (one, other) in [
            ("PLU", "Révision du plan local d’urbanisme"),
            ("plu", "Les plans locaux d'urbanisme intercommunaux"),
            ("PLUi-H", "Modification du PLU"),
            ("plan local d urbanisme", "Le PLUi-HD de l’agglomération"),
            ("ZFE", "La zone à faibles émissions mobilité"),
            ("zones a faible emission", "La ZFE-m entre en vigueur"),
            ("tram", "Une ligne de tramway"),
            ("tramways", "Le tram arrive"),
            ("rdv", "Prenez rendez-vous"),
            ("2 roues", "Le stationnement des deux-roues"),
            ("st", "Le quartier Saint-Pierre"),
            ("bd", "Boulevard des Aiguillettes"),
            ("ecoquartier", "Un éco-quartier en chantier"),
            ("ZACs", "Création de la zone d’aménagement concerté"),
            (
                "qpv",
                "Dans les quartiers prioritaires de la politique de la ville",
            ),
            ("30 km/h", "La ville passe en zone 30"),
        ] {
            assert!(finds(one, other), "{one}: {other}");
        }
    }

    #[test]
    fn an_acronym_that_is_a_word_too_counts_in_texts_only_in_capitals() {
        assert!(finds("sage", "Révision du SAGE de la nappe"));
        assert!(finds(
            "SAGE",
            "Schéma d’aménagement et de gestion des eaux du Rupt"
        ));
        assert!(!finds("SAGE", "Une sage décision"));
        assert!(!finds("ABC", "L’abc du compost"));
        assert!(!finds("TER", "12 ter rue des Halles"));
        assert!(!finds("pave", "Un pavé dans la mare"));
    }

    #[test]
    fn a_word_is_no_acronym_for_having_its_stem() {
        assert!(in_text("La ville est plus belle, et de plus en plus").is_empty());
        assert!(!finds("media", "Un média local"));
        assert!(finds("media", "La médiathèque"));
    }

    /// Returns whether a text has the group that a question names, in the same form.
    fn has_same_form(question: &str, text: &str) -> bool {
        let (named, in_text) = (asked(question).unwrap(), in_text(text));
        named.form_terms.iter().any(|form| in_text.contains(form))
    }

    #[test]
    fn a_wider_or_narrower_form_is_found_and_told_apart() {
        for (question, same_form, other) in [
            ("PLUi-H", "Le PLUiH arrêté", "Modification du PLU"),
            ("pluih", "Le PLUi-H arrêté", "Le PLUi arrêté"),
            (
                "PLUi",
                "Le plan local d’urbanisme intercommunal",
                "Le PLUi-H",
            ),
            (
                "PLU",
                "Le plan local d’urbanisme",
                "Un urbanisme nouveau, le PLUM",
            ),
            ("plan local d’urbanisme", "Le PLU", "Le PLUi-HD"),
            ("ZFE-m", "La zone à faibles émissions mobilité", "La ZFE"),
            ("ZFE", "La ZFE", "La ZFE-m"),
            ("RLPi", "Le RLPi", "Le règlement local de publicité"),
            ("LGBT", "Les LGBT", "La marche LGBTQI"),
            ("PCAET", "Le plan climat", "L’ancien PCET"),
        ] {
            assert!(
                has_same_form(question, same_form),
                "{question}: {same_form}"
            );
            assert!(finds(question, other), "{question}: {other}");
            assert!(!has_same_form(question, other), "{question}: {other}");
        }
        for same in ["HLM", "tram", "plan climat"] {
            assert!(asked(same).unwrap().form_terms.is_empty(), "{same}");
        }
    }

    #[test]
    fn the_longest_phrase_is_meant() {
        assert_eq!(
            asked("plan local d'urbanisme intercommunal de Nancy")
                .unwrap()
                .words,
            4
        );
        assert_eq!(asked("plan local d'urbanisme de Nancy").unwrap().words, 3);
        assert_eq!(asked("plan de Nancy"), None);
    }

    #[test]
    fn every_member_is_found_by_every_other_of_its_group() {
        let lines = GROUPS
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut seen = BTreeSet::new();
        let mut groups = 0;
        for line in lines {
            groups += 1;
            for asking in line.split('|') {
                let question = asking.trim_start_matches(['!', '?']);
                assert!(
                    seen.insert(question_words(question)),
                    "{question} stands twice"
                );
                let text = line.split('|').filter(|member| !member.starts_with('?'));
                for synonym in text {
                    let text = format!("Avis sur {} ici", synonym.trim_start_matches('!'));
                    assert!(finds(question, &text), "{question}: {text}");
                }
            }
        }
        assert!(groups >= 80, "{groups}");
    }
}
