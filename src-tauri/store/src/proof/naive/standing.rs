//! What a person holds on each unit: people alone, sessions, today's; and the roots that follow from it.

use access::Class;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{
    Ask, Asking, Row,
    days::{Span, midnight},
    facts::Fact,
    places::Holder,
    reach::{Reach, reaches},
    release::Release,
    tree::{Node, Tree},
};
use crate::proof::{
    setup::{During, Usage},
    world::World,
};

/// A root of somebody's release tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Root {
    pub node: Node,
    /// Whether today's sessions there are seen.
    pub is_of_today: bool,
}

/// Somebody, and what they hold.
pub struct Standing<'r> {
    pub release: &'r Release<'r>,
    /// Of a person of a tenant; the operator has none.
    pub own: Option<Own<'r>>,
    /// The sessions and CDRs that they see, paired with what they see.
    pub seen: Vec<Fact<'r>>,
}

/// What a person of a tenant holds, by the places of units in the tree.
pub struct Own<'r> {
    /// Among the tenants of the setup.
    pub place: usize,
    pub tree: &'r Tree<'r>,
    pub reaches: Vec<Reach>,
    /// Units with class U.
    pub over_people: Vec<bool>,
    pub roots: Vec<Root>,
    /// The root of each unit.
    pub root_of: Vec<Option<Root>>,
}

impl<'r> Standing<'r> {
    pub fn of(release: &'r Release<'r>, person: &str) -> Option<Self> {
        let ground = release.ground;
        let (naive, records) = (ground.naive, &ground.records);
        if person == World::OPERATOR {
            return Some(Self {
                release,
                own: None,
                seen: records.counted(naive, |_| true),
            });
        }
        let (tenant, held_by) = naive.person(person)?;
        let now = naive.world.now;
        let asking = Asking::of(tenant, now);
        let sees = |row: &Row| {
            row.tenant() == Some(tenant.id.as_str())
                && asking.has(held_by, row, Ask::Class(Class::S))
        };
        let mut places = naive.setup.tenants.iter();
        let place = places.position(|held| held.id == tenant.id)?;
        let tree = &release.trees[place];
        let reaches = reaches(&ground.places, tenant, held_by, now);
        let mut own = Own {
            place,
            tree,
            reaches,
            over_people: vec![false; tree.units.len()],
            roots: Vec::new(),
            root_of: vec![None; tree.units.len()],
        };
        own.find_roots(release);
        Some(Self {
            release,
            own: Some(own),
            seen: records.counted(naive, sees),
        })
    }
}

impl Standing<'_> {
    /// Whether some session could be seen at any time.
    pub fn sees_sessions(&self) -> bool {
        let own = self.own.as_ref();
        own.is_none_or(Own::sees_any_sessions)
    }
}

