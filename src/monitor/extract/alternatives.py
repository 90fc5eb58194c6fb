"""Every date and place a text names, so that a reviewer can choose another than the one proposed."""

from monitor.extract import gazetteer, places
from monitor.extract.document import Document
from monitor.extract.gazetteer import Spot


def found(document: Document) -> dict[str, list[dict]]:
    """Returns `dates` and `places` of a text in order of appearance; offsets count in the text of the document.

    A name that several places bear is listed once for each, the likeliest first.
    """
    return {"dates": _dates(document), "places": _places(document)}


def _dates(document: Document) -> list[dict]:
    return [
        {
            "date": when.first.isoformat(),
            "end": when.last.isoformat() if when.last else None,
            "start_offset": when.start,
            "end_offset": when.end,
            "text": document.snippet(when.start, when.end),
            "how": when.how,
        }
        for sentence in document.sentences
        for when in sentence.dates
    ]


def _places(document: Document) -> list[dict]:
    spots = gazetteer.spots()
    listed = []
    for sentence in document.sentences:
        for mention in sentence.places:
            likeliest = places.choose(document, sentence, mention, None)
            others = [spots[place] for place in mention.what if spots[place] is not likeliest]
            listed += [
                _place(spot, mention.start, mention.end, document.snippet(mention.start, mention.end))
                for spot in (likeliest, *others)
            ]
    return listed


def _place(spot: Spot, start: int, end: int, text: str) -> dict:
    return {
        "name": spot.name,
        "country": spot.country,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "geo_precision": spot.precision,
        "start": start,
        "end": end,
        "text": text,
    }
