//! No row type leaves the store.

use store::{FigureRow, Row};

pub fn cells(row: Row) -> FigureRow {
    row.figures
}
