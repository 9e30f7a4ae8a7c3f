//! What filters select, and in which order.

use super::*;
use crate::model::{Level, Modality, Status};

fn three_places() -> Arc<Snapshot> {
    holding(vec![
        lying_in(sample(1, "Nancy"), "54395"),
        lying_in(sample(2, "Seichamps"), "54498"),
        lying_in(sample(3, "Grand Nancy"), "245400676"),
        lying_in(sample(4, "Département"), "dep-54"),
        lying_in(sample(5, "Nantes"), "44109"),
        sample(6, "Nulle part"),
    ])
}

fn sorted(mut titles: Vec<String>) -> Vec<String> {
    titles.sort();
    titles
}

#[test]
fn a_territory_is_it_and_all_inside_it() {
    let snapshot = three_places();
    assert_eq!(
        sorted(titles(&snapshot, "territory=245400676")),
        ["Grand Nancy", "Nancy", "Seichamps"]
    );
    assert_eq!(titles(&snapshot, "territory=54395"), ["Nancy"]);
    assert_eq!(titles(&snapshot, "territory=54395,44109").len(), 2);
}

#[test]
fn what_concerns_a_commune_is_also_what_it_lies_in() {
    let snapshot = three_places();
    assert_eq!(
        sorted(titles(&snapshot, "concerns=54395")),
        ["Département", "Grand Nancy", "Nancy"]
    );
    assert_eq!(
        sorted(titles(&snapshot, "concerns=245400676")),
        ["Département", "Grand Nancy", "Nancy", "Seichamps"]
    );
}

#[test]
fn near_looks_at_its_own_place_then_its_meetings_then_its_commune() {
    let mut placed = lying_in(sample(7, "Placée à Nantes"), "54395");
    placed.consultation.location = Point::new(47.22, -1.55);
    let mut met = lying_in(sample(8, "Réunie à Seichamps"), "245400676");
    let mut appointment = meeting(1, "Atelier", "2026-12-01T18:00:00+01:00");
    appointment.place.point = Point::new(48.7158, 6.2659);
    met.consultation.meetings = vec![appointment];
    let snapshot = holding(vec![
        placed,
        met,
        lying_in(sample(1, "Commune"), "54395"),
        lying_in(sample(3, "Sans lieu"), "245400676"),
    ]);
    assert_eq!(
        titles(&snapshot, "near=54395&sort=distance"),
        ["Commune", "Réunie à Seichamps"]
    );
    assert_eq!(titles(&snapshot, "near=54395&radius=2"), ["Commune"]);
    assert_eq!(
        titles(&snapshot, "near=47.2184,-1.5536"),
        ["Placée à Nantes"]
    );
}

fn over_time() -> Vec<Stored> {
    vec![
        running(sample(1, "ferme tard"), "2026-11-01", "2026-12-31"),
        running(sample(2, "ferme tôt"), "2026-11-10", "2026-11-30"),
        running(sample(3, "à venir"), "2026-12-05", "2026-12-20"),
        running(sample(4, "finie hier"), "2026-10-01", "2026-11-21"),
        running(sample(5, "finie jadis"), "2025-10-01", "2025-11-21"),
        sample(6, "sans date"),
    ]
}

#[test]
fn each_order_is_as_documented() {
    let snapshot = holding(over_time());
    assert_eq!(
        titles(&snapshot, "sort=closing"),
        [
            "ferme tôt",
            "ferme tard",
            "à venir",
            "finie hier",
            "finie jadis",
            "sans date"
        ]
    );
    assert_eq!(
        titles(&snapshot, "sort=opening"),
        [
            "à venir",
            "ferme tôt",
            "ferme tard",
            "finie hier",
            "finie jadis",
            "sans date"
        ]
    );
    assert_eq!(
        titles(&snapshot, "sort=name"),
        [
            "à venir",
            "ferme tard",
            "ferme tôt",
            "finie hier",
            "finie jadis",
            "sans date"
        ]
    );
}

#[test]
fn recent_goes_by_publication_never_by_a_date_in_the_future() {
    let mut older = sample(1, "publiée avant");
    older.consultation.published_at = Some(now() - Duration::days(30));
    let mut future = sample(2, "annonce le futur");
    future.consultation.published_at = Some(now() + Duration::days(30));
    future.history.first_seen = now() - Duration::days(10);
    let snapshot = holding(vec![older, future, sample(3, "vue hier")]);
    assert_eq!(
        titles(&snapshot, ""),
        ["vue hier", "annonce le futur", "publiée avant"]
    );
}

