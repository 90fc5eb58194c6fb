"""Text from the data, made safe to print: shown as written, never read as markup."""

import re
from urllib.parse import quote, urlsplit

# Every character Streamlit's Markdown gives a meaning: emphasis, links, headings, directives, maths, HTML.
MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^&])")
# Bare addresses, icons and arrows are read even where they are escaped; a word joiner (no width) takes them apart.
SHORTHAND = re.compile(r"(?<=\w)(?=:/)|(?<=:)(?=\w)|(?<=www)(?=\.)|(?<=@)|(?<=[<-])(?=-)|(?<=-)(?=>)", re.IGNORECASE)
JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    """Returns a text with every Markdown sign escaped and its lines joined."""
    return MARKUP.sub(r"\\\1", SHORTHAND.sub(JOINER, " ".join(str(text).split())))


def link(text: str, url: str) -> str:
    """Returns a Markdown link to an http or https address; any other address leaves only the text."""
    try:
        is_web = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        is_web = False
    if not is_web:
        return plain(text)
    # An ampersand is written as an entity, or "&copy" in an address would become a sign.
    return f"[{plain(text)}]({quote(url, safe=':/?#@!$&*+,;=%~-._').replace('&', '&amp;')})"
