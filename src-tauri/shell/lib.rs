//! The window: typed commands for the page, and the app's start. Thin.
//!
//! A command calls one room and hands its answer to the page; it decides nothing about rows or fields.
//! What the page may call stands once, in [`commands`]; everything the page needs to know of it is
//! generated from there, and checked by `tests/ipc.rs`.
//!
//! Start at [`run`], then [`desk`]: what is open, and who looks into it.

pub mod commands;
mod crosses;
pub mod desk;
pub mod failure;
mod hearing;
mod held;
mod painting;
pub mod people;
mod pulling;
mod remembered;
pub mod sample;
mod session;
mod start;
mod syncing;
mod tempo;
mod view;
mod watch;

pub use start::{Arguments, StartError, run};
