//! Reads what a Scope allows, and nothing else.

mod cut;
mod figures;
mod freshness;
mod span;

use access::Scope;
use sqlx::SqliteConnection;

use crate::connect;

pub use cut::{Cut, Key, NoSuchCut};
pub use figures::{FigureRow, Figures, Question, Row};
pub use freshness::Freshness;

/// Reads under one Scope, on a connection that can't write.
pub struct Reader {
    db: SqliteConnection,
    scope: Scope,
}

impl Reader {
    pub(crate) fn new(db: SqliteConnection, scope: Scope) -> Self {
        Self { db, scope }
    }

    pub(crate) async fn close(self) {
        connect::close(self.db).await;
    }
}
