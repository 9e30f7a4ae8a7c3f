//! Full text: a tantivy index in memory, changed by the delta of each snapshot. A snapshot keeps the reader that was current when it was
//! made, so that words and rows always agree.
//!
//! Every word of a question must stand somewhere in the texts of a consultation, in any language, as a whole word: French and English words
//! count as the same when they have the same stem. There is no query syntax, so no question is malformed.

use std::fmt;

use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{self, Stemmer, TextAnalyzer, WhitespaceTokenizer};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::scores::{DOCUMENT, Scores, Scoring};
use super::words::{for_french, text_of_html, wanted, words};
use crate::model::{Consultation, Language, LocalizedText};

/// The bytes that tantivy may use before it writes a segment: the least that it accepts.
const BUFFER: usize = 15_000_000;
const TITLE_BOOST: f32 = 3.0;

/// How the words of a language are made alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stemming {
    French,
    English,
    None,
}

impl Stemming {
    const ALL: [Self; 3] = [Self::French, Self::English, Self::None];

    const fn name(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::None => "other",
        }
    }

    fn of(language: &Language) -> Self {
        match language.primary() {
            "fr" => Self::French,
            "en" => Self::English,
            _ => Self::None,
        }
    }

    fn analyzer(self) -> TextAnalyzer {
        let words = TextAnalyzer::builder(WhitespaceTokenizer::default());
        match self {
            Self::French => words
                .filter(Stemmer::new(tokenizer::Language::French))
                .build(),
            Self::English => words
                .filter(Stemmer::new(tokenizer::Language::English))
                .build(),
            Self::None => words.build(),
        }
    }

    /// Words as the analyzer takes them.
    fn prepared(self, words: &[String]) -> String {
        match self {
            Self::French => for_french(words),
            Self::English | Self::None => words.join(" "),
        }
    }
}

/// The two fields of a language.
#[derive(Debug, Clone, Copy)]
struct Texts {
    stemming: Stemming,
    title: Field,
    body: Field,
}

#[derive(Debug, Clone, Copy)]
struct Fields {
    document: Field,
    texts: [Texts; 3],
}

/// Writes the full-text index.
pub(super) struct Writer {
    documents: IndexWriter,
    reader: IndexReader,
    fields: Fields,
}

impl Writer {
    pub(super) fn new() -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let document = schema.add_u64_field(DOCUMENT, INDEXED | FAST);
        let texts = Stemming::ALL.map(|stemming| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(stemming.name())
                .set_index_option(IndexRecordOption::WithFreqs);
            let options = TextOptions::default().set_indexing_options(indexing);
            Texts {
                stemming,
                title: schema
                    .add_text_field(&format!("title_{}", stemming.name()), options.clone()),
                body: schema.add_text_field(&format!("body_{}", stemming.name()), options),
            }
        });
        let index = tantivy::Index::create_in_ram(schema.build());
        for stemming in Stemming::ALL {
            index
                .tokenizers()
                .register(stemming.name(), stemming.analyzer());
        }
        Ok(Self {
            documents: index.writer_with_num_threads(1, BUFFER)?,
            reader: index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()?,
            fields: Fields { document, texts },
        })
    }

    pub(super) fn remove(&self, document: u32) {
        let term = Term::from_field_u64(self.fields.document, u64::from(document));
        self.documents.delete_term(term);
    }

    pub(super) fn add(&self, document: u32, consultation: &Consultation) -> tantivy::Result<()> {
        let mut content = TantivyDocument::default();
        content.add_u64(self.fields.document, u64::from(document));
        let mut add = |language: &Language, text: &str, title: bool| {
            let stemming = Stemming::of(language);
            let texts = self
                .fields
                .texts
                .iter()
                .find(|texts| texts.stemming == stemming);
            if let Some(texts) = texts {
                let field = if title { texts.title } else { texts.body };
                content.add_text(field, stemming.prepared(&words(text)));
            }
        };
        for (language, title) in consultation.title.iter() {
            add(language, &title.text, true);
        }
        for text in bodies(consultation) {
            for (language, translation) in text.iter() {
                add(language, &translation.text, false);
            }
        }
        for (language, html) in consultation.description_html.iter() {
            add(language, &text_of_html(&html.text), false);
        }
        let territory = consultation.territory.as_ref().map(|of| of.name.as_str());
        for name in territory
            .into_iter()
            .chain(consultation.organiser.as_deref())
        {
            add(&Language::french(), name, false);
        }
        self.documents.add_document(content).map(|_stamp| ())
    }

    /// Makes what was removed and added visible to the next [`words`](Self::words).
    pub(super) fn commit(&mut self) -> tantivy::Result<()> {
        self.documents.commit()?;
        self.reader.reload()
    }

    pub(super) fn words(&self) -> Words {
        Words {
            searcher: self.reader.searcher(),
            fields: self.fields,
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

fn bodies(consultation: &Consultation) -> impl Iterator<Item = &LocalizedText> {
    let meetings = consultation
        .meetings
        .iter()
        .flat_map(|meeting| [&meeting.title, &meeting.place.name]);
    std::iter::once(&consultation.summary)
        .chain(&consultation.themes)
        .chain(consultation.phases.iter().map(|phase| &phase.title))
        .chain(meetings)
}

/// The full-text index at one moment.
#[derive(Clone)]
pub(super) struct Words {
    searcher: Searcher,
    fields: Fields,
}

impl Words {
    /// How well each document matches. A question without words matches nothing.
    pub(super) fn scores(&self, query: &str) -> Scores {
        let words = wanted(query);
        if words.is_empty() {
            return Scores::default();
        }
        let every = words.iter().map(|word| self.anywhere(word)).collect();
        let found = self
            .searcher
            .search(&BooleanQuery::intersection(every), &Scoring);
        found.unwrap_or_else(|error| {
            tracing::error!(%error, "the full-text index could not be read");
            Scores::default()
        })
    }

    /// One word, in any field.
    fn anywhere(&self, word: &str) -> Box<dyn Query> {
        let of_language = |texts: &Texts| {
            let mut analyzer = texts.stemming.analyzer();
            let prepared = texts.stemming.prepared(&[word.to_owned()]);
            let mut stem = String::new();
            analyzer
                .token_stream(&prepared)
                .process(&mut |token| stem.clone_from(&token.text));
            let term = |field| {
                let term = Term::from_field_text(field, &stem);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            };
            let title = BoostQuery::new(term(texts.title), TITLE_BOOST);
            [Box::new(title) as Box<dyn Query>, term(texts.body)]
        };
        let fields = self.fields.texts.iter().flat_map(of_language).collect();
        Box::new(DisjunctionMaxQuery::new(fields))
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("documents", &self.searcher.num_docs())
            .finish_non_exhaustive()
    }
}
