//! A place in the file: its path and its value. Reading a value that is not what it should be takes down a
//! mistake and gives `None`, so that reading goes on with what stands beside it.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::closest::closest;
use super::mistake::{JsonKind, Mistake, MistakeKind, WordList};
use super::notes::{Declared, TenantNotes, Use};
use super::object::Object;
use crate::id::Id;
use crate::{Kind, Reference};

/// What has been taken down so far.
pub(super) struct Reading {
    pub mistakes: Vec<Mistake>,
    /// Connections and tenants.
    pub declared: Declared,
    /// The tenants that are read.
    pub tenants: Vec<TenantNotes>,
    /// The tenant that is being read.
    pub tenant: TenantNotes,
}

impl Reading {
    pub(super) fn with(mistakes: Vec<Mistake>) -> Self {
        Self {
            mistakes,
            declared: Declared::default(),
            tenants: Vec::new(),
            tenant: TenantNotes::default(),
        }
    }

    pub(super) fn mistake(&mut self, path: &str, what: MistakeKind) {
        self.mistakes.push(Mistake {
            path: path.to_owned(),
            what,
        });
    }

    pub(super) fn declared(&mut self, kind: Kind) -> &mut Declared {
        match kind {
            Kind::Connection | Kind::Tenant => &mut self.declared,
            Kind::Unit | Kind::Group | Kind::Driver | Kind::Vehicle | Kind::Role | Kind::Person => {
                &mut self.tenant.declared
            }
        }
    }
}

pub(super) struct Cursor<'a> {
    pub path: String,
    pub value: &'a Value,
}

impl<'a> Cursor<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self {
            path: "$".to_owned(),
            value,
        }
    }

    pub(super) fn wrong(&self, expected: JsonKind, reading: &mut Reading) {
        let found = JsonKind::of(self.value);
        reading.mistake(&self.path, MistakeKind::WrongType { expected, found });
    }

    pub(super) fn is_text(&self, text: &str) -> bool {
        self.value.as_str() == Some(text)
    }

    /// Any text.
    pub(super) fn text(&self, reading: &mut Reading) -> Option<&'a str> {
        let text = self.value.as_str();
        if text.is_none() {
            self.wrong(JsonKind::Text, reading);
        }
        text
    }

    /// A text for people: something in it, and on one line.
    pub(super) fn name(&self, reading: &mut Reading) -> Option<String> {
        let text = self.text(reading)?;
        if text.trim().is_empty() {
            reading.mistake(&self.path, MistakeKind::EmptyText);
            return None;
        }
        if text.chars().any(char::is_control) {
            reading.mistake(&self.path, MistakeKind::ControlCharacter);
            return None;
        }
        Some(text.to_owned())
    }

    pub(super) fn truth(&self, reading: &mut Reading) -> Option<bool> {
        let truth = self.value.as_bool();
        if truth.is_none() {
            self.wrong(JsonKind::Bool, reading);
        }
        truth
    }

    pub(super) fn whole_number(&self, least: u8, most: u8, reading: &mut Reading) -> Option<u8> {
        let Value::Number(number) = self.value else {
            self.wrong(JsonKind::WholeNumber, reading);
            return None;
        };
        let number = number
            .as_u64()
            .and_then(|number| u8::try_from(number).ok())
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            reading.mistake(&self.path, MistakeKind::OutOfRange { least, most });
        }
        number
    }

    pub(super) fn instant(&self, reading: &mut Reading) -> Option<DateTime<Utc>> {
        let text = self.text(reading)?;
        let instant = DateTime::parse_from_rfc3339(text).ok();
        if instant.is_none() {
            reading.mistake(
                &self.path,
                MistakeKind::NotAnInstant {
                    found: text.to_owned(),
                },
            );
        }
        instant.map(|instant| instant.with_timezone(&Utc))
    }

    pub(super) fn reference(&self, reading: &mut Reading) -> Option<Reference> {
        let text = self.text(reading)?;
        let reference = Reference::new(text).ok();
        if reference.is_none() {
            reading.mistake(
                &self.path,
                MistakeKind::NotAReference {
                    found: text.to_owned(),
                },
            );
        }
        reference
    }

    /// One word of a closed list.
    pub(super) fn word<T: Copy>(
        &self,
        list: WordList,
        words: &[(&'static str, T)],
        reading: &mut Reading,
    ) -> Option<T> {
        let text = self.text(reading)?;
        let word = words
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value);
        if word.is_none() {
            let meant = closest(text, words.iter().map(|(word, _)| *word));
            let found = text.to_owned();
            reading.mistake(&self.path, MistakeKind::UnknownWord { list, found, meant });
        }
        word
    }

    fn id<T: Id>(&self, reading: &mut Reading) -> Option<T> {
        let text = self.text(reading)?;
        let id = T::parse(text).ok();
        if id.is_none() {
            reading.mistake(
                &self.path,
                MistakeKind::NotAnId {
                    found: text.to_owned(),
                },
            );
        }
        id
    }

    /// An id that stands here for the first time.
    pub(super) fn declared<T: Id>(&self, reading: &mut Reading) -> Option<T> {
        let id: T = self.id(reading)?;
        self.means_some(id.text(), reading);
        let first = reading
            .declared(T::KIND)
            .add(T::KIND, id.text(), &self.path)
            .map(str::to_owned);
        if let Some(first) = first {
            let id = id.text().to_owned();
            reading.mistake(
                &self.path,
                MistakeKind::DuplicateId {
                    kind: T::KIND,
                    id,
                    first,
                },
            );
        }
        Some(id)
    }

    /// What figures are cut by, which must not be taken for what belongs to none.
    pub(super) fn means_some(&self, text: &str, reading: &mut Reading) {
        if text == "-" {
            reading.mistake(&self.path, MistakeKind::MeansNone);
        }
    }

    /// A cost centre.
    pub(super) fn cost_centre(&self, reading: &mut Reading) -> Option<String> {
        let name = self.name(reading)?;
        self.means_some(&name, reading);
        Some(name)
    }

    /// An id that is declared elsewhere.
    pub(super) fn used<T: Id>(&self, reading: &mut Reading) -> Option<T> {
        let id: T = self.id(reading)?;
        let (kind, text, path) = (T::KIND, id.text().to_owned(), self.path.clone());
        reading.tenant.uses.push(Use {
            kind,
            id: text,
            path,
        });
        Some(id)
    }

    /// An object that knows these keys and no others.
    pub(super) fn object(
        &self,
        keys: &[&'static str],
        reading: &mut Reading,
    ) -> Option<Object<'a>> {
        let Value::Object(entries) = self.value else {
            self.wrong(JsonKind::Object, reading);
            return None;
        };
        let object = Object::new(&self.path, entries);
        for key in entries.keys().filter(|key| !keys.contains(&key.as_str())) {
            // a key that is there already can't be the one that was meant
            let free = keys
                .iter()
                .copied()
                .filter(|key| !entries.contains_key(*key));
            let what = MistakeKind::UnknownKey {
                key: key.clone(),
                meant: closest(key, free),
            };
            reading.mistake(&object.path_of(key), what);
        }
        Some(object)
    }
}
