//! How the rest of the house reaches a CPMS.

use chrono::{DateTime, Utc};
use cpms::{Count, CpmsError, Credential, Ocpi, Patience, Received, Traffic, Window};
use model::{Module, Position};
use store::ConnectionToken;

/// A CPMS that has answered.
pub struct Source(Ocpi);

/// Finds out what a CPMS speaks, at the address that its token is for.
///
/// # Errors
/// [`CpmsError`]: it can't be reached, refuses, or speaks nothing that we do.
pub async fn connect(token: &ConnectionToken, patience: Patience) -> Result<Source, CpmsError> {
    Ocpi::discover(token.address(), Credential::new(token.expose()), patience)
        .await
        .map(Source)
}

impl Source {
    pub(crate) fn version(&self) -> &'static str {
        self.0.version()
    }

    pub(crate) fn has(&self, module: Module) -> bool {
        self.0.has(module)
    }

    pub(crate) fn clock(&self) -> Option<DateTime<Utc>> {
        self.0.clock()
    }

    pub(crate) fn traffic(&self) -> Traffic {
        self.0.traffic()
    }

    pub(crate) async fn page(
        &mut self,
        module: Module,
        window: Window,
        position: &Position,
        now: DateTime<Utc>,
    ) -> Result<Received, CpmsError> {
        self.0.page(module, window, position, now).await
    }

    pub(crate) async fn count(&self, module: Module, window: Window) -> Result<Count, CpmsError> {
        self.0.count(module, window).await
    }
}
