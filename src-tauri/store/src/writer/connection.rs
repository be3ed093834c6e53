//! The CPMSs of a profile and their credentials. A credential is read by the writing side alone.

use zeroize::Zeroizing;

use super::Writer;
use crate::{error::WriteError, key};

/// One CPMS of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    pub(crate) row: i64,
    /// Its id in setup.json and on the command line.
    pub id: String,
    /// Where its versions are, once somebody has said so.
    pub url: Option<String>,
}

/// The credential of a CPMS. Has no `Debug`: it goes to its own origin and nowhere else.
pub struct ConnectionToken(Zeroizing<String>);

impl ConnectionToken {
    /// From a file's or a person's text; white space around it is not part of it. `None` if nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// For the header it was made for.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Writer {
    /// The connection of this id, made if it is new; its URL and credential are changed where given.
    ///
    /// # Errors
    /// [`WriteError::NoConnection`] for an id that is neither there nor comes with a URL;
    /// [`WriteError::Keychain`] where the profile's keychain refuses to keep the credential.
    pub async fn connect(
        &mut self,
        id: &str,
        url: Option<&str>,
        token: Option<&ConnectionToken>,
    ) -> Result<Connection, WriteError> {
        if let Some(url) = url {
            sqlx::query(
                "INSERT INTO connection (id, kind, url) VALUES (?, 'ocpi', ?)
                 ON CONFLICT (id) DO UPDATE SET url = excluded.url",
            )
            .bind(id)
            .bind(url)
            .execute(&mut self.db)
            .await?;
        }
        let (row, url): (i64, Option<String>) =
            sqlx::query_as("SELECT connection, url FROM connection WHERE id = ?")
                .bind(id)
                .fetch_optional(&mut self.db)
                .await?
                .ok_or_else(|| WriteError::NoConnection(id.to_owned()))?;
        if let Some(token) = token {
            self.keep_token(row, token).await?;
        }
        Ok(Connection {
            row,
            id: id.to_owned(),
            url,
        })
    }

    /// The ids of all connections, in order.
    ///
    /// # Errors
    /// The database's.
    pub async fn connections(&mut self) -> Result<Vec<String>, WriteError> {
        let ids = sqlx::query_scalar("SELECT id FROM connection ORDER BY id");
        Ok(ids.fetch_all(&mut self.db).await?)
    }

    async fn keep_token(
        &mut self,
        connection: i64,
        token: &ConnectionToken,
    ) -> Result<(), WriteError> {
        let in_database = match self.token_account(connection) {
            Some(account) => {
                key::keep(&account, token.expose().as_bytes()).map_err(|_| WriteError::Keychain)?;
                None
            }
            None => Some(token.expose()),
        };
        sqlx::query("UPDATE connection SET token = ? WHERE connection = ?")
            .bind(in_database)
            .bind(connection)
            .execute(&mut self.db)
            .await?;
        Ok(())
    }

    /// The credential of a connection, if one was given.
    ///
    /// # Errors
    /// [`WriteError::Keychain`] where the keychain that has it can't be asked.
    pub async fn token(
        &mut self,
        connection: &Connection,
    ) -> Result<Option<ConnectionToken>, WriteError> {
        match self.token_account(connection.row) {
            Some(account) => match key::recall(&account) {
                Ok(bytes) => Ok(std::str::from_utf8(&bytes)
                    .ok()
                    .and_then(ConnectionToken::new)),
                Err(key::NoSecret::NotThere) => Ok(None),
                Err(key::NoSecret::Unavailable) => Err(WriteError::Keychain),
            },
            None => {
                let token: Option<String> =
                    sqlx::query_scalar("SELECT token FROM connection WHERE connection = ?")
                        .bind(connection.row)
                        .fetch_one(&mut self.db)
                        .await?;
                Ok(token.as_deref().and_then(ConnectionToken::new))
            }
        }
    }

    fn token_account(&self, connection: i64) -> Option<String> {
        self.keychain_account
            .as_ref()
            .map(|account| format!("{account}-connection-{connection}"))
    }
}
