//! The records of a world as pages, to be landed.

use chrono::{DateTime, Utc};
use model::{Arrival, Arrivals, FieldClass, RecordId};

use super::Cpms;
use crate::{Cursor, Page};

impl Cpms {
    /// Locations, sessions and CDRs, a page each, in the order in which they are pulled.
    ///
    /// The bytes of a record say no more than which it is and when it was updated; its only field is of class D.
    pub fn pages(&self) -> Vec<Page> {
        let of = |arrivals| Page {
            arrivals,
            rejects: Vec::new(),
            cursor: Cursor::default(),
        };
        vec![
            of(Arrivals::Locations(arrive(&self.locations, |location| {
                (&location.id, location.last_updated)
            }))),
            of(Arrivals::Sessions(arrive(&self.sessions, |session| {
                (&session.id, session.last_updated)
            }))),
            of(Arrivals::Cdrs(arrive(&self.cdrs, |cdr| {
                (&cdr.id, cdr.last_updated)
            }))),
        ]
    }
}

fn arrive<T: Clone>(
    records: &[T],
    name: impl Fn(&T) -> (&RecordId, DateTime<Utc>),
) -> Vec<Arrival<T>> {
    let arrival = |record: &T| {
        let (id, updated) = name(record);
        let bytes = serde_json::json!({
            "country_code": id.party.country_code.as_str(),
            "party_id": id.party.party_id.as_str(),
            "id": id.id.as_str(),
            "last_updated": updated,
        });
        let bytes = bytes.to_string();
        Arrival {
            record: record.clone(),
            fields: vec![(FieldClass::Identity, bytes.clone())],
            bytes: bytes.into_bytes().into(),
            rounded: false,
        }
    };
    records.iter().map(arrival).collect()
}
