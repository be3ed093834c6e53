//! What leaves the house of charging data: only what a [`Reader`](crate::Reader) found, with the Scope it was found
//! under.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Write},
    marker::PhantomData,
    path::{Path, PathBuf},
};

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use specta::{Type, Types, datatype::DataType};

use crate::{
    crosses::{Crosses, listed::Listed},
    error::OtherScope,
    plain::Plain,
};

/// Something a Reader found under one Scope. Only this room can make one, and none gives its value away: it can be
/// shaped, and it can leave.
pub struct Visible<T> {
    value: T,
    scope: u128,
}

impl<T> Listed for Visible<T> {}
impl<T> Crosses for Visible<T> {}

impl<T> Visible<T> {
    pub(crate) fn new(value: T, scope: u128) -> Self {
        Self { value, scope }
    }

    /// The value itself, for this room alone: it goes on under the same Scope.
    pub(crate) fn into_inner(self) -> T {
        self.value
    }

    /// The same under the same Scope, in another shape. A plain function: it can take nothing else in.
    pub fn map<U>(self, shape: fn(T) -> U) -> Visible<U> {
        Visible {
            value: shape(self.value),
            scope: self.scope,
        }
    }

    /// Like [`map`](Self::map), with something that is not charging data, such as the language.
    pub fn map_with<C: Plain, U>(self, with: C, shape: fn(T, C) -> U) -> Visible<U> {
        Visible {
            value: shape(self.value, with),
            scope: self.scope,
        }
    }

    /// Two finds of one Scope as one.
    ///
    /// # Errors
    /// [`OtherScope`] where they were found under two: together they can say what neither of them opens.
    pub fn zip<U>(self, other: Visible<U>) -> Result<Visible<(T, U)>, OtherScope> {
        if self.scope != other.scope {
            return Err(OtherScope);
        }
        Ok(Visible {
            value: (self.value, other.value),
            scope: self.scope,
        })
    }

    /// As JSON, for standard output.
    ///
    /// # Errors
    /// Never for the types of this house: their keys are strings and their numbers are finite.
    pub fn json(&self) -> serde_json::Result<String>
    where
        T: Serialize,
    {
        serde_json::to_string(&self.value)
    }

    /// As JSON, for a command to hand to the page as it is.
    ///
    /// # Errors
    /// As [`json`](Self::json).
    pub fn ipc(&self) -> serde_json::Result<Ipc<T>>
    where
        T: Serialize,
    {
        Ok(Ipc {
            json: serde_json::value::to_raw_value(&self.value)?,
            of: PhantomData,
        })
    }

    /// Into a file of its own; none that is there is written over. Of one that could not be written to its end nothing is
    /// left.
    ///
    /// # Errors
    /// The operating system's.
    pub fn write_to(&self, file: &Path) -> io::Result<()>
    where
        T: AsRef<[u8]>,
    {
        let mut made = File::create_new(file)?;
        let written = made
            .write_all(self.value.as_ref())
            .and_then(|()| made.sync_all());
        if written.is_err() {
            drop(made);
            // what can't be removed either is told by the same error
            let _ = fs::remove_file(file);
        }
        written
    }

    /// Into a file, in place of one that is there: whoever reads it meanwhile has the one or the other whole.
    ///
    /// # Errors
    /// The operating system's.
    pub fn replace(&self, file: &Path) -> io::Result<()>
    where
        T: AsRef<[u8]>,
    {
        let mut unfinished = file.as_os_str().to_owned();
        unfinished.push(format!(".{}", std::process::id()));
        let unfinished = Path::new(&unfinished);
        let replaced = self
            .write_to(unfinished)
            .and_then(|()| fs::rename(unfinished, file));
        if replaced.is_err() {
            // what can't be removed either is told by the same error
            let _ = fs::remove_file(unfinished);
        }
        replaced
    }

    /// As text, for a terminal.
    pub fn text(&self) -> String
    where
        T: fmt::Display,
    {
        self.value.to_string()
    }
}

/// A file that is written part by part, all of one Scope. Until it is whole it has another name; where that never comes to
/// be, nothing is left of it, unless the program is killed.
pub struct Growing {
    file: File,
    /// Until it is whole.
    unfinished: Option<PathBuf>,
    scope: Option<u128>,
}

impl Growing {
    /// Begins it under the name that it has until it is whole.
    ///
    /// # Errors
    /// The operating system's; [`io::ErrorKind::AlreadyExists`] where there is one.
    pub fn begin(unfinished: &Path) -> io::Result<Self> {
        Ok(Self {
            file: File::create_new(unfinished)?,
            unfinished: Some(unfinished.to_owned()),
            scope: None,
        })
    }

    /// Writes the next part.
    ///
    /// # Errors
    /// The operating system's, and [`OtherScope`] for a part that was found under another Scope than those before.
    pub fn add<T: AsRef<[u8]>>(&mut self, part: &Visible<T>) -> io::Result<()> {
        if *self.scope.get_or_insert(part.scope) != part.scope {
            return Err(io::Error::other(OtherScope));
        }
        self.file.write_all(part.value.as_ref())
    }

