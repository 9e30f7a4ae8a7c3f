//! The pages of the portal.

use serde_json::json;

use super::stage::Stage;

#[test]
fn no_page_reports_an_error_asks_another_host_or_leaves_a_cookie() {
    Stage::open().shows("quiet.mjs", &json!({}));
}
