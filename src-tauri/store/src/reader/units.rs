//! The units of whoever asks, as a tree.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::SqliteConnection;

use super::rows_of;

/// Units by their numbers.
pub(super) struct Units {
    /// The property of each.
    pub properties: BTreeMap<i64, Option<i64>>,
    children: BTreeMap<i64, Vec<i64>>,
    roots: Vec<i64>,
}

impl Units {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        const ROWS: &str =
            "SELECT json_group_array(json_array(unit, parent, property) ORDER BY unit) FROM v_unit";
        let rows: Vec<(i64, Option<i64>, Option<i64>)> = rows_of(db, ROWS).await?;
        let mut units = Self {
            properties: BTreeMap::new(),
            children: BTreeMap::new(),
            roots: Vec::new(),
        };
        for (unit, parent, property) in rows {
            units.properties.insert(unit, property);
            match parent {
                Some(parent) => units.children.entry(parent).or_default().push(unit),
                None => units.roots.push(unit),
            }
        }
        Ok(units)
    }

    /// Those that are below none.
    pub(super) fn roots(&self) -> &[i64] {
        &self.roots
    }

    pub(super) fn children(&self, unit: i64) -> &[i64] {
        self.children.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// Whether a node is one of which there are cells by who charged (`trunk_node`).
    pub(super) fn is_trunk(&self, node: i64) -> bool {
        node == -1 || self.roots.contains(&node) || !self.children(node).is_empty()
    }

    /// `None`: it is below none.
    pub(super) fn property(&self, unit: i64) -> Option<i64> {
        self.properties.get(&unit).copied().flatten()
    }

    /// Whether all that is below a unit is of one property, or all of none.
    pub(super) fn is_of_one_property(&self, unit: i64) -> bool {
        let mut properties = BTreeSet::new();
        let mut left = vec![unit];
        while let Some(unit) = left.pop() {
            properties.insert(self.property(unit));
            left.extend(self.children(unit));
        }
        properties.len() == 1
    }
}
