//! Lays out the masked views over facts, once for each shape, as static text.
//!
//! A shape is a way to find the rows of a Scope (ACCESS.md, "In SQL"): *all* for the operator; *wide* starts from
//! the tenant's records and leaves some out; *narrow* starts from places and people and finds theirs. Each over
//! those dimensions alone that the Scope names something of: one that is empty is asked of each row all the same. In
//! each, a row meets at most one scope row a dimension, and its bits are those of all dimensions together.

use std::{env, fs, io, path::Path};

/// What a scope row can name: joined to a record `c` by an equality, and by the time at which it started.
struct Dimension {
    alias: &'static str,
    table: &'static str,
    on: &'static str,
}

/// What rows of a shape start from.
#[derive(Clone, Copy)]
enum Start {
    Everything,
    Tenant,
    Dimensions,
}

struct Shape {
    /// Of its script.
    name: &'static str,
    start: Start,
    /// By their aliases: what its Scopes name something of.
    dimensions: &'static [&'static str],
}

const UNITS: &[&str] = &["u"];
const PLACES: &[&str] = &["u", "e"];
const PEOPLE: &[&str] = &["u", "h", "g"];
const ANY: &[&str] = &["u", "e", "h", "g", "uh", "ug", "eh", "eg"];

const SHAPES: [Shape; 7] = [
    Shape::new("all", Start::Everything, &[]),
    Shape::new("wide_units", Start::Tenant, UNITS),
    Shape::new("wide_places", Start::Tenant, PLACES),
    Shape::new("wide_people", Start::Tenant, PEOPLE),
    Shape::new("wide_any", Start::Tenant, ANY),
    Shape::new("narrow_places", Start::Dimensions, PLACES),
    Shape::new("narrow_any", Start::Dimensions, ANY),
];

const DIMENSIONS: [Dimension; 8] = [
    Dimension {
        alias: "u",
        table: "s_place",
        on: "u.kind = 1 AND u.id = c.unit",
    },
    Dimension {
        alias: "e",
        table: "s_place",
        on: "e.kind = 2 AND e.id = c.evse",
    },
    // a token belongs to a driver or to a vehicle, never to both
    Dimension {
        alias: "h",
        table: "s_who",
        on: "h.kind = iif(c.driver IS NULL, 2, 1) AND h.id = coalesce(c.driver, c.vehicle)",
    },
    Dimension {
        alias: "g",
        table: "s_who",
        on: "g.kind = 3 AND g.id = c.user_group",
    },
    Dimension {
        alias: "uh",
        table: "s_pair",
        on: "uh.place_kind = 1 AND uh.place = c.unit
            AND uh.who_kind = iif(c.driver IS NULL, 2, 1) AND uh.who = coalesce(c.driver, c.vehicle)",
    },
    Dimension {
        alias: "ug",
        table: "s_pair",
        on: "ug.place_kind = 1 AND ug.place = c.unit AND ug.who_kind = 3 AND ug.who = coalesce(c.user_group, 0)",
    },
    Dimension {
        alias: "eh",
        table: "s_pair",
        on: "eh.place_kind = 2 AND eh.place = c.evse
            AND eh.who_kind = iif(c.driver IS NULL, 2, 1) AND eh.who = coalesce(c.driver, c.vehicle)",
    },
    Dimension {
        alias: "eg",
        table: "s_pair",
        on: "eg.place_kind = 2 AND eg.place = c.evse AND eg.who_kind = 3 AND eg.who = coalesce(c.user_group, 0)",
    },
];

/// How narrow shapes find records from a dimension: its rows, and the column of the record that is looked up.
const ARMS: [(&str, &str, &str); 9] = [
    ("u", "u.kind = 1", "c.unit = u.id"),
    ("e", "e.kind = 2", "c.evse = e.id"),
    ("h", "h.kind = 1", "c.driver = h.id"),
    ("h", "h.kind = 2", "c.vehicle = h.id"),
    ("g", "g.kind = 3", "c.user_group = g.id"),
    ("uh", "uh.place_kind = 1", "c.unit = uh.place"),
    ("ug", "ug.place_kind = 1", "c.unit = ug.place"),
    ("eh", "eh.place_kind = 2", "c.evse = eh.place"),
    ("eg", "eg.place_kind = 2", "c.evse = eg.place"),
];

