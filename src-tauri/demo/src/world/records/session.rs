//! Sessions: what runs, as of its last meter value, and what is over.

use std::sync::Arc;

use ocpi::v2_2_1::{AuthMethod, SessionStatus};

use super::{cdr_token, evse_uid, kwh, location_id, price, text};
use crate::world::Charge;
use crate::world::calendar::{MINUTE, instant};
use crate::world::happening::Key;
use crate::world::people::{COUNTRY, PARTY, Who, token};

/// A charge point sends its meter's value so often.
const METER_VALUES: i64 = MINUTE;

/// The same for one session whenever it is asked for.
pub(crate) fn id(key: Key) -> String {
    format!(
        "S-{}-{}-{}-{}",
        key.end / 60,
        key.town + 1,
        key.stream,
        key.slot
    )
}

/// When a session changed last, as of an instant.
pub(crate) fn last_updated(charge: &Charge<'_>, now: i64) -> i64 {
    let end = charge.course.end;
    if now >= end {
        return end;
    }
    let start = charge.course.start;
    start + (now - start).max(0) / METER_VALUES * METER_VALUES
}

pub(crate) fn record(charge: &Charge<'_>, now: i64) -> Arc<str> {
    let (place, course) = (&charge.place, &charge.course);
    let property = place.stream.property;
    let changed = last_updated(charge, now);
    let is_over = now >= course.end && !charge.is_stalled;
    text(&ocpi::v2_2_1::Session {
        country_code: COUNTRY.into(),
        party_id: PARTY.into(),
        id: id(charge.key).into(),
        start_date_time: instant(course.start).into(),
        end_date_time: is_over.then(|| instant(course.end).into()),
        kwh: kwh(course.energy_by(changed)),
        cdr_token: cdr_token(token(place.world.seed, place.town, charge.who)),
        auth_method: auth_method(charge.who),
        authorization_reference: None,
        location_id: location_id(place.town, property).into(),
        evse_uid: Some(evse_uid(place.town, property, charge.evse).into()),
        connector_id: Some("1".into()),
        meter_id: None,
        currency: "EUR".to_owned(),
        charging_periods: Vec::new(),
        total_cost: is_over.then(|| price(charge.first_cost().total)),
        status: if is_over {
            SessionStatus::Completed
        } else {
            SessionStatus::Active
        },
        last_updated: instant(changed).into(),
    })
}

pub(super) fn auth_method(who: Who) -> AuthMethod {
    match who {
        Who::Ours { .. } => AuthMethod::Whitelist,
        Who::Roaming(_) => AuthMethod::AuthRequest,
        Who::Once(_) => AuthMethod::Command,
    }
}
