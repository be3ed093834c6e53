//! The CPMSs of a profile and their credentials. A credential is read by the writing side alone, and belongs to the
//! origin that it was given for: who changes a connection's address does not get the token sent there.

use url::Url;
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

/// The credential of a CPMS, with where it may go. Has no `Debug`.
pub struct ConnectionToken {
    text: Zeroizing<String>,
    address: String,
}

impl ConnectionToken {
    /// From a file's or a person's text, for the address of a CPMS's versions; white space around the text is not part
    /// of it. `None` if nothing is left.
    pub fn new(text: &str, address: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self {
            text: Zeroizing::new(text.to_owned()),
            address: address.to_owned(),
        })
    }

    /// Where the versions are that it opens: it goes to this origin and nowhere else.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// For the header it was made for.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

/// Whether a credential that was given for one address may go to the other.
fn is_at_home(given_for: &str, address: &str) -> bool {
    match (Url::parse(given_for), Url::parse(address)) {
        (Ok(home), Ok(there)) => home.origin().is_tuple() && home.origin() == there.origin(),
        _ => false,
    }
}

impl Writer {
    /// The connection of this id, if there is one.
    ///
    /// # Errors
    /// The database's.
    pub async fn connection(&mut self, id: &str) -> Result<Option<Connection>, WriteError> {
        let found: Option<(i64, Option<String>)> =
            sqlx::query_as("SELECT connection, url FROM connection WHERE id = ?")
                .bind(id)
                .fetch_optional(&mut self.db)
                .await?;
        Ok(found.map(|(row, url)| Connection {
            row,
            id: id.to_owned(),
            url,
        }))
    }

    /// The connection of this id, made if it is new; its URL and credential are changed where given. A credential that
    /// is there stays, though it goes to a new URL only where that is of its origin.
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
        let connection = self.connection(id).await?;
        let connection = connection.ok_or_else(|| WriteError::NoConnection(id.to_owned()))?;
        if let Some(token) = token {
            self.keep_token(connection.row, token).await?;
        }
        Ok(connection)
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
        sqlx::query("UPDATE connection SET token = ?, token_url = ? WHERE connection = ?")
            .bind(in_database)
            .bind(token.address())
            .bind(connection)
            .execute(&mut self.db)
            .await?;
        Ok(())
    }

    /// The credential of a connection for this address, if one was given that may go there.
    ///
    /// # Errors
    /// [`WriteError::Keychain`] where the keychain that has it can't be asked.
    pub async fn token(
        &mut self,
        connection: &Connection,
        address: &str,
    ) -> Result<Option<ConnectionToken>, WriteError> {
        let (text, given_for): (Option<String>, Option<String>) =
            sqlx::query_as("SELECT token, token_url FROM connection WHERE connection = ?")
                .bind(connection.row)
                .fetch_one(&mut self.db)
                .await?;
        let text = text.map(Zeroizing::new);
        if !given_for.is_some_and(|home| is_at_home(&home, address)) {
            return Ok(None);
        }
        let made = |text: &str| ConnectionToken::new(text, address);
        match self.token_account(connection.row) {
            Some(account) => match key::recall(&account) {
                Ok(bytes) => Ok(std::str::from_utf8(&bytes).ok().and_then(made)),
                Err(key::NoSecret::NotThere) => Ok(None),
                Err(key::NoSecret::Unavailable) => Err(WriteError::Keychain),
            },
            None => Ok(text.as_deref().map(String::as_str).and_then(made)),
        }
    }

    fn token_account(&self, connection: i64) -> Option<String> {
        self.keychain_account
            .as_ref()
            .map(|account| format!("{account}-connection-{connection}"))
    }
}
