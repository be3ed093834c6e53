//! A list as it was found: which rows it has, in their order. Kept by the Reader under one Scope, and never leaves.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::{OfCdrs, PriceCheck, SessionFilter, SessionOrder, SessionState, Sum, row::CDR};
use crate::{
    Cell,
    error::ReadError,
    reader::{
        ask_for,
        cut::number,
        places::LocalDays,
        running::{LONGEST_SESSION, LONGEST_SILENCE},
    },
    wire::{Count, Minor4, Wh},
    writer::json,
};

/// A list, and what it comes to.
pub(in crate::reader) struct Listing {
    pub filter: SessionFilter,
    pub keys: Vec<RecordKey>,
    pub energy: Wh,
    pub net: Cell<Vec<Sum>>,
    pub net_of: Option<OfCdrs>,
}

/// A record's own key, and when it started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reader) struct RecordKey {
    /// As in `raw.kind`.
    pub kind: u8,
    pub record: i64,
    pub started_at: i64,
}

/// As the statement tells it: kind, record, when it started, energy, whether its money is shown, currency and net.
#[derive(serde::Deserialize)]
struct Found<'a>(
    u8,
    i64,
    i64,
    i64,
    u8,
    #[serde(borrow)] Option<Cow<'a, str>>,
    Option<i64>,
);

/// Whether a property is named, and which: of no property is one, too.
type Property = Option<Option<i64>>;

impl Listing {
    pub(in crate::reader) async fn find(
        db: &mut SqliteConnection,
        filter: &SessionFilter,
        has_money: bool,
        now: DateTime<Utc>,
    ) -> Result<Self, ReadError> {
        let days = LocalDays {
            from: filter.from,
            to: filter.to,
        };
        let mut listing = Self {
            filter: filter.clone(),
            keys: Vec::new(),
            energy: Wh::new(0),
            // of nothing it is told by the Scope alone: a property that is not there is as one that may not be seen
            net: if has_money {
                Cell::Shown(Vec::new())
            } else {
                Cell::Hidden
            },
            net_of: None,
        };
        let Some(property) = property(db, filter.property.as_deref()).await? else {
            return Ok(listing);
        };
        let asked = match &filter.evse {
            Some(key) => Some(json(&evses(db, key).await?)),
            None => None,
        };
        let text = filter.text.trim();
        let (evses, locations) = places(db, text).await?;
        ask_for(db, days.anywhere()).await?;
        let found: String = sqlx::query_scalar(include_str!("../../sql/sessions/keys.sql"))
            .bind(number(filter.from))
            .bind(number(filter.to))
            .bind(property.is_some())
            .bind(property.flatten())
            .bind(filter.state.map(state))
            .bind(filter.price.map(price))
            .bind((!text.is_empty()).then(|| like(text)))
            .bind(json(&evses))
            .bind(json(&locations))
            .bind(order(filter.order))
            .bind(if filter.is_ascending { 1 } else { -1 })
            .bind((now - LONGEST_SESSION).timestamp_millis())
            .bind((now - LONGEST_SILENCE).timestamp_millis())
            .bind(asked)
            .fetch_one(db)
            .await?;
        let found: Vec<Found<'_>> =
            serde_json::from_str(&found).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        let (mut energy, mut net) = (0_i64, BTreeMap::<&str, i64>::new());
        for Found(_, _, _, energy_wh, _, currency, net_of_it) in &found {
            energy = energy.saturating_add(*energy_wh);
            if let (Some(currency), Some(amount)) = (currency, net_of_it) {
                let sum = net.entry(currency).or_default();
                *sum = sum.saturating_add(*amount);
            }
        }
        listing.energy = Wh::new(energy);
        if !found.is_empty() {
            let sum = |(currency, amount): (&str, i64)| Sum {
                currency: currency.to_owned(),
                amount: Minor4::new(amount),
            };
            let is_any = found
                .iter()
                .any(|Found(_, _, _, _, has_money, ..)| *has_money == 1);
            listing.net = if is_any {
                Cell::Shown(net.into_iter().map(sum).collect())
            } else {
                Cell::Hidden
            };
        }
        listing.net_of = net_of(&found);
        listing.keys = found
            .iter()
            .map(|Found(kind, record, started_at, ..)| RecordKey {
                kind: *kind,
                record: *record,
                started_at: *started_at,
            })
            .collect();
        Ok(listing)
    }
}

