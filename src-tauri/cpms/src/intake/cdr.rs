use model::{Cdr, Credit};
use ocpi::v2_2_1 as wire;

use super::{
    Rounded, Understood, currency, id, ours,
    session::{cost, token},
};

pub(super) fn understood(cdr: wire::Cdr) -> Understood<Cdr> {
    let mut rounded = Rounded::default();
    let reference_id = cdr.credit_reference_id.map(ours);
    let cdr = Cdr {
        id: id(cdr.country_code, cdr.party_id, cdr.id),
        session_id: cdr.session_id.map(ours),
        started_at: cdr.start_date_time.utc(),
        ended_at: cdr.end_date_time.utc(),
        location_id: ours(cdr.cdr_location.id),
        evse_uid: cdr.cdr_location.evse_uid.map(ours),
        evse_id: cdr.cdr_location.evse_id.map(ours),
        token: token(cdr.cdr_token),
        energy: rounded.energy("total_energy", cdr.total_energy)?,
        currency: currency(&cdr.currency)?,
        cost: cost(&mut rounded, &cdr.total_cost)?,
        credit: (cdr.credit == Some(true)).then_some(Credit { reference_id }),
        last_updated: cdr.last_updated.utc(),
    };
    Ok((cdr, rounded))
}
