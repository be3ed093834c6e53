//! No connection and no key leaves the store.

use store::{Profile, Reader};

pub fn of_a_reader(reader: &mut Reader) {
    let _ = &mut reader.db;
}

pub async fn of_a_profile(profile: &Profile) {
    let _ = store::connect::for_reading(profile).await;
}

pub fn key(profile: &Profile) {
    let _ = profile.key();
}

fn main() {}
