//! What was charged, one by one: a list to leaf through, and each of its rows in full.
//!
//! A row is a CDR, or a Session that no CDR bills. A list is found once, in its order, and kept by the Reader as its
//! own keys; its pages are then read by these, so that any part of a million rows is as near as the first.

mod column;
mod detail;
mod id;
mod list;
mod listing;
mod row;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Cell,
    wire::{Count, Minor4, Wh},
};
pub use column::{SessionColumn, SessionColumns};
pub use detail::{RecordField, SessionDetail, SessionPart};
pub(super) use detail::{fields_of, parts_of};
pub(super) use id::IdKey;
pub use list::has_rows_across;
pub(super) use listing::Listing;
pub(super) use row::price_check;

/// Which sessions are listed, and in what order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionFilter {
    /// The first local day on which they started.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// `TENANT/UNIT`, or `TENANT/-` for what belongs to no property.
    pub property: Option<String>,
    /// The key of an EVSE, as figures by EVSE have it.
    pub evse: Option<String>,
    /// How far they are.
    pub state: Option<SessionState>,
    /// How their price compares.
    pub price: Option<PriceCheck>,
    /// What somebody looks for: in the ids of sessions and CDRs, and in the names of EVSEs and Locations.
    pub text: String,
    /// By what they are put in order.
    pub order: SessionOrder,
    /// Least first.
    pub is_ascending: bool,
}

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SessionState {
    /// It goes on.
    Running,
    /// It says that it goes on, and can't.
    Stalled,
    /// It has ended, and no CDR bills it.
    Unbilled,
    /// It waits to begin.
    Pending,
    /// It is a reservation.
    Reserved,
    /// A CDR bills it.
    Billed,
    /// It is a credit CDR.
    Credit,
}

/// How a CDR's price compares with its tariff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PriceCheck {
    /// It has not been priced again yet.
    Unpriced,
    /// Net and gross are equal to four decimals.
    Same,
    /// Each is within half a hundredth of the currency unit.
    Rounding,
    /// One is further away.
    Different,
    /// It can't be said.
    Impossible,
}

/// By what sessions are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SessionOrder {
    /// When they started.
    Started,
    /// How long they took.
    Duration,
    /// How much was charged.
    Energy,
    /// What that cost, net.
    Net,
}

/// Which rows of a list are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionPage {
    /// So many rows come before them.
    pub skip: u32,
    /// So many rows, [`MOST_ROWS`] at most.
    pub take: u32,
    /// Finds the list anew, and not as it was found when it was asked for first.
    pub afresh: bool,
    /// Says who charged, as far as that may be known. Whoever is named is put down in the audit log.
    pub with_people: bool,
}

/// More rows than these are read in several pages.
pub const MOST_ROWS: u32 = 200;

/// How far through a list something has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Reached {
    /// So many rows are done.
    pub rows: Count,
    /// Of so many.
    pub of: Count,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionList {
    /// Whether it has to be of one property, and none was named: then it has no rows.
    pub wants_property: bool,
    /// When the CPMS was last asked, by its own clock; nothing before it ever was.
    pub as_of: Option<String>,
    /// The day since when everything is here, `YYYY-MM-DD`; nothing while nothing is complete.
    pub complete_from: Option<String>,
    /// Whether the days asked for reach before that day.
    pub is_incomplete: bool,
    /// So many rows the whole list has.
    pub rows: Count,
    /// Energy of all of them, credits taken off; of running ones nothing.
    pub energy: Wh,
    /// What the CDRs among them cost net, by currency; of those alone whose money is shown.
    pub net: Cell<Vec<Sum>>,
    /// Where that is of some of the CDRs, of how many; nothing where it is of all or none.
    pub net_of: Option<OfCdrs>,
    /// Whether this person is told who charged, of whatever rows.
    pub has_people: bool,
    /// How many come before these.
    pub skipped: Count,
    /// The rows asked for. One that is there no more is `None`.
    pub page: Vec<Option<SessionRow>>,
}

/// Of so many CDRs, and so many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfCdrs {
    /// Those whose money is shown.
    pub shown: Count,
    /// All that are listed.
    pub all: Count,
}

/// Money in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Sum {
    /// ISO 4217.
    pub currency: String,
    /// So much of it.
    pub amount: Minor4,
}

/// A CDR, or a Session that no CDR bills.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionRow {
    /// What it is asked for by: made of its tenant's key, and no id of the CPMS's.
    pub id: String,
    /// How far it is.
    pub state: SessionState,
    /// When it started, RFC 3339 in the Location's own time.
    pub started_at: String,
    /// When it ended, likewise; of a running one nothing.
    pub ended_at: Option<String>,
    /// How long it took, in minutes, the one begun left out.
    pub minutes: Option<Count>,
    /// The property's name; nothing where it belongs to none.
    pub property: Option<String>,
    /// The Location's name.
    pub location: Option<String>,
    /// The EVSE's, as it is printed on it.
    pub evse: Option<String>,
    /// What the driver's group is called; nothing for who is in none.
    pub group: Option<String>,
    /// Who charged: their name or plate for whoever may know it, else a pseudonym; empty for who is not enrolled.
    pub driver: Cell<String>,
    /// The cost centre that it falls to.
    pub cost_centre: Cell<String>,
    /// What was charged; of a credit what it takes off, below zero.
    pub energy: Wh,
    /// The currency of its cost.
    pub currency: Cell<String>,
    /// What the CPMS charged, without VAT; of what is not billed what it says so far.
    pub net: Cell<Minor4>,
    /// With VAT.
    pub gross: Cell<Minor4>,
    /// How its price compares; empty for what no CDR bills.
    pub price: Cell<PriceCheck>,
}

/// An ACTIVE session that started longer ago, or was updated longer ago, is not charging.
fn is_stalled(started_at: i64, last_updated_at: i64, now: DateTime<Utc>) -> bool {
    use super::running::{LONGEST_SESSION, LONGEST_SILENCE};
    started_at <= (now - LONGEST_SESSION).timestamp_millis()
        || last_updated_at <= (now - LONGEST_SILENCE).timestamp_millis()
}
