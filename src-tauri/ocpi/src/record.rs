//! Reading one record, and saying what is wrong with one that can't be read.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::DateTime;
use crate::json::{Begin, MAX_DEPTH, Malformed, Scanner};

/// Reads one record from its JSON text.
///
/// ```
/// use ocpi::{Reason, record, v2_2_1::DisplayText};
/// let error = record::parse::<DisplayText>(r#"{"language":"en"}"#).unwrap_err();
/// assert_eq!(error.reason, Reason::MissingField);
/// assert_eq!(error.to_string(), "missing field `text`");
/// ```
///
/// # Errors
/// [`RecordError`], with the reason and the place.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, RecordError> {
    serde_json::from_str(text).map_err(|error| RecordError::new(&error, text))
}

/// Reads `last_updated` of a record and nothing else of it.
///
/// # Errors
/// [`RecordError`] when the text is no JSON object or has no readable `last_updated`.
pub fn last_updated(text: &str) -> Result<DateTime, RecordError> {
    #[derive(Deserialize)]
    struct Stamp {
        last_updated: DateTime,
    }
    parse::<Stamp>(text).map(|stamp| stamp.last_updated)
}

/// Why a record can't be read. It quotes none of the record's values.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct RecordError {
    /// What kind of mistake it is.
    pub reason: Reason,
    /// Where it is, such as `charging_periods[0].start_date_time`; empty for the record itself. Names the field,
    /// or the object that holds it.
    pub path: String,
    /// What was expected.
    pub message: String,
}

/// The kinds of mistakes that quarantine counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Not JSON, or cut off.
    NotJson,
    /// A required field is not there.
    MissingField,
    /// A required field is `null`.
    NullField,
    /// Not an RFC 3339 instant.
    InvalidTimestamp,
    /// Not a JSON number, or one that can't be kept exactly.
    InvalidNumber,
    /// A value that a closed enum does not list.
    UnknownValue,
    /// Another JSON type than the field's, or a field that is there twice.
    WrongType,
}

impl Reason {
    /// The stable name that quarantine and the command line use.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotJson => "not-json",
            Self::MissingField => "missing-field",
            Self::NullField => "null-field",
            Self::InvalidTimestamp => "invalid-timestamp",
            Self::InvalidNumber => "invalid-number",
            Self::UnknownValue => "unknown-value",
            Self::WrongType => "wrong-type",
        }
    }

    /// serde hands on nothing but the text of a message, so the kind is told by how it begins. The last four are
    /// this crate's own (`Number`, `DateTime`, `closed_enum!`).
    fn of(message: &str) -> Self {
        let beginnings = [
            ("missing field", Self::MissingField),
            ("invalid type: null", Self::NullField),
            ("invalid timestamp", Self::InvalidTimestamp),
            ("invalid number", Self::InvalidNumber),
            ("unknown value", Self::UnknownValue),
        ];
        beginnings
            .iter()
            .find(|(beginning, _)| message.starts_with(beginning))
            .map_or(Self::WrongType, |&(_, reason)| reason)
    }
}

