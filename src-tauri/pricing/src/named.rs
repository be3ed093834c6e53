//! Which tariff a CDR is to be priced by, and what of either a price rests on: read from the CPMS's bytes, before
//! anything is worked out. The rest (who and where) is most of a record, and is handed to nobody.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Reason;

/// What a price rests on. Everything may be missing or `null`, as CPMSs have it.
#[derive(Deserialize, Serialize)]
pub(crate) struct Record<'a> {
    #[serde(borrow, skip_serializing)]
    tariffs: Option<Vec<&'a RawValue>>,
    #[serde(borrow, skip_serializing)]
    total_reservation_cost: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    start_date_time: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    end_date_time: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    charging_periods: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    total_cost: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    total_energy: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    total_time: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    total_parking_time: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    total_fixed_cost: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    total_energy_cost: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    total_time_cost: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    total_parking_cost: Option<&'a RawValue>,
}

/// The same of a tariff.
#[derive(Deserialize, Serialize)]
struct Tariff<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    country_code: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    party_id: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    currency: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    min_price: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    max_price: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    elements: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    start_date_time: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    end_date_time: Option<&'a RawValue>,
}

#[derive(Serialize)]
struct Priceable<'a> {
    #[serde(flatten)]
    cdr: &'a Record<'a>,
    tariffs: [Tariff<'a>; 1],
}

#[derive(Deserialize)]
struct Period {
    tariff_id: Option<String>,
}

#[derive(Deserialize)]
struct TariffId {
    id: String,
}

/// A tariff to price by.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Named<'a> {
    /// The CDR's own copy.
    Own(&'a str),
    /// One that it only names, compared as CiString.
    Kept(String),
}

/// What a CDR says of itself.
pub(crate) fn in_record(bytes: &[u8]) -> Result<Record<'_>, Reason> {
    serde_json::from_slice(bytes).map_err(|_| Reason::Unreadable)
}

impl<'a> Record<'a> {
    /// What a price rests on, as one CDR with one tariff: `ocpi-tariffs` takes longer to begin to read than to read.
    pub(crate) fn by(&self, tariff: &str) -> Result<String, Reason> {
        let tariff = serde_json::from_str(tariff).map_err(|_| Reason::Unreadable)?;
        let priceable = Priceable {
            cdr: self,
            tariffs: [tariff],
        };
        serde_json::to_string(&priceable).map_err(|_| Reason::Unreadable)
    }

    pub(crate) fn tariff(&self) -> Result<Named<'a>, Reason> {
        if self
            .total_reservation_cost
            .is_some_and(|cost| !is_nothing(cost))
        {
            return Err(Reason::Reservation);
        }
        let periods = self.charging_periods.map(|periods| {
            serde_json::from_str::<Vec<Period>>(periods.get()).map_err(|_| Reason::Unreadable)
        });
        let periods = periods.transpose()?.unwrap_or_default();
        if periods.is_empty() {
            return Err(Reason::NoPeriods);
        }
        let mut ids = periods
            .iter()
            .filter_map(|period| period.tariff_id.as_deref());
        let id = ids.next();
        if let Some(id) = id
            && ids.any(|other| !other.eq_ignore_ascii_case(id))
        {
            return Err(Reason::SeveralTariffs);
        }
        let own = self.tariffs.as_deref().unwrap_or_default();
        match (own, id) {
            ([], None) => Err(Reason::NoTariff),
            ([], Some(id)) => Ok(Named::Kept(id.to_owned())),
            ([only], None) => Ok(Named::Own(only.get())),
            (_, None) => Err(Reason::SeveralTariffs),
            (own, Some(id)) => {
                let named = |tariff: &&&RawValue| {
                    serde_json::from_str::<TariffId>(tariff.get())
                        .is_ok_and(|tariff| tariff.id.eq_ignore_ascii_case(id))
                };
                // where the ids don't fit, a CDR with one tariff can mean no other
                let found = own.iter().find(named).or(match own {
                    [only] => Some(only),
                    _ => None,
                });
                found
                    .map(|tariff| Named::Own(tariff.get()))
                    .ok_or(Reason::NoTariff)
            }
        }
    }
}

/// `null`, a zero, or a price of zero.
fn is_nothing(cost: &RawValue) -> bool {
    // digits outside of names say it without reading numbers, whose form is the CPMS's own affair
    !cost.get().bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tariff(record: &str) -> Result<Named<'_>, Reason> {
        in_record(record.as_bytes())?.tariff()
    }

    #[test]
    fn a_cdr_is_priced_by_the_tariff_that_its_periods_name() {
        let two = r#""tariffs":[{"id":"A"},{"id":"B"}]"#;
        let cases = [
            (format!(r#"{{{two},"charging_periods":[{{"tariff_id":"b"}}]}}"#), Ok(Named::Own(r#"{"id":"B"}"#))),
            (format!(r#"{{{two},"charging_periods":[{{"tariff_id":"C"}}]}}"#), Err(Reason::NoTariff)),
            (format!(r#"{{{two},"charging_periods":[{{}}]}}"#), Err(Reason::SeveralTariffs)),
            (
                format!(r#"{{{two},"charging_periods":[{{"tariff_id":"A"}},{{"tariff_id":"B"}}]}}"#),
                Err(Reason::SeveralTariffs),
            ),
            (
                r#"{"tariffs":[{"id":"A"}],"charging_periods":[{"tariff_id":"a"},{"tariff_id":null}]}"#.into(),
                Ok(Named::Own(r#"{"id":"A"}"#)),
            ),
            (r#"{"tariffs":[],"charging_periods":[{"tariff_id":"A"}]}"#.into(), Ok(Named::Kept("A".into()))),
            (r#"{"tariffs":null,"charging_periods":[{}]}"#.into(), Err(Reason::NoTariff)),
            (r#"{"tariffs":[{"id":"A"}],"charging_periods":[]}"#.into(), Err(Reason::NoPeriods)),
            (r#"{"tariffs":[{"id":"A"}]}"#.into(), Err(Reason::NoPeriods)),
            (r#"{"tariffs":7}"#.into(), Err(Reason::Unreadable)),
        ];
        for (record, expected) in &cases {
            assert_eq!(&tariff(record), expected, "{record}");
        }
    }

    #[test]
    fn a_reservation_that_costs_something_is_not_worked_out() {
        let with = |cost: &str| {
            format!(
                r#"{{"tariffs":[{{"id":"A"}}],"charging_periods":[{{}}],"total_reservation_cost":{cost}}}"#
            )
        };
        for nothing in ["null", "0", r#"{"excl_vat":0.00}"#] {
            assert!(tariff(&with(nothing)).is_ok(), "{nothing}");
        }
        assert_eq!(
            tariff(&with(r#"{"excl_vat":0.5}"#)),
            Err(Reason::Reservation)
        );
    }
}
