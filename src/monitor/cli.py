"""The `monitor` command: run the dashboard, check the data, and ask it questions from a shell."""

import argparse
import contextlib
import json
import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Refused(Exception):
    """A request that cannot be carried out; its text is shown to the user (exit code 1)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns 0, or 1 with the reason on standard error; bad usage exits with 2."""
    options = _parser().parse_args(arguments)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        code = options.act(options) or 0
        sys.stdout.flush()
        return code
    except Refused as reason:
        print(f"monitor: {reason}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader has gone: let the last flush at exit go nowhere instead of complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="monitor", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = _command(commands, "run", _run, "start the dashboard")
    run.add_argument("--port", type=_port, default=8501)

    check = _command(commands, "check", _check, "validate data and name every fault")
    check.add_argument("path", nargs="?", type=Path, help="a data folder; default: the one that ships")
    _json(check)

    events = _command(commands, "events", _events, "list events")
    events.add_argument("--since", type=_day, metavar="DATE")
    events.add_argument("--until", type=_day, metavar="DATE")
    events.add_argument("--country", action="append", default=[], metavar="CC")
    events.add_argument("--type", action="append", default=[], metavar="TYPE")
    events.add_argument("--known-at", type=_day, metavar="DATE")
    form = events.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON document (the default)")
    form.add_argument("--csv", action="store_true", help="print CSV")

    claims = _command(commands, "claims", _claims, "each claim's verdict, margin and reason")
    _json(claims)

    watchlist = _command(commands, "watchlist", _watchlist, "each indicator's status and evidence on a day")
    watchlist.add_argument("--at", type=_day, metavar="DATE", help="as known on that day; default: the data's own day")
    _json(watchlist)

    index = _command(commands, "index", _index, "the escalation index")
    index.add_argument("--at", type=_day, metavar="DATE")
    index.add_argument("--since", type=_day, metavar="DATE")
    index.add_argument("--until", type=_day, metavar="DATE")
    index.add_argument("--country", metavar="CC")
    index.add_argument("--known-at", type=_day, metavar="DATE")
    index.add_argument("--explain", action="store_true", help="add what each event contributes on the last day")
    _json(index)

    extract = _command(commands, "extract", _extract, "find candidate events in an article")
    extract.add_argument("file", metavar="FILE|URL|-",
                         help="text, a page, a feed, .eml, .pdf, .docx, or an http(s) address; - reads standard input"
                         )  # fmt: skip
    extract.add_argument("--url", help="address of the article")
    extract.add_argument("--published", type=_day, metavar="DATE", help="day of publication, if known")
    extract.add_argument("--language", metavar="xx", help="language of the text (ISO 639-1); default: guessed")
    _json(extract)

    distance = _command(commands, "distance", _distance, "km from a point to the nearest allied border")
    distance.add_argument("latitude", type=float, metavar="LAT")
    distance.add_argument("longitude", type=float, metavar="LON")
    _json(distance)

    status = _command(commands, "status", _status, "version, counts and stores")
    _json(status)
    return parser


def _command(commands: argparse._SubParsersAction, name: str, act, text: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(act=act)
    return command


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document")


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return int(text)


def _day(text: str) -> date:
    try:
        if len(text) != len("2025-09-10") or "W" in text:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day written YYYY-MM-DD") from None


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def _folder() -> Path:
    from monitor.dataset import DATA

    folder = Path(os.environ.get("MONITOR_DATA", DATA))
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}")
    return folder


def _data():
    """Returns the data as the dashboard shows them: the folder and what people accepted."""
    from monitor import desk
    from monitor.additions import NOTHING
    from monitor.dataset import load

    folder, url = _folder(), desk.location()
    try:
        additions = desk.open(url).additions() if desk.exists(url) else NOTHING
    except desk.Unreachable as reason:
        raise Refused(str(reason)) from None
    return load(folder, additions)


def _run(options: argparse.Namespace) -> int:
    from streamlit.web.cli import main as streamlit

    app = ROOT / "app.py"
    if not app.is_file():
        raise Refused(f"the dashboard's app.py is not at {ROOT}; install the package from its source tree (make run)")
    # Streamlit reads its configuration beside the script; the flag below holds even where that file is missing.
    sys.argv = ["streamlit", "run", str(app), "--server.port", str(options.port), "--browser.gatherUsageStats", "false",
                "--browser.serverAddress", "localhost"]  # fmt: skip
    threading.Thread(target=_prepare, daemon=True).start()
    return streamlit(standalone_mode=False) or 0


def _prepare() -> None:
    """Loads libraries and data while the reader's browser opens; the first page finds them in memory."""
    from monitor import geo
    from monitor.charts import style  # noqa: F401
    from monitor.dataset import load

    with contextlib.suppress(Refused):
        load(_folder())
        geo.base_map()


def _check(options: argparse.Namespace) -> int:
    from monitor.dataset import load
    from monitor.model import TABLES

    folder = options.path or _folder()
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}")
    data = load(folder) if options.path else _data()
    counts = {name: len(getattr(data, name)) for name in TABLES}
    faults = [*data.faults, *_extra_faults(folder, set(data.actors["code"]))]
    if options.json:
        _print_json({"version": data.version, "counts": counts, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            print(fault)
        rows = sum(counts.values())
        print(f"{len(faults)} faults; {rows:,} good rows in {len(counts)} tables; data version {data.version}")
    return 1 if faults else 0


def _extra_faults(folder: Path, actors: set[str]) -> list:
    """Validates the tables beside the Dataset where the folder has them."""
    from monitor.model import EXTRA_TABLES
    from monitor.reading import Fault, read_table

    faults = []
    for name, model in EXTRA_TABLES.items():
        if not (folder / f"{name}.csv").is_file():
            continue
        lines, found = read_table(folder / f"{name}.csv", model)
        faults += found
        seen: set[str] = set()
        for line in lines:
            key, country = getattr(line.row, model.key), line.row.country
            place = (f"{name}.csv", line.number)
            if key in seen:
                faults.append(Fault(*place, model.key, key, "the key stands twice", "give each row its own key"))
            if country not in actors:
                faults.append(Fault(*place, "country", country, "not in actors.csv", "add or correct it"))
            seen.add(key)
    return faults


def _extract(options: argparse.Namespace) -> int:
    from monitor.extract.extraction import extract

    reading, address = _read_article(options.file)
    try:
        document = extract(
            reading.content, options.url or address, options.published or reading.published, options.language
        )
    except ValueError as error:
        raise Refused(str(error)) from None
    document["reasons"] += reading.notes
    if reading.published and not options.published:
        document["article"]["published_from"] = "date of the mail"
    document["article"]["title"] = document["article"]["title"] or reading.title
    if options.json:
        _print_json(document)
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
        raise Refused(f"{file} cannot be read ({error.strerror})") from None
    except (addresses.Refused, documents.Unreadable) as reason:
        raise Refused(str(reason)) from None


def _events(options: argparse.Namespace) -> int:
    from monitor.selection import from_query

    data = _data()
    asked = {"country": options.country, "type": options.type}
    selection, notes = from_query({name: values for name, values in asked.items() if values}, data)
    if notes:
        raise Refused(" ".join(note.removesuffix(", so it was ignored.") + "." for note in notes))
    if options.known_at:
        data = data.known_at(options.known_at)
    rows = selection.scope(data).events
    if options.since:
        rows = rows[rows["event_date"].ge(str(options.since))]
    if options.until:
        rows = rows[rows["event_date"].le(str(options.until))]
    if options.csv:
        from monitor.export import to_csv

        print(to_csv(rows), end="")
    else:
        from monitor.export import to_records

        _print_json(to_records(rows))
    return 0


def _claims(options: argparse.Namespace) -> int:
    from monitor.analysis import claims

    rows = claims.ledger(_data())
    if options.json:
        _print_json(
            [
                {**{name: row[name] for name in ("claim_id", "verdict", "margin", "error", "reason")},
                 "evidence": list(row["evidence"])}
                for row in rows.to_dict("records")
            ]
        )  # fmt: skip
        return 0
    for row in rows.to_dict("records"):
        margin = f" ({row['margin']})" if row["margin"] else ""
        print(f"{row['claim_id']} {row['verdict']}{margin}: {row['claim']}\n  {row['reason']}")
    print(claims.finding(rows))
    return 0


def _watchlist(options: argparse.Namespace) -> int:
    import pandas as pd

    from monitor.analysis import watchlist
    from monitor.export import to_records

    data = _data()
    if options.at:
        data = data.known_at(options.at)
    rows = watchlist.readings(data, pd.Timestamp(options.at or data.as_of))
    if options.json:
        _print_json(to_records(rows[list(watchlist.PRINTED)]) if len(rows) else [])
        return 0
    for row in rows.to_dict("records"):
        outcome = f", expected by {row['deadline']:%Y-%m-%d}: {row['outcome']}" if row["outcome"] else ""
        print(f"{row['indicator_id']} {row['status']} since {row['since']:%Y-%m-%d}: {row['statement']}{outcome}")
    return 0


def _index(options: argparse.Namespace) -> int:
    from monitor.analysis import escalation

    found, version = _reading(options)
    first, last = options.at or options.since, options.at or options.until
    series = found.series
    if first:
        series = series[series["date"].ge(str(first))]
    if last:
        series = series[series["date"].le(str(last))]
    if series.empty:
        known = found.series["date"]
        raise Refused(f"the index runs from {known.iloc[0]:%Y-%m-%d} to {known.iloc[-1]:%Y-%m-%d}")
    document = {
        "version": version,
        "method": escalation.METHOD,
        "series": [
            {"date": f"{row['date']:%Y-%m-%d}", "index": round(row["index"], 2), "low": round(row["low"], 2),
             "high": round(row["high"], 2), "level": row["level"], "pressure": row["pressure"]}
            for row in series.to_dict("records")
        ],
    }  # fmt: skip
    if options.explain:
        rows = escalation.contributions(found.found, series["date"].iloc[-1]).to_dict("records")
        document["contributions"] = [
            {"event_id": row["event_id"], "impact": row["now"], "share": row["share"]} for row in rows
        ]
    if options.json:
        _print_json(document)
        return 0
    for row in document["series"]:
        print(f"{row['date']}  {row['index']:5.1f}  ({row['low']:.1f} to {row['high']:.1f}, 80 %)  {row['level']}")
    for row in document.get("contributions", []):
        print(f"  {row['impact']:+.3f}  {row['share']:6.1%}  {row['event_id']}")
    return 0


def _reading(options: argparse.Namespace):
    """Returns the index as asked for and the data version it rests on."""
    import pandas as pd

    from monitor.analysis import escalation

    data = _data()
    if options.known_at:
        data = data.known_at(options.known_at)
    events = data.events
    if options.country:
        members = escalation.by_country(events)
        if options.country not in members:
            raise Refused(f"no index for country {options.country!r}; choose one of {', '.join(members)}")
        events = events[members[options.country].eq(1)]
    until = pd.Timestamp(data.as_of)
    return escalation.reading(events, data.articles, data.sources, until, data.version), data.version


def _distance(options: argparse.Namespace) -> int:
    from monitor import geo

    try:
        nearest = geo.to_frontier([options.latitude], [options.longitude]).iloc[0]
        borders = geo.to_borders(options.latitude, options.longitude)
    except ValueError as error:
        raise Refused(str(error)) from None
    names = geo.segments().set_index("segment")["name"]
    document = {
        "latitude": options.latitude,
        "longitude": options.longitude,
        "nearest": {
            "country": nearest["country"],
            "segment": nearest["segment"],
            "km": round(float(nearest["km"]), 2),
            "error_km": round(float(nearest["error_km"]), 2),
            "inside": bool(nearest["is_inside"]),
        },
        "borders": [
            {"country": row["country"], "neighbour": row["neighbour"], "km": round(float(row["km"]), 2)}
            for row in borders.to_dict("records")
        ],
    }
    if options.json:
        _print_json(document)
        return 0
    found = document["nearest"]
    side = "inside" if found["inside"] else "outside"
    segment = names.get(found["segment"], found["segment"])
    print(f"{found['km']:g} km \u00b1 {found['error_km']:g} km {side} {found['country']}, nearest segment {segment}")
    for row in document["borders"]:
        print(f"  {row['country']}-{row['neighbour']}: {row['km']:g} km")
    return 0


def _status(options: argparse.Namespace) -> int:
    from monitor.dataset import load
    from monitor.model import TABLES
    from monitor.reading import SET_ASIDE

    additions, stores = _desk_status()
    data = load(_folder(), additions)
    document = {
        "version": data.version,
        "as_of": data.as_of.isoformat(),
        "counts": {name: len(getattr(data, name)) for name in TABLES},
        "quarantined": sum(fault.outcome == SET_ASIDE for fault in data.faults),
        "feeds": [],
        **stores,
        "archive": "none",
    }
    if options.json:
        _print_json(document)
        return 0
    print(f"data version {document['version']}, as of {document['as_of']}, {document['quarantined']} rows set aside")
    for name, count in document["counts"].items():
        print(f"  {name}: {count:,}")
    print(f"desk: {document['desk']}, revision {document['desk_revision']}")
    for name, count in document["desk_counts"].items():
        print(f"  {name}: {count:,}")
    return 0


def _desk_status() -> tuple:
    """Returns what was accepted and, for the status, where the desk is, its revision and what lies on it."""
    from monitor import desk
    from monitor.additions import NOTHING

    url = desk.location()
    if not desk.exists(url):
        return NOTHING, {"desk": "none", "desk_revision": 0, "desk_counts": {}}
    try:
        opened = desk.open(url)
        additions, counts = opened.additions(), opened.counts()
    except desk.Unreachable as reason:
        return NOTHING, {"desk": f"unreachable: {reason}", "desk_revision": 0, "desk_counts": {}}
    return additions, {"desk": desk.shown(url), "desk_revision": additions.revision, "desk_counts": counts}


if __name__ == "__main__":
    sys.exit(main())
