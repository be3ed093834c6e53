//! The ways in which figures are cut, and what the rows of each are called.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fmt,
    str::FromStr,
    sync::OnceLock,
};

use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;
use sqlx::{SqliteConnection, types::Json};

use super::rows_of;
use crate::writer::json;

/// How figures are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Not at all.
    Total,
    /// By tenant.
    Tenant,
    /// By the nearest property above the EVSE.
    Property,
    /// By the unit that holds the EVSE itself.
    Unit,
    /// By Location.
    Location,
    /// By EVSE.
    Evse,
    /// By the group that the driver is in now.
    Group,
    /// By driver.
    Driver,
    /// By vehicle.
    Vehicle,
    /// By the cost centre that the driver or vehicle has now.
    CostCentre,
    /// By the day on which sessions started, local to their Location.
    Day,
    /// By the month in which they did.
    Month,
}

/// No cut has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such cut")]
pub struct NoSuchCut;

impl Cut {
    /// All there are.
    pub const ALL: [Self; 12] = [
        Self::Total,
        Self::Tenant,
        Self::Property,
        Self::Unit,
        Self::Location,
        Self::Evse,
        Self::Group,
        Self::Driver,
        Self::Vehicle,
        Self::CostCentre,
        Self::Day,
        Self::Month,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Tenant => "tenant",
            Self::Property => "property",
            Self::Unit => "unit",
            Self::Location => "location",
            Self::Evse => "evse",
            Self::Group => "group",
            Self::Driver => "driver",
            Self::Vehicle => "vehicle",
            Self::CostCentre => "cost-centre",
            Self::Day => "day",
            Self::Month => "month",
        }
    }
}

impl FromStr for Cut {
    type Err = NoSuchCut;

    fn from_str(name: &str) -> Result<Self, NoSuchCut> {
        let mut all = Self::ALL.into_iter();
        all.find(|cut| cut.name() == name).ok_or(NoSuchCut)
    }
}

/// What a row of figures speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// What falls under nothing that the cut could name.
    Nothing {
        /// The tenant that holds it; `None`: no tenant does.
        tenant: Option<String>,
    },
    /// A tenant, by its id.
    Tenant(String),
    /// A unit, group, driver, vehicle or cost centre.
    OfTenant {
        /// The tenant's id.
        tenant: String,
        /// Its own id in it; a cost centre's value.
        id: String,
    },
    /// A Location or EVSE as the CPMS spells it: `COUNTRY-PARTY/ID`, with `CONNECTION:` before it where two
    /// connections have it.
    Place(String),
    /// A day `YYYY-MM-DD` or a month `YYYY-MM`.
    Time(String),
}

/// As the command line and the page name it.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing { tenant: None } => f.write_str("-"),
            Self::Nothing {
                tenant: Some(tenant),
            } => write!(f, "{tenant}/-"),
            Self::OfTenant { tenant, id } => write!(f, "{tenant}/{id}"),
            Self::Tenant(key) | Self::Place(key) | Self::Time(key) => f.write_str(key),
        }
    }
}

/// What a statement grouped by: the store's own keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct Part {
    pub tenant: Option<i64>,
    /// Of the kind that the cut is by; of days and months the day, since 1970-01-01.
    pub part: Option<i64>,
    cost_centre: Option<String>,
    /// Of the cuts by people: 2 this very person, 1 somebody under a pseudonym, -1 nobody's business.
    pub known: i64,
    /// A driver's or vehicle's id, or pseudonym.
    person: Option<String>,
    person_label: Option<String>,
}

impl Part {
    pub(super) fn of(tenant: Option<i64>, part: Option<i64>) -> Self {
        Self {
            tenant,
            part,
            ..Self::default()
        }
    }

    /// A driver or vehicle that goes by its own id.
    pub(super) fn identity(&self) -> Option<&str> {
        (self.known == 2)
            .then_some(self.person.as_deref())
            .flatten()
    }
}

/// In the order of statements that ask for it.
#[derive(Deserialize)]
struct Name {
    part: i64,
    key: String,
    label: String,
    /// Of a Location or EVSE.
    connection: Option<String>,
}

const NAMES_OF_PLACES: &str = include_str!("../sql/names_of_places.sql");

/// What tenants, units and groups are called, and which places are called alike.
pub(super) struct Called {
    tenants: HashMap<i64, Name>,
    units: HashMap<i64, Name>,
    groups: HashMap<i64, Name>,
    /// Once a question by place has needed it.
    alike: OnceLock<HashSet<String>>,
}

impl Called {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        const TENANTS: &str =
            "SELECT json_group_array(json_array(tenant, id, name, NULL)) FROM v_tenant";
        const UNITS: &str = "SELECT json_group_array(json_array(unit, id, name, NULL)) FROM v_unit";
        const GROUPS: &str =
            "SELECT json_group_array(json_array(user_group, id, name, NULL)) FROM v_group";
        Ok(Self {
            tenants: named(rows_of(db, TENANTS).await?),
            units: named(rows_of(db, UNITS).await?),
            groups: named(rows_of(db, GROUPS).await?),
            alike: OnceLock::new(),
        })
    }

    /// Keys that places of two connections have, of all places that this person sees something of: what one is called must
    /// not depend on what is asked. As `places_alike.sql` has them: ids compare without regard to case.
    async fn alike(&self, db: &mut SqliteConnection) -> Result<&HashSet<String>, sqlx::Error> {
        if let Some(alike) = self.alike.get() {
            return Ok(alike);
        }
        let alike: Vec<String> = sqlx::query_scalar(include_str!("../sql/places_alike.sql"))
            .fetch_all(db)
            .await?;
        Ok(self.alike.get_or_init(|| alike.into_iter().collect()))
    }
}

