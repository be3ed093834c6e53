//! Which sets of records are enough to be told, and which splits may be shown.
//!
//! Where the prose leaves a choice:
//!
//! - Today's records are those that S_TODAY shows: of the today of the unit that holds them.
//! - A node below counts towards "the same days of tenure" in a month if it is a child there at all.
//! - Hidden children reach over other days than today by their own tenure, not by that of the node above.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    days::Span,
    facts::Fact,
    tree::{Node, Of, Set, Tree},
};
use crate::proof::setup::Usage;

/// Why a set of records is told to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hides {
    TooFew,
    OneOverFourFifths,
    /// It is enough, but not without today.
    WithoutToday,
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

impl<'n> Tree<'n> {
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
