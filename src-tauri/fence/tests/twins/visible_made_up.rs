//! Only a Reader makes a Visible, and what it makes it with is the store's own.

use store::{Question, ReadError, Reader, Visible};

pub async fn found(reader: &mut Reader, question: Question) -> Result<Visible<usize>, ReadError> {
    let found = reader.figures(question).await?;
    Ok(found.map(|figures| figures.rows.len()))
}
