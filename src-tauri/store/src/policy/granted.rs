//! A grant as its row says it, for whoever reads it and whoever writes it.

/// What was granted; whose it is stands beside it. What it names are JSON arrays; a list left out names all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, sqlx::FromRow)]
pub(crate) struct Granted {
    pub role: String,
    pub units: Option<String>,
    pub locations: Option<String>,
    pub evses: Option<String>,
    pub drivers: Option<String>,
    pub vehicles: Option<String>,
    pub groups: Option<String>,
    pub from_at: Option<i64>,
    pub until_at: Option<i64>,
    pub data_from_at: Option<i64>,
    pub data_until_at: Option<i64>,
    pub may_delegate: bool,
    pub given_by: Option<String>,
}
