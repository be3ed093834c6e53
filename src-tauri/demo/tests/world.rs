//! The made-up world, by its public face: what it serves, as a receiver would read it.

#[path = "world/live.rs"]
mod live;
#[path = "world/pages.rs"]
mod pages;
#[path = "world/people.rs"]
mod people;
#[path = "world/records.rs"]
mod records;
#[path = "world/stats.rs"]
mod stats;
#[path = "world/testkit.rs"]
mod testkit;
