//! The roots of the release tree: of which units somebody is shown figures over enough people, and not the rows.
//!
//! Whoever sees some rows of a figure could take them off and be left with the rest. So a root never holds a place
//! whose sessions this person sees otherwise, unless it is today alone, and then of the whole root: a cell then
//! stands for its records without today's (ACCESS.md, Aggregates; how they are settled takes care that these are
//! enough, too).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::{
    Span,
    holding::Held,
    rows::{Live, Node, Root},
};
use crate::{Class, attribution::UnitKey, policy::TenantPolicy};

/// Whether a grant opens figures over people: one that says anything but whole units opens none, since what it
/// leaves out could be told from what it shows.
fn opens_figures(held: &Held) -> bool {
    held.rights.common().has(Class::U) && is_of_whole_units(held)
}

fn is_of_whole_units(held: &Held) -> bool {
    held.rows.is_of_units_alone() && held.data == Span::ALWAYS
}

/// What a grant opens, without the figures over people that it can't.
pub(super) fn opened(mut held: Held) -> Held {
    if !opens_figures(&held) {
        held.rights.close([Class::U].into_iter().collect());
    }
    held
}

/// How a unit's sessions are seen row by row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    None,
    /// Those of this day, all of them.
    Today(NaiveDate),
    /// Some that are not known here.
    Some,
}

/// The largest nodes of which figures over people are open, each of one kind.
pub(super) fn roots(tenant: &TenantPolicy, held: &[Held], now: DateTime<Utc>) -> Vec<Root> {
    let open: BTreeSet<UnitKey> = held
        .iter()
        .filter(|held| opens_figures(held))
        .flat_map(|held| units(tenant, held))
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let rows: BTreeMap<UnitKey, Rows> = tenant
        .units
        .keys()
        .map(|unit| (*unit, rows_of(tenant, held, *unit, now)))
        .collect();
    let tree = Tree {
        children: children(tenant),
        kind: |unit| {
            open.contains(&unit)
                .then(|| rows.get(&unit).copied().unwrap_or(Rows::Some))
                .filter(|rows| *rows != Rows::Some)
        },
    };
    let mut roots = Vec::new();
    // a circle has no top, so it is never walked
    let top = tenant.units.iter().filter(|(_, unit)| {
        let parent = unit.parent;
        parent.is_none_or(|parent| !tenant.units.contains_key(&parent))
    });
    for (unit, _) in top {
        tree.roots_below(*unit, &mut roots);
    }
    roots
}

struct Tree<F> {
    children: BTreeMap<UnitKey, Vec<UnitKey>>,
    /// `None`: no figures over people.
    kind: F,
}

impl<F: Fn(UnitKey) -> Option<Rows>> Tree<F> {
    fn roots_below(&self, unit: UnitKey, roots: &mut Vec<Root>) {
        if let Some(kind) = (self.kind)(unit) {
            let today = match kind {
                Rows::Today(day) => Some(day),
                Rows::None | Rows::Some => None,
            };
            if self.is_all(unit, kind) {
                let node = Node::Subtree(unit);
                roots.push(Root { node, today });
                return;
            }
            let node = Node::Own(unit);
            roots.push(Root { node, today });
        }
        for child in self.children(unit) {
            self.roots_below(*child, roots);
        }
    }

    fn is_all(&self, unit: UnitKey, kind: Rows) -> bool {
        let mut children = self.children(unit).iter();
        (self.kind)(unit) == Some(kind) && children.all(|child| self.is_all(*child, kind))
    }

    fn children(&self, unit: UnitKey) -> &[UnitKey] {
        self.children.get(&unit).map_or(&[], Vec::as_slice)
    }
}

fn children(tenant: &TenantPolicy) -> BTreeMap<UnitKey, Vec<UnitKey>> {
    let mut children: BTreeMap<UnitKey, Vec<UnitKey>> = BTreeMap::new();
    for (unit, policy) in &tenant.units {
        if let Some(parent) = policy.parent {
            children.entry(parent).or_default().push(*unit);
        }
    }
    children
}

fn units(tenant: &TenantPolicy, held: &Held) -> Vec<UnitKey> {
    match &held.rows.units {
        Some(units) => units.iter().copied().collect(),
        None => tenant.units.keys().copied().collect(),
    }
}

/// The sessions of a unit that some grant opens row by row.
fn rows_of(tenant: &TenantPolicy, held: &[Held], unit: UnitKey, now: DateTime<Utc>) -> Rows {
    let mut rows = Rows::None;
    for held in held.iter().filter(|held| reaches(tenant, held, unit)) {
        let any = held.any();
        if any.has(Class::S) {
            return Rows::Some;
        }
        if any.has(Class::SToday) {
            // a cell leaves out a day, and today is one only where all clocks agree
            let is_one_day = tenant
                .units
                .get(&unit)
                .is_some_and(|unit| unit.has_one_zone);
            let is_all_of_it = held.rights.common().has(Class::SToday) && is_of_whole_units(held);
            if !is_one_day || !is_all_of_it {
                return Rows::Some;
            }
            rows = Rows::Today(today(tenant, unit, now));
        }
    }
    rows
}

/// Whether a grant may cover rows of a unit.
fn reaches(tenant: &TenantPolicy, held: &Held, unit: UnitKey) -> bool {
    let units = held.rows.units.as_ref();
    let evses = held.rows.evses.as_ref();
    units.is_none_or(|units| units.contains(&unit))
        && evses.is_none_or(|evses| {
            let holders = evses.iter().filter_map(|evse| tenant.evses.get(evse));
            let mut units = holders.flatten().map(|(_, unit)| *unit);
            units.any(|holder| holder == unit)
        })
}

fn today(tenant: &TenantPolicy, unit: UnitKey, now: DateTime<Utc>) -> NaiveDate {
    let zone = tenant.units.get(&unit).and_then(|unit| unit.time_zone);
    now.with_timezone(&zone.unwrap_or(tenant.time_zone))
        .date_naive()
}

/// Units whose running sessions are seen without a hint of whose they are, while their last whole month is released.
/// Where all sessions are seen there is nothing to add.
pub(super) fn live(tenant: &TenantPolicy, held: &[Held], now: DateTime<Utc>) -> Vec<Live> {
    let has_children = children(tenant);
    let seen: BTreeSet<UnitKey> = held
        .iter()
        .filter(|held| held.rights.common().has(Class::S) && is_of_whole_units(held))
        .flat_map(|held| units(tenant, held))
        .collect();
    let units: BTreeSet<UnitKey> = held
        .iter()
        .filter(|held| held.rights.common().has(Class::SLive) && is_of_whole_units(held))
        .flat_map(|held| units(tenant, held))
        .filter(|unit| tenant.units.contains_key(unit) && !seen.contains(unit))
        .collect();
    let live = |unit: UnitKey| {
        let day = today(tenant, unit, now);
        Live {
            unit,
            node: if has_children.contains_key(&unit) {
                Node::Own(unit)
            } else {
                Node::Subtree(unit)
            },
            last_month: i64::from(day.year()) * 12 + i64::from(day.month0()) - 1,
        }
    };
    units.into_iter().map(live).collect()
}
