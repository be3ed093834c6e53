use std::borrow::Borrow;
use std::fmt;

use thiserror::Error;

const LONGEST: usize = 64;

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One charge point management system.
    Connection,
    /// A customer of the operator.
    Tenant,
    /// A node of a tenant's tree.
    Unit,
    /// A group of drivers.
    Group,
    /// Somebody who charges.
    Driver,
    /// A car with tokens of its own.
    Vehicle,
    /// A role, built in or the tenant's own.
    Role,
    /// Somebody who looks.
    Person,
}

/// A text that can't be an id.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("an id is 1 to {LONGEST} of a–z, 0–9 and -")]
pub struct NotAnId;

/// What all ids have in common, so that one reader reads them all.
pub(crate) trait Id: Sized {
    const KIND: Kind;
    fn parse(text: &str) -> Result<Self, NotAnId>;
    fn text(&self) -> &str;
}

fn is_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident is a $kind:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// 1 to 64 of `a`–`z`, `0`–`9` and `-`, given by the operator.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes a text as an id.
            ///
            /// # Errors
            /// [`NotAnId`] when it is empty, too long, or has another character in it.
            pub fn new(text: &str) -> Result<Self, NotAnId> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(NotAnId) }
            }

            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Id for $name {
            const KIND: Kind = Kind::$kind;

            fn parse(text: &str) -> Result<Self, NotAnId> {
                Self::new(text)
            }

            fn text(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// Names a connection; unique in its profile.
    ConnectionId is a Connection;
    /// Names a tenant; unique in its profile.
    TenantId is a Tenant;
    /// Names a unit; unique in its tenant.
    UnitId is a Unit;
    /// Names a user group; unique in its tenant.
    GroupId is a Group;
    /// Names a driver; unique in its tenant.
    DriverId is a Driver;
    /// Names a vehicle; unique in its tenant.
    VehicleId is a Vehicle;
    /// Names a role; unique in its tenant, templates included.
    RoleId is a Role;
    /// Names a person; unique in its tenant.
    PersonId is a Person;
}

impl ConnectionId {
    /// The one that a sync is of which names none.
    pub const USUAL: &str = "main";
}

impl PersonId {
    /// The operator itself: no person of a tenant may be called so.
    pub const RESERVED: &str = "operator";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lower_case_digits_and_hyphens_of_at_most_64() {
        for right in ["a", "ahornweg-7", "0", &"x".repeat(64)] {
            assert!(UnitId::new(right).is_ok(), "{right}");
        }
        for wrong in ["", "A", "ä", "a b", "a/b", "~7k2", "a\n", &"x".repeat(65)] {
            assert_eq!(UnitId::new(wrong), Err(NotAnId), "{wrong}");
        }
    }
}
