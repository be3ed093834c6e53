//! Who charges: groups, drivers, vehicles, and their tokens.

use super::super::cursor::{Cursor, Reading};
use super::super::held::Holder;
use super::super::mistake::WordList;
use super::super::notes::EnrolmentNote;
use super::super::object::Object;
use super::super::types::{DriverSetup, Enrolment, GroupSetup, VehicleSetup};
use super::USAGES;
use crate::{DriverId, VehicleId};

pub(super) fn group(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<GroupSetup> {
    let group = cursor.object(&["id", "name", "usage"], reading)?;
    let id = group
        .required("id", reading)
        .and_then(|cursor| cursor.declared(reading));
    let name = group
        .required("name", reading)
        .and_then(|cursor| cursor.name(reading));
    let usage = group
        .required("usage", reading)
        .and_then(|cursor| cursor.word(WordList::Usage, USAGES, reading));
    Some(GroupSetup {
        id: id?,
        name: name?,
        usage: usage?,
    })
}

pub(super) fn vehicle(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<VehicleSetup> {
    let vehicle = cursor.object(&["id", "plate", "cost_centre", "tokens"], reading)?;
    let id: Option<VehicleId> = vehicle
        .required("id", reading)
        .and_then(|cursor| cursor.declared(reading));
    let plate = vehicle
        .optional("plate")
        .and_then(|cursor| cursor.name(reading));
    let cost_centre = vehicle
        .optional("cost_centre")
        .and_then(|cursor| cursor.cost_centre(reading));
    let tokens = tokens(&vehicle, id.clone().map(Holder::Vehicle), reading);
    Some(VehicleSetup {
        id: id?,
        plate,
        cost_centre,
        tokens,
    })
}

pub(super) fn driver(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<DriverSetup> {
    let driver = cursor.object(&["id", "name", "group", "cost_centre", "tokens"], reading)?;
    let id: Option<DriverId> = driver
        .required("id", reading)
        .and_then(|cursor| cursor.declared(reading));
    let name = driver
        .required("name", reading)
        .and_then(|cursor| cursor.name(reading));
    let group = driver
        .optional("group")
        .and_then(|cursor| cursor.used(reading));
    let cost_centre = driver
        .optional("cost_centre")
        .and_then(|cursor| cursor.cost_centre(reading));
    let tokens = tokens(&driver, id.clone().map(Holder::Driver), reading);
    Some(DriverSetup {
        id: id?,
        name: name?,
        group,
        cost_centre,
        tokens,
    })
}

fn tokens(
    object: &Object<'_>,
    holder: Option<Holder>,
    reading: &mut Reading,
) -> Option<Vec<Enrolment>> {
    if let (Some(holder), false) = (holder, object.has("tokens")) {
        reading.tenant.keep_tokens.insert(holder);
    }
    object.list("tokens", reading, enrolment)
}

fn enrolment(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<Enrolment> {
    let enrolment = cursor.object(&["uid", "from", "until"], reading)?;
    let uid = enrolment
        .required("uid", reading)
        .and_then(|cursor| cursor.reference(reading));
    let during = enrolment.interval("from", "until", reading);
    let (uid, during) = (uid?, during?);
    let path = cursor.path.clone();
    reading.tenant.enrolments.push(EnrolmentNote {
        uid: uid.clone(),
        during,
        path,
    });
    Some(Enrolment { uid, during })
}
