//! Errors of the demo CPMS.

use ::demo::{DemoError, ServeError};
use access::Lang;

use super::file;

pub(super) fn demo(error: &DemoError, lang: Lang) -> String {
    let (german, english) = match error {
        DemoError::NothingToServe { folder } => {
            let folder = folder.display();
            (
                format!(
                    "In {folder} steht nichts von locations, tariffs, sessions und cdrs als .json oder .json.gz: bitte den \
                     Ordner angeben, in dem sie stehen."
                ),
                format!(
                    "{folder} holds none of locations, tariffs, sessions and cdrs as .json or .json.gz: name the folder \
                     that does."
                ),
            )
        }
        DemoError::Unreadable { file, source } => return file::unread(file, source, lang),
        DemoError::NotAnArray { file, source } => {
            let file = file.display();
            (
                format!(
                    "{file} ist keine JSON-Liste von OCPI-Datensätzen: {source}. Bitte die Datei prüfen."
                ),
                format!("{file} is not a JSON array of OCPI records: {source}. Check the file."),
            )
        }
        DemoError::Serve(ServeError::Bind { address, source }) => (
            format!(
                "An {address} kann nicht gehört werden: {source}. Bitte einen anderen Port angeben."
            ),
            format!("Can't listen on {address}: {source}. Choose another port."),
        ),
        DemoError::Serve(ServeError::Stopped(source)) => (
            format!("Das Demo-CPMS hat aufgehört: {source}. Bitte neu starten."),
            format!("The demo CPMS stopped: {source}. Start it again."),
        ),
    };
    match lang {
        Lang::De => german,
        Lang::En => english,
    }
}
