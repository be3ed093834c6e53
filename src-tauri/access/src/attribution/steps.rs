//! What is true of a place, as steps over time: built once, found by halving.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Answer, UnitKey};
use crate::Interval;

/// A unit holds something for a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub unit: UnitKey,
    pub during: Interval,
}

/// Each answer holds from its instant (`None`: since ever) until the next.
#[derive(Clone, Debug)]
pub(super) struct Steps(Vec<(Option<DateTime<Utc>>, Option<Answer>)>);

impl Steps {
    /// The instants at which the answer may change; `None`: since ever.
    pub(super) fn starts(&self) -> impl Iterator<Item = Option<DateTime<Utc>>> {
        self.0.iter().map(|(from, _)| *from)
    }

    pub(super) fn at(&self, instant: DateTime<Utc>) -> Option<Answer> {
        let after = self.0.partition_point(|(from, _)| *from <= Some(instant));
        self.0.get(after.checked_sub(1)?)?.1
    }
}

/// What the assignments of one place say, whatever other levels say.
pub(super) fn of_level(spans: &[Span]) -> Steps {
    walk(spans, &[], |own, _| match own.only() {
        Only::Nobody => None,
        Only::One(unit) => Some(Answer::Unit(unit)),
        Only::Several => Some(Answer::Nobody),
    })
}

/// What a Location's assignments say where no EVSE there says otherwise.
pub(super) fn of_location(spans: &[Span], evses: &[Span]) -> Steps {
    walk(spans, evses, |own, evses| {
        match (own.only(), evses.only()) {
            (Only::One(unit), Only::Nobody) => Some(Answer::Unit(unit)),
            (Only::One(unit), Only::One(other)) if unit == other => Some(Answer::Unit(unit)),
            (Only::Nobody, _) => None,
            (Only::One(_) | Only::Several, _) => Some(Answer::Nobody),
        }
    })
}

/// The units that hold something at one instant, each as often as it does.
#[derive(Default)]
struct Holders(BTreeMap<UnitKey, usize>);

enum Only {
    Nobody,
    One(UnitKey),
    Several,
}

impl Holders {
    fn only(&self) -> Only {
        let mut units = self.0.keys();
        match (units.next(), units.next()) {
            (None, _) => Only::Nobody,
            (Some(unit), None) => Only::One(*unit),
            (Some(_), Some(_)) => Only::Several,
        }
    }

    fn begin(&mut self, unit: UnitKey) {
        *self.0.entry(unit).or_default() += 1;
    }

    fn end(&mut self, unit: UnitKey) {
        if let Some(times) = self.0.get_mut(&unit) {
            *times -= 1;
            if *times == 0 {
                self.0.remove(&unit);
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Event {
    at: Option<DateTime<Utc>>,
    begins: bool,
    unit: UnitKey,
    of_evse: bool,
}

fn walk(
    own: &[Span],
    evses: &[Span],
    answer: impl Fn(&Holders, &Holders) -> Option<Answer>,
) -> Steps {
    let mut events: Vec<Event> = Vec::with_capacity(2 * (own.len() + evses.len()));
    for (spans, of_evse) in [(own, false), (evses, true)] {
        for Span { unit, during } in spans.iter().copied() {
            events.push(Event {
                at: during.from(),
                begins: true,
                unit,
                of_evse,
            });
            if let Some(until) = during.until() {
                events.push(Event {
                    at: Some(until),
                    begins: false,
                    unit,
                    of_evse,
                });
            }
        }
    }
    events.sort_by_key(|event| event.at);

    let (mut own, mut evses) = (Holders::default(), Holders::default());
    let mut steps = Vec::new();
    for moment in events.chunk_by(|one, next| one.at == next.at) {
        for event in moment {
            let holders = if event.of_evse { &mut evses } else { &mut own };
            if event.begins {
                holders.begin(event.unit)
            } else {
                holders.end(event.unit)
            }
        }
        if let Some(first) = moment.first() {
            steps.push((first.at, answer(&own, &evses)));
        }
    }
    Steps(steps)
}
