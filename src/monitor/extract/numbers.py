"""How many: objects, shot down, injured and killed, from figures and number words beside their nouns."""

import re

from monitor.extract import vocabulary
from monitor.extract.calendar_words import NUMBERS
from monitor.extract.document import Document, Mention, Sentence

FIGURE = re.compile(
    r"(?<![\w.,/-])(\d{1,3}(?:[ ,. ]\d{3})+|\d{1,6})(?![\w/]|[.,:]\d|[- ]?"
    r"(?:year|lat\w*|letni\w*|jahrig\w*|gadig\w*|mecio|met\w{1,4}\b|km|m\b|metre|meter|st\b|nd\b|th\b))"
)
# What stands behind a figure that counts something else.
OTHER_UNITS = re.compile(
    r"\s*(?:-\s*)?(?:km|kilomet\w*|metr\w*|meter\w*|metre\w*|m\b|miles?|minut\w*|hours?|godzin\w*|valand\w*"
    r"|stund\w*|sekund\w*|seconds?|"
    r"days?|dni|dienu|dienas|tage\w*|weeks?|months?|years?|lat\b|metu|gadu|jahre\w*|percent|per cent|proc|%"
    r"|euro\w*|eur\b|million|mln|billion|mld|"
    r"zl\b|dollars?|tonn\w*|feet|a\.?m\b|p\.?m\b|o'clock|uhr|degrees?|kg|-year|states?|countries|valstyb\w*)"
)
# "22. Baza", "6. Brigade": a number in a name.
ORDINAL = re.compile(r"\.\s[^\W\d_]")
OF_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:aged?|article|art\.?|artyku\w*|straipsn\w*|pant\w*|artikel|no\.?|nr\.?"
    r"|mig|su|il|tu|mi|f|s|jas|an|ka|be|ch|k|t|leopard|gripen|mirage|rafale|typhoon|eurofighter"
    r"|km|\$|€|£|at|o godz\.?|godz\.?|val\.?|plkst\.?|um|gegen|kh|ch|an"
    r"|zapad|package|pakiet\w*)[\s-]*$"
)
VAGUE = vocabulary.small_words("VAGUE")
SINGULAR = vocabulary.small_words("SINGULAR")
# The number of a type in the singular: "Su-24", "Il-20M", not "MiG-31s".
MODEL = re.compile(r"\d{1,3}[a-rt-z]?")
ARTICLE = vocabulary.small_words("ARTICLE")
INDEFINITE = vocabulary.small_words("INDEFINITE")
KILLED = re.compile(
    r"\b(?:killed|killing|dead|died|dies|deaths?|zginel\w*|zginal|zabit\w*|nie zyj\w*|zuvo|zuvus\w*|boja gaj\w*"
    r"|gaja boja|nogalinat\w*|getotet|tote|toten|starb\w*)\b"
)
INJURED = re.compile(
    r"\b(?:injur\w*|stabbed|ucierpia\w*|nukent\w*|wound(?:ed|ing)|hurt|odni\w+ (?:\w+ )?(?:obrazen\w*|rany)"
    r"|rann\w*|ranion\w*|suzeist\w*|suzalot\w*"
    r"|ievainot\w*|cietus\w*|verletzt\w*|verwundet\w*|hospitali\w+"
    r"|suffer\w* (?:\w+ ){0,3}(?:burns?|injur\w+|wounds?|cuts?|bruises|concussion|fractures?)"
    r"|(?:need\w*|receiv\w+|required?) (?:\w+ ){0,2}(?:stitches|treatment|medical)"
    r"|(?:taken|brought|rushed|sent|flown|went|admitted|landed) (?:\w+ ){0,2}(?:to|in) (?:a |the )?(?:\w+ )?hospital"
    r"|treated for|burn(?:s|ed|t) (?:to|on) (?:his|her|the|their) (?:hands?|face|arms?|legs?)|needed hospital"
    r"|traf\w+ (?:\w+ )?do szpital\w*|poparz\w*|w szpitalu|zatru\w+ (?:sie )?dymem|zaczadz\w*|ze zlaman\w+"
    r"|(?:pristatyt|isvezt|pagul|paguld|gydom)\w* (?:\w+ )?(?:i )?ligonin\w*|apdeg\w*|apnuodij\w*|susizeid\w*"
    r"|(?:nogadat|nonak|hospitaliz)\w* (?:\w+ )?slimnic\w*|apdegum\w*|savainoj\w*"
    r"|(?:ins|im) (?:\w+ )?krankenhaus|in (?:eine |die )?klinik|verbrennung\w*|rauchvergiftung\w*|erlitt\w*)\b"
)
NOBODY = re.compile(
    r"\b(?:no one|nobody|no casualt\w*|no injur\w*|none|nikt|nikomu|niekas|neviens|nevienu|niemand|zadn\w+|no people"
    r"|not? (?:been )?(?:hurt|injured)|there were no|without (?:casualt|injur)\w*|keine|nie ma|nie bylo|brak|bez)\b"
)
# Whole phrases that say nobody was hurt.
UNHURT = re.compile(
    r"\b(?:unhurt|unharmed|uninjured|nenukent\w*|nesuzeist\w*|nesuzalot\w*|(?:cietus\w*|ievainot\w*|bojagajus\w*) nav"
    r"|nav (?:cietus\w*|ievainot\w*)|(?:auku|suzeistuju|nukentejusiu\w*) nera|nera (?:nukentej\w*|auku|suzeist\w*)"
    r"|unverletzt|verletzt wurde niemand|niemand (?:wurde |ist |kam )?(?:verletzt|zu schaden)"
    r"|(?:no one|nobody) (?:\w+ ){0,2}(?:hurt|injured|harmed)|nikt nie (?:ucierpial|zostal ranny|odniosl)"
    r"|(?:bez|brak) (?:rannych|ofiar|poszkodowanych)|nie (?:ma|bylo) (?:rannych|ofiar|poszkodowanych)"
    r"|nikomu nic sie nie stalo|nic (?:im|mu|jej) sie nie stalo|obylo sie bez (?:ofiar|rannych)"
    r"|niekas (?:\w+ )?nenukentej\w*|zmones nenukentej\w*|neviens (?:\w+ )?nav (?:\w+ )?ciet\w+"
    r"|zu schaden kam niemand|keine verletzten|verletzte gab es (?:nicht|keine)"
    r"|no (?:casualties|injuries|victims))\b"
)
# Words for groups: a pair is two; "two dozen" is twenty-four, plain dozens are left open.
GROUPS = re.compile(
    r"(?<!\w)(?:(?P<pairs>two|three|dwie|trzy|zwei|drei|dvi|divi) (?:pairs? of|pary|rotten|poras|pari)"
    r"|(?P<pair>(?:a )?(?:pair|couple|duo) of|pare? (?:mysliwcow|dyzurna|samolotow)|zweiergruppe)"
    r"|(?P<trio>(?:a )?trio of)"
    r"|(?:(?P<times>two|three|four|five)|a)\s+(?P<dozen>dozen)|(?P<score>a score of))(?!\w)"
)
GROUP_SIZES = {"pairs": 2, "pair": 2, "trio": 3, "dozen": 12, "score": 20}
PAIRS = frozenset({"pair", "pairs", "pary", "pare", "rotte", "rotten", "poros", "poras", "pari", "parus"})
OBJECTS = frozenset({"DRONE", "BALLOON", "MISSILE", "AIRCRAFT"})
REACH = 4
SHOT_REACH = 12
# So many letters before the end of the words for being hurt a number may stand.
HURT_BEFORE = 75
# Within so many letters behind a number a word for the other kind of casualties takes it.
OTHERS_WITHIN = 22
COUNTED = re.compile(r"\b(?:of them|of which|of those|z nich|is ju|no tiem|davon)\b")


