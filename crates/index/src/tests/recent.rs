//! Orders by date, where sources say when something was published and where they do not.

use super::*;

#[test]
fn what_says_no_date_is_recent_only_where_it_came_after_the_first_poll() {
    let seen = |number, title: &str, source: &str, days| {
        let mut stored = sample(number, title);
        stored.consultation.source = source.parse().unwrap();
        stored.history.first_seen = now() - Duration::days(days);
        stored
    };
    let dated = |mut stored: Stored, days| {
        stored.consultation.published_at = Some(now() - Duration::days(days));
        stored
    };
    let content = vec![
        seen(1, "sur la liste de toujours", "seichamps", 3),
        seen(2, "ajoutée hier à la liste", "seichamps", 1),
        seen(3, "sur une liste lue aujourd’hui", "maxeville", 0),
        dated(seen(4, "publiée avant-hier", "nancy", 0), 2),
        dated(seen(5, "publiée il y a un an", "nancy", 0), 365),
    ];
    let expected = [
        "ajoutée hier à la liste",
        "publiée avant-hier",
        "publiée il y a un an",
        "sur une liste lue aujourd’hui",
        "sur la liste de toujours",
    ];
    let snapshot = holding(content.clone());
    assert_eq!(titles(&snapshot, "sort=recent"), expected);
    let index = empty_index();
    for stored in content.into_iter().rev() {
        let upserts = vec![stored];
        index.apply(
            Delta {
                upserts,
                gone: vec![],
            },
            now(),
        );
    }
    assert_eq!(titles(&index.current(), "sort=recent"), expected);
    let published = |at: usize| snapshot.search(&filter("")).items[at].published();
    assert_eq!(published(0), None, "a date is never made up");
    assert_eq!(published(1), Some(now() - Duration::days(2)));
}
