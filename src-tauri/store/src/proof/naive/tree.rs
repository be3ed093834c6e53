//! The nodes of a tenant, what they held, and the records in them.
//!
//! Nothing here knows who asks: that comes with the roots, in [`super::standing`].

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Row,
    days::Span,
    enough::{Hides, Rules},
    facts::Fact,
};
use crate::proof::setup::{Tenant, Unit, Usage};

/// A unit's subtree, or what a unit with children holds itself. Units by their place in [`Tree::units`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    Whole(usize),
    Own(usize),
}

/// Of whom a cell of a split is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    Class(Usage),
    Group(String),
}

impl Of {
    fn holds(&self, fact: &Fact) -> bool {
        match self {
            Self::Class(usage) => fact.row.usage == *usage,
            Self::Group(group) => fact.row.found.group.as_ref() == Some(group),
        }
    }
}

/// A set of records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Set {
    pub nodes: Vec<Node>,
    pub spans: Vec<Span>,
    /// Of some people alone.
    pub of: Option<Vec<Of>>,
}

pub struct UnitOf<'n> {
    pub id: &'n str,
    pub above: Option<usize>,
    pub below: Vec<usize>,
    /// The first place after its subtree: units stand in the order in which one reads them.
    end: usize,
    /// The nearest property, itself included.
    pub property: Option<&'n str>,
    /// The local date.
    pub today: NaiveDate,
    /// When it held an EVSE itself.
    pub tenure: Vec<Span>,
}

pub struct Tree<'n> {
    pub rules: Rules,
    pub tenant: &'n Tenant,
    pub k: u8,
    pub units: Vec<UnitOf<'n>>,
    /// The records of each node, each with what it counts for among these: a partner elsewhere is none here.
    facts: BTreeMap<Node, Vec<Fact<'n>>>,
    /// What was found out about sets before.
    pub(super) known: RefCell<BTreeMap<Set, Option<Hides>>>,
}

impl<'n> Tree<'n> {
    /// `today` and `tenure` of each unit by its id; `counted` gives the records that a
    /// condition lets through, paired with each other.
    pub fn of(
        tenant: &'n Tenant,
        counted: impl Fn(&dyn Fn(&Row) -> bool) -> Vec<Fact<'n>>,
        today: impl Fn(&str) -> NaiveDate,
        tenure: impl Fn(&str) -> Vec<Span>,
    ) -> Self {
        let mut units = Vec::new();
        for unit in &tenant.units {
            add(&mut units, unit, None);
        }
        for unit in &mut units {
            unit.today = today(unit.id);
            unit.tenure = tenure(unit.id);
        }
        let mut tree = Self {
            rules: Rules::ALL,
            tenant,
            k: tenant.k.unwrap_or(5),
            units,
            facts: BTreeMap::new(),
            known: RefCell::default(),
        };
        for unit in 0..tree.units.len() {
            for node in [Node::Whole(unit), Node::Own(unit)] {
                let units: BTreeSet<&str> = tree
                    .units_of(node)
                    .map(|unit| tree.units[unit].id)
                    .collect();
                let mut facts = counted(&|row| {
                    row.tenant() == Some(&tenant.id)
                        && row
                            .found
                            .unit
                            .as_deref()
                            .is_some_and(|unit| units.contains(unit))
                });
                facts.sort_by_key(|fact| fact.day);
                tree.facts.insert(node, facts);
            }
        }
        tree
    }

    /// The node of a unit itself.
    pub fn itself(&self, unit: usize) -> Node {
        if self.units[unit].below.is_empty() {
            Node::Whole(unit)
        } else {
            Node::Own(unit)
        }
    }

    pub fn units_of(&self, node: Node) -> std::ops::Range<usize> {
        match node {
            Node::Whole(unit) => unit..self.units[unit].end,
            Node::Own(unit) => unit..unit + 1,
        }
    }

    pub fn below(&self, node: Node) -> Vec<Node> {
        match node {
            Node::Own(_) => Vec::new(),
            Node::Whole(unit) => {
                let below = &self.units[unit].below;
                let own = self.rules.own_part && !below.is_empty();
                let own = own.then_some(Node::Own(unit));
                below.iter().copied().map(Node::Whole).chain(own).collect()
            }
        }
    }

    pub fn above(&self, node: Node) -> Option<Node> {
        match node {
            Node::Own(unit) => Some(Node::Whole(unit)),
            Node::Whole(unit) => self.units[unit].above.map(Node::Whole),
        }
    }

    /// The records of a set.
    pub fn facts(&self, set: &Set) -> Vec<&Fact<'n>> {
        let mut found = Vec::new();
        for facts in set.nodes.iter().map(|node| &self.facts[node]) {
            for span in &set.spans {
                let first = facts.partition_point(|fact| fact.day < span.first);
                let here = facts[first..]
                    .iter()
                    .take_while(|fact| fact.day <= span.last);
                let is_of = |fact: &&Fact| {
                    let of = set.of.as_ref();
                    of.is_none_or(|of| of.iter().any(|of| of.holds(fact)))
                };
                found.extend(here.filter(is_of));
            }
        }
        found
    }

    /// Days of these on which the node held an EVSE.
    pub fn has_tenure(&self, node: Node, span: Span) -> bool {
        self.units_of(node).any(|unit| {
            self.units[unit]
                .tenure
                .iter()
                .any(|held| held.meet(span).is_some())
        })
    }

    /// Whether there is a cell at all: where an EVSE was held, or something is recorded.
    pub fn is_child(&self, node: Node, span: Span) -> bool {
        self.has_tenure(node, span) || !self.facts(&Set::of(node, span)).is_empty()
    }

    /// Whether a unit held an EVSE on another of these days than its today.
    pub(super) fn held_before_today(&self, unit: usize, span: Span) -> bool {
        let unit = &self.units[unit];
        let parts = unit.tenure.iter().filter_map(|held| held.meet(span));
        parts.into_iter().any(|part| part != Span::day(unit.today))
    }

    /// Whether there is more than today in a period of a node.
    pub fn is_child_before_today(&self, node: Node, span: Span) -> bool {
        let facts = self.facts(&Set::of(node, span));
        facts.iter().any(|fact| !fact.row.is_of_today)
            || self
                .units_of(node)
                .any(|unit| self.held_before_today(unit, span))
    }
}

impl Set {
    pub fn of(node: Node, span: Span) -> Self {
        Self {
            nodes: vec![node],
            spans: vec![span],
            of: None,
        }
    }

    pub fn of_some(node: Node, span: Span, of: Of) -> Self {
        Self {
            of: Some(vec![of]),
            ..Self::of(node, span)
        }
    }
}

/// Adds a unit and all below it.
fn add<'n>(units: &mut Vec<UnitOf<'n>>, unit: &'n Unit, above: Option<usize>) -> usize {
    let place = units.len();
    let inherited = above.and_then(|above| units[above].property);
    units.push(UnitOf {
        id: &unit.id,
        above,
        below: Vec::new(),
        end: 0,
        property: (unit.kind == "property")
            .then_some(unit.id.as_str())
            .or(inherited),
        today: NaiveDate::MIN,
        tenure: Vec::new(),
    });
    for child in &unit.units {
        let child = add(units, child, Some(place));
        units[place].below.push(child);
    }
    units[place].end = units.len();
    place
}
