//! One session in full: when what happened, what it cost and should have cost, and the CPMS's own record.
//!
//! Nothing is worked out here that could differ from what was charged: the CPMS's fields are read as they stand, our own
//! price is the one that was kept, and the two are put side by side.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use model::{Amount, Energy};
use rust_decimal::Decimal;
use serde::Serialize;
use specta::Type;
use store::{
    Cell, ReadError, Reader, RecordField, SessionDetail, SessionPart, SessionRow, Visible,
    wire::{Count, Minor4, Wh},
};

/// A session in full.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// As the list has it.
    pub row: SessionRow,
    /// What happened, in its order.
    pub periods: Vec<ChargingPeriod>,
    /// The same in fewer words: periods one after another that are alike as one.
    pub stretches: Vec<ChargingPeriod>,
    /// What it cost, component by component; hidden without class C.
    pub components: Cell<Vec<ComponentCost>>,
    /// What it comes to by its tariff, without VAT.
    pub our_net: Cell<Minor4>,
    /// With VAT, where the tariff says it.
    pub our_gross: Cell<Minor4>,
    /// How much more the CPMS charged, without VAT.
    pub net_difference: Cell<Minor4>,
    /// Why its price differs or can't be worked out: a word of [`model::PriceReason`]'s.
    pub price_reason: Cell<String>,
    /// The fields of the CDR; none of what no CDR bills.
    pub cdr: Vec<RecordField>,
    /// Those of the Session, where it is here.
    pub session: Vec<RecordField>,
}

/// A stretch of a session in which nothing changed that its price depends on.
///
/// Source: OCPI 2.2.1, cdrs, ChargingPeriod class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChargingPeriod {
    /// When it began, RFC 3339 in the Location's own time.
    pub started_at: String,
    /// So many minutes after the first one began.
    pub offset: Count,
    /// How long it took: up to the next one, or to the session's end. Nothing while it goes on.
    pub minutes: Option<Count>,
    /// What was charged in it.
    pub energy: Option<Wh>,
    /// Whether the vehicle stood there and did not charge.
    pub is_parking: bool,
}

/// What one component cost, by the CPMS and by its tariff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComponentCost {
    /// `energy`, `time`, `parking`, `flat` or `reservation`.
    pub component: String,
    /// What is billed by the tariff: kWh, hours, or once; a decimal.
    pub quantity: Option<String>,
    /// Net for one of them; nothing where it was not the same all the time.
    pub price: Option<String>,
    /// By the tariff, without VAT.
    pub ours: Option<Minor4>,
    /// By the CPMS, without VAT; nothing where it does not say.
    pub theirs: Option<Minor4>,
}

/// Asks for one session. `None`: there is none of this id, or not for this person.
///
/// # Errors
/// The Reader's.
pub async fn session(
    reader: &mut Reader,
    id: &str,
    now: DateTime<Utc>,
) -> Result<Visible<Option<Session>>, ReadError> {
    let found = reader.session(id, now).await?;
    Ok(found.map(|found| found.map(shaped)))
}

fn shaped(detail: SessionDetail) -> Session {
    let told = if detail.cdr.is_empty() {
        &detail.session
    } else {
        &detail.cdr
    };
    let fields: BTreeMap<&str, &str> = told
        .iter()
        .map(|field| (field.path.as_str(), field.text.as_str()))
        .collect();
    let periods = periods(&fields, detail.time_zone);
    let components = detail.our_parts.clone();
    let components = match components {
        Cell::Shown(ours) => Cell::Shown(costs(ours, &fields)),
        // there is no price of ours: the CPMS's own stands alone
        Cell::Empty => Cell::Shown(costs(Vec::new(), &fields)),
        other => other.map(|_| Vec::new()),
    };
    let net_difference = match (&detail.row.net, &detail.our_net) {
        (Cell::Shown(theirs), Cell::Shown(ours)) => {
            Cell::Shown(Minor4::new(theirs.get() - ours.get()))
        }
        (_, ours) => ours.map(|_| Minor4::new(0)),
    };
    Session {
        row: detail.row,
        stretches: stretches(&periods),
        periods,
        components,
        our_net: detail.our_net,
        our_gross: detail.our_gross,
        net_difference,
        price_reason: detail.price_reason,
        cdr: detail.cdr,
        session: detail.session,
    }
}

