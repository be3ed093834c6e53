use super::super::mistake::{JsonKind, MistakeKind, OverlapOf, UrlFault, WordList};
use super::super::read::words;
use super::{instant, shown};
use crate::Kind;

pub(super) fn sentence(what: &MistakeKind) -> String {
    let meant = |meant: &Option<String>| {
        meant
            .as_ref()
            .map_or_else(String::new, |name| format!(" Did you mean `{name}`?"))
    };
    match what {
        MistakeKind::Syntax { line, column } => {
            format!("This is not JSON: look at line {line}, column {column}.")
        }
        MistakeKind::EndsEarly { line } => {
            format!(
                "The file breaks off in line {line}; a bracket or a quotation mark is not closed."
            )
        }
        MistakeKind::RepeatedKey => "This key stands here more than once; keep one.".to_owned(),
        MistakeKind::UnknownKey { key, meant: near } => {
            format!("There is no key `{}` here.{}", shown(key), meant(near))
        }
        MistakeKind::MissingKey => "This key is missing.".to_owned(),
        MistakeKind::WrongType { expected, found } => {
            format!(
                "{} belongs here, not {}.",
                capitalised(json_kind(*expected)),
                json_kind(*found)
            )
        }
        MistakeKind::TooManyLines { most } => {
            format!("There is room for {most} lines on paper: give no more.")
        }
        MistakeKind::EmptyText => "There must be something in this text.".to_owned(),
        MistakeKind::ControlCharacter => {
            "A line break or another control character does not belong in this text.".to_owned()
        }
        MistakeKind::NotAnId { found } => {
            format!(
                "`{}` is not an id: 1 to 64 of a–z, 0–9 and -.",
                shown(found)
            )
        }
        MistakeKind::ReservedId { id } => {
            format!("`{id}` means the operator itself and names no person of a tenant.")
        }
        MistakeKind::MeansNone => "`-` stands for what belongs to none: choose another.".to_owned(),
        MistakeKind::DuplicateId { kind, id, first } => {
            format!("There already is a {} `{id}`, at {first}.", one(*kind))
        }
        MistakeKind::UnknownId {
            kind,
            id,
            meant: near,
        } => {
            format!("There is no {} `{id}`.{}", one(*kind), meant(near))
        }
        MistakeKind::TemplateId { id } => {
            format!("`{id}` is a built-in role; give this one an id of its own.")
        }
        MistakeKind::UnknownWord {
            list: WordList::TimeZone,
            found,
            meant: near,
        } => {
            format!(
                "`{}` is not a time zone of the IANA list, such as `Europe/Berlin`.{}",
                shown(found),
                meant(near)
            )
        }
        MistakeKind::UnknownWord {
            list,
            found,
            meant: near,
        } => {
            format!(
                "`{}` is none of {}.{}",
                shown(found),
                words(*list).join(", "),
                meant(near)
            )
        }
        MistakeKind::NotAReference { found } => {
            format!(
                "`{}` is neither ID nor PARTY/ID nor COUNTRY-PARTY/ID.",
                shown(found)
            )
        }
        MistakeKind::NotAFeature { found } => {
            format!(
                "`{}` is not a feature: 1 to 64 of a–z, 0–9, - and _.",
                shown(found)
            )
        }
        MistakeKind::NotAnInstant { found } => {
            format!(
                "`{}` is not an instant such as 2026-01-01T00:00:00Z.",
                shown(found)
            )
        }
        MistakeKind::EndsBeforeItStarts { from, until } => {
            format!(
                "The end, {}, is not after the start, {}.",
                instant(*until),
                instant(*from)
            )
        }
        MistakeKind::OutOfRange { least, most } => {
            format!("A whole number from {least} to {most} belongs here.")
        }
        MistakeKind::NotAUrl { why } => match why {
            UrlFault::Scheme => "The address must begin with https:// or http://.".to_owned(),
            UrlFault::Host => "The address has no valid host.".to_owned(),
            UrlFault::Port => "The address has no valid port.".to_owned(),
            UrlFault::Credentials => {
                "An address must not hold a name or password; the token is given to `sync`."
                    .to_owned()
            }
            UrlFault::Character => "There is a character in it that no address has.".to_owned(),
        },
        MistakeKind::NoPlace => "Name a `location` or an `evse`.".to_owned(),
        MistakeKind::TwoPlaces => "Name a `location` or an `evse`, not both.".to_owned(),
        MistakeKind::Overlap { of, with } => {
            format!("This {} is held at the same time by {with}.", held(*of))
        }
        MistakeKind::OverlapWithHeld { of, tenant } => format!(
            "This {} is held at the same time by what tenant `{tenant}` already has and the file keeps.",
            held(*of)
        ),
        MistakeKind::GivenToThemselves => "Nobody gives a grant to themselves.".to_owned(),
        MistakeKind::GivenInACircle => "This grant goes back to who it came from.".to_owned(),
        MistakeKind::GivenTooDeep => "A grant is handed on at most twice.".to_owned(),
    }
}

fn json_kind(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Bool => "true or false",
        JsonKind::Number => "a number",
        JsonKind::WholeNumber => "a whole number",
        JsonKind::Text => "a text",
        JsonKind::List => "a list",
        JsonKind::Object => "an object",
    }
}

fn one(kind: Kind) -> &'static str {
    match kind {
        Kind::Connection => "connection",
        Kind::Tenant => "tenant",
        Kind::Unit => "unit",
        Kind::Group => "group",
        Kind::Driver => "driver",
        Kind::Vehicle => "vehicle",
        Kind::Role => "role",
        Kind::Person => "person",
    }
}

fn held(of: OverlapOf) -> &'static str {
    match of {
        OverlapOf::Location => "Location",
        OverlapOf::Evse => "EVSE",
        OverlapOf::Token => "token",
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
