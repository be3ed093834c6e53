//! Makes of what genpdf writes a PDF that lasts and that machines can read: PDF/A-3b (ISO 19005-3), its text extractable.
//!
//! The painter embeds a face without what says which glyph is which character, uncompressed, and with measures of its own;
//! it names layers, and writes when it ran. All of that is replaced. The shape that it is expected to have is asserted, so
//! that another version of it fails here and not on somebody's desk.

mod fonts;
mod metadata;

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, xref::XrefType};
use sha2::{Digest, Sha256};

use super::{Paper, PrintError, subset::CutFace};

/// sRGB, by Debian's icc-profiles-free; one of version 2, since some checkers refuse newer ones.
const SRGB: &[u8] = include_bytes!("../../../colour/sRGB.icc");

const RESOURCES: &str = "a page's resources";
const CONTENTS: &str = "a page's contents";

/// The finished file. Pure: neither clock nor chance.
pub(super) fn finish(
    raw: &[u8],
    faces: &[CutFace; 2],
    paper: &Paper,
) -> Result<Vec<u8>, PrintError> {
    let mut document = Document::load_mem(raw).map_err(|_| PrintError::Shape("it is no PDF"))?;
    document.version = "1.7".into();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let first = *pages.first().ok_or(PrintError::Shape("it has no page"))?;
    let fonts = fonts::mended(&mut document, first, faces)?;
    let resources = document.add_object(dictionary! { "Font" => fonts });
    for page in pages {
        mend_page(&mut document, page, resources)?;
    }
    catalogue(&mut document, paper)?;
    document.prune_objects();
    document.renumber_objects();
    let id = id_of(&document, paper);
    document.trailer.set("ID", vec![id.clone(), id]);
    // lopdf's cross-reference stream leaves out object 0, which strict readers refuse
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut file = Vec::new();
    document
        .save_to(&mut file)
        .map_err(|_| PrintError::Shape("it can't be written"))?;
    Ok(file)
}

/// One set of resources for all pages, no layers, and the glyphs of a word in one string.
fn mend_page(
    document: &mut Document,
    page: ObjectId,
    resources: ObjectId,
) -> Result<(), PrintError> {
    let contents = reference(document.get_dictionary(page).ok(), b"Contents", CONTENTS)?;
    let body = plain(document, contents, CONTENTS)?;
    let body = body
        .strip_prefix(b"/OC /MC0 BDC\n")
        .and_then(|body| body.trim_ascii_end().strip_suffix(b"EMC"))
        .ok_or(PrintError::Shape("a page's layer"))?;
    let body = joined(body);
    document
        .objects
        .insert(contents, packed(Dictionary::new(), &body).into());
    let page = document
        .get_object_mut(page)
        .and_then(Object::as_dict_mut)
        .map_err(|_| PrintError::Shape("a page"))?;
    page.set("Resources", resources);
    for key in ["Annots", "TrimBox", "CropBox", "Rotate"] {
        page.remove(key.as_bytes());
    }
    Ok(())
}

/// Without the ends of strings that another one follows at once.
fn joined(body: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(body.len());
    let mut rest = body;
    while let [first, tail @ ..] = rest {
        match rest.strip_prefix(b"><") {
            Some(after) => rest = after,
            None => {
                all.push(*first);
                rest = tail;
            }
        }
    }
    all
}

/// What a reader sees of the document before its pages: title, language, colours.
fn catalogue(document: &mut Document, paper: &Paper) -> Result<(), PrintError> {
    let root = reference(Some(&document.trailer), b"Root", "the root")?;
    let pages = reference(document.get_dictionary(root).ok(), b"Pages", "the pages")?;
    let profile = document.add_object(packed(dictionary! { "N" => 3 }, SRGB));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let xmp = metadata::xmp(paper).into_bytes();
    let xmp = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp,
    );
    // a stream that every reader can read, also one that can unpack nothing
    let xmp = document.add_object(xmp.with_compression(false));
    let catalogue = dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Lang" => Object::string_literal(paper.language.as_str()),
        "Metadata" => xmp,
        "PageMode" => "UseNone",
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "OutputIntents" => vec![Object::Dictionary(intent)],
    };
    document.objects.insert(root, catalogue.into());
    let info = document.add_object(metadata::info(paper));
    // the painter's outlines, layers and ids go with its trailer
    document.trailer = dictionary! { "Root" => root, "Info" => info };
    Ok(())
}

/// Of the content: the same document has the same one.
fn id_of(document: &Document, paper: &Paper) -> Object {
    let mut all = Sha256::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            all.update(&stream.content);
        }
    }
    all.update(&paper.title);
    all.update(&paper.dated);
    let digest = all.finalize();
    Object::String(
        digest.iter().take(16).copied().collect(),
        lopdf::StringFormat::Hexadecimal,
    )
}

fn packed(mut dictionary: Dictionary, bytes: &[u8]) -> Stream {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    // into memory: there is nothing to fail
    let _ = encoder.write_all(bytes);
    dictionary.set("Filter", "FlateDecode");
    let packed = encoder.finish().unwrap_or_default();
    Stream::new(dictionary, packed).with_compression(false)
}

fn plain(document: &Document, id: ObjectId, what: &'static str) -> Result<Vec<u8>, PrintError> {
    document
        .get_object(id)
        .and_then(Object::as_stream)
        .and_then(Stream::get_plain_content)
        .map_err(|_| PrintError::Shape(what))
}

fn reference(
    of: Option<&Dictionary>,
    key: &[u8],
    what: &'static str,
) -> Result<ObjectId, PrintError> {
    of.and_then(|of| of.get(key).and_then(Object::as_reference).ok())
        .ok_or(PrintError::Shape(what))
}
