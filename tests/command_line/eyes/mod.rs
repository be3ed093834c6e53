//! Whose eyes look: figures for people of tenants, against sums over the served records themselves.

mod audit;
mod identity;
mod nothing;
mod records;
mod rows;
mod time;
mod world;
