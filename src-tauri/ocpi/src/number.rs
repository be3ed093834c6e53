//! [`Number`]: an exact decimal, read from the digits that the CPMS wrote.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use thiserror::Error;

/// The largest scale that a [`Decimal`] holds.
const MAX_SCALE: i64 = 28;

/// A decimal exactly as the JSON text says it: no float in between, no rounding.
///
/// It is read from JSON text alone (`serde_json::from_str` and `from_slice`), not from a `serde_json::Value`,
/// where the digits are already lost. A JSON string is an error: `"4,00"` has no agreed meaning.
///
/// Source: OCPI 2.2.1, Types, number type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(pub Decimal);

/// Why a text is not a [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NumberError {
    /// The text is not a JSON number.
    #[error("invalid number: not written as a JSON number")]
    NotANumber,
    /// The number has more digits than can be held exactly (28).
    #[error("invalid number: more digits than can be kept exactly")]
    TooLong,
}

impl Number {
    /// Reads the text of a JSON number, exponent included.
    ///
    /// # Errors
    /// [`NumberError::NotANumber`] for anything that JSON would not call a number, [`NumberError::TooLong`] where
    /// the exact value does not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let (is_negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (significand, exponent) = match unsigned.find(['e', 'E']) {
            Some(at) => (&unsigned[..at], read_exponent(&unsigned[at + 1..])?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match significand.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(NumberError::NotANumber),
            None => (significand, ""),
        };
        if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(NumberError::NotANumber);
        }

        let mut mantissa: i128 = 0;
        // zeros are held back until another digit follows, so that a long tail of them costs no precision
        let mut held_zeros: i64 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            match byte {
                b'0' => held_zeros += 1,
                b'1'..=b'9' => {
                    mantissa = shifted(mantissa, held_zeros + 1).ok_or(NumberError::TooLong)?
                        + i128::from(byte - b'0');
                    held_zeros = 0;
                }
                _ => return Err(NumberError::NotANumber),
            }
        }
        if is_negative {
            mantissa = -mantissa;
        }
        // fits: a text has far fewer digits than an i64 counts
        let written_scale = fraction.len() as i64 - exponent;
        decimal(mantissa, written_scale, held_zeros).map(Self)
    }

    /// The decimal itself.
    pub fn decimal(self) -> Decimal {
        self.0
    }
}

fn read_exponent(text: &str) -> Result<i64, NumberError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    text.parse::<i32>()
        .map(i64::from)
        .map_err(|_| NumberError::TooLong)
}

/// `mantissa · 10^places`, if an `i128` holds it.
fn shifted(mantissa: i128, places: i64) -> Option<i128> {
    if mantissa == 0 {
        return Some(0);
    }
    10_i128
        .checked_pow(u32::try_from(places).ok()?)
        .and_then(|factor| mantissa.checked_mul(factor))
}

/// The decimal `mantissa · 10^(held_zeros − scale)`, with as many of the written zeros as it can keep.
fn decimal(mantissa: i128, scale: i64, held_zeros: i64) -> Result<Decimal, NumberError> {
    if mantissa == 0 {
        // in range: clamped to 0..=28
        let scale = scale.clamp(0, MAX_SCALE) as u32;
        return Ok(Decimal::new(0, scale));
    }
    let with_zeros = |zeros: i64| -> Option<Decimal> {
        let scale = scale - (held_zeros - zeros);
        let (mantissa, scale) = match u32::try_from(scale) {
            Ok(scale) => (shifted(mantissa, zeros)?, scale),
            Err(_) => (shifted(mantissa, zeros - scale)?, 0),
        };
        Decimal::try_from_i128_with_scale(mantissa, scale).ok()
    };
    with_zeros(held_zeros)
        .or_else(|| with_zeros(0))
        .ok_or(NumberError::TooLong)
}

