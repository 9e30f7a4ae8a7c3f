//! The writer of the full-text index, which tantivy keeps in memory and each delta changes. A snapshot keeps the reader that was current when it was
//! made, so that the full-text index and the rows always agree.

use std::collections::HashSet;
use std::fmt;

use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::fields::Fields;
use super::lexicon::Lexicon;
use super::searching::FullText;
use super::stemming::Stemming;
use super::synonyms::Synonyms;
use super::words::{capitals, text_of_html, words};
use passerelle_model::{Consultation, Language, LocalizedText};

/// The number of bytes that tantivy may use before it writes a segment: the least that it accepts.
const BUFFER: usize = 15_000_000;

/// Writes the full-text index.
pub(crate) struct FullTextWriter {
    documents: IndexWriter,
    reader: IndexReader,
    fields: Fields,
    lexicon: Lexicon,
}

impl FullTextWriter {
    pub(crate) fn new() -> tantivy::Result<Self> {
        let (index, fields) = Fields::index();
        Ok(Self {
            documents: index.writer_with_num_threads(1, BUFFER)?,
            reader: index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()?,
            fields,
            lexicon: Lexicon::default(),
        })
    }

    pub(crate) fn remove(&self, document: u32) {
        let term = Term::from_field_u64(self.fields.document, u64::from(document));
        self.documents.delete_term(term);
    }

    pub(crate) fn add(
        &mut self,
        document: u32,
        consultation: &Consultation,
    ) -> tantivy::Result<()> {
        let mut draft = DocumentDraft::new(&self.fields, &mut self.lexicon);
        draft
            .content
            .add_u64(self.fields.document, u64::from(document));
        for (language, title) in consultation.title.iter() {
            draft.add(language, &title.text, true);
        }
        for text in other_texts(consultation) {
            for (language, translation) in text.iter() {
                draft.add(language, &translation.text, false);
            }
        }
        for (language, html) in consultation.description_html.iter() {
            draft.add(language, &text_of_html(&html.text), false);
        }
        let territory = consultation.territory.as_ref().map(|of| of.name.as_str());
        for name in territory
            .into_iter()
            .chain(consultation.organiser.as_deref())
        {
            draft.add(&Language::french(), name, false);
        }
        self.documents.add_document(draft.finish()).map(|_stamp| ())
    }

    /// Makes the changes visible to the next [`full_text`](Self::full_text).
    pub(crate) fn commit(&mut self) -> tantivy::Result<()> {
        self.documents.commit()?;
        self.reader.reload()
    }

    /// Returns the index as of the last commit.
    pub(crate) fn full_text(&self) -> FullText {
        FullText::new(self.reader.searcher(), self.fields)
    }
}

impl fmt::Debug for FullTextWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FullTextWriter").finish_non_exhaustive()
    }
}

/// Returns the texts of a consultation other than its title and its description.
fn other_texts(consultation: &Consultation) -> impl Iterator<Item = &LocalizedText> {
    let meetings = consultation
        .meetings
        .iter()
        .flat_map(|meeting| [&meeting.title, &meeting.place.name]);
    std::iter::once(&consultation.summary)
        .chain(&consultation.themes)
        .chain(consultation.phases.iter().map(|phase| &phase.title))
        .chain(meetings)
}

/// A document in the making.
struct DocumentDraft<'a> {
    fields: &'a Fields,
    lexicon: &'a mut Lexicon,
    content: TantivyDocument,
    words: HashSet<String>,
}

impl<'a> DocumentDraft<'a> {
    fn new(fields: &'a Fields, lexicon: &'a mut Lexicon) -> Self {
        Self {
            fields,
            lexicon,
            content: TantivyDocument::default(),
            words: HashSet::new(),
        }
    }

    fn add(&mut self, language: &Language, text: &str, is_title: bool) {
        let stemming = Stemming::of(language);
        let words = words(text);
        let stems = self.lexicon.stems(stemming, &words);
        // Most acronyms of the field are French, whatever the language of the text.
        let french = match stemming {
            Stemming::French => None,
            Stemming::English | Stemming::None => {
                Some(self.lexicon.stems(Stemming::French, &words))
            }
        };
        let french = french.as_ref().unwrap_or(&stems);
        let groups = Synonyms::official().in_text(&words, french, &capitals(text));
        let groups: Vec<String> = groups.into_iter().collect();
        for (fields, terms) in [
            (self.fields.of(stemming), stems.join(" ")),
            (self.fields.groups, groups.join(" ")),
        ] {
            let field = if is_title { fields.title } else { fields.body };
            if !terms.is_empty() {
                self.content.add_text(field, terms);
            }
        }
        self.words.extend(words);
    }

    fn finish(mut self) -> TantivyDocument {
        let words: Vec<String> = self.words.into_iter().collect();
        self.content.add_text(self.fields.words, words.join(" "));
        self.content
    }
}
