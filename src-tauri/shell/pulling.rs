//! One run over the CPMSs of a profile: what they have that is new, one after the other. When there is one, and what becomes
//! of what it says, is not decided here.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use store::{WriteError, Writer};
use sync::{CpmsError, Patience, SyncError};

use crate::{
    desk::Clock,
    failure::MessageKey,
    hearing::Hearing,
    syncing::SyncState,
    watch::{Changed, Watch},
};

/// A run asks no more often than this: the next one comes soon, and meanwhile it is said why there is nothing new.
const ATTEMPTS: u32 = 2;
/// The page is told of what landed no more often than this.
const BREATH: Duration = Duration::from_millis(400);
/// And, after the first, not before a run has lasted so long: a poll is shorter, and what came is told when all of it is
/// settled.
const LONG: Duration = Duration::from_secs(2);

/// One run.
pub struct Run {
    pub clock: Clock,
    pub page: Watch,
    pub state: Arc<Mutex<SyncState>>,
    pub pace: Duration,
    pub poll: Duration,
}

impl Run {
    /// Pulls from one CPMS after the other. One that fails keeps nobody waiting for the others' news.
    pub async fn over_all(&self, writer: &mut Writer) -> Result<bool, Failed> {
        let poll = chrono::TimeDelta::seconds(self.poll.as_secs().cast_signed());
        writer.polled_every(poll);
        let ids = writer.connections().await?;
        let are_several = ids.len() > 1;
        let (mut is_any, mut has_moved, mut first) = (false, false, None);
        for id in ids {
            let named = are_several.then(|| id.clone());
            match self.over(writer, &id, named.clone()).await {
                Ok(None) => {}
                Ok(Some(moved)) => {
                    is_any = true;
                    has_moved |= moved;
                }
                Err(failed) => {
                    is_any = true;
                    first.get_or_insert(Failed {
                        connection: named,
                        ..failed
                    });
                }
            }
        }
        match first {
            Some(failed) => Err(failed),
            None if is_any => Ok(has_moved),
            None => Err(MessageKey::NothingToSync.into()),
        }
    }

    /// Pulls from one CPMS, unless it falls silent; whether that brought anything. `None` where it is not known where
    /// that is, or what opens it.
    async fn over(
        &self,
        writer: &mut Writer,
        id: &str,
        named: Option<String>,
    ) -> Result<Option<bool>, Failed> {
        let hearing = Hearing::begin(self.state.clone(), self.page.clone(), named);
        tokio::select! {
            pulled = self.pull(writer, id, &hearing) => pulled,
            () = hearing.until_given_up(self.pace, (self.clock)()) => Err(MessageKey::Silent.into()),
        }
    }

    async fn pull(
        &self,
        writer: &mut Writer,
        id: &str,
        hearing: &Hearing,
    ) -> Result<Option<bool>, Failed> {
        let patience = Patience {
            attempts: ATTEMPTS,
            ..Patience::default()
        };
        let connection = writer.connect(id, None, None).await?;
        let Some(address) = connection.url.as_deref() else {
            return Ok(None);
        };
        let Some(token) = writer.token(&connection, address).await? else {
            return Ok(None);
        };
        let mut source = sync::connect(&token, patience).await?;
        let (begun, mut told) = (Instant::now(), Instant::now());
        let is_first = !self
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .has_run;
        hearing.heard();
        let progress = |_| {
            hearing.heard();
            if (is_first || begun.elapsed() >= LONG) && told.elapsed() >= BREATH {
                told = Instant::now();
                self.page.changed(Changed::Figures);
            }
        };
        let clock = || -> DateTime<Utc> { (self.clock)() };
        let report = sync::run(writer, &connection, &mut source, clock, progress).await?;
        let mut modules = report.modules.values();
        Ok(Some(modules.any(|landed| landed.written > 0)))
    }
}

impl From<MessageKey> for Failed {
    fn from(why: MessageKey) -> Self {
        Self {
            why,
            connection: None,
            leave_alone: None,
        }
    }
}

/// What failed; of several CPMSs, which.
pub struct Failed {
    pub why: MessageKey,
    pub connection: Option<String>,
    /// For how long the CPMS asks not to be asked.
    pub leave_alone: Option<Duration>,
}

impl From<WriteError> for Failed {
    fn from(error: WriteError) -> Self {
        not_written(&error).into()
    }
}

impl From<CpmsError> for Failed {
    fn from(error: CpmsError) -> Self {
        let leave_alone = error.retry_after();
        let why = match error {
            CpmsError::NotAnAddress(_)
            | CpmsError::Unencrypted { .. }
            | CpmsError::Unreachable { .. } => MessageKey::Unreachable,
            CpmsError::TimedOut { .. } => MessageKey::Silent,
            CpmsError::Unauthorized { .. } => MessageKey::Unauthorized,
            CpmsError::Status { .. }
            | CpmsError::Refused { .. }
            | CpmsError::TooLarge { .. }
            | CpmsError::TooMany { .. } => MessageKey::Refused,
            CpmsError::NotOcpi { .. }
            | CpmsError::NoCommonVersion { .. }
            | CpmsError::Elsewhere { .. } => MessageKey::NotOcpi,
        };
        Self {
            leave_alone,
            ..why.into()
        }
    }
}

impl From<SyncError> for Failed {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Cpms(error) => error.into(),
            SyncError::Store(error) => error.into(),
        }
    }
}

pub fn not_written(error: &WriteError) -> MessageKey {
    match error {
        WriteError::Keychain => MessageKey::Keychain,
        WriteError::Database(_)
        | WriteError::Compression(_)
        | WriteError::NoConnection(_)
        | WriteError::NoRandomness => MessageKey::NotKept,
    }
}
