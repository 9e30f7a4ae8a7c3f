//! The lines that a webmaster copies from the page of subscriptions.

use crate::gateway::Gateway;

/// The text of the elements `code` of a page, as a reader copies it.
fn lines(page: &str) -> Vec<String> {
    let codes = page.split("<code").skip(1).filter_map(|code| {
        let code = code.split_once('>')?.1.split("</code>").next()?;
        Some(
            code.replace("&#60;", "<")
                .replace("&#62;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&#38;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&"),
        )
    });
    codes.collect()
}

#[tokio::test]
async fn the_lines_show_what_is_chosen_and_a_link_where_nothing_works() {
    let gateway = Gateway::start().await;
    let page = gateway
        .text("/subscribe?concerns=54498&modality=survey&q=v%C3%A9lo+%22loisir%22")
        .await;
    let widget = &lines(&page)[0];
    for part in [
        "<script type=\"module\" src=\"https://agenda.example.fr/widget.js\"></script>\n<passerelle-agenda concerns=\"54498\" modality=\"survey\" q=\"velo ",
        "<a href=\"https://agenda.example.fr/?concerns=54498&modality=survey&q=",
        "</a></passerelle-agenda>",
    ] {
        assert!(widget.contains(part), "{part} in {widget}");
    }
    let english = gateway
        .text("/subscribe?territory=54395&lang=en&widget=calendar")
        .await;
    let widget = &lines(&english)[0];
    let element = "<passerelle-agenda territory=\"54395\" lang=\"en\" view=\"calendar\">";
    assert!(widget.contains(element), "{widget}");
    assert!(widget.contains(">Have your say: Nancy</a>"), "{widget}");
}

#[tokio::test]
async fn a_website_that_restricts_what_it_loads_is_told_what_to_allow() {
    let gateway = Gateway::start().await;
    let lines = lines(&gateway.text("/subscribe").await);
    for line in [
        "script-src https://agenda.example.fr; connect-src https://agenda.example.fr",
        "frame-src https://agenda.example.fr",
    ] {
        assert!(
            lines.iter().any(|known| known == line),
            "{line} in {lines:?}"
        );
    }
}

#[tokio::test]
async fn the_preview_and_the_frame_show_the_same_choice() {
    let gateway = Gateway::start().await;
    let page = gateway
        .text("/subscribe?concerns=54395&status=upcoming&widget=compact")
        .await;
    let query = "view=compact&concerns=54395&status=upcoming";
    let escaped = query.replace('&', "&#38;");
    assert!(page.contains(&format!("src=\"embed?{escaped}\"")), "{page}");
    let frame = lines(&page)
        .into_iter()
        .find(|line| line.starts_with("<iframe"))
        .unwrap();
    assert!(
        frame.contains(&format!("src=\"https://agenda.example.fr/embed?{query}\"")),
        "{frame}"
    );
    assert!(
        frame.contains("title=\"Agenda participatif du Grand Nancy — Nancy\""),
        "{frame}"
    );
    assert!(
        page.contains("widget=calendar#widget")
            && page.contains("aria-current=\"true\">Liste courte")
    );
}