/// The record's charging periods. One that can't be read is left out: the record itself is on screen, too.
fn periods(fields: &BTreeMap<&str, &str>, zone: Tz) -> Vec<ChargingPeriod> {
    let instant = |path: &str| {
        let text = fields.get(path)?;
        let zoned = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
        // OCPI's instants may be without a zone: they are UTC then
        let plain = || text.parse::<chrono::NaiveDateTime>().map(|at| at.and_utc());
        zoned.or_else(|_| plain()).ok()
    };
    let end = instant("end_date_time");
    let starts: Vec<(usize, DateTime<Utc>)> = (0..)
        .map_while(|at| {
            let start = format!("charging_periods[{at}].start_date_time");
            fields.contains_key(start.as_str()).then_some((at, start))
        })
        .filter_map(|(at, start)| Some((at, instant(&start)?)))
        .collect();
    let first = starts.first().map(|(_, start)| *start);
    let next = |at: usize| starts.get(at + 1).map(|(_, start)| *start);
    let mut periods = Vec::with_capacity(starts.len());
    for (position, (at, start)) in starts.iter().enumerate() {
        let until = next(position).or(end);
        let volume = |kind: &str| volume(fields, *at, kind);
        let energy = volume("ENERGY").and_then(|kwh| Energy::from_kwh(kwh).ok());
        let parked = volume("PARKING_TIME").is_some_and(|hours| hours > Decimal::ZERO);
        let minutes = |from: DateTime<Utc>, until: DateTime<Utc>| {
            Count::new((until - from).num_minutes().max(0))
        };
        periods.push(ChargingPeriod {
            started_at: start
                .with_timezone(&zone)
                .to_rfc3339_opts(SecondsFormat::Secs, false),
            offset: first.map_or(Count::new(0), |first| minutes(first, *start)),
            minutes: until.map(|until| minutes(*start, until)),
            energy: energy.map(|(energy, _)| Wh::new(energy.wh())),
            is_parking: parked,
        });
    }
    periods
}

/// A CPMS may cut a period every quarter of an hour, for its meter's sake.
fn stretches(periods: &[ChargingPeriod]) -> Vec<ChargingPeriod> {
    let mut stretches: Vec<ChargingPeriod> = Vec::new();
    for period in periods {
        match stretches.last_mut() {
            Some(last) if last.is_parking == period.is_parking => {
                let until = period.minutes.map(|minutes| {
                    Count::new(period.offset.get() + minutes.get() - last.offset.get())
                });
                last.minutes = until;
                last.energy = match (last.energy, period.energy) {
                    (Some(one), Some(other)) => Some(Wh::new(one.get() + other.get())),
                    (one, other) => one.or(other),
                };
            }
            Some(_) | None => stretches.push(period.clone()),
        }
    }
    stretches
}

fn volume(fields: &BTreeMap<&str, &str>, period: usize, kind: &str) -> Option<Decimal> {
    let dimension = (0..)
        .map(|at| format!("charging_periods[{period}].dimensions[{at}]"))
        .map_while(|path| {
            let found = fields.get(format!("{path}.type").as_str())?;
            Some((path, *found))
        })
        .find(|(_, found)| *found == kind)?;
    decimal(fields, &format!("{}.volume", dimension.0))
}

/// A number as the CPMS wrote it, if it is one.
fn decimal(fields: &BTreeMap<&str, &str>, path: &str) -> Option<Decimal> {
    let text = fields.get(path)?;
    text.parse()
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}

