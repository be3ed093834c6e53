//! What this program says that holds no charging data of anybody's Scope: what its commands did, and why they did not.
//! A new line here is a new way out of the house.

use crate::{
    commands::{demo, setup, sync, verify},
    failure::Failure,
};

store::public![
    demo::Ready,
    demo::WorldSetup,
    demo::Statistics,
    setup::Answer,
    sync::Answer,
    sync::Progress,
    verify::Answer,
    Failure,
];
