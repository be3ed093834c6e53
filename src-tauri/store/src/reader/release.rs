//! Figures over enough people, for whoever may not see the rows: which cells a figure needs, and what it comes to if
//! all of them are shown.
//!
//! Which cells are shown is said by `v_rollup` alone. Here stands what a figure would be made of; one cell that is
//! not shown withholds it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sqlx::{SqliteConnection, types::Json};

use super::{
    Cut, Period, ask_for, ask_for_months,
    cut::{day, month},
    places::LocalDays,
    span::{self, Cell},
};
use crate::tenure::{self, Run, Stretch};

/// A node of a release tree.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
struct Node {
    /// The day that the root leaves out, since all its rows are seen.
    today: Option<i64>,
    node: i64,
    /// `None` for the root itself.
    above: Option<i64>,
    unit: i64,
}

/// The nodes of a Scope's release trees, and the tenant's groups.
pub(super) struct Nodes {
    nodes: Vec<Node>,
    groups: Vec<i64>,
}

impl Nodes {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let nodes = sqlx::query_as("SELECT today, node, above, unit FROM v_node ORDER BY node");
        let nodes = nodes.fetch_all(&mut *db).await?;
        let groups = sqlx::query_scalar("SELECT user_group FROM v_group ORDER BY id");
        let groups = groups.fetch_all(db).await?;
        Ok(Self { nodes, groups })
    }

    /// The tenant's groups.
    pub(super) fn groups(&self) -> &[i64] {
        &self.groups
    }
}

/// The release trees of a Scope, with the days on which their nodes held an EVSE in the period of a question.
pub(super) struct Trees {
    nodes: BTreeMap<i64, Node>,
    children: BTreeMap<i64, Vec<i64>>,
    units: BTreeSet<i64>,
    runs: BTreeMap<i64, Vec<Run>>,
    properties: BTreeMap<i64, Option<i64>>,
    groups: Vec<i64>,
}

/// Counts of a part of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub sessions: i64,
    pub cdrs: i64,
    pub credits: i64,
    pub energy_wh: i64,
    pub unbilled_wh: i64,
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            sessions: self.sessions + more.sessions,
            cdrs: self.cdrs + more.cdrs,
            credits: self.credits + more.credits,
            energy_wh: self.energy_wh + more.energy_wh,
            unbilled_wh: self.unbilled_wh + more.unbilled_wh,
        }
    }
}

/// What figures over people come to, by the part of the cut; `None`: withheld.
pub(super) type Released = BTreeMap<Option<i64>, Option<Counts>>;

/// A part of an answer is made of these cells of a node, and of others.
struct Source {
    part: Option<i64>,
    node: i64,
    split: i64,
    /// Whether years and days are shown of it, too, and not its months alone.
    is_whole_root: bool,
}

impl Source {
    /// What its root is split by, as in `v_released`: 0 time, 1 usage class and group, 2 unit.
    fn facet(&self) -> i64 {
        match self {
            Self {
                split: 0,
                is_whole_root: true,
                ..
            } => 0,
            Self { split: 0, .. } => 2,
            _ => 1,
        }
    }
}

/// A cell that is shown, or a part of it, in the order of `released.sql`: node, split, period, and counts.
type Shown = (i64, i64, i64, [i64; 5]);

/// A cell that a part of a cut is made of: part, node, split and period.
type Needed = (Option<i64>, i64, i64, i64);

/// The cells that are needed, by grid and [facet](Source::facet).
type AllNeeded = BTreeMap<(i64, i64), Vec<Needed>>;

const OF_DAYS: i64 = 1;
const OF_MONTHS: i64 = 2;

/// The periods of one grid that are needed.
fn periods(needed: &AllNeeded, of: i64) -> impl Iterator<Item = i64> + Clone {
    let of_grid = needed.iter().filter(move |((grid, _), _)| *grid == of);
    of_grid.flat_map(|(_, cells)| cells.iter().map(|(.., period)| *period))
}

