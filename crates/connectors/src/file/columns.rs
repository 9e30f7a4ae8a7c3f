//! The columns of a list, and the names in French and English by which each is recognised.

/// The meaning of a column.
pub(super) use passerelle_model::ListColumn as Column;
use passerelle_model::fold;

use Column as C;

/// The names of the columns of a consultation, in the form of [`comparable`]; the first is the one that messages use.
const CONSULTATION: &[(Column, &[&str])] = &[
    (
        C::Id,
        &[
            "id",
            "identifiant",
            "reference",
            "ref",
            "numero",
            "id consultation",
            "identifiant consultation",
            "identifiant de la consultation",
            "numero de dossier",
            "n de dossier",
            "n dossier",
        ],
    ),
    (
        C::Title,
        &[
            "titre",
            "title",
            "intitule",
            "nom",
            "name",
            "libelle",
            "objet",
            "titre de la consultation",
            "nom de la consultation",
            "intitule de la consultation",
            "objet de la consultation",
            "objet de l enquete",
        ],
    ),
    (
        C::Url,
        &[
            "lien",
            "url",
            "link",
            "adresse",
            "adresse web",
            "adresse internet",
            "page",
            "page web",
            "site",
            "site web",
            "url registre",
            "lien registre",
            "registre",
            "registre dematerialise",
            "registre numerique",
            "url du registre",
            "lien du registre",
            "lien vers le registre",
            "adresse du registre",
            "lien internet",
            "site internet",
            "lien de la consultation",
            "lien vers la consultation",
            "url consultation",
            "url de la consultation",
        ],
    ),
    (
        C::Summary,
        &[
            "resume",
            "summary",
            "chapeau",
            "chapo",
            "accroche",
            "description courte",
            "resume court",
        ],
    ),
    (
        C::Description,
        &[
            "description",
            "texte",
            "text",
            "presentation",
            "detail",
            "details",
            "description longue",
            "descriptif",
        ],
    ),
    (
        C::Opens,
        &[
            "ouvre",
            "opens",
            "ouvre le",
            "opens on",
            "ouverture",
            "debut",
            "date de debut",
            "date d ouverture",
            "start",
            "starts on",
            "start date",
            "du",
            "a partir du",
            "date debut",
            "date ouverture",
            "date de lancement",
            "debut de la consultation",
            "date de debut de la consultation",
            "date de debut de l enquete",
            "debut de l enquete",
            "commence le",
        ],
    ),
    (
        C::Closes,
        &[
            "ferme",
            "closes",
            "ferme le",
            "closes on",
            "fermeture",
            "cloture",
            "fin",
            "date de fin",
            "date de cloture",
            "date de fermeture",
            "end",
            "ends on",
            "end date",
            "au",
            "jusqu au",
            "date fin",
            "date cloture",
            "date fermeture",
            "date limite",
            "date limite de participation",
            "fin de la consultation",
            "date de fin de la consultation",
            "date de fin de l enquete",
            "fin de l enquete",
            "se termine le",
        ],
    ),
    (C::Status, &["statut", "status", "etat", "state"]),
    (
        C::Territory,
        &[
            "commune",
            "territoire",
            "territory",
            "ville",
            "collectivite",
            "insee",
            "code insee",
            "siren",
            "perimetre",
            "commune insee",
            "insee commune",
            "code commune",
            "code insee commune",
            "code commune insee",
            "code insee de la commune",
            "nom commune",
            "nom de la commune",
            "communes",
        ],
    ),
    (C::Level, &["niveau", "level", "niveau de participation"]),
    (
        C::Modalities,
        &[
            "modalites",
            "modalite",
            "modalities",
            "modality",
            "type",
            "types",
            "forme",
            "dispositif",
            "type de consultation",
            "type de participation",
            "type de demarche",
        ],
    ),
    (
        C::Themes,
        &[
            "themes",
            "theme",
            "thematique",
            "thematiques",
            "categorie",
            "categories",
            "category",
            "mots cles",
        ],
    ),
    (
        C::Place,
        &["lieu", "place", "location", "localisation", "quartier"],
    ),
    (
        C::Point,
        &["point", "coordonnees", "coordinates", "gps", "geo point"],
    ),
    (C::Latitude, &["latitude", "lat"]),
    (C::Longitude, &["longitude", "lon", "lng"]),
    (C::Image, &["image", "photo", "visuel", "illustration"]),
    (
        C::ImageAlt,
        &[
            "texte alternatif",
            "image alt",
            "alt",
            "description de l image",
        ],
    ),
    (
        C::Results,
        &[
            "bilan",
            "results",
            "resultats",
            "restitution",
            "lien du bilan",
        ],
    ),
    (
        C::ResultsOn,
        &[
            "bilan le",
            "results on",
            "date du bilan",
            "resultats le",
            "date des resultats",
            "restitution le",
        ],
    ),
    (
        C::AlsoAt,
        &[
            "aussi sur",
            "also at",
            "autre lien",
            "autres liens",
            "autre adresse",
            "autres adresses",
        ],
    ),
    (
        C::PublishedOn,
        &[
            "publie le",
            "published on",
            "published",
            "publiee le",
            "date de publication",
            "mis en ligne le",
            "date publication",
        ],
    ),
    (
        C::Promoted,
        &["a la une", "promoted", "mis en avant", "mise en avant"],
    ),
    (
        C::Relayed,
        &["publier", "publish", "publie", "publiee", "visible"],
    ),
    (
        C::Contributions,
        &["contributions", "nombre de contributions"],
    ),
    (C::Participants, &["participants", "nombre de participants"]),
    (C::Votes, &["votes", "nombre de votes"]),
];

