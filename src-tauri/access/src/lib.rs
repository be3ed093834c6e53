//! Tenants, units, roles, grants, and the Scope they compile to.
//!
//! A charge point management system knows one level, the operator. This room holds the rules of the level
//! above it: which customer and which part of it a charge point belongs to at which time, and who may see
//! what of it. It takes values and gives values.
//!
//! It must never read a file, a clock or a store, and never guess in somebody's favour: what is ambiguous
//! belongs to nobody, what is not given is denied.
//!
//! Start at [`setup::read`], by which everything that an operator says about tenants comes in; then
//! [`attribution::Assignments`], which answers where a record belongs, and [`compile`], which answers who may
//! see it.

pub mod setup;

pub mod attribution;

mod class;
mod harmless;
mod id;
mod interval;
mod lang;
mod policy;
mod reference;
mod rights;
mod role;
mod scope;

pub use class::Class;
pub use harmless::harmless;
pub use id::{
    ConnectionId, DriverId, GroupId, Kind, NotAnId, PersonId, RoleId, TenantId, UnitId, VehicleId,
};
pub use interval::Interval;
pub use lang::Lang;
pub use policy::{Grant, GrantRows, GroupKey, PersonPolicy, Policy, TenantPolicy, UnitPolicy};
pub use reference::{NotAReference, Reference};
pub use rights::{Bits, Rights, UsageClass};
pub use role::{Role, Template};
pub use scope::{
    CutBy, CutOff, Entry, Live, Node, Place, Proof, Root, Rows, Scope, SignedIn, Span, TenantRows,
    Who, compile, cut_off, sign_in, today,
};
