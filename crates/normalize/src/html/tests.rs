use proptest::prelude::*;

use super::*;

fn clean(html: &str) -> String {
    let base = Url::parse("https://je.participe.fr/processes/plui").unwrap();
    sanitized(html, &base, &Language::french())
}

#[test]
fn what_a_collectivity_writes_stays_readable() {
    let html = "<h1>Votre avis</h1><p class=\"ql-align\">Le <strong>plan</strong> &amp; ses <a href=\"/f/12\" target=_blank>cartes</a>&nbsp;:</p>\
                <p><br></p><ul><li>vélo</li><li>eau</li></ul><table><tr><td colspan=2>a</td></tr></table>";
    assert_eq!(
        clean(html),
        "<h2>Votre avis</h2><p>Le <strong>plan</strong> &amp; ses <a href=\"https://je.participe.fr/f/12\" rel=\"noopener nofollow ugc\">cartes</a>&nbsp;:</p>\
         <ul><li>vélo</li><li>eau</li></ul><table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table>"
    );
}

#[test]
fn blocks_that_are_not_relayed_keep_their_words_apart() {
    assert_eq!(
        clean("<section><header>Un</header><article>deux</article></section>"),
        "<div><div>Un</div><div>deux</div></div>"
    );
    let language = Language::french();
    assert_eq!(
        text(
            "<h2>Un</h2><p>deux<br>trois <b>q</b>uatre</p><ul><li>cinq</li></ul>",
            &language
        ),
        "Un\ndeux\ntrois quatre\ncinq"
    );
}

#[test]
fn images_scripts_and_what_follows_the_reader_are_gone() {
    for gone in [
        "<img src=\"https://t.fr/pixel.gif\" width=1 height=1>",
        "<figure><img src=x onerror=alert(1)><figcaption></figcaption></figure>",
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<iframe src=\"https://video.fr\"></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<!-- a --><template><p>b</p></template>",
        "<p><br>&nbsp;</p><div><p> </p></div>",
    ] {
        assert_eq!(clean(gone).trim(), "", "{gone}");
    }
}

#[test]
fn links_that_may_not_be_relayed_leave_their_words() {
    for href in [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.fr",
        "tel:0383918391",
        "/profiles/jd",
        "?token=x",
        "http://u:p@a.fr",
    ] {
        assert_eq!(
            clean(&format!("<p><a href=\"{href}\">ici</a></p>")),
            "<p>ici</p>",
            "{href}"
        );
    }
}

#[test]
fn a_contact_is_masked_also_when_markup_stands_inside() {
    for html in [
        "<p><b>jean.dupont</b>@<i>nancy</i>.fr</p>",
        "<p>jean.dupont&#64;nancy.fr</p>",
        "<p>jean.dupont<span>@</span>nancy.fr</p>",
        "<p>jean.dupont@<!-- -->nancy.fr</p>",
        "<p>jean.dupont@<br>nancy.fr</p>",
        "<a href=\"mailto:jean.dupont@nancy.fr?subject=a\">jean.dupont@nancy.fr</a>",
        "<abbr title=\"jean.dupont@nancy.fr\">contact</abbr>",
        "<p>03&nbsp;83 <b>91</b> 83<br>91</p>",
        "<a href=\"https://a.fr/?m=jean.dupont%40nancy.fr\">03 83 91 83 91</a>",
    ] {
        let clean = clean(html);
        assert!(
            clean.contains(" masqu") && !clean.contains("dupont") && !clean.contains("83"),
            "{clean}"
        );
    }
    assert_eq!(
        clean("<p>Lots 03</p><p>83 91 83 91</p>"),
        "<p>Lots 03</p><p>83 91 83 91</p>",
        "two paragraphs are no number"
    );
}

#[test]
fn embedded_files_and_endless_texts_are_cut() {
    let image = format!(
        "<p>a<img src=\"data:image/png;base64,{}\">b</p>",
        "A".repeat(3_000_000)
    );
    assert_eq!(clean(&image), "<p>ab</p>");
    assert!(clean(&"mot ".repeat(100_000)).len() <= 4 * LONGEST);
}