/// The names of the columns of a meeting, where it is clear that a meeting is meant.
const MEETING: &[(Column, &[&str])] = &[
    (C::MeetingId, &["id", "identifiant", "reference", "ref"]),
    (C::MeetingTitle, &["titre", "title", "intitule", "nom"]),
    (C::MeetingDescription, &["description", "texte", "text"]),
    (
        C::MeetingStart,
        &[
            "date",
            "start",
            "starts at",
            "starts",
            "debut",
            "date et heure",
            "date de debut",
            "jour",
            "le",
        ],
    ),
    (
        C::MeetingTime,
        &["heure", "time", "heure de debut", "horaire"],
    ),
    (
        C::MeetingEnd,
        &[
            "fin",
            "end",
            "ends at",
            "ends",
            "heure de fin",
            "date de fin",
        ],
    ),
    (C::MeetingPlace, &["lieu", "place", "salle"]),
    (C::MeetingAddress, &["adresse", "address"]),
    (
        C::MeetingPoint,
        &["point", "coordonnees", "coordinates", "gps"],
    ),
    (
        C::MeetingUrl,
        &["lien", "url", "link", "page", "inscription"],
    ),
    (C::MeetingOnline, &["en ligne", "online", "visio"]),
    (
        C::MeetingCancelled,
        &["annulee", "cancelled", "canceled", "annule", "annulation"],
    ),
];

/// The words before and behind the name of a column that make it one of a meeting.
const MEETING_WORDS: (&[&str], &[&str]) = (
    &["reunion", "meeting", "rendez vous"],
    &["de la reunion", "de reunion", "du rendez vous"],
);

/// The names under which a table of TOML or JSON holds the meetings of a consultation.
const MEETINGS: &[&str] = &["meetings", "meeting", "reunions", "reunion", "rendez vous"];

/// The names under which TOML and JSON hold the list itself.
const LISTS: &[&str] = &["consultations", "consultation", "demarches", "demarche"];

/// Returns the column that a header of a spreadsheet names, and the rank of that name among its names: 0 for the most usual one.
pub(super) fn of_header(header: &str) -> Option<(Column, usize)> {
    let name = comparable(header);
    column_named(CONSULTATION, &name).or_else(|| {
        let (before, after) = MEETING_WORDS;
        if before.contains(&name.as_str()) {
            return Some((Column::MeetingStart, 0));
        }
        let prefixed = before
            .iter()
            .find_map(|word| name.strip_prefix(word)?.strip_prefix(' '));
        let suffixed = after
            .iter()
            .find_map(|word| name.strip_suffix(word)?.strip_suffix(' '));
        column_named(MEETING, prefixed.or(suffixed)?)
    })
}