def figures(document: Document, start: int, end: int) -> list[tuple[int, int, int]]:
    """Returns the counts between two offsets as (start, end, value); ages, distances, times and models are left out."""
    folded = document.folded
    found = []
    for match in FIGURE.finditer(folded, start, end):
        before = folded[max(0, match.start() - 14) : match.start()]
        if OTHER_UNITS.match(folded, match.end()) or OF_BEFORE.search(before):
            continue
        if document.language != "en" and ORDINAL.match(document.text, match.end()) and match.end() + 1 < end:
            continue
        value = int(re.sub(r"\D", "", match.group()))
        if 1900 <= value <= 2100 and len(match.group()) == 4:
            continue
        found.append((match.start(), match.end(), value))
    for word in document.words[_first_word(document, start) : _first_word(document, end)]:
        if word.word in NUMBERS and not OTHER_UNITS.match(folded, word.end):
            if (
                word.word in ("one", "a", "ein", "eine", "einer", "einen", "einem", "eines", "sto", "single")
                and word.word != "one"
            ):
                continue
            found.append((word.start, word.end, NUMBERS[word.word]))
    for match in GROUPS.finditer(folded, start, end):
        value = next(v for name, v in GROUP_SIZES.items() if match.group(name))
        times = NUMBERS.get(match.group("times") or match.group("pairs") or "", 1)
        inside = [f for f in found if match.start() <= f[0] < match.end()]
        found = [f for f in found if f not in inside] + [(match.start(), match.end(), value * times)]
    return _composed(document, sorted(found))