/// From the first month that has a cell, or a day of it has one, to the last.
fn months_needed(needed: &AllNeeded) -> (i64, i64) {
    let months_of_days = periods(needed, OF_DAYS).map(|number| month(day(number)));
    let months = periods(needed, OF_MONTHS).chain(months_of_days);
    // the wrong way round: none
    (
        months.clone().min().unwrap_or(1),
        months.max().unwrap_or_default(),
    )
}

/// From the first day that has a cell of its own to the last.
fn days_needed(needed: &AllNeeded) -> Period {
    const DAY: i64 = 86_400_000;
    let days = periods(needed, OF_DAYS);
    match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) => Period {
            from: first * DAY,
            until: (last + 1) * DAY,
        },
        // far enough apart the wrong way round that no day is near both
        _ => Period {
            from: 8 * DAY,
            until: 0,
        },
    }
}

impl Trees {
    pub(super) fn new(
        Nodes { nodes, groups }: &Nodes,
        tenure: &[Stretch],
        properties: &BTreeMap<i64, Option<i64>>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut trees = Self {
            children: BTreeMap::new(),
            units: nodes.iter().map(|node| node.unit).collect(),
            nodes: nodes.iter().map(|node| (node.node, *node)).collect(),
            runs: BTreeMap::new(),
            properties: properties.clone(),
            groups: groups.clone(),
        };
        for node in trees.nodes.values() {
            if let Some(above) = node.above {
                trees.children.entry(above).or_default().push(node.node);
            }
        }
        let of_units = tenure::of_units(tenure.iter().copied(), now);
        let mut runs: BTreeMap<i64, Vec<Run>> = BTreeMap::new();
        for alone in trees.alone() {
            let mut at = Some(alone);
            while let Some(node) = at {
                let own = of_units.get(&alone.unit).into_iter().flatten();
                runs.entry(node.node).or_default().extend(own);
                at = node.above.and_then(|above| trees.nodes.get(&above));
            }
        }
        for (node, runs) in runs {
            trees.runs.insert(node, tenure::joined(runs));
        }
        trees
    }

    /// Of each unit the node that is it alone.
    fn alone(&self) -> impl Iterator<Item = &Node> {
        self.nodes
            .values()
            .filter(|node| !self.children.contains_key(&node.node))
    }

    /// Whether a unit is in some tree.
    pub(super) fn has(&self, unit: i64) -> bool {
        self.units.contains(&unit)
    }

    /// What the parts of a cut come to over these days.
    pub(super) async fn figures(
        &self,
        db: &mut SqliteConnection,
        by: Cut,
        days: LocalDays,
    ) -> Result<Released, sqlx::Error> {
        let needed = self.needed(by, days);
        if needed.is_empty() {
            return Ok(Released::new());
        }
        // what is released is worked out for those alone that are needed: of a year that is one cell, no month and no day
        ask_for_months(db, months_needed(&needed)).await?;
        ask_for(db, days_needed(&needed)).await?;
        let mut released = Released::new();
        for ((grid, facet), cells) in &needed {
            let shown = shown(db, *grid, *facet).await?;
            for (part, node, split, period) in cells {
                let counts = shown.get(&(*node, *split, *period)).copied();
                // one that is not shown withholds the whole
                released
                    .entry(*part)
                    .and_modify(|so_far| *so_far = so_far.zip(counts).map(|(one, more)| one + more))
                    .or_insert(counts);
            }
        }
        ask_for(db, days.anywhere()).await?;
        Ok(released)
    }

    /// Every cell that a part of the cut is made of.
    fn needed(&self, by: Cut, days: LocalDays) -> AllNeeded {
        let LocalDays { from, to } = days;
        let months = span::cells(&span::by_month(from, to));
        let whole = span::cells(&match by {
            Cut::Day => span::by_day(from, to),
            Cut::Month => span::by_month(from, to),
            Cut::Total
            | Cut::Tenant
            | Cut::Property
            | Cut::Unit
            | Cut::Location
            | Cut::Evse
            | Cut::Group
            | Cut::Driver
            | Cut::Vehicle
            | Cut::CostCentre => span::whole(from, to),
        });
        let mut needed = AllNeeded::new();
        for source in self.sources(by) {
            let cells = if source.is_whole_root {
                &whole
            } else {
                &months
            };
            for cell in cells.iter().filter(|cell| self.is_child(source.node, cell)) {
                let part = match by {
                    Cut::Day => Some(cell.first_day),
                    Cut::Month => Some(cell.first_day_of_month),
                    _ => source.part,
                };
                needed
                    .entry((cell.grid, source.facet()))
                    .or_default()
                    .push((part, source.node, source.split, cell.period));
            }
        }
        needed
    }

