//! One consultation is shown once, whoever publishes it, and two consultations stay two.

use super::*;
use passerelle_model::{AlsoAt, Decision, Designation, Image, Pair, Ruling, Verdict};

/// A record of another source.
fn of_source(mut stored: Stored, source: &str, number: u64) -> Stored {
    let origin = Origin::new(&format!("{source}.example"));
    let one = &mut stored.consultation;
    one.source = source.parse().unwrap();
    one.id = ConsultationId::new(&origin, one.kind, &number.to_string());
    one.origin = origin;
    one.native_id = number.to_string();
    one.url = format!("https://{source}.example/projets/{number}")
        .parse()
        .unwrap();
    stored
}

fn at_page(mut stored: Stored, page: &str) -> Stored {
    stored.consultation.url = page.parse().unwrap();
    stored
}

fn declaring(mut stored: Stored, page: &str) -> Stored {
    stored.consultation.links.push(page.parse().unwrap());
    stored
}

fn with_meeting(mut stored: Stored, meeting: Meeting) -> Stored {
    stored.consultation.meetings.push(meeting);
    stored
}

/// An appointment of the town hall's calendar.
fn event(number: u64, title: &str, link: &str) -> Stored {
    let mut stored = of_source(sample(number + 500, title), "mairie", number);
    let one = &mut stored.consultation;
    one.kind = SpaceKind::Event;
    one.id = ConsultationId::new(&one.origin, one.kind, &one.native_id);
    one.url = format!("https://mairie.example/rendez-vous/{number}")
        .parse()
        .unwrap();
    one.meetings = vec![meeting(900 + number, title, "2026-12-03T18:00:00+01:00")];
    if link.is_empty() {
        stored
    } else {
        declaring(stored, link)
    }
}

fn id(stored: &Stored) -> ConsultationId {
    stored.consultation.id
}

fn meetings_of(snapshot: &Snapshot, query: &str) -> Vec<(String, bool)> {
    let page = snapshot.meetings(&filter(query));
    let title = |meeting: &Meeting| meeting.title.best_text(&[]).to_owned();
    page.items
        .iter()
        .map(|at| (title(at.meeting().unwrap()), at.consultation().is_some()))
        .collect()
}

const PAGE: &str = "https://nancy.example/processes/1";

/// A consultation on its own platform, and the same one in the feed of another site.
fn platform_and_feed() -> (Stored, Stored) {
    let own = sample(1, "Parc");
    let feed = of_source(sample(2, "Le parc"), "nantes", 7);
    (
        own,
        at_page(feed, "http://www.nancy.example/processes/1/?utm_source=rss"),
    )
}

#[test]
fn the_same_page_is_one_consultation_shown_by_the_platform_that_it_lies_on() {
    let (own, feed) = platform_and_feed();
    let snapshot = holding(vec![feed.clone(), own.clone()]);
    assert_eq!(
        (titles(&snapshot, ""), snapshot.len()),
        (vec!["Parc".to_owned()], 1)
    );
    assert!(matches!(snapshot.get(id(&feed)), Some(IdState::Merged(shown)) if shown == id(&own)));
    let shown = snapshot.entry(id(&feed)).unwrap();
    let also_at = &shown.stored.consultation.also_at;
    assert_eq!(also_at.len(), 1);
    assert_eq!(
        (also_at[0].name.as_str(), also_at[0].platform),
        ("nantes", Platform::CapCollectif)
    );
    assert_eq!(also_at[0].url, feed.consultation.url);
    assert_eq!(
        snapshot.changes(0, 9).items.len(),
        2,
        "the log stays as it is unmerged"
    );
    let unmerged = snapshot.unmerged(id(&own)).unwrap();
    assert!(unmerged.stored.consultation.also_at.is_empty());
}

#[test]
fn a_page_within_a_space_is_told_with_the_space() {
    let own = sample(1, "Parc");
    for within in ["/f/12", "/f/12/proposals/3?page=2", "/steps"] {
        let feed = of_source(sample(2, "Donnez votre avis"), "nantes", 7);
        let feed = at_page(feed, &format!("{PAGE}{within}"));
        let snapshot = holding(vec![feed.clone(), own.clone()]);
        assert_eq!(titles(&snapshot, ""), ["Parc"], "{within}");
        let shown = snapshot.entry(id(&feed)).unwrap();
        assert_eq!(shown.stored.consultation.id, id(&own));
    }
}

