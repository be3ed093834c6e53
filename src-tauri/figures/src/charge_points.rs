//! Charge points, worst first: what they say of themselves now, and how their last days went as far as anybody asked.
//!
//! OCPI tells no history. What share of the time was observed is said wherever availability is; of what was not observed
//! nothing is said at all.

use std::ops::Range;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;
use store::{
    Cell, ObservedTime, ReadError, Reader, Visible,
    wire::{Count, PerMille, Wh},
};

use crate::{
    observed::{in_thousandths, share_in_thousandths},
    overview::Days,
};

/// Which charge points are asked about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PointsAsked {
    /// When what they are asked for was charged.
    pub days: Days,
    /// Of one property alone, by its key.
    pub property: Option<String>,
    /// So many at most are told one by one: of thousands nobody reads more than the worst.
    pub most: u16,
    /// One that is told beside them, by its key: whichever are asked about, and however far down it stands.
    pub opened: Option<String>,
}

/// Charge points of the present.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChargePoints {
    /// When the CPMS was last asked, by its own clock; nothing before it ever was.
    pub as_of: Option<String>,
    /// The day since when everything is here, `YYYY-MM-DD`; nothing while nothing is complete.
    pub complete_from: Option<String>,
    /// So many there are.
    pub all: Count,
    /// Of them those at which charging is not possible.
    pub down: Count,
    /// Of them those of which nobody knows.
    pub unknown: Count,
    /// How the last days of all of them went, together.
    pub observed: Observed,
    /// Of these the worst, as many as were asked for: what is down, longest first, then what nobody knows, then the
    /// others by name.
    pub points: Vec<ChargePoint>,
    /// The one that was asked for by its key; nothing where it is not there or may not be seen.
    pub opened: Option<ChargePoint>,
}

/// A charge point.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChargePoint {
    /// As the command line names it: `COUNTRY-PARTY/ID`.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What its Location calls it, beside its name.
    pub label: Option<String>,
    /// What people call its Location.
    pub location: String,
    /// The key of its property, as figures by property have it.
    pub property: String,
    /// What people call its property; nothing for what belongs to none.
    pub property_label: Option<String>,
    /// What one can plug in, each once.
    pub plugs: Vec<Plug>,
    /// What it says of itself.
    pub status: PointStatus,
    /// Since when at the latest, RFC 3339; nothing where that is not known.
    pub since: Option<String>,
    /// What was charged there in the period.
    pub energy: Cell<Wh>,
    /// How its last days went, together.
    pub observed: Observed,
    /// The last of them, `YYYY-MM-DD`: today, where it is.
    pub today: String,
    /// Each of them, the earliest first.
    pub days: Vec<PointDay>,
}

/// A connector.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Plug {
    /// OCPI's word, such as `IEC_62196_T2`.
    pub standard: String,
    /// OCPI's word: `AC_1_PHASE`, `AC_3_PHASE`, `DC` and others.
    pub power_type: String,
    /// What it gives at most, in watts.
    pub watts: Option<Count>,
}

/// A charge point by its names alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NamedPoint {
    /// As the command line names it: `COUNTRY-PARTY/ID`.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What its Location calls it, beside its name.
    pub label: Option<String>,
    /// What people call its Location.
    pub location: String,
    /// The key of its property, as figures by property have it.
    pub property: String,
}

/// What a charge point says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PointStatus {
    /// Charging is possible there, or goes on: for who is not told which.
    InService,
    /// Nobody charges.
    Available,
    /// Somebody does.
    Charging,
    /// Something stands in the way.
    Blocked,
    /// It is kept for somebody.
    Reserved,
    /// It is broken.
    OutOfOrder,
    /// It was put out of operation.
    Inoperative,
    /// It can't be reached, or says nothing.
    Unknown,
    /// It is not there yet.
    Planned,
}

/// How some time went.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Observed {
    /// Of the observed time the share in which charging was possible; empty where nothing was observed.
    pub availability: Cell<PerMille>,
    /// The share of the time that was observed, rounded down.
    pub share: PerMille,
    /// Whether any was.
    pub is_any: bool,
}

