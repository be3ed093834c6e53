//! One row in full: what it cost by the CPMS and by its tariff, and the CPMS's own record, field by field.

use std::{
    collections::{BTreeSet, HashMap},
    io,
};

use access::Class;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use specta::Type;
use sqlx::SqliteConnection;
use zstd::bulk::Decompressor;

use super::{
    SessionRow,
    id::{self, IdKey, NaturalId},
    listing::RecordKey,
    row::{self, CDR, Read, SESSION},
};
use crate::{
    Cell, Reader,
    audit::What,
    error::ReadError,
    reader::{Period, ask_for},
    unpack::unpacked,
    visible::Visible,
    wire::Minor4,
};

/// A row in full.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionDetail {
    /// As the list has it.
    pub row: SessionRow,
    /// The local day on which it started.
    pub day: NaiveDate,
    /// The Location's.
    pub time_zone: Tz,
    /// What it comes to by its tariff, without VAT.
    pub our_net: Cell<Minor4>,
    /// With VAT, where the tariff says it.
    pub our_gross: Cell<Minor4>,
    /// Why its price differs or can't be worked out, as in `cdr.price_reason`.
    pub price_reason: Cell<String>,
    /// What the net by its tariff is made of.
    pub our_parts: Cell<Vec<SessionPart>>,
    /// The fields of the CDR, as the CPMS wrote them; none of a Session that no CDR bills.
    pub cdr: Vec<RecordField>,
    /// Those of the Session, where it is here.
    pub session: Vec<RecordField>,
}

/// One component of a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionPart {
    /// `energy`, `time`, `parking` or `flat`.
    pub component: String,
    /// What is billed: kWh, hours, or once; a decimal.
    pub quantity: String,
    /// Net, for one; nothing where it was not the same all the time.
    pub price: Option<String>,
    /// Without VAT.
    pub net: Minor4,
    /// With VAT, where the tariff says it.
    pub gross: Option<Minor4>,
}

/// A field of a record, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordField {
    /// Such as `charging_periods[0].dimensions[1].volume`.
    pub path: String,
    /// Its text.
    pub text: String,
}

#[derive(sqlx::FromRow)]
struct Candidate {
    #[sqlx(flatten)]
    natural: NaturalId,
    record: i64,
}

#[derive(sqlx::FromRow)]
struct Packed {
    dictionary: Option<i64>,
    bytes: Vec<u8>,
}

impl Reader {
    /// The row of an id from the list; nothing for one that is not there, or not for this person: the two are the same.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn session(
        &mut self,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<Visible<Option<SessionDetail>>, ReadError> {
        let scope = self.scope.id();
        let id_key = self.id_key.clone();
        let mut transaction = self.begin(now).await?;
        let found = detail(&mut transaction, &id_key, id, now).await?;
        transaction.rollback().await?;
        let Some((detail, named)) = found else {
            return Ok(Visible::new(None, scope));
        };
        let day = detail.day;
        self.put_down(What::Session, (day, day), named, now).await?;
        Ok(Visible::new(Some(detail), scope))
    }
}

/// With who is named in it.
async fn detail(
    db: &mut SqliteConnection,
    id_key: &IdKey,
    id: &str,
    now: DateTime<Utc>,
) -> Result<Option<(SessionDetail, BTreeSet<String>)>, ReadError> {
    let Some(started_at) = id::started_at(id) else {
        return Ok(None);
    };
    let Some(key) = resolve(db, id_key, id, started_at).await? else {
        return Ok(None);
    };
    let Some((_, read)) = row::read(db, &[key]).await?.pop() else {
        return Ok(None);
    };
    let session = match key.kind {
        CDR => partner(db, &read).await?,
        _ => None,
    };
    ask_for(db, Period::ALWAYS).await?;
    let own = fields(db, key.kind, key.record).await?;
    let (cdr, of_session) = match (key.kind, &session) {
        (CDR, Some(session)) => (own, fields(db, SESSION, session.record).await?),
        (CDR, None) => (own, Vec::new()),
        _ => (Vec::new(), own),
    };
    let has_money = read.has(Class::C);
    let money = |value: Option<i64>| match value {
        _ if !has_money => Cell::Hidden,
        Some(value) => Cell::Shown(Minor4::new(value)),
        None => Cell::Empty,
    };
    // whoever may know who it was is told by the record's own fields, also where nobody is enrolled
    let named = [Some(&read), session.as_ref()].into_iter().flatten();
    let named = named.filter(|read| read.has(Class::D)).map(Read::named);
    let named = named.collect();
    let detail = SessionDetail {
        row: read.row(id_key, now),
        day: read.day(),
        time_zone: read.zone(),
        our_net: money(read.our_net),
        our_gross: money(read.our_gross),
        price_reason: match &read.price_reason {
            _ if !has_money => Cell::Hidden,
            Some(reason) => Cell::Shown(reason.clone()),
            None => Cell::Empty,
        },
        our_parts: match &read.our_parts {
            _ if !has_money => Cell::Hidden,
            Some(parts) => Cell::Shown(parts_of(parts)),
            None => Cell::Empty,
        },
        cdr,
        session: of_session,
    };
    Ok(Some((detail, named)))
}

