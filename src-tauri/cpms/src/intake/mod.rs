//! What records mean: from OCPI's wire types to ours, one by one. What can't be understood or can't be true
//! is rejected with the reason, and the page goes on.

mod cdr;
mod fields;
mod location;
mod plausible;
mod session;
mod tariff;

use chrono::{DateTime, Utc};
use model::{
    Amount, Arrival, Arrivals, Currency, Energy, Module, Party, RecordId, Reject, Version,
};
use ocpi::{CiString, Number, RecordError, fields::MOST_STRING_BYTES, record};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

/// Why a record can't be kept.
#[derive(Debug)]
pub(crate) struct Unfit {
    reason: &'static str,
    detail: String,
}

impl Unfit {
    fn new(reason: &'static str, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }
}

impl From<RecordError> for Unfit {
    fn from(error: RecordError) -> Self {
        Self::new(
            error.reason.code(),
            format!("{}: {}", error.path, error.message),
        )
    }
}

/// A record, and whether a number in it had to be rounded.
type Understood<T> = Result<(T, Rounded), Unfit>;

/// Remembers whether any number of a record was finer than what is kept of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rounded(bool);

impl Rounded {
    fn energy(&mut self, field: &str, kwh: Number) -> Result<Energy, Unfit> {
        let (energy, rounded) = Energy::from_kwh(kwh.decimal()).map_err(|_| too_large(field))?;
        self.0 |= rounded;
        Ok(energy)
    }

    fn amount(&mut self, field: &str, amount: Number) -> Result<Amount, Unfit> {
        let (amount, rounded) =
            Amount::from_decimal(amount.decimal()).map_err(|_| too_large(field))?;
        self.0 |= rounded;
        Ok(amount)
    }
}

fn too_large(field: &str) -> Unfit {
    Unfit::new("number-too-large", field)
}

/// Reads the records of a page; `clock` is the CPMS's.
pub(crate) fn read(
    module: Module,
    records: &[&RawValue],
    clock: DateTime<Utc>,
) -> (Arrivals, Vec<Reject>) {
    let mut rejects = Vec::new();
    let arrivals = match module {
        Module::Locations => {
            Arrivals::Locations(all(module, records, &mut rejects, location::understood))
        }
        Module::Tariffs => {
            Arrivals::Tariffs(all(module, records, &mut rejects, tariff::understood))
        }
        Module::Sessions => Arrivals::Sessions(all(module, records, &mut rejects, |wire| {
            let session = session::understood(wire)?;
            plausible::session(&session.0, clock)?;
            Ok(session)
        })),
        Module::Cdrs => Arrivals::Cdrs(all(module, records, &mut rejects, |wire| {
            let cdr = cdr::understood(wire)?;
            plausible::cdr(&cdr.0, clock)?;
            Ok(cdr)
        })),
    };
    (arrivals, rejects)
}

/// Reads records once more from the bytes that were kept of them: this program may understand what an older one did not,
/// and what lay in the future may be the past.
pub fn read_again(
    module: Module,
    kept: &[Vec<u8>],
    clock: DateTime<Utc>,
) -> (Arrivals, Vec<Reject>) {
    // they were cut out of a page as they stand: each is JSON
    let records: Vec<&RawValue> = kept
        .iter()
        .filter_map(|bytes| serde_json::from_slice(bytes).ok())
        .collect();
    read(module, &records, clock)
}

fn all<W: DeserializeOwned, T>(
    module: Module,
    records: &[&RawValue],
    rejects: &mut Vec<Reject>,
    understood: impl Fn(W) -> Understood<T>,
) -> Vec<Arrival<T>> {
    let mut arrivals = Vec::with_capacity(records.len());
    for record in records {
        let text = record.get();
        let one = record_of(text)
            .and_then(&understood)
            .and_then(|(record, rounded)| {
                let fields = fields::by_class(module, text)?;
                Ok(Arrival {
                    record,
                    bytes: text.as_bytes().into(),
                    fields,
                    rounded: rounded.0,
                })
            });
        match one {
            Ok(arrival) => arrivals.push(arrival),
            Err(Unfit { reason, detail }) => rejects.push(Reject {
                reason,
                detail,
                bytes: text.as_bytes().into(),
                version: version(text),
            }),
        }
    }
    arrivals
}

/// Which version of which record a text would be.
fn version(text: &str) -> Option<Version> {
    #[derive(Deserialize)]
    struct Head {
        country_code: String,
        party_id: String,
        id: String,
        last_updated: ocpi::DateTime,
    }
    if text.len() > model::MOST_RECORD_BYTES {
        return None;
    }
    let head: Head = serde_json::from_str(text).ok()?;
    let names = [&head.country_code, &head.party_id, &head.id];
    if names.iter().any(|name| name.len() > MOST_STRING_BYTES) {
        return None;
    }
    Some(Version {
        id: RecordId {
            party: Party {
                country_code: head.country_code.into(),
                party_id: head.party_id.into(),
            },
            id: head.id.into(),
        },
        last_updated: head.last_updated.0,
    })
}

fn record_of<W: DeserializeOwned>(text: &str) -> Result<W, Unfit> {
    if text.len() > model::MOST_RECORD_BYTES {
        return Err(Unfit::new(
            "record-too-large",
            format!("{} bytes", text.len()),
        ));
    }
    Ok(record::parse(text)?)
}

fn id(country_code: CiString, party_id: CiString, id: CiString) -> RecordId {
    RecordId {
        party: party(country_code, party_id),
        id: ours(id),
    }
}

fn party(country_code: CiString, party_id: CiString) -> Party {
    Party {
        country_code: ours(country_code),
        party_id: ours(party_id),
    }
}

fn ours(id: CiString) -> model::CiString {
    id.into_string().into()
}

fn currency(code: &str) -> Result<Currency, Unfit> {
    Currency::new(code).ok_or_else(|| Unfit::new("unknown-currency", "currency"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_not_understood_the_version_is_told_where_it_says_so() {
        let version_of = |text: &str| {
            let record = serde_json::value::to_raw_value(
                &serde_json::from_str::<serde_json::Value>(text).unwrap(),
            );
            let record = record.unwrap();
            let (_, rejects) = read(Module::Cdrs, &[&record], Utc::now());
            rejects.into_iter().next().unwrap().version
        };
        let head = r#"{"country_code": "DE", "party_id": "HVB", "id": "C1", "last_updated": "2026-11-20T09:00:00Z"}"#;
        let version = version_of(head).unwrap();
        assert_eq!(version.id.id.as_str(), "C1");
        assert_eq!(
            version.last_updated.to_rfc3339(),
            "2026-11-20T09:00:00+00:00"
        );
        assert_eq!(version_of(&head.replace("2026-11-20", "yesterday")), None);
        let endless = "C".repeat(MOST_STRING_BYTES + 1);
        assert_eq!(version_of(&head.replace("C1", &endless)), None);
        assert_eq!(version_of(r#"{"id": 7}"#), None);
        assert_eq!(version_of("[]"), None);
    }
}
