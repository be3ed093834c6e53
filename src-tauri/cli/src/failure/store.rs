//! Errors of the store: the profile can't be opened, written or read.

use std::io::ErrorKind;

use access::Lang;
use store::{AuditError, Holder, OpenError, ReadError, WriteError};

use super::{Failure, file::what_to_do};

pub(super) fn open(error: &OpenError, lang: Lang) -> String {
    let (german, english) = match error {
        OpenError::NoProfile(folder) => (
            format!("In {} ist kein Profil: `voltfolio setup` legt eines an.", folder.display()),
            format!("There is no profile in {}: `voltfolio setup` makes one.", folder.display()),
        ),
        OpenError::FolderInUse(folder) => (
            format!("{} enthält schon anderes: bitte einen leeren Ordner wählen.", folder.display()),
            format!("{} holds something else already: choose an empty folder.", folder.display()),
        ),
        OpenError::KeyFile(error) if error.kind() == ErrorKind::PermissionDenied => (
            "Die Schlüsseldatei key.json des Profils dürfen Sie nicht lesen: bitte die Zugriffsrechte seines Ordners prüfen."
                .into(),
            "You are not allowed to read the profile's key file key.json: check the permissions of its folder.".into(),
        ),
        OpenError::KeyFile(error) if error.kind() == ErrorKind::NotADirectory => (
            "Was --profile nennt, ist kein Ordner: bitte den Ordner des Profils angeben.".into(),
            "What --profile names is no folder: name the profile's folder.".into(),
        ),
        OpenError::KeyFile(_) => (
            "Die Schlüsseldatei key.json des Profils ist unlesbar: bitte aus einer Sicherung zurückholen.".into(),
            "The profile's key file key.json can't be read: bring it back from a backup.".into(),
        ),
        OpenError::PassphraseNeeded => (
            "Das Profil ist durch ein Passwort geschützt: bitte VOLTFOLIO_PASSPHRASE setzen.".into(),
            "The profile is protected by a passphrase: set VOLTFOLIO_PASSPHRASE.".into(),
        ),
        OpenError::WrongPassphrase => (
            "Das Passwort passt nicht zu diesem Profil: bitte VOLTFOLIO_PASSPHRASE prüfen.".into(),
            "The passphrase is not this profile's: check VOLTFOLIO_PASSPHRASE.".into(),
        ),
        OpenError::NoKeychain => (
            "Der Schlüsselbund dieses Rechners ist nicht erreichbar oder gesperrt: bitte entsperren, oder für ein neues \
             Profil VOLTFOLIO_PASSPHRASE setzen."
                .into(),
            "This computer's keychain can't be reached or is locked: unlock it, or set VOLTFOLIO_PASSPHRASE for a new \
             profile."
                .into(),
        ),
        OpenError::KeyNotInKeychain => (
            "Der Schlüsselbund kennt den Schlüssel dieses Profils nicht, oder er ist gesperrt: bitte entsperren.".into(),
            "The keychain does not have this profile's key, or is locked: unlock it.".into(),
        ),
        OpenError::Engine { sqlite, sqlcipher } => (
            format!("Diese Datenbank ist eine andere (SQLite {sqlite}, SQLCipher „{sqlcipher}“): bitte neu installieren."),
            format!("This is another database engine (SQLite {sqlite}, SQLCipher “{sqlcipher}”): install again."),
        ),
        OpenError::NewerProfile => (
            "Das Profil stammt von einer neueren Version: bitte Voltfolio aktualisieren.".into(),
            "The profile was made by a newer version: update Voltfolio.".into(),
        ),
        OpenError::Damaged => (
            "Die Datenbank des Profils ist beschädigt oder hat einen anderen Schlüssel: bitte aus einer Sicherung \
             zurückholen."
                .into(),
            "The profile's database is damaged or has another key: bring it back from a backup.".into(),
        ),
        OpenError::Folder(error) => (
            format!("Der Ordner des Profils kann nicht benutzt werden: {}", what_to_do(error, Lang::De)),
            format!("The profile's folder can't be used: {}", what_to_do(error, Lang::En)),
        ),
        OpenError::Busy(holder) => busy(holder),
        OpenError::Database(error) => (
            format!("Die Datenbank des Profils kann nicht geöffnet werden ({error}): bitte noch einmal versuchen."),
            format!("The profile's database can't be opened ({error}): try again."),
        ),
    };
    match lang {
        Lang::De => german,
        Lang::En => english,
    }
}

fn busy(holder: &Holder) -> (String, String) {
    let process = holder
        .process
        .map_or_else(|| "?".to_owned(), |process| process.to_string());
    let since = holder.since.map_or_else(
        || "?".to_owned(),
        |since| since.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    );
    (
        format!(
            "Ein anderer Vorgang schreibt (Prozess {process}, seit {since}): bitte warten oder --wait angeben."
        ),
        format!(
            "Another process is writing (process {process}, since {since}): wait for it, or give --wait."
        ),
    )
}