impl From<Decimal> for Number {
    fn from(decimal: Decimal) -> Self {
        Self(decimal)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        if raw == "null" {
            return Err(D::Error::invalid_type(Unexpected::Unit, &"a number"));
        }
        Self::parse(raw).map_err(D::Error::custom)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // `RawValue`, since serde's own numbers are floats and 64-bit integers
        RawValue::from_string(self.0.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

/// Reads OCPI's `int`: a whole number, also when it is written `230.0`.
pub(crate) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let number = Number::deserialize(deserializer)?;
    whole_of(number).map_err(D::Error::custom)
}

/// As [`whole`], for a field that may be absent or `null`.
pub(crate) fn whole_or_absent<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<i64>, D::Error> {
    let number = Option::<Number>::deserialize(deserializer)?;
    number.map(whole_of).transpose().map_err(D::Error::custom)
}

fn whole_of(number: Number) -> Result<i64, &'static str> {
    if !number.0.fract().is_zero() {
        return Err("invalid number: not a whole number");
    }
    i64::try_from(number.0).map_err(|_| "invalid number: too large")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn digits_are_read_exactly() {
        let cases = [
            ("0", "0"),
            ("-0", "0"),
            ("0.1", "0.1"),
            ("4.00", "4.00"),
            ("1973e-3", "1.973"),
            ("1.5E3", "1500"),
            ("1.5e+3", "1500"),
            ("100e-2", "1.00"),
            ("-12.5", "-12.5"),
            ("0e999999", "0"),
            ("0.30000000000000004", "0.30000000000000004"),
            (
                "14.66666666666666666666666667",
                "14.66666666666666666666666667",
            ),
            ("1.0000000000000000000000000000000000000", "1"),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
            ),
        ];
        for (text, expected) in cases {
            let number = Number::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(
                number.0,
                Decimal::from_str_exact(expected).unwrap(),
                "{text}"
            );
        }
        assert_eq!(Number::parse("4.00").unwrap().to_string(), "4.00");
    }

    #[test]
    fn what_json_does_not_call_a_number_is_refused() {
        for text in [
            "", "-", "+1", "01", ".5", "5.", "1e", "1e+", "1,5", "NaN", "0x1", " 1", "--1",
            "1.2.3", "1e1.5",
        ] {
            assert_eq!(Number::parse(text), Err(NumberError::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_number_that_would_have_to_be_rounded_is_refused() {
        for text in [
            "1e29",
            "1e-29",
            "0.33333333333333333333333333333333",
            "1e99999999999",
            "79228162514264337593543950336",
        ] {
            assert_eq!(Number::parse(text), Err(NumberError::TooLong), "{text}");
        }
    }

    #[test]
    fn a_json_string_is_no_number() {
        assert!(
            serde_json::from_str::<Number>(r#""4,00""#)
                .unwrap_err()
                .to_string()
                .starts_with("invalid number")
        );
        assert!(
            serde_json::from_str::<Number>("null")
                .unwrap_err()
                .to_string()
                .starts_with("invalid type: null")
        );
    }

    #[test]
    fn an_int_may_be_written_with_a_point_but_not_with_a_fraction() {
        let read = |text: &str| whole(&mut serde_json::Deserializer::from_str(text));
        assert_eq!(read("230.0").unwrap(), 230);
        assert_eq!(read("3e2").unwrap(), 300);
        assert!(read("13.5").is_err());
        assert!(read("1e25").is_err());
    }

    proptest! {
        #[test]
        fn every_decimal_comes_back_from_json_unchanged(mantissa in any::<i64>(), scale in 0_u32..=28) {
            let number = Number(Decimal::new(mantissa, scale));
            let text = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<Number>(&text).unwrap(), number);
        }

        #[test]
        fn an_exponent_moves_the_point_and_nothing_else(mantissa in -99_999_i64..=99_999, exponent in -10_i32..=10) {
            let number = Number::parse(&format!("{mantissa}e{exponent}")).unwrap();
            let expected = Decimal::from(mantissa) * Decimal::from_scientific(&format!("1e{exponent}")).unwrap();
            prop_assert_eq!(number.0, expected);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[-+0-9.eE]{0,45}") {
            let _ = Number::parse(&text);
        }
    }
}
