//! Prices a CDR again from its tariff, and says whether the CPMS charged the same.
//!
//! Pure: bytes and values in, values out; no file, no clock. What a tariff means is worked out by `ocpi-tariffs`,
//! which no other room uses: whatever makes data to test this against must have an opinion of its own. A price
//! that can't be worked out is no difference: it is [`State::Impossible`], with the reason, and nothing of it is
//! guessed. The CPMS's own figures are never changed or filled in.
//!
//! Start at [`price`], then [`State`] for what is said of a CDR and [`Reason`] for why.

mod calculate;
mod compare;
mod named;
mod priced;

pub use model::{Component, PricePart as Part, PriceReason as Reason, PriceState as State};
pub use priced::Priced;

use chrono_tz::Tz;
use model::{ChargingCost, Currency};

/// A CDR as the CPMS sent it, and what was understood of it when it landed.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The CPMS's own bytes: of a credit, those of the CDR that it takes back, if that is here.
    pub record: Option<&'a [u8]>,
    /// Whether it is a credit.
    pub is_credit: bool,
    /// The currency of its cost.
    pub currency: Currency,
    /// What the CPMS charged; of a credit what it takes off, below zero.
    pub charged: ChargingCost,
    /// The Location's.
    pub time_zone: Tz,
}

/// Prices one CDR: from the tariffs that it carries, else from the one that it names, asked for by `kept`.
///
/// Time is cut in the Location's own zone. Amounts are rounded once, by `Rounding::Line`. A credit is priced as
/// the CDR that it takes back, with the sign turned.
///
/// Source: OCPI 2.2.1, cdrs (CDR object, Credit CDRs) and tariffs (TariffElement, PriceComponent).
pub fn price<'a>(question: &Question<'_>, kept: impl FnOnce(&str) -> Option<&'a [u8]>) -> Priced {
    let Some(record) = question.record else {
        return Priced::impossible(Reason::NoOriginal);
    };
    let mut by_kept = None;
    let calculated = named::in_record(record).and_then(|named| {
        let tariff = match named.tariff()? {
            named::Named::Own(tariff) => tariff,
            named::Named::Kept(id) => {
                let tariff = kept(&id).and_then(|bytes| std::str::from_utf8(bytes).ok());
                by_kept = Some(id);
                tariff.ok_or(Reason::NoTariff)?
            }
        };
        calculate::price(&named.by(tariff)?, question)
    });
    let mut priced = match calculated {
        Ok(calculated) => compare::with_charged(calculated, question),
        Err(reason) => Priced::impossible(reason),
    };
    priced.by_kept = by_kept;
    priced
}
