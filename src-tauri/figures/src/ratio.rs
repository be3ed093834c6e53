//! Two figures as one: a rate, a change, a share. Rounded once, half to even, to what is shown of it.

use store::{
    Cell,
    wire::{Count, Minor4, PerMille, Wh},
};

/// What a kWh cost. Nothing for no energy: there is no rate.
pub(crate) fn per_kwh(money: Minor4, energy: Wh) -> Option<Minor4> {
    // one Wh is a thousandth of a kWh
    rounded(i128::from(money.get()) * 1_000, energy.get()).map(Minor4::new)
}

/// What each of some things comes to.
pub(crate) fn each(energy: Wh, things: Count) -> Option<Wh> {
    rounded(i128::from(energy.get()), things.get()).map(Wh::new)
}

/// By how much a figure is more than it was. Nothing where there was nothing to be more than.
pub(crate) fn change(now: i64, before: i64) -> Option<PerMille> {
    let more = (i128::from(now) - i128::from(before)) * 1_000;
    rounded(more, before).map(PerMille::new)
}

/// What a part is of a whole.
pub(crate) fn share(part: i64, whole: i64) -> Option<PerMille> {
    rounded(i128::from(part) * 1_000, whole).map(PerMille::new)
}

/// Of two cells: shown where both are, and else for the reason that the first has, or the second.
pub(crate) fn of<T, U>(one: &Cell<T>, other: &Cell<T>, ratio: fn(&T, &T) -> Option<U>) -> Cell<U> {
    match (one, other) {
        (Cell::Shown(one), Cell::Shown(other)) => {
            ratio(one, other).map_or(Cell::Empty, Cell::Shown)
        }
        (Cell::Hidden, _) | (_, Cell::Hidden) => Cell::Hidden,
        (Cell::Suppressed { fewer_than }, _) | (_, Cell::Suppressed { fewer_than }) => {
            Cell::Suppressed {
                fewer_than: *fewer_than,
            }
        }
        (Cell::Empty, _) | (_, Cell::Empty) => Cell::Empty,
    }
}

/// A division by something positive, half to even.
fn rounded(dividend: i128, divisor: i64) -> Option<i64> {
    let divisor = i128::from(divisor);
    if divisor <= 0 {
        return None;
    }
    let (whole, rest) = (dividend.div_euclid(divisor), dividend.rem_euclid(divisor));
    let up = match (rest * 2).cmp(&divisor) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => whole.rem_euclid(2),
        std::cmp::Ordering::Greater => 1,
    };
    i64::try_from(whole + up).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_of_a_kilowatt_hour_in_ten_thousandths() {
        let rate = |minor4, wh| per_kwh(Minor4::new(minor4), Wh::new(wh)).map(Minor4::get);
        assert_eq!(rate(49_000, 10_000), Some(4_900)); // 4.90 for 10 kWh: 0.49 a kWh
        assert_eq!(rate(41_182_200, 12_481_000), Some(3_300));
        assert_eq!(rate(-49_000, 10_000), Some(-4_900));
        assert_eq!(rate(1, 2_000), Some(0)); // half a ten-thousandth: to even
        assert_eq!(rate(3, 2_000), Some(2));
        assert_eq!(rate(49_000, 0), None);
        assert_eq!(rate(49_000, -10_000), None);
    }

    #[test]
    fn a_change_is_of_what_was_before() {
        let change = |now, before| change(now, before).map(PerMille::get);
        assert_eq!(change(1_061, 1_000), Some(61));
        assert_eq!(change(0, 1_000), Some(-1_000));
        assert_eq!(change(5, 0), None);
        assert_eq!(change(i64::MAX, 1), None); // more than can be said
    }

    #[test]
    fn of_two_cells_what_is_withheld_stays_withheld() {
        let more = |now: &i64, before: &i64| change(*now, *before);
        let suppressed = Cell::Suppressed { fewer_than: 5 };
        assert_eq!(
            of(&Cell::Shown(11), &Cell::Shown(10), more),
            Cell::Shown(PerMille::new(100))
        );
        assert_eq!(of(&Cell::Shown(11), &Cell::Shown(0), more), Cell::Empty);
        assert_eq!(
            of(&Cell::Shown(11), &suppressed, more),
            suppressed.map(PerMille::new)
        );
        assert_eq!(of(&suppressed, &Cell::Hidden, more), Cell::Hidden);
        assert_eq!(of(&Cell::Empty, &Cell::Shown(10), more), Cell::Empty);
    }
}
