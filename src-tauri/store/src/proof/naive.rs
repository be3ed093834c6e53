//! Who sees what, straight from the prose: slow and obvious.
//!
//! For each record: who held the place when it started, and who charged as the holder knows them ([`rows`]).
//! Then for each person and field every grant is asked, one by one, whether it covers this row and opens this
//! class ([`grants`]). A field is seen if a single one says yes; a row is there if its row class is. Figures are sums of
//! what is seen, and of released cells where people alone may be counted ([`release`]).
//!
//! Where the prose leaves a choice, this one is made, towards showing less:
//!
//! - A name that means several places of one connection leaves them all unassigned while it holds, at its level: an
//!   EVSE's does not fall back to its Location.
//! - A Location lies whole in a unit if it is assigned to it, and all its known EVSEs are held by it.
//! - Class D does not bring P: who holds `D[guest]` alone reads the name and not the pseudonym or cost centre.
//! - An EVSE is looked at as of now, also by a grant's data window; a grant with a condition on people covers none.
//! - Its status is exact only for whoever holds full S there, for every usage class, by one grant over the place.
//! - Today is cut in the zone of the unit that held the place when the session started, whatever the grant names. A
//!   unit's Locations are those assigned to it itself now, or any EVSE of which is; its subtree does not count.
//! - A CDR is attributed by its own start, also where its Session has another; so is a credit.
//! - A name in a grant covers all that go by it, on any connection, among the rows of the grant's tenant.
//! - The place of a record whose Location nobody has synced is empty, not what the record says of it.

mod asked;
mod cells;
mod days;
mod enough;
mod facts;
mod grants;
mod held;
mod live;
mod places;
mod prices;
mod reach;
mod release;
mod roles;
mod rows;
mod standing;
mod told;
mod tree;
mod who;
mod words;

use std::collections::BTreeMap;

use access::Class;
use serde::Deserialize;

use super::{
    answer::{Answer, IN_SERVICE, Kind, Seen},
    setup::{Person, Setup, Tenant},
    world::World,
};
pub use days::{Period, Span};
pub use enough::{Hides, Rules};
pub use facts::Counts;
pub use grants::{Ask, Asking};
pub use live::Running;
pub use places::{EvseAt, Holder, Places};
pub use release::{Figure, Ground, Release, Rows};
pub use roles::FILES as ROLE_FILES;
pub use rows::{By, Row};
pub use standing::{Root, Standing};
pub use tree::{Node, Of, Set, Tree};

/// A world, with what decides who sees its rows worked out.
pub struct Naive<'w> {
    pub world: &'w World,
    pub setup: Setup,
    pub rows: Vec<Row>,
}

impl<'w> Naive<'w> {
    /// # Panics
    /// If the world's setup.json is not as CLI.md shows it.
    pub fn of(world: &'w World) -> Self {
        Self::with(world, &world.setup)
    }

    /// The same records under another setup.json.
    pub fn with(world: &'w World, setup: &serde_json::Value) -> Self {
        let setup = Setup::deserialize(setup)
            .unwrap_or_else(|error| panic!("seed {}: setup.json: {error}", world.seed));
        let rows = rows::of(world, &setup);
        Self { world, setup, rows }
    }

    /// All that this person sees; nothing for somebody who is not there.
    pub fn seen_by(&self, person: &str) -> Answer {
        if person == World::OPERATOR {
            return self.seen(|_, _| true);
        }
        let Some((tenant, person)) = self.person(person) else {
            return Answer::new();
        };
        let asking = Asking::of(tenant, self.world.now);
        // nothing of another tenant, and nothing that no tenant held
        let own = |row: &Row| row.tenant() == Some(tenant.id.as_str());
        self.seen(|row, ask| own(row) && asking.has(person, row, ask))
    }

    /// The person who goes by `TENANT/ID`.
    pub fn person(&self, name: &str) -> Option<(&Tenant, &Person)> {
        let (tenant, id) = name.split_once('/')?;
        let tenant = self.setup.tenants.iter().find(|held| held.id == tenant)?;
        let person = tenant.people.iter().find(|person| person.id == id)?;
        Some((tenant, person))
    }

    fn seen(&self, may: impl Fn(&Row, Ask) -> bool) -> Answer {
        let there = |row: &&Row| match row.kind {
            Kind::Session | Kind::Cdr => may(row, Ask::Class(Class::S)),
            Kind::Evse => may(row, Ask::Class(Class::O)),
        };
        let fields = |row: &Row| -> BTreeMap<&'static str, Seen> {
            let seen =
                |(field, class): &(&'static str, Class)| (*field, seen(row, field, *class, &may));
            row.kind.fields().iter().map(seen).collect()
        };
        let rows = self.rows.iter().filter(there);
        rows.map(|row| ((row.kind, row.key.clone()), fields(row)))
            .collect()
    }
}

fn seen(row: &Row, field: &str, class: Class, may: &impl Fn(&Row, Ask) -> bool) -> Seen {
    if !may(row, Ask::Class(class)) {
        return Seen::Hidden;
    }
    let value = row.value(field);
    let tells_of_charging = ["AVAILABLE", "CHARGING", "BLOCKED", "RESERVED"];
    match value {
        None => Seen::Empty,
        Some(status)
            if row.kind == Kind::Evse
                && tells_of_charging.contains(&status)
                && !may(row, Ask::EverySession) =>
        {
            Seen::Shown(IN_SERVICE.to_owned())
        }
        Some(value) => Seen::Shown(value.to_owned()),
    }
}
