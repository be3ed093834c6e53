//! Errors of a sync: the CPMS does not answer as it should.

use access::Lang;
use sync::{CpmsError, SyncError};

use super::Failure;

pub(super) fn cpms(error: &CpmsError, lang: Lang) -> String {
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
        CpmsError::Status {
            origin,
            status,
            retry_after: Some(wait),
        } => {
            // rounded up: nobody is sent back too early
            let minutes = wait.as_secs().div_ceil(60).max(1);
            (
                format!(
                    "{origin} antwortet mit HTTP-Status {status}; was hier ist, bleibt. Bitte frühestens in {minutes} min noch einmal versuchen."
                ),
                format!(
                    "{origin} answers with HTTP status {status}; what is here stays. Try again in {minutes} min at the earliest."
                ),
            )
        }
        CpmsError::Status {
            origin,
            status,
            retry_after: None,
        } => (
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
        CpmsError::TooMany { origin, most } => (
            format!(
                "{origin} antwortet mit mehr als {most} Datensätzen auf einmal: bitte den Betreiber um kleinere Seiten bitten."
            ),
            format!(
                "{origin} answers with more than {most} records at once: ask its operator for smaller pages."
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
