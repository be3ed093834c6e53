//! What a setup touches: the Locations and tokens of which something else is said after it than before.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::{error::WriteError, writer::rebind::Touched};

/// A Location, what names it or an EVSE in it, the unit, and from when until when.
type Place = (i64, String, i64, Option<i64>, Option<i64>);

/// A token, the tenant, its driver or vehicle, the driver's group, and from when until when.
type Token = (
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// All that assignments and enrolments in force say of what has been synced.
pub(super) struct Bound {
    places: BTreeSet<Place>,
    tokens: BTreeSet<Token>,
}

impl Bound {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, WriteError> {
        let places: Vec<Place> = sqlx::query_as(include_str!("../../sql/bound_locations.sql"))
            .fetch_all(&mut *db)
            .await?;
        let tokens: Vec<Token> = sqlx::query_as(include_str!("../../sql/enrolled_tokens.sql"))
            .fetch_all(&mut *db)
            .await?;
        Ok(Self {
            places: places.into_iter().collect(),
            tokens: tokens.into_iter().collect(),
        })
    }

    /// What differs between before and after.
    pub(super) fn touched(&self, after: &Self) -> Touched {
        Touched {
            locations: self
                .places
                .symmetric_difference(&after.places)
                .map(|(location, ..)| *location)
                .collect(),
            tokens: self
                .tokens
                .symmetric_difference(&after.tokens)
                .map(|(token, ..)| *token)
                .collect(),
        }
    }
}
