//! The fields of the full-text index: the stems of titles and of other texts by language, the groups of synonyms, and the words as they are written.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};

use super::stemming::Stemming;

/// The field that holds a document's number.
pub(super) const DOCUMENT: &str = "document";
/// The name of the tokenizer, which splits at spaces: words come stemmed and set apart by them.
const APART: &str = "apart";

/// The fields of one kind of term: one for the title of a document, one for the rest of its texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextFields {
    pub(super) title: Field,
    pub(super) body: Field,
}

/// Every field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) document: Field,
    stems: [(Stemming, TextFields); 3],
    /// The groups of synonyms.
    pub(super) groups: TextFields,
    /// Every word as it is written, folded. Beginnings and misspellings of words are looked up here.
    pub(super) words: Field,
}

impl Fields {
    /// Makes an empty index of these fields in memory.
    pub(super) fn index() -> (tantivy::Index, Self) {
        let mut schema = Schema::builder();
        let document = schema.add_u64_field(DOCUMENT, INDEXED | FAST);
        let indexing = TextFieldIndexing::default().set_tokenizer(APART);
        let scored = indexing
            .clone()
            .set_index_option(IndexRecordOption::WithFreqs);
        let scored = TextOptions::default().set_indexing_options(scored);
        let mut texts = |name: &str| TextFields {
            title: schema.add_text_field(&format!("title_{name}"), scored.clone()),
            body: schema.add_text_field(&format!("body_{name}"), scored.clone()),
        };
        let stems = Stemming::ALL.map(|stemming| (stemming, texts(stemming.name())));
        let groups = texts("same");
        let listed = indexing
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        let listed = TextOptions::default().set_indexing_options(listed);
        let words = schema.add_text_field("words", listed);
        let index = tantivy::Index::create_in_ram(schema.build());
        let analyzer = TextAnalyzer::builder(WhitespaceTokenizer::default()).build();
        index.tokenizers().register(APART, analyzer);
        let fields = Self {
            document,
            stems,
            groups,
            words,
        };
        (index, fields)
    }

    /// Returns the fields of the stems of a language.
    pub(super) fn of(&self, stemming: Stemming) -> TextFields {
        let [french, english, other] = self.stems.map(|(_, texts)| texts);
        match stemming {
            Stemming::French => french,
            Stemming::English => english,
            Stemming::None => other,
        }
    }
}
