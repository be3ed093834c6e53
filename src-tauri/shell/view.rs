//! What the window shows: its views, and who may look at which. A view that a person can't use is not offered.

use access::{Class, Scope};
use serde::Serialize;
use specta::Type;

/// One of them, by the name that it has in the page's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// What a person sees first.
    Overview,
    /// What was charged, one by one.
    Sessions,
}

impl View {
    /// Those that show something under a Scope, in the order in which they are offered.
    pub fn open_under(scope: &Scope) -> Vec<Self> {
        let mut views = vec![Self::Overview];
        if scope.opens(Class::S) {
            views.push(Self::Sessions);
        }
        views
    }
}
