//! What the window is told that holds no charging data. A new line here is a new way out of the house.

use crate::{
    commands::{about::About, export::Exported},
    desk::DeskState,
    failure::Failure,
    people::People,
    remembered::Remembered,
    watch::Changed,
};

store::public![
    About, Changed, DeskState, Exported, Failure, People, Remembered
];
