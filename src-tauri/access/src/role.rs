use std::fmt;

/// A role that every tenant has, and that its own roles are copied from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Template {
    /// Keeps the charge points of their properties running.
    FacilityManager,
    /// Runs one site today.
    SiteManager,
    /// Oversees the portfolio, property by property.
    PropertyManager,
    /// Closes the month over all sites.
    Controller,
    /// Allocates costs to drivers and vehicles.
    FleetManager,
    /// Bills guests and watches the house's own cars.
    HotelOperator,
    /// Models the tenant itself.
    TenantAdmin,
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 7] = [
        Self::FacilityManager,
        Self::SiteManager,
        Self::PropertyManager,
        Self::Controller,
        Self::FleetManager,
        Self::HotelOperator,
        Self::TenantAdmin,
    ];

    /// The role id by which grants and setup.json name it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::FacilityManager => "facility-manager",
            Self::SiteManager => "site-manager",
            Self::PropertyManager => "property-manager",
            Self::Controller => "controller",
            Self::FleetManager => "fleet-manager",
            Self::HotelOperator => "hotel-operator",
            Self::TenantAdmin => "tenant-admin",
        }
    }

    /// The template that goes by this role id, if it is one.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.id() == id)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
