//! The envelope around every answer: a status of OCPI's own, an instant, and the data.
//!
//! A CPMS may say that it failed in an HTTP 200 with an empty list, so the data is only reached through
//! [`Envelope::list`] and [`Envelope::one`], which look at the status first.

use std::fmt;

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;

use crate::DateTime;

/// OCPI's status of a success.
pub const SUCCESS: u16 = 1000;
/// OCPI's status of a client's mistake in general.
pub const CLIENT_ERROR: u16 = 2000;
/// OCPI's status of wrong or missing parameters.
pub const INVALID_PARAMETERS: u16 = 2001;
/// OCPI's status of a server's failure in general.
pub const SERVER_ERROR: u16 = 3000;

/// The most records that are taken of one list: some CPMSs give all there are at once, and the smallest that says anything
/// has some hundred bytes. A list of more holds something else.
pub const MOST_RECORDS: usize = 100_000;

/// An answer as it came, its data still text.
///
/// Source: OCPI 2.2.1, Transport and format, Response format; Status codes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Envelope<'a> {
    /// What was asked for.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
    /// 1xxx is success, 2xxx the client's mistake, 3xxx the server's, 4xxx a hub's.
    pub status_code: u16,
    /// What the server says about it; its own words, not to be shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_message: Option<String>,
    /// The server's clock; none if it can't be read.
    #[serde(
        default,
        deserialize_with = "readable",
        skip_serializing_if = "Option::is_none"
    )]
    pub timestamp: Option<DateTime>,
}

/// Why an answer gives no data.
#[derive(Debug, Error)]
pub enum EnvelopeError {
    /// HTML, plain text or JSON cut off.
    #[error("the answer is not an OCPI envelope")]
    NotAnEnvelope(#[source] serde_json::Error),
    /// The server says that it failed.
    #[error("the server answered with OCPI status {status_code}")]
    Refused {
        /// OCPI's status, not HTTP's.
        status_code: u16,
        /// The server's own words.
        status_message: Option<String>,
    },
    /// A success without the data that was asked for, or with data of another shape.
    #[error("the answer says success but holds no {expected}")]
    NoData {
        /// What was asked for.
        expected: &'static str,
    },
    /// A list of more records than are taken.
    #[error("the answer holds more than {MOST_RECORDS} records")]
    TooMany,
}

impl<'a> Envelope<'a> {
    /// Reads the body of an answer.
    ///
    /// # Errors
    /// [`EnvelopeError::NotAnEnvelope`] for anything but a JSON object with a `status_code`.
    pub fn read(body: &'a str) -> Result<Self, EnvelopeError> {
        serde_json::from_str(body).map_err(EnvelopeError::NotAnEnvelope)
    }

    /// The server says that it did what it was asked for.
    pub fn is_success(&self) -> bool {
        (1000..2000).contains(&self.status_code)
    }

    /// The records of a list, each as its own text.
    ///
    /// # Errors
    /// [`EnvelopeError::Refused`] before anything else, [`EnvelopeError::NoData`] when there is no list,
    /// [`EnvelopeError::TooMany`] when it is longer than [`MOST_RECORDS`].
    pub fn list(&self) -> Result<Vec<&'a RawValue>, EnvelopeError> {
        let expected = "list";
        serde_json::from_str::<List<'a>>(self.data(expected)?.get())
            .map_err(|_| EnvelopeError::NoData { expected })?
            .0
            .ok_or(EnvelopeError::TooMany)
    }

    /// A single object. A list of one counts, since some answer so.
    ///
    /// # Errors
    /// As [`Self::list`].
    pub fn one(&self) -> Result<&'a RawValue, EnvelopeError> {
        let expected = "single object";
        let data = self.data(expected)?;
        if !data.get().starts_with('[') {
            return Ok(data);
        }
        match self.list()?.as_slice() {
            [only] => Ok(only),
            _ => Err(EnvelopeError::NoData { expected }),
        }
    }

    fn data(&self, expected: &'static str) -> Result<&'a RawValue, EnvelopeError> {
        if !self.is_success() {
            return Err(EnvelopeError::Refused {
                status_code: self.status_code,
                status_message: self.status_message.clone(),
            });
        }
        self.data
            .filter(|data| data.get() != "null")
            .ok_or(EnvelopeError::NoData { expected })
    }
}

/// The records of a list; `None` if they are too many.
struct List<'a>(Option<Vec<&'a RawValue>>);

impl<'de> Deserialize<'de> for List<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(UpToMost).map(Self)
    }
}

/// Keeps no more than are taken: a body of `{},{},…` would need many times its own size.
struct UpToMost;

impl<'de> Visitor<'de> for UpToMost {
    type Value = Option<Vec<&'de RawValue>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut records = Vec::new();
        while records.len() < MOST_RECORDS {
            match list.next_element()? {
                Some(record) => records.push(record),
                None => return Ok(Some(records)),
            }
        }
        let mut is_more = false;
        while list.next_element::<IgnoredAny>()?.is_some() {
            is_more = true;
        }
        Ok((!is_more).then_some(records))
    }
}

