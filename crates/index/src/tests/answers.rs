//! Answers to filters: what they select, and in which order.

use super::*;
use passerelle_model::{DeclaredState, Level, Modality, Phase, Status};

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

/// Gives a consultation phases, each from a day until a day, whatever the whole is.
fn in_phases(mut stored: Stored, days: &[(&str, &str)]) -> Stored {
    let phase = |(opens, closes): &(&str, &str)| Phase {
        period: Period {
            opens: Some(day(opens)),
            closes: (!closes.is_empty()).then(|| day(closes)),
        },
        ..Phase::default()
    };
    stored.consultation.phases = days.iter().map(phase).collect();
    stored
}

/// Consultations on 22 November 2026: open until days that are not those of the whole, paused, upcoming, over.
fn by_phases() -> Vec<Stored> {
    let whole = |number, title: &str, closes| running(sample(number, title), "2026-10-01", closes);
    let open_ended = |number, title: &str| {
        let mut stored = whole(number, title, "2027-01-29");
        stored.consultation.period.closes = None;
        stored
    };
    let mut rejected = whole(9, "rejetée", "2027-06-30");
    rejected.consultation.declared_state = Some(DeclaredState::Closed);
    vec![
        in_phases(
            whole(1, "vote après les idées", "2027-01-29"),
            &[("2026-10-01", "2026-12-03"), ("2027-01-09", "2027-01-29")],
        ),
        whole(2, "d’un trait", "2026-12-15"),
        open_ended(3, "sans fin"),
        in_phases(
            whole(4, "reprend tard", "2027-02-01"),
            &[("2026-10-01", "2026-10-31"), ("2027-01-20", "2027-02-01")],
        ),
        in_phases(
            whole(5, "reprend tôt", "2028-02-01"),
            &[("2026-10-01", "2026-10-31"), ("2026-12-01", "2028-02-01")],
        ),
        in_phases(
            whole(6, "pas encore", "2027-02-01"),
            &[("2026-12-10", "2027-02-01")],
        ),
        whole(7, "finie hier", "2026-11-21"),
        in_phases(
            open_ended(8, "finie en octobre"),
            &[("2026-10-01", "2026-10-20")],
        ),
        rejected,
        sample(10, "sans date"),
    ]
}

#[test]
fn closing_goes_by_the_deadline_then_by_the_next_opening() {
    assert_eq!(
        titles(&holding(by_phases()), "sort=closing"),
        [
            "vote après les idées",
            "d’un trait",
            "sans fin",
            "reprend tôt",
            "pas encore",
            "reprend tard",
            "finie hier",
            "finie en octobre",
            "rejetée",
            "sans date"
        ]
    );
}

#[test]
fn closes_before_goes_by_the_deadline_else_by_the_whole() {
    let snapshot = holding(by_phases());
    assert_eq!(
        sorted(titles(&snapshot, "closes_before=2026-12-03&status=open")),
        ["vote après les idées"]
    );
    assert_eq!(
        sorted(titles(
            &snapshot,
            "closes_before=2027-01-31&status=open,paused"
        )),
        ["d’un trait", "vote après les idées"]
    );
    assert_eq!(
        sorted(titles(
            &snapshot,
            "closes_before=2027-02-01&status=paused,upcoming"
        )),
        ["pas encore", "reprend tard"]
    );
    assert_eq!(
        sorted(titles(&snapshot, "closes_before=2026-11-30")),
        ["finie en octobre", "finie hier"]
    );
}

#[test]
fn a_closing_counts_in_the_month_in_which_one_could_last_take_part() {
    let mut results = in_phases(
        running(sample(1, "bilan en cours"), "2026-08-01", "2027-01-29"),
        &[("2026-08-01", "2026-09-30"), ("2026-10-01", "2027-01-29")],
    );
    results.consultation.phases[1].participatory = false;
    let to_come = in_phases(
        running(sample(2, "à venir"), "2026-09-01", "2027-01-29"),
        &[("2026-12-01", "2027-01-29")],
    );
    let mut rejected = running(sample(3, "rejetée"), "2026-08-01", "2026-12-31");
    rejected.consultation.declared_state = Some(DeclaredState::Closed);
    let snapshot = holding(vec![results, to_come, rejected]);
    let figures = snapshot.figures(&filter(""), "2026-11-22".parse().unwrap());
    let months = figures.months.iter();
    let told: Vec<_> = months
        .filter(|month| month.opened + month.closed > 0)
        .map(|month| (month.first_day.to_string(), month.opened, month.closed))
        .collect();
    assert_eq!(
        told,
        [
            ("2026-08-01".to_owned(), 2, 0),
            ("2026-09-01".to_owned(), 0, 1)
        ]
    );
    assert_eq!(figures.outcomes.over, 2);
}