/// Returns the column that a key in the table of a consultation names.
pub(super) fn of_key(key: &str) -> Option<Column> {
    column_named(CONSULTATION, &comparable(key)).map(|(column, _)| column)
}

/// Returns the column that a key in the table of a meeting names.
pub(super) fn of_meeting_key(key: &str) -> Option<Column> {
    column_named(MEETING, &comparable(key)).map(|(column, _)| column)
}

/// Returns the name of a column that messages use.
pub(super) fn name_of(column: Column) -> String {
    let first = |table: &'static [(Column, &'static [&'static str])]| {
        table
            .iter()
            .find(|(known, _)| *known == column)
            .and_then(|(_, names)| names.first())
    };
    match (first(CONSULTATION), first(MEETING)) {
        (Some(name), _) => (*name).to_owned(),
        (None, Some(name)) => format!("réunion {name}"),
        (None, None) => String::new(),
    }
}

fn column_named(table: &[(Column, &[&str])], name: &str) -> Option<(Column, usize)> {
    table.iter().find_map(|(column, names)| {
        let rank = names.iter().position(|known| *known == name)?;
        Some((*column, rank))
    })
}

/// Returns whether a key holds the meetings of a consultation.
pub(super) fn holds_meetings(key: &str) -> bool {
    MEETINGS.contains(&comparable(key).as_str())
}

/// Returns whether a key holds the list itself.
pub(super) fn holds_list(key: &str) -> bool {
    LISTS.contains(&comparable(key).as_str())
}

/// Returns the known name that was probably meant by an unknown one.
pub(super) fn nearest(given: &str) -> Option<&'static str> {
    let names = CONSULTATION.iter().flat_map(|(_, names)| names.iter());
    passerelle_model::nearest(&comparable(given), names.copied())
}

/// Returns the form of a name in which names are compared: without accents, case, punctuation and what stands behind it in brackets.
pub(super) fn comparable(name: &str) -> String {
    let folded = fold(name);
    let before = folded
        .split_once('(')
        .map_or(folded.as_str(), |(name, _)| name);
    let words: Vec<&str> = before
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn column_of_header(header: &str) -> Option<Column> {
        of_header(header).map(|(column, _)| column)
    }

    #[test]
    fn names_are_understood_in_both_languages_whatever_their_accents_and_case() {
        for (header, column) in [
            ("Titre", C::Title),
            ("TITLE", C::Title),
            ("Intitulé (obligatoire)", C::Title),
            ("Date d’ouverture", C::Opens),
            ("closes_on", C::Closes),
            ("Code INSEE", C::Territory),
            ("Réunion", C::MeetingStart),
            ("Date de la réunion", C::MeetingStart),
            ("meeting_place", C::MeetingPlace),
            ("Lieu de la réunion", C::MeetingPlace),
            ("Réunion annulée", C::MeetingCancelled),
            ("À la une", C::Promoted),
        ] {
            assert_eq!(column_of_header(header), Some(column), "{header}");
        }
        for unknown in [
            "",
            "Contact",
            "Organisateur",
            "e-mail",
            "Téléphone",
            "réunion contact",
        ] {
            assert_eq!(column_of_header(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn no_name_stands_for_two_columns() {
        for table in [CONSULTATION, MEETING] {
            let mut seen = BTreeSet::new();
            for name in table.iter().flat_map(|(_, names)| names.iter()) {
                assert!(seen.insert(name), "{name} stands twice");
                assert_eq!(
                    comparable(name),
                    **name,
                    "{name} is not in the form in which names are compared"
                );
            }
        }
    }

    #[test]
    fn every_column_has_a_name_that_is_understood_as_itself() {
        for (column, _) in CONSULTATION.iter().chain(MEETING) {
            assert_eq!(
                column_of_header(&name_of(*column)),
                Some(*column),
                "{column:?}"
            );
            assert_eq!(
                column.is_of_a_meeting(),
                MEETING.iter().any(|(known, _)| known == column)
            );
        }
    }

    #[test]
    fn the_nearest_name_is_proposed_for_a_misspelt_one() {
        assert_eq!(nearest("titrre"), Some("titre"));
        assert_eq!(nearest("Comune"), Some("commune"));
        assert_eq!(nearest("budget prévisionnel"), None);
    }
}
