"""Learns the model of `monitor.extract.learned` anew: `python -m scripts.build_learned` (needs scikit-learn).

It learns from sentences written for it (scripts/learned/*.tsv: type, language, sentence), from titles and summaries
of the recorded events, and from the annotated texts in tests/extract/texts that are not held out.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from scipy.sparse import csr_matrix

from monitor import dataset
from monitor.extract import document, learned, matching, page
from tests.extract.scoring import examples

SENTENCES = Path(__file__).parent / "learned"
LANGUAGES = ("en", "pl", "lt", "lv", "de")
SHORTEST = 12
# The first day a zip file can name.
EPOCH = (1980, 1, 1, 0, 0, 0)
# Inverse strength of the ridge; 3 and 30 scored the same on texts outside the training set.
C = 10
# In a text about one event its title and first sentence tell it, and what comes after these is detail.
TELLING, DETAIL_FROM = 2, 4

Taught = tuple[dict[str, float], str]


def _sentences(text: str, language: str) -> list[dict[str, float]]:
    read = page.read(text)
    doc = document.read(read.text, language, None, read.parts)
    return [
        learned.weighted(list(learned.features(doc, sentence, matching.triggers(doc, sentence))))
        for sentence in doc.sentences
    ]


def _written() -> Iterator[Taught]:
    for file in sorted(SENTENCES.glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            kind, language, text = line.split("\t")
            yield from ((values, kind) for values in _sentences(text, language)[:1])


def _recorded() -> Iterator[Taught]:
    data = dataset.load()
    heads = data.articles.set_index("article_id")[["title", "language"]]
    for event in data.events.to_dict("records"):
        cited = [heads.loc[name] for name in event["sources"]]
        texts = [(event["title"], "en"), (event["summary"].split(". ")[0], "en")]
        texts += [(row["title"], row["language"] if row["language"] in LANGUAGES else "en") for row in cited]
        for text, language in texts:
            if len(text) >= SHORTEST:
                yield from ((values, event["event_type"]) for values in _sentences(text, language))


def _annotated() -> Iterator[Taught]:
    for example in examples():
        kinds = None if example.events is None else {event.event_type for event in example.events}
        if example.held_out or (kinds is not None and len(kinds) != 1):
            continue
        found = _sentences(example.text, example.language)
        yield from ((values, learned.NO_EVENT) for values in (found if kinds is None else found[DETAIL_FROM:]))
        yield from ((values, kind) for kind in kinds or () for values in found[:TELLING])


def _matrix(rows: list[dict[str, float]]) -> csr_matrix:
    # In order of their names, so that sums come out the same in every build.
    ordered = [sorted(row.items()) for row in rows]
    columns = [learned.column(name) for row in ordered for name, _ in row]
    values = np.array([value for row in ordered for _, value in row], np.float32)
    edges = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((values, columns, edges), shape=(len(rows), learned.COLUMNS))


def _write(path: Path, **arrays: np.ndarray) -> None:
    """Writes arrays as an .npz without the time of day, so that the same weights are the same bytes."""
    with ZipFile(path, "w") as file:
        for name, array in arrays.items():
            held = BytesIO()
            np.lib.format.write_array(held, array, allow_pickle=False)
            file.writestr(ZipInfo(f"{name}.npy", EPOCH), held.getvalue(), ZIP_DEFLATED)


def main() -> None:
    """Writes the weights and prints how many sentences they rest on."""
    from sklearn.linear_model import LogisticRegression

    taught = [*_written(), *_recorded(), *_annotated()]
    kinds = [kind for _, kind in taught]
    model = LogisticRegression(C=C, max_iter=400, class_weight="balanced")
    model.fit(_matrix([values for values, _ in taught]), kinds)
    weights = model.coef_.T
    scale = np.abs(weights).max(axis=0) / 127
    _write(
        learned.WEIGHTS,
        types=model.classes_.astype(str),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )
    print(f"{len(taught):,} sentences, {len(model.classes_)} types, {learned.WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
