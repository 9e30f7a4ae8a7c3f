mod confirmation;

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use passerelle_clock::Clock;
use passerelle_connectors::{self as connector, Connector, Context, Harvest};
use passerelle_fetch::{self as fetch, Answer, Fetch, Request};
use passerelle_geography::Geography;
use passerelle_index::{IdState, Index};
use passerelle_model::reason::Code;
use passerelle_model::{
    Consultation, Health, Meeting, MeetingHistory, MeetingId, MeetingTime, Moment, Origin,
    PhaseRecord, Platform, Reason, Record, Source, SpaceKind, Status,
};
use passerelle_normalize as normalize;
use passerelle_normalize::samples;
use passerelle_store::Store;
use passerelle_store::reference::Reference;

use super::*;

/// Returns the moment this many hours after the beginning of the story.
pub(super) fn at(hour: u32) -> DateTime<Utc> {
    let beginning: DateTime<Utc> = "2026-03-05T12:00:00Z".parse().unwrap();
    beginning + TimeDelta::hours(i64::from(hour))
}

/// A consultation with this key and without meetings.
pub(super) fn consultation(key: u32) -> Consultation {
    // Made once: properties ask for it thousands of times.
    static MADE: LazyLock<Mutex<BTreeMap<u32, Consultation>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap();
    let anew = || {
        let source = samples::source();
        let context = normalize::Context {
            source: &source,
            geography: Geography::official(),
            now: at(0),
        };
        normalize::consultation(record(key), &context).unwrap()
    };
    made.entry(key).or_insert_with(anew).clone()
}

fn record(key: u32) -> Record {
    Record {
        native_id: key.to_string(),
        // One page each: the same page of two sources would be one consultation.
        url: format!("https://je.participe.fr/processes/{key}")
            .parse()
            .unwrap(),
        meetings: Vec::new(),
        opens: None,
        closes: None,
        phases: Vec::new(),
        ..samples::record()
    }
}

/// A meeting with this key at that hour.
pub(super) fn meeting(key: u32, hour: u32) -> Meeting {
    let consultation = consultation(1);
    Meeting {
        id: MeetingId::new(&Origin::new("je.participe.fr"), &key.to_string()),
        url: consultation.url,
        title: consultation.title,
        description_html: consultation.description_html,
        time: MeetingTime::instants(at(hour).fixed_offset(), None),
        place: passerelle_model::Place::default(),
        cancelled: false,
        announced: true,
        history: MeetingHistory::new(at(0)),
    }
}

/// A clock that goes as tokio's does, so that it stands still with it.
#[derive(Debug)]
struct PausedClock(Instant);

impl Clock for PausedClock {
    fn now(&self) -> DateTime<Utc> {
        at(0) + TimeDelta::from_std(self.0.elapsed()).unwrap()
    }
}

#[derive(Debug)]
struct NoNetwork;

#[async_trait]
impl Fetch for NoNetwork {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        unreachable!("{:?}", request.url)
    }
}

/// The answers of a source: the next of the script at each poll, the last for ever.
#[derive(Clone)]
pub(super) enum Says {
    Lists(Vec<u32>),
    Partly(Vec<u32>),
    Records(Vec<Record>),
    IsDown,
    AsksToWait(Duration),
    Panics,
}

/// A connector that answers by heart.
#[derive(Default)]
struct Script {
    says: Mutex<BTreeMap<String, VecDeque<Says>>>,
    asked: Mutex<Vec<(String, DateTime<Utc>)>>,
    takes: Duration,
    running: AtomicUsize,
    most_running: AtomicUsize,
}

#[async_trait]
impl Connector for Script {
    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, connector::Error> {
        let id = context.source.id.to_string();
        self.asked.lock().unwrap().push((id.clone(), context.now));
        let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_running.fetch_max(running, Ordering::SeqCst);
        sleep(self.takes).await;
        self.running.fetch_sub(1, Ordering::SeqCst);
        let says = {
            let mut says = self.says.lock().unwrap();
            let script = says.get_mut(&id).unwrap();
            let says = script.pop_front().unwrap();
            if script.is_empty() {
                script.push_back(says.clone());
            }
            says
        };
        let url = context.source.url.clone();
        let partial = matches!(says, Says::Partly(_));
        let records = match says {
            Says::Lists(keys) | Says::Partly(keys) => keys.into_iter().map(record).collect(),
            Says::Records(records) => records,
            Says::IsDown => return Err(connector::Error::OutOfOrder { url, status: 503 }),
            Says::AsksToWait(after) => {
                return Err(connector::Error::Busy {
                    url,
                    retry_after: Some(after),
                });
            }
            Says::Panics => panic!("a bug in a connector"),
        };
        let complete = if partial {
            Vec::new()
        } else {
            vec![SpaceKind::Process]
        };
        Ok(Harvest {
            records,
            partial,
            listing: connector::Listing::Full {
                complete: complete.into_iter().collect(),
            },
            requests: 3,
            memory: Some("x".into()),
            ..Harvest::default()
        })
    }
}