#[test]
fn what_has_phases_opens_when_one_can_take_part_next() {
    let snapshot = holding(by_phases());
    let titles = titles(&snapshot, "sort=opening");
    assert_eq!(titles.first().map(String::as_str), Some("pas encore"));
}

#[test]
fn the_participation_period_tells_the_status_that_is_served() {
    let snapshot = holding(by_phases());
    let participation_period = |title: &str| {
        let entry = snapshot
            .entries()
            .find(|entry| entry.stored.consultation.title.best_text(&[]) == title);
        let period = entry.unwrap().participation_period();
        let iso = |side: Option<Moment>| side.map(|day| day.to_iso(chrono_tz::Europe::Paris));
        (
            iso(period.opens).unwrap_or_default(),
            iso(period.closes).unwrap_or_default(),
        )
    };
    let unmerged = |opens: &str, closes: &str| (opens.to_owned(), closes.to_owned());
    for (title, expected) in [
        ("vote après les idées", unmerged("2026-10-01", "2026-12-03")),
        ("d’un trait", unmerged("2026-10-01", "2026-12-15")),
        ("sans fin", unmerged("2026-10-01", "")),
        ("reprend tôt", unmerged("2026-12-01", "2028-02-01")),
        ("pas encore", unmerged("2026-12-10", "2027-02-01")),
        ("finie hier", unmerged("2026-10-01", "2026-11-21")),
        ("finie en octobre", unmerged("2026-10-01", "2026-10-20")),
        ("rejetée", unmerged("2026-10-01", "")),
        ("sans date", unmerged("", "")),
    ] {
        assert_eq!(participation_period(title), expected, "{title}");
    }
}

#[test]
fn a_deadline_is_renewed_with_its_status() {
    let index = empty_index();
    let stored = in_phases(
        running(sample(1, "deux phases"), "2026-10-01", "2027-01-29"),
        &[("2026-10-01", "2026-11-30"), ("2026-12-01", "2027-01-15")],
    );
    let delta = Delta {
        upserts: vec![stored],
        gone: vec![],
    };
    let first = index.apply(delta, now());
    let deadline = |snapshot: &Snapshot| {
        let entry = snapshot.entries().next().and_then(|entry| entry.deadline());
        entry.map(|day| day.to_string())
    };
    assert_eq!(deadline(&first).as_deref(), Some("2026-11-30"));
    assert_eq!(titles(&first, "closes_before=2026-12-31").len(), 1);
    // Its status stays the same: only the phase and the deadline change.
    assert_eq!(first.next_transition(), Some(at("2026-11-30T23:00:00Z")));
    let second = index.renew(at("2026-11-30T23:00:00Z"));
    assert_eq!(deadline(&second).as_deref(), Some("2027-01-15"));
    assert_eq!(titles(&second, "closes_before=2026-12-31").len(), 0);
    assert_eq!(titles(&second, "closes_before=2027-01-15").len(), 1);
    let third = index.renew(at("2027-01-15T23:00:00Z"));
    assert_eq!(
        deadline(&third).as_deref(),
        Some("2027-01-29"),
        "the whole goes on"
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
    let closed = |figures: &crate::Figures| figures.months.iter().map(|month| month.closed).sum();
    let sums: [usize; 2] = ["2026-11-30", "2026-12-01"].map(|day| closed(&on(day)));
    assert_eq!(sums, [1, 3], "what closes today is open still");
    assert_eq!((figures.meetings, figures.sources), (0, 1));
    assert_eq!((figures.outcomes.over, figures.outcomes.published), (1, 0));
    let in_nancy = snapshot.figures(&filter("territory=54395"), today);
    assert_eq!((in_nancy.durations.known, in_nancy.outcomes.over), (1, 0));
}
