//! What the screens and the terminal show of the store: figures over periods and places.
//!
//! A figure is asked of a [`Reader`](store::Reader), so under one Scope, and stays wrapped in it. This room
//! decides how figures are named and shaped; it never adds to what the Reader found.
//!
//! Start at [`figures`].

mod answer;
mod charge_points;
mod connections;
mod observed;
mod overview;
mod overview_table;
mod properties;
mod ratio;
mod session;
mod sites;
mod sums;
mod table;
mod text;

pub use answer::{Answer, Row, Sums, Total, figures};
pub use charge_points::{ChargePoints, NamedPoint, PointsAsked, charge_points, named_points};
pub use connections::{Connections, connections};
pub use overview::{Days, Overview, overview};
pub use overview_table::OverviewTable;
pub use properties::{Property, properties};
pub use session::{ChargingPeriod, ComponentCost, Session, session};
pub use sites::{Sites, sites};
pub use table::Table;
