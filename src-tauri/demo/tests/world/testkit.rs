//! A world, asked as a receiver asks.

use chrono::{DateTime, Utc};
use demo::World;
use ocpi::v2_2_1::{Cdr, Location, Session};
use serde::de::DeserializeOwned;
use serve::{Module, Page, Question};
use std::sync::Arc;

pub const SEED: u64 = 7;
pub const NOW: &str = "2026-11-28T18:20:00Z";

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn world(sessions: u64) -> World {
    World::new(SEED, sessions, at(NOW))
}

/// All that changed until an instant.
pub fn question(module: Module, now: DateTime<Utc>) -> Question {
    Question {
        module,
        from: None,
        until: now + chrono::TimeDelta::nanoseconds(1),
        offset: 0,
        limit: usize::MAX,
    }
}

pub fn everything(world: &World, module: Module, now: DateTime<Utc>) -> Vec<Arc<str>> {
    let Page { total, records } = world.page_at(&question(module, now), now);
    assert_eq!(records.len(), total, "one page holds all");
    records
}

pub fn parsed<T: DeserializeOwned>(records: &[Arc<str>]) -> Vec<T> {
    let parse = |text: &Arc<str>| {
        ocpi::record::parse(text).unwrap_or_else(|error| panic!("{error} in {text}"))
    };
    records.iter().map(parse).collect()
}

pub fn sessions(world: &World, now: DateTime<Utc>) -> Vec<Session> {
    parsed(&everything(world, Module::Sessions, now))
}

pub fn cdrs(world: &World, now: DateTime<Utc>) -> Vec<Cdr> {
    parsed(&everything(world, Module::Cdrs, now))
}

pub fn locations(world: &World, now: DateTime<Utc>) -> Vec<Location> {
    parsed(&everything(world, Module::Locations, now))
}
