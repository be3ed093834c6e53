//! A record cut by field class, each class a JSON object of path and text.

use model::{FieldClass, Module};
use ocpi::fields::{self, Class, FieldsError};

use super::Unfit;

const CLASSES: [(Class, FieldClass); 5] = [
    (Class::O, FieldClass::Operational),
    (Class::S, FieldClass::Session),
    (Class::C, FieldClass::Commercial),
    (Class::P, FieldClass::Pseudonym),
    (Class::D, FieldClass::Identity),
];

pub(super) fn by_class(module: Module, record: &str) -> Result<Vec<(FieldClass, String)>, Unfit> {
    let module = match module {
        Module::Locations => fields::Module::Location,
        Module::Tariffs => fields::Module::Tariff,
        Module::Sessions => fields::Module::Session,
        Module::Cdrs => fields::Module::Cdr,
    };
    let split = fields::split(module, record).map_err(|error| {
        let reason = match error {
            FieldsError::NotJson { .. } | FieldsError::TooDeep => "not-json",
            FieldsError::StringTooLong { .. } => "string-too-long",
        };
        Unfit::new(reason, error.to_string())
    })?;
    let of_class = |(class, ours): (Class, FieldClass)| {
        let fields = split.of(class);
        (!fields.is_empty()).then(|| (ours, object(fields)))
    };
    Ok(CLASSES.into_iter().filter_map(of_class).collect())
}

fn object(fields: &[fields::Field<'_>]) -> String {
    let mut text = String::from("{");
    for field in fields {
        if text.len() > 1 {
            text.push(',');
        }
        // strings always serialise
        text.push_str(&serde_json::to_string(&field.path).unwrap_or_default());
        text.push(':');
        text.push_str(&serde_json::to_string(&field.text).unwrap_or_default());
    }
    text.push('}');
    text
}
