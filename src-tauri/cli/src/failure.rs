//! Why a command ended without an answer: a code for scripts, a sentence for people.

use std::{io, path::PathBuf, process::ExitCode};

use access::{Lang, setup::Mistakes};
use demo::DemoError;
use store::{AuditError, Holder, OpenError, ReadError, WriteError};
use sync::{CpmsError, SyncError};

/// Each says what happened and what to do.
#[derive(Debug)]
pub enum Failure {
    /// The platform has no data folder.
    NoDataFolder,
    /// A file that was named can't be read.
    File(PathBuf, io::Error),
    /// setup.json has mistakes.
    Setup(PathBuf, Mistakes),
    /// Nobody was named whose view could answer.
    NobodyNamed,
    /// A name that people of several tenants have: `TENANT/ID` of each.
    SeveralPeople(Vec<String>),
    /// Nobody of this name, or not for them: the two are one answer.
    NotFound,
    /// The period ends before it begins.
    EmptyPeriod,
    /// A connection without an address.
    NoAddress(String),
    /// A connection without a token.
    NoToken(String),
    /// The window's program is not beside this one.
    NoWindow(io::Error),
    /// A digest of what is still being worked out.
    Unsettled(u64),
    /// The answer could not be written.
    Output,
    Open(OpenError),
    Write(WriteError),
    Read(ReadError),
    Cpms(CpmsError),
    Demo(DemoError),
}

impl Failure {
    /// The exit code of the contract.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::NobodyNamed
            | Self::SeveralPeople(_)
            | Self::EmptyPeriod
            | Self::NoAddress(_)
            | Self::NoToken(_) => 2,
            Self::NotFound => 3,
            Self::Open(OpenError::Busy(_)) => 7,
            Self::Open(_) => 4,
            Self::Cpms(_) => 5,
            Self::NoDataFolder
            | Self::File(..)
            | Self::Setup(..)
            | Self::NoWindow(_)
            | Self::Unsettled(_)
            | Self::Output
            | Self::Write(_)
            | Self::Read(_)
            | Self::Demo(_) => 1,
        })
    }

    /// What happened and what to do, on one line or, for a setup's mistakes, one line each.
    pub fn sentence(&self, lang: Lang) -> String {
        let said = |german: &str, english: &str| match lang {
            Lang::De => german.to_owned(),
            Lang::En => english.to_owned(),
        };
        match self {
            Self::NoDataFolder => said(
                "Dieses System nennt keinen Ordner für Daten: bitte --profile angeben.",
                "This system names no folder for data: give one with --profile.",
            ),
            Self::File(path, error) => {
                let path = path.display();
                said(
                    &format!("{path} kann nicht gelesen werden: {error}"),
                    &format!("{path} can't be read: {error}"),
                )
            }
            Self::Setup(path, mistakes) => {
                let path = path.display();
                let head = said(
                    &format!("{path} ist nicht richtig, nichts wurde geändert:"),
                    &format!("{path} is not right, nothing was changed:"),
                );
                format!("{head}\n{}", mistakes.sentences(lang))
            }
            Self::NobodyNamed => said(
                "Dies ist ein Betreiberprofil ohne eigene Person: bitte mit --as sagen, wessen Sicht antworten soll.",
                "This is an operator's profile without a person of its own: say with --as whose view is to answer.",
            ),
            Self::SeveralPeople(candidates) => {
                let candidates = candidates.join(", ");
                said(
                    &format!("So heißen mehrere: bitte einen davon ganz nennen ({candidates})."),
                    &format!(
                        "Several people are called so: name one of them in full ({candidates})."
                    ),
                )
            }
            Self::NotFound => said(
                "Das gibt es hier nicht, oder nicht für diese Person.",
                "There is no such thing here, or not for this person.",
            ),
            Self::EmptyPeriod => said(
                "Der Zeitraum endet, bevor er beginnt: bitte --from und --to prüfen.",
                "The period ends before it begins: check --from and --to.",
            ),
            Self::NoAddress(id) => said(
                &format!(
                    "Für die Verbindung „{id}“ ist keine Adresse bekannt: bitte mit --cpms angeben."
                ),
                &format!("No address is known for the connection “{id}”: give it with --cpms."),
            ),
            Self::NoToken(id) => said(
                &format!(
                    "Für die Verbindung „{id}“ ist kein Token bekannt: bitte mit --token eine Datei angeben."
                ),
                &format!("No token is known for the connection “{id}”: give a file with --token."),
            ),
            Self::NoWindow(error) => said(
                &format!(
                    "Das Fenster (voltfolio-desktop neben diesem Programm) kann nicht geöffnet werden: {error}"
                ),
                &format!(
                    "The window (voltfolio-desktop beside this program) can't be opened: {error}"
                ),
            ),
            Self::Unsettled(periods) => said(
                &format!(
                    "Noch sind {periods} Zeiträume nicht fertig ausgewertet: erst `voltfolio sync`, dann die Prüfsumme."
                ),
                &format!(
                    "{periods} periods are not worked out yet: first `voltfolio sync`, then the digest."
                ),
            ),
            Self::Output => said(
                "Die Antwort konnte nicht geschrieben werden.",
                "The answer could not be written.",
            ),
            Self::Open(error) => open(error, lang),
            Self::Write(error) => write(error, lang),
            Self::Read(error) => read(error, lang),
            Self::Cpms(error) => cpms(error, lang),
            Self::Demo(error) => error.to_string(),
        }
    }
}

