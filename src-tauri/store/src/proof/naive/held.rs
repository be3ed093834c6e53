//! Which unit held which EVSE when, and on which local days.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{
    Places,
    days::{Span, local_day},
    places::EvseAt,
};
use crate::proof::setup::{During, Setup};

/// A unit held an EVSE, or all of a Location, for a while.
pub struct Holding {
    pub tenant: usize,
    pub unit: String,
    /// The EVSE's key; `None`: the Location as a whole.
    pub evse: Option<String>,
    /// Where its days begin and end.
    pub zone: Tz,
    pub during: During,
}

impl Holding {
    /// The local days on which it did, up to today.
    pub fn days(&self, now: DateTime<Utc>) -> Option<Span> {
        let today = local_day(now, self.zone);
        let day = |instant| local_day(instant, self.zone);
        let last = self
            .during
            .until
            .map_or(today, |until| day(until - TimeDelta::nanoseconds(1)));
        let span = Span {
            first: self.during.from.map_or(NaiveDate::MIN, day),
            last: last.min(today),
        };
        (span.first <= span.last).then_some(span)
    }
}

/// All of a world, ever.
pub fn holdings(places: &Places, setup: &Setup) -> Vec<Holding> {
    // between two of these nothing changes hands
    let cuts: BTreeSet<DateTime<Utc>> = setup
        .tenants
        .iter()
        .flat_map(|tenant| &tenant.assignments)
        .flat_map(|held| [held.during.from, held.during.until])
        .flatten()
        .collect();
    let from = std::iter::once(None).chain(cuts.iter().copied().map(Some));
    let until = cuts.iter().copied().map(Some).chain([None]);
    let stretches: Vec<During> = from
        .zip(until)
        .map(|(from, until)| During { from, until })
        .collect();
    let mut holdings = Vec::new();
    for at in places.locations() {
        // records go by it whose EVSE nobody knows
        for during in &stretches {
            let instant = during.from.unwrap_or(DateTime::<Utc>::MIN_UTC);
            if let Some(holder) = places.holder_of_whole(at, instant) {
                holdings.push(Holding {
                    tenant: holder.tenant,
                    unit: holder.unit.to_owned(),
                    evse: None,
                    zone: at.location.time_zone,
                    during: *during,
                });
            }
        }
        for evse in &at.location.evses {
            let evse = EvseAt { at, evse };
            for during in &stretches {
                let instant = during.from.unwrap_or(DateTime::<Utc>::MIN_UTC);
                if let Some(holder) = places.holder_of_evse(evse, instant) {
                    holdings.push(Holding {
                        tenant: holder.tenant,
                        unit: holder.unit.to_owned(),
                        evse: Some(evse.key()),
                        zone: at.location.time_zone,
                        during: *during,
                    });
                }
            }
        }
    }
    holdings
}
