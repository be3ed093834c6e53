use super::super::mistake::{JsonKind, MistakeKind, OverlapOf, UrlFault, WordList};
use super::super::read::words;
use super::{instant, shown};
use crate::Kind;

pub(super) fn sentence(what: &MistakeKind) -> String {
    let meant = |meant: &Option<String>| {
        meant
            .as_ref()
            .map_or_else(String::new, |name| format!(" Ist „{name}“ gemeint?"))
    };
    match what {
        MistakeKind::Syntax { line, column } => {
            format!("Das ist kein JSON: siehe Zeile {line}, Spalte {column}.")
        }
        MistakeKind::EndsEarly { line } => format!(
            "Die Datei bricht in Zeile {line} ab; eine Klammer oder ein Anführungszeichen ist nicht geschlossen."
        ),
        MistakeKind::RepeatedKey => {
            "Dieser Schlüssel steht hier mehrmals; nur einer darf bleiben.".to_owned()
        }
        MistakeKind::UnknownKey { key, meant: near } => {
            format!(
                "Einen Schlüssel „{}“ gibt es hier nicht.{}",
                shown(key),
                meant(near)
            )
        }
        MistakeKind::MissingKey => "Dieser Schlüssel fehlt.".to_owned(),
        MistakeKind::WrongType { expected, found } => {
            format!(
                "Hierher gehört {}, nicht {}.",
                json_kind(*expected),
                json_kind(*found)
            )
        }
        MistakeKind::TooManyLines { most } => {
            format!("Auf Papier ist Platz für {most} Zeilen: bitte nicht mehr angeben.")
        }
        MistakeKind::EmptyText => "Dieser Text darf nicht leer sein.".to_owned(),
        MistakeKind::ControlCharacter => {
            "Ein Zeilenumbruch oder anderes Steuerzeichen gehört nicht in diesen Text.".to_owned()
        }
        MistakeKind::NotAnId { found } => format!(
            "„{}“ ist keine Kennung: 1 bis 64 Zeichen aus a–z, 0–9 und -.",
            shown(found)
        ),
        MistakeKind::ReservedId { id } => {
            format!("„{id}“ meint den Betreiber selbst und benennt keine Person eines Mandanten.")
        }
        MistakeKind::MeansNone => {
            "„-“ steht für das, was zu nichts gehört: bitte anders nennen.".to_owned()
        }
        MistakeKind::DuplicateId { kind, id, first } => {
            format!(
                "Unter den {} gibt es „{id}“ schon, bei {first}.",
                among(*kind)
            )
        }
        MistakeKind::UnknownId {
            kind,
            id,
            meant: near,
        } => {
            format!(
                "Unter den {} gibt es „{id}“ nicht.{}",
                among(*kind),
                meant(near)
            )
        }
        MistakeKind::TemplateId { id } => {
            format!("„{id}“ ist eine eingebaute Rolle; diese braucht eine eigene Kennung.")
        }
        MistakeKind::UnknownWord {
            list: WordList::TimeZone,
            found,
            meant: near,
        } => format!(
            "„{}“ ist keine Zeitzone der IANA-Liste wie etwa „Europe/Berlin“.{}",
            shown(found),
            meant(near)
        ),
        MistakeKind::UnknownWord {
            list,
            found,
            meant: near,
        } => {
            format!(
                "„{}“ ist keines von {}.{}",
                shown(found),
                words(*list).join(", "),
                meant(near)
            )
        }
        MistakeKind::NotAReference { found } => {
            format!(
                "„{}“ ist weder ID noch PARTY/ID noch COUNTRY-PARTY/ID.",
                shown(found)
            )
        }
        MistakeKind::NotAFeature { found } => format!(
            "„{}“ ist keine Funktion: 1 bis 64 Zeichen aus a–z, 0–9, - und _.",
            shown(found)
        ),
        MistakeKind::NotAnInstant { found } => {
            format!(
                "„{}“ ist kein Zeitpunkt wie 2026-01-01T00:00:00Z.",
                shown(found)
            )
        }
        MistakeKind::EndsBeforeItStarts { from, until } => {
            format!(
                "Das Ende, {}, liegt nicht nach dem Anfang, {}.",
                instant(*until),
                instant(*from)
            )
        }
        MistakeKind::OutOfRange { least, most } => {
            format!("Hierher gehört eine ganze Zahl von {least} bis {most}.")
        }
        MistakeKind::NotAUrl { why } => match why {
            UrlFault::Scheme => "Die Adresse muss mit https:// oder http:// beginnen.".to_owned(),
            UrlFault::Host => "Die Adresse hat keinen gültigen Host.".to_owned(),
            UrlFault::Port => "Die Adresse hat keinen gültigen Port.".to_owned(),
            UrlFault::Credentials => {
                "Eine Adresse darf weder Namen noch Passwort enthalten; das Token bekommt `sync`."
                    .to_owned()
            }
            UrlFault::Character => "Darin steht ein Zeichen, das keine Adresse hat.".to_owned(),
        },
        MistakeKind::NoPlace => "Eine `location` oder ein `evse` muss genannt sein.".to_owned(),
        MistakeKind::TwoPlaces => {
            "Nur eine `location` oder ein `evse` darf genannt sein, nicht beides.".to_owned()
        }
        MistakeKind::Overlap { of, with } => {
            format!("{} gehört zur selben Zeit schon zu {with}.", held(*of))
        }
        MistakeKind::OverlapWithHeld { of, tenant } => format!(
            "{} gehört zur selben Zeit schon zu dem, was Mandant „{tenant}“ hat und die Datei belässt.",
            held(*of)
        ),
        MistakeKind::GivenToThemselves => "Niemand erteilt sich selbst ein Recht.".to_owned(),
        MistakeKind::GivenInACircle => "Dieses Recht geht dorthin zurück, woher es kam.".to_owned(),
        MistakeKind::GivenTooDeep => "Ein Recht wird höchstens zweimal weitergegeben.".to_owned(),
    }
}

fn json_kind(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Bool => "true oder false",
        JsonKind::Number => "eine Zahl",
        JsonKind::WholeNumber => "eine ganze Zahl",
        JsonKind::Text => "ein Text",
        JsonKind::List => "eine Liste",
        JsonKind::Object => "ein Objekt",
    }
}

// the dative plural needs no article that agrees
fn among(kind: Kind) -> &'static str {
    match kind {
        Kind::Connection => "Verbindungen",
        Kind::Tenant => "Mandanten",
        Kind::Unit => "Einheiten",
        Kind::Group => "Gruppen",
        Kind::Driver => "Fahrern",
        Kind::Vehicle => "Fahrzeugen",
        Kind::Role => "Rollen",
        Kind::Person => "Personen",
    }
}

fn held(of: OverlapOf) -> &'static str {
    match of {
        OverlapOf::Location => "Dieser Standort",
        OverlapOf::Evse => "Diese EVSE",
        OverlapOf::Token => "Dieses Token",
    }
}
