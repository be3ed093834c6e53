//! What `ocpi-tariffs` makes of a CDR, in our own words: exact sums by component, and what the CPMS says of each.

use chrono::TimeDelta;
use model::{Amount, OutOfRange};
use ocpi_tariffs::{
    Kwh, Money, Price, Version, cdr,
    price::{Dimension, Report, TariffSource, Warning},
};
use rust_decimal::Decimal;

use crate::{Component, Part, Question, Reason};

/// A price as it was worked out, for the record that it was worked out from.
pub(crate) struct Calculated {
    pub net: Amount,
    pub gross: Option<Amount>,
    pub parts: Vec<Part>,
    /// What the CPMS charged net for each component, where it says so.
    pub charged: Vec<(Component, Amount)>,
}

/// Prices a record by the one tariff that it carries.
pub(crate) fn price(record: &str, question: &Question<'_>) -> Result<Calculated, Reason> {
    let cdr = cdr::parse_with_version(record, Version::V221).map_err(|_| Reason::Unreadable)?;
    let source = TariffSource::UseCdr;
    let report =
        cdr::price(&cdr.cdr, source, question.time_zone).map_err(|errors| {
            match errors.into_parts().0.into_warning() {
                Warning::NoPeriods => Reason::NoPeriods,
                Warning::NoValidTariff => Reason::NoTariff,
                _ => Reason::Unreadable,
            }
        })?;
    let report = report.ignore_warnings();
    if report.tariff_used.currency.into_str() != question.currency.to_string() {
        return Err(Reason::OtherCurrency);
    }
    // an amount beyond all bounds is no price
    calculated(&report).map_err(|OutOfRange| Reason::Unreadable)
}

fn calculated(report: &Report) -> Result<Calculated, OutOfRange> {
    let (mut energy, mut time) = (Exact::default(), Exact::default());
    let (mut parking, mut flat) = (Exact::default(), Exact::default());
    for period in &report.periods {
        let dimensions = &period.dimensions;
        energy.add(dimensions.energy.as_ref(), |kwh: Kwh| kwh.into());
        time.add(dimensions.duration_charging.as_ref(), hours);
        parking.add(dimensions.duration_idle.as_ref(), hours);
        flat.add(Some(&dimensions.flat), |()| Decimal::ONE);
    }
    let exact = [
        (Component::Energy, energy),
        (Component::Time, time),
        (Component::Parking, parking),
        (Component::Flat, flat),
    ];
    let mut total = Exact::default();
    for (_, part) in &exact {
        total.net = total.net.saturating_add(part.net);
        total.gross = sum(total.gross, part.gross);
    }
    let (net, gross) = in_all(&total, report.total_cost.calculated)?;
    let parts = exact.iter().filter(|(_, part)| part.is_priced);
    let parts = parts.map(|(component, part)| part.on_line(*component));
    Ok(Calculated {
        net,
        gross,
        parts: parts.collect::<Result<_, _>>()?,
        charged: charged(report)?,
    })
}

/// The exact sum, once rounded; unless the tariff's least or highest price took its place, which is what
/// `ocpi-tariffs` then has for a total.
fn in_all(exact: &Exact, total: Option<Price>) -> Result<(Amount, Option<Amount>), OutOfRange> {
    let Some(total) = total else {
        // nothing of the tariff applied, and so it is free
        return Ok((Amount::default(), Some(Amount::default())));
    };
    let one = |exact: Decimal, total: Money| {
        let total = Decimal::from(total);
        Amount::on_line(if is_rounded_from(total, exact) {
            exact
        } else {
            total
        })
    };
    let gross = match (exact.gross, total.incl_vat) {
        (Some(exact), Some(total)) => Some(one(exact, total)?),
        (None, _) | (_, None) => None,
    };
    Ok((one(exact.net, total.excl_vat)?, gross))
}

/// `ocpi-tariffs` rounds totals to four decimals.
fn is_rounded_from(total: Decimal, exact: Decimal) -> bool {
    let half = Decimal::new(5, 5);
    total.saturating_sub(exact).abs() <= half
}

fn charged(report: &Report) -> Result<Vec<(Component, Amount)>, OutOfRange> {
    let of_components = [
        (Component::Energy, report.total_energy_cost.cdr),
        (Component::Time, report.total_charging_time_cost.cdr),
        (Component::Parking, report.total_idle_cost.cdr),
        (Component::Flat, report.total_fixed_cost.cdr),
    ];
    let said = of_components
        .into_iter()
        .filter_map(|(component, price)| Some((component, price?)));
    said.map(|(component, price)| Ok((component, Amount::on_line(price.excl_vat.into())?)))
        .collect()
}

/// Sums before rounding.
struct Exact {
    is_priced: bool,
    quantity: Decimal,
    /// `Some(None)` once there was a second one.
    price: Option<Option<Decimal>>,
    net: Decimal,
    gross: Option<Decimal>,
}

impl Default for Exact {
    fn default() -> Self {
        Self {
            is_priced: false,
            quantity: Decimal::ZERO,
            price: None,
            net: Decimal::ZERO,
            gross: Some(Decimal::ZERO),
        }
    }
}

impl Exact {
    fn add<V: ocpi_tariffs::Cost>(
        &mut self,
        dimension: Option<&Dimension<V>>,
        quantity: impl FnOnce(V) -> Decimal,
    ) {
        // what no element of the tariff prices is not billed
        let Some((dimension, component)) =
            dimension.and_then(|dimension| Some((dimension, dimension.price.as_ref()?)))
        else {
            return;
        };
        let Some(cost) = dimension.cost() else {
            return;
        };
        let price = Decimal::from(component.price());
        self.is_priced = true;
        self.quantity = self
            .quantity
            .saturating_add(quantity(dimension.billed_volume));
        self.price = match self.price {
            None => Some(Some(price)),
            Some(before) => Some(before.filter(|before| *before == price)),
        };
        self.net = self.net.saturating_add(cost.excl_vat.into());
        self.gross = sum(self.gross, cost.incl_vat.map(Decimal::from));
    }

    fn on_line(&self, component: Component) -> Result<Part, OutOfRange> {
        let net = Amount::on_line(self.net)?;
        let gross = self.gross.map(Amount::on_line).transpose()?;
        Ok(Part {
            component,
            quantity: self.quantity.normalize(),
            price: self.price.flatten(),
            net,
            vat: gross.map(|gross| gross - net),
            gross,
        })
    }
}

/// Of two amounts of which one is not known, the sum is not, either.
fn sum(one: Option<Decimal>, other: Option<Decimal>) -> Option<Decimal> {
    Some(one?.saturating_add(other?))
}

fn hours(time: TimeDelta) -> Decimal {
    Decimal::from(time.num_milliseconds()) / Decimal::from(3_600_000)
}
