//! What the window shows: its views, and who may look at which. A view that a person can't use is not offered.

use access::{Class, Scope, setup::Feature};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One of them, by the name that it has in the page's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// What a person sees first.
    Overview,
    /// Properties side by side, and each by itself.
    Sites,
    /// Charge points, worst first.
    ChargePoints,
    /// What was charged, one by one.
    Sessions,
    /// The same on paper, for a month.
    Statements,
    /// Where the charging data comes from, and how far it is here.
    Connection,
}

impl View {
    /// Those that show something under a Scope, in the order in which they are offered.
    pub fn open_under(scope: &Scope) -> Vec<Self> {
        let mut open = vec![Self::Overview];
        if [Class::S, Class::U]
            .into_iter()
            .any(|class| scope.opens(class))
        {
            open.push(Self::Sites);
        }
        if scope.opens(Class::O) {
            open.push(Self::ChargePoints);
        }
        if scope.opens(Class::S) {
            open.push(Self::Sessions);
        }
        let prints = Feature::new("statement").is_some_and(|feature| scope.can(&feature));
        if prints && scope.opens(Class::S) && scope.opens(Class::C) {
            open.push(Self::Statements);
        }
        open.push(Self::Connection);
        open
    }
}
