use super::Audit;
use crate::{Profile, error::AuditError, verify::Check};

/// Looks whether the audit log is whole. One that can't be read is not.
pub(crate) async fn check(profile: &Profile) -> Check {
    let (ok, detail) = match Audit::of(profile).entries().await {
        Ok(number) => (true, format!("audit entries: {number}")),
        Err(AuditError::Broken(fault)) => (false, format!("audit log: {fault}")),
        Err(error) => (false, error.to_string()),
    };
    Check {
        name: "audit",
        ok,
        detail,
    }
}