    /// Gives it its name, now that it is whole; none that is there is written over.
    ///
    /// # Errors
    /// The operating system's; [`io::ErrorKind::AlreadyExists`] where the name is taken, and then another may be tried.
    pub fn finish(&mut self, file: &Path) -> io::Result<()> {
        let Some(unfinished) = &self.unfinished else {
            return Ok(());
        };
        // takes the name, which renaming alone would take from another
        drop(File::create_new(file)?);
        let named = self
            .file
            .sync_all()
            .and_then(|()| fs::rename(unfinished, file));
        if named.is_err() {
            // what can't be removed either is told by the same error
            let _ = fs::remove_file(file);
        } else {
            self.unfinished = None;
        }
        named
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        if let Some(unfinished) = &self.unfinished {
            let _ = fs::remove_file(unfinished);
        }
    }
}

impl<T, U> Visible<(T, U)> {
    /// Two parts of one find, each to leave in its own way.
    pub fn unzip(self) -> (Visible<T>, Visible<U>) {
        let (one, other) = self.value;
        (
            Visible::new(one, self.scope),
            Visible::new(other, self.scope),
        )
    }
}

impl<T, E: Crosses> Visible<Result<T, E>> {
    /// What was made of a find, or why nothing could be: that may leave by itself, so it says nothing of what was found.
    ///
    /// # Errors
    /// The shaping's.
    pub fn transpose(self) -> Result<Visible<T>, E> {
        let scope = self.scope;
        self.value.map(|value| Visible::new(value, scope))
    }
}

/// A command's answer, on its way to the page: made of a [`Visible`] alone, and for the page of the type that this was.
pub struct Ipc<T> {
    json: Box<RawValue>,
    of: PhantomData<fn() -> T>,
}

impl<T> Listed for Ipc<T> {}
impl<T> Crosses for Ipc<T> {}

impl<T> Serialize for Ipc<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

impl<T: Type> Type for Ipc<T> {
    fn definition(types: &mut Types) -> DataType {
        T::definition(types)
    }
}

/// Says that there is something, and not what: a trace or a panic's message is no way out.
impl<T> fmt::Debug for Visible<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Visible").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use access::Lang;

    use super::*;

    const ANNA: u128 = 1;
    const BERT: u128 = 2;

    #[test]
    fn finds_of_one_scope_go_together() {
        let both = Visible::new(1, ANNA).zip(Visible::new("one", ANNA));
        assert_eq!(both.unwrap().into_inner(), (1, "one"));
    }

    #[test]
    fn finds_of_two_scopes_do_not() {
        let both = Visible::new(1, ANNA).zip(Visible::new("one", BERT));
        assert_eq!(both.unwrap_err(), OtherScope);
    }

    #[test]
    fn in_another_shape_it_is_still_of_its_scope() {
        let with = |sessions: i64, lang| match lang {
            Lang::De => format!("{sessions} Vorgänge"),
            Lang::En => format!("{sessions} sessions"),
        };
        let said = Visible::new(7, ANNA)
            .map(|sessions| sessions + 1)
            .map_with(Lang::De, with);
        assert_eq!(said.text(), "8 Vorgänge");
        assert_eq!(said.zip(Visible::new((), BERT)).unwrap_err(), OtherScope);
    }

    #[test]
    fn the_page_is_handed_the_bytes_that_the_terminal_is() {
        let found = Visible::new([Some("LOC-1"), None], ANNA);
        assert_eq!(
            serde_json::to_string(&found.ipc().unwrap()).unwrap(),
            r#"["LOC-1",null]"#
        );
        assert_eq!(found.json().unwrap(), r#"["LOC-1",null]"#);
    }

    #[test]
    fn a_file_has_its_name_once_it_is_whole_and_none_is_left_of_one_that_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let [part, whole] = ["list.part", "list"].map(|name| folder.path().join(name));
        let there = || fs::read_dir(folder.path()).unwrap().count();

        let mut growing = Growing::begin(&part).unwrap();
        growing.add(&Visible::new("one\n", ANNA)).unwrap();
        assert!(!whole.exists());
        drop(growing);
        assert_eq!(there(), 0);

        let mut growing = Growing::begin(&part).unwrap();
        assert!(Growing::begin(&part).is_err());
        growing.add(&Visible::new("one\n", ANNA)).unwrap();
        growing.add(&Visible::new("two\n", ANNA)).unwrap();
        let other = growing.add(&Visible::new("three\n", BERT)).unwrap_err();
        assert!(other.to_string().contains(&OtherScope.to_string()));
        growing.finish(&whole).unwrap();
        drop(growing);
        assert_eq!(fs::read_to_string(&whole).unwrap(), "one\ntwo\n");

        let mut another = Growing::begin(&part).unwrap();
        let taken = another.finish(&whole).unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AlreadyExists);
        drop(another);
        assert_eq!(fs::read_to_string(&whole).unwrap(), "one\ntwo\n");
        assert_eq!(there(), 1);
    }

    #[test]
    fn a_trace_does_not_say_what_was_found() {
        assert_eq!(
            format!("{:?}", Visible::new("04AABBCC", ANNA)),
            "Visible { .. }"
        );
    }
}
