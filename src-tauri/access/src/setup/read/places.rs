//! Units, and the places that belong to them.

use super::super::cursor::{Cursor, Reading};
use super::super::mistake::{MistakeKind, WordList};
use super::super::notes::AssignmentNote;
use super::super::object::{Object, readable};
use super::super::types::{AssignmentSetup, Place, UnitNode};
use super::UNIT_KINDS;
use crate::UnitId;

/// What the window of an envelope shows (DIN 5008).
const MOST_RECIPIENT: usize = 6;

pub(super) fn unit(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<UnitNode> {
    let unit = cursor.object(&["id", "kind", "name", "recipient", "units"], reading)?;
    let id: Option<UnitId> = unit
        .required("id", reading)
        .and_then(|cursor| cursor.declared(reading));
    let kind = unit
        .required("kind", reading)
        .and_then(|cursor| cursor.word(WordList::UnitKind, UNIT_KINDS, reading));
    let name = unit
        .required("name", reading)
        .and_then(|cursor| cursor.name(reading));
    let recipient = unit.lines("recipient", MOST_RECIPIENT, reading);
    // as deep as the file nests, which its parser limits
    let units = unit.list("units", reading, self::unit);
    if let (Some(id), false) = (&id, unit.has("units")) {
        reading.tenant.keep_children.insert(id.clone());
    }
    Some(UnitNode {
        id: id?,
        kind: kind?,
        name: name?,
        recipient,
        units,
    })
}

pub(super) fn assignments(
    tenant: &Object<'_>,
    reading: &mut Reading,
) -> Option<Vec<AssignmentSetup>> {
    if tenant.has("assignments") {
        reading.tenant.assignments = Some(Vec::new());
    }
    tenant.list("assignments", reading, assignment)
}

fn assignment(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<AssignmentSetup> {
    const KEYS: [&str; 6] = ["unit", "location", "evse", "connection", "from", "until"];
    let assignment = cursor.object(&KEYS, reading)?;
    let unit = assignment
        .required("unit", reading)
        .and_then(|cursor| cursor.used(reading));
    let place = place(&assignment, reading);
    let connection = readable(
        assignment
            .optional("connection")
            .map(|cursor| cursor.used(reading)),
    );
    let during = assignment.interval("from", "until", reading);

    let (place, connection, during) = (place?, connection?, during?);
    reading
        .tenant
        .assignments
        .get_or_insert_default()
        .push(AssignmentNote {
            place: place.clone(),
            connection: connection.clone(),
            during,
            path: cursor.path.clone(),
        });
    Some(AssignmentSetup {
        unit: unit?,
        place,
        connection,
        during,
    })
}

fn place(assignment: &Object<'_>, reading: &mut Reading) -> Option<Place> {
    let location = assignment.optional("location");
    let evse = assignment.optional("evse");
    match (location, evse) {
        (Some(location), None) => location.reference(reading).map(Place::Location),
        (None, Some(evse)) => evse.reference(reading).map(Place::Evse),
        (None, None) => {
            reading.mistake(&assignment.path, MistakeKind::NoPlace);
            None
        }
        (Some(location), Some(evse)) => {
            location.reference(reading);
            evse.reference(reading);
            reading.mistake(&assignment.path, MistakeKind::TwoPlaces);
            None
        }
    }
}
