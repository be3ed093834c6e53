//! What CDRs come to.

use std::collections::BTreeMap;

use model::{Amount, Energy};
use rust_decimal::Decimal;

use super::{Component, Item, vat::Rate};

/// A sum over CDRs of one currency, credits taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    /// CDRs that are not credits.
    pub cdrs: i64,
    pub credits: i64,
    pub energy: Energy,
    pub net: Amount,
    /// Nothing where not every CDR says it.
    pub gross: Option<Amount>,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            cdrs: 0,
            credits: 0,
            energy: Energy::default(),
            net: Amount::default(),
            gross: Some(Amount::default()),
        }
    }
}

impl Sum {
    pub fn of<'i>(items: impl IntoIterator<Item = &'i Item>) -> Self {
        items.into_iter().fold(Self::default(), Self::with)
    }

    /// With one more.
    pub fn with(self, item: &Item) -> Self {
        Self {
            cdrs: self.cdrs + i64::from(!item.is_credit),
            credits: self.credits + i64::from(item.is_credit),
            energy: Energy::from_wh(self.energy.wh() + item.energy.wh()),
            net: self.net + item.net,
            gross: self.gross.zip(item.gross).map(|(sum, gross)| sum + gross),
        }
    }

    /// The VAT in it.
    pub fn vat(&self) -> Option<Amount> {
        self.gross.map(|gross| gross - self.net)
    }
}

/// What parts under one rate of VAT come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taxed {
    pub net: Amount,
    pub vat: Amount,
    /// Parts that don't say what they are with VAT, without it.
    pub untaxed: Amount,
    /// How much of a component, where the tariff says it for all of its parts.
    pub quantity: Option<Decimal>,
    has_parts: bool,
}

impl Taxed {
    fn add(&mut self, net: Amount, gross: Option<Amount>, quantity: Option<Decimal>) {
        match gross {
            Some(gross) => self.vat = self.vat + (gross - net),
            None => self.untaxed = self.untaxed + net,
        }
        self.net = self.net + net;
        self.quantity = if self.has_parts {
            self.quantity
                .zip(quantity)
                .map(|(sum, quantity)| sum + quantity)
        } else {
            quantity
        };
        self.has_parts = true;
    }

    /// Whether it comes to no money at all.
    pub fn is_nothing(&self) -> bool {
        self.net == Amount::default() && self.vat == Amount::default()
    }

    /// With VAT, where all of it says it.
    pub fn gross(&self) -> Option<Amount> {
        (self.untaxed == Amount::default()).then(|| self.net + self.vat)
    }
}

/// By component and rate of VAT, both in order; a rate that is not known comes first.
pub(crate) fn by_component(items: &[Item]) -> BTreeMap<(Component, Option<Rate>), Taxed> {
    let mut sums = BTreeMap::<_, Taxed>::new();
    for item in items {
        for part in &item.parts {
            let sign = if item.is_credit {
                Decimal::NEGATIVE_ONE
            } else {
                Decimal::ONE
            };
            let quantity = match part.component {
                // said by the CDR itself, whatever its price
                Component::Energy => Some(Decimal::new(item.energy.wh(), 3)),
                _ => part.quantity.map(|quantity| sign * quantity.abs()),
            };
            let sum = sums.entry((part.component, part.rate)).or_default();
            sum.add(part.net, part.gross, quantity);
        }
    }
    sums
}

/// By rate of VAT alone.
pub(crate) fn by_rate(items: &[Item]) -> BTreeMap<Option<Rate>, Taxed> {
    let mut sums = BTreeMap::<_, Taxed>::new();
    for part in items.iter().flat_map(|item| &item.parts) {
        let sum = sums.entry(part.rate).or_default();
        sum.add(part.net, part.gross, None);
    }
    sums
}
