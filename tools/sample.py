"""Writes the sample under ``data/sample`` from two tables of facts about real contracts.

``python -m tools.sample LONDON_FACTS.csv LONDON_TECH_FACTS.csv`` turns rows of public notices into OCDS
release packages, and rows from decision reports, press and answers to requests into one register for each
borough, so that the sample is loaded by the importers that load everything else. Only facts are kept, each
with the address of its source. What a row does not say for certain is left out: an incomplete date is no
date, a yearly, estimated or shared figure is no total, an extension that could mean two things is quoted in
the description. Rows that announce a purchase rather than record a contract are not taken.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from contracts.extensions import parse_options

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "data" / "sample"
COLLECTED = "2026-11-22"

Row = dict[str, str]

NOT_YET_A_CONTRACT = re.compile(r"recommended|planned budget|anticipated", re.IGNORECASE)
NO_TOTAL = re.compile(
    r"annual|lots|estimate|anticipated|budget|range|maximum; min|approx|circa|more than|up to|gross"
    r"|as reported|including extension|incl\. extensions|own share",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"\bshared\b|\bjoint\b|boroughs\b|councils\b|-borough\b|pan-london|all lots", re.IGNORECASE
)
WHOLE_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
AMOUNT = re.compile(r"^\d+(\.\d+)?$")


def main(words: list[str]) -> int:
    """Write the sample from the paths of the two tables; say how many rows became what."""
    if len(words) != 2:
        print(__doc__)
        return 2
    boroughs = {row["gss"]: row for row in _rows(ROOT / "data" / "reference" / "boroughs.csv")}
    notices = _merged([_notice(rows, boroughs) for rows in _grouped(_rows(Path(words[0])), _same_award)])
    technology = [row for row in _rows(Path(words[1])) if not NOT_YET_A_CONTRACT.search(_said(row))]
    contracts = _joint(technology)
    awards = [rows for rows in contracts if rows[0]["kind"] == "award"]
    facts = _merged([_technology_notice(rows, boroughs) for rows in awards])
    _write_package(OUTPUT / "notices" / "award_notices.json", notices)
    _write_package(OUTPUT / "facts" / "technology_notices.json", facts)
    others = [rows for rows in contracts if rows[0]["kind"] != "award"]
    for slug, lines in sorted(_by_lead(others, boroughs).items()):
        _write_register(OUTPUT / "facts" / "registers" / f"{slug}.csv", lines)
    print(f"{len(notices)} notices, {len(facts)} notices of technology, {len(others)} register rows")
    return 0


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _grouped(rows: list[Row], same: Any) -> list[list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[same(row)].append(row)
    return list(groups.values())


def _same_award(row: Row) -> tuple[str, ...]:
    """A value is the award's total, repeated for each supplier: the rows of one award are one award."""
    return tuple(row[name] for name in ("ref", "title", "value", "start", "end", "kind"))


def _said(row: Row) -> str:
    return f"{row['title']} | {row['value_note']}"


def _joint(rows: list[Row]) -> list[list[Row]]:
    """Bring together the rows of boroughs that share one contract: one page, supplier, term and total."""
    shared = (
        "notice_or_page_url",
        "supplier_as_written",
        "product",
        "area_code",
        "start",
        "end",
        "value_gbp",
    )

    def same(row: Row) -> tuple[str, ...]:
        supplier = re.sub(r"[^a-z0-9]", "", row["supplier_as_written"].casefold())
        return (supplier, "" if supplier else row["title"], *(row[name] for name in shared if name[0] != "s"))

    groups = []
    for group in _grouped(rows, same):
        boroughs = {row["borough_gss"] for row in group}
        sure = len(boroughs) == len(group) and any(TOGETHER.search(_said(row)) for row in group)
        groups += [group] if sure else [[row] for row in group]
    return groups


