//! What can't be true. Late arrival alone never is a reason.

use chrono::{DateTime, TimeDelta, Utc};
use model::{BEGINNING, Cdr, Session};

use super::Unfit;

/// A record is updated no earlier than it starts; clocks may differ by this.
const MOST_BEFORE_START: TimeDelta = TimeDelta::hours(48);
const MOST_AHEAD: TimeDelta = TimeDelta::hours(24);

pub(super) fn session(session: &Session, clock: DateTime<Utc>) -> Result<(), Unfit> {
    start(session.started_at, session.last_updated, clock)?;
    if session
        .ended_at
        .is_some_and(|ended| ended < session.started_at)
    {
        return Err(Unfit::new("ends-before-start", "end_date_time"));
    }
    if session.energy.wh() < 0 {
        return Err(Unfit::new("negative-energy", "kwh"));
    }
    Ok(())
}

pub(super) fn cdr(cdr: &Cdr, clock: DateTime<Utc>) -> Result<(), Unfit> {
    start(cdr.started_at, cdr.last_updated, clock)?;
    if cdr.ended_at < cdr.started_at {
        return Err(Unfit::new("ends-before-start", "end_date_time"));
    }
    // a credit may carry any sign: what it takes off is the same
    if cdr.credit.is_none() && cdr.energy.wh() < 0 {
        return Err(Unfit::new("negative-energy", "total_energy"));
    }
    Ok(())
}

fn start(
    started_at: DateTime<Utc>,
    last_updated: DateTime<Utc>,
    clock: DateTime<Utc>,
) -> Result<(), Unfit> {
    if started_at - last_updated > MOST_BEFORE_START {
        return Err(Unfit::new("starts-after-update", "start_date_time"));
    }
    if started_at - clock > MOST_AHEAD {
        return Err(Unfit::new("starts-in-the-future", "start_date_time"));
    }
    if started_at < BEGINNING {
        return Err(Unfit::new("starts-before-2010", "start_date_time"));
    }
    Ok(())
}