pub(super) struct World {
    script: &'static Script,
    pub(super) store: Arc<Reference>,
    pub(super) index: Arc<Index>,
    pub(super) poller: Arc<Poller>,
}

pub(super) fn source(id: &str) -> Source {
    let origin = Origin::new(&format!("{id}.fr"));
    let platform = if id.starts_with("gateway") {
        Platform::Passerelle
    } else {
        Platform::Decidim
    };
    Source {
        id: id.parse().unwrap(),
        platform,
        origin,
        kinds: vec![SpaceKind::Process],
        every: Duration::from_hours(1),
        ..samples::source()
    }
}

impl World {
    pub(super) fn of(says: &[(&str, &[Says])]) -> Self {
        Self::with(says, Duration::from_secs(30), Arc::default())
    }

    fn with(says: &[(&str, &[Says])], takes: Duration, store: Arc<Reference>) -> Self {
        let script = says
            .iter()
            .map(|(id, says)| ((*id).to_owned(), says.iter().cloned().collect()));
        let script: &'static Script = Box::leak(Box::new(Script {
            says: Mutex::new(script.collect()),
            takes,
            ..Script::default()
        }));
        let sources: Vec<Source> = says.iter().map(|(id, _)| source(id)).collect();
        let index = Arc::new(Index::new(Geography::official(), &sources, at(0)).unwrap());
        let parts = Parts {
            store: Arc::clone(&store) as Arc<dyn Store>,
            fetch: Arc::new(NoNetwork),
            index: Arc::clone(&index),
            clock: Arc::new(PausedClock(Instant::now())),
            connectors: Arc::new(move |_| script),
            geography: Geography::official(),
        };
        let settings = Settings {
            gateway: "https://passerelle.example".parse().unwrap(),
            concurrency: 2,
            seed: 7,
        };
        let poller = Arc::new(Poller::new(parts, sources, settings));
        Self {
            script,
            store,
            index,
            poller,
        }
    }

    /// Runs the loop for this time.
    pub(super) async fn run_for(&self, time: Duration) {
        let stop = CancellationToken::new();
        self.poller.restore().await.unwrap();
        let running = tokio::spawn(Arc::clone(&self.poller).run(stop.clone()));
        sleep(time).await;
        stop.cancel();
        running.await.unwrap();
    }

    pub(super) fn served(&self) -> usize {
        self.index.current().len()
    }

    /// The hours at which a source was asked.
    pub(super) fn asked(&self, id: &str) -> Vec<f64> {
        let asked = self.script.asked.lock().unwrap();
        let times = asked
            .iter()
            .filter(|(asked, _)| asked == id)
            .map(|(_, when)| *when - at(0));
        times
            .map(|time| f64::from(i32::try_from(time.num_seconds()).unwrap()) / 3600.0)
            .collect()
    }
}

pub(super) fn hours(count: u32) -> Duration {
    Duration::from_hours(u64::from(count))
}

#[tokio::test(start_paused = true)]
async fn every_source_is_asked_at_the_start_and_after_its_interval() {
    let world = World::of(&[
        ("a", &[Says::Lists(vec![1, 2])]),
        ("b", &[Says::Lists(vec![3])]),
    ]);
    world.run_for(hours(5)).await;
    for id in ["a", "b"] {
        let asked = world.asked(id);
        assert!(
            asked[0] < 0.1 && (4..=6).contains(&asked.len()),
            "{asked:?}"
        );
        assert!(
            asked
                .windows(2)
                .all(|pair| (0.89..1.12).contains(&(pair[1] - pair[0]))),
            "{asked:?}"
        );
    }
    assert_eq!(world.served(), 3);
    let states = world.poller.states().load_full();
    assert_eq!(
        (
            states[0].health.clone(),
            states[0].last_outcome.fetched,
            states[0].last_outcome.requests
        ),
        (Health::Healthy, 2, 3)
    );
}

