use model::Tariff;
use ocpi::v2_2_1 as wire;

use super::{Rounded, Understood, currency, id};

pub(super) fn understood(tariff: wire::Tariff) -> Understood<Tariff> {
    let tariff = Tariff {
        currency: currency(&tariff.currency)?,
        id: id(tariff.country_code, tariff.party_id, tariff.id),
        last_updated: tariff.last_updated.utc(),
    };
    Ok((tariff, Rounded::default()))
}
