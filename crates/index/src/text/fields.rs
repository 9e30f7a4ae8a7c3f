//! Fields: where the full-text index keeps what: the stems of titles and of other texts by language, the groups of words that mean the same,
//! and the words as they are written.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};

use super::stemming::Stemming;

/// The field that holds a document's number.
pub(super) const DOCUMENT: &str = "document";
/// The name of the tokenizer: words come stemmed and apart by spaces.
const APART: &str = "apart";

/// The title of a document and the rest of its texts, as one kind of term.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    pub(super) title: Field,
    pub(super) body: Field,
}

/// Every field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) document: Field,
    stems: [(Stemming, Texts); 3],
    /// The groups of words that mean the same.
    pub(super) groups: Texts,
    /// Every word as it is written, folded: where beginnings and misspellings are looked up.
    pub(super) words: Field,
}

impl Fields {
    /// An index of these fields in memory, empty.
    pub(super) fn index() -> (tantivy::Index, Self) {
        let mut schema = Schema::builder();
        let document = schema.add_u64_field(DOCUMENT, INDEXED | FAST);
        let indexing = TextFieldIndexing::default().set_tokenizer(APART);
        let scored = indexing
            .clone()
            .set_index_option(IndexRecordOption::WithFreqs);
        let scored = TextOptions::default().set_indexing_options(scored);
        let mut texts = |name: &str| Texts {
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

    /// The fields of the stems of a language.
    pub(super) fn of(&self, stemming: Stemming) -> Texts {
        let [french, english, other] = self.stems.map(|(_, texts)| texts);
        match stemming {
            Stemming::French => french,
            Stemming::English => english,
            Stemming::None => other,
        }
    }
}
