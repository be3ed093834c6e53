//! Which unit held which EVSE, and on which local days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::proof::{
    Naive,
    naive::{EvseAt, Holder, Places},
    setup::{During, Tenant},
};

/// Which unit of the tenant held which EVSE.
pub fn by<'p>(
    naive: &Naive,
    places: &'p Places,
    tenant: &Tenant,
) -> Vec<(Holder<'p>, EvseAt<'p>, During)> {
    let tenants = naive.setup.tenants.iter();
    let assignments = tenants.flat_map(|tenant| &tenant.assignments);
    let cuts = assignments.flat_map(|held| [held.during.from, held.during.until]);
    // between two of these nothing changes hands
    let cuts: BTreeSet<DateTime<Utc>> = cuts.flatten().collect();
    let from: Vec<_> = [None]
        .into_iter()
        .chain(cuts.into_iter().map(Some))
        .collect();
    let mut holdings = Vec::new();
    for at in places.locations() {
        for evse in &at.location.evses {
            for (place, from_at) in from.iter().enumerate() {
                let until = from.get(place + 1).copied().flatten();
                let instant = from_at.unwrap_or(DateTime::<Utc>::MIN_UTC);
                let evse = EvseAt { at, evse };
                let holder = places.holder_of_evse(evse, instant);
                let own = |holder: &Holder| places.tenant(*holder).id == tenant.id;
                if let Some(holder) = holder.filter(own) {
                    let during = During {
                        from: *from_at,
                        until,
                    };
                    holdings.push((holder, evse, during));
                }
            }
        }
    }
    holdings
}

pub fn local_day(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

/// Each local day of a stretch up to now, with the instants between which it is in it, by the half hour.
pub fn days(
    during: During,
    zone: Tz,
    first: NaiveDate,
    now: DateTime<Utc>,
) -> BTreeMap<NaiveDate, [DateTime<Utc>; 2]> {
    let mut days: BTreeMap<NaiveDate, [DateTime<Utc>; 2]> = BTreeMap::new();
    let begin = first.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(15);
    let from = during.from.map_or(begin, |from| from.max(begin));
    let last = during
        .until
        .map_or(now, |until| (until - TimeDelta::seconds(1)).min(now));
    let half = TimeDelta::minutes(30);
    let mut at = from;
    while at <= last {
        let day = local_day(at, zone);
        days.entry(day).or_insert([at, at])[1] = at;
        // on to the next half hour: no zone of these worlds has its midnight between two
        at = at - TimeDelta::seconds(at.timestamp().rem_euclid(1_800)) + half;
    }
    if last >= from {
        days.entry(local_day(last, zone)).or_insert([last, last])[1] = last;
    }
    days.retain(|day, _| *day >= first);
    days
}