#[test]
fn pages_within_spaces_bring_no_two_spaces_together() {
    let (one, other) = (sample(1, "Parc"), sample(2, "Voirie"));
    let within = |number: u64, page: &str| {
        let feed = of_source(sample(number, "Donnez votre avis"), "nantes", number);
        at_page(feed, page)
    };
    let listing = at_page(
        of_source(sample(5, "Toutes les démarches"), "mairie", 5),
        "https://nancy.example/processes",
    );
    let all = vec![
        one,
        other,
        within(3, &format!("{PAGE}/f/12")),
        within(4, "https://nancy.example/processes/2/f/13"),
        listing,
    ];
    assert_eq!(holding(all).len(), 3);
    let twice = vec![
        sample(1, "Parc"),
        within(3, &format!("{PAGE}/f/12")),
        within(4, &format!("{PAGE}/f/13")),
    ];
    assert_eq!(
        holding(twice).len(),
        3,
        "a source that leads to two pages of one space tells them apart"
    );
}

#[test]
fn a_declared_page_is_one_consultation_in_either_direction() {
    for by_also_at in [true, false] {
        let own = sample(1, "Parc");
        let mut other = of_source(sample(2, "Le parc"), "nantes", 7);
        if by_also_at {
            other.consultation.also_at.push(AlsoAt {
                url: PAGE.parse().unwrap(),
                name: "Nancy".to_owned(),
                platform: Platform::Decidim,
            });
        } else {
            other = declaring(other, PAGE);
        }
        let snapshot = holding(vec![own.clone(), other.clone()]);
        assert_eq!(snapshot.len(), 1);
        let shown = &snapshot.entry(id(&own)).unwrap().stored.consultation;
        assert_eq!(shown.id, id(&own));
        assert_eq!(shown.also_at[0].url, other.consultation.url);
    }
}

#[test]
fn alike_titles_alone_are_two_consultations() {
    let other = of_source(sample(2, "Réunion publique"), "nantes", 7);
    let snapshot = holding(vec![sample(1, "Réunion publique"), other]);
    assert_eq!(snapshot.len(), 2);
}

#[test]
fn two_records_of_one_source_are_never_one() {
    let twin = at_page(sample(2, "Bis"), PAGE);
    let snapshot = holding(vec![sample(1, "Parc"), twin.clone()]);
    assert_eq!(snapshot.len(), 2);
    let (_, feed) = platform_and_feed();
    let snapshot = holding(vec![sample(1, "Parc"), twin, feed]);
    assert_eq!(snapshot.len(), 3, "the page means none of them then");
}

#[test]
fn roots_of_sites_and_what_many_records_link_to_declare_nothing() {
    let rooted = |number, source: &str| {
        at_page(
            of_source(sample(number, "x"), source, number),
            "https://ville.example/",
        )
    };
    assert_eq!(
        holding(vec![rooted(1, "nancy"), rooted(2, "nantes")]).len(),
        2
    );
    let linking = |number| declaring(of_source(sample(number, "x"), "nantes", number), PAGE);
    assert_eq!(
        holding(vec![sample(1, "Parc"), linking(2), linking(3)]).len(),
        3
    );
    let mut both = declaring(of_source(sample(5, "x"), "nantes", 5), PAGE);
    both = declaring(both, "https://nancy.example/processes/2");
    let pages = vec![sample(1, "Parc"), sample(2, "Jardin"), both];
    assert_eq!(
        holding(pages).len(),
        3,
        "it names two records of one source"
    );
}

#[test]
fn what_is_one_is_found_by_what_each_of_its_sources_says() {
    let (own, feed) = platform_and_feed();
    let (own, feed) = (lying_in(own, "54395"), lying_in(feed, "245400676"));
    let snapshot = holding(vec![own, feed]);
    for query in [
        "source=nancy",
        "source=nantes",
        "platform=decidim",
        "platform=cap-collectif",
        "territory=54395",
        "territory=245400676",
        "concerns=54498",
    ] {
        assert_eq!(titles(&snapshot, query), ["Parc"], "{query}");
    }
    let facets = snapshot.facets(&filter(""));
    assert_eq!(facets.total, 1);
    assert!(facets.territory.iter().all(|count| count.count == 1));
    assert_eq!(facets.source.len(), 2);
    assert_eq!(titles(&snapshot, "q=parc"), ["Parc"], "once");
}

#[test]
fn what_the_platform_lacks_comes_from_the_others_but_never_dates() {
    let (own, mut feed) = platform_and_feed();
    feed.consultation.image = Some(Image {
        url: "https://nantes.example/a.png".parse().unwrap(),
        alt: LocalizedText::default(),
        volatile: false,
    });
    feed.consultation.summary = french("En bref");
    let feed = running(feed, "2026-11-01", "2026-12-01");
    let shown = holding(vec![own.clone(), feed]);
    let shown = shown.entry(id(&own)).unwrap();
    let one = &shown.stored.consultation;
    assert!(one.image.is_some() && one.summary == french("En bref"));
    assert!(shown.opens().is_none() && shown.closes().is_none());
}

