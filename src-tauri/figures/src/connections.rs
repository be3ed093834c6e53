//! Where the charging data comes from, and how far it is here. What came, and what was not understood, is told to the
//! operator alone: the Reader has it for nobody else.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;
use specta::Type;
use store::{
    ConnectionInside, ConnectionSeen, Freshness, ModuleSeen, QuarantinedRecord, ReadError, Reader,
    RecordsFound, Visible, WalkSeen, wire::Count,
};

/// The CPMSs that charging data comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Connections {
    /// When they were last asked, by their own clocks, of several the earliest; nothing before any was.
    pub as_of: Option<String>,
    /// By id.
    pub connections: Vec<Connection>,
}

/// A CPMS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// What the operator calls it.
    pub id: String,
    /// When it was last asked for all that is new, by its own clock.
    pub as_of: Option<String>,
    /// The day since when everything is here, `YYYY-MM-DD`; nothing while nothing is complete.
    pub complete_from: Option<String>,
    /// Whether nothing older is left to ask for.
    pub is_whole: bool,
    /// What the operator alone is told; nothing for others.
    pub inside: Option<Inside>,
}

/// What the operator alone is told of a CPMS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Inside {
    /// Scheme, host and port of its address; nothing while it has none.
    pub origin: Option<String>,
    /// What came of it.
    pub found: Found,
    /// How far each module is, in the order in which they are pulled; those that never began are not here.
    pub modules: Vec<Module>,
    /// What was not understood.
    pub quarantine: Quarantine,
}

/// How many records are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Locations.
    pub locations: Count,
    /// EVSEs that are still there.
    pub evses: Count,
    /// Of them those that nobody holds now.
    pub unassigned: Count,
    /// Tariffs.
    pub tariffs: Count,
    /// Sessions.
    pub sessions: Count,
    /// CDRs.
    pub cdrs: Count,
}

/// How far a module is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Module {
    /// OCPI's name for it.
    pub name: String,
    /// The day since when everything of it is here, `YYYY-MM-DD`; nothing while nothing is complete.
    pub complete_from: Option<String>,
    /// Whether nothing older is left to ask for.
    pub is_whole: bool,
    /// When the last walk up to its present began, by the CPMS's clock.
    pub as_of: Option<String>,
    /// Where its cursor is: the walks under way, or next.
    pub walks: Vec<Walk>,
}

/// A walk through what changed between two instants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Walk {
    /// Whether it leads to what is older than all that is here.
    pub is_backfill: bool,
    /// RFC 3339; nothing for the beginning of time.
    pub from: Option<String>,
    /// RFC 3339.
    pub until: String,
    /// Records of it that have come.
    pub walked: Count,
    /// How many it has, as far as the CPMS says.
    pub total: Option<Count>,
}

/// Records that were not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Quarantine {
    /// So many there are.
    pub records: Count,
    /// Why, the commonest reason first.
    pub reasons: Vec<Reason>,
    /// The newest of them.
    pub newest: Vec<Quarantined>,
}

/// Why records were not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// A stable code, for example `invalid-timestamp`.
    pub reason: String,
    /// How many records.
    pub records: Count,
}

/// A record that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Quarantined {
    /// OCPI's name for its module.
    pub module: String,
    /// The CPMS's own id of it, as far as it has one.
    pub id: Option<String>,
    /// Why: a stable code.
    pub reason: String,
    /// Where in the record.
    pub field: String,
    /// When it came first, RFC 3339.
    pub seen_at: String,
}

/// Asks how far the CPMSs are.
///
/// # Errors
/// The Reader's.
pub async fn connections(
    reader: &mut Reader,
    now: DateTime<Utc>,
) -> Result<Visible<Connections>, ReadError> {
    Ok(reader.connections(now).await?.map(shaped))
}

