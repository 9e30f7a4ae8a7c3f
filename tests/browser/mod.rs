//! Pages and widget in the browser that people have: Debian's Chromium, driven by the scripts of `support/browser/`, which print each fault that they find.
//! Every promise is a test; `.config/nextest.toml` says how many run at once.

mod exported;
mod pages;
mod stage;
mod widget;
