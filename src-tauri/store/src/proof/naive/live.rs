//! What is being charged now: the sessions that are seen, and those of units that are released.

use access::Class;
use chrono::{DateTime, TimeDelta, Utc};
use model::{Session, SessionStatus};

use super::{
    Row,
    days::Span,
    standing::{Own, Standing},
    words::key,
};
use crate::{Cell, proof::answer::Kind};

/// What is running, as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    pub charging_now: Cell<i64>,
    pub stalled: Cell<i64>,
}

impl Standing<'_> {
    pub fn running(&self) -> Running {
        let told = |is_charging: bool| {
            let Some(own) = &self.own else {
                return Cell::Shown(self.count(is_charging, |_| false));
            };
            if !own.sees_any_sessions() && !(0..own.tree.units.len()).any(|unit| own.is_live(unit))
            {
                return Cell::Hidden;
            }
            if (0..own.tree.units.len()).any(|unit| self.is_withheld(own, unit)) {
                return Cell::Suppressed {
                    fewer_than: own.tree.k,
                };
            }
            Cell::Shown(self.count(is_charging, |row| own.is_told_live(row)))
        };
        Running {
            charging_now: told(true),
            stalled: told(false),
        }
    }

    /// One row for each Session that is charging in a unit whose last month was released: the unit, and its start
    /// in quarters of an hour. What is seen as a Session is not told twice.
    pub fn live(&self) -> Vec<(String, DateTime<Utc>)> {
        let Some(own) = &self.own else {
            return Vec::new(); // the operator reads sessions
        };
        let quarter = |row: &Row| {
            let past = row.start.timestamp().rem_euclid(15 * 60);
            let nanoseconds = TimeDelta::nanoseconds(row.start.timestamp_subsec_nanos().into());
            row.start - TimeDelta::seconds(past) - nanoseconds
        };
        let mut rows: Vec<(String, DateTime<Utc>)> = self
            .active()
            .filter(|(row, is_charging)| {
                *is_charging && own.is_told_live(row) && !self.is_seen(row)
            })
            .filter_map(|(row, _)| Some((row.value("unit")?.to_owned(), quarter(row))))
            .collect();
        rows.sort();
        rows
    }

    /// ACTIVE Sessions that charge, or that are stalled: those that are seen, each once with those told beside.
    fn count(&self, is_charging: bool, beside: impl Fn(&Row) -> bool) -> i64 {
        let told = self.active().filter(|(row, charging)| {
            *charging == is_charging && (self.is_seen(row) || beside(row))
        });
        i64::try_from(told.count()).unwrap_or_else(|_| panic!("a small world"))
    }

    fn is_seen(&self, row: &Row) -> bool {
        let mut seen = self.seen.iter();
        seen.any(|fact| fact.row.kind == row.kind && fact.row.key == row.key)
    }

    /// All that are ACTIVE, and whether they are charging.
    fn active(&self) -> impl Iterator<Item = (&Row, bool)> {
        let naive = self.release.ground.naive;
        let now = naive.world.now;
        let charges = move |session: &Session| {
            now - session.started_at < TimeDelta::hours(48)
                && now - session.last_updated < TimeDelta::hours(24)
        };
        let active = naive.world.cpms.iter().flat_map(move |cpms| {
            let of_cpms = |session: &&Session| session.status == SessionStatus::Active;
            cpms.sessions.iter().filter(of_cpms).map(move |session| {
                let name = key(&cpms.connection, &session.id.party, &session.id.id);
                (name, charges(session))
            })
        });
        active.filter_map(move |(name, charges)| {
            let is = |row: &&Row| row.kind == Kind::Session && row.key == name;
            naive.rows.iter().find(is).map(|row| (row, charges))
        })
    }

    /// A unit that holds an EVSE now, and of which neither S nor a released month tells.
    fn is_withheld(&self, own: &Own, unit: usize) -> bool {
        let ground = self.release.ground;
        let holds_now = || {
            ground.holdings.iter().any(|held| {
                held.tenant == own.place
                    && held.unit == own.tree.units[unit].id
                    && held.during.contains(ground.naive.world.now)
            })
        };
        own.is_live(unit) && !own.sees_all(unit) && !own.is_released(unit) && holds_now()
    }
}

impl Own<'_> {
    /// Whether S_LIVE is held on a unit.
    pub fn is_live(&self, unit: usize) -> bool {
        self.has_whole(unit, Class::SLive)
    }

    fn sees_all(&self, unit: usize) -> bool {
        self.has_whole(unit, Class::S)
    }

    fn has_whole(&self, unit: usize, class: Class) -> bool {
        let id = self.tree.units[unit].id;
        self.reaches.iter().any(|reach| {
            reach.is_of_units_alone()
                && reach.is_open_in_time()
                && reach.units.contains(id)
                && reach.opens_for_all(class)
        })
    }

    /// Whether the last whole month before the unit's today was released to this person.
    pub fn is_released(&self, unit: usize) -> bool {
        let tree = self.tree;
        let this_month = Span::month_of(tree.units[unit].today);
        let last = Span::month_of(this_month.first - TimeDelta::days(1));
        self.root_of[unit]
            .is_some_and(|root| tree.releases_below(root.node, tree.itself(unit), last))
    }

    fn is_told_live(&self, row: &Row) -> bool {
        let units = 0..self.tree.units.len();
        let mut units =
            units.filter(|unit| Some(self.tree.units[*unit].id) == row.found.unit.as_deref());
        row.tenant() == Some(self.tree.tenant.id.as_str())
            && units.any(|unit| self.is_live(unit) && self.is_released(unit))
    }
}