impl RecordError {
    fn new(error: &serde_json::Error, text: &str) -> Self {
        if !error.is_data() {
            return Self {
                reason: Reason::NotJson,
                path: String::new(),
                message: "not a JSON object, or cut off".to_owned(),
            };
        }
        let whole = error.to_string();
        let message = whole
            .rsplit_once(" at line ")
            .map_or(whole.as_str(), |(message, _)| message);
        let reason = Reason::of(message);
        Self {
            reason,
            path: path_at(text, offset_of(error, text)),
            message: without_values(message),
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

/// serde says `invalid type: string "Anna", expected …`; the value is somebody's.
fn without_values(message: &str) -> String {
    let Some((found, expected)) = message.rsplit_once(", expected ") else {
        return message.to_owned();
    };
    let found = found.find([' ', ':']).map_or(found, |_| {
        let value_at = found.find(['"', '`']).unwrap_or(found.len());
        found[..value_at].trim_end()
    });
    format!("{found}, expected {expected}")
}

fn offset_of(error: &serde_json::Error, text: &str) -> usize {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    line_start + error.column()
}

/// The path of the value that ends, or of the container that begins, at a byte of the text.
fn path_at(text: &str, offset: usize) -> String {
    let mut path = String::new();
    let mut scanner = Scanner::new(text);
    match reaches(&mut scanner, offset, 0, &mut path) {
        Ok(true) => path,
        // the mistake is behind all values, or the text is not what serde read: name the record
        Ok(false) | Err(Malformed(_)) => String::new(),
    }
}

/// Walks one value; `true`, with the path left at it, as soon as the scanner reaches `offset`.
fn reaches(
    scanner: &mut Scanner<'_>,
    offset: usize,
    depth: usize,
    path: &mut String,
) -> Result<bool, Malformed> {
    let begin = scanner.begin()?;
    if depth > MAX_DEPTH || scanner.at >= offset {
        return Ok(true);
    }
    let mut element = 0;
    match begin {
        Begin::Object => {
            scanner.expect(b'{')?;
            while scanner.next(element == 0, b'}')? {
                let key = scanner.string()?;
                scanner.expect(b':')?;
                let length = path.len();
                if length > 0 {
                    path.push('.');
                }
                path.push_str(key.trim_matches('"'));
                if reaches(scanner, offset, depth + 1, path)? {
                    return Ok(true);
                }
                path.truncate(length);
                element += 1;
            }
        }
        Begin::Array => {
            scanner.expect(b'[')?;
            while scanner.next(element == 0, b']')? {
                let length = path.len();
                path.push_str(&format!("[{element}]"));
                if reaches(scanner, offset, depth + 1, path)? {
                    return Ok(true);
                }
                path.truncate(length);
                element += 1;
            }
        }
        Begin::String => drop(scanner.string()?),
        Begin::Bare => drop(scanner.bare()?),
    }
    // serde reads on to the comma before it says where it is
    scanner.peek();
    Ok(scanner.at >= offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v2_2_1::{Cdr, ChargingPeriod, Session, TariffElement};

    const PERIOD: &str =
        r#"{"start_date_time":"2026-01-01T00:00:00Z","dimensions":[{"type":"TIME","volume":1}] }"#;

    fn error_of<T: DeserializeOwned + fmt::Debug>(text: &str) -> RecordError {
        parse::<T>(text).unwrap_err()
    }

    #[test]
    fn a_mistake_is_named_with_its_place_and_kind() {
        let period: ChargingPeriod = parse(PERIOD).unwrap();
        assert_eq!(period.dimensions.len(), 1);
        let cases = [
            (
                ("00:00Z", "00:66Z"),
                Reason::InvalidTimestamp,
                "start_date_time",
                "invalid timestamp: not an RFC 3339 instant",
            ),
            (
                (r#""2026-01-01T00:00:00Z""#, "null"),
                Reason::NullField,
                "start_date_time",
                "invalid type: null, expected an RFC 3339 instant",
            ),
            (
                (r#""start_date_time""#, r#""start""#),
                Reason::MissingField,
                "",
                "missing field `start_date_time`",
            ),
            (
                (r#","volume":1"#, ""),
                Reason::MissingField,
                "dimensions[0]",
                "missing field `volume`",
            ),
            (
                (r#""volume":1"#, r#""volume": "4,00""#),
                Reason::InvalidNumber,
                "dimensions[0]",
                "invalid number: not written as a JSON number",
            ),
            (
                (r#""volume":1"#, r#""volume": null , "x": 1"#),
                Reason::NullField,
                "dimensions[0].volume",
                "invalid type: null, expected a number",
            ),
            (
                (r#""TIME""#, "{}"),
                Reason::WrongType,
                "dimensions[0].type",
                "invalid type: map, expected a value of CdrDimensionType",
            ),
            (
                ("}] }", ""),
                Reason::NotJson,
                "",
                "not a JSON object, or cut off",
            ),
        ];
        for ((from, to), reason, path, message) in cases {
            assert!(PERIOD.contains(from));
            let error = error_of::<ChargingPeriod>(&PERIOD.replacen(from, to, 1));
            assert_eq!(
                (error.reason, error.path.as_str(), error.message.as_str()),
                (reason, path, message),
                "{to}"
            );
        }
    }

    #[test]
    fn an_error_quotes_no_value_of_the_record() {
        for text in [
            r#"{"start_date_time":["Anna"]}"#,
            r#"{"start_date_time":"Anna"}"#,
            r#"{"dimensions":"Anna, expected Anna"}"#,
            r#""Anna""#,
        ] {
            let error = error_of::<ChargingPeriod>(text);
            assert!(!error.to_string().contains("Anna"), "{error}");
        }
    }

    #[test]
    fn values_that_decide_over_money_are_not_guessed() {
        let element = r#"{"price_components":[{"type":"HEAT","price":1,"step_size":1}]}"#;
        assert_eq!(
            error_of::<TariffElement>(element).reason,
            Reason::UnknownValue
        );
        let session = r#"{"status":"LOST"}"#;
        let error = error_of::<Session>(session);
        assert_eq!(
            (error.reason, error.path.as_str()),
            (Reason::UnknownValue, "status")
        );
    }

    #[test]
    fn a_cdr_that_never_ended_says_so() {
        let error = error_of::<Cdr>(r#"{"id":"1","end_date_time": null, "total_time": 0}"#);
        assert_eq!(
            (error.reason.code(), error.path.as_str()),
            ("null-field", "end_date_time")
        );
    }

    #[test]
    fn last_updated_is_read_alone() {
        assert_eq!(
            last_updated(r#"{"x":{"last_updated":1},"last_updated":"2026-01-01T00:00:00"}"#)
                .unwrap()
                .to_string(),
            "2026-01-01T00:00:00Z"
        );
        assert_eq!(last_updated("{}").unwrap_err().reason, Reason::MissingField);
        assert_eq!(last_updated("<html>").unwrap_err().reason, Reason::NotJson);
    }
}
