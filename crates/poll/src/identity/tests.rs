use chrono::{DateTime, Utc};

use crate::reconcile::{Fresh, reconcile};
use crate::tests::{at, consultation, meeting, source};
use passerelle_model::{LocalizedText, Moment, Origin, Period, PollOutcome};
use passerelle_normalize::fingerprint;
use passerelle_store::reference::Reference;
use passerelle_store::{Commit, Store as _};

use super::moved::Move;
use super::*;

/// The words of a consultation.
#[derive(Clone, Copy)]
struct Text(&'static str, &'static str, &'static str);

const PARK: Text = Text("Un parc", "parc", "2026-03-20");
const PARK_EDITED: Text = Text("Un parc pour tous", "parc", "2026-04-20");
const BUDGET: Text = Text("Budget participatif", "budget", "2026-09-01");
const TRAM: Text = Text("Le tram", "tram", "2026-10-01");

fn says(key: u32, text: Text) -> Consultation {
    let mut one = consultation(key);
    let language = passerelle_model::Language::french();
    one.title = LocalizedText::of(language, text.0);
    one.url = format!("https://je.participe.fr/processes/{}", text.1)
        .parse()
        .unwrap();
    one.period = Period {
        opens: None,
        closes: Some(Moment::Day(text.2.parse().unwrap())),
    };
    one
}

/// Polls of sources of one origin, which write to one store.
#[derive(Default)]
struct Story {
    store: Reference,
    hour: u32,
    configured: BTreeSet<SourceId>,
}

impl Story {
    async fn polled(&mut self, id: &str, listed: &[Consultation]) -> (PollOutcome, Vec<Collision>) {
        self.hour += 1;
        let now: DateTime<Utc> = at(self.hour);
        let source = source(id);
        self.configured.insert(source.id.clone());
        let fresh = listed.iter().map(|one| Fresh {
            consultation: one.clone(),
            meetings_complete: true,
            unread: std::collections::BTreeSet::default(),
        });
        let mut harvest = NormalizedHarvest {
            fresh: fresh.collect(),
            listing: Listing::Full {
                complete: SpaceKind::ALL.into(),
            },
            ..NormalizedHarvest::default()
        };
        let known = self.store.known(&source.id).await.unwrap();
        let ids = candidate_ids(&harvest, &known);
        let claims = self.store.claims(&source.id, &ids).await.unwrap();
        let context = IdentityContext {
            source: &source,
            configured: &self.configured,
            known: &known,
            claims: &claims,
        };
        let collisions = identified(&mut harvest, &context);
        let decision = reconcile(known, harvest, now, false);
        let commit = Commit {
            source: source.id.clone(),
            at: now,
            writes: decision.writes,
            state: passerelle_model::SourceState::new(source.id),
        };
        self.store.commit(commit).await.unwrap();
        (decision.outcome, collisions)
    }

    /// Returns the title, the native id and the hour of first sight of each shown consultation.
    async fn shown(&self) -> Vec<(String, String, DateTime<Utc>)> {
        let contents = self.store.contents().await.unwrap();
        let mut shown: Vec<_> = contents
            .consultations
            .iter()
            .map(|stored| {
                let one = &stored.consultation;
                assert_eq!(
                    one.id,
                    ConsultationId::new(&one.origin, one.kind, &one.native_id)
                );
                let title = one.title.best_text(&[]).to_owned();
                (title, one.native_id.clone(), stored.history.first_seen)
            })
            .collect();
        shown.sort();
        shown
    }
}

fn line(text: Text, native_id: &str, hour: u32) -> (String, String, DateTime<Utc>) {
    (text.0.to_owned(), native_id.to_owned(), at(hour))
}

#[tokio::test]
async fn a_native_id_that_comes_back_for_something_else_is_another_consultation_at_every_later_poll()
 {
    let mut story = Story::default();
    for listed in [&[says(1, PARK)][..], &[], &[]] {
        story.polled("a", listed).await;
    }
    assert_eq!(story.shown().await, []);
    for _ in 0..3 {
        story.polled("a", &[says(1, BUDGET)]).await;
        assert_eq!(story.shown().await, [line(BUDGET, "1#2", 4)]);
    }
    for listed in [&[][..], &[]] {
        story.polled("a", listed).await;
    }
    story.polled("a", &[says(1, TRAM)]).await;
    assert_eq!(story.shown().await, [line(TRAM, "1#3", 9)]);
    for listed in [&[][..], &[]] {
        story.polled("a", listed).await;
    }
    story.polled("a", &[says(1, PARK_EDITED)]).await;
    let (outcome, _) = story.polled("a", &[says(1, PARK_EDITED)]).await;
    assert_eq!(
        story.shown().await,
        [line(PARK_EDITED, "1", 1)],
        "the first is back, with its date"
    );
    assert_eq!((outcome.fetched, outcome.new, outcome.changed), (1, 0, 0));
}

#[tokio::test]
async fn what_was_edited_or_is_back_stays_itself() {
    let mut story = Story::default();
    story.polled("a", &[says(1, PARK)]).await;
    story.polled("a", &[says(1, TRAM)]).await;
    assert_eq!(
        story.shown().await,
        [line(TRAM, "1", 1)],
        "edited while it was listed"
    );
    for listed in [
        &[][..],
        &[],
        &[says(1, Text("Le tram", "le-tramway", "2027-01-01"))],
    ] {
        story.polled("a", listed).await;
    }
    assert_eq!(story.shown().await.len(), 1);
    assert_eq!(
        story.shown().await[0].1,
        "1",
        "back with another page and other dates"
    );
}

#[tokio::test]
async fn a_native_id_used_again_between_two_polls_takes_nothing_of_what_is_missing() {
    let mut story = Story::default();
    story.polled("a", &[says(1, PARK), says(2, TRAM)]).await;
    story.polled("a", &[says(2, TRAM)]).await;
    story.polled("a", &[says(1, BUDGET), says(2, TRAM)]).await;
    story.polled("a", &[says(1, BUDGET), says(2, TRAM)]).await;
    assert_eq!(
        story.shown().await,
        [line(BUDGET, "1#2", 3), line(TRAM, "2", 1)]
    );
    let state = story.store.known(&source("a").id).await.unwrap();
    let park = state.iter().find(|known| known.id == consultation(1).id);
    assert_eq!(park.unwrap().withdrawn_at, Some(at(3)), "as its list said");
}

#[tokio::test]
async fn meetings_of_another_are_others_and_what_a_list_says_of_a_native_id_is_meant_of_the_last() {
    let mut story = Story::default();
    let mut park = says(1, PARK);
    park.meetings = vec![meeting(7, 40)];
    for listed in [&[park.clone()][..], &[], &[]] {
        story.polled("a", listed).await;
    }
    let mut budget = says(1, BUDGET);
    budget.meetings = vec![meeting(7, 90)];
    story.polled("a", &[budget]).await;
    let contents = story.store.contents().await.unwrap();
    let shown = &contents.consultations[0].consultation;
    assert_ne!(shown.meetings[0].id, park.meetings[0].id);
    let known = story.store.known(&source("a").id).await.unwrap();
    let mut harvest = NormalizedHarvest {
        unusable: [park.id].into(),
        listing: Listing::Window {
            fallen: [park.id].into(),
        },
        ..NormalizedHarvest::default()
    };
    translate_listing(&mut harvest, &known);
    assert!(harvest.unusable.contains(&shown.id) && harvest.listing.is_fallen(shown.id));
}

#[tokio::test]
async fn two_sources_that_make_one_id_of_two_things_overwrite_nothing() {
    let mut story = Story::default();
    story.polled("nancy", &[says(1, PARK), says(2, TRAM)]).await;
    let other = [says(1, BUDGET), says(3, TRAM)];
    let (_, collisions) = story.polled("seichamps", &other).await;
    assert_eq!(
        collisions,
        [Collision {
            native_id: "1".to_owned(),
            owner: "nancy".parse().unwrap()
        }]
    );
    let notice = collision_notice(&collisions, &source("seichamps")).unwrap();
    assert_eq!(
        notice,
        Reason::new(Code::IdentityCollision)
            .with("count", 1_u32)
            .with("owner", "nancy")
            .with("keys", vec!["1".to_owned()])
            .with("origin", "seichamps.fr/seichamps")
            .with("source", "seichamps")
    );
    let shown = [line(PARK, "1", 1), line(TRAM, "2", 1), line(TRAM, "3", 2)];
    let mut expected = shown.to_vec();
    expected.sort();
    assert_eq!(story.shown().await, expected);
    for listed in [&[says(2, TRAM)][..], &[says(2, TRAM)]] {
        story.polled("nancy", listed).await;
    }
    let (_, collisions) = story.polled("seichamps", &other).await;
    assert_eq!(collisions, []);
    let budget = story
        .shown()
        .await
        .into_iter()
        .find(|one| one.0 == BUDGET.0);
    assert_eq!(
        budget,
        Some(line(BUDGET, "1#2", 5)),
        "and it takes nothing of what was withdrawn"
    );
}

#[tokio::test]
async fn the_same_thing_listed_by_two_sources_is_no_collision() {
    let mut story = Story::default();
    story.polled("a", &[says(1, PARK)]).await;
    let corrected = Text("Un parc, enfin", "parc", PARK.2);
    let (_, collisions) = story.polled("b", &[says(1, corrected)]).await;
    assert_eq!(collisions, []);
    let mut relayed = says(1, BUDGET);
    relayed.via = vec![passerelle_model::Via {
        url: "https://autre.example.fr".parse().unwrap(),
        name: "Autre".to_owned(),
    }];
    let (_, collisions) = story.polled("c", &[relayed]).await;
    assert_eq!(
        collisions,
        [],
        "what a gateway relays is the store's business"
    );
    assert_eq!(story.shown().await, [line(PARK, "1", 1)]);
}

/// Returns the move from `old.fr` that a source at `new.fr` finds.
fn moving(known: &[Text], listed: &[Text]) -> Option<Move> {
    let old = Origin::new("old.fr");
    let numbered = |texts: &[Text]| -> Vec<Consultation> {
        (1..)
            .zip(texts)
            .map(|(key, text)| says(key, *text))
            .collect()
    };
    let known = numbered(known).into_iter().map(|mut one| {
        one.origin = old.clone();
        one.id = ConsultationId::new(&one.origin, one.kind, &one.native_id);
        Known {
            id: one.id,
            kind: one.kind,
            fingerprint: fingerprint(&one),
            history: passerelle_model::History {
                first_seen: at(0),
                updated: at(0),
                revision: 1,
                change: 1,
            },
            missing_polls: 0,
            missing_since: None,
            withdrawn_at: None,
            marks: None,
            consultation: Some(one),
        }
    });
    let fresh = numbered(listed).into_iter().map(|consultation| Fresh {
        consultation,
        meetings_complete: true,
        unread: std::collections::BTreeSet::default(),
    });
    let harvest = NormalizedHarvest {
        fresh: fresh.collect(),
        ..NormalizedHarvest::default()
    };
    let source = Source {
        origin: Origin::new("je.participe.fr"),
        ..source("a")
    };
    let known: Vec<Known> = known.collect();
    assert!(begins_here(&harvest, &known, &source));
    moved(&harvest, &known, &[], &BTreeSet::new(), &source)
}

#[test]
fn a_source_has_moved_when_most_of_it_is_known_under_another_origin() {
    let found = moving(&[PARK, BUDGET, TRAM], &[PARK_EDITED, BUDGET, TRAM]).unwrap();
    assert_eq!((found.count, found.from.as_str()), (2, "old.fr"));
    assert_eq!(
        found.notice(&source("a")),
        Reason::new(Code::HostMoved)
            .with("by", "origin")
            .with("count", 2_u32)
            .with("former", "old.fr")
            .with("source", "a")
    );
    assert_eq!(moving(&[PARK, BUDGET, TRAM], &[TRAM, PARK, BUDGET]), None);
    assert_eq!(moving(&[PARK, BUDGET, TRAM], &[PARK, TRAM, BUDGET]), None);
    assert_eq!(moving(&[], &[PARK]), None);
}

#[tokio::test(start_paused = true)]
async fn a_successor_of_a_source_that_is_gone_is_recognised_by_the_digests_that_are_kept() {
    let mut story = Story::default();
    story
        .polled("ancien", &[says(1, PARK), says(2, TRAM)])
        .await;
    let ancien = source("ancien").id;
    story.store.remove_source(&ancien, at(2)).await.unwrap();
    let names = story.store.names().await.unwrap();
    let numbered = [says(1, PARK_EDITED), says(2, TRAM)];
    let moved_to = |mut one: Consultation| {
        one.origin = Origin::new("neuf.fr");
        one.id = ConsultationId::new(&one.origin, one.kind, &one.native_id);
        Fresh {
            consultation: one,
            meetings_complete: true,
            unread: std::collections::BTreeSet::default(),
        }
    };
    let mut harvest = NormalizedHarvest {
        fresh: numbered.map(moved_to).into(),
        ..NormalizedHarvest::default()
    };
    let source = source("neuf");
    let find = |harvest: &NormalizedHarvest, configured: &[&SourceId]| {
        let configured = configured.iter().map(|id| (*id).clone()).collect();
        moved(harvest, &[], &names, &configured, &source)
    };
    assert_eq!(find(&harvest, &[&source.id]), None, "half is not most");
    harvest.fresh.remove(0);
    let found = find(&harvest, &[&source.id]).unwrap();
    assert_eq!((found.of.clone(), found.count), (Some(ancien.clone()), 1));
    assert_eq!(found.notice(&source).param("owner"), Some(&"ancien".into()));
    assert_eq!(find(&harvest, &[&source.id, &ancien]), None);
}
