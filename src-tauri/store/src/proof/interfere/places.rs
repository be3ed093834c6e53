//! Other places, names and states of places, where they are foreign.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use model::{EvseStatus, Location};

use super::{
    foreign::Eyes,
    twin::{Change, Twin, key},
};
use crate::proof::{Kind, Naive, dice::Dice, naive::Ground};

/// Names and states of places of which nothing is seen, and more of them.
pub fn change(twin: &mut Twin, naive: &Naive, eyes: &Eyes, dice: &mut Dice) {
    let ground = Ground::of(naive);
    let watched = watched(naive, &ground, eyes);
    for cpms in &mut twin.world.cpms {
        let mut more = None;
        for location in &mut cpms.locations {
            let name = key(&cpms.connection, &location.id);
            let mut evses = location.evses.iter();
            let is_watched = watched.contains(name.as_str())
                || location.evses.is_empty()
                || evses.any(|evse| watched.contains(format!("{name}/{}", evse.uid).as_str()));
            if is_watched {
                continue;
            }
            more.get_or_insert_with(|| location.clone());
            rename(location, dice);
            twin.changes.insert(Change::Rename);
        }
        if let Some(mut location) = more {
            location.id.id = "X-LOC-NEW".into();
            location.evses.truncate(1);
            location.evses[0].uid = "X-NEW-1".into();
            location.evses[0].evse_id = None;
            cpms.locations.push(location);
            twin.changes.extend([Change::Insert, Change::Count]);
        }
    }
}

/// Keys of the EVSEs that units within reach ever held, and of Locations with a record that counts.
fn watched<'n>(naive: &'n Naive, ground: &'n Ground, eyes: &Eyes) -> BTreeSet<&'n str> {
    let tenants = &naive.setup.tenants;
    let held = ground
        .holdings
        .iter()
        .filter(|held| tenants[held.tenant].id == eyes.tenant.id && eyes.reaches_unit(&held.unit));
    let records = naive
        .rows
        .iter()
        .filter(|row| row.kind != Kind::Evse && !eyes.is_foreign(row));
    held.filter_map(|held| held.evse.as_deref())
        .chain(records.filter_map(|row| row.value("location")))
        .collect()
}

fn rename(location: &mut Location, dice: &mut Dice) {
    location.name = Some(format!("Renamed {}", dice.within(0, 100)));
    for evse in &mut location.evses {
        evse.label = Some(format!("Place {}", dice.within(0, 100)));
        evse.status = *dice.pick(&[
            EvseStatus::Available,
            EvseStatus::OutOfOrder,
            EvseStatus::Unknown,
        ]);
        evse.last_updated += TimeDelta::seconds(1);
    }
    location.last_updated += TimeDelta::seconds(1);
}