fn open(error: &OpenError, lang: Lang) -> String {
    let (german, english) = match error {
        OpenError::NoProfile(folder) => (
            format!("In {} ist kein Profil: `voltfolio setup` legt eines an.", folder.display()),
            format!("There is no profile in {}: `voltfolio setup` makes one.", folder.display()),
        ),
        OpenError::FolderInUse(folder) => (
            format!("{} enthält schon anderes: bitte einen leeren Ordner wählen.", folder.display()),
            format!("{} holds something else already: choose an empty folder.", folder.display()),
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
            format!("Der Ordner des Profils kann nicht benutzt werden: {error}"),
            format!("The profile's folder can't be used: {error}"),
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

fn write(error: &WriteError, lang: Lang) -> String {
    let (german, english) = match error {
        WriteError::Database(error) => (
            format!("Das Profil konnte nicht geschrieben werden ({error}); was vorher da war, ist noch da."),
            format!("The profile could not be written ({error}); what was there before is still there."),
        ),
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

fn read(error: &ReadError, lang: Lang) -> String {
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

fn cpms(error: &CpmsError, lang: Lang) -> String {
    let (german, english) = match error {
        CpmsError::NotAnAddress(text) => (
            format!(
                "„{text}“ ist keine Adresse eines CPMS: gebraucht wird eine wie https://cpms.example/ocpi/versions."
            ),
            format!(
                "“{text}” is not the address of a CPMS: it looks like https://cpms.example/ocpi/versions."
            ),
        ),
        CpmsError::Unencrypted { origin } => (
            format!(
                "{origin} ist unverschlüsselt, dorthin geht kein Token: bitte eine https-Adresse angeben."
            ),
            format!("{origin} is not encrypted, no token goes there: give an https address."),
        ),
        CpmsError::Unreachable { origin } => (
            format!(
                "{origin} ist nicht erreichbar; was hier ist, bleibt. Bitte Adresse und Netz prüfen."
            ),
            format!(
                "{origin} can't be reached; what is here stays. Check the address and the network."
            ),
        ),
        CpmsError::TimedOut { origin } => (
            format!(
                "{origin} antwortet nicht; was hier ist, bleibt. Bitte später noch einmal versuchen."
            ),
            format!("{origin} does not answer; what is here stays. Try again later."),
        ),
        CpmsError::Unauthorized { origin } => (
            format!("{origin} nimmt das Token nicht an: bitte mit --token das richtige angeben."),
            format!("{origin} does not accept the token: give the right one with --token."),
        ),
        CpmsError::Status { origin, status } => (
            format!(
                "{origin} antwortet mit HTTP-Status {status}; was hier ist, bleibt. Bitte später noch einmal versuchen."
            ),
            format!(
                "{origin} answers with HTTP status {status}; what is here stays. Try again later."
            ),
        ),
        CpmsError::Refused { origin, status } => (
            format!(
                "{origin} lehnt ab (OCPI-Status {status}); was hier ist, bleibt. Bitte den Betreiber fragen."
            ),
            format!(
                "{origin} refuses (OCPI status {status}); what is here stays. Ask its operator."
            ),
        ),
        CpmsError::NotOcpi { origin } => (
            format!(
                "{origin} antwortet nicht in OCPI; was hier ist, bleibt. Bitte die Adresse prüfen."
            ),
            format!("{origin} does not answer in OCPI; what is here stays. Check the address."),
        ),
        CpmsError::TooLarge { origin, most } => (
            format!(
                "{origin} antwortet mit mehr als {most} Bytes: bitte den Betreiber um kleinere Seiten bitten."
            ),
            format!(
                "{origin} answers with more than {most} bytes: ask its operator for smaller pages."
            ),
        ),
        CpmsError::NoCommonVersion { origin, spoken } => (
            format!("{origin} spricht OCPI {spoken}, gebraucht wird 2.2.1."),
            format!("{origin} speaks OCPI {spoken}, what is needed is 2.2.1."),
        ),
        CpmsError::Elsewhere { origin, elsewhere } => (
            format!(
                "{origin} verweist auf {elsewhere}, wohin sein Token nicht gehen darf: bitte den Betreiber fragen."
            ),
            format!(
                "{origin} points to {elsewhere}, where its token must not go: ask its operator."
            ),
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

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Cpms(error) => Self::Cpms(error),
            SyncError::Store(error) => Self::Write(error),
        }
    }
}

impl From<CpmsError> for Failure {
    fn from(error: CpmsError) -> Self {
        Self::Cpms(error)
    }
}
