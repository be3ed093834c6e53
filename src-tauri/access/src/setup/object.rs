//! An object of the file: its keys, those that must be there, may be, or hold a list.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::cursor::{Cursor, Reading};
use super::json::key_step;
use super::mistake::{JsonKind, MistakeKind};
use crate::{Interval, Kind};

/// An object of the file, at its path.
pub(super) struct Object<'a> {
    pub path: String,
    entries: &'a Map<String, Value>,
}

impl<'a> Object<'a> {
    pub(super) fn new(path: &str, entries: &'a Map<String, Value>) -> Self {
        Self {
            path: path.to_owned(),
            entries,
        }
    }

    pub(super) fn path_of(&self, key: &str) -> String {
        format!("{}{}", self.path, key_step(key))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The value, unless it is absent; a `null` is one.
    pub(super) fn present(&self, key: &str) -> Option<Cursor<'a>> {
        self.entries.get(key).map(|value| Cursor {
            path: self.path_of(key),
            value,
        })
    }

    /// The value, unless it is absent or `null`.
    pub(super) fn optional(&self, key: &str) -> Option<Cursor<'a>> {
        self.present(key).filter(|cursor| !cursor.value.is_null())
    }

    /// The value; a mistake if it is absent.
    pub(super) fn required(&self, key: &str, reading: &mut Reading) -> Option<Cursor<'a>> {
        let cursor = self.present(key);
        if cursor.is_none() {
            reading.mistake(&self.path_of(key), MistakeKind::MissingKey);
        }
        cursor
    }

    /// What each item of a list says, as far as it can be read; `None` if there is no list.
    pub(super) fn list<T>(
        &self,
        key: &str,
        reading: &mut Reading,
        mut read: impl FnMut(&Cursor<'a>, &mut Reading) -> Option<T>,
    ) -> Option<Vec<T>> {
        let cursor = self.present(key)?;
        let Value::Array(items) = cursor.value else {
            cursor.wrong(JsonKind::List, reading);
            return None;
        };
        let items = items.iter().enumerate().map(|(index, value)| Cursor {
            path: format!("{}[{index}]", cursor.path),
            value,
        });
        Some(items.filter_map(|item| read(&item, reading)).collect())
    }

    /// A list of lines of text, no more than there is room for.
    pub(super) fn lines(
        &self,
        key: &str,
        most: usize,
        reading: &mut Reading,
    ) -> Option<Vec<String>> {
        let lines = self.list(key, reading, Cursor::name)?;
        if lines.len() > most {
            reading.mistake(&self.path_of(key), MistakeKind::TooManyLines { most });
        }
        Some(lines)
    }

    /// The same as a set.
    pub(super) fn set<T: Ord>(
        &self,
        key: &str,
        reading: &mut Reading,
        read: impl FnMut(&Cursor<'a>, &mut Reading) -> Option<T>,
    ) -> Option<BTreeSet<T>> {
        self.list(key, reading, read)
            .map(|items| items.into_iter().collect())
    }

    /// A list that declares ids: from here on the file, not the store, knows them.
    pub(super) fn declaring<T>(
        &self,
        key: &str,
        kind: Kind,
        reading: &mut Reading,
        read: impl FnMut(&Cursor<'a>, &mut Reading) -> Option<T>,
    ) -> Option<Vec<T>> {
        if self.entries.get(key).is_some_and(Value::is_array) {
            reading.declared(kind).open(kind);
        }
        self.list(key, reading, read)
    }

    /// The interval between two keys; `None` if it can't be read.
    pub(super) fn interval(
        &self,
        from_key: &str,
        until_key: &str,
        reading: &mut Reading,
    ) -> Option<Interval> {
        let from = self
            .optional(from_key)
            .map(|cursor| cursor.instant(reading));
        let until = self
            .optional(until_key)
            .map(|cursor| cursor.instant(reading));
        let (from, until) = (readable(from)?, readable(until)?);
        let interval = Interval::new(from, until);
        if let (None, Some(from), Some(until)) = (interval, from, until) {
            let what = MistakeKind::EndsBeforeItStarts { from, until };
            reading.mistake(&self.path_of(until_key), what);
        }
        interval
    }
}

/// An optional value that is there has to be readable; one that is absent is fine.
pub(super) fn readable<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
    }
}
