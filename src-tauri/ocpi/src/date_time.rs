//! [`DateTime`]: an instant in UTC, in the spellings that peers use.

use std::fmt;

use chrono::{NaiveDate, SecondsFormat, TimeDelta, Utc};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// An instant. Read with or without `Z` (without is UTC, as OCPI says), with or without fractional seconds; an
/// offset is converted. Written with `Z`, and with a fraction only if there is one.
///
/// ```
/// use ocpi::DateTime;
/// let instant = DateTime::parse("2016-12-29T18:45:09.2+01:00")?;
/// assert_eq!(instant, DateTime::parse("2016-12-29T17:45:09.200")?);
/// assert_eq!(instant.to_string(), "2016-12-29T17:45:09.200Z");
/// # Ok::<(), ocpi::DateTimeError>(())
/// ```
///
/// Source: OCPI 2.2.1, Types, DateTime type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(pub chrono::DateTime<Utc>);

/// A text that is no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("invalid timestamp: not an RFC 3339 instant")]
pub struct DateTimeError;

impl DateTime {
    /// Reads an instant.
    ///
    /// # Errors
    /// [`DateTimeError`] for anything else, a date alone and a 66th second included.
    pub fn parse(text: &str) -> Result<Self, DateTimeError> {
        read(text.as_bytes()).map(Self).ok_or(DateTimeError)
    }

    /// The instant itself.
    pub fn utc(self) -> chrono::DateTime<Utc> {
        self.0
    }
}

/// Reads `YYYY-MM-DDThh:mm:ss`, a fraction and an offset. By hand, because chrono's own reader insists on the offset
/// and a page holds thousands of these.
fn read(text: &[u8]) -> Option<chrono::DateTime<Utc>> {
    let (head, mut rest) = text.split_at_checked(19)?;
    let separators = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
    if separators.iter().any(|&(at, byte)| head[at] != byte)
        || !matches!(head[10], b'T' | b't' | b' ')
    {
        return None;
    }
    let year = digits(&head[0..4])?;
    let date = NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        digits(&head[5..7])?,
        digits(&head[8..10])?,
    )?;
    let nanos = match rest {
        [b'.', tail @ ..] => {
            let count = tail.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if count == 0 {
                return None;
            }
            rest = &tail[count..];
            nanoseconds(&tail[..count])
        }
        _ => 0,
    };
    let local = date
        .and_hms_nano_opt(
            digits(&head[11..13])?,
            digits(&head[14..16])?,
            digits(&head[17..19])?,
            nanos,
        )?
        .checked_sub_signed(offset(rest)?)?;
    Some(local.and_utc())
}

/// The number that ASCII digits write; `None` if one is no digit.
fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + u32::from(byte - b'0'))
    })
}

/// Nanoseconds of a fraction; digits beyond the ninth are cut off.
fn nanoseconds(fraction: &[u8]) -> u32 {
    (0..9).fold(0, |value, at| {
        value * 10 + fraction.get(at).map_or(0, |byte| u32::from(byte - b'0'))
    })
}

/// How far the written time is ahead of UTC.
fn offset(text: &[u8]) -> Option<TimeDelta> {
    match text {
        [] | [b'Z' | b'z'] => Some(TimeDelta::zero()),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let ahead = TimeDelta::minutes(i64::from(hours * 60 + minutes));
            Some(if *sign == b'-' { -ahead } else { ahead })
        }
        _ => None,
    }
}

impl From<chrono::DateTime<Utc>> for DateTime {
    fn from(instant: chrono::DateTime<Utc>) -> Self {
        Self(instant)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InstantVisitor;
        impl Visitor<'_> for InstantVisitor {
            type Value = DateTime;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an RFC 3339 instant")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<DateTime, E> {
                DateTime::parse(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(InstantVisitor)
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_spellings_of_peers_are_read_as_utc() {
        let cases = [
            ("2015-06-29T20:39:09Z", "2015-06-29T20:39:09Z"),
            ("2015-06-29T20:39:09", "2015-06-29T20:39:09Z"),
            ("2015-06-29t20:39:09z", "2015-06-29T20:39:09Z"),
            ("2016-12-29T17:45:09.2Z", "2016-12-29T17:45:09.200Z"),
            ("2016-12-29T17:45:09.000", "2016-12-29T17:45:09Z"),
            (
                "2016-12-29T17:45:09.1234567891Z",
                "2016-12-29T17:45:09.123456789Z",
            ),
            ("2016-12-29T00:45:09+01:30", "2016-12-28T23:15:09Z"),
            ("2016-12-31T23:45:09-00:30", "2017-01-01T00:15:09Z"),
            ("0014-01-01T00:00:00Z", "0014-01-01T00:00:00Z"),
        ];
        for (text, expected) in cases {
            let instant = DateTime::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(instant.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        let cases = [
            "",
            "2015-06-29",
            "2015-06-29T17:17",
            "2015-06-29T17:17:66Z",
            "2015-06-29T24:00:00Z",
            "2015-02-29T00:00:00Z",
            "2015-13-01T00:00:00Z",
            "2015-06-29T17:17:16.Z",
            "2015-06-29T17:17:16ZZ",
            "2015-06-29T17:17:16+0100",
            "2015-06-29T17:17:16+24:00",
            "2015-06-29T17:17:1äZ",
            "29.06.2015 17:17:16",
            "2015-06-29T17:+7:16Z",
        ];
        for text in cases {
            assert_eq!(DateTime::parse(text), Err(DateTimeError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_instant_comes_back_unchanged(seconds in -62_135_596_800_i64..253_402_300_799, nanos in 0_u32..1_000_000_000) {
            let instant = DateTime(chrono::DateTime::from_timestamp(seconds, nanos).unwrap());
            prop_assert_eq!(DateTime::parse(&instant.to_string()).unwrap(), instant);
        }

        #[test]
        fn what_chrono_reads_is_read_the_same(text in "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][01][0-9]:[0-5][0-9])") {
            let expected = chrono::DateTime::parse_from_rfc3339(&text).ok().map(|instant| instant.to_utc());
            prop_assert_eq!(DateTime::parse(&text).ok().map(DateTime::utc), expected);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = DateTime::parse(&text);
        }
    }
}
