//! The gateway in figures: as JSON, as a page with pictures, and each chart as a sheet, all of which say the same.

use std::io::Write as _;
use std::process::{Command, Stdio};

use reqwest::StatusCode;
use serde_json::Value;

use crate::gateway::{Gateway, header};

const CHARTS: [&str; 7] = [
    "status",
    "months",
    "territory",
    "modality",
    "level",
    "durations",
    "results",
];

#[tokio::test]
async fn the_figures_are_those_of_what_the_filter_selects() {
    let gateway = Gateway::start().await;
    let all = gateway.json("/api/v1/stats").await;
    let some = gateway.json("/api/v1/stats?territory=54498").await;
    assert_eq!(
        (&all["consultations"], &some["consultations"]),
        (&5.into(), &1.into())
    );
    let months = all["months"].as_array().unwrap();
    assert_eq!(months.len(), 24);
    assert_eq!(months[23]["month"], "2026-11");
    for figures in [&all, &some] {
        let bands: u64 = figures["durations"]["bands"]
            .as_array()
            .unwrap()
            .iter()
            .map(|band| band["count"].as_u64().unwrap())
            .sum();
        assert_eq!(figures["durations"]["known"], bands);
        let over = figures["results"]["over"].as_u64().unwrap();
        assert!(figures["results"]["published"].as_u64().unwrap() <= over);
        let by_status = |token: &str| {
            let statuses = figures["status"].as_array().unwrap();
            let status = statuses.iter().find(|status| status["value"] == token);
            status.unwrap()["count"].as_u64().unwrap()
        };
        assert_eq!(over, by_status("closed") + by_status("results"));
        assert_eq!(figures["results"]["published"], by_status("results"));
    }
    let wrong = gateway.get("/api/v1/stats?limit=3").await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn under_a_filter_no_figure_speaks_of_more_than_what_it_selects() {
    let gateway = Gateway::start().await;
    for filter in [
        "",
        "territory=54395",
        "territory=54498",
        "status=open",
        "status=open&sort=name",
        "modality=idea_box",
        "level=involve",
        "platform=decidim",
        "source=nancy",
        "q=parcs",
    ] {
        let stats = gateway.json(&format!("/api/v1/stats?{filter}")).await;
        let number = |name: &str| stats[name].as_u64().unwrap();
        let total = number("consultations");
        let listed = gateway
            .json(&format!("/api/v1/consultations?{filter}"))
            .await;
        assert_eq!(listed["total"], total, "{filter}");
        let met = gateway.json(&format!("/api/v1/meetings?{filter}")).await;
        let items = met["items"].as_array().unwrap().iter();
        let held =
            items.filter(|meeting| meeting["announced"] == true && meeting["cancelled"] == false);
        assert_eq!(held.count(), stats["meetings"], "{filter}");
        let sources = number("sources");
        assert!(sources <= 2 && (sources > 0) == (total > 0), "{filter}");
        let facet = |name: &str| -> Vec<u64> {
            let values = stats[name].as_array().unwrap().iter();
            values.map(|it| it["count"].as_u64().unwrap()).collect()
        };
        for name in ["status", "level", "modality", "territory", "platform"] {
            assert!(
                facet(name).iter().all(|count| *count <= total),
                "{name} of {filter}"
            );
        }
        assert_eq!(facet("status").iter().sum::<u64>(), total, "{filter}");
        let levels = facet("level").iter().sum::<u64>() + number("without_level");
        assert_eq!(levels, total, "{filter}");
        page_and_sheets_say_the_same(&gateway, filter, &stats).await;
    }
}

/// The page and every sheet say what the JSON says, and no figure is greater than the total.
async fn page_and_sheets_say_the_same(gateway: &Gateway, filter: &str, stats: &Value) {
    let total = stats["consultations"].as_u64().unwrap();
    let page = gateway.text(&format!("/numbers?{filter}&lang=en")).await;
    for chart in CHARTS {
        let sheet = gateway
            .text(&format!("/numbers/{chart}.csv?{filter}&lang=en"))
            .await;
        let sheet = rows(&sheet);
        let section = page
            .split(&format!("<section aria-labelledby=\"{chart}\">"))
            .nth(1)
            .unwrap();
        let table = section.split("</table>").next().unwrap();
        for row in &sheet[1..] {
            let cells = row[2..].iter().map(|cell| format!("<td>{cell}</td>"));
            let shown = format!("{}</th>{}", row[1], cells.collect::<String>());
            assert!(
                table.contains(&shown),
                "{shown} of {chart} of {filter}: {table}"
            );
            assert!(
                row[2..]
                    .iter()
                    .all(|cell| cell.parse::<u64>().unwrap() <= total)
            );
        }
        if let Some(facet) = stats[chart].as_array().filter(|_| chart != "months") {
            for value in facet {
                let row = sheet.iter().find(|row| value["value"] == row[0]).unwrap();
                assert_eq!(row[2], value["count"].to_string(), "{chart} of {filter}");
            }
        }
    }
}

#[tokio::test]
async fn a_sheet_of_figures_opens_in_french_spreadsheets_as_that_of_consultations_does() {
    let gateway = Gateway::start().await;
    let sheet = gateway.get("/numbers/status.csv?separator=semicolon").await;
    let sheet = sheet.bytes().await.unwrap();
    let begins = "\u{feff}Code;État;Consultations\r\n";
    assert!(sheet.starts_with(begins.as_bytes()), "{sheet:?}");
    let wrong = gateway.get("/numbers/status.csv?separator=tab").await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn months_count_only_days_that_have_come() {
    let gateway = Gateway::start().await;
    let stats = gateway.json("/api/v1/stats").await;
    let months = stats["months"].as_array().unwrap();
    let sum = |name: &str| -> u64 { months.iter().map(|it| it[name].as_u64().unwrap()).sum() };
    let by_status = |tokens: &[&str]| -> u64 {
        let statuses = stats["status"].as_array().unwrap().iter();
        statuses
            .filter(|it| tokens.contains(&it["value"].as_str().unwrap()))
            .map(|it| it["count"].as_u64().unwrap())
            .sum()
    };
    assert!(sum("opened") <= stats["consultations"].as_u64().unwrap() - by_status(&["upcoming"]));
    assert!(sum("closed") <= by_status(&["closed", "results", "unknown"]));
}

/// The rows of a sheet as Python reads them.
fn rows(sheet: &str) -> Vec<Vec<String>> {
    let program = "import csv,json,sys; print(json.dumps(list(csv.reader(sys.stdin))))";
    let mut python = Command::new("python3")
        .args(["-c", program])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = python.stdin.take().unwrap();
    stdin.write_all(sheet.as_bytes()).unwrap();
    drop(stdin);
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn every_chart_has_a_sheet_that_says_what_the_json_says() {
    let gateway = Gateway::start().await;
    let stats = gateway.json("/api/v1/stats").await;
    for chart in CHARTS {
        let response = gateway.get(&format!("/numbers/{chart}.csv?lang=en")).await;
        assert_eq!(response.status(), StatusCode::OK, "{chart}");
        assert!(header(&response, "content-type").starts_with("text/csv"));
        let rows = rows(&response.text().await.unwrap());
        assert_eq!(rows[0][0], "Code", "{chart}");
        let expected: Vec<Value> = match chart {
            "months" => stats["months"].as_array().unwrap().clone(),
            "durations" => stats["durations"]["bands"].as_array().unwrap().clone(),
            "results" => {
                assert_eq!(rows[1][2], stats["results"]["published"].to_string());
                continue;
            }
            facet => stats[facet].as_array().unwrap().clone(),
        };
        // What declares no level has a row of its own.
        let more = if chart == "level" { 2 } else { 1 };
        assert_eq!(rows.len(), expected.len() + more, "{chart}");
        for value in &expected {
            let (key, figure) = match chart {
                "months" => (
                    value["month"].as_str().unwrap().to_owned(),
                    &value["opened"],
                ),
                "durations" => {
                    let to_days = value["to_days"].as_u64().map(|days| days.to_string());
                    let key = format!("{}-{}", value["from_days"], to_days.unwrap_or_default());
                    (key, &value["count"])
                }
                _ => (value["value"].as_str().unwrap().to_owned(), &value["count"]),
            };
            let row = rows.iter().find(|row| row[0] == key).unwrap();
            assert_eq!(row[2], figure.to_string(), "{key} of {chart}");
        }
    }
    let nothing = gateway.get("/numbers/people.csv").await;
    assert_eq!(nothing.status(), StatusCode::NOT_FOUND);
    assert!(nothing.text().await.unwrap().contains("status.csv"));
}

#[tokio::test]
async fn the_page_shows_each_chart_as_picture_sentence_table_and_sheet() {
    let gateway = Gateway::start().await;
    for (language, heading) in [("fr", "En chiffres"), ("en", "In figures")] {
        let page = gateway
            .text(&format!("/numbers?lang={language}&territory=245400676"))
            .await;
        assert!(page.contains(&format!("<h1>{heading}")), "{page}");
        assert!(page.contains("Métropole du Grand Nancy"));
        for chart in CHARTS {
            let section = page
                .split(&format!("<section aria-labelledby=\"{chart}\">"))
                .nth(1)
                .unwrap();
            let section = section.split("</section>").next().unwrap();
            assert!(
                section.contains("<table>") && section.contains("scope=\"row\""),
                "{chart}"
            );
            // The gateway's own language needs not be said.
            let said = if language == "fr" { "" } else { "&amp;lang=en" };
            let sheet = format!("href=\"numbers/{chart}.csv?territory=245400676{said}\"");
            assert!(
                section.contains(&sheet) || section.contains(&sheet.replace("&amp;", "&#38;")),
                "{section}"
            );
        }
        assert!(page.contains("<svg class=\"chart\""));
    }
    let first = gateway.get("/numbers").await;
    let etag = header(&first, "etag").to_owned();
    let again = gateway
        .get_with("/numbers", &[("if-none-match", &etag)])
        .await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}
