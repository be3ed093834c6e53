//! A Scope as rows of the temporary tables that the masked views join.

use std::collections::BTreeMap;

use access::{Bits, Entry, Node, Place, Rows, Scope, Span, Who};
use sqlx::SqliteConnection;

use super::cut::number;
use crate::writer::json;

/// Kind, id, from, until, bits.
type Single = (i64, i64, i64, i64, u8);
/// Kind and id of the place, kind and id of the person, from, until, bits.
type Pair = (i64, i64, i64, i64, i64, i64, u8);

/// Node, and the day that is left out.
type Root = (i64, Option<i64>);
/// Unit, its node, and the month that it takes.
type Live = (i64, i64, i64);

/// What the temporary tables hold. In tests a fault can be put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScopeRows {
    pub(crate) tenant: Option<i64>,
    pub(crate) bits: u8,
    pub(crate) now_at: i64,
    pub(crate) places: Vec<Single>,
    pub(crate) people: Vec<Single>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) roots: Vec<Root>,
    pub(crate) live: Vec<Live>,
}

impl ScopeRows {
    pub(crate) fn of(scope: &Scope) -> Self {
        let now_at = scope.since().timestamp_millis();
        match scope.rows() {
            Rows::All => Self {
                tenant: None,
                bits: Bits::ALL.get(),
                now_at,
                places: Vec::new(),
                people: Vec::new(),
                pairs: Vec::new(),
                roots: Vec::new(),
                live: Vec::new(),
            },
            Rows::Tenant(rows) => Self {
                tenant: Some(rows.tenant.0),
                bits: Bits::NONE.get(),
                now_at,
                places: rows
                    .places
                    .iter()
                    .map(|entry| single(entry, place))
                    .collect(),
                people: rows.people.iter().map(|entry| single(entry, who)).collect(),
                pairs: rows.pairs.iter().map(pair).collect(),
                roots: rows
                    .roots
                    .iter()
                    .map(|root| (node(root.node), root.today.map(number)))
                    .collect(),
                live: rows
                    .live
                    .iter()
                    .map(|live| (live.unit.0, node(live.node), live.last_month))
                    .collect(),
            },
        }
    }

    pub(super) async fn write(&self, db: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO temp.s_me (only_row, tenant, bits, now_at, t_from, t_until, m_first, m_last)
             VALUES (1, ?, ?, ?, 0, 0, 0, 0)",
        )
        .bind(self.tenant)
        .bind(self.bits)
        .bind(self.now_at)
        .execute(&mut *db)
        .await?;
        if self.tenant.is_none() {
            // who sees everything sees every unit, and what is in none
            sqlx::query(
                "INSERT INTO temp.s_whole (unit, tenant, has_money, who)
                 SELECT unit, tenant, 1, 192 FROM main.unit UNION ALL VALUES (0, NULL, 1, 192)",
            )
            .execute(&mut *db)
            .await?;
        }
        let (units, groups_of_units) = self.whole_units();
        for (statement, rows) in [
            (
                "INSERT INTO temp.s_place (kind, id, t0, t1, bits)
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)",
                json(&self.places),
            ),
            (
                "INSERT INTO temp.s_who (kind, id, t0, t1, bits)
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)",
                json(&self.people),
            ),
            (
                "INSERT INTO temp.s_pair (place_kind, place, who_kind, who, t0, t1, bits)
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
                 FROM json_each(?)",
                json(&self.pairs),
            ),
            (
                "INSERT INTO temp.s_root (node, today) SELECT value ->> 0, value ->> 1 FROM json_each(?)",
                json(&self.roots),
            ),
            (
                "INSERT INTO temp.s_live (unit, node, last_month)
                 SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
                json(&self.live),
            ),
            (
                "INSERT INTO temp.s_whole (unit, tenant, has_money, who)
                 SELECT j.value ->> 0, me.tenant, j.value ->> 1, j.value ->> 2
                 FROM json_each(?) j CROSS JOIN temp.s_me me",
                json(&units),
            ),
            (
                "INSERT INTO temp.s_whole_group (unit, user_group, who)
                 SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
                json(&groups_of_units),
            ),
            (
                include_str!("../sql/cover_nodes.sql"),
                json(&self.whole_groups()),
            ),
        ] {
            sqlx::query(statement).bind(rows).execute(&mut *db).await?;
        }
        sqlx::query(include_str!("../sql/cover_groups.sql"))
            .execute(db)
            .await?;
        Ok(())
    }

    /// The units of which every row there ever was is seen, and the groups whose people are told apart otherwise there; none
    /// at all, unless these are all rows that are seen, and all money.
    fn whole_units(&self) -> (Vec<Whole>, Vec<OfGroup>) {
        let (mut units, mut rest): (BTreeMap<i64, Vec<Single>>, u8) = Default::default();
        for place in &self.places {
            match *place {
                (1, unit, .., bits) if bits & ROWS != 0 => {
                    units.entry(unit).or_default().push(*place);
                }
                (1, ..) => {}
                (.., bits) => rest |= bits,
            }
        }
        rest |= self.people.iter().fold(0, |bits, (.., more)| bits | more);
        let units = always(units);
        let mut groups: BTreeMap<(i64, i64), Vec<Single>> = BTreeMap::new();
        for pair in &self.pairs {
            let (place_kind, place, who_kind, who, t0, t1, bits) = *pair;
            let Some(open) = units.get(&place).filter(|_| place_kind == 1) else {
                rest |= bits;
                continue;
            };
            let more = bits & !(open.bits | open.who.unwrap_or_default());
            if who_kind == 3 {
                let stretch = (who_kind, who, t0, t1, more & WHO);
                groups.entry((place, who)).or_default().push(stretch);
                rest |= more & !WHO;
            } else {
                rest |= more;
            }
        }
        let mut of_groups = Vec::new();
        for ((unit, group), stretches) in groups {
            let of_all = units.get(&unit).and_then(|open| open.who);
            let more = Always::of(stretches).and_then(|more| more.who);
            match of_all.zip(more) {
                Some((of_all, more)) => of_groups.push((unit, group, of_all | more)),
                // not the same at any time
                None => rest |= WHO,
            }
        }
        (wholes(units, rest), of_groups)
    }

    /// The groups of which every row there ever was is seen, wherever; none, unless these are all rows that are seen.
    fn whole_groups(&self) -> Vec<Whole> {
        let (mut groups, mut rest): (BTreeMap<i64, Vec<Single>>, u8) = Default::default();
        for person in &self.people {
            match *person {
                (3, group, .., bits) if group != 0 && bits & ROWS != 0 => {
                    groups.entry(group).or_default().push(*person);
                }
                (.., bits) => rest |= bits,
            }
        }
        rest |= self.places.iter().fold(0, |bits, (.., more)| bits | more);
        rest |= self.pairs.iter().fold(0, |bits, (.., more)| bits | more);
        wholes(always(groups), rest)
    }
}

