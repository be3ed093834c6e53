//! What records are called outside: a name that says nothing, and that only whoever has the key can make.
//!
//! `START-NAME`: the millisecond at which it started, in hexadecimal, and an HMAC over what the CPMS calls it. The start is
//! on screen anyway, and finds the few records among which the name is looked for; so no name is kept anywhere, and what
//! changes hands has another one.

use hmac::Mac;
use sqlx::SqliteConnection;
use zeroize::Zeroizing;

use crate::keyed;

/// Of five bits each: among 10⁹ records that started in one millisecond no two would be alike.
const CHARACTERS: usize = 16;

/// The key of whoever asks: their tenant's, or the operator's own.
#[derive(Clone)]
pub(in crate::reader) struct IdKey(Zeroizing<Vec<u8>>);

/// What the CPMS calls a record.
#[derive(sqlx::FromRow)]
pub(super) struct NaturalId {
    kind: u8,
    connection: String,
    country: String,
    party: String,
    id: String,
}

impl NaturalId {
    pub(super) fn kind(&self) -> u8 {
        self.kind
    }
}

impl IdKey {
    /// Before the authorizer is set: no statement of a Reader may read a key.
    pub(in crate::reader) async fn load(
        db: &mut SqliteConnection,
        tenant: Option<i64>,
    ) -> Result<Self, sqlx::Error> {
        let key = match tenant {
            Some(tenant) => {
                sqlx::query_scalar("SELECT key FROM main.tenant WHERE tenant = ?").bind(tenant)
            }
            None => sqlx::query_scalar("SELECT key FROM main.operator"),
        };
        let key: Option<Vec<u8>> = key.fetch_optional(db).await?.flatten();
        // a Writer draws what is missing when it opens a profile: without a key nothing has landed yet
        Ok(Self(Zeroizing::new(key.unwrap_or_default())))
    }

    pub(super) fn id(&self, started_at: i64, of: &NaturalId) -> String {
        let mut mac = keyed::with(&self.0);
        mac.update(&[of.kind]);
        // ids compare without regard to case
        for part in [&of.connection, &of.country, &of.party, &of.id] {
            let part = part.to_ascii_lowercase();
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        let digest = mac.finalize().into_bytes();
        format!("{started_at:x}-{}", keyed::text(&digest, CHARACTERS))
    }
}

/// When a record of this name started; `None`: it is no such name.
pub(super) fn started_at(id: &str) -> Option<i64> {
    let (started_at, _) = id.split_once('-')?;
    i64::from_str_radix(started_at, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cdr(id: &str) -> NaturalId {
        NaturalId {
            kind: 4,
            connection: "main".into(),
            country: "DE".into(),
            party: "VLT".into(),
            id: id.into(),
        }
    }

    #[test]
    fn a_name_is_the_key_s_alone_and_the_same_in_any_case() {
        let key = |byte| IdKey(Zeroizing::new(vec![byte; 32]));
        let id = key(7).id(1_795_425_240_000, &cdr("CDR-1"));
        assert_eq!(started_at(&id), Some(1_795_425_240_000));
        assert_eq!(key(7).id(1_795_425_240_000, &cdr("cdr-1")), id);
        assert_ne!(key(8).id(1_795_425_240_000, &cdr("CDR-1")), id);
        assert_ne!(key(7).id(1_795_425_240_000, &cdr("CDR-2")), id);
        let session = NaturalId {
            kind: 3,
            ..cdr("CDR-1")
        };
        assert_ne!(key(7).id(1_795_425_240_000, &session), id);
    }

    #[test]
    fn what_is_no_name_has_no_start() {
        for id in ["", "-", "x-y", "12", "1 -a", "fffffffffffffffff-a"] {
            assert_eq!(started_at(id), None, "{id}");
        }
    }
}
