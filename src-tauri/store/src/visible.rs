//! What leaves the house: only what a [`Reader`](crate::Reader) found, with the Scope it was found under.

use serde::Serialize;

/// Something a Reader found under one Scope. Only this room can make one.
#[derive(Debug)]
pub struct Visible<T> {
    value: T,
    scope: u128,
}

impl<T> Visible<T> {
    pub(crate) fn new(value: T, scope: u128) -> Self {
        Self { value, scope }
    }

    /// The value itself, for this room's own tests.
    #[cfg(test)]
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

    /// As text, for a terminal.
    pub fn text(&self) -> String
    where
        T: std::fmt::Display,
    {
        self.value.to_string()
    }
}
