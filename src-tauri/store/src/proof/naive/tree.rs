//! The nodes of a tenant, and which of their cells are enough, and which splits may be shown.
//!
//! Nothing here knows who asks: that comes with the roots, in [`super::release`].
//!
//! Where the prose leaves a choice:
//!
//! - Today's records are those that S_TODAY shows: of the today of the unit that holds them.
//! - A node below counts towards "the same days of tenure" in a month if it is a child there at all.
//! - Hidden children reach over other days than today by their own tenure, not by that of the node above.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{days::Span, facts::Fact};
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

/// Why a set of records is told to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hides {
    TooFew,
    OneOverFourFifths,
    /// It is enough, but not without today.
    WithoutToday,
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
    facts: Vec<Fact<'n>>,
}

/// The rules of release, so that the proof can leave out one at a time and look whether its worlds notice.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// One person may not make up more than 80 %.
    pub share: bool,
    /// A cell is enough without today as well.
    pub without_today: bool,
    /// Hidden children are enough together.
    pub together: bool,
    /// A child with nobody in it is hidden.
    pub empty_hides: bool,
    /// Days and units of a month are not split both where they cross.
    pub days_cross_units: bool,
    /// What a unit with children holds itself is a child.
    pub own_part: bool,
}

impl Rules {
    pub const ALL: Self = Self {
        share: true,
        without_today: true,
        together: true,
        empty_hides: true,
        days_cross_units: true,
        own_part: true,
    };
}

pub struct Tree<'n> {
    pub rules: Rules,
    pub tenant: &'n Tenant,
    pub k: u8,
    pub units: Vec<UnitOf<'n>>,
    known: RefCell<BTreeMap<Set, Option<Hides>>>,
}

