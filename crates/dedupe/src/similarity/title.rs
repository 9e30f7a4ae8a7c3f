//! Titles as they are compared to find duplicates: which words of a title name a thing, which only say that there is a consultation, and which tell
//! two things of the same name apart.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use passerelle_model::fold;

/// Words that do not tell what a title is about: articles, and the vocabulary of participation.
const STOP_WORDS: &str = "\
    a au aux ce ces comment d dans de demain des du elle en ensemble entre et ici il imaginer imaginon imaginons j l la le \
    les leur m ma mes mon n nos notre nous ou par parlon parlons pour projet qu que quel quelle quels quelles qui s sa se \
    ses son sur t ta un une vers vos votre vous y autour avec chez donnez donner avi idee exprimez participez participer \
    participation participatif participative citoyen citoyenne public publique habitant demarche dialogue debat grand grande \
    information prealable ouverte lancement numero no reglementaire voie electronique interesse interessent pres";

/// Procedures, each kind with its words: a title that names only one kind is not of one that names only another.
const PROCEDURES: &[&[&str]] = &[
    &["enquete", "questionnaire", "sondage"],
    &["concertation", "consultation"],
    &["petition", "interpellation"],
    &["reunion", "atelier", "balade", "permanence"],
    &["appel"],
];

/// Words for a stage, a direction, an audience or an act. Titles that differ in one of them mean two things.
const DISTINCTIVE: &str = "\
    bilan restitution synthese resultat laureat diagnostic vote votez depot deposez cloture nord sud est ouest haut haute \
    bas basse interieur exterieur jeune enfant senior etudiant collegien lyceen revision modification simplifiee elaboration \
    abrogation compatibilite tranche oui non contre metropolitain metropolitaine communal departemental regional";

/// Words that many consultations of one territory share. Two titles that share only these are not yet about one thing.
const GENERAL: &str = "\
    plu plui scot zac zfe pcaet plh pdu rlp rlpi plan schema programme charte budget conseil quartier assemblee assise \
    agenda projets territoire ville commune metropole agglomeration amenagement urbain urbaine urbanisme renouvellement \
    local directeur place rue avenue boulevard parc ecole groupe scolaire site secteur zone centre pole maison nouveau \
    nouvelle convention edition annee phase ligne vie cadre ambition transition mobilite";

/// Terms that are written in several ways, each with the form that is compared; longer terms first.
const SYNONYMS: &[(&str, &str)] = &[
    ("plan local d'urbanisme intercommunal", "plui"),
    ("plan local d'urbanisme", "plu"),
    ("schema de coherence territoriale", "scot"),
    ("zone d'amenagement concerte", "zac"),
    ("zone a faibles emissions", "zfe"),
    ("plan climat-air-energie territorial", "pcaet"),
    ("plan climat air energie territorial", "pcaet"),
    ("programme local de l'habitat", "plh"),
    ("plan de deplacements urbains", "pdu"),
    ("reglement local de publicite intercommunal", "rlpi"),
    ("reglement local de publicite", "rlp"),
    ("projet educatif de territoire", "pedt"),
    ("plan de prevention du bruit dans l'environnement", "ppbe"),
    ("plan de prevention du bruit", "ppbe"),
    ("reamenagement", "amenagement"),
    ("reamenager", "amenagement"),
    ("requalification", "amenagement"),
    ("renovation", "amenagement"),
    ("rehabilitation", "amenagement"),
    ("restructuration", "amenagement"),
    ("transformation", "amenagement"),
    ("travaux", "amenagement"),
];

/// The lists of words as sets.
struct Lexicon {
    stop_words: HashSet<String>,
    distinctive: HashSet<String>,
    general: HashSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    stop_words: words(STOP_WORDS).collect(),
    distinctive: words(DISTINCTIVE).collect(),
    general: words(GENERAL).collect(),
});

/// The most words of a title that are compared.
const MOST_WORDS: usize = 40;

/// The weight of a general word where another weighs 1.
const GENERAL_WEIGHT: f64 = 0.35;

/// A title, with its words sorted by what they tell.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// The words that name something, the name of its own territory among them.
    names: BTreeSet<String>,
    general: BTreeSet<String>,
    distinctive: BTreeSet<String>,
    numbers: BTreeSet<u32>,
    procedures: BTreeSet<usize>,
    /// The words of the name of its territory.
    place: BTreeSet<String>,
}

impl Title {
    /// Parses the title of a consultation that concerns the territory named `place`.
    pub(super) fn of(text: &str, place: &str) -> Self {
        let mut folded = fold(text);
        for (written, meant) in SYNONYMS {
            if folded.contains(written) {
                folded = folded.replace(written, meant);
            }
        }
        let mut title = Self {
            place: words(&fold(place))
                .filter(|word| !LEXICON.stop_words.contains(word.as_str()))
                .collect(),
            ..Self::default()
        };
        for word in words(&folded).take(MOST_WORDS) {
            title.add(word);
        }
        title
    }

    /// Adds a word to the set to which it belongs.
    fn add(&mut self, word: String) {
        if let Some(number) = number(&word) {
            self.numbers.insert(number);
            return;
        }
        let procedure = PROCEDURES
            .iter()
            .position(|words| words.contains(&word.as_str()));
        if let Some(procedure) = procedure {
            self.procedures.insert(procedure);
        } else if LEXICON.distinctive.contains(word.as_str()) {
            self.distinctive.insert(word);
        } else if LEXICON.general.contains(word.as_str()) {
            self.general.insert(word);
        } else if !LEXICON.stop_words.contains(word.as_str()) && word.len() > 1 {
            self.names.insert(word);
        }
    }

    /// Returns the words that name something other than its own territory.
    fn own_names(&self) -> impl Iterator<Item = &String> {
        self.names.iter().filter(|word| !self.place.contains(*word))
    }

