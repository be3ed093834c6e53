//! The ways in which figures are cut, and what the rows of each are called.

use std::{collections::HashMap, str::FromStr};

use chrono::{Days, NaiveDate};
use sqlx::SqliteConnection;

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

/// What a statement grouped by: the store's own keys.
#[derive(sqlx::FromRow)]
pub(super) struct Part {
    tenant: Option<i64>,
    /// Of the kind that the cut is by; of days and months the day, since 1970-01-01.
    part: Option<i64>,
    cost_centre: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Name {
    part: i64,
    key: String,
    label: String,
}

/// What the parts of a cut are called.
pub(super) struct Names {
    tenants: HashMap<i64, Name>,
    parts: HashMap<i64, Name>,
}

impl Names {
    pub(super) async fn load(db: &mut SqliteConnection, by: Cut) -> Result<Self, sqlx::Error> {
        let tenants: Vec<Name> =
            sqlx::query_as("SELECT tenant AS part, id AS key, name AS label FROM tenant")
                .fetch_all(&mut *db)
                .await?;
        let parts: Vec<Name> = sqlx::query_as(include_str!("../sql/names_of_parts.sql"))
            .bind(by.name())
            .fetch_all(db)
            .await?;
        let by_part = |names: Vec<Name>| names.into_iter().map(|name| (name.part, name)).collect();
        Ok(Self {
            tenants: by_part(tenants),
            parts: by_part(parts),
        })
    }

    /// The row that a part belongs to, with what people call it; `None` where there are no rows.
    pub(super) fn row(&self, by: Cut, part: &Part) -> Option<(Key, Option<String>)> {
        let tenant = part.tenant.and_then(|tenant| self.tenants.get(&tenant));
        let named = || part.part.and_then(|part| self.parts.get(&part));
        let of_tenant = |id: String, label: String| {
            let tenant = tenant?.key.clone();
            Some((Key::OfTenant { tenant, id }, label))
        };
        let time = |format: &str| {
            let text = day(part.part?).format(format).to_string();
            Some((Key::Time(text.clone()), text))
        };
        let found = match by {
            Cut::Total => return None,
            Cut::Tenant => tenant.map(|name| (Key::Tenant(name.key.clone()), name.label.clone())),
            Cut::Property | Cut::Unit | Cut::Group | Cut::Driver | Cut::Vehicle => {
                named().and_then(|name| of_tenant(name.key.clone(), name.label.clone()))
            }
            Cut::CostCentre => {
                let value = part.cost_centre.clone();
                value.and_then(|value| of_tenant(value.clone(), value))
            }
            Cut::Location | Cut::Evse => {
                named().map(|name| (Key::Place(name.key.clone()), name.label.clone()))
            }
            Cut::Day => time("%Y-%m-%d"),
            Cut::Month => time("%Y-%m"),
        };
        Some(match found {
            Some((key, label)) => (key, Some(label)),
            None => {
                let tenant = tenant.map(|name| name.key.clone());
                (Key::Nothing { tenant }, None)
            }
        })
    }
}

/// The number of a local day, as facts keep it.
pub(super) fn number(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

fn day(number: i64) -> NaiveDate {
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
