//! Pages of marks, and how they become a PDF. What the marks say is not this folder's business.
//!
//! Lengths are whole micrometres from the upper left corner of an A4 page; sizes of type are points.

mod draw;
mod face;
mod finish;
mod subset;

use finish::Finishing;
use serde::Serialize;
use specta::Type;

pub(crate) use face::Faces;

/// A4.
pub(crate) const PAGE: (i32, i32) = (210_000, 297_000);
/// So many pages are drawn at once.
const SHEAF: usize = 8;

/// A document, page by page: drawn as a PDF, or on screen as its preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Paper {
    /// What it is called.
    pub title: String,
    /// Who it is from.
    pub author: String,
    /// Its language, as in BCP 47.
    pub language: String,
    /// When it was as it is, RFC 3339 with whole seconds: of its content, and not of a clock.
    pub dated: String,
    /// Its pages.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// What is on it, in reading order.
    pub marks: Vec<Mark>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Mark {
    /// A line of text that the face has every character of.
    Text {
        /// Where it begins.
        x: i32,
        /// How far it goes.
        width: i32,
        /// Its baseline.
        y: i32,
        /// In points.
        size: u8,
        /// How strong.
        weight: Weight,
        /// In which ink.
        ink: Ink,
        /// What it says.
        text: String,
    },
    /// A straight line; a thick one is a bar.
    Line {
        /// Where it begins.
        from: (i32, i32),
        /// Where it ends.
        to: (i32, i32),
        /// How thick.
        thickness: i32,
        /// In which ink.
        ink: Ink,
    },
}

/// How strong type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    /// What is read.
    Regular,
    /// What is found.
    Strong,
}

/// The colours of paper: those of the screen's light theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Ink {
    /// Text.
    Ink,
    /// Labels, and what is secondary.
    Soft,
    /// Hairlines.
    Line,
    /// The one accent.
    Accent,
    /// What differs.
    Bad,
}

impl Ink {
    /// Red, green, blue.
    pub(crate) const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Ink => (0x1a, 0x1c, 0x1f),
            Self::Soft => (0x5c, 0x60, 0x66),
            Self::Line => (0xc9, 0xc5, 0xbb),
            Self::Accent => (0x0b, 0x6e, 0x4f),
            Self::Bad => (0xb4, 0x23, 0x18),
        }
    }
}

/// Why a document can't be printed: never what is on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// A face can't be read or cut to size.
    #[error("a face can't be used")]
    Face,
    /// The painter refused.
    #[error("a page can't be drawn")]
    Drawing,
    /// What the painter wrote is not what is finished here.
    #[error("a drawn document has another shape than expected: {0}")]
    Shape(&'static str),
}

impl Paper {
    /// As a PDF/A-3b. The same paper gives the same bytes.
    ///
    /// # Errors
    /// [`PrintError`]: of a mistake in this room, never of what is printed.
    pub fn pdf(mut self) -> Result<Vec<u8>, PrintError> {
        let faces = subset::of(&self)?;
        let pages = std::mem::take(&mut self.pages);
        let mut file = None;
        for sheaf in sheaves(pages) {
            let raw = draw::draw(sheaf, &faces)?;
            let finishing = match &mut file {
                Some(finishing) => finishing,
                None => file.insert(Finishing::begin(&raw, &faces)?),
            };
            finishing.add(&raw)?;
        }
        file.ok_or(PrintError::Shape("it has no page"))?.end(&self)
    }
}

/// Pages as they are drawn together. What is drawn takes the painter a hundred times the room that it takes in the file.
fn sheaves(pages: Vec<Page>) -> impl Iterator<Item = Vec<Page>> {
    let mut pages = pages.into_iter();
    std::iter::from_fn(move || {
        let sheaf: Vec<Page> = pages.by_ref().take(SHEAF).collect();
        (!sheaf.is_empty()).then_some(sheaf)
    })
}
