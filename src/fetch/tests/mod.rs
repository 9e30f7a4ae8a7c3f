//! Tests of the whole fetcher.