fn named(names: Vec<Name>) -> HashMap<i64, Name> {
    names.into_iter().map(|name| (name.part, name)).collect()
}

/// What the parts of a cut are called.
pub(super) struct Names<'a> {
    called: &'a Called,
    places: HashMap<i64, Name>,
}

impl<'a> Names<'a> {
    /// The names of these parts.
    pub(super) async fn load(
        db: &mut SqliteConnection,
        called: &'a Called,
        by: Cut,
        parts: impl Iterator<Item = &Part>,
    ) -> Result<Self, sqlx::Error> {
        let names: Vec<Name> = if matches!(by, Cut::Location | Cut::Evse) {
            let keys: BTreeSet<i64> = parts.filter_map(|part| part.part).collect();
            let Json(mut names) = sqlx::query_scalar::<_, Json<Vec<Name>>>(NAMES_OF_PLACES)
                .bind(by.name())
                .bind(json(&keys))
                .fetch_one(&mut *db)
                .await?;
            let kind = if by == Cut::Location { 'l' } else { 'e' };
            let key = |name: &Name| format!("{kind}{}", name.key.to_ascii_lowercase());
            let alike = called.alike(db).await?;
            // places where nothing is held are known by what is named here alone
            let mut connections: HashMap<String, BTreeSet<Option<String>>> = HashMap::new();
            for name in &names {
                let known = connections.entry(key(name)).or_default();
                known.insert(name.connection.clone());
            }
            for name in &mut names {
                let key = key(name);
                let is_alike = connections.get(&key).is_some_and(|known| known.len() > 1);
                if let Some(connection) = name.connection.take()
                    && (is_alike || alike.contains(&key))
                {
                    name.key = format!("{connection}:{}", name.key);
                }
            }
            names
        } else {
            Vec::new()
        };
        Ok(Self {
            called,
            places: named(names),
        })
    }

    /// The id of the tenant that a part is of.
    pub(super) fn tenant(&self, part: &Part) -> Option<&str> {
        Some(&self.called.tenants.get(&part.tenant?)?.key)
    }

    /// The row that a part belongs to, with what people call it; `None` where there are no rows.
    pub(super) fn row(&self, by: Cut, part: &Part) -> Option<(Key, Option<String>)> {
        let tenant = self.tenant(part);
        let named = |names: &'a HashMap<i64, Name>| part.part.and_then(|part| names.get(&part));
        let of_tenant = |id: &str, label: &str| {
            let (tenant, id) = (tenant?.to_owned(), id.to_owned());
            Some((Key::OfTenant { tenant, id }, label.to_owned()))
        };
        let time = |format: &str| {
            let text = day(part.part?).format(format).to_string();
            Some((Key::Time(text.clone()), text))
        };
        let found = match by {
            Cut::Total => return None,
            Cut::Tenant => {
                let found = part
                    .tenant
                    .and_then(|tenant| self.called.tenants.get(&tenant));
                found.map(|name| (Key::Tenant(name.key.clone()), name.label.clone()))
            }
            Cut::Property | Cut::Unit => {
                named(&self.called.units).and_then(|name| of_tenant(&name.key, &name.label))
            }
            Cut::Group => {
                named(&self.called.groups).and_then(|name| of_tenant(&name.key, &name.label))
            }
            Cut::Driver | Cut::Vehicle => {
                let person = part.person.as_deref();
                person.and_then(|id| of_tenant(id, part.person_label.as_deref().unwrap_or(id)))
            }
            Cut::CostCentre => {
                let value = part.cost_centre.as_deref();
                value.and_then(|value| of_tenant(value, value))
            }
            Cut::Location | Cut::Evse => {
                let place = part.part.and_then(|part| self.places.get(&part));
                place.map(|name| (Key::Place(name.key.clone()), name.label.clone()))
            }
            Cut::Day => time("%Y-%m-%d"),
            Cut::Month => time("%Y-%m"),
        };
        Some(match found {
            Some((key, label)) => (key, Some(label)),
            None => {
                let tenant = tenant.map(str::to_owned);
                (Key::Nothing { tenant }, None)
            }
        })
    }
}

/// The number of a local day, as facts keep it.
pub(super) fn number(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

/// The number of a month, since the year 0.
pub(super) fn month(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

/// The day of such a number.
pub(super) fn day(number: i64) -> NaiveDate {
    let first = NaiveDate::default();
    let days = Days::new(number.unsigned_abs());
    let day = if number < 0 {
        first.checked_sub_days(days)
    } else {
        first.checked_add_days(days)
    };
    // a fact's day comes from an instant, so there is always one
    day.unwrap_or(first)
}
