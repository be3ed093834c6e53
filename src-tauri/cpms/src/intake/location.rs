use chrono_tz::Tz;
use model::{Connector, Evse, EvseStatus, Location};
use ocpi::v2_2_1::{self as wire, Status};

use super::{Rounded, Understood, Unfit, id, ours};

pub(super) fn understood(location: wire::Location) -> Understood<Location> {
    let time_zone: Tz = location
        .time_zone
        .parse()
        .map_err(|_| Unfit::new("unknown-time-zone", "time_zone"))?;
    let location = Location {
        id: id(location.country_code, location.party_id, location.id),
        name: location.name,
        address: location.address,
        city: location.city,
        postal_code: location.postal_code,
        country: location.country,
        time_zone,
        evses: location.evses.into_iter().map(evse).collect(),
        last_updated: location.last_updated.utc(),
    };
    Ok((location, Rounded::default()))
}

fn evse(evse: wire::Evse) -> Evse {
    Evse {
        uid: ours(evse.uid),
        evse_id: evse.evse_id.map(ours),
        label: evse.physical_reference,
        status: status(&evse.status),
        connectors: evse.connectors.into_iter().map(connector).collect(),
        last_updated: evse.last_updated.utc(),
    }
}

fn connector(connector: wire::Connector) -> Connector {
    Connector {
        id: ours(connector.id),
        standard: connector.standard.as_str().to_owned(),
        power_type: connector.power_type.as_str().to_owned(),
        max_power_w: connector.max_electric_power,
    }
}

fn status(status: &Status) -> EvseStatus {
    match status {
        Status::Available => EvseStatus::Available,
        Status::Blocked => EvseStatus::Blocked,
        Status::Charging => EvseStatus::Charging,
        Status::Inoperative => EvseStatus::Inoperative,
        Status::OutOfOrder => EvseStatus::OutOfOrder,
        Status::Planned => EvseStatus::Planned,
        Status::Removed => EvseStatus::Removed,
        Status::Reserved => EvseStatus::Reserved,
        Status::Unknown | Status::Unlisted(_) => EvseStatus::Unknown,
    }
}
