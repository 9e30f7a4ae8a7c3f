use std::collections::{BTreeMap, BTreeSet};

use super::*;

const DAYS: [&str; 3] = [
    "2026-11-22T12:00:00Z",
    "2028-02-29T08:00:00Z",
    "2027-12-31T21:00:00Z",
];

fn instances(day: &str) -> impl Iterator<Item = Instance> {
    let today = Today::at(day.parse().unwrap());
    sites()
        .unwrap()
        .into_iter()
        .map(move |site| Instance::new(site, "http://127.0.0.1:1".to_owned(), today).unwrap())
}

fn asked(instance: &Instance, query: &str, accept: &str) -> (StatusCode, Value) {
    let request = Request {
        query: Some(query.to_owned()),
        ..Request::default()
    };
    crate::tests::block_on(instance.answer(&request, Some(accept)))
}

#[test]
fn there_are_enough_projects_in_every_state() {
    let sites = sites().unwrap();
    let counts: Vec<usize> = sites.iter().map(|site| site.projects.len()).collect();
    assert!(counts[0] >= 12 && counts[1] >= 10, "{counts:?}");
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for instance in instances(DAYS[0]) {
        let (_, answer) = asked(&instance, "{projects{edges{node{steps{state}}}}}", PREVIEW);
        for project in answer["data"]["projects"]["edges"].as_array().unwrap() {
            for step in project["node"]["steps"].as_array().unwrap() {
                *states
                    .entry(step["state"].as_str().unwrap().to_owned())
                    .or_default() += 1;
            }
        }
    }
    for state in ["OPENED", "FUTURE", "CLOSED"] {
        assert!(states.get(state) > Some(&5), "{states:?}");
    }
}

#[test]
fn french_punctuation_has_its_no_break_spaces_and_apostrophes() {
    for site in sites().unwrap() {
        let mut texts: Vec<&str> = Vec::new();
        for project in &site.projects {
            texts.extend([project.title.as_str(), project.meta.as_str()]);
            texts.extend(project.steps.iter().map(|step| step.title.as_str()));
        }
        for (event, _) in site.all_events() {
            texts.extend([event.title.as_str(), event.text.as_str()]);
            texts.extend(event.address.as_deref());
        }
        let unique: BTreeSet<&str> = site
            .projects
            .iter()
            .map(|project| project.meta.as_str())
            .collect();
        assert_eq!(unique.len(), site.projects.len(), "every text is its own");
        for text in texts {
            for bad in [" ;", " ?", " !", " :", "« ", " »", "'"] {
                assert!(!text.contains(bad), "`{bad}` in {text}");
            }
        }
    }
}

#[test]
fn on_any_day_dates_have_no_zone_and_no_mark_is_left() {
    for day in DAYS {
        for instance in instances(day) {
            let query = "{projects{totalCount edges{node{id url title metaDescription publishedAt type{title} themes{id title} districts{edges{node{id name}}} \
                 steps{__typename id url title state timeRange{startAt endAt}} contributors{totalCount}}}} \
                 events{totalCount edges{node{id url title body timeRange{startAt endAt} googleMapsAddress{formatted lat lng}}}}}";
            let (status, answer) = asked(&instance, query, PREVIEW);
            assert_eq!((status, &answer["errors"]), (StatusCode::OK, &Value::Null));
            let text = answer.to_string();
            assert!(!text.contains('{') || !text.contains("{date"), "{text}");
            let event = &answer["data"]["events"]["edges"][0]["node"];
            let start = event["timeRange"]["startAt"].as_str().unwrap();
            assert!(
                chrono::NaiveDateTime::parse_from_str(start, "%Y-%m-%d %H:%M:%S").is_ok(),
                "{start}"
            );
        }
    }
}

#[test]
fn only_the_exact_media_type_lists_something() {
    for instance in instances(DAYS[0]) {
        for accept in [
            "*/*",
            "application/json",
            "application/vnd.cap-collectif.preview+json, application/json",
        ] {
            let (status, answer) = asked(&instance, "{projects{totalCount}}", accept);
            assert_eq!(status, StatusCode::OK);
            assert_eq!(
                answer["errors"][0]["message"],
                "Cannot query field \"projects\" on type \"Query\"."
            );
        }
        let (status, _) = asked(&instance, "{projects{", PREVIEW);
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }
}

#[test]
fn a_project_is_asked_for_its_own_events() {
    let nantes = instances(DAYS[0]).next().unwrap();
    let (_, all) = asked(
        &nantes,
        "{events{totalCount} projects{edges{node{id}}}}",
        PREVIEW,
    );
    let first = all["data"]["projects"]["edges"][0]["node"]["id"]
        .as_str()
        .unwrap();
    let query = format!("{{events(project: \"{first}\"){{totalCount edges{{node{{title}}}}}}}}");
    let (_, own) = asked(&nantes, &query, PREVIEW);
    assert_eq!(own["data"]["events"]["totalCount"], 2);
    assert!(all["data"]["events"]["totalCount"].as_i64() > Some(6));
}

#[test]
fn every_address_that_is_told_answers_but_those_of_hidden_steps() {
    for instance in instances(DAYS[0]) {
        let sitemap = html::sitemap(&instance.site, "");
        let paths: Vec<&str> = sitemap
            .split("<loc>")
            .skip(1)
            .map(|rest| rest.split("</loc>").next().unwrap())
            .collect();
        assert!(paths.len() > 15);
        for path in &paths {
            assert!(
                html::page(&instance.site, instance.today, path).is_some(),
                "{path}"
            );
        }
        for project in &instance.site.projects {
            for step in &project.steps {
                let path = project.path(step);
                assert_eq!(paths.contains(&path.as_str()), !step.hidden, "{path}");
            }
        }
        assert!(html::page(&instance.site, instance.today, "/project/rien/collect/x").is_none());
    }
}
