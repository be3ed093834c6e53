//! Cuts the faces to the characters that a document has. Glyphs are numbered in the order of characters, so that the same
//! text gives the same file.

use std::collections::BTreeSet;

use genpdf::fonts::GlyphIdMap;
use subsetter::GlyphRemapper;
use ttf_parser::Face;

use super::{Mark, Paper, PrintError, Weight, face};

/// A face as a document embeds it.
pub(super) struct CutFace {
    pub name: &'static str,
    /// All of it, for what it measures.
    pub whole: &'static [u8],
    /// What is embedded.
    pub cut: Vec<u8>,
    /// Which glyph of that a character has.
    pub glyphs: GlyphIdMap,
    /// Which character a glyph is; the first is what stands for none.
    pub characters: Vec<char>,
}

/// Every document has both, and these in any case, so that its shape is always the same.
const ALWAYS: &str = " 0123456789";

/// The faces of a document: regular, strong.
pub(super) fn of(paper: &Paper) -> Result<[CutFace; 2], PrintError> {
    let mut used =
        [Weight::Regular, Weight::Strong].map(|_| ALWAYS.chars().collect::<BTreeSet<_>>());
    for mark in paper.pages.iter().flat_map(|page| &page.marks) {
        if let Mark::Text { weight, text, .. } = mark {
            let [regular, strong] = &mut used;
            match weight {
                Weight::Regular => regular.extend(text.chars()),
                Weight::Strong => strong.extend(text.chars()),
            }
        }
    }
    let [regular, strong] = used;
    Ok([
        cut(Weight::Regular, &regular)?,
        cut(Weight::Strong, &strong)?,
    ])
}

fn cut(weight: Weight, used: &BTreeSet<char>) -> Result<CutFace, PrintError> {
    let (name, whole) = face::file(weight);
    let parsed = Face::parse(whole, 0).map_err(|_| PrintError::Face)?;
    let mut numbers = GlyphRemapper::new();
    let (mut glyphs, mut characters) = (GlyphIdMap::new(), vec![char::REPLACEMENT_CHARACTER]);
    for character in used {
        // of a character that is not there another glyph would be shown
        let glyph = parsed.glyph_index(*character).ok_or(PrintError::Face)?;
        let number = numbers.remap(glyph.0);
        // two characters may share a glyph: the first is what is read out of the file
        if usize::from(number) == characters.len() {
            characters.push(*character);
        }
        glyphs.insert(*character, number);
    }
    Ok(CutFace {
        name,
        whole,
        cut: subsetter::subset(whole, 0, &numbers).map_err(|_| PrintError::Face)?,
        glyphs,
        characters,
    })
}
