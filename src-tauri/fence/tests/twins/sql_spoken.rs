//! SQL is spoken in the store alone.

use store::{Figures, Question, ReadError, Reader, Visible};

pub async fn asked(reader: &mut Reader, question: Question) -> Result<Visible<Figures>, ReadError> {
    reader.figures(question).await
}
