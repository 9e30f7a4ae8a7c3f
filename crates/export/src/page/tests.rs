use super::*;

/// Everything under `live/` is a file, the rest of the site is not, other sites are elsewhere.
fn lead(link: &Link) -> Lead {
    let href = &link.href;
    if href.starts_with("http") || href.starts_with('#') {
        Lead::Elsewhere
    } else if href.starts_with("live") {
        Lead::To(format!("{}/", href.replace('?', "/")))
    } else {
        Lead::Nowhere
    }
}

fn body(html: &str) -> String {
    let page = format!(
        "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>t</title></head><body>{html}</body></html>"
    );
    let written = rewritten(&page, None, lead, |pattern| Some(format!("{pattern}/")));
    let (_, rest) = written.split_once("<body>").unwrap();
    rest.replace("</body></html>", "")
}

#[test]
fn links_lead_to_files_and_other_sites_stay() {
    assert_eq!(
        body(
            "<a href=\"live?a\" rel=\"next\">x</a><a href=\"https://a.fr/?b=1&amp;c\">y</a><a href=\"#z\">z</a>"
        ),
        "<a href=\"live/a/\" rel=\"next\">x</a><a href=\"https://a.fr/?b=1&amp;c\">y</a><a href=\"#z\">z</a>"
    );
}

#[test]
fn words_stay_where_a_link_leads_nowhere_and_controls_go() {
    assert_eq!(
        body("<p>Voir <a href=\"dead\">la <b>suite</b></a>.</p>"),
        "<p>Voir la <b>suite</b>.</p>"
    );
    assert_eq!(
        body("<p><a class=\"button\" href=\"dead\">Suite</a></p>"),
        ""
    );
    assert_eq!(
        body("<p>Un <a class=\"chip\" href=\"dead\">x</a></p>"),
        "<p>Un </p>"
    );
    assert_eq!(
        body("<nav><a href=\"live\">a</a><a href=\"dead\">b</a></nav>"),
        "<nav><a href=\"live/\">a</a></nav>"
    );
    assert_eq!(
        body("<section><h2>Aperçu</h2><iframe src=\"dead\"></iframe></section>"),
        "<section><h2>Aperçu</h2></section>"
    );
    assert_eq!(
        body("<div><button data-map=\"dead\" hidden>Carte</button></div>"),
        ""
    );
}

#[test]
fn forms_go_with_what_only_held_them() {
    assert_eq!(
        body("<details open><summary>Plus</summary> <form><input></form></details><p>x</p>"),
        "<p>x</p>"
    );
    assert_eq!(
        body("<div><h1>Titre</h1><form action=\"./\"></form></div>"),
        "<div><h1>Titre</h1></div>"
    );
}

#[test]
fn a_choice_that_leads_nowhere_is_left_out_with_its_count_unless_others_stand_below_it() {
    let choice = |href: &str, more: &str| {
        format!(
            "<li><span class=\"line\"><a href=\"{href}\">Nancy</a><span class=\"n\">3</span></span>{more}</li>"
        )
    };
    let list = format!(
        "<details><summary>Thème</summary><ul>{}\n{}</ul></details>",
        choice("dead", ""),
        choice("dead", "")
    );
    assert_eq!(body(&list), "");
    let list = format!("<ul>{}{}</ul>", choice("live", ""), choice("dead", ""));
    assert_eq!(
        body(&list),
        "<ul><li><span class=\"line\"><a href=\"live/\">Nancy</a><span class=\"n\">3</span></span></li></ul>"
    );
    let nested = format!(
        "<ul>{}</ul>",
        choice("dead", &format!("<ul>{}</ul>", choice("live", "")))
    );
    assert!(
        body(&nested).starts_with(
            "<ul><li><span class=\"line\">Nancy<span class=\"n\">3</span></span><ul><li>"
        ),
        "{}",
        body(&nested)
    );
}

#[test]
fn an_address_that_is_no_file_is_left_out_with_its_name() {
    assert_eq!(
        body(
            "<dl><dt>RSS</dt><dd><a href=\"live\">x</a></dd><dt>OPML</dt><dd><a href=\"dead\">y</a> <button>Copier</button></dd></dl>"
        ),
        "<dl><dt>RSS</dt><dd><a href=\"live/\">x</a></dd></dl>"
    );
}

#[test]
fn the_head_says_what_a_server_would() {
    let page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><link rel=\"alternate\" href=\"dead\"><script type=\"application/ld+json\">{\"a\": \"<b>&\"}</script></head><body></body></html>";
    let policy = "default-src 'none'; frame-ancestors 'none'; img-src 'self' data:";
    let written = rewritten(page, Some(policy), lead, |_| None);
    assert!(written.contains("<meta charset=\"utf-8\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data:\">"), "{written}");
    assert!(
        !written.contains("<link") && written.contains("{\"a\": \"<b>&\"}"),
        "{written}"
    );
}

#[test]
fn patterns_are_written_as_pages_are() {
    assert_eq!(
        body("<button data-page=\"live\" data-map=\"live\">c</button>"),
        "<button data-page=\"live/\" data-map=\"live/\">c</button>"
    );
}

#[test]
fn the_links_of_a_page_are_found_in_order() {
    let found = links(
        "<p><a href=\"a?b=1&amp;c=2\" rel=\"next\">x</a><iframe src=\"d\"></iframe><button data-map=\"e\"></button></p>",
    );
    let hrefs: Vec<&str> = found.iter().map(|link| link.href.as_str()).collect();
    assert_eq!(hrefs, ["a?b=1&c=2", "d", "e"]);
    assert!(found[0].is_next && !found[1].is_next);
    let found = links(
        "<ul><li><span class=\"line\"><a href=\"a\">x</a></span></li><li><a href=\"b\">y</a></li></ul>",
    );
    assert!(found[0].role == Role::Choice && found[1].role == Role::Other);
}
