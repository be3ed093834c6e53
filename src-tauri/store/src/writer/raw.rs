//! The CPMS's own bytes and the class-cut fields beside each fact, compressed with a dictionary of their module.

use std::{collections::HashMap, io};

use model::{FieldClass, Module};
use sqlx::SqliteConnection;
use tokio::task::JoinHandle;
use zstd::bulk::{Compressor, Decompressor};

use crate::{error::WriteError, unpack::unpacked};

/// zstd's own default.
const LEVEL: i32 = 3;
/// A dictionary is made of so many records: fewer teach it too little.
const RECORDS_TO_LEARN_FROM: i64 = 2_000;
/// More than this does not make records smaller.
const DICTIONARY_BYTES: usize = 64 * 1024;
/// So many records go into one statement.
pub(super) const ROWS: usize = 500;

/// One module's compressor.
struct Packer {
    compressor: Compressor<'static>,
    dictionary: Option<i64>,
}

/// A compressor for each module, with its dictionary once there is one.
pub(super) struct Packers(HashMap<i64, Packer>);

/// A record's own bytes and its fields by class, as they come and packed.
pub(super) struct Beside {
    pub bytes: Vec<u8>,
    pub fields: Vec<(FieldClass, Vec<u8>)>,
}

impl Beside {
    fn packed(&self, compressor: &mut Compressor<'static>) -> io::Result<Self> {
        let bytes = compressor.compress(&self.bytes)?;
        let fields = self.fields.iter();
        let fields = fields.map(|(class, bytes)| Ok((*class, compressor.compress(bytes)?)));
        Ok(Self {
            bytes,
            fields: fields.collect::<io::Result<_>>()?,
        })
    }
}

/// Records of one module that are being packed, on a thread of their own.
pub(super) struct Packing {
    module: Module,
    done: JoinHandle<io::Result<(Packer, Vec<Beside>)>>,
}

/// Pieces one behind the other: a statement is given one blob and cuts it, since as text it would be written and
/// parsed twice its size.
#[derive(Default)]
struct Pieces(Vec<u8>);

impl Pieces {
    /// Where the piece begins, counted from 1 as `substr` does, and how long it is.
    fn add(&mut self, piece: &[u8]) -> (usize, usize) {
        let from = self.0.len() + 1;
        self.0.extend_from_slice(piece);
        (from, piece.len())
    }
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

    /// Begins to pack what came, while its facts land.
    pub(super) fn begin(
        &mut self,
        module: Module,
        records: Vec<Beside>,
    ) -> Result<Packing, WriteError> {
        let mut packer = match self.0.remove(&kind_of(module)) {
            Some(packer) => packer,
            None => Packer {
                compressor: Compressor::new(LEVEL).map_err(WriteError::Compression)?,
                dictionary: None,
            },
        };
        let done = tokio::task::spawn_blocking(move || {
            let records = records.iter();
            let packed = records.map(|record| record.packed(&mut packer.compressor));
            let packed = packed.collect::<io::Result<_>>()?;
            Ok((packer, packed))
        });
        Ok(Packing { module, done })
    }

    /// Writes what stands beside new or newer facts, whose rows are told with the place of each among what was packed.
    pub(super) async fn keep(
        &mut self,
        db: &mut SqliteConnection,
        packing: Packing,
        written: &[(usize, i64)],
    ) -> Result<(), WriteError> {
        let Packing { module, done } = packing;
        let done = done.await.map_err(io::Error::other);
        let (packer, packed) = done.flatten().map_err(WriteError::Compression)?;
        for some in written.chunks(ROWS) {
            let (mut raws, mut fields, mut rows) = (Vec::new(), Vec::new(), Vec::new());
            for (place, row) in some {
                let Some(record) = packed.get(*place) else {
                    continue;
                };
                rows.push(row);
                raws.push((*row, record.bytes.as_slice()));
                for (class, bytes) in &record.fields {
                    fields.push((*row, i64::from(class.bit()), bytes.as_slice()));
                }
            }
            sqlx::query(
                "DELETE FROM record_field WHERE kind = ?1 AND record IN (SELECT value FROM json_each(?2))",
            )
            .bind(kind_of(module))
            .bind(json(&rows))
            .execute(&mut *db)
            .await?;
            write_raws(db, module, packer.dictionary, &raws).await?;
            write_fields(db, module, packer.dictionary, &fields).await?;
        }
        self.0.insert(kind_of(module), packer);
        Ok(())
    }

