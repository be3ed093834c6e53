"""The same lines with ReportLab: LINES.tsv FONTS OUT.pdf"""

import json
import os
import sys

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

table, fonts, out = sys.argv[1:4]
pdfmetrics.registerFont(TTFont("Paper", f"{fonts}/Inter-Regular.ttf"))
pdfmetrics.registerFont(TTFont("PaperStrong", f"{fonts}/Inter-SemiBold.ttf"))
HEAD = ["Nr.", "Datum", "Zeit", "Ladepunkt", "kWh", "Min.", "Netto EUR", "USt.", "Brutto"]
WIDTHS = [9, 19, 24, 38, 15, 10, 19, 17, 19]
rows = [HEAD]
with open(table, encoding="utf-8") as lines:
    for line in lines:
        *cells, made_of = line.rstrip("\n").split("\t")
        rows.append(cells)
        rows.append(["", made_of, *[""] * 7])
SOFT = HexColor("#5c6066")
style = [
    ("FONT", (0, 0), (-1, -1), "Paper", 8),
    ("TEXTCOLOR", (0, 0), (-1, 0), SOFT),
    ("LINEBELOW", (0, 0), (-1, 0), 0.4, HexColor("#c9c5bb")),
    ("ALIGN", (4, 0), (-1, -1), "RIGHT"),
    ("TOPPADDING", (0, 0), (-1, -1), 0.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
]


def foot(canvas, document):
    canvas.setFont("Paper", 7)
    canvas.drawRightString(A4[0] - 15 * mm, 12 * mm, f"Seite {document.page}")
    if document.page == 1:
        canvas.setFont("PaperStrong", 16)
        canvas.drawString(25 * mm, A4[1] - 18 * mm, "Aufstellung der Ladevorgänge, Oktober 2026")


document = SimpleDocTemplate(
    out, pagesize=A4, leftMargin=25 * mm, rightMargin=15 * mm, topMargin=24 * mm, bottomMargin=20 * mm
)
lines = LongTable(rows, colWidths=[width * mm for width in WIDTHS], repeatRows=1)
lines.setStyle(TableStyle(style))
document.build([lines], onFirstPage=foot, onLaterPages=foot)
print(json.dumps({"bytes": os.path.getsize(out)}))
