//! Grants taken apart into single keys, and the pieces of one key put together again without overlap.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{
    clock,
    holding::Held,
    rows::{Entry, Place, Span, Who},
};
use crate::{
    Class,
    attribution::UnitKey,
    policy::TenantPolicy,
    rights::{Bits, UsageClass},
};

/// The pieces of keys, as they come out of one grant after the other.
#[derive(Default)]
pub(super) struct Pieces {
    places: BTreeMap<Place, Vec<(Span, Bits)>>,
    people: BTreeMap<Who, Vec<(Span, Bits)>>,
    pairs: BTreeMap<(Place, Who), Vec<(Span, Bits)>>,
}

/// What is open: for each key, disjoint in time.
pub(super) struct Entries {
    pub places: Vec<Entry<Place>>,
    pub people: Vec<Entry<Who>>,
    pub pairs: Vec<Entry<(Place, Who)>>,
}

/// A stretch of time at a place, with the zone that cuts its days.
struct At {
    place: Place,
    during: Span,
    unit: UnitKey,
}

impl Pieces {
    /// Takes a grant apart.
    pub(super) fn add(&mut self, tenant: &TenantPolicy, held: &Held, now: DateTime<Utc>) {
        let common = held.rights.common();
        self.add_for(tenant, held, None, common, now);
        for usage in UsageClass::ALL {
            let more = held.rights.of(usage).without(common);
            self.add_for(tenant, held, Some(usage), more, now);
        }
    }

    /// What a grant opens on rows of one usage class, or on all.
    fn add_for(
        &mut self,
        tenant: &TenantPolicy,
        held: &Held,
        usage: Option<UsageClass>,
        bits: Bits,
        now: DateTime<Utc>,
    ) {
        if bits.is_empty() {
            return;
        }
        let people = held.rows.people(tenant, usage);
        let anywhere = held.rows.units.is_none() && held.rows.evses.is_none();
        match people {
            // a group that is everybody without one is no index to start from, and today is not everywhere at the
            // same time: both go with each place
            Some(people)
                if anywhere && !people.contains(&Who::NoGroup) && !bits.has(Class::SToday) =>
            {
                for (span, bits) in strengths(held.data, bits, now, tenant.time_zone) {
                    for who in &people {
                        self.people.entry(*who).or_default().push((span, bits));
                    }
                }
            }
            people => {
                for at in places(tenant, held) {
                    let zone = tenant.units.get(&at.unit).and_then(|unit| unit.time_zone);
                    let zone = zone.unwrap_or(tenant.time_zone);
                    for (span, bits) in strengths(at.during, bits, now, zone) {
                        match &people {
                            None => {
                                let pieces = self.places.entry(at.place).or_default();
                                pieces.push((span, bits));
                            }
                            Some(people) => {
                                for who in people {
                                    let pieces = self.pairs.entry((at.place, *who)).or_default();
                                    pieces.push((span, bits));
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// All pieces, put together.
    pub(super) fn entries(self) -> Entries {
        Entries {
            places: disjoint(self.places),
            people: disjoint(self.people),
            pairs: disjoint(self.pairs),
        }
    }
}

/// Where a grant covers rows: by units, or by EVSEs while a unit that is covered held them.
fn places(tenant: &TenantPolicy, held: &Held) -> Vec<At> {
    let covers = |unit: &UnitKey| {
        let units = held.rows.units.as_ref();
        tenant.units.contains_key(unit) && units.is_none_or(|units| units.contains(unit))
    };
    match &held.rows.evses {
        None => tenant
            .units
            .keys()
            .filter(|unit| covers(unit))
            .map(|unit| At {
                place: Place::Unit(*unit),
                during: held.data,
                unit: *unit,
            })
            .collect(),
        Some(evses) => {
            let mut all = Vec::new();
            for evse in evses {
                let holders = tenant.evses.get(evse).into_iter().flatten();
                for (during, unit) in holders.filter(|(_, unit)| covers(unit)) {
                    if let Some(during) = Span::of(*during).both(held.data) {
                        all.push(At {
                            place: Place::Evse(*evse),
                            during,
                            unit: *unit,
                        });
                    }
                }
            }
            all
        }
    }
}

/// S_TODAY is S over the session starts of today: no view knows another. What tells the two apart where that matters
/// is the bit of S_TODAY, which from here on goes with the S that is more than that.
fn strengths(
    during: Span,
    bits: Bits,
    now: DateTime<Utc>,
    zone: Tz,
) -> impl Iterator<Item = (Span, Bits)> {
    let today: Bits = [Class::SToday].into_iter().collect();
    let mut always = bits.without(today);
    if always.has(Class::S) {
        always = always.or(today);
    }
    let all = (!always.is_empty()).then_some((during, always));
    let some = bits
        .has(Class::SToday)
        .then(|| during.both(clock::today(now, zone)))
        .flatten()
        .map(|span| (span, [Class::S].into_iter().collect()));
    all.into_iter().chain(some)
}

/// The pieces of each key as disjoint stretches, each with all that some piece opens there.
fn disjoint<K: Copy>(pieces: BTreeMap<K, Vec<(Span, Bits)>>) -> Vec<Entry<K>> {
    let mut entries = Vec::new();
    for (key, pieces) in pieces {
        if let [(during, bits)] = pieces[..] {
            entries.push(Entry { key, during, bits });
            continue;
        }
        let ends = pieces.iter().flat_map(|(span, _)| [span.from, span.until]);
        let ends: std::collections::BTreeSet<i64> = ends.collect();
        for (from, until) in ends.iter().zip(ends.iter().skip(1)) {
            let within = |span: &Span| span.from <= *from && *until <= span.until;
            let open = pieces.iter().filter(|(span, _)| within(span));
            let bits = open.fold(Bits::NONE, |bits, (_, more)| bits.or(*more));
            if bits.is_empty() {
                continue;
            }
            let during = Span {
                from: *from,
                until: *until,
            };
            entries.push(Entry { key, during, bits });
        }
    }
    entries
}
