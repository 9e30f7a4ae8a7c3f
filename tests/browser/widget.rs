//! The widget and its frame, on the website of somebody else.

use serde_json::json;

use super::stage::Stage;

#[test]
fn on_another_website_the_widget_is_whole_whatever_that_website_allows_and_however_it_looks() {
    Stage::open().shows("widget.mjs", &json!({}));
}

#[test]
fn the_widget_lives_with_its_page_its_reader_and_a_gateway_that_goes_and_comes() {
    Stage::open().shows("widget-life.mjs", &json!({}));
}
