use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::sentence;
use crate::{Kind, Lang};

/// Something that is wrong in setup.json, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where, as a JSON path: `$.tenants[0].units[1].id`. Of a key that is missing, where it would stand.
    pub path: String,
    /// What is wrong.
    pub what: MistakeKind,
}

impl Mistake {
    /// One sentence for people that begins with the path.
    pub fn sentence(&self, lang: Lang) -> String {
        format!("{}: {}", self.path, sentence::of(&self.what, lang))
    }
}

/// What is wrong. Values of the file are repeated only where they are names, never where they could be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// Not JSON from here on.
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in bytes.
        column: usize,
    },
    /// JSON that breaks off.
    EndsEarly {
        /// Counted from 1.
        line: usize,
    },
    /// A key that stands twice in one object.
    RepeatedKey,
    /// A key that nothing reads.
    UnknownKey {
        /// The key.
        key: String,
        /// One that was probably meant.
        meant: Option<String>,
    },
    /// A key that must be there.
    MissingKey,
    /// A value of another JSON type.
    WrongType {
        /// What should stand there.
        expected: JsonKind,
        /// What does.
        found: JsonKind,
    },
    /// A text with nothing in it.
    EmptyText,
    /// More lines than there is room for.
    TooManyLines {
        /// So many there may be.
        most: usize,
    },
    /// A text with a line break or another control character in it.
    ControlCharacter,
    /// Not `[a-z0-9-]{1,64}`.
    NotAnId {
        /// What stands there.
        found: String,
    },
    /// An id that has a meaning of its own.
    ReservedId {
        /// The id.
        id: String,
    },
    /// `-`, which stands in keys for what belongs to none.
    MeansNone,
    /// An id that is taken.
    DuplicateId {
        /// What it names.
        kind: Kind,
        /// The id.
        id: String,
        /// Where it stands first.
        first: String,
    },
    /// An id that names nothing.
    UnknownId {
        /// What it should name.
        kind: Kind,
        /// The id.
        id: String,
        /// One that was probably meant.
        meant: Option<String>,
    },
    /// A role of the tenant's own with the id of a template.
    TemplateId {
        /// The id.
        id: String,
    },
    /// A word that is not one of a closed list.
    UnknownWord {
        /// The list.
        list: WordList,
        /// What stands there.
        found: String,
        /// One that was probably meant.
        meant: Option<String>,
    },
    /// No Location, EVSE or token can be called so.
    NotAReference {
        /// What stands there.
        found: String,
    },
    /// No feature can be called so.
    NotAFeature {
        /// What stands there.
        found: String,
    },
    /// Not RFC 3339.
    NotAnInstant {
        /// What stands there.
        found: String,
    },
    /// An interval that holds no instant.
    EndsBeforeItStarts {
        /// Its start.
        from: DateTime<Utc>,
        /// Its end.
        until: DateTime<Utc>,
    },
    /// A number that is too small or too large.
    OutOfRange {
        /// The smallest that is right.
        least: u8,
        /// The largest that is right.
        most: u8,
    },
    /// Not where a CPMS can be.
    NotAUrl {
        /// Why.
        why: UrlFault,
    },
    /// An assignment that names neither a Location nor an EVSE.
    NoPlace,
    /// An assignment that names both a Location and an EVSE.
    TwoPlaces,
    /// The same place or token, twice at one time.
    Overlap {
        /// What is there twice.
        of: OverlapOf,
        /// Where the other stands.
        with: String,
    },
    /// The same place or token as one that is kept, since the file leaves its list out.
    OverlapWithHeld {
        /// What is there twice.
        of: OverlapOf,
        /// The tenant that has it.
        tenant: String,
    },
    /// A grant by its own holder.
    GivenToThemselves,
    /// A grant that goes back to who it came from.
    GivenInACircle,
    /// A grant that was handed on more than twice.
    GivenTooDeep,
}

/// The types of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A number without a fraction.
    WholeNumber,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

impl JsonKind {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Bool,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }
}

/// The closed lists of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// What a connection speaks.
    ConnectionKind,
    /// What a unit is.
    UnitKind,
    /// The usage class of a group.
    Usage,
    /// Field and row classes.
    Class,
    /// Role templates.
    Template,
    /// IANA time zones.
    TimeZone,
}

/// Why a text is not the address of a CPMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFault {
    /// Neither `http` nor `https`.
    Scheme,
    /// No host.
    Host,
    /// Not a port.
    Port,
    /// A name or password in it.
    Credentials,
    /// A character that no URL has.
    Character,
}

/// What can be held by one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OverlapOf {
    /// A Location by an assignment.
    Location,
    /// An EVSE by an assignment.
    Evse,
    /// A token by an enrolment.
    Token,
}

/// All that is wrong in a setup.json: at least one thing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// One mistake.
    pub fn one(mistake: Mistake) -> Self {
        Self(vec![mistake])
    }

    /// These mistakes, if there are any.
    pub fn of(mistakes: Vec<Mistake>) -> Option<Self> {
        if mistakes.is_empty() {
            None
        } else {
            Some(Self(mistakes))
        }
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Mistake> {
        self.0.iter()
    }

    /// One sentence a line.
    pub fn sentences(&self, lang: Lang) -> String {
        let lines: Vec<String> = self.iter().map(|mistake| mistake.sentence(lang)).collect();
        lines.join("\n")
    }
}

impl<'a> IntoIterator for &'a Mistakes {
    type Item = &'a Mistake;
    type IntoIter = std::slice::Iter<'a, Mistake>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences(Lang::En))
    }
}
