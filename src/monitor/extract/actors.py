"""States, alliances, capitals and leaders by their names in five languages."""

from functools import lru_cache

from monitor.extract.lexicon import Lexicon, lexicon
from monitor.extract.vocabulary import FOLDER

# The side that watches and the side that is watched, for relevance and for neighbours.
EAST = frozenset({"RU", "BY"})
BALTIC = ("EE", "LV", "LT")
FLANK = frozenset({"BALTIC", "PL", "LT", "LV", "EE", "FI", "RO", "SE", "NO", "DK", "DE"})
# States outside the flank whose jets and troops come for the alliance.
ALLIES = frozenset({"US", "GB", "FR", "NL", "BE", "IT", "ES", "PT", "CZ", "SK", "HU", "TR", "CA", "BG", "HR"})
BLOCS = frozenset({"NATO", "EU", "UN", "JEF", "CSTO"})
NEIGHBOURS = {
    "PL": ("BY", "RU"), "LT": ("BY", "RU"), "LV": ("BY", "RU"), "EE": ("RU",), "FI": ("RU",), "RO": ("RU",),
    "BY": ("PL", "LT", "LV"), "RU": ("EE", "LV", "LT", "PL", "FI"),
}  # fmt: skip
# Where a state of the theatre stands when only its name is known: its symbolic point.
CENTRES = {
    "PL": ("Poland", 52.23, 21.01), "LT": ("Lithuania", 55.3, 23.9), "LV": ("Latvia", 56.95, 24.11),
    "EE": ("Estonia", 58.7, 25.5), "FI": ("Finland", 61.9, 26.0), "BY": ("Belarus", 53.9, 27.56),
    "RU": ("Moscow", 55.75, 37.62), "RO": ("Romania", 45.9, 25.0), "SE": ("Sweden", 59.3, 16.5),
    "NO": ("Norway", 64.5, 12.0), "DK": ("Denmark", 55.9, 10.5), "DE": ("Germany", 51.2, 10.4),
    "UA": ("Ukraine", 50.45, 30.52), "INT": ("Brussels", 50.85, 4.35), "XB": ("Baltic Sea", 56.3, 19.4),
    "GB": ("London", 51.51, -0.13), "US": ("Washington", 38.9, -77.04), "FR": ("Paris", 48.86, 2.35),
    "CZ": ("Prague", 50.08, 14.43), "NL": ("The Hague", 52.08, 4.31),
}  # fmt: skip
CAPITALS = {
    "PL": ("Warsaw", 52.2297, 21.0122), "LT": ("Vilnius", 54.6872, 25.2797), "LV": ("Riga", 56.9496, 24.1052),
    "EE": ("Tallinn", 59.437, 24.7536), "FI": ("Helsinki", 60.1699, 24.9384), "BY": ("Minsk", 53.9006, 27.559),
    "RU": ("Moscow", 55.7558, 37.6173), "UA": ("Kyiv", 50.4501, 30.5234), "RO": ("Bucharest", 44.4268, 26.1025),
    "SE": ("Stockholm", 59.3293, 18.0686), "DK": ("Copenhagen", 55.6761, 12.5683), "NO": ("Oslo", 59.9139, 10.7522),
    "DE": ("Berlin", 52.52, 13.405), "EU": ("Brussels", 50.85, 4.35), "NATO": ("Brussels", 50.85, 4.35),
    "UN": ("New York", 40.7489, -73.968), "GB": ("London", 51.5074, -0.1278), "US": ("Washington", 38.9072, -77.0369),
    "CZ": ("Prague", 50.0755, 14.4378), "FR": ("Paris", 48.8566, 2.3522), "NL": ("The Hague", 52.08, 4.31),
}  # fmt: skip


@lru_cache(maxsize=1)
def names() -> Lexicon[tuple[str, str]]:
    """Returns the lexicon of actors; a value is a code of actors.csv and a kind (name, people, capital, ...)."""
    entries = []
    for line in (FOLDER / "actors.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            who, _, phrases = line.partition(":")
            code, kind = who.split()
            entries += [(phrase, (code, kind)) for phrase in phrases.split(",") if phrase.strip()]
    return lexicon(entries)
