//! A list of the file in place of the rows that said the former one.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use access::{Interval, Reference};
use chrono::DateTime;

/// What makes the rows that are there those that are wanted.
pub(super) struct Difference<T> {
    /// The keys of rows that hold no longer.
    pub replaced: Vec<i64>,
    /// Rows that are new, in the file's order.
    pub added: Vec<T>,
}

/// A row that is there already is left as it is, and so keeps the instant at which it was recorded.
pub(super) fn difference<T: Eq + Hash>(there: Vec<(i64, T)>, wanted: Vec<T>) -> Difference<T> {
    let mut replaced: HashSet<i64> = there.iter().map(|(key, _)| *key).collect();
    let mut by_row: HashMap<T, Vec<i64>> = HashMap::with_capacity(there.len());
    for (key, row) in there {
        by_row.entry(row).or_default().push(key);
    }
    let added = wanted
        .into_iter()
        .filter(|row| match by_row.get_mut(row).and_then(Vec::pop) {
            Some(kept) => !replaced.remove(&kept),
            None => true,
        })
        .collect();
    let mut replaced: Vec<i64> = replaced.into_iter().collect();
    replaced.sort_unstable();
    Difference { replaced, added }
}

/// What a row calls a Location, an EVSE or a token, as the file wrote it.
pub(in crate::writer) fn reference(
    country: Option<&str>,
    party: Option<&str>,
    id: &str,
) -> Option<Reference> {
    let written = match (country, party) {
        (Some(country), Some(party)) => format!("{country}-{party}/{id}"),
        (None, Some(party)) => format!("{party}/{id}"),
        (_, None) => id.to_owned(),
    };
    Reference::new(&written).ok()
}

/// From when until when a row holds, by its milliseconds.
pub(in crate::writer) fn interval(from: Option<i64>, until: Option<i64>) -> Option<Interval> {
    let instant = DateTime::from_timestamp_millis;
    Interval::new(from.and_then(instant), until.and_then(instant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_left_alone_and_what_stands_twice_is_there_twice() {
        let there = vec![(1, "a"), (2, "b"), (3, "a"), (4, "c")];
        let Difference { replaced, added } = difference(there, vec!["a", "d", "b", "b"]);
        assert_eq!(added, ["d", "b"]);
        assert!(
            replaced == [1, 4] || replaced == [3, 4],
            "one of the two stays: {replaced:?}"
        );
    }
}