/// The record that goes by this name, among those that started then.
async fn resolve(
    db: &mut SqliteConnection,
    key: &IdKey,
    id: &str,
    started_at: i64,
) -> Result<Option<RecordKey>, ReadError> {
    let period = Period {
        from: started_at,
        until: started_at.saturating_add(1),
    };
    ask_for(db, period).await?;
    let candidates: Vec<Candidate> = sqlx::query_as(
        "SELECT l.kind, l.record, l.country, l.party, l.id,
            coalesce((SELECT p.connection FROM v_location p WHERE p.location = l.location), '') AS connection
         FROM v_listed l",
    )
    .fetch_all(db)
    .await?;
    let found = candidates
        .into_iter()
        .find(|candidate| key.id(started_at, &candidate.natural) == id);
    Ok(found.map(|found| RecordKey {
        kind: found.natural.kind(),
        record: found.record,
        started_at,
    }))
}

/// The Session that a CDR bills, if this person sees it.
async fn partner(db: &mut SqliteConnection, cdr: &Read) -> Result<Option<Read>, ReadError> {
    ask_for(db, Period::ALWAYS).await?;
    let found: Option<(i64, i64)> = sqlx::query_as(
        "SELECT s.session, s.started_at FROM v_cdr c
         CROSS JOIN v_session s ON s.connection = c.connection AND s.country = c.country AND s.party = c.party
            AND s.id = c.session_id
         WHERE c.cdr = ?",
    )
    .bind(cdr.record)
    .fetch_optional(&mut *db)
    .await?;
    let Some((record, started_at)) = found else {
        return Ok(None);
    };
    let key = RecordKey {
        kind: SESSION,
        record,
        started_at,
    };
    Ok(row::read(db, &[key])
        .await?
        .pop()
        .map(|(_, session)| session))
}

/// Those of a record's fields that are open on it, in their natural order.
async fn fields(
    db: &mut SqliteConnection,
    kind: u8,
    record: i64,
) -> Result<Vec<RecordField>, ReadError> {
    let packed: Vec<Packed> = sqlx::query_as(
        "SELECT dictionary, bytes FROM v_record_field WHERE kind = ? AND record = ?",
    )
    .bind(kind)
    .bind(record)
    .fetch_all(&mut *db)
    .await?;
    let dictionaries = dictionaries(db, kind).await?;
    let mut fields = Vec::new();
    for Packed { dictionary, bytes } in packed {
        let dictionary = dictionary.and_then(|dictionary| dictionaries.get(&dictionary));
        fields.extend(fields_in(dictionary, &bytes)?);
    }
    fields.sort_by_cached_key(|field| natural(&field.path));
    Ok(fields)
}

/// The wanted ones among the commercial fields of these CDRs (a JSON array of keys), as far as they are open.
pub(in crate::reader) async fn fields_of(
    db: &mut SqliteConnection,
    records: &str,
    wanted: fn(&str) -> bool,
) -> Result<HashMap<i64, Vec<RecordField>>, ReadError> {
    let packed: Vec<(i64, Option<i64>, Vec<u8>)> =
        sqlx::query_as(include_str!("../../sql/statement/fields.sql"))
            .bind(records)
            .fetch_all(&mut *db)
            .await?;
    let dictionaries = dictionaries(db, CDR).await?;
    let mut all = HashMap::with_capacity(packed.len());
    for (record, dictionary, bytes) in packed {
        let dictionary = dictionary.and_then(|dictionary| dictionaries.get(&dictionary));
        let mut fields = fields_in(dictionary, &bytes)?;
        fields.retain(|field| wanted(&field.path));
        all.insert(record, fields);
    }
    Ok(all)
}

async fn dictionaries(
    db: &mut SqliteConnection,
    kind: u8,
) -> Result<HashMap<i64, Vec<u8>>, sqlx::Error> {
    let all = sqlx::query_as("SELECT dictionary, bytes FROM v_dictionary WHERE kind = ?")
        .bind(kind)
        .fetch_all(db)
        .await?;
    Ok(all.into_iter().collect())
}

fn fields_in(dictionary: Option<&Vec<u8>>, bytes: &[u8]) -> Result<Vec<RecordField>, ReadError> {
    let text = unpack(dictionary.map_or(&[], Vec::as_slice), bytes)?;
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&text).unwrap_or_default();
    let field = |(path, value)| RecordField {
        path,
        text: match value {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        },
    };
    Ok(object.into_iter().map(field).collect())
}

fn unpack(dictionary: &[u8], bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let unpacked =
        Decompressor::with_dictionary(dictionary).and_then(|mut plain| unpacked(&mut plain, bytes));
    unpacked.map_err(|error: io::Error| ReadError::Compression(error))
}

/// `[2]` before `[10]`.
fn natural(path: &str) -> Vec<(u64, String)> {
    let pieces = path.split(['[', ']']);
    pieces
        .map(|piece| match piece.parse() {
            Ok(number) => (number, String::new()),
            Err(_) => (0, piece.to_owned()),
        })
        .collect()
}

/// As `cdr.our_parts` has them.
pub(in crate::reader) fn parts_of(json: &str) -> Vec<SessionPart> {
    type Row = (
        String,
        String,
        Option<String>,
        i64,
        Option<i64>,
        Option<i64>,
    );
    let rows: Vec<Row> = serde_json::from_str(json).unwrap_or_default();
    let part = |(component, quantity, price, net, _, gross): Row| SessionPart {
        component,
        quantity,
        price,
        net: Minor4::new(net),
        gross: gross.map(Minor4::new),
    };
    rows.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_period_comes_before_the_tenth() {
        let mut paths = [
            "a[10].b",
            "a[2].b",
            "a[2].a",
            "c",
            "a[2].b[1].x",
            "a[2].b[0].x",
        ];
        paths.sort_by_cached_key(|path| natural(path));
        assert_eq!(
            paths,
            [
                "a[2].a",
                "a[2].b",
                "a[2].b[0].x",
                "a[2].b[1].x",
                "a[10].b",
                "c"
            ]
        );
    }
}
