//! What a file says of itself: the same twice, for old readers and for new ones (ISO 19005-3, 6.6).

use lopdf::{Dictionary, Object, StringFormat, dictionary};

use crate::paper::Paper;

const PROGRAM: &str = "Voltfolio";

pub(super) fn info(paper: &Paper) -> Dictionary {
    dictionary! {
        "Title" => text(&paper.title),
        "Author" => text(&paper.author),
        "Creator" => text(PROGRAM),
        "Producer" => text(PROGRAM),
        "CreationDate" => date(&paper.dated),
        "ModDate" => date(&paper.dated),
    }
}

/// As UTF-16, with what says so before it.
fn text(text: &str) -> Object {
    let units = [0xfe, 0xff]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(units.collect(), StringFormat::Hexadecimal)
}

/// `D:20261101090000+01'00'` of `2026-11-01T09:00:00+01:00` (ISO 32000-1, 7.9.4).
fn date(rfc3339: &str) -> Object {
    let (instant, offset) = rfc3339.split_at_checked(19).unwrap_or((rfc3339, "+00:00"));
    let digits: String = instant.chars().filter(char::is_ascii_digit).collect();
    let offset = offset.replace(':', "'");
    Object::string_literal(format!("D:{digits}{offset}'"))
}

pub(super) fn xmp(paper: &Paper) -> String {
    let Paper {
        title,
        author,
        language,
        dated,
        ..
    } = paper;
    let (title, author) = (escaped(title), escaped(author));
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>
<xmp:CreateDate>{dated}</xmp:CreateDate><xmp:ModifyDate>{dated}</xmp:ModifyDate>
<pdf:Producer>{PROGRAM}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{feff}'
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