def _amount(written: str, note: str = "") -> dict[str, Any] | None:
    return (
        {"amount": float(written), "currency": "GBP"}
        if AMOUNT.match(written) and not NO_TOTAL.search(note)
        else None
    )


def _total(row: Row) -> dict[str, Any] | None:
    """Return a row's value if it is the total of the term that the row states."""
    note = row["value_note"].replace("maximum incl. extension", "") if _included(row) else row["value_note"]
    return _amount(row["value_gbp"], note)


def _included(row: Row) -> bool:
    return "included in the end date" in row["extensions"]


def _party(borough: Row) -> dict[str, Any]:
    code = borough["register_code"]
    return {
        "id": f"GB-LAE-{code}",
        "name": borough["official_name"],
        "identifier": {"scheme": "GB-LAE", "id": code},
        "roles": ["buyer"],
    }


def _period(row: Row) -> dict[str, str]:
    days = {"startDate": row["start"], "endDate": row["end"]}
    return {name: day for name, day in days.items() if WHOLE_DATE.match(day)}


def _release(ocid: str, day: str, buyer: str, parties: list[dict[str, Any]], title: str) -> dict[str, Any]:
    return {
        "ocid": ocid,
        "id": f"{ocid}-{day}",
        "date": f"{day}T00:00:00Z",
        "tag": ["award"],
        "initiationType": "tender",
        "parties": parties,
        "buyer": {"id": parties[0]["id"], "name": buyer},
        "tender": {"id": ocid, "title": title},
        "awards": [],
    }


def _notice(rows: list[Row], boroughs: dict[str, Row]) -> dict[str, Any]:
    """Return the release of one award, or of a tender without one, from its rows, one a supplier."""
    row = rows[0]
    parties = [_party(boroughs[gss]) for gss in row["gss"].split(";")]
    release = _release(row["ref"], row["published"] or COLLECTED, row["buyer"], parties, row["title"])
    codes = row["cpv"].split()
    if codes:
        release["tender"]["items"] = [
            {"id": code, "classification": {"scheme": "CPV", "id": code}} for code in codes
        ]
    suppliers = [_supplier(each["supplier"], each["company_number"]) for each in rows if each["supplier"]]
    release["parties"] += [{**supplier, "roles": ["supplier"]} for supplier in suppliers]
    if row["kind"] == "award":
        award = _award(row, suppliers, row["notice_url"], _amount(row["value"]))
        if award.get("value") and row["currency"]:
            award["value"]["currency"] = row["currency"]
        release["awards"].append(award)
    else:
        release["tag"] = ["tender"]
    return release


def _supplier(name: str, number: str = "") -> dict[str, Any]:
    supplier: dict[str, Any] = {"id": name, "name": name}
    if number:
        supplier["identifier"] = {"scheme": "GB-COH", "id": number}
    return supplier


def _award(
    row: Row, suppliers: list[dict[str, Any]], link: str, value: dict[str, Any] | None
) -> dict[str, Any]:
    award: dict[str, Any] = {
        "id": "1",
        "title": row["title"],
        "status": "active",
        "suppliers": [{"id": supplier["id"], "name": supplier["name"]} for supplier in suppliers],
    }
    if period := _period(row):
        award["contractPeriod"] = period
    if value:
        award["value"] = value
    if link:
        award["documents"] = [{"id": "1", "documentType": "awardNotice", "url": link}]
    return award


def _technology_notice(rows: list[Row], boroughs: dict[str, Row]) -> dict[str, Any]:
    """Return the release of one technology contract, of several boroughs where they share it."""
    row = rows[0]
    link = row["notice_or_page_url"]
    ocid = parse_qs(urlsplit(link).query).get("ocid", [link])[0]
    parties = [_party(boroughs[each["borough_gss"]]) for each in rows]
    release = _release(ocid, row["source_date"] or COLLECTED, row["buyer_as_written"], parties, row["title"])
    suppliers = [_supplier(row["supplier_as_written"])] if row["supplier_as_written"] else []
    award = _award(row, suppliers, link, _total(row))
    award["description"] = _description(row)
    said = {"x-service-area": row["area_code"], "x-product": row["product"]}
    items = [{"classification": {"scheme": scheme, "id": code}} for scheme, code in said.items() if code]
    if items:
        award["items"] = [{"id": str(number), **item} for number, item in enumerate(items, start=1)]
    release["awards"].append(award)
    options = parse_options(row["extensions"])
    if options:
        listed = [{"months": option.months} for option in options]
        release["contracts"] = [{"id": "1", "awardID": "1", "x_extensionOptions": listed}]
    return release


