"""Counts a folder of OCPI records in every cut, from the rules of the command line's contract.

    python3 count.py FOLDER SETUP.json FROM..TO [FROM..TO ...]

Shares no code with the app, and looks at every assignment and enrolment of the setup for every record. Days are
inclusive and local. Prints {cut: {key: row}} for each period; "total" has the one key "all".
"""
import gzip
import json
import sys
from collections import defaultdict
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER, SETUP, *PERIODS = sys.argv[1:]
BEGINNING, END = datetime.min.replace(tzinfo=timezone.utc), datetime.max.replace(tzinfo=timezone.utc)
PLACES = ("tenant", "property", "unit", "location", "evse")
CUTS = ("total",) + PLACES + ("group", "driver", "vehicle", "cost-centre", "day", "month")


def read(module):
    text = gzip.open(Path(FOLDER, module + ".json.gz"), "rt", encoding="utf-8").read()
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


@cache
def instant(text, otherwise=None):
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else otherwise


def holds(entry, at):
    return instant(entry.get("from"), BEGINNING) <= at < instant(entry.get("until"), END)


@cache
def names(reference, country, party, id):
    """Whether ID, PARTY/ID or COUNTRY-PARTY/ID means this; case never matters."""
    spellings = (id, f"{party}/{id}", f"{country}-{party}/{id}")
    return reference.lower() in (spelling.lower() for spelling in spellings)


tenants = json.loads(Path(SETUP).read_text(encoding="utf-8"))["tenants"]
labels = {}
for tenant in tenants:
    labels["tenant", tenant["id"]] = tenant["name"]
    tenant["above"], open_units = {}, [(unit, None) for unit in tenant["units"]]
    for unit, parent in open_units:
        tenant["above"][unit["id"]] = (unit["kind"], parent)
        labels["unit", f"{tenant['id']}/{unit['id']}"] = unit["name"]
        labels["property", f"{tenant['id']}/{unit['id']}"] = unit["name"]
        open_units += [(child, unit["id"]) for child in unit["units"]]
    for kind, name in (("group", "name"), ("driver", "name"), ("vehicle", "plate")):
        for one in tenant.get(kind + "s", []):
            labels[kind, f"{tenant['id']}/{one['id']}"] = one.get(name) or one["id"]


def holder(country, party, location, evse, at):
    """The tenant and unit that held an EVSE then: its own assignment wins over its Location's."""
    for level, id in (("evse", evse), ("location", location)):
        for tenant in tenants:
            for entry in tenant["assignments"]:
                if level in entry and names(entry[level], country, party, id) and holds(entry, at):
                    return tenant, entry["unit"]
    return None, None


def property_of(tenant, unit):
    while unit:
        kind, parent = tenant["above"][unit]
        if kind == "property":
            return unit
        unit = parent
    return None


def who(tenant, token, at):
    for kind in ("driver", "vehicle"):
        for one in tenant.get(kind + "s", []):
            for entry in one["tokens"]:
                if names(entry["uid"], token["country_code"], token["party_id"], token["uid"]) and holds(entry, at):
                    return kind, one
    return None, {}


def key(tenant, part):
    return f"{tenant['id']}/{part or '-'}" if tenant else "-"


zones, evses = {}, []
for location in read("locations"):
    prefix = f"{location['country_code']}-{location['party_id']}/"
    zones[location["id"]] = ZoneInfo(location["time_zone"])
    labels["location", prefix + location["id"]] = location["name"]
    for evse in location["evses"]:
        labels["evse", prefix + evse["uid"]] = evse["evse_id"]
        evses.append((location, evse["uid"]))

sessions, cdrs = read("sessions"), read("cdrs")
billed = {(cdr["party_id"], cdr.get("session_id")) for cdr in cdrs}
there = {(session["party_id"], session["id"]) for session in sessions}


def add(row, first, last, record, place, evse, **figures):
    at = instant(record["start_date_time"])
    local = at.astimezone(zones[place])
    if not first <= local.date() <= last:
        return
    country, party = record["country_code"], record["party_id"]
    tenant, unit = holder(country, party, place, evse, at)
    kind, person = who(tenant, record["cdr_token"], at) if tenant else (None, {})
    keys = {
        "total": "all",
        "tenant": tenant["id"] if tenant else "-",
        "property": key(tenant, tenant and property_of(tenant, unit)),
        "unit": key(tenant, unit),
        "location": f"{country}-{party}/{place}",
        "evse": f"{country}-{party}/{evse}",
        "group": key(tenant, person.get("group")),
        "driver": key(tenant, kind == "driver" and person["id"]),
        "vehicle": key(tenant, kind == "vehicle" and person["id"]),
        "cost-centre": key(tenant, person.get("cost_centre")),
        "day": f"{local:%Y-%m-%d}",
        "month": f"{local:%Y-%m}",
    }
    for cut in CUTS:
        for name, figure in figures.items():
            row(cut, keys[cut])[name] += figure


def add_places(row, first, last):
    """Who held an EVSE in the period has a row: looked at when it begins, and whenever anything changes in it."""
    changes = [instant(entry.get(end)) for tenant in tenants for entry in tenant["assignments"]
               for end in ("from", "until") if entry.get(end)]
    for location, evse in evses:
        country, party, zone = location["country_code"], location["party_id"], ZoneInfo(location["time_zone"])
        begin, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
        row("location", f"{country}-{party}/{location['id']}")
        row("evse", f"{country}-{party}/{evse}")
        for at in [begin] + [at for at in changes if begin <= at < end]:
            tenant, unit = holder(country, party, location["id"], evse, at)
            row("tenant", tenant["id"] if tenant else "-")
            row("property", key(tenant, tenant and property_of(tenant, unit)))
            row("unit", key(tenant, unit))


def count(first, last):
    sums = {cut: {} for cut in CUTS}

    def row(cut, key):
        return sums[cut].setdefault(key, defaultdict(Decimal))

    for session in sessions:
        if session["status"] != "INVALID":
            unbilled = session["status"] == "COMPLETED" and (session["party_id"], session["id"]) not in billed
            add(row, first, last, session, session["location_id"], session["evse_uid"],
                sessions=1, unbilled_wh=session["kwh"] * 1000 if unbilled else 0)
    for cdr in cdrs:
        sign = -1 if cdr.get("credit") else 1
        amount = (lambda value: -abs(value)) if cdr.get("credit") else (lambda value: value)
        add(row, first, last, cdr, cdr["cdr_location"]["id"], cdr["cdr_location"]["evse_uid"],
            sessions=0 if (cdr["party_id"], cdr.get("session_id")) in there else 1,
            cdrs=1 if sign > 0 else 0, credits=1 if sign < 0 else 0,
            energy_wh=amount(cdr["total_energy"]) * 1000,
            net=amount(cdr["total_cost"]["excl_vat"]), gross=amount(cdr["total_cost"]["incl_vat"]))
    add_places(row, first, last)
    for cut, rows in sums.items():
        for key, figures in rows.items():
            for name in ("sessions", "cdrs", "credits", "energy_wh", "unbilled_wh"):
                assert figures[name] == int(figures[name]), name
                figures[name] = int(figures[name])
            for name in ("net", "gross"):
                figures[name] = {"EUR": f"{figures[name]:.4f}"} if figures["cdrs"] + figures["credits"] else {}
            own = key.split("/", 1)[-1]  # days, months, cost centres and nothing are called what they are
            figures["label"] = labels.get((cut, key), own)
    return sums


print(json.dumps([count(*map(date.fromisoformat, period.split(".."))) for period in PERIODS]))
