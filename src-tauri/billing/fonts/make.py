#!/usr/bin/env python3
"""Makes the two faces of the paper from the page's own: Inter, as TrueType, with figures of one width.

genpdf reads TrueType alone and applies no OpenType features, so what the feature `tnum` would do to figures is done to
the character map once and for all; signs between them keep their own widths, as they stand below their likes anyway. The page's package comes cut by script; the pieces are put together again.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools==4.68.0 brotli==1.2.1
    (cd ui && npm ci) && /tmp/fonts/bin/python src-tauri/billing/fonts/make.py

The same input makes the same bytes.
"""

import pathlib
import sys
import tempfile

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = pathlib.Path(__file__).resolve().parent
FILES = HERE.parents[2] / "ui/node_modules/@fontsource-variable/inter/files"
SCRIPTS = ["latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese"]
FACES = {"Inter-Regular": 400, "Inter-SemiBold": 600}
FIGURES = "0123456789"
# what paper needs; shaping tables are read by nobody
KEPT = {"head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"}


def tabular(font):
    """The glyph that `tnum` puts in the place of another."""
    instead = {}
    if "GSUB" not in font:
        return instead
    table = font["GSUB"].table
    wanted = {
        at
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for at in record.Feature.LookupListIndex
    }
    for at in wanted:
        for sub in table.LookupList.Lookup[at].SubTable:
            sub = getattr(sub, "ExtSubTable", sub)
            instead.update(getattr(sub, "mapping", {}))
    return instead


def piece(script, weight):
    font = TTFont(FILES / f"inter-{script}-wght-normal.woff2")
    font = instancer.instantiateVariableFont(font, {"wght": weight})
    instead = tabular(font)
    for table in font["cmap"].tables:
        table.cmap = {
            code: instead.get(glyph, glyph) if chr(code) in FIGURES else glyph
            for code, glyph in table.cmap.items()
        }
    for tag in [tag for tag in font.keys() if tag not in KEPT and tag != "GlyphOrder"]:
        del font[tag]
    font.flavor = None
    return font


def face(name, weight):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for script in SCRIPTS:
            path = pathlib.Path(folder) / f"{script}.ttf"
            piece(script, weight).save(path)
            paths.append(str(path))
        merged = Merger().merge(paths)
    for record in merged["name"].names:
        if record.nameID == 6:
            record.string = name
    merged["head"].created = merged["head"].modified = 0
    merged.recalcTimestamp = False
    merged.save(HERE / f"{name}.ttf")
    digits = {merged["hmtx"][merged.getBestCmap()[ord(digit)]][0] for digit in FIGURES}
    if len(digits) != 1:
        sys.exit(f"{name}: figures are of {len(digits)} widths")


for name, weight in FACES.items():
    face(name, weight)