#[test]
fn a_meeting_known_from_two_sources_is_told_once_by_the_first() {
    let (own, feed) = platform_and_feed();
    let start = "2026-12-01T18:00:00+01:00";
    let own = with_meeting(own, meeting(1, "Atelier", start));
    let mut same_page = meeting(2, "Atelier de lancement", "2026-12-01T19:00:00+01:00");
    same_page.url = "http://nancy.example/meetings/1/".parse().unwrap();
    let mut same_moment = meeting(3, "ATELIER", start);
    same_moment.url = "https://nantes.example/x/3".parse().unwrap();
    let mut another = meeting(4, "Balade", start);
    another.url = "https://nantes.example/x/4".parse().unwrap();
    let mut same_id = meeting(1, "Atelier !", "2026-12-01T18:15:00+01:00");
    same_id.url = "https://nantes.example/x/1".parse().unwrap();
    let feed = [same_id, same_page, same_moment, another]
        .into_iter()
        .fold(feed, with_meeting);
    let snapshot = holding(vec![own, feed]);
    let mut told = meetings_of(&snapshot, "");
    told.sort();
    assert_eq!(
        told,
        [("Atelier".to_owned(), true), ("Balade".to_owned(), true)]
    );
}

#[test]
fn a_meeting_that_one_source_gave_up_is_told_as_the_other_announces_it() {
    let (own, feed) = platform_and_feed();
    let given_up = |mut meeting: Meeting| {
        meeting.history.sequence = 3;
        meeting.unannounced()
    };
    let hall = |mut meeting: Meeting| {
        meeting.place.address = Some("1 place de la Mairie".to_owned());
        meeting.history.sequence = 2;
        meeting
    };
    let at = "2026-12-03T18:00:00+01:00";
    let (first, second) = (meeting(1, "Atelier", at), meeting(71, "Atelier", at));
    let moved = meeting(1, "Atelier reporté", "2026-12-10T18:00:00+01:00");
    for (own_says, other_says) in [
        (given_up(first.clone()), hall(second.clone())),
        (hall(first.clone()), given_up(second)),
        // Found by its page alone.
        (given_up(first.clone()), hall(moved)),
    ] {
        let announced = if own_says.announced {
            own_says.clone()
        } else {
            other_says.clone()
        };
        let snapshot = holding(vec![
            with_meeting(own.clone(), own_says.clone()),
            with_meeting(feed.clone(), other_says),
        ]);
        let shown = snapshot.entry(id(&own)).unwrap();
        let [shown] = shown.stored.consultation.meetings.as_slice() else {
            panic!("one meeting: {:?}", shown.stored.consultation.meetings);
        };
        assert!(shown.announced, "{own_says:?}");
        assert_eq!(
            (shown.id, shown.time, &shown.place, &shown.title),
            (
                own_says.id,
                announced.time,
                &announced.place,
                &announced.title
            )
        );
        let sequence = if own_says.announced { 2 } else { 5 };
        assert_eq!(
            shown.history.sequence, sequence,
            "calendars take it for newer"
        );
    }
}

#[test]
fn a_meeting_that_every_source_gave_up_is_told_as_given_up() {
    let (own, feed) = platform_and_feed();
    let given_up = |number| meeting(number, "Atelier", "2026-12-03T18:00:00+01:00").unannounced();
    let snapshot = holding(vec![
        with_meeting(own.clone(), given_up(1)),
        with_meeting(feed, given_up(71)),
    ]);
    let shown = snapshot.entry(id(&own)).unwrap();
    let meetings = &shown.stored.consultation.meetings;
    assert_eq!((meetings.len(), meetings[0].announced), (1, false));
}

#[test]
fn an_event_that_belongs_to_nothing_is_in_the_agenda_only() {
    let alone = event(1, "Vœux du maire", "");
    let snapshot = holding(vec![sample(1, "Parc"), alone.clone()]);
    assert_eq!(titles(&snapshot, ""), ["Parc"]);
    assert_eq!((snapshot.len(), snapshot.entries().count()), (1, 1));
    assert_eq!(snapshot.facets(&filter("")).total, 1);
    assert_eq!(
        meetings_of(&snapshot, ""),
        [("Vœux du maire".to_owned(), false)]
    );
    assert_eq!(meetings_of(&snapshot, "q=voeux&source=mairie").len(), 1);
    assert!(matches!(
        snapshot.get(id(&alone)),
        Some(IdState::Appointment(_))
    ));
    assert!(snapshot.entry(id(&alone)).is_none());
}

