//! What SQLite itself lets a Reader's statements do: read the database through `v_` views, say which period is
//! asked for, and nothing else.
//!
//! It looks at every statement when it is prepared. SQLite names the innermost view that a read comes through;
//! no view of the database itself is called `v_…` and a Reader can make none, so the name is proof. (A common
//! table expression called `v_…` would count as one, too: a test looks that no statement has one.)

use std::ffi::{CStr, c_char, c_int, c_void};

use libsqlite3_sys::{
    SQLITE_DENY, SQLITE_FUNCTION, SQLITE_OK, SQLITE_PRAGMA, SQLITE_READ, SQLITE_RECURSIVE,
    SQLITE_SELECT, SQLITE_TRANSACTION, SQLITE_UPDATE, sqlite3_set_authorizer,
};
use sqlx::SqliteConnection;

/// From here on, and for as long as the connection lives.
#[expect(
    unsafe_code,
    reason = "sqlx has no authorizer; the callback keeps no state and takes none"
)]
pub(super) async fn set(db: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut handle = db.lock_handle().await?;
    // SAFETY: the handle is valid and nobody else uses it while it is locked; the callback is a plain function
    // without captured state, so it may be called from whatever thread works the connection.
    let code = unsafe {
        sqlite3_set_authorizer(
            handle.as_raw_handle().as_ptr(),
            Some(authorize),
            std::ptr::null_mut(),
        )
    };
    if code == SQLITE_OK {
        Ok(())
    } else {
        Err(sqlx::Error::Protocol(format!(
            "sqlite3_set_authorizer: {code}"
        )))
    }
}

#[expect(unsafe_code, reason = "called by SQLite")]
unsafe extern "C" fn authorize(
    _: *mut c_void,
    action: c_int,
    first: *const c_char,
    second: *const c_char,
    database: *const c_char,
    view: *const c_char,
) -> c_int {
    // SAFETY: SQLite gives null or a string that lives as long as the call.
    let text = |pointer: *const c_char| {
        (!pointer.is_null()).then(|| unsafe { CStr::from_ptr(pointer) }.to_bytes())
    };
    let may = may(
        action,
        text(first),
        text(second),
        text(database),
        text(view),
    );
    if may { SQLITE_OK } else { SQLITE_DENY }
}

type Name<'a> = Option<&'a [u8]>;

fn may(action: c_int, first: Name, second: Name, database: Name, view: Name) -> bool {
    let in_temp = database == Some(b"temp");
    match action {
        SQLITE_SELECT | SQLITE_RECURSIVE => true,
        // begin, commit, rollback of a snapshot
        SQLITE_TRANSACTION => true,
        SQLITE_FUNCTION => second.is_some_and(|name| !reaches_out(name)),
        SQLITE_READ => {
            in_temp
                || first == Some(b"json_each")
                || view.is_some_and(|view| view.starts_with(b"v_"))
        }
        SQLITE_UPDATE => {
            let is_asked = matches!(
                second,
                Some(b"t_from" | b"t_until" | b"m_first" | b"m_last")
            );
            in_temp && first == Some(b"s_me") && is_asked
        }
        // whether anybody wrote meanwhile: asked, and never set
        SQLITE_PRAGMA => first == Some(b"data_version") && second.is_none(),
        _ => false,
    }
}

/// Functions that reach beyond the statement: code, files, keys.
fn reaches_out(function: &[u8]) -> bool {
    function.eq_ignore_ascii_case(b"load_extension")
        || function.eq_ignore_ascii_case(b"fts3_tokenizer")
        || function.len() >= 9 && function[..9].eq_ignore_ascii_case(b"sqlcipher")
}

#[cfg(test)]
mod tests;