pub(super) fn write(error: &WriteError, lang: Lang) -> String {
    let (german, english) = match error {
        WriteError::Database(error) if error.is_full() => (
            "Auf dem Datenträger des Profils ist kein Platz mehr; was vorher da war, ist noch da: bitte Platz schaffen und \
             es noch einmal versuchen."
                .to_owned(),
            "There is no room left where the profile is; what was there before is still there: make room, and try again."
                .to_owned(),
        ),
        WriteError::Database(error) => {
            let code = error.code().unwrap_or("–");
            (
                format!(
                    "Das Profil konnte nicht geschrieben werden (Fehler {code} der Datenbank); was vorher da war, ist noch \
                     da: bitte prüfen, ob in seinen Ordner geschrieben werden darf, und es noch einmal versuchen."
                ),
                format!(
                    "The profile could not be written (the database's error {code}); what was there before is still there: \
                     see whether its folder may be written to, and try again."
                ),
            )
        }
        WriteError::Compression(_) => (
            "Ein Datensatz konnte nicht gepackt werden; was vorher da war, ist noch da.".to_owned(),
            "A record could not be compressed; what was there before is still there.".to_owned(),
        ),
        WriteError::NoConnection(id) => (
            format!("Es gibt keine Verbindung „{id}“: bitte mit --cpms ihre Adresse angeben."),
            format!("There is no connection “{id}”: give its address with --cpms."),
        ),
        WriteError::Keychain => (
            "Der Schlüsselbund dieses Rechners ist nicht erreichbar oder gesperrt: bitte entsperren.".to_owned(),
            "This computer's keychain can't be reached or is locked: unlock it.".to_owned(),
        ),
        WriteError::NoRandomness => (
            "Dieses System liefert keine Zufallszahlen für einen Schlüssel: bitte noch einmal versuchen.".to_owned(),
            "This system gives no random numbers to make a key of: try again.".to_owned(),
        ),
    };
    match lang {
        Lang::De => german,
        Lang::En => english,
    }
}

pub(super) fn read(error: &ReadError, lang: Lang) -> String {
    let (german, english) = match error {
        ReadError::ScopeChanged | ReadError::ScopeEnded => (
            "Was zu sehen ist, ändert sich gerade: bitte noch einmal versuchen.".to_owned(),
            "What may be seen is changing at this moment: try again.".to_owned(),
        ),
        ReadError::Database(error) => (
            format!(
                "Das Profil konnte nicht gelesen werden ({error}): bitte `voltfolio verify` ausführen."
            ),
            format!("The profile could not be read ({error}): run `voltfolio verify`."),
        ),
        ReadError::Compression(_) => (
            "Ein Datensatz des Profils konnte nicht entpackt werden: bitte `voltfolio verify` ausführen."
                .to_owned(),
            "A record of the profile could not be unpacked: run `voltfolio verify`.".to_owned(),
        ),
        ReadError::NotFound => (
            "Das gibt es hier nicht, oder nicht für diese Person.".to_owned(),
            "There is no such thing here, or not for this person.".to_owned(),
        ),
        ReadError::Ambiguous(candidates) => {
            let candidates = candidates.join(", ");
            (
                format!("So heißen mehrere: bitte eine davon ganz nennen ({candidates})."),
                format!("Several are called so: name one of them in full ({candidates})."),
            )
        }
        ReadError::WantsProperty => (
            "Diese Person darf nur Unterlagen über eine Liegenschaft auf einmal mitnehmen: bitte eine nennen."
                .to_owned(),
            "This person takes along what is of one property at a time: name one.".to_owned(),
        ),
        ReadError::NotAudited(error) => {
            let why = not_audited(error, lang);
            (
                format!(
                    "Diese Antwort nennt Personen, und das muss erst im Zugriffsprotokoll stehen, was jetzt nicht geht. {why}"
                ),
                format!(
                    "This answer names people, which must stand in the audit log first, and now can't. {why}"
                ),
            )
        }
    };
    match lang {
        Lang::De => german,
        Lang::En => english,
    }
}

fn not_audited(error: &AuditError, lang: Lang) -> String {
    let (german, english) = match error {
        AuditError::Busy => (
            "Andere Vorgänge schreiben hinein: bitte noch einmal versuchen.".to_owned(),
            "Other processes are writing into it: try again.".to_owned(),
        ),
        AuditError::Broken(_) => (
            "Es ist nicht, wie es geschrieben wurde: bitte `voltfolio verify` ausführen."
                .to_owned(),
            "It is not what was written: run `voltfolio verify`.".to_owned(),
        ),
        AuditError::Open(error) => return open(error, lang),
        AuditError::Database(error) => (
            format!("Seine Datenbank versagt ({error}): bitte noch einmal versuchen."),
            format!("Its database failed ({error}): try again."),
        ),
    };
    match lang {
        Lang::De => german,
        Lang::En => english,
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}