impl<'n> Tree<'n> {
    /// `today` and `tenure` of each unit by its id; `facts` of all records of the world, paired with each other.
    pub fn of(
        tenant: &'n Tenant,
        facts: &[Fact<'n>],
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
            let own = |fact: &&Fact| {
                fact.row.tenant() == Some(&tenant.id)
                    && fact.row.found.unit.as_deref() == Some(unit.id)
            };
            unit.facts = facts.iter().filter(own).cloned().collect();
            unit.facts.sort_by_key(|fact| fact.day);
        }
        Self {
            rules: Rules::ALL,
            tenant,
            k: tenant.k.unwrap_or(5),
            units,
            known: RefCell::default(),
        }
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
        let units = set.nodes.iter().flat_map(|node| self.units_of(*node));
        for facts in units.map(|unit| &self.units[unit].facts) {
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

    /// Why nobody is told; `None`: it is enough, and enough without today as well.
    pub fn hides(&self, set: &Set) -> Option<Hides> {
        if let Some(known) = self.known.borrow().get(set) {
            return *known;
        }
        let facts = self.facts(set);
        let hides = self.not_enough(&facts).or_else(|| {
            let before: Vec<&Fact> = facts
                .into_iter()
                .filter(|fact| !fact.row.is_of_today)
                .collect();
            // somebody may see today's sessions themselves
            (self.rules.without_today
                && self.reaches_over_today(set)
                && self.not_enough(&before).is_some())
            .then_some(Hides::WithoutToday)
        });
        self.known.borrow_mut().insert(set.clone(), hides);
        hides
    }

    /// Over the today of some unit, and over another day on which something was held.
    fn reaches_over_today(&self, set: &Set) -> bool {
        let units = || set.nodes.iter().flat_map(|node| self.units_of(*node));
        let mut today = units().map(|unit| self.units[unit].today);
        today.any(|today| set.spans.iter().any(|span| span.contains(today)))
            && units().any(|unit| {
                set.spans
                    .iter()
                    .any(|span| self.held_before_today(unit, *span))
            })
    }

    /// Whether a unit held an EVSE on another of these days than its today.
    fn held_before_today(&self, unit: usize, span: Span) -> bool {
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

    fn not_enough(&self, facts: &[&Fact]) -> Option<Hides> {
        let mut people: BTreeMap<&str, i64> = BTreeMap::new();
        for fact in facts {
            *people.entry(fact.person).or_default() += fact.energy();
        }
        let all: i64 = people.values().sum();
        let most = people.values().map(|energy| energy.abs()).max();
        if people.len() < usize::from(self.k) {
            Some(Hides::TooFew)
        } else if self.rules.share && most.unwrap_or_default() * 5 > all.abs() * 4 {
            Some(Hides::OneOverFourFifths)
        } else {
            None
        }
    }

    /// Whether children may be shown one by one: those that are hidden are none, or enough together.
    fn may_split(&self, children: Vec<Set>) -> bool {
        let counts = |child: &Set| self.rules.empty_hides || !self.facts(child).is_empty();
        let hidden: Vec<Set> = children
            .into_iter()
            .filter(|child| self.hides(child).is_some() && counts(child))
            .collect();
        let Some(first) = hidden.first() else {
            return true;
        };
        let mut together = first.clone();
        for set in &hidden[1..] {
            // children differ in one of these alone
            if set.nodes != first.nodes {
                together.nodes.extend(&set.nodes);
            }
            if set.spans != first.spans {
                together.spans.extend(&set.spans);
            }
            if let (true, Some(of), Some(more)) = (set.of != first.of, &mut together.of, &set.of) {
                of.extend(more.iter().cloned());
            }
        }
        !self.rules.together || self.hides(&together).is_none()
    }

    pub fn year_may_split(&self, node: Node, year: Span) -> bool {
        let months = year.months().into_iter();
        let children = months.filter(|month| self.is_child(node, *month));
        self.may_split(children.map(|month| Set::of(node, month)).collect())
    }

    pub fn month_may_split_by_day(&self, node: Node, month: Span) -> bool {
        let days = month.days().map(Span::day);
        let children = days.filter(|day| self.is_child(node, *day));
        let alone = self.may_split(children.map(|day| Set::of(node, day)).collect());
        // else a unit that came or went within the month is told by day and by unit: the two cross
        let meets_units = self.rules.days_cross_units && self.month_may_split_by_unit(node, month);
        alone && (!meets_units || self.all_below_have_the_same_days(node, month))
    }

    pub fn month_may_split_by_unit(&self, node: Node, month: Span) -> bool {
        let children = self.below(node).into_iter();
        let children = children.filter(|child| self.is_child(*child, month));
        self.may_split(children.map(|child| Set::of(child, month)).collect())
    }

    pub fn all_below_have_the_same_days(&self, node: Node, month: Span) -> bool {
        let days = |node: Node| -> Vec<NaiveDate> {
            let held = |day: &NaiveDate| self.has_tenure(node, Span::day(*day));
            month.days().filter(held).collect()
        };
        let own = days(node);
        let mut below = self.below(node);
        while let Some(next) = below.pop() {
            if self.is_child(next, month) && days(next) != own {
                return false;
            }
            below.extend(self.below(next));
        }
        true
    }

    pub fn month_may_split_by_class(&self, node: Node, month: Span) -> bool {
        let children = self.classes(node, month).into_iter();
        let set = |usage| Set::of_some(node, month, Of::Class(usage));
        self.may_split(children.map(set).collect())
    }

    pub fn class_may_split_by_group(&self, node: Node, month: Span, usage: Usage) -> bool {
        let groups = self.tenant.groups.iter();
        let children = groups.filter(|group| group.usage == usage);
        let set = |id: &String| Set::of_some(node, month, Of::Group(id.clone()));
        self.may_split(children.map(|group| set(&group.id)).collect())
    }

    /// Unknown, those of which the tenant has a group, and those with a record.
    pub fn classes(&self, node: Node, month: Span) -> Vec<Usage> {
        let facts = self.facts(&Set::of(node, month));
        let is_there = |usage: &Usage| {
            *usage == Usage::Unknown
                || self.tenant.groups.iter().any(|group| group.usage == *usage)
                || facts.iter().any(|fact| fact.row.usage == *usage)
        };
        Usage::ALL.into_iter().filter(is_there).collect()
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
        facts: Vec::new(),
    });
    for child in &unit.units {
        let child = add(units, child, Some(place));
        units[place].below.push(child);
    }
    units[place].end = units.len();
    place
}
