#!/usr/bin/env python3
"""Writes territories.tsv.gz, the official territories that are compiled in.

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-decoupage-administratif-6.0.0.tgz
    python3 crates/geography/src/regenerate.py package/data CENTRES.csv crates/geography/src/territories.tsv.gz

CENTRES.csv holds the centre point of each commune (columns insee, lat, lon in WGS 84 degrees; empty where unknown).
Needs nothing but Python; the same input gives the same bytes.

One line a territory, in the order of kind (commune, EPCI, département, région, country) then code. First come all names, one a line
(apart, since they alone stay in memory and so compress better), then an empty line, then in the same order:

    code <tab> population <tab> latitude <tab> longitude <tab> what it lies in, nearest first, comma-separated

* Communes are those of type `commune-actuelle`. Their codes begin with that of their département.
* The collectivités d'outre-mer (975 to 989) are départements without a région.
* An EPCI lies in a département, or in a région, when all of its communes do; some lie in neither.
* The population of a larger territory is the sum of its communes'.
* The centre of a larger territory is the mean of its communes' centres weighted by population; the country has none.
"""

import csv
import gzip
import json
import pathlib
import sys


def read(data, name):
    return json.loads((data / f"{name}.json").read_text(encoding="utf-8"))


def centres_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {
            row["insee"]: (float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(file)
            if row["lat"] and row["lon"]
        }


def whole(communes, centres):
    """Population and centre of a territory made of these communes."""
    known = [commune["population"] for commune in communes if "population" in commune]
    weighted = [
        (commune["population"], centres[commune["code"]])
        for commune in communes
        if commune.get("population") and commune["code"] in centres
    ]
    weight = sum(population for population, _ in weighted)
    centre = weight and tuple(
        sum(population * point[axis] for population, point in weighted) / weight for axis in (0, 1)
    )
    return sum(known) if known else None, centre or None


def rows(code, name, population, centre, ancestors):
    """The line among the names, and the line below."""
    latitude, longitude = (f"{degrees:.4f}" for degrees in centre) if centre else ("", "")
    population = "" if population is None else str(population)
    return name, "\t".join([code, population, latitude, longitude, ",".join(ancestors)])


def main(data, centres_path, out):
    data = pathlib.Path(data)
    centres = centres_of(centres_path)
    communes = {c["code"]: c for c in read(data, "communes") if c["type"] == "commune-actuelle"}
    # A code of three digits is that of an overseas collectivity, which is no région.
    regions = {region["code"]: region for region in read(data, "regions") if len(region["code"]) == 2}
    departements = {departement["code"]: departement for departement in read(data, "departements")}
    epcis = {epci["code"]: epci for epci in read(data, "epci")}
    epci_of = {member["code"]: code for code, epci in epcis.items() for member in epci["membres"]}

    def above(departement):
        region = departements[departement]["region"]
        return [f"dep-{departement}"] + ([f"reg-{region}"] if region in regions else []) + ["fr"]

    lines = []
    for code, commune in sorted(communes.items()):
        assert code.startswith(commune["departement"]), code
        ancestors = [epci_of[code]] if code in epci_of else []
        ancestors += above(commune["departement"])
        lines.append(rows(code, commune["nom"], commune.get("population"), centres.get(code), ancestors))
    for code, epci in sorted(epcis.items()):
        members = [communes[member["code"]] for member in epci["membres"]]
        chains = [above(member["departement"]) for member in members]
        ancestors = [outer for outer in chains[0] if all(outer in chain for chain in chains)]
        lines.append(rows(code, epci["nom"], *whole(members, centres), ancestors))
    for code, departement in sorted(departements.items()):
        members = [commune for commune in communes.values() if commune["departement"] == code]
        lines.append(rows(f"dep-{code}", departement["nom"], *whole(members, centres), above(code)[1:]))
    for code, region in sorted(regions.items()):
        members = [commune for commune in communes.values() if commune["region"] == code]
        lines.append(rows(f"reg-{code}", region["nom"], *whole(members, centres), ["fr"]))
    lines.append(rows("fr", "France", whole(list(communes.values()), centres)[0], None, []))
    names, rest = zip(*lines)
    text = "\n".join([*names, "", *rest, ""])
    pathlib.Path(out).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
