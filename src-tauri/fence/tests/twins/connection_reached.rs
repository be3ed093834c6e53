//! No connection and no key leaves the store.

use store::{Figures, Profile, Question, ReadError, Reader, Visible};

pub async fn asked(reader: &mut Reader, question: Question) -> Result<Visible<Figures>, ReadError> {
    reader.figures(question).await
}

pub fn folder(profile: &Profile) {
    let _ = profile.folder();
}
