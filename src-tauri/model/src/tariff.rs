use chrono::{DateTime, Utc};

use crate::{Currency, RecordId};

/// A price list of a CPO. What it prices, and how, is read from the CPMS's own bytes by `pricing`.
///
/// Source: OCPI 2.2.1, tariffs, Tariff object.
#[derive(Clone, Debug, PartialEq)]
pub struct Tariff {
    /// Its name in the CPMS.
    pub id: RecordId,
    /// The currency of its prices.
    pub currency: Currency,
    /// When the CPMS last changed it.
    pub last_updated: DateTime<Utc>,
}
