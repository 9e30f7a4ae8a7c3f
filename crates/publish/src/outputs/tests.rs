//! Promises of the table of outputs.

use std::collections::BTreeSet;

use super::*;

#[test]
fn every_path_and_every_operation_is_declared_once() {
    let paths: BTreeSet<&str> = ALL.iter().map(|output| output.path).collect();
    assert_eq!(paths.len(), ALL.len());
    let operations = ALL.iter().filter_map(|output| output.operation.as_ref());
    let operations: Vec<&str> = operations.map(|operation| operation.id).collect();
    let named: BTreeSet<&str> = operations.iter().copied().collect();
    assert_eq!(named.len(), operations.len());
}

#[test]
fn every_parameter_that_is_described_is_taken() {
    for output in ALL {
        let own = output.operation.iter().flat_map(|operation| operation.own);
        for own in own {
            let mut taken = output.takes.names();
            assert!(
                taken.any(|name| name == own.name),
                "{} {}",
                output.path,
                own.name
            );
        }
    }
}

#[test]
fn a_path_that_varies_is_found_by_what_it_varies_to() {
    for (path, found) in [
        ("/rss.xml", Some("/rss.xml")),
        ("/numbers", Some("/numbers")),
        ("/numbers/status.csv", Some("/numbers/{chart}.csv")),
        ("/numbers/status", None),
        ("/consultations/a/b", None),
        ("/consultations/x", Some("/consultations/{id}")),
        (
            "/api/v1/consultations/x",
            Some("/api/v1/consultations/{id}"),
        ),
        ("/assets/style.css", Some("/assets/style.css")),
        ("/assets/logo.png", Some("/assets/{file}")),
        ("/metrics", None),
    ] {
        assert_eq!(Output::at(path).map(|output| output.path), found, "{path}");
    }
}
