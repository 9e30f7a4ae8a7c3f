//! Builder the full-text index: tantivy in memory, changed by the delta of each snapshot. A snapshot keeps the reader that was current when
//! it was made, so that words and rows always agree.

use std::collections::HashSet;
use std::fmt;

use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::fields::Fields;
use super::lexicon::Lexicon;
use super::same::Same;
use super::searching::Words;
use super::stemming::Stemming;
use super::words::{capitals, text_of_html, words};
use passerelle_model::{Consultation, Language, LocalizedText};

/// The bytes that tantivy may use before it writes a segment: the least that it accepts.
const BUFFER: usize = 15_000_000;

/// Writes the full-text index.
pub(crate) struct Writer {
    documents: IndexWriter,
    reader: IndexReader,
    fields: Fields,
    lexicon: Lexicon,
}

impl Writer {
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
        let mut draft = Draft::new(&self.fields, &mut self.lexicon);
        draft
            .content
            .add_u64(self.fields.document, u64::from(document));
        for (language, title) in consultation.title.iter() {
            draft.add(language, &title.text, true);
        }
        for text in bodies(consultation) {
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

    /// Makes what was removed and added visible to the next [`words`](Self::words).
    pub(crate) fn commit(&mut self) -> tantivy::Result<()> {
        self.documents.commit()?;
        self.reader.reload()
    }

    pub(crate) fn words(&self) -> Words {
        Words::new(self.reader.searcher(), self.fields)
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

/// A document in the making.
struct Draft<'a> {
    fields: &'a Fields,
    lexicon: &'a mut Lexicon,
    content: TantivyDocument,
    words: HashSet<String>,
}

impl<'a> Draft<'a> {
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
        // MostUsed acronyms of the field are French whatever the language of the text.
        let french = match stemming {
            Stemming::French => None,
            Stemming::English | Stemming::None => {
                Some(self.lexicon.stems(Stemming::French, &words))
            }
        };
        let french = french.as_ref().unwrap_or(&stems);
        let groups = Same::official().in_text(&words, french, &capitals(text));
        let groups: Vec<String> = groups.into_iter().collect();
        for (texts, terms) in [
            (self.fields.of(stemming), stems.join(" ")),
            (self.fields.groups, groups.join(" ")),
        ] {
            let field = if is_title { texts.title } else { texts.body };
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