/// A clock that can't be read is no reason to lose a page.
fn readable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime>, D::Error> {
    let raw = Option::<&RawValue>::deserialize(deserializer)?;
    Ok(raw.and_then(|raw| serde_json::from_str(raw.get()).ok()))
}

/// The body of a successful answer; `data` is the text of a JSON value.
pub fn success(timestamp: DateTime, data: &str) -> String {
    format!(
        r#"{{"data":{data},"status_code":{SUCCESS},"status_message":"Success","timestamp":"{timestamp}"}}"#
    )
}

/// The body of a successful answer with a list, from the text of its records.
pub fn success_list<'a>(timestamp: DateTime, records: impl IntoIterator<Item = &'a str>) -> String {
    let mut data = String::from("[");
    for record in records {
        if data.len() > 1 {
            data.push(',');
        }
        data.push_str(record);
    }
    data.push(']');
    success(timestamp, &data)
}

/// The body of an answer that says why there is no data.
pub fn failure(timestamp: DateTime, status_code: u16, status_message: &str) -> String {
    let message = serde_json::Value::from(status_message);
    format!(
        r#"{{"status_code":{status_code},"status_message":{message},"timestamp":"{timestamp}"}}"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime {
        DateTime::parse("2026-11-23T09:14:00Z").unwrap()
    }

    #[test]
    fn a_list_comes_back_record_by_record() {
        let records = [r#"{"id":"1","kwh":1.50}"#, r#"{"id":"2"}"#];
        let body = success_list(now(), records);
        let envelope = Envelope::read(&body).unwrap();
        assert_eq!(
            envelope
                .list()
                .unwrap()
                .iter()
                .map(|raw| raw.get())
                .collect::<Vec<_>>(),
            records
        );
        assert_eq!(envelope.timestamp, Some(now()));
        assert!(success_list(now(), []).starts_with(r#"{"data":[],"#));
    }

    #[test]
    fn an_error_in_a_200_is_never_an_empty_list() {
        let envelope =
            Envelope::read(r#"{"status_code":3000,"data":[],"timestamp":"2026-11-23T09:14:00Z"}"#)
                .unwrap();
        assert!(matches!(
            envelope.list(),
            Err(EnvelopeError::Refused {
                status_code: 3000,
                ..
            })
        ));
        let body = failure(now(), INVALID_PARAMETERS, r#"date_from is "soon""#);
        let envelope = Envelope::read(&body).unwrap();
        assert_eq!(
            envelope.status_message.as_deref(),
            Some(r#"date_from is "soon""#)
        );
        assert!(matches!(
            envelope.one(),
            Err(EnvelopeError::Refused {
                status_code: 2001,
                ..
            })
        ));
    }

    #[test]
    fn a_list_of_one_is_a_single_object_and_a_list_of_two_is_not() {
        let one = |data: &str| {
            Envelope::read(&success(now(), data))
                .unwrap()
                .one()
                .map(|raw| raw.get().to_owned())
                .ok()
        };
        assert_eq!(one(r#"{"id":"1"}"#).as_deref(), Some(r#"{"id":"1"}"#));
        assert_eq!(one(r#"[ {"id":"1"} ]"#).as_deref(), Some(r#"{"id":"1"}"#));
        assert_eq!(one("[]"), None);
        assert_eq!(one("[{},{}]"), None);
        assert_eq!(one("null"), None);
    }

    #[test]
    fn success_without_a_list_is_no_empty_list() {
        for body in [
            r#"{"status_code":1000}"#,
            r#"{"status_code":1000,"data":null}"#,
            r#"{"status_code":1000,"data":{}}"#,
        ] {
            assert!(
                matches!(
                    Envelope::read(body).unwrap().list(),
                    Err(EnvelopeError::NoData { .. })
                ),
                "{body}"
            );
        }
    }

    #[test]
    fn a_list_is_taken_up_to_its_most_records_and_a_longer_one_not_at_all() {
        let list = |records: usize| {
            let body = success_list(now(), std::iter::repeat_n("{}", records));
            Envelope::read(&body)
                .unwrap()
                .list()
                .map(|records| records.len())
        };
        assert_eq!(list(MOST_RECORDS).ok(), Some(MOST_RECORDS));
        for more in [1, 2, MOST_RECORDS] {
            assert!(matches!(
                list(MOST_RECORDS + more),
                Err(EnvelopeError::TooMany)
            ));
        }
    }

    #[test]
    fn html_and_half_an_answer_are_no_envelope() {
        for body in [
            "<html>502</html>",
            "",
            r#"{"status_code":1000,"data":[{"#,
            "[]",
            r#"{"detail":"Not found"}"#,
        ] {
            assert!(
                matches!(Envelope::read(body), Err(EnvelopeError::NotAnEnvelope(_))),
                "{body}"
            );
        }
    }

    #[test]
    fn an_unreadable_clock_does_not_lose_the_page() {
        let envelope =
            Envelope::read(r#"{"status_code":1000,"data":[],"timestamp":"now"}"#).unwrap();
        assert_eq!(
            (envelope.timestamp, envelope.list().unwrap().len()),
            (None, 0)
        );
    }
}