/// Of how many of the CDRs found the money is shown, where it is of some and not of all.
fn net_of(found: &[Found<'_>]) -> Option<OfCdrs> {
    let cdrs = found.iter().filter(|Found(kind, ..)| *kind == CDR);
    let (mut shown, mut all) = (0, 0);
    for Found(_, _, _, _, has_money, ..) in cdrs {
        all += 1;
        shown += i64::from(*has_money);
    }
    (0 < shown && shown < all).then(|| OfCdrs {
        shown: Count::new(shown),
        all: Count::new(all),
    })
}

/// `None` for one that is not there, or not for this person: the two are the same.
async fn property(
    db: &mut SqliteConnection,
    named: Option<&str>,
) -> Result<Option<Property>, sqlx::Error> {
    let Some(named) = named else {
        return Ok(Some(None));
    };
    let (tenant, unit) = named.split_once('/').unwrap_or(("", named));
    if unit == "-" {
        return Ok(Some(Some(None)));
    }
    let unit: Option<i64> = sqlx::query_scalar(
        "SELECT u.unit FROM v_tenant t CROSS JOIN v_unit u ON u.tenant = t.tenant
         WHERE t.id = ? AND u.id = ? AND u.property = u.unit",
    )
    .bind(tenant)
    .bind(unit)
    .fetch_optional(db)
    .await?;
    Ok(unit.map(|unit| Some(Some(unit))))
}

/// The EVSEs that go by a key, more than one where a CPMS gives an id at two Locations. Also such that this person sees
/// nothing of: nothing of these may be told but by rows that are seen.
async fn evses(db: &mut SqliteConnection, key: &str) -> Result<Vec<i64>, sqlx::Error> {
    sqlx::query_scalar(include_str!("../../sql/sessions/evses.sql"))
        .bind(key)
        .fetch_all(db)
        .await
}

#[derive(sqlx::FromRow)]
struct PlaceName {
    evse: Option<i64>,
    location: i64,
    names: String,
}

/// The EVSEs and Locations in whose names a text is, whatever its case.
async fn places(
    db: &mut SqliteConnection,
    text: &str,
) -> Result<(Vec<i64>, Vec<i64>), sqlx::Error> {
    if text.is_empty() {
        return Ok(Default::default());
    }
    let wanted = text.to_lowercase();
    let names: Vec<PlaceName> = sqlx::query_as(
        "SELECT p.evse, p.location, concat_ws(char(10), p.uid, p.evse_id, p.label) AS names FROM v_place p
         UNION ALL
         SELECT NULL, l.location, concat_ws(char(10), l.id, l.name) FROM v_location l",
    )
    .fetch_all(db)
    .await?;
    let (mut evses, mut locations) = (Vec::new(), Vec::new());
    for place in names {
        if place.names.to_lowercase().contains(&wanted) {
            match place.evse {
                Some(evse) => evses.push(evse),
                None => locations.push(place.location),
            }
        }
    }
    Ok((evses, locations))
}

/// A pattern of a text that is data, whatever signs are in it.
fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// As the statement names it.
fn state(state: SessionState) -> &'static str {
    match state {
        SessionState::Running => "running",
        SessionState::Stalled => "stalled",
        SessionState::Unbilled => "unbilled",
        SessionState::Pending => "pending",
        SessionState::Reserved => "reserved",
        SessionState::Billed => "billed",
        SessionState::Credit => "credit",
    }
}

fn price(price: PriceCheck) -> &'static str {
    match price {
        PriceCheck::Unpriced => "unpriced",
        PriceCheck::Same => "same",
        PriceCheck::Rounding => "rounding",
        PriceCheck::Different => "different",
        PriceCheck::Impossible => "impossible",
    }
}

fn order(order: SessionOrder) -> &'static str {
    match order {
        SessionOrder::Started => "started",
        SessionOrder::Duration => "duration",
        SessionOrder::Energy => "energy",
        SessionOrder::Net => "net",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_for_as_it_stands() {
        assert_eq!(like("50%_a\\b"), r"%50\%\_a\\b%");
    }
}
