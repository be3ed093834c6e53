//! What properties there are to choose from.

use chrono::{DateTime, Utc};
use serde::Serialize;
use specta::Type;
use store::{Cut, Figures, Question, ReadError, Reader, Visible};

use crate::Days;

/// A property, as far as a list of them needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Property {
    /// `TENANT/UNIT`; ends in `/-` for what belongs to none.
    pub key: String,
    /// What people call it; nothing for what belongs to none.
    pub label: Option<String>,
}

/// The properties that somebody sees anything of in a period, by name; what belongs to none last.
///
/// # Errors
/// The Reader's.
pub async fn properties(
    reader: &mut Reader,
    days: Days,
    now: DateTime<Utc>,
) -> Result<Visible<Vec<Property>>, ReadError> {
    let question = Question {
        from: days.from,
        to: days.to,
        by: Cut::Property,
        now,
    };
    Ok(reader.figures(question).await?.map(shaped))
}

fn shaped(figures: Figures) -> Vec<Property> {
    let rows = figures.rows.into_iter();
    let mut properties: Vec<Property> = rows
        .map(|(key, row)| Property {
            key: key.to_string(),
            label: row.label,
        })
        .collect();
    properties.sort_by_cached_key(|property| {
        let label = property.label.as_deref().map(str::to_lowercase);
        (label.is_none(), label, property.key.clone())
    });
    properties
}
