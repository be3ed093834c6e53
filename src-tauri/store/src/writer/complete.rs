//! Does for a profile of an older version what no migration can.

use std::io;

use sqlx::Connection as _;

use super::{Writer, cells, pseudonyms};
use crate::error::{OpenError, WriteError};

impl Writer {
    /// Draws keys where there are none, and makes cells anew that were made by older rules.
    pub(crate) async fn complete(&mut self) -> Result<(), OpenError> {
        let completed = async {
            let mut transaction = self.db.begin().await?;
            pseudonyms::fill(&mut transaction).await?;
            let cells_are_old: bool = sqlx::query_scalar("SELECT cells_are_old FROM operator")
                .fetch_one(&mut *transaction)
                .await?;
            if cells_are_old {
                cells::rebuild(&mut transaction).await?;
                sqlx::query("UPDATE operator SET cells_are_old = 0")
                    .execute(&mut *transaction)
                    .await?;
            }
            Ok(transaction.commit().await?)
        };
        completed.await.map_err(|error: WriteError| match error {
            WriteError::Database(error) => OpenError::Database(error),
            other => OpenError::Folder(io::Error::other(other)),
        })
    }
}
