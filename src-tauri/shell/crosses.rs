//! What the window is told that holds no charging data. A new line here is a new way out of the house.

use crate::{about::About, failure::Failure};

store::public![About, Failure];
