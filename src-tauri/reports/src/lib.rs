//! What people take along: the lists of the screens as sheets for a spreadsheet program.
//!
//! A sheet is found under one Scope, page by page, and stays wrapped in it until it is written to a file. What a customer,
//! driver or CPMS wrote is text there, and never a formula.
//!
//! Start at [`sessions_sheet`].

mod cells;
mod sessions;

pub use sessions::sessions_sheet;
