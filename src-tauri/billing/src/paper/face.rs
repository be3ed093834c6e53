//! The two faces of paper: how wide their text is, and what they can't say.

use std::borrow::Cow;

use ttf_parser::Face;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{PrintError, Weight};

const REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.ttf");
const STRONG: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.ttf");

/// A point in micrometres, times 1,000.
const POINT: i64 = 352_778;

/// A face's name, and its file.
pub(super) const fn file(weight: Weight) -> (&'static str, &'static [u8]) {
    match weight {
        Weight::Regular => ("Inter-Regular", REGULAR),
        Weight::Strong => ("Inter-SemiBold", STRONG),
    }
}

/// Both faces, read.
pub(crate) struct Faces {
    regular: Face<'static>,
    strong: Face<'static>,
}

impl Faces {
    /// # Errors
    /// [`PrintError::Face`] only if a file of this room were broken.
    pub fn load() -> Result<Self, PrintError> {
        let load = |file| Face::parse(file, 0).map_err(|_| PrintError::Face);
        Ok(Self {
            regular: load(REGULAR)?,
            strong: load(STRONG)?,
        })
    }

    fn of(&self, weight: Weight) -> &Face<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Strong => &self.strong,
        }
    }

    /// How wide a text is, in micrometres. There is no kerning on paper.
    pub fn width(&self, text: &str, size: u8, weight: Weight) -> i32 {
        let face = self.of(weight);
        let advance = |character| face.glyph_hor_advance(face.glyph_index(character)?);
        let units: i64 = text.chars().filter_map(advance).map(i64::from).sum();
        let width = units * i64::from(size) * POINT / (i64::from(face.units_per_em()) * 1_000);
        i32::try_from(width).unwrap_or(i32::MAX)
    }

    /// A text as the faces can say it: a character that they lack stands there by its number, as in `[U+1F600]`, since
    /// another glyph in its place would say something else, and none would say nothing. So does one that is no glyph at
    /// all, such as what turns the direction of text around.
    pub fn printable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = composed(text);
        let is_there = |character: char| {
            !character.is_control()
                && !is_combining_mark(character)
                && self.regular.glyph_index(character).is_some()
        };
        if text.chars().all(is_there) {
            return text;
        }
        let mut said = String::with_capacity(text.len());
        for character in text.chars() {
            if is_there(character) {
                said.push(character);
            } else {
                said += &format!("[U+{:04X}]", u32::from(character));
            }
        }
        said.into()
    }
}

/// With letters and their marks in one: what some systems write as `u` and `¨`. A mark by itself would be painted over
/// whatever stands there.
fn composed(text: &str) -> Cow<'_, str> {
    const FIRST_MARK: char = '\u{300}';
    if text.chars().any(|character| character >= FIRST_MARK) {
        text.nfc().collect::<String>().into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_faces_have_the_same_characters_and_figures_of_one_width() {
        let faces = Faces::load().unwrap();
        for character in '\0'..='\u{ffff}' {
            let is_there = |face: &Face<'_>| face.glyph_index(character).is_some();
            assert_eq!(
                is_there(&faces.regular),
                is_there(&faces.strong),
                "{character:?}"
            );
        }
        for weight in [Weight::Regular, Weight::Strong] {
            let widths: Vec<i32> = ('0'..='9')
                .map(|digit| faces.width(&digit.to_string(), 8, weight))
                .collect();
            assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
            assert!(widths[0] > 1_000, "{widths:?}");
        }
    }

    #[test]
    fn what_the_face_lacks_stands_there_by_its_number() {
        let faces = Faces::load().unwrap();
        for (text, said) in [
            ("Äußere Straße 7 · Łódź", "Äußere Straße 7 · Łódź"),
            ("Depot 😀", "Depot [U+1F600]"),
            ("a\u{202e}b\n", "a[U+202E]b[U+000A]"),
            ("Mu\u{308}ller, A\u{30a}re", "Müller, Åre"),
            ("q\u{308}", "q[U+0308]"),
            ("חניה", "[U+05D7][U+05E0][U+05D9][U+05D4]"),
        ] {
            assert_eq!(faces.printable(text), said);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_printed_is_in_the_face(text in ".{0,40}") {
            let faces = Faces::load().unwrap();
            let face = &faces.regular;
            prop_assert!(faces.printable(&text).chars().all(|said| face.glyph_index(said).is_some()));
        }
    }
}
