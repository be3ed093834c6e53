use cpms::CpmsError;
use store::WriteError;

/// Why a run ended before it was up to date. All that had landed stays.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The CPMS gave nothing, as often as it was asked.
    #[error(transparent)]
    Cpms(#[from] CpmsError),
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] WriteError),
}
