//! Only a Reader makes a Visible.

use store::{Figures, Question, ReadError, Reader, Visible};

pub async fn found(reader: &mut Reader, question: Question) -> Result<Visible<Figures>, ReadError> {
    reader.figures(question).await
}
