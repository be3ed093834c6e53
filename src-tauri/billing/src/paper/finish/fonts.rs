//! The faces as a document should have them: measured by the whole face, compressed, and with what their glyphs mean.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use sha2::{Digest, Sha256};
use ttf_parser::{Face, GlyphId};

use super::{RESOURCES, packed, plain, reference};
use crate::paper::{PrintError, subset::CutFace};

/// How many characters one block of a character map may have.
///
/// Source: Adobe Technical Note 5014, CMap and CIDFont files.
const MOST_IN_BLOCK: usize = 100;

/// A dictionary of fonts under the names that the pages have for them.
pub(super) fn mended(
    document: &mut Document,
    page: ObjectId,
    faces: &[CutFace; 2],
) -> Result<ObjectId, PrintError> {
    let resources = reference(document.get_dictionary(page).ok(), b"Resources", RESOURCES)?;
    let fonts = document
        .get_dictionary(resources)
        .and_then(|resources| resources.get(b"Font"))
        .and_then(|fonts| document.dereference(fonts))
        .and_then(|(_, fonts)| fonts.as_dict())
        .map_err(|_| PrintError::Shape("a page's fonts"))?
        .clone();
    let mut mended = Dictionary::new();
    for (number, face) in faces.iter().enumerate() {
        let name = format!("F{number}");
        let file = file_of(document, &fonts, &name)?;
        mended.set(name, font(document, file, face)?);
    }
    Ok(document.add_object(mended))
}

/// Where the painter has put a face's file.
fn file_of(document: &Document, fonts: &Dictionary, name: &str) -> Result<ObjectId, PrintError> {
    let shape = |_| PrintError::Shape("a font");
    let dictionary = |of: &Dictionary, key: &[u8]| -> Result<Dictionary, PrintError> {
        let found = of.get(key).and_then(|found| document.dereference(found));
        let (_, found) = found.map_err(shape)?;
        let one = match found {
            Object::Array(all) => match all.first() {
                Some(first) => document.dereference(first).map_err(shape)?.1,
                None => return Err(PrintError::Shape("a font")),
            },
            one => one,
        };
        one.as_dict().cloned().map_err(shape)
    };
    let font = dictionary(fonts, name.as_bytes())?;
    let descendant = dictionary(&font, b"DescendantFonts")?;
    let descriptor = dictionary(&descendant, b"FontDescriptor")?;
    reference(Some(&descriptor), b"FontFile2", "a font's file")
}

fn font(document: &mut Document, file: ObjectId, face: &CutFace) -> Result<ObjectId, PrintError> {
    let whole = Face::parse(face.whole, 0).map_err(|_| PrintError::Face)?;
    let bytes = plain(document, file, "a font's file")?;
    let name = Object::Name(format!("{}+{}", tag(&bytes), face.name).into_bytes());
    let scaled = |units: i16| scaled(units.into(), &whole);
    let bounds = whole.global_bounding_box();
    let widths = face
        .characters
        .iter()
        .enumerate()
        .map(|(number, character)| {
            let glyph = if number == 0 {
                GlyphId(0)
            } else {
                whole.glyph_index(*character).ok_or(PrintError::Face)?
            };
            let width = whole.glyph_hor_advance(glyph).ok_or(PrintError::Face)?;
            Ok(self::scaled(width.into(), &whole))
        })
        .collect::<Result<Vec<Object>, PrintError>>()?;
    document.objects.insert(
        file,
        packed(
            dictionary! { "Length1" => i64::try_from(bytes.len()).unwrap_or(i64::MAX) },
            &bytes,
        )
        .into(),
    );
    let glyphs = document.add_object(packed(Dictionary::new(), &glyph_set(&bytes)?));
    let meaning = document.add_object(packed(
        Dictionary::new(),
        meaning(&face.characters).as_bytes(),
    ));
    let descriptor = document.add_object(dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name.clone(),
        // symbolic: its glyphs have numbers of their own
        "Flags" => 4,
        "ItalicAngle" => 0,
        "StemV" => 80,
        "FontBBox" => [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(scaled).to_vec(),
        "Ascent" => scaled(whole.ascender()),
        "Descent" => scaled(whole.descender()),
        "CapHeight" => scaled(whole.capital_height().unwrap_or(whole.ascender())),
        "FontFile2" => file,
        "CIDSet" => glyphs,
    });
    let descendant = document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "CIDFontType2",
        "BaseFont" => name.clone(),
        "FontDescriptor" => descriptor,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "CIDToGIDMap" => "Identity",
        "DW" => 1000,
        "W" => vec![0.into(), Object::Array(widths)],
    });
    Ok(document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => name,
        "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()],
        "ToUnicode" => meaning,
    }))
}

/// In thousandths of the size of type, to the nearest.
fn scaled(units: i64, face: &Face<'_>) -> Object {
    let em = i64::from(face.units_per_em());
    let doubled = 2_000 * units + if units < 0 { -em } else { em };
    Object::Integer(doubled / (2 * em))
}

/// Six letters that tell one cut of a face from another (ISO 32000-1, 9.6.4).
fn tag(file: &[u8]) -> String {
    let digest = Sha256::digest(file);
    let letter = |byte: &u8| char::from(b'A' + byte % 26);
    digest.iter().take(6).map(letter).collect()
}

/// Every glyph of the file, also those that are only parts of others, as ä has a and ¨.
fn glyph_set(file: &[u8]) -> Result<Vec<u8>, PrintError> {
    let cut = Face::parse(file, 0).map_err(|_| PrintError::Face)?;
    let glyphs = usize::from(cut.number_of_glyphs());
    let byte = |at: usize| match glyphs - 8 * at {
        8.. => 0xff,
        left => 0xff_u8 << (8 - left),
    };
    Ok((0..glyphs.div_ceil(8)).map(byte).collect())
}

/// Which character each glyph is: what text is read out of the file by (ISO 32000-1, 9.10.3).
fn meaning(characters: &[char]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let numbered: Vec<(usize, char)> = characters.iter().copied().enumerate().skip(1).collect();
    for block in numbered.chunks(MOST_IN_BLOCK) {
        map += &format!("{} beginbfchar\n", block.len());
        for (glyph, character) in block {
            let mut units = [0; 2];
            let units = character.encode_utf16(&mut units);
            let code: String = units.iter().map(|unit| format!("{unit:04X}")).collect();
            map += &format!("<{glyph:04X}> <{code}>\n");
        }
        map += "endbfchar\n";
    }
    map += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    map
}
