//! Which cells of a root are released: by the cell itself, and by the splits on the way to it.

use super::{
    days::{Period, Span},
    tree::{Node, Of, Set, Tree},
};

impl Tree<'_> {
    /// A whole period of a root.
    pub fn releases(&self, root: Node, period: Period) -> bool {
        match period {
            Period::Year(year) => self.is_enough(&Set::of(root, year)),
            Period::Month(month) => {
                let year = Span::year_of(month.first);
                self.releases(root, Period::Year(year))
                    && self.year_may_split(root, year)
                    && self.is_enough(&Set::of(root, month))
            }
            Period::Day(day) => {
                let month = Span::month_of(day.first);
                self.releases(root, Period::Month(month))
                    && self.month_may_split_by_day(root, month)
                    && self.is_enough(&Set::of(root, day))
            }
        }
    }

    /// A month of a node below a root, or of the root.
    pub fn releases_below(&self, root: Node, node: Node, month: Span) -> bool {
        if node == root {
            return self.releases(root, Period::Month(month));
        }
        let Some(above) = self.above(node) else {
            return false; // not below this root
        };
        self.releases_below(root, above, month)
            && self.month_may_split_by_unit(above, month)
            && self.is_enough(&Set::of(node, month))
    }

    /// A usage class, or a group, of a root's month.
    pub fn releases_of(&self, root: Node, month: Span, of: &Of) -> bool {
        let is_enough = self.is_enough(&Set::of_some(root, month, of.clone()));
        match of {
            Of::Class(_) => {
                self.releases(root, Period::Month(month))
                    && self.month_may_split_by_class(root, month)
                    && is_enough
            }
            Of::Group(id) => {
                let held = self.tenant.groups.iter().find(|group| group.id == *id);
                let usage = held.map(|group| group.usage);
                usage.is_some_and(|usage| {
                    self.releases_of(root, month, &Of::Class(usage))
                        && self.class_may_split_by_group(root, month, usage)
                        && is_enough
                })
            }
        }
    }

    fn is_enough(&self, set: &Set) -> bool {
        self.hides(set).is_none()
    }
}
