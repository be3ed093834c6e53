//! OCPI 2.2.1, a file a module of the specification.
//!
//! Fields carry OCPI's names; where that is a keyword of Rust (`type`), the field is called `kind`. Times of day and
//! calendar dates stay text, so that a tariff with an odd restriction does not cost the CDR that quotes it.
//!
//! Start at [`Cdr`], [`Session`], [`Location`] and [`Tariff`].

mod cdrs;
mod credentials;
mod hours;
mod location_enums;
mod locations;
mod sessions;
mod tariffs;
mod tokens;
mod types;
mod versions;

pub use cdrs::{
    AuthMethod, Cdr, CdrDimension, CdrDimensionType, CdrLocation, CdrToken, ChargingPeriod,
    SignedData, SignedValue,
};
pub use credentials::{Credentials, CredentialsRole, Role};
pub use hours::{ExceptionalPeriod, Hours, RegularHours, StatusSchedule};
pub use location_enums::{
    Capability, ConnectorFormat, ConnectorType, Facility, ParkingRestriction, ParkingType,
    PowerType, Status,
};
pub use locations::{Connector, Evse, Location, PublishTokenType};
pub use sessions::{Session, SessionStatus};
pub use tariffs::{
    DayOfWeek, PriceComponent, ReservationRestrictionType, Tariff, TariffDimensionType,
    TariffElement, TariffRestrictions, TariffType,
};
pub use tokens::{EnergyContract, ProfileType, Token, TokenType, WhitelistType};
pub use types::{
    AdditionalGeoLocation, BusinessDetails, DisplayText, EnergyMix, EnergySource,
    EnergySourceCategory, EnvironmentalImpact, EnvironmentalImpactCategory, GeoLocation, Image,
    ImageCategory, Price,
};
pub use versions::{Endpoint, InterfaceRole, ModuleId, Version, VersionDetails, VersionNumber};
