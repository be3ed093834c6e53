//! What is released and what is withheld, level by level, and why.

use std::collections::BTreeMap;

use crate::proof::{
    Counters, World,
    naive::{Figure, Hides, Node, Of, Period, Release, Root, Set, Span, Standing, Tree},
};

/// Counts all that is looked for among the roots of a world's people; what is not there is counted as none.
pub fn count(release: &Release, world: &World, counters: &mut Counters) {
    let mut roots: BTreeMap<(&str, Node), (&Tree, Root)> = BTreeMap::new();
    for person in &world.people {
        let Some(standing) = release.standing(person) else {
            continue;
        };
        if let Some(own) = &standing.own {
            for root in &own.roots {
                // the same tree whoever asks
                let tree = release
                    .trees
                    .iter()
                    .find(|tree| tree.tenant.id == own.tree.tenant.id);
                let tree = tree.unwrap_or(&release.trees[0]);
                roots.insert((&tree.tenant.id, root.node), (tree, *root));
            }
            counters.occurred(
                "root of today",
                own.roots.iter().filter(|root| root.is_of_today).count(),
            );
            let own_parts = own
                .roots
                .iter()
                .filter(|root| matches!(root.node, Node::Own(_)));
            counters.occurred("own part as a root", own_parts.count());
        }
        mixed(&standing, world, counters);
        running(&standing, counters);
    }
    for (tree, root) in roots.values() {
        let mut levels = Levels {
            tree,
            root: root.node,
            counters,
        };
        for year in years(world) {
            if tree.is_child(root.node, year) {
                levels.year(year);
            }
        }
    }
}

fn years(world: &World) -> Vec<Span> {
    let today = world.now.date_naive();
    let before = Span::year_of(today).first - chrono::TimeDelta::days(1);
    vec![Span::year_of(before), Span::year_of(today)]
}

/// What is shown to who sees sessions in one place and people in another.
fn mixed(standing: &Standing, world: &World, counters: &mut Counters) {
    let Some(own) = &standing.own else {
        return;
    };
    let total = |span: Span| standing.told(span, crate::Cut::Total).total;
    let is_shown = |span: &Span| matches!(total(*span), Figure::Shown(_));
    let some = !own.roots.is_empty();
    let before = standing.seen.iter().any(|fact| !fact.row.is_of_today);
    let today = standing.seen.iter().any(|fact| fact.row.is_of_today);
    let of_today = own.roots.iter().any(|root| root.is_of_today);
    let shown = years(world).iter().filter(|year| is_shown(year)).count();
    let units = 0..own.tree.units.len();
    let held = units.filter(|unit| own.over_people[*unit] && own.root_of[*unit].is_none());
    let all: Vec<(usize, Span)> = held
        .flat_map(|unit| years(world).into_iter().map(move |year| (unit, year)))
        .filter(|(unit, year)| own.tree.has_tenure(own.tree.itself(*unit), *year))
        .collect();
    let left_out = all
        .iter()
        .filter(|(unit, year)| own.is_left_out(standing.release, *unit, *year));
    let left_out = left_out.count();
    counters.occurred("unit that neither cells nor S tell of", left_out);
    counters.occurred("unit in no root that S covers", all.len() - left_out);
    counters.occurred(
        "sessions and people mixed and shown",
        if some && before { shown } else { 0 },
    );
    counters.occurred(
        "today exact beside a cell",
        if of_today && today { shown } else { 0 },
    );
}

fn running(standing: &Standing, counters: &mut Counters) {
    use crate::Cell;
    let told = standing.running().charging_now;
    let beside = standing.live().len();
    counters.occurred("running sessions told live", beside);
    let is_withheld = matches!(told, Cell::Suppressed { .. });
    counters.occurred("running sessions withheld", usize::from(is_withheld));
}

struct Levels<'a, 'n> {
    tree: &'a Tree<'n>,
    root: Node,
    counters: &'a mut Counters,
}

impl Levels<'_, '_> {
    fn year(&mut self, year: Span) {
        let (tree, root) = (self.tree, self.root);
        let is_released = tree.releases(root, Period::Year(year));
        self.count(is_released, ["year shown", "year withheld"]);
        self.why(&Set::of(root, year));
        if !is_released {
            return;
        }
        let may_split = tree.year_may_split(root, year);
        self.count(may_split, ["year split", "split of a year withheld"]);
        for month in year.months() {
            if tree.is_child(root, month) {
                self.month(month);
            }
        }
    }

    fn month(&mut self, month: Span) {
        let (tree, root) = (self.tree, self.root);
        let is_released = tree.releases(root, Period::Month(month));
        self.count(is_released, ["month shown", "month withheld"]);
        self.why(&Set::of(root, month));
        if !is_released {
            return;
        }
        let by_day = tree.month_may_split_by_day(root, month);
        self.count(by_day, ["month split by day", "split by day withheld"]);
        let crossing = !by_day
            && tree.month_may_split_by_unit(root, month)
            && !tree.all_below_have_the_same_days(root, month);
        self.counters.occurred(
            "split by day withheld for tenure in part",
            usize::from(crossing),
        );
        for day in month.days().map(Span::day) {
            if tree.is_child(root, day) {
                let is_released = tree.releases(root, Period::Day(day));
                self.count(is_released, ["day shown", "day withheld"]);
                self.why(&Set::of(root, day));
            }
        }
        let by_class = tree.month_may_split_by_class(root, month);
        self.count(
            by_class,
            ["month split by class", "split by class withheld"],
        );
        for usage in tree.classes(root, month) {
            let of = Of::Class(usage);
            let is_released = tree.releases_of(root, month, &of);
            self.count(is_released, ["class shown", "class withheld"]);
            if is_released {
                let by_group = tree.class_may_split_by_group(root, month, usage);
                self.count(
                    by_group,
                    ["class split by group", "split by group withheld"],
                );
            }
        }
        for group in &tree.tenant.groups {
            let of = Of::Group(group.id.clone());
            let is_released = tree.releases_of(root, month, &of);
            self.count(is_released, ["group shown", "group withheld"]);
        }
        self.below(root, month);
    }

    fn below(&mut self, node: Node, month: Span) {
        let (tree, root) = (self.tree, self.root);
        let children = tree.below(node).into_iter();
        let children: Vec<Node> = children
            .filter(|child| tree.is_child(*child, month))
            .collect();
        if children.is_empty() {
            return;
        }
        let by_unit = tree.month_may_split_by_unit(node, month);
        self.count(by_unit, ["month split by unit", "split by unit withheld"]);
        for child in children {
            let is_released = tree.releases_below(root, child, month);
            match child {
                Node::Whole(_) => self.count(is_released, ["child shown", "child withheld"]),
                Node::Own(_) => self.count(is_released, ["own part shown", "own part withheld"]),
            }
            if is_released {
                self.below(child, month);
            }
        }
    }

    fn why(&mut self, set: &Set) {
        let hides = self.tree.hides(set);
        for (what, why) in [
            ("too few people", Hides::TooFew),
            ("one person over 80 %", Hides::OneOverFourFifths),
            ("not enough without today", Hides::WithoutToday),
        ] {
            self.counters
                .occurred(what, usize::from(hides == Some(why)));
        }
    }

    fn count(&mut self, is: bool, [shown, withheld]: [&'static str; 2]) {
        self.counters.occurred(shown, usize::from(is));
        self.counters.occurred(withheld, usize::from(!is));
    }
}
