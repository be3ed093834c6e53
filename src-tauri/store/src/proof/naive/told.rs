//! The answer to a question: sums of what is seen, and of the released cells that the question needs.

use std::collections::BTreeMap;

use super::{
    asked::Asked,
    days::{Period, Span},
    facts::{Counts, Fact},
    release::{Figure, Rows, Told},
    standing::{Own, Root, Standing},
    tree::{Node, Set},
};
use crate::{Cut, Key};

impl Standing<'_> {
    /// Figures over these local days.
    pub fn told(&self, span: Span, by: Cut) -> Told {
        let seen = || self.seen.iter().filter(|fact| span.contains(fact.day));
        let mut all = Counts::default();
        seen().for_each(|fact| all.add(fact.counts));
        let rows = match by {
            Cut::Total => Rows::Each(BTreeMap::new()),
            Cut::Location | Cut::Evse => Rows::OfSessions(all),
            Cut::Driver | Cut::Vehicle | Cut::CostCentre => Rows::OfPeople,
            Cut::Tenant | Cut::Property | Cut::Unit | Cut::Group | Cut::Day | Cut::Month => {
                let mut sums: BTreeMap<Key, Counts> = BTreeMap::new();
                for fact in seen() {
                    let sum = sums.entry(self.key(fact, by)).or_default();
                    sum.add(fact.counts);
                }
                Rows::Each(self.rows(&sums, span, by))
            }
        };
        Told {
            total: self.total(all, span),
            rows,
        }
    }

    fn total(&self, seen: Counts, span: Span) -> Figure {
        let Some(own) = &self.own else {
            return Figure::Shown(seen);
        };
        if !own.over_people.contains(&true) && !own.sees_sessions_on(self.release, span) {
            return Figure::Hidden;
        }
        self.figure(own, &own.everything(span), seen)
    }

    /// Each row with something seen in it, and each that is asked of cells.
    fn rows(&self, seen: &BTreeMap<Key, Counts>, span: Span, by: Cut) -> BTreeMap<Key, Figure> {
        let Some(own) = &self.own else {
            let shown = |(key, sum): (&Key, &Counts)| (key.clone(), Figure::Shown(*sum));
            return seen.iter().map(shown).collect();
        };
        let mut asked = own.asked(span, by);
        for key in seen.keys() {
            let nothing = || own.without_cells(span, by, key);
            asked.entry(key.clone()).or_insert_with(nothing);
        }
        let figure = |(key, asked): (Key, Asked)| {
            let seen = seen.get(&key).copied().unwrap_or_default();
            let figure = self.figure(own, &asked, seen);
            (key, figure)
        };
        asked.into_iter().map(figure).collect()
    }

    fn figure(&self, own: &Own, asked: &Asked, seen: Counts) -> Figure {
        let suppressed = Figure::Suppressed {
            fewer_than: own.tree.k,
        };
        let mut units = asked.units.iter();
        if units.any(|unit| own.is_left_out(self.release, *unit, asked.span)) {
            return suppressed;
        }
        let mut sum = seen;
        for (root, node) in &asked.parts {
            match own.cells(*root, *node, asked) {
                Some(cells) => sum.add(cells),
                None => return suppressed,
            }
        }
        Figure::Shown(sum)
    }

    /// The row that a record is in.
    fn key(&self, fact: &Fact, by: Cut) -> Key {
        let found = &fact.row.found;
        let tenant = || found.tenant.clone();
        let nothing = || Key::Nothing { tenant: tenant() };
        let of_tenant = |id: Option<&str>| match (tenant(), id) {
            (Some(tenant), Some(id)) => Key::OfTenant {
                tenant,
                id: id.to_owned(),
            },
            (_, _) => nothing(),
        };
        match by {
            Cut::Tenant => tenant().map_or_else(nothing, Key::Tenant),
            Cut::Property => {
                let trees = self.release.trees.iter();
                let mut tree =
                    trees.filter(|tree| Some(tree.tenant.id.as_str()) == fact.row.tenant());
                let units = tree.next().map(|tree| &tree.units);
                let unit = units.and_then(|units| {
                    units
                        .iter()
                        .find(|unit| Some(unit.id) == found.unit.as_deref())
                });
                of_tenant(unit.and_then(|unit| unit.property))
            }
            Cut::Unit => of_tenant(found.unit.as_deref()),
            Cut::Group => of_tenant(found.group.as_deref()),
            Cut::Day => Key::Time(fact.day.format("%Y-%m-%d").to_string()),
            Cut::Month => Key::Time(fact.day.format("%Y-%m").to_string()),
            Cut::Total
            | Cut::Location
            | Cut::Evse
            | Cut::Driver
            | Cut::Vehicle
            | Cut::CostCentre => panic!("rows by {} are not made here", by.name()),
        }
    }
}

impl Own<'_> {
    /// The sum of the cells that a figure needs of a node; `None` if one of them is withheld.
    fn cells(&self, root: Root, node: Node, asked: &Asked) -> Option<Counts> {
        let tree = self.tree;
        let periods = if node == root.node && asked.of.is_none() {
            asked.span.largest()
        } else {
            asked.span.by_month()
        };
        let mut sum = Counts::default();
        for period in periods {
            let span = period.span();
            let is_there = if root.is_of_today {
                // today comes by S
                tree.is_child_before_today(node, span)
            } else {
                tree.is_child(node, span)
            };
            if !is_there {
                continue;
            }
            let is_released = match (period, &asked.of) {
                (_, None) if node == root.node => tree.releases(root.node, period),
                (Period::Month(month), None) => tree.releases_below(root.node, node, month),
                (Period::Month(month), Some(of)) => tree.releases_of(root.node, month, of),
                (Period::Day(_) | Period::Year(_), _) => false,
            };
            if !is_released {
                return None;
            }
            let set = Set {
                of: asked.of.clone().map(|of| vec![of]),
                ..Set::of(node, span)
            };
            for fact in tree.facts(&set) {
                if !(root.is_of_today && fact.row.is_of_today) {
                    sum.add(fact.counts);
                }
            }
        }
        Some(sum)
    }
}
