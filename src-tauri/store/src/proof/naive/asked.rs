//! Which cells a figure asks for: of a total, and of each row that a cut has.

use std::collections::BTreeMap;

use super::{
    days::Span,
    standing::{Own, Root},
    tree::{Node, Of},
};
use crate::{Cut, Key, proof::setup::Usage};

/// What one figure is of.
pub struct Asked {
    /// Units of which none may be left out.
    pub units: Vec<usize>,
    pub parts: Vec<(Root, Node)>,
    pub of: Option<Of>,
    pub span: Span,
}

impl Own<'_> {
    pub(super) fn everything(&self, span: Span) -> Asked {
        Asked {
            units: (0..self.tree.units.len()).collect(),
            parts: self.roots.iter().map(|root| (*root, root.node)).collect(),
            of: None,
            span,
        }
    }

    /// A row that is there by what was seen in it, and of which no cell is asked: what is left out is so here, too.
    pub(super) fn without_cells(&self, span: Span, by: Cut, key: &Key) -> Asked {
        // units of people that held something have rows by place of their own
        let is_by_place = matches!(by, Cut::Property | Cut::Unit);
        let span = if let Key::Time(text) = key {
            let mut days = span.days();
            let is = |day: &chrono::NaiveDate| day.to_string().starts_with(text);
            let first = days.find(is).unwrap_or(span.first);
            let whole = if by == Cut::Day {
                Span::day(first)
            } else {
                Span::month_of(first)
            };
            whole.meet(span).unwrap_or(whole)
        } else {
            span
        };
        Asked {
            units: if is_by_place {
                Vec::new()
            } else {
                (0..self.tree.units.len()).collect()
            },
            parts: Vec::new(),
            of: None,
            span,
        }
    }

    /// The rows that are there by cells, or by units that are left out.
    pub(super) fn asked(&self, span: Span, by: Cut) -> BTreeMap<Key, Asked> {
        let tenant = &self.tree.tenant.id;
        let is_there = |span: Span| {
            let mut roots = self.roots.iter();
            roots.any(|root| self.tree.is_child(root.node, span))
        };
        let time = |spans: Vec<Span>, format: &str| {
            let spans = spans.into_iter().filter(|span| is_there(*span));
            let row = |span: Span| {
                let key = span.first.format(format).to_string();
                (Key::Time(key), self.everything(span))
            };
            spans.map(row).collect()
        };
        match by {
            Cut::Day => time(span.days().map(Span::day).collect(), "%Y-%m-%d"),
            Cut::Month => {
                let months = span.months().into_iter();
                let months = months.filter_map(|month| month.meet(span));
                time(months.collect(), "%Y-%m")
            }
            Cut::Tenant if is_there(span) || self.any_of_people(span) => {
                [(Key::Tenant(tenant.clone()), self.everything(span))].into()
            }
            Cut::Group if is_there(span) => {
                let groups = self.tree.tenant.groups.iter();
                let row = |of: Of, key: Key| {
                    let asked = Asked {
                        of: Some(of),
                        ..self.everything(span)
                    };
                    (key, asked)
                };
                let none = Key::Nothing {
                    tenant: Some(tenant.clone()),
                };
                groups
                    .map(|group| row(Of::Group(group.id.clone()), self.key(&group.id)))
                    .chain([row(Of::Class(Usage::Unknown), none)])
                    .collect()
            }
            Cut::Property | Cut::Unit => self.by_place(span, by),
            Cut::Tenant
            | Cut::Group
            | Cut::Total
            | Cut::Location
            | Cut::Evse
            | Cut::Driver
            | Cut::Vehicle
            | Cut::CostCentre => BTreeMap::new(),
        }
    }

    /// Whether any U-unit, in a root or not, held something or has records.
    fn any_of_people(&self, span: Span) -> bool {
        let tree = self.tree;
        (0..tree.units.len())
            .any(|unit| self.over_people[unit] && tree.is_child(tree.itself(unit), span))
    }

    fn by_place(&self, span: Span, by: Cut) -> BTreeMap<Key, Asked> {
        let tree = self.tree;
        let mut rows: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (place, unit) in tree.units.iter().enumerate() {
            let named = if by == Cut::Unit {
                Some(unit.id)
            } else {
                unit.property
            };
            let key = named.map_or_else(
                || Key::Nothing {
                    tenant: Some(tree.tenant.id.clone()),
                },
                |id| self.key(id),
            );
            rows.entry(key).or_default().push(place);
        }
        let is_there =
            |unit: &usize| self.over_people[*unit] && tree.is_child(tree.itself(*unit), span);
        rows.retain(|_, units| units.iter().any(is_there));
        let asked = |(key, units): (Key, Vec<usize>)| {
            let parts = self
                .roots
                .iter()
                .flat_map(|root| self.within(*root, root.node, &units))
                .collect();
            let asked = Asked {
                units,
                parts,
                of: None,
                span,
            };
            (key, asked)
        };
        rows.into_iter().map(asked).collect()
    }

    /// The largest nodes that lie whole in these units.
    fn within(&self, root: Root, node: Node, units: &[usize]) -> Vec<(Root, Node)> {
        if self.tree.units_of(node).all(|unit| units.contains(&unit)) {
            return vec![(root, node)];
        }
        let below = self.tree.below(node).into_iter();
        below
            .flat_map(|node| self.within(root, node, units))
            .collect()
    }

    fn key(&self, id: &str) -> Key {
        Key::OfTenant {
            tenant: self.tree.tenant.id.clone(),
            id: id.to_owned(),
        }
    }
}
