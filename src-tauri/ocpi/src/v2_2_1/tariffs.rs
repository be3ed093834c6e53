//! The Tariffs module: what charging costs.

use serde::{Deserialize, Serialize};

use super::{DisplayText, EnergyMix, Price};
use crate::list::list;
use crate::number::{whole, whole_or_absent};
use crate::wire_enum::{closed_enum, open_enum};
use crate::{CiString, DateTime, Number};

/// A tariff: elements in order, of which the first that fits wins, for each dimension by itself.
///
/// Source: OCPI 2.2.1, Tariffs module, Tariff object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    /// Country of the CPO, ISO 3166-1 alpha-2.
    pub country_code: CiString,
    /// The CPO.
    pub party_id: CiString,
    /// Unique with the CPO.
    pub id: CiString,
    /// ISO 4217 code of all amounts.
    pub currency: String,
    /// What sessions it is for; absent is all.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<TariffType>,
    /// The tariff in words.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tariff_alt_text: Vec<DisplayText>,
    /// Where it is explained.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tariff_alt_url: Option<String>,
    /// What a session costs at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_price: Option<Price>,
    /// What a session costs at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_price: Option<Price>,
    /// Its elements.
    #[serde(default, deserialize_with = "list")]
    pub elements: Vec<TariffElement>,
    /// Since when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date_time: Option<DateTime>,
    /// Until when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date_time: Option<DateTime>,
    /// The energy it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy_mix: Option<EnergyMix>,
    /// When it last changed.
    pub last_updated: DateTime,
}

open_enum! {
    /// What sessions a tariff is for.
    ///
    /// Source: OCPI 2.2.1, Tariffs module, TariffType enum.
    TariffType {
        AdHocPayment = "AD_HOC_PAYMENT",
        ProfileCheap = "PROFILE_CHEAP",
        ProfileFast = "PROFILE_FAST",
        ProfileGreen = "PROFILE_GREEN",
        Regular = "REGULAR",
    }
}

/// Prices, and when they hold.
///
/// Source: OCPI 2.2.1, Tariffs module, TariffElement class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffElement {
    /// The prices, at most one a dimension.
    #[serde(default, deserialize_with = "list")]
    pub price_components: Vec<PriceComponent>,
    /// When they hold; absent is always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restrictions: Option<TariffRestrictions>,
}

/// The price of one dimension.
///
/// Source: OCPI 2.2.1, Tariffs module, PriceComponent class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceComponent {
    /// Of what.
    #[serde(rename = "type")]
    pub kind: TariffDimensionType,
    /// Net price per kWh or hour, or once.
    pub price: Number,
    /// VAT in percent; absent is none, or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat: Option<Number>,
    /// What is billed in one piece, in Wh or seconds.
    #[serde(deserialize_with = "whole")]
    pub step_size: i64,
}

closed_enum! {
    /// What is priced. Closed: a price of something unknown can't be worked out.
    ///
    /// Source: OCPI 2.2.1, Tariffs module, TariffDimensionType enum.
    TariffDimensionType {
        Energy = "ENERGY",
        Flat = "FLAT",
        ParkingTime = "PARKING_TIME",
        Time = "TIME",
    }
}

/// When an element holds: all that is given has to be met.
///
/// Source: OCPI 2.2.1, Tariffs module, TariffRestrictions class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffRestrictions {
    /// From this local time `HH:MM` on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Until this local time `HH:MM`, of the next day if it is earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// From this local day `YYYY-MM-DD` on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// Before this local day `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// From this many kWh on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_kwh: Option<Number>,
    /// Below this many kWh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_kwh: Option<Number>,
    /// From this many A on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_current: Option<Number>,
    /// Below this many A.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_current: Option<Number>,
    /// From this many kW on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_power: Option<Number>,
    /// Below this many kW.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_power: Option<Number>,
    /// From this many seconds on.
    #[serde(
        default,
        deserialize_with = "whole_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub min_duration: Option<i64>,
    /// Below this many seconds.
    #[serde(
        default,
        deserialize_with = "whole_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub max_duration: Option<i64>,
    /// On these days; empty is all.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub day_of_week: Vec<DayOfWeek>,
    /// For the cost of a reservation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation: Option<ReservationRestrictionType>,
}

closed_enum! {
    /// A day of the week.
    ///
    /// Source: OCPI 2.2.1, Tariffs module, DayOfWeek enum.
    DayOfWeek {
        Monday = "MONDAY",
        Tuesday = "TUESDAY",
        Wednesday = "WEDNESDAY",
        Thursday = "THURSDAY",
        Friday = "FRIDAY",
        Saturday = "SATURDAY",
        Sunday = "SUNDAY",
    }
}

closed_enum! {
    /// Which reservations an element prices.
    ///
    /// Source: OCPI 2.2.1, Tariffs module, ReservationRestrictionType enum.
    ReservationRestrictionType {
        Reservation = "RESERVATION",
        ReservationExpires = "RESERVATION_EXPIRES",
    }
}