/// The components that either names, in the order in which bills have them.
fn costs(ours: Vec<SessionPart>, fields: &BTreeMap<&str, &str>) -> Vec<ComponentCost> {
    const COMPONENTS: [(&str, &str); 5] = [
        ("energy", "total_energy_cost.excl_vat"),
        ("time", "total_time_cost.excl_vat"),
        ("parking", "total_parking_cost.excl_vat"),
        ("flat", "total_fixed_cost.excl_vat"),
        ("reservation", "total_reservation_cost.excl_vat"),
    ];
    let cost = |(component, path): (&str, &str)| {
        let ours = ours.iter().find(|part| part.component == component);
        let theirs = decimal(fields, path).and_then(|net| Amount::from_decimal(net).ok());
        let theirs = theirs.map(|(net, _)| Minor4::new(net.minor4()));
        (ours.is_some() || theirs.is_some()).then(|| ComponentCost {
            component: component.to_owned(),
            quantity: ours.map(|part| part.quantity.clone()),
            price: ours.and_then(|part| part.price.clone()),
            ours: ours.map(|part| part.net),
            theirs,
        })
    };
    COMPONENTS.into_iter().filter_map(cost).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A night in Berlin: two hours of charging, then the car stands there over the change of the clock.
    fn fields() -> BTreeMap<&'static str, &'static str> {
        [
            ("end_date_time", "2026-10-25T02:30:00Z"),
            (
                "charging_periods[0].start_date_time",
                "2026-10-24T22:00:00Z",
            ),
            ("charging_periods[0].dimensions[0].type", "ENERGY"),
            ("charging_periods[0].dimensions[0].volume", "11.25"),
            ("charging_periods[1].start_date_time", "2026-10-25T00:00:00"),
            ("charging_periods[1].dimensions[0].type", "TIME"),
            ("charging_periods[1].dimensions[0].volume", "2.5"),
            ("charging_periods[1].dimensions[1].type", "PARKING_TIME"),
            ("charging_periods[1].dimensions[1].volume", "2.5"),
            ("total_energy_cost.excl_vat", "3.9375"),
            ("total_parking_cost.excl_vat", "1.5"),
        ]
        .into()
    }

    #[test]
    fn periods_follow_each_other_in_the_locations_own_time() {
        let periods = periods(&fields(), Tz::Europe__Berlin);
        let told: Vec<_> = periods
            .iter()
            .map(|period| {
                (
                    period.started_at.as_str(),
                    period.minutes.map(Count::get),
                    period.energy.map(Wh::get),
                    period.is_parking,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("2026-10-25T00:00:00+02:00", Some(120), Some(11_250), false),
                ("2026-10-25T02:00:00+02:00", Some(150), None, true),
            ]
        );
    }

    #[test]
    fn periods_that_are_alike_are_one_stretch() {
        let mut fields = fields();
        fields.extend([
            (
                "charging_periods[2].start_date_time",
                "2026-10-25T01:00:00Z",
            ),
            ("charging_periods[2].dimensions[0].type", "PARKING_TIME"),
            ("charging_periods[2].dimensions[0].volume", "1.5"),
        ]);
        let periods = periods(&fields, Tz::Europe__Berlin);
        let stretches = stretches(&periods);
        let minutes = |of: &[ChargingPeriod]| -> Vec<_> {
            of.iter().map(|one| one.minutes.map(Count::get)).collect()
        };
        assert_eq!(minutes(&periods), [Some(120), Some(60), Some(90)]);
        assert_eq!(minutes(&stretches), [Some(120), Some(150)]);
    }

    #[test]
    fn a_component_that_either_side_names_stands_beside_the_others() {
        let ours = vec![
            SessionPart {
                component: "energy".into(),
                quantity: "11.25".into(),
                price: Some("0.35".into()),
                net: Minor4::new(39_375),
                gross: None,
            },
            SessionPart {
                component: "flat".into(),
                quantity: "1".into(),
                price: Some("0.5".into()),
                net: Minor4::new(5_000),
                gross: None,
            },
        ];
        let costs = costs(ours, &fields());
        let told: Vec<_> = costs
            .iter()
            .map(|cost| {
                (
                    cost.component.as_str(),
                    cost.ours.map(Minor4::get),
                    cost.theirs.map(Minor4::get),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("energy", Some(39_375), Some(39_375)),
                ("parking", None, Some(15_000)),
                ("flat", Some(5_000), None),
            ]
        );
    }
}