impl Own<'_> {
    fn find_roots(&mut self, release: &Release) {
        let tree = self.tree;
        let mut touched = vec![false; tree.units.len()];
        let mut of_today = vec![false; tree.units.len()];
        for reach in &self.reaches {
            let people = reach.is_of_units_alone()
                && reach.is_open_in_time()
                && reach.opens_for_all(Class::U);
            let full = reach.shows_sessions(tree.tenant, Class::S);
            let today = reach.shows_sessions(tree.tenant, Class::SToday);
            let whole_today = !full
                && reach.opens_for_all(Class::SToday)
                && reach.is_of_units_alone()
                && reach.is_open_in_time();
            for (unit, held) in tree.units.iter().enumerate() {
                let is_there = reach.units.contains(held.id);
                self.over_people[unit] |= people && is_there;
                let whole_today = whole_today && release.has_one_zone(self.place, held.id);
                of_today[unit] |= whole_today && is_there;
                let by_evse = reach.evses.as_ref().is_none_or(|evses| {
                    // held at any time: what an EVSE shows could be taken off a cell of then
                    release.ground.holdings.iter().any(|holding| {
                        holding.tenant == self.place
                            && holding.unit == held.id
                            && holding
                                .evse
                                .as_ref()
                                .is_some_and(|evse| evses.contains(evse))
                    })
                });
                touched[unit] |= (full || today) && !whole_today && is_there && by_evse;
            }
        }
        let tops = (0..tree.units.len()).filter(|unit| tree.units[*unit].above.is_none());
        let mut left: Vec<usize> = tops.collect();
        while let Some(unit) = left.pop() {
            let is_root = |node: Node| {
                let mut units = tree.units_of(node);
                let first = units.start;
                units.all(|unit| {
                    self.over_people[unit]
                        && !touched[unit]
                        && of_today[unit] == of_today[first]
                        && (!of_today[unit] || tree.units[unit].today == tree.units[first].today)
                })
            };
            let found = [Node::Whole(unit), tree.itself(unit)]
                .into_iter()
                .find(|node| is_root(*node));
            if let Some(node) = found {
                let root = Root {
                    node,
                    is_of_today: of_today[unit],
                };
                self.roots.push(root);
                for unit in tree.units_of(node) {
                    self.root_of[unit] = Some(root);
                }
            }
            if found != Some(Node::Whole(unit)) {
                left.extend(&tree.units[unit].below);
            }
        }
    }

    /// Whether a unit that is told over people held an EVSE on these days, and neither a root nor S tells of it.
    pub fn is_left_out(&self, release: &Release, unit: usize, span: Span) -> bool {
        self.over_people[unit]
            && self.root_of[unit].is_none()
            && self.tree.has_tenure(self.tree.itself(unit), span)
            && !self.is_covered(release, unit, span)
    }

    /// Whether whatever was charged in a unit on these days is seen.
    fn is_covered(&self, release: &Release, unit: usize, span: Span) -> bool {
        let now = release.ground.naive.world.now;
        let id = self.tree.units[unit].id;
        let held = release.ground.holdings.iter();
        let mut held = held.filter(|held| held.tenant == self.place && held.unit == id);
        held.all(|held| {
            let during = held.during.meet(instants(span, held.zone));
            let during = during.meet(During {
                from: None,
                until: Some(now),
            });
            let seen = |usage: &Usage| covers(&self.windows(release, unit, *usage), during);
            during.is_empty() || Usage::ALL.iter().all(seen)
        })
    }

    /// When sessions are seen by grants over the whole unit, of people of a usage class.
    fn windows(&self, release: &Release, unit: usize, usage: Usage) -> Vec<During> {
        let id = self.tree.units[unit].id;
        let whole = |reach: &&Reach| reach.is_of_units_alone() && reach.units.contains(id);
        let window = |reach: &Reach| {
            if reach.opens_for(Class::S, usage) {
                Some(reach.during)
            } else if reach.opens_for(Class::SToday, usage) {
                Some(reach.during.meet(self.today(release, unit)))
            } else {
                None
            }
        };
        self.reaches
            .iter()
            .filter(whole)
            .filter_map(window)
            .collect()
    }

    /// The instants of a unit's today.
    fn today(&self, release: &Release, unit: usize) -> During {
        let unit = &self.tree.units[unit];
        let holder = Holder {
            tenant: self.place,
            unit: unit.id,
        };
        let ground = release.ground;
        let zone = ground.places.zone(holder, ground.naive.world.now);
        instants(Span::day(unit.today), zone)
    }

    pub fn sees_any_sessions(&self) -> bool {
        let sees = |reach: &Reach| {
            reach.shows_sessions(self.tree.tenant, Class::S)
                || reach.shows_sessions(self.tree.tenant, Class::SToday)
        };
        self.reaches.iter().any(sees)
    }

    /// Whether some session could be seen on these days, wherever they begin among the places that are seen; of people,
    /// who charge wherever there is, anywhere.
    pub fn sees_sessions_on(&self, release: &Release, span: Span) -> bool {
        let anywhere = During {
            from: instants(span, Tz::Pacific__Kiritimati).from,
            until: instants(span, Tz::Etc__GMTPlus12).until,
        };
        let here = self
            .zones(release)
            .into_iter()
            .map(|zone| instants(span, zone));
        let here = here.reduce(|one, other| During {
            from: one.from.min(other.from),
            until: one.until.max(other.until),
        });
        let tree = self.tree;
        self.reaches.iter().any(|reach| {
            let period = if reach.is_at_places() {
                here.unwrap_or(anywhere)
            } else {
                anywhere
            };
            let is_open = |during: During, unit: Option<&str>| {
                let during = reach.during.meet(during).meet(period);
                !during.is_empty()
                    && reach.evses.as_ref().is_none_or(|evses| {
                        release.ground.holdings.iter().any(|held| {
                            held.tenant == self.place
                                && reach.units.contains(&held.unit)
                                && unit.is_none_or(|unit| held.unit == unit)
                                && held.evse.as_ref().is_some_and(|evse| evses.contains(evse))
                                && !held.during.meet(during).is_empty()
                        })
                    })
            };
            let mut units =
                (0..tree.units.len()).filter(|unit| reach.units.contains(tree.units[*unit].id));
            reach.shows_sessions(tree.tenant, Class::S) && is_open(During::ALWAYS, None)
                || reach.shows_sessions(tree.tenant, Class::SToday)
                    && units
                        .any(|unit| is_open(self.today(release, unit), Some(tree.units[unit].id)))
        })
    }
}

impl Own<'_> {
    /// Of the EVSEs that are seen somehow.
    fn zones(&self, release: &Release) -> Vec<Tz> {
        let held = release.ground.holdings.iter().filter(|held| {
            held.tenant == self.place
                && self.reaches.iter().any(|reach| {
                    reach.is_at_places()
                        && reach.units.contains(&held.unit)
                        && held.evse.as_ref().is_some_and(|evse| {
                            let evses = reach.evses.as_ref();
                            evses.is_none_or(|evses| evses.contains(evse))
                        })
                        && !held.during.meet(reach.during).is_empty()
                })
        });
        held.map(|held| held.zone).collect()
    }
}

/// From the first instant of the first day to the last of the last.
fn instants(span: Span, zone: Tz) -> During {
    let bound = |day: NaiveDate| -> Option<DateTime<Utc>> {
        (day > NaiveDate::MIN).then(|| midnight(day, zone))
    };
    During {
        from: bound(span.first),
        until: bound(span.last + chrono::TimeDelta::days(1)),
    }
}

/// Whether these windows leave no instant of it out.
fn covers(windows: &[During], during: During) -> bool {
    let mut left = during;
    loop {
        if left.is_empty() {
            return true;
        }
        let reaching = windows.iter().filter(|window| {
            let begins = match (window.from, left.from) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(from), Some(left)) => from <= left,
            };
            let goes_on = match (window.until, left.from) {
                (None, _) | (Some(_), None) => true,
                (Some(until), Some(left)) => until > left,
            };
            begins && goes_on
        });
        let mut furthest = None;
        for window in reaching {
            match window.until {
                None => return true,
                until => furthest = furthest.max(until),
            }
        }
        match furthest {
            None => return false,
            furthest => left.from = furthest,
        }
    }
}
