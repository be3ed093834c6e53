//! setup.json for the world: its tenants, what they hold, who charges there, and who looks.
//!
//! It is for the reader in `access`, which this room does not know: tests of the command line see that it takes it.
//!
//! Start at [`World::setup`].

mod file;
mod looking;
mod tenants;

use super::{OPERATOR, World};
use file::{Connection, Operator, Setup};

impl World {
    /// setup.json, with the connection that it is served on if that is known.
    pub fn setup(&self, url: Option<&str>) -> String {
        let setup = Setup {
            operator: Operator { name: OPERATOR },
            connections: url.map(|url| {
                vec![Connection {
                    id: "main",
                    kind: "ocpi",
                    url: url.to_owned(),
                }]
            }),
            tenants: tenants::all(self),
        };
        // text and lists alone: nothing that could not be written
        serde_json::to_string_pretty(&setup).unwrap_or_default()
    }

    /// Whose view shows the most of the world at first sight, as `TENANT/ID`: a property manager's.
    pub fn sign_in(&self) -> &'static str {
        looking::FIRST
    }
}
