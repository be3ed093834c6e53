//! Pages of the list.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use access::{Class, Scope, setup::Feature};
use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    Listing, MOST_ROWS, Reached, SessionFilter, SessionList, SessionPage,
    listing::RecordKey,
    row::{self, Read},
};
use crate::{
    Cell, Plain, Reader,
    audit::What,
    error::ReadError,
    reader::freshness::{self, Freshness},
    visible::Visible,
    wire::{Count, Wh},
};

/// Lists of one property at a time are what everybody has who sees rows; this is more.
const ROWS_ACROSS: &str = "rows_across";

/// Whether rows of all properties are listed together.
pub fn has_rows_across(scope: &Scope) -> bool {
    Feature::new(ROWS_ACROSS).is_some_and(|feature| scope.can(&feature))
}

impl Reader {
    /// Rows of what was charged. Without the feature `rows_across` they are of one property at a time.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn sessions(
        &mut self,
        filter: &SessionFilter,
        page: SessionPage,
        now: DateTime<Utc>,
    ) -> Result<Visible<SessionList>, ReadError> {
        let wants_property = filter.property.is_none() && !has_rows_across(&self.scope);
        if wants_property || !self.scope.opens(Class::S) {
            let nothing = SessionList {
                wants_property,
                as_of: None,
                complete_from: None,
                is_incomplete: false,
                rows: Count::new(0),
                energy: Wh::new(0),
                net: Cell::Hidden,
                net_of: None,
                has_people: false,
                skipped: Count::new(0),
                page: Vec::new(),
            };
            return Ok(Visible::new(nothing, self.scope.id()));
        }
        let has_money = self.scope.opens(Class::C);
        let kept = self.listing.take();
        let kept = kept.filter(|kept| !page.afresh && kept.filter == *filter);
        let mut transaction = self.begin(now).await?;
        let listing = match kept {
            Some(kept) => kept,
            None => Listing::find(&mut transaction, filter, has_money, now).await?,
        };
        let skip = usize::try_from(page.skip).unwrap_or(usize::MAX);
        let take = usize::try_from(page.take.min(MOST_ROWS)).unwrap_or_default();
        let keys: Vec<RecordKey> = listing.keys.iter().skip(skip).take(take).copied().collect();
        let rows = row::read(&mut transaction, &keys).await?;
        let Freshness {
            as_of,
            complete_from,
        } = freshness::of(&mut transaction).await?;
        transaction.rollback().await?;
        let named: BTreeSet<String> = rows
            .iter()
            .filter(|(_, row)| page.with_people && row.names_somebody())
            .map(|(_, row)| row.named())
            .collect();
        let days = (filter.from, filter.to);
        self.put_down(What::Sessions, days, named, now).await?;
        let rows: BTreeMap<RecordKey, Read> = rows.into_iter().collect();
        let list = SessionList {
            wants_property: false,
            as_of: as_of.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            is_incomplete: complete_from.is_none_or(|day| filter.from < day),
            complete_from: complete_from.map(|day| day.to_string()),
            rows: Count::new(i64::try_from(listing.keys.len()).unwrap_or(i64::MAX)),
            energy: listing.energy,
            net: listing.net.clone(),
            net_of: listing.net_of,
            has_people: self.scope.opens(Class::P) || self.scope.opens(Class::D),
            skipped: Count::new(i64::from(page.skip)),
            page: keys
                .iter()
                .map(|key| {
                    let mut row = rows.get(key)?.row(&self.id_key, now);
                    if !page.with_people {
                        row.driver = Cell::Hidden;
                    }
                    Some(row)
                })
                .collect(),
        };
        self.listing = Some(listing);
        Ok(Visible::new(list, self.scope.id()))
    }

    /// All rows of a list, written page by page: no snapshot is held for longer than one takes. `each` is given what was
    /// written of a page, and how far it goes then; once it wants no more, that is the end.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn every_session<C: Plain + Copy>(
        &mut self,
        filter: &SessionFilter,
        with: C,
        write: fn(SessionList, C) -> String,
        now: DateTime<Utc>,
        each: &mut (dyn FnMut(Visible<(Reached, String)>) -> ControlFlow<()> + Send),
    ) -> Result<Visible<()>, ReadError> {
        let mut skip = 0;
        loop {
            let page = SessionPage {
                skip,
                take: MOST_ROWS,
                afresh: skip == 0,
                with_people: true,
            };
            let list = self.sessions(filter, page, now).await?.into_inner();
            skip += MOST_ROWS;
            let of = list.rows;
            let rows = Count::new(of.get().min(i64::from(skip)));
            let part = (Reached { rows, of }, write(list, with));
            let wants_more = each(Visible::new(part, self.scope.id())).is_continue();
            if !wants_more || rows == of {
                return Ok(Visible::new((), self.scope.id()));
            }
        }
    }
}