fn shaped(found: Vec<ConnectionSeen>) -> Connections {
    let each = found.iter().filter_map(|seen| seen.freshness.as_of);
    Connections {
        as_of: each.min().map(instant),
        connections: found.into_iter().map(connection).collect(),
    }
}

fn connection(found: ConnectionSeen) -> Connection {
    let ConnectionSeen {
        id,
        freshness,
        inside,
    } = found;
    Connection {
        id,
        as_of: freshness.as_of.map(instant),
        complete_from: freshness.complete_from.map(day),
        is_whole: freshness.is_whole(),
        inside: inside.map(self::inside),
    }
}

fn inside(found: ConnectionInside) -> Inside {
    let records = found.reasons.iter().map(|(_, records)| records).sum();
    Inside {
        origin: found.url.as_deref().map(origin),
        found: counts(found.found),
        modules: found.modules.into_iter().map(module).collect(),
        quarantine: Quarantine {
            records: Count::new(records),
            reasons: found.reasons.into_iter().map(reason).collect(),
            newest: found.quarantined.into_iter().map(quarantined).collect(),
        },
    }
}

fn counts(found: RecordsFound) -> Found {
    Found {
        locations: Count::new(found.locations),
        evses: Count::new(found.evses),
        unassigned: Count::new(found.unassigned),
        tariffs: Count::new(found.tariffs),
        sessions: Count::new(found.sessions),
        cdrs: Count::new(found.cdrs),
    }
}

fn module(found: ModuleSeen) -> Module {
    let freshness = Freshness {
        as_of: found.as_of,
        complete_from: found.complete_from,
    };
    Module {
        name: found.module,
        complete_from: freshness.complete_from.map(day),
        is_whole: freshness.is_whole(),
        as_of: freshness.as_of.map(instant),
        walks: found.walks.into_iter().map(walk).collect(),
    }
}

fn walk(found: WalkSeen) -> Walk {
    Walk {
        is_backfill: found.is_backfill,
        from: found.from.map(instant),
        until: instant(found.until),
        walked: Count::new(found.walked),
        total: found.total.map(Count::new),
    }
}

fn reason((reason, records): (String, i64)) -> Reason {
    Reason {
        reason,
        records: Count::new(records),
    }
}

fn quarantined(found: QuarantinedRecord) -> Quarantined {
    Quarantined {
        module: found.module,
        id: found.id,
        reason: found.reason,
        field: found.field,
        seen_at: instant(found.seen_at),
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn day(day: NaiveDate) -> String {
    day.to_string()
}

/// Without a path or a name that somebody wrote into it: both can hold a key.
fn origin(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return String::new();
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_nothing_is_told_that_could_be_a_key() {
        for (url, told) in [
            ("https://cpms.example/ocpi/versions", "https://cpms.example"),
            ("http://127.0.0.1:4711", "http://127.0.0.1:4711"),
            ("https://me:key@cpms.example/x", "https://cpms.example"),
            ("https://cpms.example?key=1", "https://cpms.example"),
            ("https://cpms.example#key", "https://cpms.example"),
            ("key", ""),
        ] {
            assert_eq!(origin(url), told, "{url}");
        }
    }

    fn seen(id: &str, as_of: Option<i64>) -> ConnectionSeen {
        ConnectionSeen {
            id: id.to_owned(),
            freshness: Freshness {
                as_of: as_of.and_then(|at| DateTime::from_timestamp(at, 0)),
                complete_from: None,
            },
            inside: None,
        }
    }

    #[test]
    fn the_profile_is_as_old_as_the_cpms_that_was_asked_longest_ago() {
        let as_of = |found: Vec<ConnectionSeen>| shaped(found).as_of;
        assert_eq!(as_of(vec![seen("a", None)]), None);
        assert_eq!(
            as_of(vec![
                seen("a", Some(60)),
                seen("b", Some(1)),
                seen("c", None)
            ])
            .as_deref(),
            Some("1970-01-01T00:00:01Z")
        );
    }
}
