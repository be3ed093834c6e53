//! Gives back the records' own bytes and their fields, which lie packed beside the facts.

use std::{collections::HashMap, io};

use model::MOST_RECORD_BYTES;
use sqlx::SqliteConnection;
use zstd::{bulk::Decompressor, zstd_safe::get_frame_content_size};

/// One for every dictionary that there is, and one for what was packed without.
pub(crate) struct Unpackers(HashMap<Option<i64>, Decompressor<'static>>);

impl Unpackers {
    pub(crate) async fn load(db: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let dictionaries: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT dictionary, bytes FROM dictionary")
                .fetch_all(db)
                .await?;
        let mut unpackers = HashMap::from([(None, Decompressor::new()?)]);
        for (dictionary, bytes) in dictionaries {
            let unpacker = Decompressor::with_dictionary(&bytes)?;
            unpackers.insert(Some(dictionary), unpacker);
        }
        Ok(Self(unpackers))
    }

    pub(crate) fn unpack(&mut self, dictionary: Option<i64>, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let unpacker = self.0.get_mut(&dictionary);
        // a foreign key says that it is there
        unpacked(unpacker.ok_or(io::ErrorKind::NotFound)?, bytes)
    }
}

/// In as much space as the piece says that it takes, and never more than the largest record.
pub(crate) fn unpacked(unpacker: &mut Decompressor<'_>, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let said = get_frame_content_size(bytes).ok().flatten();
    let said = said.and_then(|said| usize::try_from(said).ok());
    let most = said.map_or(MOST_RECORD_BYTES, |said| said.min(MOST_RECORD_BYTES));
    unpacker.decompress(bytes, most)
}
