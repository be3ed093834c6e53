//! A statement as a file.

use access::Lang;

use crate::{
    Paper, PrintError, Statement, layout,
    summary::{self, Printed},
};

/// A statement that was printed: the file, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// PDF/A-3b.
    pub pdf: Vec<u8>,
    /// What it comes to.
    pub printed: Printed,
}

impl Statement {
    /// As it stands on paper: what a preview shows, and what is printed.
    ///
    /// # Errors
    /// As [`Paper::pdf`].
    pub fn paper(&self, lang: Lang) -> Result<Paper, PrintError> {
        layout::paper(self, lang)
    }

    /// As a file. The same statement gives the same bytes.
    ///
    /// # Errors
    /// As [`Paper::pdf`].
    pub fn document(self, lang: Lang) -> Result<Document, PrintError> {
        let paper = self.paper(lang)?;
        let printed = summary::printed(&self, paper.pages.len());
        // of a long one both are large
        drop(self);
        Ok(Document {
            pdf: paper.pdf()?,
            printed,
        })
    }
}
