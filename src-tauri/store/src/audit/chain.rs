//! Each entry's hash covers the hash before it: what is changed, moved or taken out no longer fits.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::Entry;
use crate::error::AuditFault;

pub(super) type Hash = [u8; 32];

/// Where a chain ends: the number of its last entry, with its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub number: i64,
    pub hash: Hash,
}

impl Head {
    /// Of a chain without entries.
    pub const NONE: Self = Self {
        number: 0,
        hash: [0; 32],
    };
}

/// An entry as the file has it.
#[derive(sqlx::FromRow)]
pub(super) struct Link {
    pub number: i64,
    pub at: i64,
    pub person: String,
    pub tenant: Option<String>,
    pub what: String,
    pub from_day: i64,
    pub to_day: i64,
    pub subjects: String,
    pub hash: Vec<u8>,
}

impl Link {
    /// The link that joins this entry to the end of a chain, and the end that it makes.
    pub fn after(tip: Head, entry: &Entry) -> (Self, Head) {
        let mut link = Self {
            number: tip.number.saturating_add(1),
            at: entry.at.timestamp_millis(),
            person: entry.person.clone(),
            tenant: entry.tenant.clone(),
            what: entry.what.code().to_owned(),
            from_day: day(entry.from),
            to_day: day(entry.to),
            subjects: serde_json::Value::from(entry.subjects.as_slice()).to_string(),
            hash: Vec::new(),
        };
        let hash = link.hash_after(&tip.hash);
        link.hash = hash.to_vec();
        let number = link.number;
        (link, Head { number, hash })
    }

    /// What its hash must be after another. Every part is of one length or preceded by it, so that no two entries
    /// read alike.
    fn hash_after(&self, before: &Hash) -> Hash {
        let mut sum = Sha256::new();
        sum.update(b"voltfolio audit 1");
        sum.update(before);
        for number in [self.number, self.at, self.from_day, self.to_day] {
            sum.update(number.to_be_bytes());
        }
        let texts = [
            Some(&self.person),
            self.tenant.as_ref(),
            Some(&self.what),
            Some(&self.subjects),
        ];
        for text in texts {
            sum.update([u8::from(text.is_some())]);
            let text = text.map_or("", String::as_str);
            sum.update((text.len() as u64).to_be_bytes());
            sum.update(text);
        }
        sum.finalize().into()
    }
}

fn day(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

/// Follows a chain from entry to entry, and sees whether it leads through the head that was kept of it.
pub(super) struct Walk {
    tip: Head,
    kept: Head,
}

impl Walk {
    /// From the first entry.
    pub fn through(kept: Head) -> Self {
        Self {
            tip: Head::NONE,
            kept,
        }
    }

    /// From the entry after the head that was kept.
    pub fn beyond(kept: Head) -> Self {
        Self { tip: kept, kept }
    }

    pub fn step(&mut self, link: &Link) -> Result<(), AuditFault> {
        let number = self.tip.number.saturating_add(1);
        if link.number != number {
            return Err(AuditFault::Removed(number));
        }
        let hash = link.hash_after(&self.tip.hash);
        if link.hash != hash {
            return Err(AuditFault::Changed(number));
        }
        self.tip = Head { number, hash };
        if number == self.kept.number && hash != self.kept.hash {
            return Err(AuditFault::Replaced);
        }
        Ok(())
    }

    /// Where the chain ends. It may go on after the head that was kept: whoever wrote the last entries was stopped
    /// before they could say so, and none but who has the key can have written them.
    pub fn end(self) -> Result<Head, AuditFault> {
        if self.tip.number < self.kept.number {
            return Err(AuditFault::Cut(self.tip.number));
        }
        Ok(self.tip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(person: &str, tenant: Option<&str>) -> Hash {
        let link = Link {
            number: 1,
            at: 0,
            person: person.to_owned(),
            tenant: tenant.map(str::to_owned),
            what: "figures-by-driver".to_owned(),
            from_day: 0,
            to_day: 0,
            subjects: "[]".to_owned(),
            hash: Vec::new(),
        };
        link.hash_after(&Head::NONE.hash)
    }

    #[test]
    fn no_two_entries_read_alike_whatever_is_in_their_texts() {
        let mut hashes = vec![
            hash("a", None),
            hash("a", Some("")),
            hash("", Some("a")),
            hash("ab", Some("c")),
            hash("a", Some("bc")),
        ];
        for mark in ["\0", "\u{1}", "\n", "\"", "\0\0\0\0\0\0\0\u{1}"] {
            hashes.push(hash(&format!("a{mark}b"), Some("c")));
            hashes.push(hash("a", Some(&format!("b{mark}c"))));
        }
        let all = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), all);
    }
}
