//! A sheet kept by hand.

use super::*;

struct List;

holds!(List);

impl Told for List {
    const LETTER: char = 'L';
    const COLUMN: usize = 4;

    fn source(shared: Source) -> Source {
        Source {
            platform: Platform::File,
            url: "https://www.example.fr/liste.csv".parse().unwrap(),
            ..shared
        }
    }

    fn can_tell(case: &Case) -> bool {
        case.phases.is_empty()
    }

    fn answer(
        _request: &Request,
        cases: &[(String, &Case)],
        _zone: Tz,
    ) -> (u16, &'static str, String) {
        let row = |(key, case): &(String, &Case)| {
            let state = case.declared_state.map_or("", |state| match state {
                DeclaredState::Upcoming => "à venir",
                DeclaredState::Open => "ouverte",
                DeclaredState::Closed => "Terminée",
            });
            let Written { opens, closes, .. } = &case.whole;
            format!(
                "{key};{};https://www.example.fr/{key};{opens};{closes};{state}\n",
                title(key)
            )
        };
        let rows: String = cases.iter().map(row).collect();
        let sheet = format!("id;Titre;Lien;Ouvre;Ferme;Statut\n{rows}");
        (200, "text/csv", sheet)
    }
}