#[test]
fn an_event_belongs_to_the_consultation_whose_page_its_link_lies_under() {
    const PROJECT: &str = "https://nancy.example/projets/parc";
    let own = with_meeting(
        at_page(sample(1, "Parc"), PROJECT),
        meeting(1, "Atelier", "2026-12-03T18:00:00+01:00"),
    );
    let deeper = at_page(
        of_source(sample(3, "Volet"), "nantes", 3),
        &format!("{PROJECT}/f/2"),
    );
    let events = vec![
        event(1, "Balade", &format!("{PROJECT}/f/9/meetings/4?locale=fr")),
        event(2, "Permanence", &format!("{PROJECT}/f/2/meetings/4")),
        event(3, "Atelier", PROJECT),
        event(4, "Marché", "https://nancy.example/projets/parc-2"),
    ];
    let joined = id(&events[0]);
    let snapshot = holding([vec![own.clone(), deeper.clone()], events].concat());
    let titles_of = |stored: &Stored| -> Vec<String> {
        let shown = snapshot.entry(id(stored)).unwrap();
        let meetings = shown.stored.consultation.meetings.iter();
        meetings
            .map(|at| at.title.best_text(&[]).to_owned())
            .collect()
    };
    let mut of_own = titles_of(&own);
    of_own.sort();
    assert_eq!(
        of_own,
        ["Atelier", "Balade"],
        "the platform's own meeting once"
    );
    assert_eq!(titles_of(&deeper), ["Permanence"], "the longest path");
    assert!(matches!(snapshot.get(joined), Some(IdState::Merged(shown)) if shown == id(&own)));
    assert_eq!(snapshot.meetings_len(), 4);
    let alone: Vec<_> = meetings_of(&snapshot, "")
        .into_iter()
        .filter(|(_, with)| !with)
        .collect();
    assert_eq!(alone, [("Marché".to_owned(), false)]);
}

#[test]
fn an_event_comes_and_goes_with_the_consultation_that_it_belongs_to() {
    let index = empty_index();
    let own = sample(1, "Parc");
    let put = |upserts: Vec<Stored>| {
        index.apply(
            Delta {
                upserts,
                gone: vec![],
            },
            now(),
        )
    };
    put(vec![event(1, "Balade", PAGE)]);
    assert_eq!(
        meetings_of(&index.current(), ""),
        [("Balade".to_owned(), false)]
    );
    put(vec![own.clone()]);
    assert_eq!(
        meetings_of(&index.current(), ""),
        [("Balade".to_owned(), true)]
    );
    put(vec![event(1, "Grande balade", PAGE)]);
    assert_eq!(
        meetings_of(&index.current(), ""),
        [("Grande balade".to_owned(), true)]
    );
    let gone = Gone {
        id: id(&own),
        at: now(),
        change: 99,
    };
    index.apply(
        Delta {
            upserts: vec![],
            gone: vec![gone],
        },
        now(),
    );
    assert_eq!(
        meetings_of(&index.current(), ""),
        [("Grande balade".to_owned(), false)]
    );
}

#[test]
fn the_operator_joins_and_parts_at_once_and_can_take_it_back() {
    let index = empty_index();
    let (one, other) = (
        sample(1, "Parc"),
        of_source(sample(2, "Le parc"), "nantes", 7),
    );
    let delta = Delta {
        upserts: vec![one.clone(), other.clone()],
        gone: vec![],
    };
    index.apply(delta, now());
    let pair = Pair::new(id(&one), id(&other)).unwrap();
    let rule = |verdict| {
        let decision = Decision {
            pair,
            verdict,
            at: now(),
        };
        index.decide(&[decision], now()).len()
    };
    assert_eq!(rule(Some(Verdict::Same)), 1);
    assert_eq!(
        index.current().last_modified(),
        Some(now()),
        "readers ask again"
    );
    assert_eq!(rule(None), 2);
    let same_page = at_page(other, PAGE);
    index.apply(
        Delta {
            upserts: vec![same_page],
            gone: vec![],
        },
        now(),
    );
    assert_eq!(index.current().len(), 1);
    assert_eq!(rule(Some(Verdict::Different)), 2);
    assert_eq!(rule(None), 1);
    assert_eq!(index.current().decisions().count(), 1);
}

#[test]
fn the_configuration_names_consultations_by_page_or_id() {
    let (one, other) = (
        sample(1, "Parc"),
        of_source(sample(2, "Le parc"), "nantes", 7),
    );
    let page = passerelle_model::CanonicalUrl::of(&PAGE.parse().unwrap()).unwrap();
    let ruling = |verdict| Ruling {
        one: Designation::Page(page.clone()),
        other: Designation::Id(id(&other)),
        verdict,
    };
    let shown = |rulings: Vec<Ruling>| {
        let delta = Delta {
            upserts: vec![other.clone(), one.clone()],
            gone: vec![],
        };
        empty_index()
            .with_rulings(rulings)
            .apply(delta, now())
            .len()
    };
    assert_eq!(shown(vec![ruling(Verdict::Same)]), 1);
    let both = vec![ruling(Verdict::Same), ruling(Verdict::Different)];
    assert_eq!(shown(both), 2, "what parts counts more");
}