def _composed(document: Document, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Joins tens and units written as words: "ninety-six", "dwadzieścia pięć", "two dozen", "a pair of"."""
    joined: list[tuple[int, int, int]] = []
    for start, end, value in found:
        last = joined[-1] if joined else None
        between = document.folded[last[1] : start] if last else ""
        if last and between in (" ", "-") and last[2] in range(20, 100, 10) and 0 < value < 10:
            joined[-1] = (last[0], end, last[2] + value)
        else:
            joined.append((start, end, value))
    return joined


def _first_word(document: Document, offset: int) -> int:
    from bisect import bisect_left

    return bisect_left(document.words, offset, key=lambda word: word.start)


def objects(
    document: Document, sentence: Sentence, thing: Mention, dates: list
) -> tuple[int | None, tuple[int, int] | None]:
    """Returns how many of a thing are told and where: a figure up to four words before it, or one for a singular."""
    counts = [c for c in figures(document, sentence.start, thing.start) if not _in_date(c, dates)]
    words = list(document.words[max(sentence.first, thing.first - REACH) : thing.first])
    paired = document.words[thing.first].word in PAIRS
    for begin, end, value in reversed(counts):
        if (
            words
            and begin >= words[0].start
            and not re.search(r"[;:]|, (?!\w+ \w+$)", document.text[end : thing.start])
        ):
            return value * (2 if paired else 1), (begin, thing.end)
    if any(w.word in VAGUE for w in words):
        return None, None
    if any(w.word in INDEFINITE for w in words[-3:]) and not document.words[thing.first].word.endswith("s"):
        return 1, (thing.start, thing.end)
    head = document.words[thing.last].word
    before = document.words[thing.first - 1].word if thing.first > sentence.first else ""
    if (head in SINGULAR or MODEL.fullmatch(head)) and not any(
        w.word in NUMBERS and NUMBERS[w.word] > 1 for w in words
    ):
        nearby = {w.word for w in words} | {before}
        if (
            document.language != "en"
            or nearby & (ARTICLE - {"the"})
            or MODEL.fullmatch(head)
            or (head not in ("aircraft",) and nearby & ARTICLE)
        ):
            return 1, (thing.start, thing.end)
    return None, None


def _in_date(count: tuple[int, int, int], dates: list) -> bool:
    return any(when.start <= count[0] < when.end for when in dates)


def shot_down(document: Document, sentence: Sentence) -> tuple[int | None, tuple[int, int] | None]:
    """Returns how many were shot down: the figure nearest to the words for it, or one for a singular object."""
    deeds = [m for m in sentence.concepts if "SHOOTDOWN" in m.what]
    if not deeds:
        return None, None
    deed = deeds[0]
    if any("NEG" in m.what and 0 < deed.first - m.first <= 4 for m in sentence.concepts):
        return None, None
    counts = [c for c in figures(document, sentence.start, sentence.end) if not _in_date(c, sentence.dates)]
    clause = sentence.clauses[sentence.clause_of(deed.first)]
    words = document.words
    low, high = words[max(clause.first, deed.first - 8)].start, words[min(sentence.stop - 1, deed.last + 6)].end
    after = [c for c in counts if deed.end <= c[0] <= high]
    before = [c for c in counts if low <= c[0] < deed.start]
    gap = [c for c in after if len(document.text[deed.end : c[0]].split()) <= 3]
    if gap:
        return gap[0][2], (deed.start, gap[0][1])
    if before:
        return before[-1][2], (before[-1][0], deed.end)
    if any(w.word in VAGUE for w in words[max(clause.first, deed.first - 6) : min(sentence.stop, deed.last + 5)]):
        return None, None
    things = [m for m in sentence.concepts if OBJECTS.intersection(m.what)]
    near = [m for m in things if abs(m.first - deed.first) <= SHOT_REACH]
    if near and words[near[0].last].word in SINGULAR:
        return 1, (deed.start, deed.end)
    return None, None


def _of_others(before: str, behind: str, other: re.Pattern[str]) -> bool:
    """Tells whether a number counts the others: the three of "two were killed and three injured"."""
    directly = before.strip() == "" and before != ""
    told = other.search(behind[:OTHERS_WITHIN])
    return told is not None and not directly


def casualties(document: Document, sentence: Sentence) -> dict[str, tuple[int, tuple[int, int]]]:
    """Returns killed and injured with their places; "no one was hurt" is nought injured."""
    folded = document.folded
    result: dict[str, tuple[int, tuple[int, int]]] = {}
    counts = [c for c in figures(document, sentence.start, sentence.end) if not _in_date(c, sentence.dates)]
    if unhurt := UNHURT.search(folded, sentence.start, sentence.end):
        result["injured"] = (0, (unhurt.start(), unhurt.end()))
    nobody = NOBODY.search(folded, sentence.start, sentence.end)
    for name, pattern, other in (("killed", KILLED, INJURED), ("injured", INJURED, KILLED)):
        match = pattern.search(folded, sentence.start, sentence.end)
        if not match or name in result:
            continue
        if nobody and abs(nobody.start() - match.start()) < 60:
            result[name] = (0, (nobody.start(), match.end()))
            continue
        near = [c for c in counts if -HURT_BEFORE <= c[0] - match.end() <= 25 and c[1] - match.start() <= 40]
        near = [c for c in near if not _of_others(folded[match.end() : c[0]], folded[c[1] : sentence.end], other)]
        if near:
            best = min(near, key=lambda c: abs(c[0] - match.start()))
            result[name] = (best[2], (min(best[0], match.start()), max(best[1], match.end())))
        elif re.search(
            r"\b(?:a|an|the|one|his|another|young) (?:[\w-]+ ){0,4}"
            r"(?:man|woman|person|soldier|guard|farmer|civilian|worker|resident|officer|driver|policeman|policewoman"
            r"|pensioner|fisherman|sailor|guardsman|villager|boy|girl|firefighter|fireman|sergeant|corporal|private"
            r"|pilot|passenger|employee|trucker|crewman|engineer|teenager|migrant|child|paramedic|captain)\b"
            r"|\b(?:zolnierz|zolnierka|funkcjonariusz\w?|funkcjonariuszka|mezczyzna|kobieta|straznik|strazniczka"
            r"|policjant|policjantka|strazak|kierowca|rolnik|marynarz|pracownik|mieszkaniec"
            r"|karys|pareigunas|pareigune|vyras|moteris|pasienietis|ugniagesys|vairuotojas|ukininkas|jurininkas"
            r"|karavirs|robezsargs|robezsardze|virietis|sieviete|ugunsdzesejs|zemessargs|soferis|jurnieks"
            r"|soldat|soldatin|beamter|beamtin|polizist|polizistin|mann|frau|feuerwehrmann|fahrer|landwirt|matrose)\b",
            folded[sentence.start : sentence.end],
        ):
            result[name] = (1, (match.start(), match.end()))
    return result
