"""Counts a folder of OCPI records by property and month, from the rules of the command line's contract.

    python3 count.py FOLDER

Shares no code with the app. A property is a Location, keyed house/ID in lower case.
"""
import gzip
import json
import sys
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo


def read(module):
    text = gzip.open(Path(sys.argv[1], module + ".json.gz"), "rt", encoding="utf-8").read()
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


zones = {location["id"]: ZoneInfo(location["time_zone"]) for location in read("locations")}
sessions, cdrs = read("sessions"), read("cdrs")
billed = {(cdr["party_id"], cdr.get("session_id")) for cdr in cdrs}
there = {(session["party_id"], session["id"]) for session in sessions}
sums = {"total": {}, "property": {}, "month": {}}


def add(location, start, **figures):
    local = datetime.fromisoformat(start.replace("Z", "+00:00")).astimezone(zones[location])
    keys = [("total", "all"), ("property", "house/" + location.lower()), ("month", f"{local:%Y-%m}")]
    for cut, key in keys:
        row = sums[cut].setdefault(key, defaultdict(Decimal))
        for name, figure in figures.items():
            row[name] += figure


for session in sessions:
    if session["status"] != "INVALID":
        unbilled = session["status"] == "COMPLETED" and (session["party_id"], session["id"]) not in billed
        add(session["location_id"], session["start_date_time"],
            sessions=1, unbilled_wh=session["kwh"] * 1000 if unbilled else 0)

for cdr in cdrs:
    sign = -1 if cdr.get("credit") else 1
    amount = (lambda value: -abs(value)) if cdr.get("credit") else (lambda value: value)
    add(cdr["cdr_location"]["id"], cdr["start_date_time"],
        sessions=0 if (cdr["party_id"], cdr.get("session_id")) in there else 1,
        cdrs=1 if sign > 0 else 0, credits=1 if sign < 0 else 0,
        energy_wh=amount(cdr["total_energy"]) * 1000,
        net=amount(cdr["total_cost"]["excl_vat"]), gross=amount(cdr["total_cost"]["incl_vat"]))

whole = ("sessions", "cdrs", "credits", "energy_wh", "unbilled_wh")
for cut in sums.values():
    for row in cut.values():
        for name in whole:
            assert row[name] == int(row[name]), name
            row[name] = int(row[name])
        for name in ("net", "gross"):
            row[name] = {"EUR": f"{row[name]:.4f}"} if row["cdrs"] + row["credits"] else {}
print(json.dumps(sums))