    /// Once there are enough records of a module, learns its dictionary and packs them again with it.
    pub(super) async fn learn(
        &mut self,
        db: &mut SqliteConnection,
        module: Module,
    ) -> Result<(), WriteError> {
        let kind = kind_of(module);
        let packer = self.0.get(&kind);
        if packer.is_some_and(|packer| packer.dictionary.is_some()) {
            return Ok(());
        }
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
        let mut unpack =
            |bytes: &[u8]| unpacked(&mut plain, bytes).map_err(WriteError::Compression);
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
        for some in raws.chunks(ROWS) {
            let packed = some.iter();
            let packed = packed.map(|(row, bytes)| Ok((*row, compressor.compress(bytes)?)));
            let packed: io::Result<Vec<_>> = packed.collect();
            let packed = packed.map_err(WriteError::Compression)?;
            write_raws(db, module, Some(dictionary), &packed).await?;
        }
        for some in fields.chunks(ROWS) {
            let packed = some.iter();
            let packed =
                packed.map(|(row, class, bytes)| Ok((*row, *class, compressor.compress(bytes)?)));
            let packed: io::Result<Vec<_>> = packed.collect();
            let packed = packed.map_err(WriteError::Compression)?;
            write_fields(db, module, Some(dictionary), &packed).await?;
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

/// The bytes of some records, in the place of what they were before: row and packed bytes.
async fn write_raws<B: AsRef<[u8]>>(
    db: &mut SqliteConnection,
    module: Module,
    dictionary: Option<i64>,
    raws: &[(i64, B)],
) -> Result<(), WriteError> {
    let mut pieces = Pieces::default();
    let cut = raws.iter().map(|(row, bytes)| {
        let (from, length) = pieces.add(bytes.as_ref());
        (row, from, length)
    });
    let cut = json(&cut.collect::<Vec<_>>());
    let statement = "INSERT OR REPLACE INTO raw (kind, record, dictionary, bytes)
         SELECT ?1, value ->> 0, ?2, substr(?4, value ->> 1, value ->> 2) FROM json_each(?3)";
    write_cut(db, statement, module, dictionary, cut, &pieces).await
}

/// Fields of some records likewise: row, class and packed bytes.
async fn write_fields<B: AsRef<[u8]>>(
    db: &mut SqliteConnection,
    module: Module,
    dictionary: Option<i64>,
    fields: &[(i64, i64, B)],
) -> Result<(), WriteError> {
    let mut pieces = Pieces::default();
    let cut = fields.iter().map(|(row, class, bytes)| {
        let (from, length) = pieces.add(bytes.as_ref());
        (row, class, from, length)
    });
    let cut = json(&cut.collect::<Vec<_>>());
    let statement = "INSERT OR REPLACE INTO record_field (kind, record, class, dictionary, bytes)
         SELECT ?1, value ->> 0, value ->> 1, ?2, substr(?4, value ->> 2, value ->> 3) FROM json_each(?3)";
    write_cut(db, statement, module, dictionary, cut, &pieces).await
}

/// Runs a statement over pieces, and what says where each of them lies.
async fn write_cut(
    db: &mut SqliteConnection,
    statement: &'static str,
    module: Module,
    dictionary: Option<i64>,
    cut: String,
    pieces: &Pieces,
) -> Result<(), WriteError> {
    let query = sqlx::query(statement)
        .bind(kind_of(module))
        .bind(dictionary)
        .bind(cut)
        .bind(&pieces.0);
    query.execute(db).await?;
    Ok(())
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
