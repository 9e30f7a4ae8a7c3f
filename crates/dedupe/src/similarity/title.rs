//! Titles as duplicates are looked for: what of a title names a thing, what only says that there is a consultation, and what makes two things of one
//! name two.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use passerelle_model::fold;

/// Words that say nothing of what is meant: articles, and the words of the trade.
const SILENT: &str = "\
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

/// Words for a stage, a direction, an audience or an act: titles that differ in one of them mean two things.
const PARTING: &str = "\
    bilan restitution synthese resultat laureat diagnostic vote votez depot deposez cloture nord sud est ouest haut haute \
    bas basse interieur exterieur jeune enfant senior etudiant collegien lyceen revision modification simplifiee elaboration \
    abrogation compatibilite tranche oui non contre metropolitain metropolitaine communal departemental regional";

/// Words that many consultations of one territory share: alike in these only, two are not yet one.
const GENERAL: &str = "\
    plu plui scot zac zfe pcaet plh pdu rlp rlpi plan schema programme charte budget conseil quartier assemblee assise \
    agenda projets territoire ville commune metropole agglomeration amenagement urbain urbaine urbanisme renouvellement \
    local directeur place rue avenue boulevard parc ecole groupe scolaire site secteur zone centre pole maison nouveau \
    nouvelle convention edition annee phase ligne vie cadre ambition transition mobilite";

/// Words that are written in several ways, and the way that is compared; longer ways first.
const SAME: &[(&str, &str)] = &[
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

/// The lists, ready to be asked.
struct Lexicon {
    silent: HashSet<String>,
    parting: HashSet<String>,
    general: HashSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    silent: words(SILENT).collect(),
    parting: words(PARTING).collect(),
    general: words(GENERAL).collect(),
});

/// Titles longer than this are compared by their beginning, in words.
const MOST_WORDS: usize = 40;

/// The weight of a general word where another weighs 1.
const GENERAL_WEIGHT: f64 = 0.35;

/// A title, taken apart.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// The words of the title that name something, without the name of its own territory.
    names: BTreeSet<String>,
    general: BTreeSet<String>,
    parting: BTreeSet<String>,
    numbers: BTreeSet<u32>,
    procedures: BTreeSet<usize>,
    /// The words of the name of its territory.
    place: BTreeSet<String>,
}

impl Title {
    /// `text`, of a consultation that concerns the territory named `place`.
    pub(super) fn of(text: &str, place: &str) -> Self {
        let mut folded = fold(text);
        for (written, meant) in SAME {
            if folded.contains(written) {
                folded = folded.replace(written, meant);
            }
        }
        let mut title = Self {
            place: words(&fold(place))
                .filter(|word| !LEXICON.silent.contains(word.as_str()))
                .collect(),
            ..Self::default()
        };
        for word in words(&folded).take(MOST_WORDS) {
            title.take(word);
        }
        title
    }

    fn take(&mut self, word: String) {
        if let Some(number) = number(&word) {
            self.numbers.insert(number);
            return;
        }
        let procedure = PROCEDURES
            .iter()
            .position(|words| words.contains(&word.as_str()));
        if let Some(procedure) = procedure {
            self.procedures.insert(procedure);
        } else if LEXICON.parting.contains(word.as_str()) {
            self.parting.insert(word);
        } else if LEXICON.general.contains(word.as_str()) {
            self.general.insert(word);
        } else if !LEXICON.silent.contains(word.as_str()) && word.len() > 1 {
            self.names.insert(word);
        }
    }

    /// Returns what it names beside its own territory.
    fn own_names(&self) -> impl Iterator<Item = &String> {
        self.names.iter().filter(|word| !self.place.contains(*word))
    }

    /// Returns whether it names nothing but what every territory has.
    pub(super) fn is_general(&self) -> bool {
        self.own_names().next().is_none()
    }

    /// The words under which it is looked for: what it names, else its general words.
    pub(super) fn telling_words(&self) -> impl Iterator<Item = &str> {
        let general = self.general.iter().filter(|_| self.is_general());
        self.own_names().chain(general).map(String::as_str)
    }

    /// The words of the name of its territory, under which another may look for it.
    pub(super) fn place_words(&self) -> impl Iterator<Item = &str> {
        self.place.iter().map(String::as_str)
    }

    /// Returns how alike two titles are, from 0 to 1, and whether only one of them names a year; `None` where they mean two things. `nested`: the territory of
    /// one lies in that of the other.
    pub(super) fn likeness(&self, other: &Self, nested: bool) -> Option<(f64, bool)> {
        let yearless = self.years_agree(other)?;
        let parted = self.parting != other.parting
            || (!self.procedures.is_empty()
                && !other.procedures.is_empty()
                && self.procedures.is_disjoint(&other.procedures));
        if parted {
            return None;
        }
        let (mine, theirs) = self.names_against(other, nested);
        if mine.is_empty() || theirs.is_empty() {
            // Nothing but what every territory has: only the very same, in the very same territory.
            let same = mine.is_empty() && theirs.is_empty() && self.general == other.general;
            let telling = !self.general.is_empty() && !nested && same;
            return telling.then_some((1.0, yearless));
        }
        let known =
            |word: &&&String, among: &BTreeSet<&String>| among.iter().any(|of| alike(word, of));
        let common = mine.iter().filter(|word| known(word, &theirs)).count();
        let (left, right) = (mine.len() - common, theirs.len().saturating_sub(common));
        // What each names beside the other, its general words too: one may say more than the other, not both something else.
        let beside = |one: &Self, other: &Self| !one.general.is_subset(&other.general);
        let apart = (left > 0 && (right > 0 || beside(other, self)))
            || (right > 0 && beside(self, other))
            || (left + right > 0 && (nested || left + right >= common));
        // Each collectivity has its own plan for one thing: a commune and its intercommunality must share more than that.
        let least = if nested && !self.is_named_by(other) && !other.is_named_by(self) {
            2
        } else {
            1
        };
        if common < least || apart {
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

    /// Returns what each names; the name of a territory counts where it tells a commune from the others of its intercommunality.
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

    /// Returns whether the numbers allow that two titles mean one thing, and then whether only one names a year.
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

/// The words of a folded text, in the singular as far as a letter tells.
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

/// The number that a word writes: `3`, `3e`, `2eme`, `iii`, `troisieme`.
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

/// Returns whether two words are one, written otherwise or slightly wrong.
fn alike(one: &str, other: &str) -> bool {
    let long = one.len() > 6 && other.len() > 6;
    one == other || (long && strsim::jaro_winkler(one, other) >= 0.96)
}

#[expect(clippy::cast_precision_loss, reason = "a few words")]
fn count(words: usize) -> f64 {
    words as f64
}
