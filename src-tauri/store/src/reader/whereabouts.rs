//! Which properties held which EVSEs: what rows by property and by EVSE say of each other.

use std::collections::{BTreeMap, HashMap};

use access::{
    Class, Place, Rows,
    attribution::{EvseKey, UnitKey},
};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::{
    Cut, Figures, Key, Period, Question, Reader, Row,
    cut::{Names, Part},
    places::{Held, LocalDays},
    snapshot::Snapshot,
};
use crate::{Cell, error::ReadError, visible::Visible};

impl Reader {
    /// As [`several`](Self::several), but of rows by property and by EVSE those of one property alone, by the name that
    /// its key has. One that is not there and one that may not be seen have no rows. Of an EVSE of which some of the
    /// records are not seen, a sum would be of the others alone: it is hidden.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn several_at(
        &mut self,
        questions: &[Question],
        property: &str,
        now: DateTime<Utc>,
    ) -> Result<Visible<Vec<Figures>>, ReadError> {
        let scope = self.scope.id();
        let mut answers = self.found(questions, now).await?;
        for Figures { question, rows, .. } in &mut answers {
            match question.by {
                Cut::Property => rows.retain(|key, _| key.to_string() == property),
                Cut::Evse => {
                    rows.retain(|_, row| row.at.iter().any(|key| key.to_string() == property));
                    for row in rows.values_mut().filter(|row| !row.is_whole) {
                        for count in row.figures.counts() {
                            *count = Cell::Hidden;
                        }
                    }
                }
                Cut::Total
                | Cut::Tenant
                | Cut::Unit
                | Cut::Location
                | Cut::Group
                | Cut::Driver
                | Cut::Vehicle
                | Cut::CostCentre
                | Cut::Day
                | Cut::Month => {}
            }
        }
        Ok(Visible::new(answers, scope))
    }
}

/// The rows of an answer, with the part that each is of.
type Parted = BTreeMap<Key, (Option<i64>, Row)>;

/// Says of rows by property how many EVSEs it held, and of rows by EVSE which properties held it. Where only some
/// people's charging is seen, nothing is said of places.
pub(super) async fn say(
    db: &mut SqliteConnection,
    snapshot: &Snapshot<'_>,
    names: &Names<'_>,
    by: Cut,
    held: &[&Held],
    days: LocalDays,
    rows: &mut Parted,
) -> Result<(), ReadError> {
    let held = held.iter().filter(|held| held.of_everybody);
    match by {
        Cut::Property => {
            let of_property = |held: &&Held| (held.tenant, held.property, held.evse);
            let mut evses: Vec<_> = held.map(of_property).collect();
            evses.sort_unstable();
            evses.dedup();
            for evses in evses.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
                let Some((tenant, property, _)) = evses.first() else {
                    continue;
                };
                let row = names.row(by, &Part::of(Some(*tenant), *property));
                if let Some((_, row)) = row.and_then(|(key, _)| rows.get_mut(&key)) {
                    row.evses += evses.len();
                }
            }
        }
        Cut::Evse => {
            let parts: Vec<Part> = held.clone().map(|held| held.at_property()).collect();
            let properties =
                Names::load(db, &snapshot.ground.called, Cut::Property, parts.iter()).await?;
            let open = Open::under(snapshot.scope);
            let mut in_zones = days.in_zones();
            for (held, part) in held.zip(&parts) {
                let evse = names.row(by, &held.itself());
                let property = properties.row(Cut::Property, part);
                // one that has no name here has no row of its own
                let (Some((evse @ Key::Place(_), _)), Some((property, _))) = (evse, property)
                else {
                    continue;
                };
                if let Some((_, row)) = rows.get_mut(&evse) {
                    row.is_whole = open.is_whole(held, in_zones.of(held.zone))
                        && (row.is_whole || row.at.is_empty());
                    row.at.insert(property);
                }
            }
            if matches!(snapshot.scope, Rows::All) {
                // what no tenant held at any time of the period
                let unheld = rows.values_mut().filter(|(_, row)| row.at.is_empty());
                for (_, row) in unheld {
                    row.is_whole = true;
                    row.at.insert(Key::Nothing { tenant: None });
                }
            }
        }
        Cut::Total
        | Cut::Tenant
        | Cut::Unit
        | Cut::Location
        | Cut::Group
        | Cut::Driver
        | Cut::Vehicle
        | Cut::CostCentre
        | Cut::Day
        | Cut::Month => {}
    }
    Ok(())
}

/// When the rows of which place are seen; nothing for who sees all of them.
struct Open(Option<HashMap<Place, Vec<(i64, i64)>>>);

impl Open {
    fn under(scope: &Rows) -> Self {
        let Rows::Tenant(scope) = scope else {
            return Self(None);
        };
        let mut open: HashMap<Place, Vec<(i64, i64)>> = HashMap::new();
        for entry in scope.places.iter().filter(|entry| entry.bits.has(Class::S)) {
            let during = (entry.during.from, entry.during.until);
            open.entry(entry.key).or_default().push(during);
        }
        Self(Some(open))
    }

    /// Whether each record is seen that began at an EVSE while it was held in a period.
    fn is_whole(&self, held: &Held, period: Period) -> bool {
        let Some(open) = &self.0 else {
            return true;
        };
        let (from, until) = (
            held.from_at.max(period.from),
            held.until_at.min(period.until),
        );
        let places = [
            Place::Unit(UnitKey(held.unit)),
            Place::Evse(EvseKey(held.evse)),
        ];
        let here = places.iter().filter_map(|place| open.get(place));
        let mut here: Vec<(i64, i64)> = here.flatten().copied().collect();
        here.sort_unstable();
        let seen = here.into_iter().fold(
            from,
            |seen, (from, until)| {
                if from <= seen { seen.max(until) } else { seen }
            },
        );
        seen >= until
    }
}
