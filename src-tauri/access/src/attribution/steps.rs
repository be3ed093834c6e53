//! Who has a place or a token, as steps over time: built once, found by halving.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::Answer;
use crate::Interval;

/// A unit, driver or vehicle has something for a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<K> {
    pub holder: K,
    pub during: Interval,
}

/// Each answer holds from its instant until the next.
#[derive(Clone, Debug)]
pub(super) struct Steps<K>(Vec<Step<K>>);

#[derive(Clone, Copy, Debug)]
struct Step<K> {
    /// `None`: since ever.
    from: Option<DateTime<Utc>>,
    answer: Option<Answer<K>>,
}

impl<K: Copy> Steps<K> {
    /// The instants at which the answer may change; `None`: since ever.
    pub(super) fn starts(&self) -> impl Iterator<Item = Option<DateTime<Utc>>> {
        self.0.iter().map(|step| step.from)
    }

    pub(super) fn at(&self, instant: DateTime<Utc>) -> Option<Answer<K>> {
        let after = self.0.partition_point(|step| step.from <= Some(instant));
        self.0.get(after.checked_sub(1)?)?.answer
    }
}

/// What is said of one place on one level, or of one token, whatever else is said of it.
pub(super) fn of_level<K: Copy + Ord>(spans: &[Span<K>]) -> Steps<K> {
    walk(spans, &[], |own, _| match own.only() {
        Only::Nobody => None,
        Only::One(holder) => Some(Answer::One(holder)),
        Only::Several => Some(Answer::Nobody),
    })
}

/// What a Location's assignments say where no EVSE there says otherwise.
pub(super) fn of_location<K: Copy + Ord>(spans: &[Span<K>], evses: &[Span<K>]) -> Steps<K> {
    walk(spans, evses, |own, evses| {
        match (own.only(), evses.only()) {
            (Only::One(holder), Only::Nobody) => Some(Answer::One(holder)),
            (Only::One(holder), Only::One(other)) if holder == other => Some(Answer::One(holder)),
            (Only::Nobody, _) => None,
            (Only::One(_) | Only::Several, _) => Some(Answer::Nobody),
        }
    })
}

/// Who has something at one instant, each as often as they do.
struct Holders<K>(BTreeMap<K, usize>);

enum Only<K> {
    Nobody,
    One(K),
    Several,
}

impl<K: Copy + Ord> Holders<K> {
    fn none() -> Self {
        Self(BTreeMap::new())
    }

    fn only(&self) -> Only<K> {
        let mut holders = self.0.keys();
        match (holders.next(), holders.next()) {
            (None, _) => Only::Nobody,
            (Some(holder), None) => Only::One(*holder),
            (Some(_), Some(_)) => Only::Several,
        }
    }

    fn begin(&mut self, holder: K) {
        *self.0.entry(holder).or_default() += 1;
    }

    fn end(&mut self, holder: K) {
        if let Some(times) = self.0.get_mut(&holder) {
            *times -= 1;
            if *times == 0 {
                self.0.remove(&holder);
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Event<K> {
    at: Option<DateTime<Utc>>,
    begins: bool,
    holder: K,
    of_evse: bool,
}

fn walk<K: Copy + Ord>(
    own: &[Span<K>],
    evses: &[Span<K>],
    answer: impl Fn(&Holders<K>, &Holders<K>) -> Option<Answer<K>>,
) -> Steps<K> {
    let mut events: Vec<Event<K>> = Vec::with_capacity(2 * (own.len() + evses.len()));
    for (spans, of_evse) in [(own, false), (evses, true)] {
        for Span { holder, during } in spans.iter().copied() {
            events.push(Event {
                at: during.from(),
                begins: true,
                holder,
                of_evse,
            });
            if let Some(until) = during.until() {
                events.push(Event {
                    at: Some(until),
                    begins: false,
                    holder,
                    of_evse,
                });
            }
        }
    }
    events.sort_by_key(|event| event.at);

    let (mut own, mut evses) = (Holders::none(), Holders::none());
    let mut steps = Vec::new();
    for moment in events.chunk_by(|one, next| one.at == next.at) {
        for event in moment {
            let holders = if event.of_evse { &mut evses } else { &mut own };
            if event.begins {
                holders.begin(event.holder)
            } else {
                holders.end(event.holder)
            }
        }
        if let Some(first) = moment.first() {
            steps.push(Step {
                from: first.at,
                answer: answer(&own, &evses),
            });
        }
    }
    Steps(steps)
}