    /// Whether a node held an EVSE in a period, beyond the day that is seen row by row.
    fn is_child(&self, node: i64, cell: &Cell) -> bool {
        let last_day = match self.nodes.get(&node).and_then(|node| node.today) {
            Some(today) => cell.last_day.min(today - 1),
            None => cell.last_day,
        };
        let mut runs = self.runs.get(&node).into_iter().flatten();
        runs.any(|run| run.first.max(cell.first_day) <= run.last.min(last_day))
    }

    fn sources(&self, by: Cut) -> Vec<Source> {
        let roots = || self.nodes.values().filter(|node| node.above.is_none());
        let of = |part: Option<i64>, node: &Node| Source {
            part,
            node: node.node,
            split: 0,
            is_whole_root: node.above.is_none(),
        };
        match by {
            Cut::Total | Cut::Tenant | Cut::Day | Cut::Month => {
                roots().map(|root| of(None, root)).collect()
            }
            Cut::Unit => {
                let alone = self.alone();
                alone.map(|node| of(Some(node.unit), node)).collect()
            }
            Cut::Property => {
                let mut sources = Vec::new();
                for root in roots() {
                    self.whole_properties(root, &mut |property, node| {
                        sources.push(of(property, node));
                    });
                }
                sources
            }
            Cut::Group => {
                let groups = self.groups.iter().map(|group| (Some(*group), *group));
                let parts: Vec<_> = groups.chain([(None, UNKNOWN)]).collect();
                let of_root = |root: &Node| {
                    let node = root.node;
                    parts.iter().map(move |(part, split)| Source {
                        part: *part,
                        node,
                        split: *split,
                        is_whole_root: false,
                    })
                };
                roots().flat_map(of_root).collect()
            }
            // figures over people are never cut that way
            Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre => Vec::new(),
        }
    }

    /// The largest nodes from one on that lie whole below one property, or below none.
    fn whole_properties(&self, node: &Node, found: &mut dyn FnMut(Option<i64>, &Node)) {
        let properties = self.properties_below(node);
        if let (1, Some(only)) = (properties.len(), properties.first()) {
            found(*only, node);
            return;
        }
        for child in self.children(node) {
            self.whole_properties(child, found);
        }
    }

    fn properties_below(&self, node: &Node) -> BTreeSet<Option<i64>> {
        let mut properties = BTreeSet::from([self.properties.get(&node.unit).copied().flatten()]);
        for child in self.children(node) {
            properties.extend(self.properties_below(child));
        }
        properties
    }

    fn children(&self, node: &Node) -> impl Iterator<Item = &Node> {
        let children = self.children.get(&node.node).into_iter().flatten();
        children.filter_map(|child| self.nodes.get(child))
    }
}

/// All cells of a grid and [facet](Source::facet) that are shown in the period that is asked for: by node, split and period.
async fn shown(
    db: &mut SqliteConnection,
    grid: i64,
    facet: i64,
) -> Result<HashMap<(i64, i64, i64), Counts>, sqlx::Error> {
    let statement = include_str!("../sql/released.sql");
    let Json(found) = sqlx::query_scalar::<_, Json<Vec<Shown>>>(statement)
        .bind(grid)
        .bind(facet)
        .fetch_one(db)
        .await?;
    let mut shown: HashMap<(i64, i64, i64), Counts> = HashMap::new();
    for (node, split, period, counts) in found {
        let [sessions, cdrs, credits, energy_wh, unbilled_wh] = counts;
        let so_far = shown.entry((node, split, period)).or_default();
        *so_far = *so_far
            + Counts {
                sessions,
                cdrs,
                credits,
                energy_wh,
                unbilled_wh,
            };
    }
    Ok(shown)
}

/// The split of whoever is in no group.
const UNKNOWN: i64 = -4;
