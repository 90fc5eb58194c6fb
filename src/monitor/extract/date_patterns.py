"""How days are written in five languages, as patterns over folded text."""

import re

from monitor.extract.calendar_words import CHAINED, DAYS, MONTHS, NUMBERS, UNITS, WEEKDAYS

_MONTH = "(?P<month%s>" + "|".join(f"(?:{m})" for m in MONTHS) + r")(?!\w)\.?"
_TH = r"(?:st|nd|rd|th|[.]|-?(?:go|ego|ojo|osios|aja))?"
_JOIN = (
    r"\s*(?P<join%s>-|/|to|and|into|through|until|till|na|do|i|oraz|ir|iki|un|uz|lidz|bis|bis zum|auf den"
    r"|auf|und|zum|to the)\s*"
)
_DAY = r"(?P<day%s>\d{1,2})"
_LAST = r"(?P<last%s>\d{1,2})"
_YEAR = r"(?P<year%s>(?:19|20)\d\d)"


def _numbered(pattern: str, number: int) -> str:
    return pattern.replace("%s", str(number))


_PATTERNS = [
    r"(?P<year%s>\d{4})-(?P<numeric%s>\d\d)-" + _DAY,
    r"(?<![\d.])" + _DAY + r"[./](?P<numeric%s>\d{1,2})[./]" + _YEAR,
    _DAY + r"[. -]" + _MONTH + r"[. -]?" + _YEAR,
    _YEAR + r"\s*(?:m|g|metu"
    r"|metais)?\.?\s*" + _MONTH + r"\s+" + _DAY + r"(?:" + _JOIN + _LAST + r")?\s*(?:d\b\.?|diena)?",
    _YEAR + r"\.?\s*gada\s+" + _DAY + r"\.?(?:" + _JOIN + _LAST + r"\.?)?\s*" + _MONTH,
    _DAY + _TH + r"(?:" + _JOIN + _LAST + _TH + r")?\s*(?:of\s+)?" + _MONTH + r"(?:,?\s*" + _YEAR + r"(?!\d))?",
    _MONTH
    + r"\s+(?:the\s+)?"
    + _DAY
    + r"(?!\d|[:.]\d)"
    + _TH
    + r"(?:"
    + _JOIN
    + _LAST
    + r"(?!\d|:)"
    + _TH
    + r")?(?:\s*d\b\.?)?(?:,?\s+"
    + _YEAR
    + r"(?!\d))?",
    _MONTH + r",?\s+(?:of\s+)?" + _YEAR,
    _YEAR + r"\s*(?:m\.?|metu|g\.?|gada)\s*" + _MONTH,
]
EXPLICIT = [re.compile(r"(?<!\w)(?:" + _numbered(p, n) + r")(?!\w)") for n, p in enumerate(_PATTERNS)]
BARE_MONTH = re.compile(
    r"(?<!\w)(?:in|in early|in late|in mid|early|late|since|w|od|im|seit|kops|nuo|last|this)[ -]+"
    + _numbered(_MONTH, 0)
    + r"(?!\s*\d)"
)
# "Jūlijā", "liepą", "liepos mėnesį": a month in its case, without a word before it.
CASE_MONTH = re.compile(
    r"(?<![\w.])(?<!\d )(?<!\d\. )(?:(?P<month0>janvari|februari|marta|aprili|maija|junija|julija|augusta|septembri"
    r"|oktobri|novembri|decembri)|(?P<month1>sausi|vasari|kova|balandi|geguze|birzeli|liepa|rugpjuti|rugseji|spali"
    r"|lapkriti|gruodi)(?= (?:menesi\b|[^\W\d]))|(?P<month2>sausio|vasario|kovo|balandzio|geguzes|birzelio|liepos"
    r"|rugpjucio|rugsejo|spalio|lapkricio|gruodzio) menesi)(?!\w)(?! \d)"
)
WEEKDAY = re.compile(
    r"(?<!\w)(?:(?P<which>last|previous|past|next|coming|this|miniony|minionego|ubiegly|zeszly|ubieglego|praejusi\w*|"
    r"pagajus\w*|vergangenen?|letzten?|kommenden?|nachsten?|przyszly|najblizszy|kita|nakam\w*)\s+)?(?:"
    + "|".join(f"(?P<weekday{n}>{w})" for n, w in enumerate(WEEKDAYS))
    + r")(?!\w)"
)
OF_LAST_WEEK = re.compile(
    r",?\s+(?:of )?(?:last week|the previous week|der (?:vergangenen|letzten) woche|(?:vergangener|letzter) woche"
    r"|(?:w )?(?:ubieglym|zeszlym|ubieglego|zeszlego|minionego) tygodni\w+|praejusi\w+ savait\w+|pagajus\w+ nedel\w+)"
)
RELATIVE = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, [*DAYS, *CHAINED]), key=len, reverse=True)) + r")(?!\w)"
)
_COUNT = r"(?P<count>\d{1,3}|an?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r"|few|kilka|several|couple of)"
_UNIT = "(?:" + "|".join(f"(?P<unit{n}>{u})" for n, (_, u) in enumerate(UNITS)) + ")"
AGO = re.compile(
    r"(?<!\w)(?:(?:just|only|about|some|almost|nearly)\s+)?(?:(?P<before>vor|pries|pirms"
    r"|przed)\s+"
    + _COUNT.replace("count", "count2")
    + r"\s+"
    + _UNIT.replace("unit", "unitb")
    + r"|"
    + _COUNT
    + r"\s+"
    + _UNIT
    + r"\s+(?P<side>ago|earlier|before|after|later|temu|wczesniej|pozniej|po|atgal|anksciau|zuvor|spater|nach))(?!\w)"
)
PERIOD = re.compile(
    r"(?<!\w)(?P<period>last week|earlier this week|this week|w ubieglym tygodniu|w zeszlym tygodniu|"
    r"praejusia savaite|pagajusaja nedela|vergangene woche|letzte woche|in der vergangenen woche"
    r"|last month|earlier this month|"
    r"w ubieglym miesiacu|praejusi menesi|pagajusaja menesi|vergangenen monat|last year|w"
    r" ubieglym roku|"
    r"pernai|pern|im vergangenen jahr|earlier this year|w zeszlym roku|praejusiais metais"
    r"|pagajusaja gada)(?!\w)"
)
PERIOD_DAYS = {
    "week": 7,
    "tygodni": 7,
    "savait": 7,
    "nedel": 7,
    "woche": 7,
    "month": 30,
    "miesiac": 30,
    "menes": 30,
    "monat": 30,
}
WEEKEND = re.compile(
    r"(?<!\w)(?:(?:over|at|on|during|last|past|this|previous) (?:the )?(?:last |past |previous )?weekend"
    r"|w(?: ubiegly| miniony| zeszly)? weekend|(?:praejusi )?savaitgal\w+|(?:pagajusa\w+ )?nedelas nogal\w+"
    r"|am(?: vergangenen| letzten)? wochenende)(?!\w)"
)
NIGHT = re.compile(
    r"(?:overnight|night|nights|nocy|noc|nakti\w*|nacht)\W+(?:(?:of|from|between|on|z|ze|is|no|vom"
    r"|von|zum|zu|auf|into|i|uz|na|the|late|early|\d{4}|m|metu)\W+)*$"
)
AFTER_NIGHT = re.compile(r"\s*(?:-\s*)?(?:night|nakti\w*|nacht|noca|w nocy)\b")
# A year alone, or a season of it: "in 2022", "w 2021 roku", "im Herbst 2023", "2023. gada rudeni".
_SEASONS = (
    r"(?:spring|fruhjahr|fruhling|wiosn\w+|pavasar\w*)",
    r"(?:summer|sommer|latem|lata|lato|lecie|vasar\w*)",
    r"(?:autumn|fall|herbst|jesien\w*|ruden\w*)",
    r"(?:winter|zim\w+|ziem\w*)",
)
_SEASON = "(?:" + "|".join(f"(?P<season{n}>{s})" for n, s in enumerate(_SEASONS)) + ")"
PAST_YEAR = re.compile(
    r"(?<!\w)(?:(?:early |late |mid )?" + _SEASON + r"(?: of| roku)? (?P<year0>20\d\d)"
    r"|(?P<year1>20\d\d)(?:\.? gada| m\.| metu)? "
    + _SEASON.replace("season", "seasonb")
    + r"|(?:in|in all of|in the whole of|throughout|back in|w|w calym|im jahre?|im gesamten jahr)"
    r" (?P<year2>20\d\d)"
    r"|(?P<year3>20\d\d)(?: m\.|\. gada| metais))(?!\w|[.-]\d)"
)
HOLIDAY = re.compile(
    r"(?<!\w)(?:(?P<last>new year's eve|sylwest\w+|silvester\w*|vecgada vakar\w*)|(?P<first>new year's day|nowy rok"
    r"|neujahr\w*)|christmas eve|wigili\w+|kuciu|kucias|ziemassvetku vakar\w+|heiligabend|(?P<second>christmas day"
    r"|boze narodzenie))(?!\w)"
)
