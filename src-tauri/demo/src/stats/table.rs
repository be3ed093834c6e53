//! [`statistics`]: what is counted, each a line.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use serde::Serialize;

use super::visits::{Visit, Visits};

/// One statistic: a single value, or a curve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statistic {
    /// What is counted.
    pub name: &'static str,
    /// One value; a share for each hour from 0 or each weekday from Monday; or the nine deciles.
    #[serde(serialize_with = "as_text")]
    pub values: Vec<Decimal>,
}

/// Decimals are written as text, as money is.
fn as_text<S: serde::Serializer>(values: &[Decimal], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(Decimal::to_string))
}

/// All statistics, always the same ones in the same order.
pub fn statistics(of: &Visits) -> Vec<Statistic> {
    let one = |name, value| Statistic {
        name,
        values: vec![value],
    };
    let many = |name, values| Statistic { name, values };
    let stays = stays_in_minutes(of);
    vec![
        one("sessions_per_evse_day", sessions_per_evse_day(of)),
        many(
            "starts_by_hour",
            shares(of, 24, |start| start.hour() as usize),
        ),
        many(
            "starts_by_weekday",
            shares(of, 7, |start| {
                start.weekday().num_days_from_monday() as usize
            }),
        ),
        many(
            "energy_deciles_kwh",
            deciles(
                of.visits.iter().map(|visit| visit.energy_wh).collect(),
                1_000,
            ),
        ),
        one(
            "energy_mean_kwh",
            mean(of.visits.iter().map(|visit| visit.energy_wh), 1_000),
        ),
        many("stay_deciles_hours", deciles(stays.clone(), 60)),
        one("stay_mean_hours", mean(stays.iter().copied(), 60)),
        one("share_over_a_day", share(&stays, |stay| *stay > 24 * 60)),
        one("share_overnight", share(&of.visits, is_overnight)),
        one("idle_share", idle_share(of)),
        many(
            "charging_deciles_hours",
            deciles(
                of.bills
                    .iter()
                    .map(|bill| bill.time - bill.parking)
                    .collect(),
                10_000,
            ),
        ),
        one("busy_share", busy_share(of)),
        one("users_per_evse", users_per_evse(of)),
        one("top_user_share", top_user_share(of)),
        one("repeat_share", repeat_share(of)),
        one("credit_share", share(&of.bills, |bill| bill.is_credit)),
    ]
}

fn ratio(of: i128, all: i128) -> Decimal {
    let scaled = of.saturating_mul(10_000).checked_div(all).unwrap_or(0);
    Decimal::try_from_i128_with_scale(scaled, 4).unwrap_or_default()
}

fn share<T>(all: &[T], is_one: impl Fn(&T) -> bool) -> Decimal {
    let of = all.iter().filter(|one| is_one(one)).count();
    ratio(of as i128, all.len() as i128)
}

fn mean(values: impl Iterator<Item = i64>, unit: i128) -> Decimal {
    let (mut sum, mut count) = (0_i128, 0_i128);
    for value in values {
        sum += i128::from(value);
        count += 1;
    }
    ratio(sum, count * unit)
}

/// The values below which one to nine tenths of all lie.
fn deciles(mut values: Vec<i64>, unit: i128) -> Vec<Decimal> {
    values.sort_unstable();
    let at = |tenths: usize| values.get(values.len() * tenths / 10).copied().unwrap_or(0);
    (1..10)
        .map(|tenths| ratio(at(tenths).into(), unit))
        .collect()
}

fn shares(of: &Visits, parts: usize, part: impl Fn(&DateTime<Tz>) -> usize) -> Vec<Decimal> {
    let mut counts = vec![0_i128; parts];
    for visit in &of.visits {
        if let Some(count) = counts.get_mut(part(&visit.start)) {
            *count += 1;
        }
    }
    let all = of.visits.len() as i128;
    counts.into_iter().map(|count| ratio(count, all)).collect()
}

fn stays_in_minutes(of: &Visits) -> Vec<i64> {
    let ended = of
        .visits
        .iter()
        .filter_map(|visit| Some((visit, visit.end?)));
    ended
        .map(|(visit, end)| (end - visit.start.to_utc()).num_minutes())
        .collect()
}

fn is_overnight(visit: &Visit) -> bool {
    let end = visit
        .end
        .map(|end| end.with_timezone(&visit.start.timezone()));
    end.is_some_and(|end| end.date_naive() > visit.start.date_naive())
}

fn idle_share(of: &Visits) -> Decimal {
    let bills = of.bills.iter().filter(|bill| !bill.is_credit);
    let (mut parking, mut time) = (0_i128, 0_i128);
    for bill in bills {
        parking += i128::from(bill.parking);
        time += i128::from(bill.time);
    }
    ratio(parking, time)
}

fn grouped<'a, K: Hash + Eq>(
    of: &'a Visits,
    by: impl Fn(&'a Visit) -> K,
) -> HashMap<K, Vec<&'a Visit>> {
    let mut groups: HashMap<K, Vec<&Visit>> = HashMap::new();
    for visit in &of.visits {
        groups.entry(by(visit)).or_default().push(visit);
    }
    groups
}

/// The days of each EVSE from its first session to its last.
fn evse_days(of: &Visits) -> i128 {
    let evses = grouped(of, |visit| &visit.evse);
    let days = evses.values().map(|visits| {
        let starts = || visits.iter().map(|visit| visit.start.to_utc());
        match (starts().min(), starts().max()) {
            (Some(first), Some(last)) => i128::from((last - first).num_days()) + 1,
            (None, _) | (_, None) => 0,
        }
    });
    days.sum()
}

fn sessions_per_evse_day(of: &Visits) -> Decimal {
    ratio(of.visits.len() as i128, evse_days(of))
}

/// The share of their days in which EVSEs are taken.
fn busy_share(of: &Visits) -> Decimal {
    let taken: i64 = stays_in_minutes(of).iter().sum();
    ratio(taken.into(), evse_days(of) * 24 * 60)
}

fn users_per_evse(of: &Visits) -> Decimal {
    let evses = grouped(of, |visit| &visit.evse);
    let users = evses.values().map(|visits| {
        let users: BTreeSet<&Arc<str>> = visits.iter().map(|visit| &visit.user).collect();
        users.len() as i128
    });
    ratio(users.sum(), evses.len() as i128)
}

/// The share of a Location's most frequent user in its sessions: the mean over Locations that have at least eight.
fn top_user_share(of: &Visits) -> Decimal {
    let (mut sum, mut count) = (Decimal::ZERO, 0);
    for visits in grouped(of, |visit| &visit.location).values() {
        let mut users: BTreeMap<&Arc<str>, i128> = BTreeMap::new();
        for visit in visits {
            *users.entry(&visit.user).or_default() += 1;
        }
        if users.len() >= 8 {
            let most = users.values().max().copied().unwrap_or(0);
            sum += ratio(most, visits.len() as i128);
            count += 1;
        }
    }
    sum.checked_div(Decimal::from(count))
        .unwrap_or_default()
        .round_dp(4)
}

/// The share of sessions whose user had charged within the seven days before.
fn repeat_share(of: &Visits) -> Decimal {
    let users = grouped(of, |visit| &visit.user);
    let repeated = users.values().map(|visits| {
        let mut starts: Vec<_> = visits.iter().map(|visit| visit.start.to_utc()).collect();
        starts.sort_unstable();
        let gaps = starts
            .windows(2)
            .filter(|pair| (pair[1] - pair[0]).num_days() < 7);
        gaps.count() as i128
    });
    ratio(repeated.sum(), of.visits.len() as i128)
}
