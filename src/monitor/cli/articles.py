"""The command that finds candidate events in an article."""

import argparse
import os
import sys
from pathlib import Path

from monitor.cli import shared


def extract(options: argparse.Namespace) -> int:
    """Prints what was found in an article: whether it is relevant, and the candidate events."""
    from monitor.extract.extraction import extract

    reading, address = _read_article(options.file)
    try:
        document = extract(
            reading.content, options.url or address, options.published or reading.published, options.language,
            options.anyway,
        )  # fmt: skip
    except ValueError as error:
        raise shared.Refused(str(error)) from None
    document["reasons"] += reading.notes
    if reading.published and not options.published:
        document["article"]["published_from"] = "date of the mail"
    document["article"]["title"] = document["article"]["title"] or reading.title
    if options.json:
        shared.print_json(document)
        return 0
    article = document["article"]
    print(f"{article['title'] or 'no title'} ({article['published'] or 'no date'}, {article['published_from']})")
    print(("relevant: " if document["relevant"] else "not relevant: ") + "; ".join(document["reasons"]))
    for event in document["events"]:
        parties = f"{'+'.join(event['initiator'])} > {'+'.join(event['target']) or '-'}"
        print(f"  {event['start']} {event['event_type']} {event['location'] or '-'}, {event['country'] or '-'}"
              f" {parties} ({event['status']}, {event['confidence']})")  # fmt: skip
    return 0


def _read_article(file: str):
    """Returns the reading of a file, an address or standard input, and the address if it is one."""
    from monitor.ingest import addresses, documents

    try:
        if file.lower().startswith(("http://", "https://")):
            from monitor.ingest.fetch import fetch

            page = fetch(file, allow=addresses.allowed(os.environ.get("MONITOR_FETCH_ALLOW", "")))
            return documents.read(page.final_url, page.content, page.media_type), page.final_url
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return documents.read("" if file == "-" else file, content), None
    except OSError as error:
        raise shared.Refused(f"{file} cannot be read ({error.strerror})") from None
    except (addresses.Refused, documents.Unreadable) as reason:
        raise shared.Refused(str(reason)) from None
