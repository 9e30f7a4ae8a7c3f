//! The closed lists of the vocabulary: status, level, modality; `platform` holds one more. The same tokens stand in the configuration, the
//! filter language, the feeds and the API.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that is not on the closed list it was read for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {list} `{word}`: expected one of {expected}")]
pub struct UnknownTerm {
    /// Name of the list: `status`, `level`, `modality` or `platform`.
    pub list: &'static str,
    /// Word that was given.
    pub word: String,
    /// Every token of the list, separated by commas.
    pub expected: String,
}

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident, $list:literal, { $($(#[$variant_doc:meta])* $variant:ident = $token:literal, $french:literal, $english:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $token)] $variant,)+
        }

        impl $name {
            /// Every term, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The token used in URLs, configuration and output formats.
            pub const fn token(self) -> &'static str {
                match self { $(Self::$variant => $token),+ }
            }

            /// The label for people, in French if `language` is French and in English otherwise.
            pub fn label(self, language: &str) -> &'static str {
                let french = language == "fr" || language.starts_with("fr-");
                match self { $(Self::$variant => if french { $french } else { $english }),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.token())
            }
        }

        impl FromStr for $name {
            type Err = UnknownTerm;

            fn from_str(word: &str) -> Result<Self, UnknownTerm> {
                Self::ALL.iter().copied().find(|term| term.token() == word).ok_or_else(|| UnknownTerm {
                    list: $list,
                    word: word.chars().take(60).collect(),
                    expected: Self::ALL.iter().map(|term| term.token()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}

closed_list! {
    /// The place of a consultation in its life, seen from a given moment.
    Status, "status", {
        /// The first phase has not begun.
        Upcoming = "upcoming", "À venir", "Upcoming";
        /// A phase is running.
        Open = "open", "Ouverte", "Open";
        /// Between two phases.
        Paused = "paused", "Entre deux étapes", "Between two phases";
        /// The last phase is over.
        Closed = "closed", "Terminée", "Closed";
        /// The last phase is over, and results are published.
        Results = "results", "Résultats publiés", "Results published";
        /// The source gives no dates.
        Unknown = "unknown", "Sans date", "No dates";
    }
}

closed_list! {
    /// The weight of the public in the decision (the five steps of IAP2's spectrum). Declared by people, never guessed.
    Level, "level", {
        /// One-way information.
        Inform = "inform", "Information", "Inform";
        /// Opinions are collected on a defined project.
        Consult = "consult", "Consultation", "Consult";
        /// The project can be adjusted in dialogue.
        Involve = "involve", "Concertation", "Involve";
        /// Proposals are built together.
        Collaborate = "collaborate", "Co-construction", "Collaborate";
        /// The decision is shared or handed over.
        Empower = "empower", "Codécision", "Empower";
    }
}

closed_list! {
    /// A way in which a resident takes part in a consultation. One consultation may offer several.
    Modality, "modality", {
        /// Participatory budget.
        ParticipatoryBudget = "participatory_budget", "Budget participatif", "Participatory budget";
        /// Questionnaire or poll.
        Survey = "survey", "Questionnaire", "Survey";
        /// Call for projects or applications.
        CallForProjects = "call_for_projects", "Appel à projets", "Call for projects";
        /// Proposals of any kind.
        IdeaBox = "idea_box", "Boîte à idées", "Idea box";
        /// Annotation or amendment of a text.
        TextConsultation = "text_consultation", "Consultation sur un texte", "Consultation on a text";
        /// Vote.
        Vote = "vote", "Vote", "Vote";
        /// Debate.
        Debate = "debate", "Débat", "Debate";
        /// Petition or citizens' initiative.
        Petition = "petition", "Pétition", "Petition";
        /// Public meeting or workshop.
        Meeting = "meeting", "Rencontre publique", "Public meeting";
        /// Statutory public inquiry (enquête publique).
        PublicInquiry = "public_inquiry", "Enquête publique", "Public inquiry";
        /// Statutory prior consultation (concertation préalable).
        PriorConcertation = "prior_concertation", "Concertation préalable", "Prior consultation";
        /// Statutory participation by electronic means (PPVE).
        ElectronicParticipation = "electronic_participation", "Participation par voie électronique", "Electronic participation";
        /// Citizens' assembly, jury or council.
        Assembly = "assembly", "Assemblée citoyenne", "Citizens’ assembly";
        /// Mutual help and volunteering.
        Volunteering = "volunteering", "Bénévolat", "Volunteering";
        /// Information only.
        Information = "information", "Information", "Information";
        /// Anything else.
        Other = "other", "Autre", "Other";
    }
}

pub(crate) use closed_list;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_reads_back_as_its_term() {
        for term in Modality::ALL {
            assert_eq!(term.token().parse::<Modality>(), Ok(*term));
            assert_eq!(serde_json::to_value(term).unwrap(), term.token());
        }
    }

    #[test]
    fn an_unknown_word_names_the_list_and_what_was_expected() {
        let error = "ouvert".parse::<Status>().unwrap_err().to_string();
        assert!(
            error.contains("unknown status `ouvert`") && error.contains("open, paused"),
            "{error}"
        );
    }
}
