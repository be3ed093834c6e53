use rust_decimal::Decimal;

use crate::money::{OutOfRange, Rounding, scaled};

/// Energy in whole watt-hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Energy(i64);

impl Energy {
    /// From watt-hours.
    pub const fn from_wh(wh: i64) -> Self {
        Self(wh)
    }

    /// In watt-hours.
    pub const fn wh(self) -> i64 {
        self.0
    }

    /// From what a CPMS wrote; true beside it if it was finer than a watt-hour and had to be rounded.
    ///
    /// # Errors
    /// [`OutOfRange`] above 10 TWh.
    pub fn from_kwh(kwh: Decimal) -> Result<(Self, bool), OutOfRange> {
        scaled(kwh, 1_000, Rounding::Intake).map(|(wh, rounded)| (Self(wh), rounded))
    }

    /// What a credit takes off: the energy below zero, whatever sign it came with.
    pub const fn as_credit(self) -> Self {
        Self(-self.0.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilowatt_hours_become_whole_watt_hours() {
        assert_eq!(
            Energy::from_kwh("3.64".parse().unwrap()),
            Ok((Energy(3_640), false))
        );
        assert_eq!(
            Energy::from_kwh("0.0005".parse().unwrap()),
            Ok((Energy(0), true))
        );
    }
}
