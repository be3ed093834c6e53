//! The CPMS's own bytes and the class-cut fields beside each fact, compressed with a dictionary of their module.

use std::{collections::HashMap, io};

use model::{FieldClass, MOST_RECORD_BYTES, Module};
use sqlx::SqliteConnection;
use zstd::bulk::{Compressor, Decompressor};

use crate::error::WriteError;

/// zstd's own default.
const LEVEL: i32 = 3;
/// A dictionary is made of so many records: fewer teach it too little.
const RECORDS_TO_LEARN_FROM: i64 = 2_000;
/// More than this does not make records smaller.
const DICTIONARY_BYTES: usize = 64 * 1024;

/// One module's compressor.
struct Packer {
    compressor: Compressor<'static>,
    dictionary: Option<i64>,
}

/// A compressor for each module, with its dictionary once there is one.
pub(super) struct Packers(HashMap<i64, Packer>);

/// Compressed pieces, one behind the other.
#[derive(Default)]
struct Packed(Vec<u8>);

impl Packed {
    /// Where the piece begins, counted from 1 as `substr` does, and how long it is.
    fn add(
        &mut self,
        compressor: &mut Compressor<'static>,
        bytes: &[u8],
    ) -> Result<(usize, usize), WriteError> {
        let piece = compressor
            .compress(bytes)
            .map_err(WriteError::Compression)?;
        let from = self.0.len() + 1;
        self.0.extend_from_slice(&piece);
        Ok((from, piece.len()))
    }
}

/// A fact's row with what stands beside it.
pub(super) struct Kept<'a> {
    pub row: i64,
    pub bytes: &'a [u8],
    pub fields: &'a [(FieldClass, String)],
}

impl Packers {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, WriteError> {
        let rows: Vec<(i64, i64, Vec<u8>)> =
            sqlx::query_as("SELECT kind, dictionary, bytes FROM dictionary")
                .fetch_all(db)
                .await?;
        let mut packers = HashMap::new();
        for (kind, dictionary, bytes) in rows {
            let compressor =
                Compressor::with_dictionary(LEVEL, &bytes).map_err(WriteError::Compression)?;
            packers.insert(
                kind,
                Packer {
                    compressor,
                    dictionary: Some(dictionary),
                },
            );
        }
        Ok(Self(packers))
    }

    fn of(&mut self, module: Module) -> Result<&mut Packer, WriteError> {
        use std::collections::hash_map::Entry;
        Ok(match self.0.entry(kind_of(module)) {
            Entry::Occupied(packer) => packer.into_mut(),
            Entry::Vacant(place) => {
                let compressor = Compressor::new(LEVEL).map_err(WriteError::Compression)?;
                place.insert(Packer {
                    compressor,
                    dictionary: None,
                })
            }
        })
    }

