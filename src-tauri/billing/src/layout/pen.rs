//! Writes from top to bottom, and on to the next page.

use access::Lang;

use super::words::Words;
use crate::paper::{Faces, Ink, Mark, PAGE, Page, Weight};

/// Where text begins: DIN 5008's margin, wide enough to be filed.
pub(super) const LEFT: i32 = 25_000;
/// Where figures end.
pub(super) const RIGHT: i32 = PAGE.0 - 15_000;
/// Where pages after the first begin, below their heading.
const TOP: i32 = 21_500;
/// Where every page ends, above its foot.
const BOTTOM: i32 = 276_000;
/// What can still be read.
const SMALLEST: u8 = 4;
/// What hairlines are.
const HAIR: i32 = 150;

/// How a text is set: its size in points, its strength and its ink.
#[derive(Clone, Copy)]
pub(super) struct Type(pub u8, pub Weight, pub Ink);

pub(super) const TEXT: Type = Type(8, Weight::Regular, Ink::Ink);
pub(super) const STRONG: Type = Type(8, Weight::Strong, Ink::Ink);
pub(super) const SOFT: Type = Type(8, Weight::Regular, Ink::Soft);
pub(super) const SMALL: Type = Type(7, Weight::Regular, Ink::Soft);
pub(super) const HEADING: Type = Type(10, Weight::Strong, Ink::Ink);

/// A document as far as it is written.
pub(super) struct Pen<'f> {
    faces: &'f Faces,
    pub lang: Lang,
    pub words: &'static Words,
    /// What stands on top of every page but the first.
    title: String,
    name: String,
    pages: Vec<Page>,
    page: Page,
    /// The baseline of what was written last.
    pub y: i32,
}

impl<'f> Pen<'f> {
    pub fn new(faces: &'f Faces, lang: Lang, title: &str, name: &str) -> Self {
        Self {
            faces,
            lang,
            words: Words::of(lang),
            title: title.to_owned(),
            name: name.to_owned(),
            pages: Vec::new(),
            page: Page::default(),
            y: TOP,
        }
    }

    /// Goes down.
    pub fn down(&mut self, by: i32) {
        self.y += by;
    }

    /// Whether so much more is left of the page.
    pub fn has_room(&self, height: i32) -> bool {
        self.y + height <= BOTTOM
    }

    /// Goes on to the next page unless so much is left of this one.
    pub fn want(&mut self, height: i32) {
        if !self.has_room(height) {
            self.turn();
        }
    }

    /// Goes on to the next page.
    pub fn turn(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        let (title, name) = (self.title.clone(), self.name.clone());
        self.y = 15_000;
        self.text(LEFT, STRONG, &title);
        let room = RIGHT - LEFT - self.width(STRONG, &title) - 10_000;
        let name = self.faces.elided(&name, SOFT, room);
        self.right(RIGHT, SOFT, &name);
        self.y = 17_500;
        self.rule(LEFT, RIGHT);
        self.y = TOP;
    }

    /// From here to the right, on the line.
    pub fn text(&mut self, x: i32, Type(size, weight, ink): Type, text: &str) {
        let text = self.faces.printable(text);
        if text.trim().is_empty() {
            return;
        }
        self.page.marks.push(Mark::Text {
            x,
            width: self.faces.width(&text, size, weight),
            y: self.y,
            size,
            weight,
            ink,
            text: text.into_owned(),
        });
    }

    /// The same, with `…` in its middle where there is no room for it.
    pub fn fitted(&mut self, x: i32, room: i32, of: Type, text: &str) {
        let text = self.faces.elided(text, of, room);
        self.text(x, of, &text);
    }

    /// The same, in smaller type before anything is left out: a number that is printed on a charge point is one with all of
    /// its digits.
    pub fn whole(&mut self, x: i32, room: i32, Type(size, weight, ink): Type, text: &str) {
        let mut sizes = (SMALL.0 - 1..=size).rev();
        let fits = |size: &u8| self.width(Type(*size, weight, ink), text) <= room;
        let size = sizes.find(fits).unwrap_or(SMALL.0 - 1);
        self.fitted(x, room, Type(size, weight, ink), text);
    }

    /// How wide a text is.
    pub fn width(&self, Type(size, weight, _): Type, text: &str) -> i32 {
        self.faces.width(&self.faces.printable(text), size, weight)
    }

    /// So that it ends here.
    pub fn right(&mut self, x: i32, of: Type, text: &str) {
        self.text(x - self.width(of, text), of, text);
    }

    /// A figure that ends here, in smaller type if it would run into the one before it.
    pub fn figure(&mut self, x: i32, room: i32, Type(size, weight, ink): Type, text: &str) {
        let sizes = (SMALLEST..=size).rev();
        let mut fitting = sizes.filter(|size| self.width(Type(*size, weight, ink), text) <= room);
        let size = fitting.next().unwrap_or(SMALLEST);
        self.right(x, Type(size, weight, ink), text);
    }

    /// Words over as many lines as they need, each so far below the one before.
    pub fn lines(&mut self, x: i32, room: i32, leading: i32, of: Type, text: &str) {
        for line in self.faces.wrapped(text, of, room) {
            self.want(leading);
            self.down(leading);
            self.text(x, of, &line);
        }
    }

    /// A text in lines that fit.
    pub fn broken(&self, room: i32, of: Type, text: &str) -> Vec<String> {
        self.faces.wrapped(text, of, room)
    }

    /// A hairline at this height.
    pub fn rule(&mut self, from: i32, to: i32) {
        let y = self.y;
        self.line((from, y), (to, y), HAIR, Ink::Line);
    }

    pub fn line(&mut self, from: (i32, i32), to: (i32, i32), thickness: i32, ink: Ink) {
        self.page.marks.push(Mark::Line {
            from,
            to,
            thickness,
            ink,
        });
    }

    /// All pages, each with its foot: only now is it known how many there are.
    pub fn done(mut self, sender: &str) -> Vec<Page> {
        let last = std::mem::take(&mut self.page);
        self.pages.push(last);
        let mut pages = std::mem::take(&mut self.pages);
        let all = pages.len();
        for (at, page) in pages.iter_mut().enumerate() {
            std::mem::swap(&mut self.page, page);
            self.y = 281_000;
            self.rule(LEFT, RIGHT);
            self.y = 284_500;
            self.fitted(LEFT, RIGHT - LEFT - 30_000, SMALL, sender);
            let number = (self.words.page)(at + 1, all);
            self.right(RIGHT, SMALL, &number);
            std::mem::swap(&mut self.page, page);
        }
        pages
    }
}
