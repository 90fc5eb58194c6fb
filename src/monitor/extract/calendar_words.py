"""Months, weekdays, number words and other words of time in five languages (folded)."""

MONTHS = (
    r"january|januar|januari|jan|styczni\w*|sausio|sausi\w*|janvar\w*",
    r"february|februar|feb|lutego|lutym|luty|vasario|vasari\w*|februar\w*",
    r"march|mar|marca|marcu|marzec|marz|kovo|kovas|kova|marta|marts|martam",
    r"april|apr|kwietni\w*|kwiecien|balandzi\w*|balandis|aprili\w*",
    r"may|maja|maju|maj|mai|geguz\w*|maija|maijs|maijam",
    r"june|juni|jun|czerwc\w*|czerwiec|birzeli\w*|junija|junijs",
    r"july|juli|jul|lipc\w*|lipiec|liepos|liepa|liepoje|julija|julijs",
    r"august|aug|sierpni\w*|sierpien|rugpju\w*|augusta|augusts|augustam",
    r"september|sept|sep|wrzesni\w*|wrzesien|rugsej\w*|septembr\w*",
    r"october|oct|oktober|okt|pazdziernik\w*|spali\w*|spalis|oktobr\w*",
    r"november|nov|listopad\w*|lapkri\w*|novembr\w*",
    r"december|dec|dezember|dez|grudni\w*|grudzien|gruod\w*|decembr\w*",
)
WEEKDAYS = (
    r"mondays?|mon|poniedzial\w*|pirmadien\w*|pirmdien\w*|montag\w*",
    r"tuesdays?|tues|tue|wtor(?:ek|ku|kow\w*|kiem)|antradien\w*|otrdien\w*|dienstag\w*",
    r"wednesdays?|wed|srod(?:a|y|e|owy|owa|owe|owego|owej)|treciadien\w*|tresdien\w*|mittwoch\w*",
    r"thursdays?|thurs|thu|czwart(?:ek|ku|kow\w*|kiem)|ketvirtadien\w*|ceturtdien\w*|donnerstag\w*",
    r"fridays?|fri|piat(?:ek|ku|kow\w*|kiem)|penktadien\w*|piektdien\w*|freitag\w*",
    r"saturdays?|sobot\w*|sestadien\w*|sestdien\w*|samstag\w*|sonnabend\w*",
    r"sundays?|niedziel\w*|sekmadien\w*|svetdien\w*|sonntag\w*",
)
_NUMBERS = """
1 one single jeden jednego jedna jeden jedn vienas vieno viena vienu viens vienam ein eine einen eines
1 einer einem
2 two both dwa dwie dwoch dwu dwaj dwoje du dvi dvieju dviem divi divas divus divu divam zwei zwo
2 beide
3 three trzy trzech trzej troje trys tris triju trim tresi tris triju drei
4 four cztery czterech czterej keturi keturios keturis keturiu cetri cetras cetrus cetru vier
5 five piec pieciu penki penkios penkis penkiu pieci piecas piecus piecu funf
6 six szesc szesciu sesi sesios sesis sesiu sesi sesas sesus sesu sechs
7 seven siedem siedmiu septyni septynios septynis septyniu septini septinas septinus septinu sieben
8 eight osiem osmiu astuoni astuonios astuonis astuoniu astoni astonas astonus astonu acht
9 nine dziewiec dziewieciu devyni devynios devynis devyniu devini devinas devinus devinu neun
10 ten dziesiec dziesieciu desimt desimti desmit zehn
11 eleven jedenascie jedenastu vienuolika vienpadsmit elf
12 twelve dwanascie dwunastu dvylika divpadsmit zwolf
13 thirteen trzynascie trzynastu trylika trispadsmit dreizehn
14 fourteen czternascie czternastu keturiolika cetrpadsmit vierzehn
15 fifteen pietnascie pietnastu penkiolika piecpadsmit funfzehn
16 sixteen szesnascie szesnastu sesiolika sespadsmit sechzehn
17 seventeen siedemnascie siedemnastu septyniolika septinpadsmit siebzehn
18 eighteen osiemnascie osiemnastu astuoniolika astonpadsmit achtzehn
19 nineteen dziewietnascie dziewietnastu devyniolika devinpadsmit neunzehn
20 twenty dwadziescia dwudziestu dvidesimt divdesmit zwanzig
30 thirty trzydziesci trzydziestu trisdesimt trisdesmit dreissig
40 forty czterdziesci czterdziestu keturiasdesimt cetrdesmit vierzig
50 fifty piecdziesiat penkiasdesimt piecdesmit funfzig
60 sixty szescdziesiat sesiasdesimt sesdesmit sechzig
70 seventy siebzig
80 eighty achtzig
90 ninety neunzig
100 hundred sto simtas simts hundert
"""
NUMBERS = {word: int(line.split()[0]) for line in _NUMBERS.strip().splitlines() for word in line.split()[1:]}
# Day words -> days from publication.
DAYS = {
    "today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0, "last night": 0,
    "earlier today": 0, "overnight": 0, "in the early hours": 0, "dzis": 0, "dzisiaj": 0, "dzisiejszej nocy": 0,
    "minionej nocy": 0, "ostatniej nocy": 0, "dzis rano": 0, "siandien": 0, "si ryta": 0, "sianakt": 0, "sia nakti": 0,
    "praejusia nakti": 0, "sodien": 0, "sorit": 0, "sonakt": 0, "aizvadita nakti": 0, "pagajusaja nakti": 0, "heute": 0,
    "in der nacht": 0, "vergangene nacht": 0, "vergangenen nacht": 0, "heute morgen": 0, "w nocy": 0, "nakti": 0,
    "yesterday": -1, "yesterday evening": -1, "yesterday morning": -1, "wczoraj": -1, "wczorajszej nocy": -1,
    "vakar": -1, "vakar vakare": -1, "vakarvakar": -1, "gestern": -1, "gestern abend": -1, "vakardien": -1,
    "the day before yesterday": -2, "day before yesterday": -2, "przedwczoraj": -2, "uzvakar": -2, "aizvakar": -2,
    "vorgestern": -2, "tomorrow": 1, "jutro": 1, "rytoj": 1, "rit": 1, "ritdien": 1, "morgen": 1,
    "the day after tomorrow": 2, "pojutrze": 2, "poryt": 2, "parit": 2, "ubermorgen": 2,
}  # fmt: skip
NIGHT_ONLY = frozenset({"overnight", "in the early hours", "in der nacht", "w nocy", "nakti"})
# Words that count days from the day told before, not from publication.
CHAINED = {
    "the previous day": -1, "the day before": -1, "a day earlier": -1, "a day before": -1, "one day earlier": -1,
    "the previous night": -1, "iepriekseja diena": -1, "dzien wczesniej": -1,
    "poprzedniego dnia": -1, "diena anksciau": -1,
        "dienu pirms tam": -1,
    "dienu iepriekš": -1, "dienu ieprieks": -1, "am vortag": -1, "einen tag zuvor": -1, "tags zuvor": -1,
    "the night before": -1, "the evening before": -1, "the previous evening": -1,
    "hours earlier": 0, "hours later": 0,
    "the next day": 1, "the next morning": 1, "the following morning": 1, "the following night": 1,
    "the following day": 1, "a day later": 1, "one day later": 1, "next morning": 1,
    "the same day": 0, "that day": 0, "the same night": 0, "that night": 0, "tego samego dnia": 0,
    "ta pacia nakti": 0, "taja pasa nakti": 0, "tej samej nocy": 0, "in derselben nacht": 0, "noch in der nacht": 0,
    "nastepnego dnia": 1, "dzien pozniej": 1, "kita diena": 1, "nakamaja diena": 1, "am folgetag": 1,
    "tags darauf": 1, "am nachsten tag": 1, "am selben tag": 0, "ta pacia diena": 0, "taja pasa diena": 0,
}  # fmt: skip
UNITS = (
    (0, r"hours?|godzin\w*|valand\w*|stund\w*"),
    (14, r"fortnights?"),
    (1, r"days?|dni|dzien|dnia|dienas?|dienu|dienam|tage?n?|nights?|nocy|naktis|naktu"),
    (7, r"weeks?|tygodni\w*|tydzien|savait\w*|nedel\w*|wochen?"),
    (30, r"months?|miesiac\w*|miesiec\w*|menes\w*|monate?n?"),
    (365, r"years?|lat|lata|rok|roku|metu|metai|metus|gada|gadiem|gadus|jahre?n?"),
)
