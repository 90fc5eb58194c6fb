"""The `monitor` command: run the dashboard, check the data, and ask it questions from a shell."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from monitor.cli import articles, questions, upkeep
from monitor.cli.shared import Refused


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

    run = _command(commands, "run", upkeep.run, "start the dashboard")
    run.add_argument("--port", type=_port, default=8501)

    check = _command(commands, "check", upkeep.check, "validate data and name every fault")
    check.add_argument("path", nargs="?", type=Path, help="a data folder; default: the one that ships")
    _json(check)

    events = _command(commands, "events", questions.events, "list events")
    events.add_argument("--since", type=_day, metavar="DATE")
    events.add_argument("--until", type=_day, metavar="DATE")
    events.add_argument("--country", action="append", default=[], metavar="CC")
    events.add_argument("--type", action="append", default=[], metavar="TYPE")
    events.add_argument("--known-at", type=_day, metavar="DATE")
    form = events.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON document (the default)")
    form.add_argument("--csv", action="store_true", help="print CSV")

    claims = _command(commands, "claims", questions.claims, "each claim's verdict, margin and reason")
    _json(claims)

    watchlist = _command(commands, "watchlist", questions.watchlist, "each indicator's status and evidence on a day")
    watchlist.add_argument("--at", type=_day, metavar="DATE", help="as known on that day; default: the data's own day")
    _json(watchlist)

    index = _command(commands, "index", questions.index, "the escalation index")
    index.add_argument("--at", type=_day, metavar="DATE")
    index.add_argument("--since", type=_day, metavar="DATE")
    index.add_argument("--until", type=_day, metavar="DATE")
    index.add_argument("--country", metavar="CC")
    index.add_argument("--known-at", type=_day, metavar="DATE")
    index.add_argument("--explain", action="store_true", help="add what each event contributes on the last day")
    _json(index)

    extract = _command(commands, "extract", articles.extract, "find candidate events in an article")
    extract.add_argument("file", metavar="FILE|URL|-",
                         help="text, a page, a feed, .eml, .pdf, .docx, or an http(s) address; - reads standard input"
                         )  # fmt: skip
    extract.add_argument("--url", help="address of the article")
    extract.add_argument("--published", type=_day, metavar="DATE", help="day of publication, if known")
    extract.add_argument("--language", metavar="xx", help="language of the text (ISO 639-1); default: guessed")
    extract.add_argument("--anyway", action="store_true", help="list events even if the text is judged not relevant")
    _json(extract)

    distance = _command(commands, "distance", questions.distance, "km from a point to the nearest allied border")
    distance.add_argument("latitude", type=float, metavar="LAT")
    distance.add_argument("longitude", type=float, metavar="LON")
    _json(distance)

    status = _command(commands, "status", upkeep.status, "version, counts and stores")
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