#[test]
fn a_text_made_to_exhaust_the_parser_loses_its_markup_only() {
    let unclosed: String = (0..1_000).fold(String::new(), |all, at| all + &format!("<b x={at}>"));
    let attributes: String = (0..20_000).fold(String::new(), |all, at| all + &format!(" a{at}"));
    for hostile in [
        "<div>".repeat(30_000) + "mot",
        "<table><tr><td>".repeat(10_000) + "mot",
        unclosed + &"<p>mot".repeat(1_000),
        format!("<p{attributes}>mot"),
    ] {
        let clean = clean(&hostile);
        assert!(
            clean.contains("mot") && !clean.contains('<') && clean.len() < 20_000,
            "{}",
            clean.len()
        );
    }
    assert_eq!(clean(&"<p>a</p>".repeat(3_000)), "<p>a</p>".repeat(3_000));
}

const TAGS: &[&str] = &[
    "p",
    "b",
    "i",
    "a",
    "div",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "pre",
    "script",
    "style",
    "svg",
    "math",
    "img",
    "br",
    "h1",
    "form",
    "select",
    "option",
    "noscript",
    "template",
    "iframe",
    "span",
    "strike",
    "ol",
    "dl",
    "dd",
    "caption",
    "title",
    "textarea",
    "section",
    "mglyph",
    "foreignObject",
    "font",
];

const ATTRIBUTES: &[&str] = &[
    "",
    " onclick=alert(1)",
    " style=\"x:url(javascript:a)\"",
    " href=javascript:alert(1)",
    " href=\"/a?b=1&amp;c\"",
    " src=x onerror=alert(1)",
    " lang=fr",
    " title=\"jean@nancy.fr\"",
    " href=\"https://a.fr/\"",
    " class=x id=y",
    " href='https://a.fr/\" onclick=\"a'",
];

const TEXTS: &[&str] = &[
    "jean@nancy.fr",
    "&lt;script&gt;",
    "&#0;&#x202e;&nbsp;",
    "<!--",
    "]]>",
];

fn fragment() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(TAGS);
    let attribute = prop::sample::select(ATTRIBUTES);
    prop_oneof![
        (tag.clone(), attribute).prop_map(|(tag, attribute)| format!("<{tag}{attribute}>")),
        tag.prop_map(|tag| format!("</{tag}>")),
        "[a-zé <>&\"'\\n]{0,8}",
        any::<String>(),
        prop::sample::select(TEXTS).prop_map(str::to_owned),
    ]
}

fn tags(html: &str) -> Vec<String> {
    html.split('<')
        .skip(1)
        .map(|part| part.split('>').next().unwrap_or_default().to_lowercase())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_dangerous_survives_and_cleaning_twice_changes_nothing(parts in prop::collection::vec(fragment(), 0..25)) {
        let once = clean(&parts.concat());
        for tag in tags(&once) {
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default().to_owned();
            prop_assert!(ELEMENTS.contains(&name.as_str()), "{once}");
            prop_assert!(!tag.contains(" on") && !tag.contains(" style=") && !tag.contains("\"javascript:") && !tag.contains(" src="), "{once}");
        }
        prop_assert!(!once.contains("jean@nancy.fr"));
        prop_assert!(once.chars().all(|letter| letter == '\n' || letter == '\t' || !letter.is_control()), "{once:?}");
        prop_assert_eq!(clean(&once), once);
    }

    #[test]
    fn plain_text_holds_neither_tags_nor_control_characters(parts in prop::collection::vec(fragment(), 0..25)) {
        let plain = crate::text::line(&parts.concat(), &Language::french(), 300);
        for name in ["script", "b", "a", "p", "img", "svg", "table", "style", "iframe"] {
            let lower = plain.to_lowercase();
            prop_assert!(!lower.contains(&format!("<{name}>")) && !lower.contains(&format!("<{name} ")) && !lower.contains(&format!("</{name}>")), "{plain}");
        }
        prop_assert!(!plain.contains("jean@nancy.fr"));
        prop_assert!(plain.chars().count() <= 300 && !plain.chars().any(char::is_control), "{plain:?}");
    }
}
