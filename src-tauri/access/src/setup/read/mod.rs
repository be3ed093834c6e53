//! The file from the top: operator, connections, tenants.

mod people;
mod places;
mod rights;

use std::mem;

use chrono_tz::{TZ_VARIANTS, Tz};

use super::closest::closest;
use super::cursor::{Cursor, Reading};
use super::mistake::{MistakeKind, WordList};
use super::types::{Connection, ConnectionKind, Operator, Setup, TenantSetup, UnitKind, Usage};
use super::url;
use crate::{Class, Kind, Template};

const CONNECTION_KINDS: &[(&str, ConnectionKind)] = &[("ocpi", ConnectionKind::Ocpi)];
const UNIT_KINDS: &[(&str, UnitKind)] = &[
    ("portfolio", UnitKind::Portfolio),
    ("property", UnitKind::Property),
    ("site", UnitKind::Site),
    ("department", UnitKind::Department),
];
const USAGES: &[(&str, Usage)] = &[
    ("internal", Usage::Internal),
    ("guest", Usage::Guest),
    ("public", Usage::Public),
];

/// The words of a closed list, as the file writes them.
pub(super) fn words(list: WordList) -> Vec<&'static str> {
    fn names<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
        table.iter().map(|(word, _)| *word).collect()
    }
    match list {
        WordList::ConnectionKind => names(CONNECTION_KINDS),
        WordList::UnitKind => names(UNIT_KINDS),
        WordList::Usage => names(USAGES),
        WordList::Class => Class::ALL.map(Class::as_str).to_vec(),
        WordList::Template => Template::ALL.map(Template::id).to_vec(),
        WordList::TimeZone => TZ_VARIANTS.iter().map(|zone| zone.name()).collect(),
    }
}

pub(super) fn setup(file: Cursor<'_>, reading: &mut Reading) -> Option<Setup> {
    let file = file.object(&["operator", "connections", "tenants"], reading)?;
    Some(Setup {
        operator: file
            .present("operator")
            .and_then(|cursor| operator(&cursor, reading)),
        connections: file.declaring("connections", Kind::Connection, reading, connection),
        tenants: file.declaring("tenants", Kind::Tenant, reading, |cursor, reading| {
            let tenant = tenant(cursor, reading);
            let notes = mem::take(&mut reading.tenant);
            reading.tenants.push(notes);
            tenant
        }),
    })
}

fn operator(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<Operator> {
    let operator = cursor.object(&["name"], reading)?;
    let name = operator.required("name", reading)?.name(reading)?;
    Some(Operator { name })
}

fn connection(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<Connection> {
    let connection = cursor.object(&["id", "kind", "url"], reading)?;
    let id = connection
        .required("id", reading)
        .and_then(|cursor| cursor.declared(reading));
    let kind = connection
        .required("kind", reading)
        .and_then(|cursor| cursor.word(WordList::ConnectionKind, CONNECTION_KINDS, reading));
    let url = connection
        .required("url", reading)
        .and_then(|cursor| address(&cursor, reading));
    Some(Connection {
        id: id?,
        kind: kind?,
        url: url?,
    })
}

fn address(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<String> {
    let text = cursor.text(reading)?;
    match url::look(text) {
        Ok(()) => Some(text.to_owned()),
        Err(why) => {
            reading.mistake(&cursor.path, MistakeKind::NotAUrl { why });
            None
        }
    }
}

/// What stands above the window of an envelope.
const MOST_LETTERHEAD: usize = 5;

fn tenant(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<TenantSetup> {
    const KEYS: [&str; 13] = [
        "id",
        "name",
        "time_zone",
        "k",
        "letterhead",
        "units",
        "assignments",
        "groups",
        "vehicles",
        "drivers",
        "ceiling",
        "roles",
        "people",
    ];
    let tenant = cursor.object(&KEYS, reading)?;
    let id = tenant
        .required("id", reading)
        .and_then(|cursor| cursor.declared(reading));
    reading.tenant.id.clone_from(&id);
    let name = tenant
        .required("name", reading)
        .and_then(|cursor| cursor.name(reading));
    let time_zone = tenant
        .required("time_zone", reading)
        .and_then(|cursor| time_zone(&cursor, reading));
    let k = tenant
        .optional("k")
        .and_then(|cursor| cursor.whole_number(3, 20, reading));

    let letterhead = tenant.lines("letterhead", MOST_LETTERHEAD, reading);
    let units = tenant.declaring("units", Kind::Unit, reading, places::unit);
    let assignments = places::assignments(&tenant, reading);
    let groups = tenant.declaring("groups", Kind::Group, reading, people::group);
    let vehicles = tenant.declaring("vehicles", Kind::Vehicle, reading, people::vehicle);
    let drivers = tenant.declaring("drivers", Kind::Driver, reading, people::driver);
    let ceiling = tenant
        .present("ceiling")
        .and_then(|cursor| rights::ceiling(&cursor, reading));
    let roles = tenant.declaring("roles", Kind::Role, reading, rights::role);
    let people = tenant.declaring("people", Kind::Person, reading, rights::person);
    Some(TenantSetup {
        id: id?,
        name: name?,
        time_zone: time_zone?,
        k,
        letterhead,
        units,
        assignments,
        groups,
        vehicles,
        drivers,
        ceiling,
        roles,
        people,
    })
}

fn time_zone(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<Tz> {
    let text = cursor.text(reading)?;
    let zone: Option<Tz> = text.parse().ok();
    if zone.is_none() {
        let list = WordList::TimeZone;
        let meant = closest(text, words(list));
        reading.mistake(
            &cursor.path,
            MistakeKind::UnknownWord {
                list,
                found: text.to_owned(),
                meant,
            },
        );
    }
    zone
}