/// How a day went.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PointDay {
    /// What there was to see.
    pub state: PointDayState,
    /// Of the observed time the share in which charging was possible; empty where nothing was observed.
    pub availability: Cell<PerMille>,
    /// The share of it that was observed, rounded down.
    pub observed: PerMille,
}

/// What there was to see on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PointDayState {
    /// Nobody looked, or nothing was said.
    Unobserved,
    /// Charging was possible whenever somebody looked.
    Up,
    /// It was possible for some of the time.
    Mixed,
    /// It was not possible.
    Down,
}

/// Asks for charge points: for how all of them are, and for some of them one by one.
///
/// # Errors
/// The Reader's.
pub async fn charge_points(
    reader: &mut Reader,
    asked: &PointsAsked,
    now: DateTime<Utc>,
) -> Result<Visible<ChargePoints>, ReadError> {
    let days = (asked.days.from, asked.days.to);
    let (property, opened) = (asked.property.as_deref(), asked.opened.as_deref());
    let found = reader.charge_points(days, property, opened, now).await?;
    Ok(found.map_with(0..asked.most.into(), shaped))
}

/// Asks what all charge points of the present are called, to find one of them by.
///
/// # Errors
/// The Reader's.
pub async fn named_points(
    reader: &mut Reader,
    now: DateTime<Utc>,
) -> Result<Visible<Vec<NamedPoint>>, ReadError> {
    Ok(reader.named_points(now).await?.map(by_name))
}

fn by_name(found: Vec<store::NamedPoint>) -> Vec<NamedPoint> {
    let mut named: Vec<NamedPoint> = found.into_iter().map(named).collect();
    named.sort_by(|one, other| (&one.name, &one.key).cmp(&(&other.name, &other.key)));
    named
}

fn named(found: store::NamedPoint) -> NamedPoint {
    let (name, label) = names(found.evse_id, found.label, found.uid);
    NamedPoint {
        key: found.key.to_string(),
        name,
        label,
        location: found.location,
        property: found.property.to_string(),
    }
}

/// What people call it, as [`names`] has it.
fn name(point: &store::ChargePoint) -> &str {
    let said = point.evse_id.as_ref().or(point.label.as_ref());
    said.unwrap_or(&point.uid)
}

/// What people call a charge point, and what its Location calls it beside that: the number printed on it, or else what its
/// Location calls it, or else the CPMS's own id.
fn names(evse_id: Option<String>, label: Option<String>, uid: String) -> (String, Option<String>) {
    match (evse_id, label) {
        (Some(evse_id), label) => (evse_id, label),
        (None, label) => (label.unwrap_or(uid), None),
    }
}

