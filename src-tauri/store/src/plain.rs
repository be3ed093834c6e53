//! What an answer may be shaped with, beside itself.

use std::{ops::Range, path::PathBuf};

use access::Lang;

use crate::reader::SessionColumns;

/// A value that holds no charging data whatever it is. A closed list: [`Visible::map_with`](crate::Visible::map_with)
/// takes nothing else in, so an answer can't be mixed with what was found under another Scope.
pub trait Plain: closed::Closed {}

mod closed {
    pub trait Closed {}
}

impl closed::Closed for Lang {}
impl Plain for Lang {}
// which part of something is wanted
impl closed::Closed for Range<usize> {}
impl Plain for Range<usize> {}
impl<A: Plain, B: Plain> closed::Closed for (A, B) {}
impl<A: Plain, B: Plain> Plain for (A, B) {}
// which columns of a list are wanted
impl closed::Closed for SessionColumns {}
impl Plain for SessionColumns {}
// the name of a file that somebody chose
impl closed::Closed for PathBuf {}
impl Plain for PathBuf {}
