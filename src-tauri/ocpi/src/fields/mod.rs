//! A record, value by value, by class of access: what `fields.toml` allows to be shown to whom.
//!
//! Access is by class (operational, session, cost, pseudonym, identity), and a CPMS's record mixes them all. So it is
//! taken apart at intake: each value with its path, under its class. A path that `fields.toml` does not list is
//! [`Class::D`], so that a field that nobody thought of is seen by the fewest.
//!
//! Start at [`split`].

mod tree;

use std::borrow::Cow;
use std::fmt::Write as _;

use thiserror::Error;

use self::tree::{ROOT, Step, Tree, steps, tree};
use crate::json::{Begin, MAX_DEPTH, Malformed, Scanner, unquoted};

/// The longest string that is taken, in UTF-8. OCPI's own longest is signed data, of 5,000 characters; what is many times
/// that is no text that anybody could read where it is shown.
///
/// Source: OCPI 2.2.1, CDRs module, SignedValue class.
pub const MOST_STRING_BYTES: usize = 64 << 10;

/// The modules whose records are taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Module {
    /// Locations, with their EVSEs and connectors.
    Location,
    /// Tariffs.
    Tariff,
    /// Sessions.
    Session,
    /// CDRs.
    Cdr,
}

/// A class of access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Operational: places, status, connectors.
    O,
    /// Sessions: times, energy, EVSE.
    S,
    /// Commercial: cost, tariff, currency.
    C,
    /// Pseudonyms.
    P,
    /// Direct identity, and everything that is not listed.
    D,
}

impl Class {
    /// All classes, in the order of their letters in `fields.toml`.
    pub const ALL: [Self; 5] = [Self::O, Self::S, Self::C, Self::P, Self::D];

    /// The letter that `fields.toml` uses.
    pub fn letter(self) -> &'static str {
        match self {
            Self::O => "O",
            Self::S => "S",
            Self::C => "C",
            Self::P => "P",
            Self::D => "D",
        }
    }
}

/// One value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// Where it is, such as `charging_periods[0].dimensions[1].volume`.
    pub path: String,
    /// What it says: the digits of a number as written, a string unescaped, `true`, `false` or `null`.
    pub text: Cow<'a, str>,
}

/// The values of one record, in the record's order within each class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByClass<'a> {
    fields: [Vec<Field<'a>>; Class::ALL.len()],
}

impl<'a> ByClass<'a> {
    /// The values of one class.
    pub fn of(&self, class: Class) -> &[Field<'a>] {
        &self.fields[class as usize]
    }

    /// All values with their class.
    pub fn iter(&self) -> impl Iterator<Item = (Class, &Field<'a>)> {
        Class::ALL
            .into_iter()
            .flat_map(|class| self.of(class).iter().map(move |field| (class, field)))
    }
}

/// Why a record can't be taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FieldsError {
    /// The text is not a JSON object.
    #[error("the record is not JSON from byte {at} on")]
    NotJson {
        /// Where reading ended.
        at: usize,
    },
    /// The record is nested deeper than any OCPI object.
    #[error("the record is nested more than {MAX_DEPTH} deep")]
    TooDeep,
    /// A string of the record, be it the name of a member, is longer than [`MOST_STRING_BYTES`].
    #[error("a string of more than {MOST_STRING_BYTES} bytes begins at byte {at}")]
    StringTooLong {
        /// Where it begins.
        at: usize,
    },
}

impl From<Malformed> for FieldsError {
    fn from(Malformed(at): Malformed) -> Self {
        Self::NotJson { at }
    }
}

/// Takes a record apart: every value once, under its class. An object or list without any value leaves none.
///
/// ```
/// use ocpi::fields::{Class, Module, split};
/// let by_class = split(Module::Session, r#"{"kwh": 1.50, "cdr_token": {"uid": "04A2"}}"#)?;
/// assert_eq!(by_class.of(Class::S)[0].text, "1.50");
/// assert_eq!(by_class.of(Class::D)[0].path, "cdr_token.uid");
/// # Ok::<(), ocpi::fields::FieldsError>(())
/// ```
///
/// # Errors
/// [`FieldsError`] when the text is not a JSON object, is nested deeper than any OCPI object, or holds a longer string.
pub fn split(module: Module, raw_json: &str) -> Result<ByClass<'_>, FieldsError> {
    let mut splitting = Splitting {
        scanner: Scanner::new(raw_json),
        tree: tree(module),
        path: String::new(),
        by_class: ByClass::default(),
    };
    if splitting.scanner.begin()? != Begin::Object {
        return Err(FieldsError::NotJson { at: 0 });
    }
    splitting.value(Some(ROOT), 0)?;
    match splitting.scanner.peek() {
        None => Ok(splitting.by_class),
        Some(_) => Err(FieldsError::NotJson {
            at: splitting.scanner.at,
        }),
    }
}

/// The class of a path such as `charging_periods[].tariff_id`; `None` if it is not listed, and so is D.
pub fn listed_class(module: Module, path: &str) -> Option<Class> {
    let tree = tree(module);
    let node = steps(path).try_fold(ROOT, |node, step| tree.child(node, step))?;
    tree.nodes[node].class
}

/// What is being taken apart, and how far.
struct Splitting<'a, 't> {
    scanner: Scanner<'a>,
    tree: &'t Tree,
    path: String,
    by_class: ByClass<'a>,
}

impl<'a> Splitting<'a, '_> {
    /// Takes one value apart; `node` is where its path stands in the tree, if any listed path begins like it.
    fn value(&mut self, node: Option<usize>, depth: usize) -> Result<(), FieldsError> {
        if depth > MAX_DEPTH {
            return Err(FieldsError::TooDeep);
        }
        let length = self.path.len();
        let mut element = 0;
        match self.scanner.begin()? {
            Begin::Object => {
                self.scanner.expect(b'{')?;
                while self.scanner.next(element == 0, b'}')? {
                    let key = self.string()?;
                    self.scanner.expect(b':')?;
                    if length > 0 {
                        self.path.push('.');
                    }
                    self.path.push_str(&key);
                    self.value(
                        node.and_then(|node| self.tree.child(node, Step::Key(&key))),
                        depth + 1,
                    )?;
                    self.path.truncate(length);
                    element += 1;
                }
            }
            Begin::Array => {
                self.scanner.expect(b'[')?;
                let node = node.and_then(|node| self.tree.child(node, Step::Item));
                while self.scanner.next(element == 0, b']')? {
                    // writing to a String can't fail
                    let _ = write!(self.path, "[{element}]");
                    self.value(node, depth + 1)?;
                    self.path.truncate(length);
                    element += 1;
                }
            }
            Begin::String => {
                let text = self.string()?;
                self.leaf(node, text);
            }
            Begin::Bare => {
                let text = self.scanner.bare()?;
                self.leaf(node, Cow::Borrowed(text));
            }
        }
        Ok(())
    }

    fn string(&mut self) -> Result<Cow<'a, str>, FieldsError> {
        self.scanner.peek();
        let at = self.scanner.at;
        let text = unquoted(self.scanner.string()?).ok_or(Malformed(at))?;
        if text.len() > MOST_STRING_BYTES {
            return Err(FieldsError::StringTooLong { at });
        }
        Ok(text)
    }

    fn leaf(&mut self, node: Option<usize>, text: Cow<'a, str>) {
        let class = node
            .and_then(|node| self.tree.nodes[node].class)
            .unwrap_or(Class::D);
        self.by_class.fields[class as usize].push(Field {
            path: self.path.clone(),
            text,
        });
    }
}

#[cfg(test)]
mod tests;