#[tokio::test(start_paused = true)]
async fn a_source_that_fails_is_asked_less_and_less_and_loses_nothing() {
    let mut says = vec![Says::Lists(vec![1, 2, 3])];
    says.extend(vec![Says::IsDown; 9]);
    says.push(Says::Lists(vec![1, 2]));
    let world = World::of(&[("a", &says)]);
    world.run_for(hours(20)).await;
    let asked = world.asked("a");
    assert_eq!(asked.len(), 6, "{asked:?}");
    assert!(asked[5] - asked[4] > 7.0, "{asked:?}");
    let state = world.poller.states().load()[0].clone();
    assert_eq!((state.health.clone(), state.failures), (Health::Failing, 5));
    let error = state.error.as_ref().unwrap();
    assert_eq!(error.code(), "out_of_order");
    assert!(error.to_string().contains("503") && state.memory.is_some());
    assert_eq!(world.served(), 3);
    assert_eq!(
        world.store.source_state(&state.id).await.unwrap(),
        Some(state),
        "a restart remembers it"
    );
    world.run_for(hours(24 * 7)).await;
    let state = world.poller.states().load()[0].clone();
    assert_eq!(
        (state.health, state.failures, state.error),
        (Health::Healthy, 0, None)
    );
    assert_eq!(
        world.served(),
        2,
        "and what two complete polls lack is withdrawn"
    );
}