/// Writes one script a shape to `OUT_DIR`.
pub(crate) fn write() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let read = |name: &str| fs::read_to_string(Path::new("src/sql/views").join(name));
    let people = read("masked_people.sql")?;
    let with_people = |view: String| view.replace("{people}", people.trim());
    let masked = read("masked.sql")?;
    let plain = with_people(masked.clone());
    let named = masked.replace("{people}", read("masked_named.sql")?.trim());
    let joins = read("named.sql")?;
    let mut facts = Vec::new();
    for fact in ["session", "cdr"] {
        let view = read(&format!("{fact}.sql"))?;
        for (name, masked, joins) in [
            (format!("v_{fact}"), &plain, ""),
            (format!("v_{fact}_named"), &named, joins.trim_end()),
        ] {
            let view = view.replace("{view}", &name).replace("{joins}", joins);
            facts.push((fact, view.replace("{masked}", masked.trim())));
        }
    }
    let (seen, release) = (read("seen.sql")?, read("release.sql")?);
    let cover = with_people(read("cover.sql")?);
    let listed = read("listed.sql")?;
    let (operator, tenant) = (read("operator.sql")?, read("tenant.sql")?);
    for shape in SHAPES {
        let others = match shape.start {
            Start::Everything => &operator,
            Start::Tenant | Start::Dimensions => &tenant,
        };
        let mut script = format!("{release}{cover}{others}");
        for (fact, view) in &facts {
            script += &view.replace("{rows}", &shape.rows(fact));
        }
        script += &seen
            .replace("{session}", &shape.of_any_time("session", "true"))
            .replace("{running}", &shape.running())
            .replace("{cdr}", &shape.of_any_time("cdr", "true"));
        script += &listed;
        fs::write(Path::new(&out).join(format!("{}.sql", shape.name)), script)?;
    }
    Ok(())
}

const ACTIVE: &str = "c.status = 'ACTIVE'";

const IN_PERIOD: &str = "c.started_at >= me.t_from AND c.started_at < me.t_until";

impl Shape {
    const fn new(name: &'static str, start: Start, dimensions: &'static [&'static str]) -> Self {
        Self {
            name,
            start,
            dimensions,
        }
    }

    /// Records of the period that is asked for.
    fn rows(&self, fact: &str) -> String {
        match self.start {
            Start::Everything => all(fact, IN_PERIOD),
            Start::Tenant => wide(fact, &self.dimensions(), IN_PERIOD),
            Start::Dimensions => narrow(fact, &self.dimensions()),
        }
    }

    /// Records of whatever time: these are looked up by something else than where or whose they are.
    fn of_any_time(&self, fact: &str, on: &str) -> String {
        match self.start {
            Start::Everything => all(fact, on),
            Start::Tenant | Start::Dimensions => wide(fact, &self.dimensions(), on),
        }
    }

    /// By an index of running sessions alone: there are few, however many there ever were.
    fn running(&self) -> String {
        let table = "main.session c";
        let sessions = self.of_any_time("session", ACTIVE);
        sessions.replace(table, &format!("{table} INDEXED BY session_running"))
    }

    fn dimensions(&self) -> Vec<&'static Dimension> {
        let named = |dimension: &&Dimension| self.dimensions.contains(&dimension.alias);
        DIMENSIONS.iter().filter(named).collect()
    }
}

fn all(fact: &str, on: &str) -> String {
    format!("SELECT c.*, me.bits\nFROM temp.s_me me\nCROSS JOIN main.{fact} c ON {on}")
}

fn wide(fact: &str, dimensions: &[&Dimension], on: &str) -> String {
    let joins: String = dimensions.iter().copied().map(left_join).collect();
    format!(
        "SELECT c.*, {} AS bits\nFROM temp.s_me me\n\
         CROSS JOIN main.{fact} c ON c.tenant = me.tenant AND {on}{joins}",
        bits(dimensions)
    )
}

fn narrow(fact: &str, dimensions: &[&Dimension]) -> String {
    let arms = ARMS.iter().filter_map(|(alias, rows, seek)| {
        let at = dimensions.iter().position(|own| own.alias == *alias)?;
        Some(arm(fact, dimensions, at, rows, seek))
    });
    arms.collect::<Vec<_>>().join("\nUNION ALL\n")
}

/// The records of one dimension that none before it has found.
fn arm(fact: &str, dimensions: &[&Dimension], at: usize, rows: &str, seek: &str) -> String {
    let own = dimensions[at];
    let others = dimensions
        .iter()
        .copied()
        .filter(|other| other.alias != own.alias);
    let joins: String = others.map(left_join).collect();
    let found: String = dimensions[..at]
        .iter()
        .map(|earlier| format!(" AND {}.t0 IS NULL", earlier.alias))
        .collect();
    let (alias, table, on) = (own.alias, own.table, own.on);
    format!(
        "SELECT c.*, {bits} AS bits\nFROM temp.s_me me\nCROSS JOIN temp.{table} {alias}\n\
         CROSS JOIN main.{fact} c ON {seek} AND {on} AND c.tenant = me.tenant\n    \
         AND c.started_at >= max({alias}.t0, me.t_from) AND c.started_at < min({alias}.t1, me.t_until){joins}\n\
         WHERE {rows}{found}",
        bits = bits(dimensions),
    )
}

fn left_join(dimension: &Dimension) -> String {
    let Dimension { alias, table, on } = dimension;
    format!(
        "\nLEFT JOIN temp.{table} {alias} ON {on}\n    \
         AND {alias}.t0 <= c.started_at AND c.started_at < {alias}.t1"
    )
}

fn bits(dimensions: &[&Dimension]) -> String {
    let bits = dimensions
        .iter()
        .map(|own| format!("coalesce({}.bits, 0)", own.alias));
    bits.collect::<Vec<_>>().join(" | ")
}
