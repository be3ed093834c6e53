//! Draws marks with genpdf, one element for all pages.
#![expect(
    clippy::float_arithmetic,
    reason = "genpdf measures in floating millimetres; everything before it is whole micrometres"
)]

use std::{rc::Rc, sync::Arc};

use genpdf::{
    Context, Document, Element, Mm, Position, RenderResult, Size,
    error::Error,
    fonts::{FontData, FontFamily},
    render::Area,
    style::{Color, LineStyle, Style},
};

use super::{Ink, Mark, PAGE, Page, PrintError, Weight, subset::CutFace};

/// The document as genpdf writes it: what `finish` then mends.
pub(super) fn draw(pages: Vec<Page>, faces: &[CutFace; 2]) -> Result<Vec<u8>, PrintError> {
    let [regular, strong] = faces;
    let (regular, strong) = (font(regular)?, font(strong)?);
    let mut document = Document::new(FontFamily {
        regular: regular.clone(),
        bold: strong.clone(),
        italic: regular,
        bold_italic: strong,
    });
    // no metadata and no colour profile of the painter's
    document.set_minimal_conformance();
    document.push(Sheets {
        pages: pages.into(),
        next: 0,
    });
    let mut raw = Vec::new();
    document.render(&mut raw).map_err(|_| PrintError::Drawing)?;
    Ok(raw)
}

fn font(face: &CutFace) -> Result<FontData, PrintError> {
    let (whole, cut) = (Arc::new(face.whole.to_vec()), Arc::new(face.cut.clone()));
    FontData::new_with_subset(whole, cut, face.glyphs.clone()).map_err(|_| PrintError::Face)
}

/// Each page is one piece of it.
struct Sheets {
    pages: Rc<[Page]>,
    next: usize,
}

impl Element for Sheets {
    fn render(
        &mut self,
        context: &Context,
        area: Area<'_>,
        _: Style,
    ) -> Result<RenderResult, Error> {
        let pages = Rc::clone(&self.pages);
        for mark in pages.get(self.next).iter().flat_map(|page| &page.marks) {
            match mark {
                Mark::Text { .. } => text(context, &area, mark)?,
                Mark::Line {
                    from,
                    to,
                    thickness,
                    ink,
                } => {
                    let style = LineStyle::new()
                        .with_thickness(mm(*thickness))
                        .with_color(color(*ink));
                    area.draw_line([at(*from), at(*to)], style);
                }
            }
        }
        self.next += 1;
        Ok(RenderResult {
            size: Size::new(mm(PAGE.0), mm(PAGE.1)),
            has_more: self.next < pages.len(),
        })
    }
}

fn text(context: &Context, area: &Area<'_>, mark: &Mark) -> Result<(), Error> {
    let Mark::Text {
        x,
        y,
        size,
        weight,
        ink,
        text,
        ..
    } = mark
    else {
        return Ok(());
    };
    let Some(first) = text.chars().next() else {
        return Ok(());
    };
    let mut style = Style::new().with_font_size(*size).with_color(color(*ink));
    if *weight == Weight::Strong {
        style.set_bold();
    }
    let fonts = &context.font_cache;
    // the painter moves text to the left by the first glyph's bearing, so that figures would not stand below each other
    let bearing = style.char_left_side_bearing(fonts, first);
    let position = Position::new(mm(*x) + bearing, mm(*y) - style.metrics(fonts).ascent);
    area.print_str(fonts, position, style, text)?;
    Ok(())
}

fn at((x, y): (i32, i32)) -> Position {
    Position::new(mm(x), mm(y))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a page has fewer micrometres than the 2²⁴ that are exact"
)]
fn mm(micrometres: i32) -> Mm {
    Mm::from(micrometres as f32 / 1_000.0)
}

fn color(ink: Ink) -> Color {
    let (red, green, blue) = ink.rgb();
    Color::Rgb(red, green, blue)
}