#[tokio::test(start_paused = true)]
async fn a_source_that_asks_to_wait_is_left_alone() {
    let world = World::of(&[("a", &[Says::AsksToWait(hours(7)), Says::Lists(vec![1])])]);
    world.run_for(hours(8)).await;
    let asked = world.asked("a");
    assert!(asked[1] >= 7.0, "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn few_sources_are_asked_at_once_and_none_twice_at_once() {
    let says: Vec<(String, Vec<Says>)> = (0..6)
        .map(|at| (format!("s{at}"), vec![Says::Lists(vec![at])]))
        .collect();
    let says: Vec<(&str, &[Says])> = says
        .iter()
        .map(|(id, says)| (id.as_str(), says.as_slice()))
        .collect();
    let world = World::of(&says);
    world.run_for(hours(1)).await;
    assert_eq!(world.script.most_running.load(Ordering::SeqCst), 2);
    let alone = World::of(&[("a", &[Says::Lists(vec![1])])]);
    let ids = ["a".parse().unwrap()];
    let (first, second) = tokio::join!(
        alone.poller.poll_once(&ids, &|_| {}),
        alone.poller.poll_once(&[], &|_| {})
    );
    assert_eq!((first[0].outcome.new, second[0].outcome.new), (1, 0));
    assert_eq!(alone.script.most_running.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_restart_serves_what_was_known_before_anyone_is_asked() {
    let store = Arc::default();
    let before = World::with(
        &[
            ("a", &[Says::Lists(vec![1, 2])]),
            ("b", &[Says::Lists(vec![3])]),
        ],
        Duration::ZERO,
        Arc::clone(&store),
    );
    before.run_for(Duration::from_mins(10)).await;
    let after = World::with(
        &[("a", &[Says::IsDown])],
        Duration::ZERO,
        Arc::clone(&store),
    );
    after.poller.restore().await.unwrap();
    assert_eq!(
        after.served(),
        2,
        "and a source that is no longer configured is withdrawn at once"
    );
    let gone = passerelle_model::ConsultationId::new(&Origin::new("b.fr"), SpaceKind::Process, "3");
    assert!(matches!(
        after.index.current().get(gone),
        Some(IdState::Gone(_))
    ));
    assert_eq!(after.poller.states().load()[0].health, Health::Healthy);
    assert_eq!(
        after
            .store
            .source_state(&"b".parse().unwrap())
            .await
            .unwrap(),
        None
    );
    after.run_for(Duration::from_mins(30)).await;
    assert_eq!(
        after.asked("a"),
        Vec::<f64>::new(),
        "nobody is asked before it is due"
    );
}

#[tokio::test(start_paused = true)]
async fn when_a_source_is_removed_every_gateway_is_read_from_the_beginning() {
    let store: Arc<Reference> = Arc::default();
    let lists = |keys: &[u32]| [Says::Lists(keys.to_vec())];
    let (a, b, relayed) = (lists(&[1]), lists(&[2]), lists(&[3]));
    let restored = async |says: &[(&str, &[Says])]| {
        let world = World::with(says, Duration::ZERO, Arc::clone(&store));
        world.poller.restore().await.unwrap();
        let memories = ["a", "gateway"].map(|id| id.parse().unwrap());
        let mut remembers = Vec::new();
        for id in memories {
            let state = store.source_state(&id).await.unwrap();
            remembers.push(state.is_some_and(|state| state.memory.is_some()));
        }
        (world, remembers)
    };
    let (world, _) = restored(&[("a", &a), ("b", &b), ("gateway", &relayed)]).await;
    world.poller.poll_once(&[], &|_| {}).await;
    let (_, remembers) = restored(&[("a", &a), ("b", &b), ("gateway", &relayed)]).await;
    assert_eq!(remembers, [true, true], "a restart alone forgets nothing");
    let (world, remembers) = restored(&[("a", &a), ("gateway", &relayed)]).await;
    assert_eq!(remembers, [true, false]);
    assert_eq!(world.served(), 2, "and what it relays is served meanwhile");
}

#[tokio::test(start_paused = true)]
async fn a_bug_over_one_source_stops_no_other() {
    let world = World::of(&[
        ("a", &[Says::Panics, Says::Lists(vec![1])]),
        ("b", &[Says::Lists(vec![2])]),
    ]);
    let reports = world.poller.poll_once(&[], &|_| {}).await;
    assert_eq!(
        (reports[0].health.clone(), reports[1].health.clone()),
        (Health::Failing, Health::Healthy)
    );
    let error = reports[0].error.as_ref().unwrap();
    assert_eq!(error.code(), "gateway_error");
    world.run_for(hours(3)).await;
    assert_eq!(world.served(), 2, "and it is asked again");
}

#[tokio::test(start_paused = true)]
async fn stopping_abandons_requests_and_writes_nothing_half() {
    let world = World::with(&[("a", &[Says::Lists(vec![1])])], hours(10), Arc::default());
    let began = Instant::now();
    world.run_for(hours(1)).await;
    assert!(
        began.elapsed() < hours(2),
        "it does not wait for the source"
    );
    assert_eq!(
        world
            .store
            .source_state(&"a".parse().unwrap())
            .await
            .unwrap(),
        None
    );
}

#[tokio::test(start_paused = true)]
async fn a_status_changes_by_the_clock_without_a_poll() {
    let phase = PhaseRecord {
        title: samples::record().title,
        opens: Some(Moment::Instant(at(3).fixed_offset())),
        closes: Some(Moment::Instant(at(5).fixed_offset())),
        ..PhaseRecord::default()
    };
    let record = Record {
        phases: vec![phase],
        ..record(1)
    };
    let mut says = vec![Says::Records(vec![record]), Says::AsksToWait(hours(20))];
    says.push(Says::IsDown);
    let world = World::of(&[("a", &says)]);
    let id = passerelle_model::ConsultationId::new(&Origin::new("a.fr"), SpaceKind::Process, "1");
    let status = || match world.index.current().get(id) {
        Some(IdState::Here(entry)) => entry.status,
        other => panic!("{other:?}"),
    };
    let stop = CancellationToken::new();
    let running = tokio::spawn(Arc::clone(&world.poller).run(stop.clone()));
    sleep(Duration::from_mins(150)).await;
    assert_eq!(status(), Status::Upcoming);
    sleep(Duration::from_mins(31)).await;
    assert_eq!(status(), Status::Open);
    sleep(hours(2)).await;
    assert_eq!(status(), Status::Closed);
    stop.cancel();
    running.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_relayed_is_told_in_words() {
    let untitled = Record {
        title: passerelle_model::LocalizedText::default(),
        subtitle: passerelle_model::LocalizedText::default(),
        short_description: passerelle_model::LocalizedText::default(),
        description: passerelle_model::LocalizedText::default(),
        ..record(5)
    };
    let world = World::of(&[("a", &[Says::Records(vec![record(4), untitled])])]);
    let reported = Mutex::new(Vec::new());
    let reports = world
        .poller
        .poll_once(&[], &|report| {
            reported.lock().unwrap().push(report.source.to_string());
        })
        .await;
    assert_eq!(reports[0].outcome.fetched, 1);
    let untitled = Reason::new(Code::TextMissing).with("key", "5");
    assert_eq!(
        reports[0].notices,
        [Reason::new(Code::RecordsRejected)
            .with("count", 1_u32)
            .with("records", untitled)]
    );
    assert_eq!(*reported.lock().unwrap(), ["a"]);
}
