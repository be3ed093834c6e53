//! Documents that itemise what was charged, and the paper that they are printed on.
//!
//! A document is made of what one Reader found, and stays wrapped in its Scope until it leaves as a file or as a preview.
//! What the CPMS charged is printed as it stands: it is summed here, and nothing of it is worked out anew. One and the
//! same content makes one and the same file, whenever and wherever it is printed: no clock is read, and nothing is random.
//!
//! On its way are four steps, each pure: [`Statement`] (what is said), `layout` (where on which page it stands), `paper`
//! (how that is drawn as PDF) and its `finish` (what makes a PDF last). The preview on screen draws what `layout` says, too.
//!
//! Start at [`statement`].

mod document;
mod layout;
mod paper;
mod preview;
mod statement;
mod summary;

pub use document::Document;
pub use paper::{Ink, Mark, Page, Paper, PrintError, Weight};
pub use preview::{MOST_PAGES, Preview};
pub use statement::{Statement, statement};
pub use summary::{File, Printed};
