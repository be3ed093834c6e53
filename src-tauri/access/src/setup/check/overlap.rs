//! No place and no token is held twice at one time: places over all tenants, tokens within each.

use std::collections::BTreeMap;

use super::super::cursor::Reading;
use super::super::held::{Held, HeldTenant, Holder};
use super::super::mistake::{Mistake, MistakeKind, OverlapOf};
use super::super::notes::TenantNotes;
use super::super::types::Place;
use crate::{ConnectionId, Interval, Kind, Reference};

pub(super) fn check(reading: &Reading, held: Option<&Held>, found: &mut Vec<Mistake>) {
    let mut places = Vec::new();
    for tenant in &reading.tenants {
        places.extend(assignments_of(tenant, held));
        report(enrolments_of(tenant, held), found);
    }
    report(places, found);
}

/// Something that is held for a time.
struct Holding<'a> {
    of: OverlapOf,
    reference: &'a Reference,
    connection: Option<&'a ConnectionId>,
    during: Interval,
    source: Source<'a>,
}

#[derive(Clone, Copy)]
enum Source<'a> {
    /// The path of the entry.
    File(&'a str),
    /// The tenant whose it is.
    Held(&'a str),
}

impl Holding<'_> {
    fn overlaps(&self, other: &Self) -> bool {
        let apart =
            matches!((self.connection, other.connection), (Some(one), Some(two)) if one != two);
        !apart && self.reference.may_equal(other.reference) && self.during.overlaps(&other.during)
    }
}

fn assignments_of<'a>(tenant: &'a TenantNotes, held: Option<&'a Held>) -> Vec<Holding<'a>> {
    let holding =
        |place: &'a Place, connection: &'a Option<ConnectionId>, during, source| Holding {
            of: match place {
                Place::Location(_) => OverlapOf::Location,
                Place::Evse(_) => OverlapOf::Evse,
            },
            reference: place.reference(),
            connection: connection.as_ref(),
            during,
            source,
        };
    if let Some(notes) = &tenant.assignments {
        let holdings = notes.iter().map(|note| {
            holding(
                &note.place,
                &note.connection,
                note.during,
                Source::File(&note.path),
            )
        });
        return holdings.collect();
    }
    let Some((id, kept)) = held_of(tenant, held) else {
        return Vec::new();
    };
    kept.assignments
        .iter()
        .map(|kept| holding(&kept.place, &kept.connection, kept.during, Source::Held(id)))
        .collect()
}

fn enrolments_of<'a>(tenant: &'a TenantNotes, held: Option<&'a Held>) -> Vec<Holding<'a>> {
    let holding = |reference, during, source| Holding {
        of: OverlapOf::Token,
        reference,
        connection: None,
        during,
        source,
    };
    let mut holdings: Vec<_> = tenant
        .enrolments
        .iter()
        .map(|note| holding(&note.uid, note.during, Source::File(&note.path)))
        .collect();
    let Some((id, kept)) = held_of(tenant, held) else {
        return holdings;
    };
    let keeps = |holder: &Holder| {
        let kind = match holder {
            Holder::Driver(_) => Kind::Driver,
            Holder::Vehicle(_) => Kind::Vehicle,
        };
        tenant.declared.ids(kind).is_none() || tenant.keep_tokens.contains(holder)
    };
    holdings.extend(
        kept.enrolments
            .iter()
            .filter(|enrolment| keeps(&enrolment.holder))
            .map(|enrolment| holding(&enrolment.uid, enrolment.during, Source::Held(id))),
    );
    holdings
}

fn held_of<'a>(
    tenant: &'a TenantNotes,
    held: Option<&'a Held>,
) -> Option<(&'a str, &'a HeldTenant)> {
    let id = tenant.id.as_ref()?;
    held?.tenants.get(id).map(|kept| (id.as_str(), kept))
}

/// One mistake for each entry of the file that overlaps one before it, in the file's order.
fn report(holdings: Vec<Holding<'_>>, found: &mut Vec<Mistake>) {
    let mut same: BTreeMap<(OverlapOf, String), Vec<(usize, &Holding<'_>)>> = BTreeMap::new();
    for (order, holding) in holdings.iter().enumerate() {
        same.entry((holding.of, holding.reference.folded_id()))
            .or_default()
            .push((order, holding));
    }
    let mut overlaps: Vec<(usize, Mistake)> = Vec::new();
    for mut group in same.into_values() {
        group.sort_by_key(|(order, holding)| (holding.during.from(), *order));
        let mut running: Vec<(usize, &Holding<'_>)> = Vec::new();
        for (order, holding) in group {
            let start = holding.during.from();
            running.retain(|(_, other)| {
                other
                    .during
                    .until()
                    .is_none_or(|until| start.is_none_or(|start| start < until))
            });
            if let Some((other_order, other)) =
                running.iter().find(|(_, other)| holding.overlaps(other))
            {
                overlaps.extend(mistake((order, holding), (*other_order, other)));
            }
            running.push((order, holding));
        }
    }
    overlaps.sort_by_key(|(order, _)| *order);
    found.extend(overlaps.into_iter().map(|(_, mistake)| mistake));
}

/// At the later of two entries of the file, or at the one that is in the file.
fn mistake(one: (usize, &Holding<'_>), other: (usize, &Holding<'_>)) -> Option<(usize, Mistake)> {
    let (first, second) = if one.0 < other.0 {
        (one, other)
    } else {
        (other, one)
    };
    let of = first.1.of;
    match (first.1.source, second.1.source) {
        (Source::File(with), Source::File(path)) => Some((
            second.0,
            Mistake {
                path: path.to_owned(),
                what: MistakeKind::Overlap {
                    of,
                    with: with.to_owned(),
                },
            },
        )),
        (Source::File(path), Source::Held(tenant)) => {
            Some((first.0, overlap_with_held(of, path, tenant)))
        }
        (Source::Held(tenant), Source::File(path)) => {
            Some((second.0, overlap_with_held(of, path, tenant)))
        }
        // was there before this file, which does not touch it
        (Source::Held(_), Source::Held(_)) => None,
    }
}

fn overlap_with_held(of: OverlapOf, path: &str, tenant: &str) -> Mistake {
    Mistake {
        path: path.to_owned(),
        what: MistakeKind::OverlapWithHeld {
            of,
            tenant: tenant.to_owned(),
        },
    }
}
