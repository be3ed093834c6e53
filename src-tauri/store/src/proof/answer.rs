//! What a person sees: which rows there are, and of each field whether it is shown.

use std::collections::BTreeMap;
use std::fmt;

use access::Class;

/// What a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Session,
    Cdr,
    Evse,
}

impl Kind {
    /// Its fields.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Session => SESSION,
            Self::Cdr => CDR,
            Self::Evse => EVSE,
        }
    }
}

/// What is seen of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is there, and this is what it says.
    Shown(String),
    /// It may be seen, and there is nothing in it.
    Empty,
    /// It may not be seen, so nobody can tell whether there is something in it.
    Hidden,
}

impl Seen {
    pub fn is_hidden(&self) -> bool {
        *self == Self::Hidden
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shown(text) => write!(f, "shown as {text}"),
            Self::Empty => f.write_str("empty"),
            Self::Hidden => f.write_str("hidden"),
        }
    }
}

/// The rows that one person sees, by kind and key, each with its fields.
///
/// The key is `CONNECTION:COUNTRY-PARTY/ID`, as the CPMS spells it; an EVSE's id is that of its Location, a slash,
/// and its uid. A row that may not be seen is not there.
///
/// Values: an instant `2026-06-17T10:20:00Z`; money with four decimals; a unit or group `TENANT/ID`; a Location or
/// EVSE by its key; a driver or vehicle by its bare id, standing in for the pseudonym; a token's uid and contract in
/// lower case; a status by OCPI's word.
pub type Answer = BTreeMap<(Kind, String), BTreeMap<&'static str, Seen>>;

/// A field, with the class that opens it.
type Field = (&'static str, Class);

/// What a session and a CDR have in common, after what each has alone.
macro_rules! charging {
    ($($own:expr),+) => {
        &[
            $($own,)+
            ("started_at", Class::S),
            ("ended_at", Class::S),
            ("energy_wh", Class::S),
            ("unit", Class::S),
            ("location", Class::S),
            ("evse", Class::S),
            ("group", Class::S),
            ("currency", Class::C),
            ("net", Class::C),
            ("gross", Class::C),
            ("driver", Class::P),
            ("vehicle", Class::P),
            ("cost_centre", Class::P),
            ("driver_name", Class::D),
            ("plate", Class::D),
            ("token_uid", Class::D),
            ("contract_id", Class::D),
        ]
    };
}

const SESSION: &[Field] = charging![("status", Class::S)];
const CDR: &[Field] = charging![
    ("is_credit", Class::S),
    ("session_id", Class::S),
    ("price_state", Class::C),
    ("price_reason", Class::C),
    ("our_net", Class::C),
    ("our_gross", Class::C)
];
const EVSE: &[Field] = &[("status", Class::O)];

/// What an EVSE's status is called for whoever may not see its sessions: else the strip of an assigned parking
/// space is its driver's list of sessions.
pub const IN_SERVICE: &str = "in service";
