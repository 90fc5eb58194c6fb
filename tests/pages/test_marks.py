"""Evidence marked in an article: whatever the spans and the text, every letter is shown once and as text."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from monitor.ui import marks
from monitor.ui.marks import Span

FIELDS = st.sampled_from([*marks.KINDS, "unheard_of"])
SPANS = st.lists(st.builds(Span, st.integers(-20, 80), st.integers(-20, 80), FIELDS, st.text(max_size=5)), max_size=12)
TAG = re.compile(r"<span class='ev-tag'>[^<]*</span>|<[^>]*>")


def read_back(marked: str) -> str:
    """The text a reader sees, without labels and marks."""
    return html.unescape(TAG.sub("", marked))


@given(st.text(alphabet=st.characters(exclude_categories=("C",)), max_size=60), SPANS)
def test_every_letter_is_shown_once_whatever_the_spans(text: str, spans: list[Span]) -> None:
    marked = marks.marked(text, spans)
    assert read_back(marked) == marks.UNSEEN.sub(lambda m: f"U+{ord(m.group()):04X}", text)
    assert marked.count("<mark") == marked.count("</mark>")


@given(st.text(max_size=60), SPANS)
def test_no_text_becomes_markup(text: str, spans: list[Span]) -> None:
    allowed = r"</?(?:mark|span|a|details|summary)(?: (?:class|id|title)='[^'<>]*')*>"
    assert re.sub(allowed, "", marks.marked(text, spans)).count("<") == 0


def test_the_headline_is_bold_and_a_long_first_paragraph_is_not() -> None:
    shown = marks.article("Head line\n\nText", [Span(0, 4, "event_type"), Span(11, 15, "start")])
    assert read_back(shown) == "Head line\n\nText"
    assert "<b><a id='ev-event-type'></a><mark" in shown and "<b> line</b>" in shown and "<b>Text" not in shown
    assert "<b>" not in marks.article("word " * 60 + "\nText", [])


def test_overlapping_spans_keep_both_labels_and_the_shortest_gives_the_look() -> None:
    text = "Two Russian drones entered"
    marked = marks.marked(text, [Span(0, 18, "object_count"), Span(4, 11, "initiator"), Span(12, 18, "event_type")])
    assert "<mark class='ev ev-number of-object-count' title='number'><span class='ev-tag'>number</span>Two " in marked
    assert "of-initiator" in marked and "ev-actor" in marked
    assert marked.count("<span class='ev-tag'>") == 3
    assert read_back(marked) == text


def test_spans_out_of_order_reversed_or_beyond_the_text_do_no_harm() -> None:
    spans = [Span(30, 40, "start"), Span(3, 1, "start"), Span(-5, 2, "location"), Span(2, 99, "start")]
    assert read_back(marks.marked("abcd", spans)) == "abcd"
    assert "<mark" not in marks.marked("abcd", [Span(4, 9, "start"), Span(2, 2, "start")])
    assert marks.marked("", [Span(0, 3, "start")]) == ""


def test_each_field_has_one_place_to_scroll_to() -> None:
    marked = marks.marked("Friday and Sunday", [Span(0, 6, "start", "a"), Span(11, 17, "start", "b")])
    assert marked.count("<a id='ev-start'></a>") == 1
    assert marked.count("of-start") == 2
    assert marks.anchor("object_count") == "ev-object-count"


def test_hidden_characters_are_named() -> None:
    assert marks.shown("a\u202eb\u200bc\ufeff") == (
        "a<span class='unseen'>U+202E</span>b<span class='unseen'>U+200B</span>c<span class='unseen'>U+FEFF</span>"
    )
    assert marks.shown("a\nb\tc") == "a\nb\tc"


def test_a_long_article_folds_away_what_holds_no_mark_but_not_the_headline() -> None:
    plain = [f"Paragraph {n} " + "word " * 40 for n in range(8)]
    text = "\n\n".join(["The headline", *plain, "On Friday a drone came.", "The end."])
    at = text.index("Friday")
    marked = marks.marked(text, [Span(at, at + 6, "start")])
    before = marked.partition("<details>")[0]
    assert before.startswith("The headline")
    assert "<summary>8 paragraphs without a mark</summary>" in marked
    assert all(f"Paragraph {n} " in marked for n in range(8))
    assert "<details" not in marks.marked(text[:300], [])


def test_the_theme_is_a_class_and_the_key_names_every_kind() -> None:
    assert "article-dark" in marks.article("a", [], is_dark=True)
    assert "article-dark" not in marks.article("a", [])
    assert all(label in marks.key() for label in marks.KEY.values())
    assert {kind for kind, _ in marks.KINDS.values()} <= set(marks.KEY)