#[test]
fn days_are_inclusive_and_what_has_none_does_not_match() {
    let snapshot = holding(over_time());
    assert_eq!(titles(&snapshot, "opens_after=2026-12-05"), ["à venir"]);
    assert_eq!(
        sorted(titles(&snapshot, "closes_before=2026-11-21")),
        ["finie hier", "finie jadis"]
    );
}

#[test]
fn closed_lists_and_sources_select() {
    let mut relayed = sample(1, "relayée");
    relayed.consultation.source = "nantes".parse().unwrap();
    relayed.consultation.level = Some(Level::Consult);
    let mut own = sample(2, "propre");
    own.consultation.modalities = vec![Modality::Survey, Modality::Meeting];
    let snapshot = holding(vec![relayed, own]);
    assert_eq!(titles(&snapshot, "platform=cap-collectif"), ["relayée"]);
    assert_eq!(titles(&snapshot, "source=nancy"), ["propre"]);
    assert_eq!(titles(&snapshot, "level=consult,inform"), ["relayée"]);
    assert_eq!(titles(&snapshot, "modality=meeting"), ["propre"]);
    let all: Vec<&str> = Modality::ALL.iter().map(|term| term.token()).collect();
    assert_eq!(
        titles(&snapshot, &format!("modality={}", all.join(","))),
        ["propre"],
        "all modalities is not any: what has none does not match"
    );
    assert!(titles(&snapshot, "source=parti").is_empty());
}

#[test]
fn themes_are_compared_by_key_in_any_language() {
    let mut mobility = sample(1, "tram");
    let mut theme = french("Mobilité, transports");
    theme.insert(Language::english(), "Mobility", false);
    mobility.consultation.themes = vec![theme, french("Voirie")];
    let snapshot = holding(vec![mobility, sample(2, "parc")]);
    assert_eq!(titles(&snapshot, "theme=mobilite-transports"), ["tram"]);
    assert_eq!(titles(&snapshot, "theme=MOBILITY"), ["tram"]);
    let facets = snapshot.facets(&filter(""));
    let keys: Vec<_> = facets
        .theme
        .iter()
        .map(|theme| theme.value.key.as_str())
        .collect();
    assert_eq!(keys, ["mobilite-transports", "voirie"]);
}

fn texts() -> Arc<Snapshot> {
    let mut park = sample(1, "Aménagement du parc de la Pépinière");
    park.consultation.description_html = french("<p>L’école et les arbres plantés</p>");
    let mut budget = sample(2, "Budget participatif des écoles");
    budget.consultation.summary = french("Vos idées organisées");
    budget
        .consultation
        .title
        .insert(Language::english(), "Participatory budgeting", false);
    let mut breton = sample(3, "x");
    breton.consultation.title = LocalizedText::of("br".parse().unwrap(), "Skol ar gêr");
    holding(vec![park, budget, breton])
}

#[test]
fn words_are_found_whatever_their_accents_case_number_or_elision() {
    let snapshot = texts();
    for query in [
        "q=ecole&sort=relevance",
        "q=ÉCOLES&sort=relevance",
        "q=l%27école&sort=relevance",
    ] {
        assert_eq!(
            titles(&snapshot, query),
            [
                "Budget participatif des écoles",
                "Aménagement du parc de la Pépinière"
            ],
            "{query}: the title counts more"
        );
    }
    for query in ["q=amenagements", "q=arbre planté", "q=PEPINIERE parc"] {
        assert_eq!(
            titles(&snapshot, query),
            ["Aménagement du parc de la Pépinière"],
            "{query}"
        );
    }
    for query in ["q=budgets", "q=organisé", "q=participatory", "q=idee"] {
        assert_eq!(
            titles(&snapshot, query),
            ["Budget participatif des écoles"],
            "{query}"
        );
    }
    assert_eq!(titles(&snapshot, "q=ger"), ["Skol ar gêr"]);
}

#[test]
fn all_words_must_stand_and_there_is_no_syntax() {
    let snapshot = texts();
    assert!(titles(&snapshot, "q=parc budget").is_empty());
    assert!(titles(&snapshot, "q=%3F!").is_empty());
    for hostile in [
        "parc AND (",
        "title_fr:parc",
        "\"parc",
        "parc~9",
        "par*",
        "[a TO z]",
        "^parc$",
        "\\",
        "+-!(){}",
    ] {
        let asked = Filter {
            query: Some(hostile.to_owned()),
            ..Filter::default()
        };
        let found = snapshot.search(&asked).total;
        assert!(found <= 1, "{hostile}");
    }
}

