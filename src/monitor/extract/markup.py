"""Article text out of the elements of a page: the paragraphs of the fullest part, without sidebars."""

import re

from monitor.extract.datelines import is_date_line

# Above this a page without paragraphs is no article, and the fallback would take seconds.
MOST_TAGS = 10_000


def body(tree, source: str, title: str | None) -> list[str]:
    for selector in (
        "[itemprop=articleBody]",
        "article",
        "main",
        "[class*=article-body]",
        "[class*=article__body]",
        "[class*=content]",
        "body",
    ):
        best: list[str] = []
        for node in tree.css(selector)[:20]:
            found = [
                t
                for p in node.css("p, h2, h3, li, blockquote")
                if (t := flat(p)) and t != title and not (p.tag == "li" and len(t) < 40)
            ]
            if sum(map(len, found)) > sum(map(len, best)):
                best = found
        if sum(map(len, best)) >= 200 or (best and len(best) >= 2):
            return [p for p in best if not is_date_line(p)]
    return _trafilatura(source) or [t for t in [flat(tree.body)] if t] if tree.body else []


def flat(node) -> str:
    return re.sub(r"\s+", " ", node.text(separator=" ", strip=False)).strip() if node else ""


def _trafilatura(source: str) -> list[str]:
    """The fallback for pages without paragraphs in a known place."""
    if source.count("<") > MOST_TAGS:
        return []
    import logging

    import trafilatura

    # It reports every page without text as an error of its own.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

    text = trafilatura.extract(source, include_comments=False, include_tables=False, favor_recall=True)
    return [line for line in (text or "").split("\n") if line.strip()]
