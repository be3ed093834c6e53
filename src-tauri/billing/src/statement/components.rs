//! What the CPMS says that a CDR's cost is made of, and under which rate of VAT each part falls.

use std::{cell::OnceCell, collections::BTreeMap};

use model::Amount;
use rust_decimal::Decimal;
use store::{LineMoney, PriceCheck, RecordField, SessionPart};

use super::vat::{self, Rate};

/// What a part of a cost is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Component {
    /// By kWh.
    Energy,
    /// By hours of charging.
    Time,
    /// By hours of standing there.
    Parking,
    /// Once.
    Flat,
    /// For keeping a place free.
    Reservation,
    /// What the CPMS does not break down.
    Other,
    /// What a tariff's maximum or minimum price takes off or adds.
    Limit,
    /// What is left since parts are rounded one by one.
    Rounding,
}

/// A part of a CDR's cost, as the CPMS charged it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub component: Component,
    /// How much of it by the tariff, where the tariff gives this very amount.
    pub quantity: Option<Decimal>,
    /// Net for one, likewise, where that was one price all the time.
    pub price: Option<Decimal>,
    pub net: Amount,
    pub gross: Option<Amount>,
    /// The rate of VAT; `None` where the tariff states none that gives the amount.
    pub rate: Option<Rate>,
}

/// What there is in OCPI, in the order in which bills have it: our own word, the tariff's, the CDR's.
///
/// Source: OCPI 2.2.1, cdrs, CDR object; tariffs, TariffDimensionType enum.
const COMPONENTS: [(Component, &str, &str, &str); 5] = [
    (Component::Energy, "energy", "ENERGY", "total_energy_cost"),
    (Component::Time, "time", "TIME", "total_time_cost"),
    (
        Component::Parking,
        "parking",
        "PARKING_TIME",
        "total_parking_cost",
    ),
    (Component::Flat, "flat", "FLAT", "total_fixed_cost"),
    (
        Component::Reservation,
        "reservation",
        "",
        "total_reservation_cost",
    ),
];

/// Up to half a hundredth of the currency unit is lost by rounding to hundredths.
const ROUNDED_AWAY: i64 = 50;

/// The fields of a CDR that its parts are read from.
pub(super) fn is_wanted(path: &str) -> bool {
    let is_cost = COMPONENTS.iter().any(|(_, _, _, cost)| {
        let rest = path.strip_prefix(cost);
        matches!(rest, Some(".excl_vat" | ".incl_vat"))
    });
    is_cost
        || path.starts_with("tariffs[")
            && path.contains(".price_components[")
            && (path.ends_with("].type") || path.ends_with("].vat"))
}

/// The parts of a CDR's cost: they come to its net, and to its gross where each says one.
pub(super) fn of(money: &LineMoney, is_credit: bool) -> Vec<Part> {
    let fields: BTreeMap<&str, &str> = money
        .fields
        .iter()
        .map(|field| (field.path.as_str(), field.text.as_str()))
        .collect();
    let amount = |path: String| {
        let text = fields.get(path.as_str())?;
        let value: Decimal = text
            .parse()
            .or_else(|_| Decimal::from_scientific(text))
            .ok()?;
        let (amount, _) = Amount::from_decimal(value).ok()?;
        Some(if is_credit {
            amount.as_credit()
        } else {
            amount
        })
    };
    let rates = OnceCell::new();
    let rate = |of: &str, net: Amount, gross: Option<Amount>| {
        let rates = rates.get_or_init(|| vat::stated(&money.fields));
        vat::rate(rates, of, net, gross? - net)
    };
    let mut parts: Vec<Part> = COMPONENTS
        .into_iter()
        .filter_map(|(component, ours, dimension, cost)| {
            let net = amount(format!("{cost}.excl_vat"))?;
            let gross = amount(format!("{cost}.incl_vat"));
            let explained = explained(money, ours, net);
            let number = |text: &str| text.parse().ok();
            (net != Amount::default() || gross.is_some_and(|gross| gross != net)).then(|| Part {
                component,
                quantity: explained.and_then(|part| number(&part.quantity)),
                price: explained.and_then(|part| number(part.price.as_deref()?)),
                rate: rate(dimension, net, gross),
                net,
                gross,
            })
        })
        .collect();
    let rest = parts.iter().fold(money.net, |rest, part| rest - part.net);
    let known: Option<Amount> = parts
        .iter()
        .try_fold(Amount::default(), |sum, part| Some(sum + part.gross?));
    let gross = money.gross.zip(known).map(|(gross, known)| gross - known);
    if rest != Amount::default() || gross.is_some_and(|gross| gross != Amount::default()) {
        let is_rounding = |amount: Amount| amount.minor4().abs() <= ROUNDED_AWAY;
        let component = if is_rounding(rest) && gross.is_none_or(is_rounding) {
            Component::Rounding
        } else if is_explained(money.check) {
            Component::Limit
        } else {
            Component::Other
        };
        parts.push(Part {
            component,
            quantity: None,
            price: None,
            // what rounding leaves falls under the rate that was rounded, where there is one alone
            rate: common(&parts)
                .filter(|_| component == Component::Rounding)
                .or_else(|| rate("", rest, gross)),
            net: rest,
            gross,
        });
    }
    parts
}

/// The rate that all parts have.
fn common(parts: &[Part]) -> Option<Rate> {
    let first = parts.first()?.rate;
    first.filter(|_| parts.iter().all(|part| part.rate == first))
}

/// Whether the tariff comes to what was charged.
fn is_explained(check: PriceCheck) -> bool {
    match check {
        PriceCheck::Same | PriceCheck::Rounding => true,
        PriceCheck::Unpriced | PriceCheck::Different | PriceCheck::Impossible => false,
    }
}

/// What the tariff says of a component, where that explains what was charged.
fn explained<'m>(money: &'m LineMoney, component: &str, net: Amount) -> Option<&'m SessionPart> {
    if !is_explained(money.check) {
        return None;
    }
    let mut parts = money.our_parts.iter();
    let part = parts.find(|part| part.component == component)?;
    (part.net.get().abs() == net.minor4().abs()).then_some(part)
}

/// The text of a field.
pub(super) fn text<'f>(fields: &'f [RecordField], path: &str) -> Option<&'f str> {
    let field = fields.iter().find(|field| field.path == path)?;
    Some(&field.text)
}
