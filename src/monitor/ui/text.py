"""Text from the data, made safe to print: shown as written, never read as markup."""

import re
from urllib.parse import quote, urlsplit

# Every character Streamlit's Markdown gives a meaning: emphasis, links, headings, directives, maths, HTML.
MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^&])")


def plain(text: str) -> str:
    """Returns a text with every Markdown sign escaped and its lines joined."""
    return MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def link(text: str, url: str) -> str:
    """Returns a Markdown link to an http or https address; any other address leaves only the text."""
    if urlsplit(url).scheme not in ("http", "https"):
        return plain(text)
    return f"[{plain(text)}]({quote(url, safe=':/?#@!$&*+,;=%~-._')})"