#[test]
fn facets_count_with_every_other_filter_but_their_own() {
    let mut open = over_time();
    open[0].consultation.level = Some(Level::Consult);
    open[3].consultation.level = Some(Level::Inform);
    let consultations = open
        .into_iter()
        .map(|stored| lying_in(stored, "54395"))
        .collect();
    let snapshot = holding(consultations);
    let facets = snapshot.facets(&filter("status=open&territory=dep-54"));
    let of = |status| {
        let count = facets.status.iter().find(|count| count.value == status);
        count.unwrap().count
    };
    assert_eq!(facets.total, 2);
    assert_eq!(
        [
            Status::Open,
            Status::Closed,
            Status::Unknown,
            Status::Paused
        ]
        .map(of),
        [2, 2, 1, 0]
    );
    let level = |level| {
        let count = facets.level.iter().find(|count| count.value == level);
        count.unwrap().count
    };
    assert_eq!((level(Level::Consult), level(Level::Inform)), (1, 0));
    let territory: Vec<_> = facets
        .territory
        .iter()
        .map(|count| (count.value.to_string(), count.count))
        .collect();
    let expected =
        ["54395", "245400676", "dep-54", "reg-44", "fr"].map(|code| (code.to_owned(), 2));
    assert_eq!(territory, expected);
}

#[test]
fn the_agenda_gives_meetings_by_start_within_its_days() {
    let mut first = sample(1, "une");
    first.consultation.meetings = vec![
        meeting(1, "tard", "2026-12-10T18:00:00+01:00"),
        meeting(2, "hier", "2026-11-21T18:00:00+01:00"),
    ];
    let mut second = lying_in(sample(2, "deux"), "54395");
    second.consultation.meetings = vec![meeting(3, "nuit", "2026-12-01T23:30:00+00:00")];
    let snapshot = holding(vec![first, second]);
    let agenda = |query: &str| -> Vec<String> {
        let page = snapshot.meetings(&filter(query));
        let title = |item: &Appointment| item.meeting().unwrap().title.best_text(&[]).to_owned();
        page.items.iter().map(title).collect()
    };
    assert_eq!(agenda(""), ["hier", "nuit", "tard"]);
    assert_eq!(agenda("from=2026-11-22"), ["nuit", "tard"]);
    assert_eq!(agenda("to=2026-12-02"), ["hier", "nuit"]);
    assert_eq!(
        agenda("to=2026-12-01"),
        ["hier"],
        "half past midnight in Paris is the next day"
    );
    assert_eq!(agenda("territory=54395"), ["nuit"]);
}

#[test]
fn figures_count_days_in_the_zone_of_the_consultation_and_only_what_is_selected() {
    let mut until_midnight = running(sample(2, "jusqu’à minuit"), "2026-11-01", "2026-11-30");
    // Midnight in Paris: the last day is the 30th, though it is the 1st of December by the clock.
    until_midnight.consultation.period.closes =
        Some(Moment::Instant(at("2026-11-30T23:00:00Z").fixed_offset()));
    let snapshot = holding(vec![
        lying_in(
            running(sample(1, "un mois"), "2026-11-01", "2026-11-30"),
            "54395",
        ),
        until_midnight,
        running(sample(3, "finie"), "2026-10-01", "2026-10-01"),
        sample(4, "sans dates"),
    ]);
    let today = "2026-11-22".parse().unwrap();
    let figures = snapshot.figures(&filter(""), today);
    assert_eq!(figures.durations.known, 3);
    assert_eq!(figures.durations.quartiles, Some([1, 30, 30]));
    let [.., october, november] = &figures.months[..] else {
        panic!("two months")
    };
    assert_eq!((october.opened, october.closed), (1, 1));
    assert_eq!(
        (november.opened, november.closed),
        (2, 0),
        "a closing that is announced has not happened"
    );
    let on = |day: &str| snapshot.figures(&filter(""), day.parse().unwrap());
    let closed =
        |figures: &crate::index::Figures| figures.months.iter().map(|month| month.closed).sum();
    let sums: [usize; 2] = ["2026-11-30", "2026-12-01"].map(|day| closed(&on(day)));
    assert_eq!(sums, [1, 3], "what closes today is open still");
    assert_eq!((figures.meetings, figures.sources), (0, 1));
    assert_eq!((figures.outcomes.over, figures.outcomes.published), (1, 0));
    let in_nancy = snapshot.figures(&filter("territory=54395"), today);
    assert_eq!((in_nancy.durations.known, in_nancy.outcomes.over), (1, 0));
}