fn shaped(mut found: store::ChargePoints, wanted: Range<usize>) -> ChargePoints {
    let mut all_days = ObservedTime::default();
    for day in found.points.iter().flat_map(|point| &point.days) {
        add(&mut all_days, day);
    }
    let count = |wanted: Rank| {
        let ranks = found.points.iter().map(|point| rank(status(&point.status)));
        let count = ranks.filter(|rank| *rank == wanted).count();
        Count::new(i64::try_from(count).unwrap_or(i64::MAX))
    };
    let (down, unknown) = (count(Rank::Down), count(Rank::Unknown));
    let all = Count::new(i64::try_from(found.points.len()).unwrap_or(i64::MAX));
    // of thousands a few are wanted: what nobody reads is not made
    found
        .points
        .sort_by(|one, other| order(one).cmp(&order(other)));
    ChargePoints {
        as_of: found.freshness.as_of.map(instant),
        complete_from: found.freshness.complete_from.map(|day| day.to_string()),
        all,
        down,
        unknown,
        observed: observed(&all_days),
        points: found
            .points
            .into_iter()
            .skip(wanted.start)
            .take(wanted.len())
            .map(point)
            .collect(),
        opened: found.opened.map(point),
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Where a point stands: the worst first, of what is down since the longest; then by property and name.
fn order(point: &store::ChargePoint) -> impl Ord {
    let rank = rank(status(&point.status));
    // of what works nobody asks since when
    let since = point.since.filter(|_| rank < Rank::Working);
    let label = point.property.1.as_deref();
    (
        rank,
        since.is_none(),
        since,
        label.is_none(),
        label,
        name(point),
        &point.key,
    )
}

/// How bad a state is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Down,
    Unknown,
    Working,
    Planned,
}

fn rank(status: PointStatus) -> Rank {
    match status {
        PointStatus::OutOfOrder | PointStatus::Inoperative => Rank::Down,
        PointStatus::Unknown => Rank::Unknown,
        PointStatus::InService
        | PointStatus::Available
        | PointStatus::Charging
        | PointStatus::Blocked
        | PointStatus::Reserved => Rank::Working,
        PointStatus::Planned => Rank::Planned,
    }
}

fn point(found: store::ChargePoint) -> ChargePoint {
    let mut whole = ObservedTime::default();
    for day in &found.days {
        add(&mut whole, day);
    }
    let (property, property_label) = found.property;
    let mut plugs: Vec<Plug> = found.plugs.into_iter().map(plug).collect();
    plugs.sort();
    plugs.dedup();
    let (name, label) = names(found.evse_id, found.label, found.uid);
    ChargePoint {
        key: found.key.to_string(),
        name,
        label,
        location: found.location,
        property: property.to_string(),
        property_label,
        plugs,
        status: status(&found.status),
        since: found.since.map(instant),
        energy: found.energy_wh.map(Wh::new),
        observed: observed(&whole),
        today: found.today.to_string(),
        days: found.days.iter().map(day).collect(),
    }
}

fn plug(plug: store::Plug) -> Plug {
    Plug {
        standard: plug.standard,
        power_type: plug.power_type,
        watts: plug.max_power_w.map(Count::new),
    }
}

fn status(word: &str) -> PointStatus {
    match word {
        "IN_SERVICE" => PointStatus::InService,
        "AVAILABLE" => PointStatus::Available,
        "CHARGING" => PointStatus::Charging,
        "BLOCKED" => PointStatus::Blocked,
        "RESERVED" => PointStatus::Reserved,
        "OUTOFORDER" => PointStatus::OutOfOrder,
        "INOPERATIVE" => PointStatus::Inoperative,
        "PLANNED" => PointStatus::Planned,
        _ => PointStatus::Unknown,
    }
}

fn add(whole: &mut ObservedTime, day: &ObservedTime) {
    whole.up += day.up;
    whole.down += day.down;
    whole.passed += day.passed;
}

fn observed(time: &ObservedTime) -> Observed {
    Observed {
        availability: in_thousandths(time),
        share: share_in_thousandths(time),
        is_any: time.up + time.down > 0,
    }
}

fn day(time: &ObservedTime) -> PointDay {
    PointDay {
        state: match (time.up, time.down) {
            (0, 0) => PointDayState::Unobserved,
            (_, 0) => PointDayState::Up,
            (0, _) => PointDayState::Down,
            _ => PointDayState::Mixed,
        },
        availability: in_thousandths(time),
        observed: share_in_thousandths(time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_observed_is_not_available() {
        let nothing = ObservedTime {
            passed: 86_400_000,
            ..ObservedTime::default()
        };
        let seen = observed(&nothing);
        assert_eq!(seen.availability, Cell::Empty);
        assert_eq!(seen.share, PerMille::new(0));
        assert!(!seen.is_any);
        assert_eq!(day(&nothing).state, PointDayState::Unobserved);
    }

    #[test]
    fn availability_is_of_the_observed_time_alone() {
        let time = ObservedTime {
            up: 900,
            down: 100,
            passed: 10_000,
        };
        let seen = observed(&time);
        assert_eq!(seen.availability, Cell::Shown(PerMille::new(900)));
        assert_eq!(seen.share, PerMille::new(100));
        assert_eq!(day(&time).state, PointDayState::Mixed);
    }

    #[test]
    fn what_was_down_for_a_moment_was_not_up_all_the_time() {
        let time = ObservedTime {
            up: 1_000_000,
            down: 1,
            passed: 1_000_001,
        };
        assert_eq!(in_thousandths(&time), Cell::Shown(PerMille::new(999)));
    }
}