    /// Returns whether it names nothing in particular: only what every territory has.
    pub(super) fn is_general(&self) -> bool {
        self.own_names().next().is_none()
    }

    /// Returns the words by which candidates are found: those that name something, else the general ones.
    pub(super) fn telling_words(&self) -> impl Iterator<Item = &str> {
        let general = self.general.iter().filter(|_| self.is_general());
        self.own_names().chain(general).map(String::as_str)
    }

    /// Returns the words of the name of its territory.
    pub(super) fn place_words(&self) -> impl Iterator<Item = &str> {
        self.place.iter().map(String::as_str)
    }

    /// Returns the similarity of two titles, from 0 to 1, and whether only one of them names a year; `None` if they mean two things. `nested` says
    /// that the territory of one lies in that of the other.
    pub(super) fn likeness(&self, other: &Self, nested: bool) -> Option<(f64, bool)> {
        let yearless = self.years_agree(other)?;
        if self.is_distinguished_from(other) {
            return None;
        }
        let (mine, theirs) = self.names_against(other, nested);
        if mine.is_empty() || theirs.is_empty() {
            // Nothing but what every territory has: only the very same, in the very same territory.
            let same = mine.is_empty() && theirs.is_empty() && self.general == other.general;
            let telling = !self.general.is_empty() && !nested && same;
            return telling.then_some((1.0, yearless));
        }
        let is_theirs = |word: &&&String| theirs.iter().any(|their| alike(word, their));
        let common = mine.iter().filter(is_theirs).count();
        let only_mine = mine.len() - common;
        let only_theirs = theirs.len().saturating_sub(common);
        // One title may say more than the other, but not both something else; general words count as well.
        let adds_general = |one: &Self, other: &Self| !one.general.is_subset(&other.general);
        let apart = (only_mine > 0 && (only_theirs > 0 || adds_general(other, self)))
            || (only_theirs > 0 && adds_general(self, other))
            || (only_mine + only_theirs > 0 && (nested || only_mine + only_theirs >= common));
        if apart || common < self.least_common(other, nested) {
            return None;
        }
        let general = self.general.intersection(&other.general).count();
        let weight = |names: usize, general: usize| count(names) + GENERAL_WEIGHT * count(general);
        let all = weight(
            mine.len() + theirs.len(),
            self.general.len() + other.general.len(),
        );
        Some((2.0 * weight(common, general) / all, yearless))
    }

    /// Returns whether distinctive words or procedures say that two titles mean two things.
    fn is_distinguished_from(&self, other: &Self) -> bool {
        self.distinctive != other.distinctive
            || (!self.procedures.is_empty()
                && !other.procedures.is_empty()
                && self.procedures.is_disjoint(&other.procedures))
    }

    /// Returns the least number of names that two titles must share. A commune and its intercommunality each have their own plan for the same thing,
    /// and must share more than that.
    fn least_common(&self, other: &Self, nested: bool) -> usize {
        if nested && !self.is_named_by(other) && !other.is_named_by(self) {
            2
        } else {
            1
        }
    }

    /// Returns the names in each title. The name of its territory counts where it tells a commune from the others of its intercommunality.
    fn names_against<'a>(
        &'a self,
        other: &'a Self,
        nested: bool,
    ) -> (BTreeSet<&'a String>, BTreeSet<&'a String>) {
        let names = |title: &'a Self, against: &'a Self| {
            let mut names: BTreeSet<&String> = title.own_names().collect();
            if nested && title.is_named_by(against) {
                names.extend(&title.place);
            }
            names
        };
        (names(self, other), names(other, self))
    }

    /// Returns whether another title names the territory of this one.
    fn is_named_by(&self, other: &Self) -> bool {
        !self.place.is_empty() && self.place.is_subset(&other.names)
    }

    /// Returns whether only one of two titles names a year; `None` if their numbers say that they mean two things.
    fn years_agree(&self, other: &Self) -> Option<bool> {
        if self.numbers == other.numbers {
            return Some(false);
        }
        let only = match (self.numbers.is_empty(), other.numbers.is_empty()) {
            (true, false) => &other.numbers,
            (false, true) => &self.numbers,
            _ => return None,
        };
        only.iter()
            .all(|number| (1900..2100).contains(number))
            .then_some(true)
    }
}

/// Splits a folded text into words, without the plural `s` or `x`.
fn words(folded: &str) -> impl Iterator<Item = String> {
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let long = word.chars().count() > 3 && !word.ends_with("ss");
            let singular = word.strip_suffix(['s', 'x']).filter(|_| long);
            singular.unwrap_or(word).to_owned()
        })
}

/// Parses the number that a word stands for: `3`, `3e`, `2eme`, `iii`, `troisieme`.
fn number(word: &str) -> Option<u32> {
    let written = match word {
        "premier" | "premiere" => Some(1),
        "ii" | "deuxieme" | "second" | "seconde" => Some(2),
        "iii" | "troisieme" => Some(3),
        "iv" | "quatrieme" => Some(4),
        _ => None,
    };
    let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
    let letters = word.strip_prefix(digits).unwrap_or_default();
    let ordinal = matches!(letters, "" | "e" | "er" | "ere" | "eme" | "nd" | "nde");
    written.or_else(|| digits.parse().ok().filter(|_| ordinal))
}

/// Returns whether two words are the same, up to a slip or another spelling in long ones.
fn alike(one: &str, other: &str) -> bool {
    let long = one.len() > 6 && other.len() > 6;
    one == other || (long && strsim::jaro_winkler(one, other) >= 0.96)
}

#[expect(clippy::cast_precision_loss, reason = "a few words")]
fn count(words: usize) -> f64 {
    words as f64
}
