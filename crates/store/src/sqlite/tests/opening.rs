//! Opening what stands at an address: a place that cannot be, a file that is not ours, a lock.

use std::time::Duration;

use super::{execute, place};
use crate::samples::commit;
use crate::sqlite::Sqlite;
use crate::sqlite::open::Location;
use crate::{Error, Store, open, stored_names};
use passerelle_model::Name;

#[tokio::test]
async fn a_file_that_is_not_ours_is_told_and_left_as_it_is() {
    let (folder, url) = place();
    let path = folder.path().join("kept.db");
    let text = "Ceci n’est pas une base de données.\n".repeat(100);
    std::fs::write(&path, &text).unwrap();
    let error = Sqlite::open(&url).await.unwrap_err();
    assert!(matches!(error, Error::NotADatabase { .. }), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    std::fs::remove_file(&path).unwrap();

    let store = Sqlite::open(&url).await.unwrap();
    execute(&store, "PRAGMA application_id = 0").await;
    store.close().await;
    let before = std::fs::read(&path).unwrap();
    let error = Sqlite::open(&url).await.unwrap_err();
    assert!(matches!(error, Error::Foreign { .. }), "{error}");
    assert!(error.to_string().contains("kept.db"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_database_of_a_newer_release_is_refused() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    execute(
        &store,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)",
    )
    .await;
    store.close().await;
    let error = Sqlite::open(&url).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Newer {
                migration: 9999,
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_database_of_the_first_release_gets_what_it_lacks_and_keeps_everything() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    super::fill(&store).await;
    let before = store.contents().await.unwrap();
    execute(&store, "DROP TABLE decision").await;
    execute(&store, "DROP TABLE log").await;
    execute(&store, "ALTER TABLE consultation DROP COLUMN marks").await;
    execute(&store, "DELETE FROM _sqlx_migrations WHERE version > 1").await;
    store.close().await;
    let seen = stored_names(&url).await.unwrap();
    let again = stored_names(&url).await;
    assert_eq!(
        (seen.names.len(), Some(&seen)),
        (3, again.as_ref()),
        "looked at and left alone"
    );
    let store = Sqlite::open(&url).await.unwrap();
    assert!(!store.log().await.unwrap().is_nil());
    assert_eq!(store.contents().await.unwrap(), before);
    let unmarked = |one: Name| Name { marks: None, ..one };
    let names: Vec<Name> = store.names().await.unwrap();
    assert_eq!(
        names.into_iter().map(unmarked).collect::<Vec<_>>(),
        seen.names
    );
    assert_eq!(seen.sources[0].id.as_str(), "nancy");
}

#[tokio::test]
async fn nothing_is_made_by_a_glimpse() {
    let (folder, url) = place();
    assert_eq!(stored_names(&url).await, None);
    assert_eq!(stored_names("sqlite::memory:").await, None);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_database_that_another_process_locks_is_told() {
    let (_folder, url) = place();
    let other = Sqlite::open(&url).await.unwrap();
    let store = Sqlite::open_with_timeout(&url, Duration::from_millis(50))
        .await
        .unwrap();
    let lock = other.writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let busy = store
        .commit(commit("nancy", 1, Vec::new()))
        .await
        .unwrap_err();
    assert!(matches!(busy, Error::Busy { .. }), "{busy}");
    let busy = Sqlite::open_with_timeout(&url, Duration::from_millis(50))
        .await
        .unwrap_err();
    assert!(matches!(busy, Error::Busy { .. }), "{busy}");
    lock.rollback().await.unwrap();
    store.commit(commit("nancy", 1, Vec::new())).await.unwrap();
}

#[tokio::test]
async fn a_database_that_cannot_be_written_is_told() {
    let (_folder, url) = place();
    let mut store = Sqlite::open(&url).await.unwrap();
    store.writer = store.readers.clone();
    let error = store
        .commit(commit("nancy", 1, Vec::new()))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
}

#[tokio::test]
async fn a_place_that_cannot_be_is_told() {
    let (folder, _) = place();
    let folder = folder.path().display();
    let error = open(&format!("sqlite://{folder}/no/such/kept.db"))
        .await
        .err()
        .unwrap();
    assert!(matches!(error, Error::NoFolder { .. }), "{error}");
    let error = open(&format!("sqlite://{folder}")).await.err().unwrap();
    assert!(matches!(error, Error::Unopenable { .. }), "{error}");
    let error = open("mysql://root:secret@host/db")
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(
        error.starts_with("`mysql` is not a store") && !error.contains("secret"),
        "{error}"
    );
}

#[test]
fn addresses_name_a_file_or_memory() {
    let location = |url| Location::of_url(url).map_err(|error| error.to_string());
    assert_eq!(location("sqlite::memory:"), Ok(Location::Memory));
    for (url, path) in [
        ("sqlite://passerelle.db", "passerelle.db"),
        (
            "sqlite:///var/lib/passerelle/kept é.db",
            "/var/lib/passerelle/kept é.db",
        ),
    ] {
        assert_eq!(location(url), Ok(Location::File(path.as_ref())));
    }
    for bad in [
        "sqlite:",
        "sqlite:passerelle.db",
        "sqlite://",
        "sqlite://dir/",
        "sqlite://a.db?mode=ro",
        "sqlite://file:a.db",
    ] {
        let told = location(bad).unwrap_err();
        assert!(
            told.starts_with(&format!("`{bad}` is no usable address")),
            "{told}"
        );
    }
}
