//! Statistics of charging: what a world is like, beside what real apartment garages are like.
//!
//! They are taken from OCPI's records alone, so that the same is counted of a made-up world and of a folder. Everything
//! is whole numbers and decimals; what has no visits has zeros.
//!
//! Start at [`statistics`].

mod table;
mod visits;

pub use table::{Statistic, statistics};
pub use visits::Visits;
