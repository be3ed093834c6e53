//! Which tariff a CDR is to be priced by: read from the CPMS's bytes, before anything is worked out.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Reason;

/// What decides about the tariff. Everything may be missing or `null`, as CPMSs have it.
#[derive(Deserialize)]
pub(crate) struct Record<'a> {
    #[serde(borrow)]
    tariffs: Option<Vec<&'a RawValue>>,
    charging_periods: Option<Vec<Period>>,
    #[serde(borrow)]
    total_reservation_cost: Option<&'a RawValue>,
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
    pub(crate) fn tariff(&self) -> Result<Named<'a>, Reason> {
        if self
            .total_reservation_cost
            .is_some_and(|cost| !is_nothing(cost))
        {
            return Err(Reason::Reservation);
        }
        let periods = self.charging_periods.as_deref().unwrap_or_default();
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
