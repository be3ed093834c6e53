//! Which rate of VAT an amount falls under.
//!
//! A CDR says what it costs with VAT and without, and its tariff which rates there are: a rate is named only where the
//! tariff states it and it gives the amount.

use model::Amount;
use rust_decimal::Decimal;
use store::RecordField;

use super::components::text;

/// A percentage.
pub(crate) type Rate = Decimal;

/// The rates that a CDR's own tariffs state: of which component, and which.
///
/// Source: OCPI 2.2.1, tariffs, PriceComponent class.
pub(super) fn stated(fields: &[RecordField]) -> Vec<(String, Rate)> {
    let mut rates: Vec<(String, Rate)> = fields
        .iter()
        .filter_map(|field| {
            let component = field.path.strip_suffix(".vat")?;
            let rate: Rate = field.text.parse().ok()?;
            let of = text(fields, &format!("{component}.type"))?;
            Some((of.to_owned(), rate.normalize()))
        })
        .collect();
    rates.sort();
    rates.dedup();
    rates
}

/// The rate of an amount: one that is stated for its component if that gives it, else any that does.
pub(super) fn rate(stated: &[(String, Rate)], of: &str, net: Amount, vat: Amount) -> Option<Rate> {
    let rounded_away = rounded_away(net + vat);
    let gives = |rate: Rate| {
        let exact = Decimal::from(net.minor4()) * rate / Decimal::ONE_HUNDRED;
        (exact - Decimal::from(vat.minor4())).abs() <= rounded_away
    };
    let own = stated.iter().filter(|(component, _)| component == of);
    let others = stated.iter().filter(|(component, _)| component != of);
    let mut rates = own.chain(others).map(|(_, rate)| *rate);
    rates.find(|rate| gives(*rate))
}

/// What rounding to as many places as an amount has can have taken from it.
fn rounded_away(amount: Amount) -> Decimal {
    let place = [10_000, 1_000, 100, 10]
        .into_iter()
        .find(|place| amount.minor4() % place == 0);
    // whole units are mostly chance: nobody rounds to them
    Decimal::from(place.unwrap_or(1).min(100)) / Decimal::TWO
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<RecordField> {
        let component = |at: usize, of: &str, vat: &str| {
            let path = format!("tariffs[0].elements[{at}].price_components[0]");
            [("type", of), ("vat", vat)].map(|(name, text)| RecordField {
                path: format!("{path}.{name}"),
                text: text.into(),
            })
        };
        [component(0, "ENERGY", "19.0"), component(1, "FLAT", "7")].concat()
    }

    #[test]
    fn a_rate_is_the_components_own_if_it_gives_the_amount() {
        let stated = stated(&fields());
        let rate = |of, net, vat| {
            let (net, vat) = (Amount::from_minor4(net), Amount::from_minor4(vat));
            rate(&stated, of, net, vat).map(|rate| rate.to_string())
        };
        assert_eq!(rate("ENERGY", 101_165, 19_221).as_deref(), Some("19"));
        assert_eq!(rate("FLAT", 5_000, 350).as_deref(), Some("7"));
        // so little that either rate gives it: the component's own
        assert_eq!(rate("FLAT", 100, 0).as_deref(), Some("7"));
        assert_eq!(rate("FLAT", 2_500, 475).as_deref(), Some("19"));
        // 16 % was charged, and nobody states it
        assert_eq!(rate("ENERGY", 2_500, 400), None);
        // the CPMS charged another rate than the tariff has for it
        assert_eq!(rate("FLAT", 50_000, 9_500).as_deref(), Some("19"));
        assert_eq!(rate("ENERGY", 101_165, 20_233), None);
    }
}
