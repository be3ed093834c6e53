use std::time::Duration;

/// Why a CPMS gave nothing. What was there before is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CpmsError {
    /// The address is none.
    #[error("{0:?} is not the address of a CPMS")]
    NotAnAddress(String),
    /// A credential would travel in clear.
    #[error("{origin} is not encrypted: a credential goes over https, or to this computer itself")]
    Unencrypted {
        /// Where it would have gone.
        origin: String,
    },
    /// Nobody answers there.
    #[error("{origin} can't be reached")]
    Unreachable {
        /// Where it was looked for.
        origin: String,
    },
    /// It took too long.
    #[error("{origin} did not answer in time")]
    TimedOut {
        /// Who was asked.
        origin: String,
    },
    /// It does not take the credential, in neither of the encodings that are in use.
    #[error("{origin} does not accept the token")]
    Unauthorized {
        /// Who was asked.
        origin: String,
    },
    /// It answers with an HTTP error.
    #[error("{origin} answers with HTTP status {status}{}", left_alone(.retry_after.as_ref()))]
    Status {
        /// Who was asked.
        origin: String,
        /// What it said.
        status: u16,
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// It says no in OCPI's own way, inside an answer that looks well.
    #[error("{origin} answers with OCPI status {status}")]
    Refused {
        /// Who was asked.
        origin: String,
        /// OCPI 2.2.1, status codes.
        status: u16,
    },
    /// It answers with something else than OCPI.
    #[error("{origin} does not answer in OCPI")]
    NotOcpi {
        /// Who was asked.
        origin: String,
    },
    /// It answers with more than is taken.
    #[error("{origin} answers with more than {most} bytes")]
    TooLarge {
        /// Who was asked.
        origin: String,
        /// What is taken.
        most: usize,
    },
    /// It answers with more records at once than are taken.
    #[error("{origin} answers with more than {most} records at once")]
    TooMany {
        /// Who was asked.
        origin: String,
        /// What is taken.
        most: usize,
    },
    /// It speaks no version that we speak.
    #[error("{origin} speaks none of OCPI 2.2.1, but {spoken}")]
    NoCommonVersion {
        /// Who was asked.
        origin: String,
        /// What it speaks.
        spoken: String,
    },
    /// It sends us elsewhere, where the credential must not go.
    #[error("{origin} points to {elsewhere}, where its token must not go")]
    Elsewhere {
        /// Who was asked.
        origin: String,
        /// Where it pointed.
        elsewhere: String,
    },
}

impl CpmsError {
    /// Whether it may pass by itself.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable { .. }
            | Self::TimedOut { .. }
            | Self::NotOcpi { .. }
            | Self::Refused { .. } => true,
            Self::Status { status, .. } => *status == 429 || *status >= 500,
            Self::NotAnAddress(_)
            | Self::Unencrypted { .. }
            | Self::Unauthorized { .. }
            | Self::TooLarge { .. }
            | Self::TooMany { .. }
            | Self::NoCommonVersion { .. }
            | Self::Elsewhere { .. } => false,
        }
    }

    /// How long the CPMS asks to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the credential itself may be what it does not like, or the way it is written.
    pub(crate) fn may_be_the_credential(&self) -> bool {
        match self {
            Self::Unauthorized { .. } | Self::Refused { .. } => true,
            Self::Status { status, .. } => matches!(status, 400 | 404),
            _ => false,
        }
    }
}

fn left_alone(retry_after: Option<&Duration>) -> String {
    retry_after.map_or_else(String::new, |wait| {
        format!(" and asks to be left alone for {} s", wait.as_secs())
    })
}
