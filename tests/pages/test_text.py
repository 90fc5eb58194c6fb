"""Text and links from the data are shown as written: no markup survives, no address but a web address is linked."""

import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.ui.text import link, plain

# A sign of no width may part what Streamlit would otherwise make a link or an icon of.
JOINER = "\u2060"
ACTIVE = set("\\`*_{}[]()#+-.!|<>~$:^&")
PIECES = ["*", "_", "`", "[", "](", ")", "!", "<", ">", "#", "-", "+", "1.", "|", "~~", "$", ":", ":red[", "&lt;", "\\",
          "^", "{", "}", "\n", "\n\n", "\t", " ", "ž", "Ω", "a", "https://x.example/", "==", "---"]  # fmt: skip
written = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
AUTOLINK = re.compile(r"https?://|www\.|[\w.+-]+@[\w-]+\.\w", re.IGNORECASE)
SHORTHAND = re.compile(r"->|<-|--|:material/|:streamlit:")


def unescaped(text: str) -> tuple[str, set[str]]:
    """The text as Markdown reads it, and the signs in it that were not escaped."""
    shown, active, signs = [], set(), iter(text)
    for sign in signs:
        if sign == "\\":
            shown.append(next(signs, ""))
        else:
            active |= {sign} & ACTIVE
            shown.append(sign)
    return "".join(shown), active


@given(written)
def test_no_sign_of_markdown_survives_and_every_character_does(text: str):
    shown, active = unescaped(plain(text))
    assert active == set()
    assert shown.replace(JOINER, "") == " ".join(text.split()).replace(JOINER, "")


@given(written)
def test_a_text_is_one_line_without_indent(text: str):
    assert plain(text) == plain(text).strip()
    assert not set(plain(text)) & set("\n\r\t\v\f\x85\u2028\u2029")


@given(st.one_of(st.integers(), st.floats(allow_nan=False), st.none()))
def test_a_number_is_printed_as_text(value: object):
    shown, active = unescaped(plain(value))
    assert (shown.replace(JOINER, ""), active) == (str(value), set())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a*b*", r"a\*b\*"),
        ("<img src=x>", r"\<img src=x\>"),
        ("![x](y)", r"\!\[x\]\(y\)"),
        ("# not a heading", r"\# not a heading"),
        ("5 $ and 6 $", r"5 \$ and 6 \$"),
        (":red[x]", r"\:red\[x\]"),
        ("a\\", r"a\\"),
        ("one\n\n- two", r"one \- two"),
        ("&amp;", r"\&amp;"),
    ],
)
def test_known_markup(text: str, shown: str):
    assert plain(text).replace(JOINER, "") == shown


@pytest.mark.parametrize("text", ["https://x.example/a", "www.x.example", "me@x.example"])
def test_a_bare_address_does_not_become_a_link(text: str):
    assert not AUTOLINK.search(unescaped(plain(text))[0])


@pytest.mark.parametrize("text", ["a -> b", "a <- b", "a -- b", ":material/home:", ":streamlit:"])
def test_shorthand_stays_as_written(text: str):
    assert not SHORTHAND.search(unescaped(plain(text))[0])


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "\x01javascript:x", "data:text/html,<script>alert(1)</script>", "DATA:text/html,x", "file:///etc/passwd",
        "vbscript:x", "ftp://x/y", "mailto:a@b", "//x.example/y", "/map", "x", "",
    ],
)  # fmt: skip
def test_other_addresses_leave_the_text(url: str):
    assert link("Title *one*", url) == plain("Title *one*")


@given(written, st.sampled_from(["javascript", "data", "file", "vbscript", "blob", "about"]), st.text(max_size=40))
def test_no_other_scheme_is_ever_linked(text: str, scheme: str, rest: str):
    assert link(text, f"{scheme}:{rest}") == plain(text)


paths = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(written, st.sampled_from(["http://", "https://", "HTTPS://"]), paths)
@example("]( x", "https://", "x.example/a(b)c")
@example("[", "https://", "x.example/](javascript:alert(1))")
@example("a", "https://", 'x.example/ "title" <b>')
def test_a_web_address_is_linked_and_cannot_be_left(text: str, scheme: str, path: str):
    shown = link(text, f"{scheme}x.example/{path}")
    label, target = shown.rsplit("](", 1)
    assert label == f"[{plain(text)}"
    assert target.endswith(")")
    assert not set(target[:-1]) & set("()<>[]\\\"' `\n\r\t")


@given(paths)
def test_a_link_leads_where_it_says(path: str):
    url = f"https://x.example/{quote(path)}"
    target = link("a", url).rsplit("](", 1)[1][:-1]
    assert unquote(target) == unquote(url)


def test_a_broken_address_leaves_the_text():
    assert link("Title", "http://[x") == "Title"


def test_an_ampersand_stays_an_ampersand():
    assert not re.search(r"&\w+;", link("Title", "https://x.example/?a=1&copy;=2").replace("&amp;", ""))