/// A unit or group, whether its money is open, and how its people are told apart, if that is the same of all.
type Whole = (i64, i64, Option<u8>);
/// A unit, a group, and how its people are told apart there.
type OfGroup = (i64, i64, u8);

/// Class S, class C, and those of whoever charged: P and D.
const ROWS: u8 = 16;
const MONEY: u8 = 32;
const WHO: u8 = 64 | 128;

/// What is open on all rows of something, whatever their time.
struct Always {
    /// Of rows and money.
    bits: u8,
    /// Of who charged; `None`: not the same at any time.
    who: Option<u8>,
}

/// Those of which some are open whatever the time; nothing, if one of them is not.
fn always(stretches: BTreeMap<i64, Vec<Single>>) -> BTreeMap<i64, Always> {
    let always: Option<_> = stretches
        .into_iter()
        .map(|(key, stretches)| Some((key, Always::of(stretches)?)))
        .collect();
    always.unwrap_or_default()
}

/// `rest` is open elsewhere, too.
fn wholes(open: BTreeMap<i64, Always>, rest: u8) -> Vec<Whole> {
    if rest & (ROWS | MONEY) != 0 {
        return Vec::new();
    }
    let open = open.into_iter().map(|(key, open)| {
        let who = open.who.filter(|_| rest & WHO == 0);
        (key, i64::from(open.bits & MONEY != 0), who)
    });
    open.collect()
}

impl Always {
    /// `None` where it is not always the same.
    fn of(mut stretches: Vec<Single>) -> Option<Self> {
        stretches.sort_unstable();
        let mut until = i64::MIN;
        let mut open: Option<Self> = None;
        for (_, _, t0, t1, bits) in stretches {
            let own = Self {
                bits: bits & (ROWS | MONEY),
                who: Some(bits & WHO),
            };
            open = match open {
                _ if t0 != until => return None,
                None => Some(own),
                Some(open) if open.bits != own.bits => return None,
                Some(open) => Some(Self {
                    who: own.who.filter(|who| open.who == Some(*who)),
                    ..open
                }),
            };
            until = t1;
        }
        open.filter(|_| until == i64::MAX)
    }
}

fn single<K: Copy>(entry: &Entry<K>, key: fn(K) -> (i64, i64)) -> Single {
    let (kind, id) = key(entry.key);
    let Span { from, until } = entry.during;
    (kind, id, from, until, entry.bits.get())
}

fn pair(entry: &Entry<(Place, Who)>) -> Pair {
    let ((place_kind, place), (who_kind, who)) = (place(entry.key.0), who(entry.key.1));
    let Span { from, until } = entry.during;
    (
        place_kind,
        place,
        who_kind,
        who,
        from,
        until,
        entry.bits.get(),
    )
}

/// As `unit_node` numbers them.
fn node(node: Node) -> i64 {
    match node {
        Node::Subtree(unit) => unit.0,
        Node::Own(unit) => -1 - unit.0,
    }
}

fn place(place: Place) -> (i64, i64) {
    match place {
        Place::Unit(unit) => (1, unit.0),
        Place::Evse(evse) => (2, evse.0),
    }
}

fn who(who: Who) -> (i64, i64) {
    match who {
        Who::Driver(driver) => (1, driver.0),
        Who::Vehicle(vehicle) => (2, vehicle.0),
        Who::Group(group) => (3, group.0),
        Who::NoGroup => (3, 0),
    }
}