    /// Writes what stands beside new or newer facts.
    pub(super) async fn keep(
        &mut self,
        db: &mut SqliteConnection,
        module: Module,
        kept: &[Kept<'_>],
    ) -> Result<(), WriteError> {
        let packer = self.of(module)?;
        for some in kept.chunks(100) {
            // one blob for a statement, which cuts it: as text it would be written and parsed twice its size
            let mut packed = Packed::default();
            let (mut raws, mut fields, mut rows) = (Vec::new(), Vec::new(), Vec::new());
            for fact in some {
                rows.push(fact.row);
                let (from, length) = packed.add(&mut packer.compressor, fact.bytes)?;
                raws.push((fact.row, from, length));
                for (class, text) in fact.fields {
                    let (from, length) = packed.add(&mut packer.compressor, text.as_bytes())?;
                    fields.push((fact.row, class.bit(), from, length));
                }
            }
            sqlx::query(
                "DELETE FROM record_field WHERE kind = ?1 AND record IN (SELECT value FROM json_each(?2))",
            )
            .bind(kind_of(module))
            .bind(json(&rows))
            .execute(&mut *db)
            .await?;
            sqlx::query(
                "INSERT OR REPLACE INTO raw (kind, record, dictionary, bytes)
                 SELECT ?1, value ->> 0, ?2, substr(?4, value ->> 1, value ->> 2) FROM json_each(?3)",
            )
            .bind(kind_of(module))
            .bind(packer.dictionary)
            .bind(json(&raws))
            .bind(&packed.0)
            .execute(&mut *db)
            .await?;
            sqlx::query(
                "INSERT INTO record_field (kind, record, class, dictionary, bytes)
                 SELECT ?1, value ->> 0, value ->> 1, ?2, substr(?4, value ->> 2, value ->> 3) FROM json_each(?3)",
            )
            .bind(kind_of(module))
            .bind(packer.dictionary)
            .bind(json(&fields))
            .bind(&packed.0)
            .execute(&mut *db)
            .await?;
        }
        Ok(())
    }

    /// Once there are enough records of a module, learns its dictionary and packs them again with it.
    pub(super) async fn learn(
        &mut self,
        db: &mut SqliteConnection,
        module: Module,
    ) -> Result<(), WriteError> {
        if self.of(module)?.dictionary.is_some() {
            return Ok(());
        }
        let kind = kind_of(module);
        let there: i64 = sqlx::query_scalar("SELECT count(*) FROM raw WHERE kind = ?")
            .bind(kind)
            .fetch_one(&mut *db)
            .await?;
        if there < RECORDS_TO_LEARN_FROM {
            return Ok(());
        }
        let raws: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT record, bytes FROM raw WHERE kind = ?")
                .bind(kind)
                .fetch_all(&mut *db)
                .await?;
        let fields: Vec<(i64, i64, Vec<u8>)> =
            sqlx::query_as("SELECT record, class, bytes FROM record_field WHERE kind = ?")
                .bind(kind)
                .fetch_all(&mut *db)
                .await?;
        let mut plain = Decompressor::new().map_err(WriteError::Compression)?;
        let mut unpack = |bytes: &[u8]| {
            plain
                .decompress(bytes, MOST_RECORD_BYTES)
                .map_err(WriteError::Compression)
        };
        let raws = raws.iter().map(|(row, bytes)| Ok((*row, unpack(bytes)?)));
        let raws = raws.collect::<Result<Vec<_>, WriteError>>()?;
        let fields = fields
            .iter()
            .map(|(row, class, bytes)| Ok((*row, *class, unpack(bytes)?)));
        let fields = fields.collect::<Result<Vec<_>, WriteError>>()?;

        let samples: Vec<&[u8]> = raws
            .iter()
            .map(|(_, bytes)| bytes.as_slice())
            .chain(fields.iter().map(|(_, _, bytes)| bytes.as_slice()))
            .collect();
        // records too much alike teach nothing: then they stay as they are, and it is tried again
        let Ok(bytes) = zstd::dict::from_samples(&samples, DICTIONARY_BYTES) else {
            return Ok(());
        };
        let mut compressor =
            Compressor::with_dictionary(LEVEL, &bytes).map_err(WriteError::Compression)?;
        let dictionary: i64 = sqlx::query_scalar(
            "INSERT INTO dictionary (kind, bytes) VALUES (?, ?) RETURNING dictionary",
        )
        .bind(kind)
        .bind(&bytes)
        .fetch_one(&mut *db)
        .await?;
        for (row, bytes) in &raws {
            let packed = compressor
                .compress(bytes)
                .map_err(WriteError::Compression)?;
            sqlx::query("UPDATE raw SET dictionary = ?, bytes = ? WHERE kind = ? AND record = ?")
                .bind(dictionary)
                .bind(packed)
                .bind(kind)
                .bind(row)
                .execute(&mut *db)
                .await?;
        }
        for (row, class, bytes) in &fields {
            let packed = compressor
                .compress(bytes)
                .map_err(WriteError::Compression)?;
            sqlx::query(
                "UPDATE record_field SET dictionary = ?, bytes = ? WHERE kind = ? AND record = ? AND class = ?",
            )
            .bind(dictionary)
            .bind(packed)
            .bind(kind)
            .bind(row)
            .bind(class)
            .execute(&mut *db)
            .await?;
        }
        self.0.insert(
            kind,
            Packer {
                compressor,
                dictionary: Some(dictionary),
            },
        );
        Ok(())
    }
}

/// Gives back what was packed.
pub(super) struct Unpackers {
    /// By dictionary.
    unpackers: HashMap<Option<i64>, Decompressor<'static>>,
    /// As large as any record: a piece does not say how large it will be.
    space: Vec<u8>,
}

impl Unpackers {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, WriteError> {
        let dictionaries: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT dictionary, bytes FROM dictionary")
                .fetch_all(db)
                .await?;
        let plain = Decompressor::new().map_err(WriteError::Compression)?;
        let mut unpackers = HashMap::from([(None, plain)]);
        for (dictionary, bytes) in dictionaries {
            let unpacker =
                Decompressor::with_dictionary(&bytes).map_err(WriteError::Compression)?;
            unpackers.insert(Some(dictionary), unpacker);
        }
        Ok(Self {
            unpackers,
            space: Vec::with_capacity(MOST_RECORD_BYTES),
        })
    }

    pub(super) fn unpack(
        &mut self,
        dictionary: Option<i64>,
        bytes: &[u8],
    ) -> Result<Vec<u8>, WriteError> {
        let unpacker = self.unpackers.get_mut(&dictionary);
        // a foreign key says that it is there
        let unpacker =
            unpacker.ok_or_else(|| WriteError::Compression(io::ErrorKind::NotFound.into()))?;
        unpacker
            .decompress_to_buffer(bytes, &mut self.space)
            .map_err(WriteError::Compression)?;
        Ok(self.space.clone())
    }
}

/// A module's number in `raw.kind`.
const fn kind_of(module: Module) -> i64 {
    match module {
        Module::Locations => 1,
        Module::Tariffs => 2,
        Module::Sessions => 3,
        Module::Cdrs => 4,
    }
}

/// Text for `json_each`. Only integers, strings and options of them come here, which always serialise.
pub(crate) fn json<T: serde::Serialize>(rows: &T) -> String {
    serde_json::to_string(rows).unwrap_or_default()
}
