//! SQL is spoken in the store alone.

use sqlx::SqliteConnection;

pub async fn asked(db: &mut SqliteConnection) {
    let _ = store::sqlx::query("SELECT 1").execute(db).await;
}

fn main() {}
