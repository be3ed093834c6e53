//! What is in a Visible can't be taken out.

use store::{Figures, Visible};

pub fn whose(found: Visible<Figures>) -> String {
    found.map(|figures| figures.asked_by).text()
}
