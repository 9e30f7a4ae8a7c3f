//! Feeds as sites really write them: what is wrong in their form costs nothing of what they say.

use super::*;

#[tokio::test]
async fn a_message_of_a_script_around_a_feed_costs_nothing_and_is_told() {
    let notice = "<br />\n<b>Warning</b>:  Undefined variable $ville in <b>/srv/flux.php</b> on line <b>12</b><br />\n";
    let xml = rss(&item("1", "a", 9));
    let json = r#"{ "version": "https://jsonfeed.org/version/1.1", "title": "Ville", "items": [{ "id": "1", "url": "https://ville.example.fr/a", "title": "A" }] }"#;
    for feed in [&xml, json] {
        for (text, told) in [
            (feed.to_owned(), vec![]),
            (format!("\u{feff}\n{feed}\n<!-- 0.2 s -->"), vec![]),
            (format!("{notice}{feed}"), vec!["stray_text"]),
            (format!("{feed}{notice}"), vec!["stray_text"]),
            (
                format!("Notice: a < b on line 3\n{feed}"),
                vec!["stray_text"],
            ),
        ] {
            if feed == json && text.ends_with("-->") {
                continue;
            }
            let site = Site::default().with(FEED, "text/html", text.clone());
            let harvest = poll(&site).await;
            assert_eq!(
                (keys(&harvest), codes(&harvest)),
                (vec!["1"], told),
                "{text}"
            );
            assert!(!harvest.partial);
            assert!(
                harvest
                    .notices
                    .iter()
                    .all(|notice| !notice.message.contains("srv"))
            );
        }
    }
}
