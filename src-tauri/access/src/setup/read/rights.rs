//! Who may look: ceiling, roles, people, and their grants.

use std::collections::BTreeSet;

use super::super::cursor::{Cursor, Reading};
use super::super::mistake::{MistakeKind, WordList};
use super::super::notes::{GrantNote, PersonNote};
use super::super::object::{Object, readable};
use super::super::types::{Ceiling, Covers, Feature, GrantSetup, PersonSetup, RoleSetup};
use crate::{Class, PersonId, RoleId, Template};

pub(super) fn ceiling(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<Ceiling> {
    let ceiling = cursor.object(&["classes", "features"], reading)?;
    Some(Ceiling {
        classes: classes(&ceiling, reading),
        features: features(&ceiling, reading),
    })
}

pub(super) fn role(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<RoleSetup> {
    let role = cursor.object(&["id", "from", "classes", "features"], reading)?;
    let id: Option<RoleId> = role.required("id", reading).and_then(|cursor| {
        let id: RoleId = cursor.declared(reading)?;
        if Template::from_id(id.as_str()).is_some() {
            reading.mistake(&cursor.path, MistakeKind::TemplateId { id: id.to_string() });
        }
        Some(id)
    });
    let from = role.required("from", reading).and_then(|cursor| {
        let templates = Template::ALL.map(|template| (template.id(), template));
        cursor.word(WordList::Template, &templates, reading)
    });
    let classes = classes(&role, reading);
    let features = features(&role, reading);
    Some(RoleSetup {
        id: id?,
        from: from?,
        classes,
        features,
    })
}

fn classes(object: &Object<'_>, reading: &mut Reading) -> Option<BTreeSet<Class>> {
    let words = Class::ALL.map(|class| (class.as_str(), class));
    object.set("classes", reading, |cursor, reading| {
        cursor.word(WordList::Class, &words, reading)
    })
}

fn features(object: &Object<'_>, reading: &mut Reading) -> Option<BTreeSet<Feature>> {
    object.set("features", reading, |cursor, reading| {
        let text = cursor.text(reading)?;
        let feature = Feature::new(text);
        if feature.is_none() {
            reading.mistake(
                &cursor.path,
                MistakeKind::NotAFeature {
                    found: text.to_owned(),
                },
            );
        }
        feature
    })
}

pub(super) fn person(cursor: &Cursor<'_>, reading: &mut Reading) -> Option<PersonSetup> {
    let person = cursor.object(&["id", "name", "grants"], reading)?;
    let id: Option<PersonId> = person
        .required("id", reading)
        .and_then(|cursor| not_reserved(&cursor, reading)?.declared(reading));
    let name = person
        .required("name", reading)
        .and_then(|cursor| cursor.name(reading));
    let mut notes = person.has("grants").then(Vec::new);
    let grants = person.list("grants", reading, |cursor, reading| {
        let (grant, note) = grant(cursor, reading)?;
        notes.get_or_insert_default().extend(note);
        grant
    });
    let id = id?;
    reading.tenant.people.push(PersonNote {
        id: id.clone(),
        grants: notes,
    });
    Some(PersonSetup {
        id,
        name: name?,
        grants,
    })
}

/// The cursor, unless the operator's own id stands there.
fn not_reserved<'c, 'a>(cursor: &'c Cursor<'a>, reading: &mut Reading) -> Option<&'c Cursor<'a>> {
    if cursor.is_text(PersonId::RESERVED) {
        let id = PersonId::RESERVED.to_owned();
        reading.mistake(&cursor.path, MistakeKind::ReservedId { id });
        return None;
    }
    Some(cursor)
}

/// The grant, and what is to be noted of it even if it can't be read in full.
fn grant(
    cursor: &Cursor<'_>,
    reading: &mut Reading,
) -> Option<(Option<GrantSetup>, Option<GrantNote>)> {
    const KEYS: [&str; 13] = [
        "role",
        "units",
        "locations",
        "evses",
        "drivers",
        "vehicles",
        "groups",
        "from",
        "until",
        "data_from",
        "data_until",
        "may_delegate",
        "given_by",
    ];
    let grant = cursor.object(&KEYS, reading)?;
    let role = grant
        .required("role", reading)
        .and_then(|cursor| cursor.used(reading));
    let covers = Covers {
        units: grant.set("units", reading, Cursor::used),
        locations: grant.set("locations", reading, Cursor::reference),
        evses: grant.set("evses", reading, Cursor::reference),
        drivers: grant.set("drivers", reading, Cursor::used),
        vehicles: grant.set("vehicles", reading, Cursor::used),
        groups: grant.set("groups", reading, Cursor::used),
    };
    let valid = grant.interval("from", "until", reading);
    let data = grant.interval("data_from", "data_until", reading);
    let may_delegate = readable(
        grant
            .optional("may_delegate")
            .map(|cursor| cursor.truth(reading)),
    );
    let given_by: Option<Option<PersonId>> = readable(
        grant
            .optional("given_by")
            .map(|cursor| not_reserved(&cursor, reading)?.used(reading)),
    );

    let note = may_delegate
        .zip(given_by.as_ref())
        .map(|(may_delegate, given_by)| GrantNote {
            may_delegate: may_delegate.unwrap_or(false),
            given_by: given_by.clone(),
            path: grant.path_of("given_by"),
        });
    let all = || {
        Some(GrantSetup {
            role: role?,
            covers,
            valid: valid?,
            data: data?,
            may_delegate: may_delegate?.unwrap_or(false),
            given_by: given_by?,
        })
    };
    Some((all(), note))
}