def _description(row: Row) -> str:
    """Return what a row says beyond the fields, as it says it."""
    said = {
        "About the value": row["value_note"],
        "Extensions": row["extensions"] if parse_options(row["extensions"]) is None else "",
        "Start": row["start"] if not WHOLE_DATE.match(row["start"]) else "",
        "End": row["end"] if not WHOLE_DATE.match(row["end"]) else "",
        "Source": row["kind"],
    }
    return "\n".join(f"{name}, as stated: {text}" for name, text in said.items() if text)


def _merged(releases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Bring several awards under one reference into one release, numbered in order.

    A release has one set of buyers: an award to other boroughs under the same reference gets its own.
    """
    by_ocid: dict[str, dict[str, Any]] = {}
    buyers: dict[str, int] = defaultdict(int)
    merged: dict[tuple[str, ...], dict[str, Any]] = {}
    for release in releases:
        parties = sorted(party["id"] for party in release["parties"] if party["roles"] == ["buyer"])
        first = merged.setdefault((release["ocid"], *parties), release)
        if first is release:
            buyers[release["ocid"]] += 1
            if buyers[release["ocid"]] > 1:
                release["ocid"] = f"{release['ocid']}/{buyers[release['ocid']]}"
            by_ocid[release["ocid"]] = release
            continue
        number = str(len(first["awards"]) + 1)
        first["awards"] += [{**award, "id": number} for award in release["awards"]]
        first["parties"] += [party for party in release["parties"] if party not in first["parties"]]
        for contract in release.get("contracts", []):
            first.setdefault("contracts", []).append({**contract, "id": number, "awardID": number})
    for release in by_ocid.values():
        if len(release["awards"]) > 1:
            del release["tender"]["title"]
        if not release["awards"]:
            del release["awards"]
    return sorted(by_ocid.values(), key=lambda release: str(release["ocid"]))


def _by_lead(contracts: list[list[Row]], boroughs: dict[str, Row]) -> dict[str, list[Row]]:
    """Return register lines by the slug of the borough whose register they go to."""
    registers: dict[str, list[Row]] = defaultdict(list)
    for rows in contracts:
        row = rows[0]
        options = parse_options(row["extensions"])
        total = _total(row)
        months = [f"{option.months}" for option in options or ()]
        registers[boroughs[row["borough_gss"]]["slug"]].append(
            {
                "Title": row["title"],
                "Supplier": row["supplier_as_written"],
                "Start date": _period(row).get("startDate", ""),
                "End date": _period(row).get("endDate", ""),
                "Value (£)": row["value_gbp"] if total else "",
                "Extension options": f"{'+'.join(months)} months"
                if months
                else "none"
                if options == ()
                else "",
                "Service area code": row["area_code"],
                "Product": row["product"],
                "Joint with": "; ".join(boroughs[each["borough_gss"]]["name"] for each in rows[1:]),
                "Description": _description(row),
                "Source date": row["source_date"],
                "Notice or page address": row["notice_or_page_url"],
            }
        )
    return registers


def _write_package(path: Path, releases: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    package = {
        "version": "1.1",
        "publishedDate": f"{COLLECTED}T00:00:00Z",
        "license": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "publisher": {"name": "Facts from public notices, collected for the sample"},
        "releases": releases,
    }
    path.write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_register(path: Path, lines: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
