"""The same lines with WeasyPrint: LINES.tsv FONTS OUT.pdf"""

import json
import os
import sys
from html import escape

from weasyprint import HTML

table, fonts, out = sys.argv[1:4]
HEAD = ["Nr.", "Datum", "Zeit", "Ladepunkt", "kWh", "Min.", "Netto EUR", "USt.", "Brutto"]
STYLE = f"""
@font-face {{ font-family: Paper; src: url(file://{fonts}/Inter-Regular.ttf); font-weight: 400 }}
@font-face {{ font-family: Paper; src: url(file://{fonts}/Inter-SemiBold.ttf); font-weight: 600 }}
@page {{ size: A4; margin: 22mm 15mm 20mm 25mm;
  @bottom-right {{ content: "Seite " counter(page) " von " counter(pages); font: 7pt Paper }} }}
body {{ font: 8pt Paper; margin: 0 }}
h1 {{ font: 600 16pt Paper }}
table {{ width: 100%; border-collapse: collapse }}
th {{ font-weight: 400; color: #5c6066; border-bottom: .15mm solid #c9c5bb; text-align: left }}
td, th {{ padding: .4mm .5mm }}
td:nth-child(n+5), th:nth-child(n+5), td:first-child {{ text-align: right }}
td.of {{ font-size: 7pt; color: #5c6066; text-align: left }}
tr {{ break-inside: avoid }}
"""
rows = []
with open(table, encoding="utf-8") as lines:
    for line in lines:
        *cells, made_of = line.rstrip("\n").split("\t")
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
        rows.append(f'<tr><td></td><td class="of" colspan="8">{escape(made_of)}</td></tr>')
head = "".join(f"<th>{cell}</th>" for cell in HEAD)
page = (
    f'<html lang="de"><style>{STYLE}</style><h1>Aufstellung der Ladevorgänge, Oktober 2026</h1>'
    f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></html>"
)
HTML(string=page).write_pdf(out)
print(json.dumps({"bytes": os.path.getsize(out)}))
