use url::Url;

use super::*;

fn source(platform: Platform, url: &str, given: Option<&str>) -> Source {
    let url: Url = url.parse().unwrap();
    let given = given.map(Origin::new);
    let (origin, naming) = Naming::of_new(platform, &url, None, given).unwrap();
    Source {
        platform,
        url,
        origin,
        naming,
        ..crate::samples::source("nancy", platform, "https://je.participe.fr")
    }
}

fn name(source: &Source, origin: &str, native_id: &str, is_withdrawn: bool) -> Name {
    Name {
        source: source.id.clone(),
        origin: Origin::new(origin),
        kind: SpaceKind::Process,
        native_id: native_id.to_owned(),
        is_withdrawn,
        marks: None,
    }
}

#[test]
fn what_means_nothing_outside_a_feed_stands_behind_its_path() {
    let feed = source(Platform::Feed, "https://ville.fr/Agenda/rss.xml", None);
    for global in [
        "https://ville.fr/?p=12",
        "tag:ville.fr,2026:12",
        "urn:uuid:3b237780-3aad-50ff-8a30-2d51e219dabb",
        "3b237780-3aad-50ff-8a30-2d51e219dabb",
    ] {
        assert_eq!(feed.qualified(global), global);
    }
    for local in ["1", "post:12", "12 at ville", "/actualites/12", "a://"] {
        let is_uri = local == "a://";
        assert_eq!(feed.qualified(local) == local, is_uri, "{local}");
    }
    assert_eq!(feed.qualified("1"), "/Agenda/rss.xml 1");
    assert_eq!(unqualified("/Agenda/rss.xml 1"), "1");
    assert_eq!(unqualified("Un titre"), "Un titre");
    let by_query = |query: &str| {
        source(Platform::Feed, &format!("https://ville.fr/?{query}"), None).qualified("1")
    };
    assert_ne!(by_query("feed=rss2&cat=3"), by_query("feed=rss2&cat=4"));
    assert!(!by_query("token=0612345678").contains("0612345678"));
    assert_eq!(unqualified(&by_query("feed=rss2")), "1");
    let decidim = source(Platform::Decidim, "https://ville.fr/decidim", None);
    assert_eq!(decidim.qualified("1"), "1");
}

#[test]
fn a_source_of_which_ids_are_kept_goes_on_as_they_were_made() {
    let url = "https://static.fr/nancy.csv";
    let list = source(Platform::File, url, None);
    let origin = |kept: &[Name]| list.clone().settled(kept).origin.to_string();
    assert_eq!(origin(&[]), "static.fr/nancy.csv");
    let former = name(&list, "static.fr", "1", false);
    assert_eq!(origin(std::slice::from_ref(&former)), "static.fr");
    assert_eq!(
        origin(&[name(&list, "static.fr", "1", true)]),
        "static.fr",
        "withdrawn or not"
    );
    let of_another = Name {
        source: "autre".parse().unwrap(),
        ..former.clone()
    };
    assert_eq!(origin(&[of_another]), "static.fr/nancy.csv");
    let new = name(&list, "static.fr/nancy.csv", "1", false);
    assert_eq!(
        origin(&[name(&list, "static.fr", "1", true), new]),
        "static.fr/nancy.csv"
    );
    let given = source(Platform::File, url, Some("listes.fr/nancy"));
    assert_eq!(given.settled(&[former]).origin.as_str(), "listes.fr/nancy");
}

#[test]
fn a_feed_goes_on_as_its_ids_were_made_where_its_address_changes_too() {
    let feed = source(Platform::Feed, "https://ville.fr/rss", None);
    let qualified = |feed: &Source, kept: &[Name]| feed.clone().settled(kept).qualified("1");
    let global = name(&feed, "ville.fr", "https://ville.fr/?p=1", false);
    assert_eq!(
        qualified(&feed, std::slice::from_ref(&global)),
        "/rss 1",
        "which tells nothing"
    );
    assert_eq!(
        qualified(&feed, &[global, name(&feed, "ville.fr", "7", false)]),
        "1"
    );
    let moved = name(&feed, "ville.fr", "/feed 7", false);
    assert_eq!(qualified(&feed, std::slice::from_ref(&moved)), "/feed 1");
    let host = source(
        Platform::Feed,
        "https://www.ville-neuve.fr/rss",
        Some("ville.fr"),
    );
    assert_eq!(qualified(&host, &[moved]), "/feed 1");
}

/// The sheet of a workbook, and the origins of several that are configured together.
fn sheet(query: &str) -> Source {
    let url = format!("https://docs.fr/d/Ab1/pub{query}");
    source(Platform::File, &url, None)
}

fn together(queries: &[&str]) -> Vec<String> {
    let mut all: Vec<Source> = queries.iter().map(|query| sheet(query)).collect();
    tell_lists_apart(&mut all);
    let origins = all.iter().map(|source| source.origin.to_string());
    origins.collect()
}

#[test]
fn lists_of_one_path_are_told_apart_by_their_queries() {
    const PATH: &str = "docs.fr/d/Ab1/pub";
    assert_eq!(together(&["?gid=0&v=2"]), [PATH], "alone, by its path");
    let three = together(&["", "?gid=0&output=csv", "?gid=17&key=secret"]);
    assert_eq!(three[0], PATH);
    let distinct: BTreeSet<&String> = three.iter().collect();
    assert_eq!(distinct.len(), 3);
    assert!(three[2].starts_with(PATH) && !three[2].contains("secret"));
    let turned = together(&["?gid=17&key=secret", "?gid=0&output=csv"]);
    assert_eq!((&turned[0], &turned[1]), (&three[2], &three[1]));
    let given = source(Platform::File, "https://docs.fr/d/Ab1/pub?a", Some(PATH));
    let mut all = [given, sheet("?b")];
    tell_lists_apart(&mut all);
    assert_eq!(all[0].origin, all[1].origin, "what is written stands");
}

#[test]
fn a_list_keeps_its_ids_when_its_query_changes_or_another_comes_beside_it() {
    let mut both = [sheet("?gid=0&key=new"), sheet("?gid=1")];
    tell_lists_apart(&mut both);
    let [list, _] = both;
    let mut former = [sheet("?gid=0&key=old"), sheet("?gid=1")];
    tell_lists_apart(&mut former);
    for former in [former[0].origin.as_str(), "docs.fr/d/Ab1/pub", "docs.fr"] {
        let kept = [name(&list, former, "1", false)];
        assert_eq!(list.clone().settled(&kept).origin.as_str(), former);
    }
    for another in [
        "docs.fr/d/Ab1/public",
        "docs.fr/d/Ab1/pub/autre",
        "ville.fr",
    ] {
        let kept = [name(&list, another, "1", false)];
        assert_eq!(list.clone().settled(&kept).origin, list.origin, "{another}");
    }
}
