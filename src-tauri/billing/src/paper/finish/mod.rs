//! Makes of what genpdf writes a PDF that lasts and that machines can read: PDF/A-3b (ISO 19005-3), its text extractable.
//!
//! The painter embeds a face without what says which glyph is which character, uncompressed, and with measures of its own;
//! it names layers, and writes when it ran. All of that is replaced. The shape that it is expected to have is asserted, so
//! that another version of it fails here and not on somebody's desk.

mod fonts;
mod metadata;

use std::{collections::BTreeSet, io::Write};

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, xref::XrefType};
use sha2::{Digest, Sha256};

use super::{Paper, PrintError, subset::CutFace};

/// sRGB, by Debian's icc-profiles-free; one of version 2, since some checkers refuse newer ones.
const SRGB: &[u8] = include_bytes!("../../../colour/sRGB.icc");

const RESOURCES: &str = "a page's resources";
const CONTENTS: &str = "a page's contents";

/// A file as far as it is finished. Pure: neither clock nor chance.
pub(super) struct Finishing {
    document: Document,
    /// The node that all pages hang on.
    pages: ObjectId,
    kids: Vec<Object>,
    /// What all pages draw with.
    resources: ObjectId,
    /// What the painter calls the faces.
    names: BTreeSet<Vec<u8>>,
}

impl Finishing {
    /// With the faces of what was drawn first, and without its pages.
    pub fn begin(raw: &[u8], faces: &[CutFace; 2]) -> Result<Self, PrintError> {
        let mut document = read(raw)?;
        document.version = "1.7".into();
        let first = document.get_pages().into_values().next();
        let first = first.ok_or(PrintError::Shape("it has no page"))?;
        let names = names_of_faces(&document, first)?;
        let root = reference(Some(&document.trailer), b"Root", "the root")?;
        let pages = reference(document.get_dictionary(root).ok(), b"Pages", "the pages")?;
        let fonts = fonts::mended(&mut document, first, faces)?;
        let resources = document.add_object(dictionary! { "Font" => fonts });
        Ok(Self {
            document,
            pages,
            kids: Vec::new(),
            resources,
            names,
        })
    }

    /// All pages of what was drawn with the same faces.
    pub fn add(&mut self, raw: &[u8]) -> Result<(), PrintError> {
        let drawn = read(raw)?;
        for page in drawn.get_pages().into_values() {
            if names_of_faces(&drawn, page)? != self.names {
                return Err(PrintError::Shape("the name of a face"));
            }
            let size = drawn
                .get_dictionary(page)
                .and_then(|page| page.get(b"MediaBox"));
            let size = size
                .map_err(|_| PrintError::Shape("a page's size"))?
                .clone();
            let contents = self.document.add_object(contents(&drawn, page)?);
            let page = self.document.add_object(dictionary! {
                "Type" => "Page",
                "Parent" => self.pages,
                "MediaBox" => size,
                "Resources" => self.resources,
                "Contents" => contents,
            });
            self.kids.push(page.into());
        }
        Ok(())
    }

    /// The file.
    pub fn end(self, paper: &Paper) -> Result<Vec<u8>, PrintError> {
        let Self {
            mut document,
            pages,
            kids,
            ..
        } = self;
        let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
        let all = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        document.objects.insert(pages, all.into());
        catalogue(&mut document, pages, paper)?;
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
}

fn read(raw: &[u8]) -> Result<Document, PrintError> {
    Document::load_mem(raw).map_err(|_| PrintError::Shape("it is no PDF"))
}

fn names_of_faces(document: &Document, page: ObjectId) -> Result<BTreeSet<Vec<u8>>, PrintError> {
    let fonts = document.get_page_fonts(page);
    let fonts = fonts.map_err(|_| PrintError::Shape(RESOURCES))?;
    Ok(fonts.into_keys().collect())
}

/// What is on a page: no layers, and the glyphs of a word in one string.
fn contents(document: &Document, page: ObjectId) -> Result<Stream, PrintError> {
    let contents = reference(document.get_dictionary(page).ok(), b"Contents", CONTENTS)?;
    let body = plain(document, contents, CONTENTS)?;
    let body = body
        .strip_prefix(b"/OC /MC0 BDC\n")
        .and_then(|body| body.trim_ascii_end().strip_suffix(b"EMC"))
        .ok_or(PrintError::Shape("a page's layer"))?;
    Ok(packed(Dictionary::new(), &joined(body)))
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
fn catalogue(document: &mut Document, pages: ObjectId, paper: &Paper) -> Result<(), PrintError> {
    let root = reference(Some(&document.trailer), b"Root", "the root")?;
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
