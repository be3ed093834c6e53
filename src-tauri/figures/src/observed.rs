//! How much of the observed time one could charge. Of what was not observed nothing is said: it is neither 1 nor 0.

use store::{Cell, ObservedTime, wire::PerMille};

/// As the command line says shares: with four places.
const PLACES: i64 = 10_000;

/// Up / (up + down) as a fraction; empty where nothing was observed.
pub(crate) fn availability(time: &Cell<ObservedTime>) -> Cell<f64> {
    match time {
        Cell::Shown(time) => {
            parts(time, PLACES).map_or(Cell::Empty, |it| Cell::Shown(fraction(it)))
        }
        other => other.map(|_| 0.0),
    }
}

/// (Up + down) / passed as a fraction: never more than what was observed.
pub(crate) fn share(time: &Cell<ObservedTime>) -> Cell<f64> {
    time.map(|time| fraction((time.up + time.down).saturating_mul(PLACES) / time.passed.max(1)))
}

/// Up / (up + down) in thousandths.
pub(crate) fn in_thousandths(time: &ObservedTime) -> Cell<PerMille> {
    parts(time, 1_000).map_or(Cell::Empty, |it| Cell::Shown(PerMille::new(it)))
}

/// (Up + down) / passed in thousandths, likewise.
pub(crate) fn share_in_thousandths(time: &ObservedTime) -> PerMille {
    PerMille::new((time.up + time.down).saturating_mul(1_000) / time.passed.max(1))
}

/// What was down for a moment is never all of the time up.
fn parts(time: &ObservedTime, of: i64) -> Option<i64> {
    let seen = time.up + time.down;
    if seen <= 0 {
        return None;
    }
    let most = if time.down > 0 { of - 1 } else { of };
    let rounded =
        (2 * i128::from(time.up) * i128::from(of) + i128::from(seen)) / (2 * i128::from(seen));
    Some(i64::try_from(rounded).unwrap_or(most).min(most))
}

#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a share with four places, for JSON: neither energy nor money"
)]
fn fraction(parts: i64) -> f64 {
    parts as f64 / PLACES as f64
}
