//! [`Place`]: what happens at a kind of EVSE of a town on a day, asked for by the day alone.
//!
//! Sessions are drawn by the UTC day on which they *end*, because lists are in that order. A *slot* is the chance of one
//! session to end at one EVSE on one day; whether it does is one draw for four slots, so that the sessions of years are
//! counted without working any of them out. Where and when it ends needs its own EVSE alone, and where it begins those
//! before it at that EVSE as well: no two sessions overlap.
//!
//! Start at [`Place::happens`], then [`Place::keys`].

mod ends;
mod fate;
mod slots;

pub(super) use ends::LONGEST;
pub(super) use fate::{CORRECTED_AFTER, LATE, Reason};
pub(super) use slots::{FAILING_EVSE, FAILING_STREAM, SILENT_EVSE, SILENT_STREAM, odds, percent};

use super::calendar::Day;
use super::chance::Chance;
use super::town::{STREAMS, Stream};
use super::{Milestones, World};

/// One session, by where and when it ends. In this order they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub end: i64,
    pub town: u32,
    /// Its position in `STREAMS`.
    pub stream: u32,
    pub slot: u32,
}

/// One stream of one town.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub world: &'a World,
    pub town: u32,
    /// Its position in `STREAMS`.
    pub index: usize,
    pub stream: &'static Stream,
}

impl<'a> Place<'a> {
    pub fn all(world: &'a World) -> impl Iterator<Item = Self> {
        (0..world.towns).flat_map(move |town| Self::of(world, town))
    }

    pub fn of(world: &'a World, town: u32) -> impl Iterator<Item = Self> {
        STREAMS.iter().enumerate().map(move |(index, stream)| Self {
            world,
            town,
            index,
            stream,
        })
    }

    pub fn at(world: &'a World, key: Key) -> Option<Self> {
        let index = key.stream as usize;
        STREAMS.get(index).map(|stream| Self {
            world,
            town: key.town,
            index,
            stream,
        })
    }

    pub fn chance(&self, what: u64, day: Day, which: u32) -> Chance {
        let key = [
            what,
            u64::from(self.town) << 8 | self.index as u64,
            day.unsigned_abs(),
            u64::from(which),
        ];
        Chance::of(self.world.seed, &key)
    }

    fn milestones(&self) -> &Milestones {
        &self.world.milestones
    }
}
