use rust_decimal::Decimal;

use crate::Amount;

/// How what the CPMS charged for a CDR compares with its own tariff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PriceState {
    /// Net and gross are equal to four decimals.
    Same,
    /// Each is within half a hundredth of the currency unit.
    Rounding,
    /// One is further away.
    Different,
    /// It can't be said.
    Impossible,
}

/// Why a CDR is different, or can't be priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PriceReason {
    /// Different: the cost of a component, the one that is furthest away.
    Cost(Component),
    /// Different: the VAT; net is right.
    Vat,
    /// Different: the total, and of no component the CPMS says what it charged for it, or all of them are right.
    Total,
    /// Impossible: it carries no tariff and names none that is here, or none that was valid when it began.
    NoTariff,
    /// Impossible: it does not say what was used when.
    NoPeriods,
    /// Impossible: it is charged in another currency than its tariff's.
    OtherCurrency,
    /// Impossible: more than one tariff applied, one after the other.
    SeveralTariffs,
    /// Impossible: it bills a reservation, which is not worked out here.
    Reservation,
    /// Impossible: it is a credit, and what it takes back is not here.
    NoOriginal,
    /// Impossible: the CDR or its tariff does not say what a price could be worked out from.
    Unreadable,
}

/// What a price is made of.
///
/// Source: OCPI 2.2.1, tariffs, TariffDimensionType enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// By kWh.
    Energy,
    /// By hours of charging.
    Time,
    /// By hours of not charging.
    Parking,
    /// Once.
    Flat,
}

/// One component of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PricePart {
    /// Of what.
    pub component: Component,
    /// What is billed after `step_size`: kWh, hours, or once.
    pub quantity: Decimal,
    /// Net, for one; `None` where it was not the same all the time.
    pub price: Option<Decimal>,
    /// Without VAT.
    pub net: Amount,
    /// The VAT, where the tariff says it.
    pub vat: Option<Amount>,
    /// With VAT, where the tariff says it.
    pub gross: Option<Amount>,
}
