//! The pages of the portal: every kind of page, at 360 and 1280 pixels, light and dark, in French and in English.

use serde_json::json;

use super::stage::Stage;

#[test]
fn every_page_in_french_passes_axe_at_both_widths_light_and_dark() {
    Stage::open().shows("accessibility.mjs", &json!({"language": "fr"}));
}

#[test]
fn every_page_in_english_passes_axe_at_both_widths_light_and_dark() {
    Stage::open().shows("accessibility.mjs", &json!({"language": "en"}));
}

#[test]
fn no_page_reports_an_error_asks_another_host_or_leaves_anything_in_the_browser() {
    Stage::open().shows("quiet.mjs", &json!({}));
}

#[test]
fn no_page_scrolls_sideways_or_cuts_a_text_and_fingers_find_their_targets() {
    Stage::open().shows("layout.mjs", &json!({}));
}

#[test]
fn the_keyboard_alone_leads_from_a_filter_to_a_consultation_and_its_subscription() {
    Stage::open().shows("keyboard.mjs", &json!({}));
}

#[test]
fn without_javascript_everything_that_one_comes_for_is_there() {
    Stage::open().shows("scriptless.mjs", &json!({}));
}

#[test]
fn with_javascript_there_are_a_map_the_readers_position_copies_and_printing() {
    Stage::open().shows("enhanced.mjs", &json!({}));
}

#[test]
fn pages_are_printed_dark_on_white_and_an_agenda_is_a_poster() {
    Stage::open().shows("print.mjs", &json!({}));
}

#[test]
fn the_first_page_is_there_after_less_than_60_kilobytes() {
    Stage::open().shows("weight.mjs", &json!({}));
}

#[test]
fn every_page_is_valid_html() {
    Stage::open().shows("validity.mjs", &json!({}));
}
