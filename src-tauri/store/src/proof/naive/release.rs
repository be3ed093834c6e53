//! Figures as a person is told them: exact where they see sessions, from released cells where they see people alone.
//!
//! A node's cells are in [`super::tree`] and [`super::cells`], what a person holds in [`super::standing`], what they are
//! told in [`super::told`] and [`super::live`].
//!
//! Where the prose leaves a choice, this one is made:
//!
//! - A period of a node is needed if it is a child of the longer one: records without tenure are not left out.
//! - A unit is covered by S if whole units, for everybody, cover every instant at which it held an EVSE in the range.
//!   EVSEs named one by one don't cover the unit that holds them.
//! - A total is the same whatever the cut.
//! - A row is there if something in it was seen, or a U-unit of it has a cell in the range.
//! - S_LIVE counts on whole units alone, as U does; where full S is held on a unit, nothing of it need be released.

use std::collections::BTreeMap;

use super::{
    Naive, Places, Row,
    days::{Span, local_day},
    facts::{Counts, Records},
    held::{Holding, holdings},
    places::Holder,
    standing::Standing,
    tree::Tree,
};
use crate::Key;

/// The five counting figures, which are shown together or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Shown(Counts),
    Suppressed { fewer_than: u8 },
    Hidden,
}

/// What a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub total: Figure,
    pub rows: Rows,
}

/// Rows of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Each that is shown or suppressed.
    Each(BTreeMap<Key, Figure>),
    /// Of sessions alone, whatever they are called, and all of them together (by Location, by EVSE).
    OfSessions(Counts),
    /// Of the people of sessions (by driver, vehicle, cost centre): not answered here.
    OfPeople,
}

/// What a world says that is the same whoever asks, before it is counted.
pub struct Ground<'n> {
    pub naive: &'n Naive<'n>,
    pub places: Places<'n>,
    pub records: Records,
    pub holdings: Vec<Holding>,
}

impl<'n> Ground<'n> {
    pub fn of(naive: &'n Naive<'n>) -> Self {
        let places = Places::of(naive.world, &naive.setup);
        let holdings = holdings(&places, &naive.setup);
        Self {
            naive,
            places,
            records: Records::of(naive),
            holdings,
        }
    }
}

/// The release trees of a world.
pub struct Release<'n> {
    pub ground: &'n Ground<'n>,
    /// One for each tenant of the setup.
    pub trees: Vec<Tree<'n>>,
}

impl<'n> Release<'n> {
    /// Whether the zone that says what today is at a unit is that of all it ever held.
    pub fn has_one_zone(&self, tenant: usize, unit: &str) -> bool {
        let now = self.ground.naive.world.now;
        let zone = self.ground.places.zone(Holder { tenant, unit }, now);
        let held = self.ground.holdings.iter();
        let mut own = held.filter(|held| held.tenant == tenant && held.unit == unit);
        own.all(|held| held.zone == zone)
    }

    pub fn of(ground: &'n Ground<'n>) -> Self {
        let (naive, now) = (ground.naive, ground.naive.world.now);
        let tree = |(place, tenant)| {
            let today = |unit: &str| {
                let holder = Holder {
                    tenant: place,
                    unit,
                };
                local_day(now, ground.places.zone(holder, now))
            };
            let tenure = |unit: &str| -> Vec<Span> {
                let held = ground.holdings.iter();
                held.filter(|held| held.tenant == place && held.unit == unit)
                    .filter_map(|held| held.days(now))
                    .collect()
            };
            let counted = |is_in: &dyn Fn(&Row) -> bool| ground.records.counted(naive, is_in);
            Tree::of(tenant, counted, today, tenure)
        };
        Self {
            ground,
            trees: naive.setup.tenants.iter().enumerate().map(tree).collect(),
        }
    }

    /// Somebody with all that they hold; `None` for nobody.
    pub fn standing(&self, person: &str) -> Option<Standing<'_>> {
        Standing::of(self, person)
    }
}
