//! What charging costs in this world, by arithmetic of its own.
//!
//! The program that is tried out here prices each CDR again. That proves something only as long as nothing of what it
//! prices with is used here: this room knows neither `pricing` nor the library behind it. Prices are whole numbers of
//! ten-thousandths, energy is in Wh and time on a grid that makes ten-thousandths of an hour exact, so that each sum
//! is exact until it is rounded once, half up.
//!
//! Start at [`cost()`].

mod cost;
mod plan;
#[cfg(test)]
mod tests;

pub(super) use cost::{Amount, Cost, Course, Measured, cost, ten_thousandths_of_hours};
pub(super) use plan::{Dimension, Element, PLANS, Tariff, When};
