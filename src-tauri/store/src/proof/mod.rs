//! A second reading of the access rules, against which the SQL is tested.
//!
//! [`World::of`] makes a small world from a seed: a setup.json, the records of its CPMSs, and a now. [`Naive`]
//! answers what one person sees of it, straight from the prose: record by record, grant by grant, field by
//! field. Whatever answers the same question in another way is a [`Subject`]; [`first_difference`] says where
//! the two part. [`Counters`] say that the worlds were not empty: what was decided, how often, for whom.
//!
//! Nothing here may use the SQL, the compiled Scope or the attribution of the rooms: the two readings share
//! the record types and the role files alone. Even setup.json is read by structs of its own ([`setup`]).
//!
//! The evaluator is not believed either: `cases` holds situations worked out by hand and the assertions of the
//! role files, and `slips` alters one rule at a time and looks whether the worlds notice.
//!
//! What all answers together give away is looked at by [`subtract`], which solves them as equations ([`solve`]).
//! Figures over people have worlds of their own, in which many charge ([`World::busy`]): [`figures`] asks a Reader and
//! the rules the same questions.
//!
//! That what somebody may not see changes no byte of what they get is looked at by [`interfere`], over pairs of worlds.
//!
//! To test an implementation: implement [`Subject`] over it, then for each seed compare every person of
//! [`World::people`] in every [`Shape`]. `VOLTFOLIO_SEED` runs one seed alone.

mod answer;
mod compare;
mod counters;
mod dice;
mod naive;
mod occurrences;
mod priced;
mod setup;
mod subject;
mod world;

mod cases;
mod cover;
mod faults;
mod figures;
mod interfere;
mod listed;
mod masks;
mod slips;
mod solve;
mod solved;
mod stored;
mod subtract;
mod sums;
mod tests;

pub use answer::{Answer, Kind, Seen};
pub use compare::first_difference;
pub use counters::Counters;
pub use dice::seeds;
pub use naive::Naive;
pub(crate) use subject::{Shape, Subject};
pub use world::World;
