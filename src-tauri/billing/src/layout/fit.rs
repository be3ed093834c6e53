//! Text that has to fit: cut short, or broken into lines.

use super::pen::Type;
use crate::paper::Faces;

impl Faces {
    /// A text that fits, with `…` in its middle if it has to: names of places differ at their ends.
    pub(super) fn elided(&self, text: &str, Type(size, weight, _): Type, room: i32) -> String {
        let text = self.printable(text);
        if self.width(&text, size, weight) <= room {
            return text.into_owned();
        }
        let all: Vec<char> = text.chars().collect();
        let short = |kept: usize| {
            let (head, tail) = (kept.div_ceil(2), kept / 2);
            let head: String = all.iter().take(head).collect();
            let tail: String = all.iter().skip(all.len() - tail).collect();
            format!("{head}…{tail}")
        };
        // each one more makes it wider: halved, since a text may be as long as a CPMS likes
        let (mut fits, mut too_many) = (0, all.len());
        while fits + 1 < too_many {
            let kept = fits.midpoint(too_many);
            if self.width(&short(kept), size, weight) <= room {
                fits = kept;
            } else {
                too_many = kept;
            }
        }
        if fits == 0 {
            String::new()
        } else {
            short(fits)
        }
    }

    /// A text in lines that fit; a word that is longer than a line is broken where it has to be.
    pub(super) fn wrapped(
        &self,
        text: &str,
        Type(size, weight, _): Type,
        room: i32,
    ) -> Vec<String> {
        let fits = |line: &str| self.width(line, size, weight) <= room;
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in self.printable(text).split(' ') {
            let joined = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if fits(&joined) {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for character in word.chars() {
                line.push(character);
                if !fits(&line) {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, character.into()));
                }
            }
        }
        lines.push(line);
        lines
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::pen::TEXT, *};

    const ROOM: i32 = 30_000;

    #[test]
    fn a_name_as_long_as_a_book_is_cut_short_at_once() {
        let faces = Faces::load().unwrap();
        let long = format!("DE*{}Z", "W".repeat(60_000));
        let short = faces.elided(&long, TEXT, ROOM);
        assert!(faces.width(&short, TEXT.0, TEXT.1) <= ROOM);
        assert!(short.starts_with("DE*") && short.ends_with('Z'), "{short}");
        // no more is left out than has to be
        let more = short.replace('…', "W…");
        assert!(faces.width(&more, TEXT.0, TEXT.1) > ROOM, "{short}");
    }

    proptest! {
        #[test]
        fn every_line_fits_and_no_word_is_lost(text in "[a-zÄß0-9]{0,30}( [a-z]{1,12}){0,8}") {
            let faces = Faces::load().unwrap();
            let lines = faces.wrapped(&text, TEXT, ROOM);
            for line in &lines {
                prop_assert!(faces.width(line, TEXT.0, TEXT.1) <= ROOM, "{line:?}");
            }
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }

        #[test]
        fn what_is_elided_fits_and_keeps_its_ends(text in "DE\\*[A-Z0-9]{0,60}") {
            let faces = Faces::load().unwrap();
            let short = faces.elided(&text, TEXT, ROOM);
            prop_assert!(faces.width(&short, TEXT.0, TEXT.1) <= ROOM);
            prop_assert!(short.starts_with("DE*"));
            prop_assert_eq!(short.chars().last(), text.chars().last());
        }
    }
}
