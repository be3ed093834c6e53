//! The window: typed commands for the page, and the app's start. Thin.
//!
//! A command calls one room and hands its answer to the page; it decides nothing about rows or fields.
//! What the page may call stands once, in [`commands`]; everything the page needs to know of it is
//! generated from there, and checked by `tests/ipc.rs`.
//!
//! Start at [`run`].

pub mod about;
pub mod commands;
mod crosses;
pub mod failure;
mod start;

pub use start::{StartError, run};
