//! What the screens and the terminal show of the store: figures over periods and places.
//!
//! A figure is asked of a [`Reader`](store::Reader), so under one Scope, and stays wrapped in it. This room
//! decides how figures are named and shaped; it never adds to what the Reader found.
//!
//! Start at [`figures`].

mod answer;
mod overview;
mod ratio;
mod table;

pub use answer::{Answer, Row, Sums, Total, figures};
pub use overview::{
    Compared, Days, Money, Of, Overview, Part, Period, Step, Sums as PeriodSums, overview,
};
pub use table::Table;
