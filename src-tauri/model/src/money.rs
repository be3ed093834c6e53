use std::{fmt, iter::Sum, ops};

use rust_decimal::{Decimal, RoundingStrategy};

/// The named places where a figure may be rounded. There are no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// A number of the CPMS that is finer than we keep: half to even, once, and counted.
    Intake,
    /// An amount that we worked out ourselves, as it stands on a line: half away from zero, once, of the exact sum.
    Line,
}

impl Rounding {
    fn strategy(self) -> RoundingStrategy {
        match self {
            Self::Intake => RoundingStrategy::MidpointNearestEven,
            Self::Line => RoundingStrategy::MidpointAwayFromZero,
        }
    }
}

/// A number that does not fit what is kept of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the number is too large to be kept")]
pub struct OutOfRange;

/// The largest number of one record: more than anybody charges or pays at once, in the smallest currencies, too, and so small
/// that 900,000 of them are summed in 64 bits. What a CPMS makes up must not break the sums of all others.
pub(crate) const LARGEST: i64 = 10_000_000_000_000;

/// Scales a decimal to a whole number; says whether digits were lost on the way.
pub(crate) fn scaled(
    value: Decimal,
    factor: i64,
    rounding: Rounding,
) -> Result<(i64, bool), OutOfRange> {
    let scaled = value.checked_mul(Decimal::from(factor)).ok_or(OutOfRange)?;
    let whole = scaled.round_dp_with_strategy(0, rounding.strategy());
    let kept = i64::try_from(whole).map_err(|_| OutOfRange)?;
    if kept.abs() > LARGEST {
        return Err(OutOfRange);
    }
    Ok((kept, whole != scaled))
}

/// An amount of money in ten-thousandths of the unit of a currency named beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// From ten-thousandths of the currency unit.
    pub const fn from_minor4(minor4: i64) -> Self {
        Self(minor4)
    }

    /// In ten-thousandths of the currency unit.
    pub const fn minor4(self) -> i64 {
        self.0
    }

    /// From what a CPMS wrote; true beside it if it was finer than four decimals and had to be rounded.
    ///
    /// # Errors
    /// [`OutOfRange`] above a milliard of the currency unit.
    pub fn from_decimal(value: Decimal) -> Result<(Self, bool), OutOfRange> {
        scaled(value, 10_000, Rounding::Intake).map(|(minor4, rounded)| (Self(minor4), rounded))
    }

    /// From an exact sum of our own, rounded by [`Rounding::Line`].
    ///
    /// # Errors
    /// [`OutOfRange`] above a milliard of the currency unit.
    pub fn on_line(exact: Decimal) -> Result<Self, OutOfRange> {
        scaled(exact, 10_000, Rounding::Line).map(|(minor4, _)| Self(minor4))
    }

    /// What a credit takes off: the amount below zero, whatever sign it came with.
    pub const fn as_credit(self) -> Self {
        Self(-self.0.abs())
    }
}

impl fmt::Display for Amount {
    /// A decimal with four places and no sign for zero, for example `-612.3400`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let digits = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:04}", digits / 10_000, digits % 10_000)
    }
}

impl ops::Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl ops::Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), ops::Add::add)
    }
}

/// An ISO 4217 code, three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads a code; lower case is taken for upper. `None` for what is not three letters.
    pub fn new(code: &str) -> Option<Self> {
        let code: [u8; 3] = code.to_ascii_uppercase().as_bytes().try_into().ok()?;
        code.iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(code))
    }

    /// The code, in upper case.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default() // letters alone
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> (i64, bool) {
        let (amount, rounded) = Amount::from_decimal(text.parse().unwrap()).unwrap();
        (amount.minor4(), rounded)
    }

    #[test]
    fn money_finer_than_four_decimals_rounds_half_to_even_and_says_so() {
        assert_eq!(amount("1.5286"), (15_286, false));
        assert_eq!(amount("1.52860000"), (15_286, false));
        assert_eq!(amount("0.00005"), (0, true));
        assert_eq!(amount("0.00015"), (2, true));
        assert_eq!(amount("-0.00015"), (-2, true));
    }

    #[test]
    fn an_amount_of_our_own_rounds_half_away_from_zero() {
        let line = |text: &str| Amount::on_line(text.parse().unwrap()).map(Amount::minor4);
        assert_eq!(line("0.00005"), Ok(1));
        assert_eq!(line("0.000049999"), Ok(0));
        assert_eq!(line("-0.00015"), Ok(-2));
        assert_eq!(line("1000000000.0001"), Err(OutOfRange));
    }

    #[test]
    fn money_that_would_break_the_sums_of_all_is_refused() {
        let read = |text: &str| Amount::from_decimal(text.parse().unwrap());
        assert_eq!(read("1000000000").map(|(a, _)| a.0), Ok(LARGEST));
        assert_eq!(read("1000000000.0001"), Err(OutOfRange));
        assert_eq!(read("-1000000000.0001"), Err(OutOfRange));
        assert!(LARGEST.checked_mul(900_000).is_some());
        assert_eq!(Amount::from_decimal(Decimal::MAX), Err(OutOfRange));
    }

    #[test]
    fn an_amount_reads_with_four_places() {
        assert_eq!(Amount(6_123_400).to_string(), "612.3400");
        assert_eq!(Amount(-5).to_string(), "-0.0005");
        assert_eq!(Amount(0).as_credit().to_string(), "0.0000");
    }

    #[test]
    fn a_currency_is_three_letters() {
        assert_eq!(Currency::new("eur").unwrap().to_string(), "EUR");
        assert_eq!(Currency::new("EU"), None);
        assert_eq!(Currency::new("E1R"), None);
    }
}
