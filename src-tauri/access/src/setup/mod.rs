//! setup.json: what an operator says about connections, tenants and people, read and checked.
//!
//! *All or nothing*: [`read`] gives a [`Setup`] without any mistake in it, or every mistake that it found,
//! each with the place where it stands. Locations, EVSEs and tokens that nobody has seen yet are no
//! mistakes, nor is a role above the ceiling: the first bind later, the second is cut off later.
//!
//! A list that the file leaves out stays as it is, so names in it can only be checked by who knows them:
//! [`read_onto`] takes what is already there as [`Held`].

mod check;
mod closest;
mod cursor;
mod held;
mod json;
mod mistake;
mod notes;
mod object;
mod read;
mod sentence;
mod types;
mod url;

#[cfg(test)]
mod tests;

pub use held::{Held, HeldEnrolment, HeldGrant, HeldTenant, Holder};
pub use mistake::{JsonKind, Mistake, MistakeKind, Mistakes, OverlapOf, UrlFault, WordList};
pub use types::{
    AssignmentSetup, Ceiling, Connection, ConnectionKind, Covers, DriverSetup, Enrolment, Feature,
    GrantSetup, GroupSetup, Operator, PersonSetup, Place, RoleSetup, Setup, TenantSetup, UnitKind,
    UnitNode, Usage, VehicleSetup,
};

/// Reads setup.json for itself: names of lists that it leaves out are not checked.
///
/// # Errors
/// Every [`Mistake`] in the file; one alone if it is not JSON.
pub fn read(text: &str) -> Result<Setup, Mistakes> {
    read_checked(text, None)
}

/// Reads setup.json against what is already there, which stands in for each list that the file leaves out.
///
/// # Errors
/// Every [`Mistake`] in the file; one alone if it is not JSON.
pub fn read_onto(text: &str, held: &Held) -> Result<Setup, Mistakes> {
    read_checked(text, Some(held))
}

fn read_checked(text: &str, held: Option<&Held>) -> Result<Setup, Mistakes> {
    let (value, repeated) = json::parse(text).map_err(Mistakes::one)?;
    let mut reading = cursor::Reading::with(repeated);
    let setup = read::setup(cursor::Cursor::root(&value), &mut reading);
    check::all(&mut reading, held);
    match (setup, Mistakes::of(reading.mistakes)) {
        (_, Some(mistakes)) => Err(mistakes),
        (Some(setup), None) => Ok(setup),
        (None, None) => Err(Mistakes::one(Mistake {
            path: "$".to_owned(),
            what: MistakeKind::WrongType {
                expected: JsonKind::Object,
                found: JsonKind::of(&value),
            },
        })),
    }
}
