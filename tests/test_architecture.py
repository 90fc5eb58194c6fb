"""Who may import whom, and what stands in one place only: read from the source, not from memory."""

import ast
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "monitor"
FILES = sorted([*PACKAGE.rglob("*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"])
CORE = {
    "model", "additions", "reading", "references", "derive", "dataset", "snapshots", "selection", "words", "dictionary",
    "export",
}  # fmt: skip
PURE = {"model", "words", "geo"}
ROOMS = {"geo", "analysis", "charts", "desk", "archive", "ingest", "extract", "briefing", "ui", "cli"}

# Room or core module -> the rooms and core modules it may import besides itself.
MAY_IMPORT = {
    "__init__": set(),
    "__main__": {"cli"},
    "model": set(),
    "additions": set(),
    "words": {"model"},
    "reading": {"model"},
    "references": {"model", "reading"},
    "derive": {"model", "geo", "additions", "words"},
    "dataset": {"model", "additions", "reading", "references", "derive"},
    "snapshots": {"model", "dataset"},
    "selection": {"model", "derive", "dataset", "words"},
    "dictionary": {"model", "reading"},
    "export": PURE,
    "geo": {"model"},
    "analysis": PURE,
    "charts": PURE,
    "desk": PURE | {"additions", "reading"},
    "archive": PURE,
    "extract": PURE,
    "ingest": CORE | {"extract", "desk", "archive"},
    "briefing": CORE | {"analysis", "charts", "geo"},
    "ui": CORE | {"desk", "analysis", "charts", "extract", "ingest"},
    "cli": CORE | ROOMS,
    "pages": CORE | {"ui", "analysis", "charts", "briefing", "geo"},
    "app": CORE | {"ui", "analysis", "charts", "briefing"},
}

# Library -> the only rooms that may import it.
LIBRARIES = {
    "streamlit": {"app", "pages", "ui", "cli"},
    "plotly": {"charts", "briefing"},
    "geopandas": {"geo"},
    "shapely": {"geo"},
    "pyproj": {"geo"},
    "pyogrio": {"geo"},
    "pptx": {"briefing"},
    "sqlalchemy": {"desk"},
    "alembic": {"desk"},
    "psycopg": {"desk"},
    "deltalake": {"archive"},
    "pypdf": {"ingest"},
}
NETWORK = {"socket", "urllib.request", "urllib3", "http.client", "ftplib", "smtplib", "httpx", "requests", "aiohttp",
           "httpcore"}  # fmt: skip
FETCH = PACKAGE / "ingest" / "fetch.py"

CLOCKS = {
    ("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time"),
    ("Timestamp", "now"), ("Timestamp", "today"), ("Timestamp", "utcnow"), ("time", "localtime"), ("time", "gmtime"),
    ("time", "strftime"), ("time", "time_ns"),
}  # fmt: skip
HEX_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4})\b")


def room(file: Path) -> str:
    """The room a file stands in: a package of monitor, a core module, `pages` or `app`."""
    if PACKAGE in file.parents:
        return file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "pages" if file.parent.name == "pages" else file.stem


@lru_cache(maxsize=500)
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


@lru_cache(maxsize=500)
def imported(file: Path) -> set[str]:
    """Dotted names a file imports anywhere, inside functions too; `from a import b` gives a and a.b."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = ("monitor", *file.relative_to(PACKAGE).parts[:-1])
                base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [base])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def neighbours(file: Path) -> set[str]:
    """The rooms and core modules of monitor that a file imports."""
    parts = {name.split(".")[1] for name in imported(file) if name.startswith("monitor.")}
    return parts & (CORE | ROOMS)


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def broken(rule: Callable[[Path], set[str]]) -> dict[str, set[str]]:
    """The files that break a rule, each with what it does against it."""
    return {str(file.relative_to(ROOT)): found for file in FILES if (found := rule(file))}


def test_the_source_is_found():
    assert {"model", "geo", "analysis", "charts", "ui", "pages", "app"} <= {room(file) for file in FILES}


def test_every_room_is_known():
    assert broken(lambda file: {room(file)} - set(MAY_IMPORT)) == {}


def test_a_file_imports_only_the_rooms_it_may():
    assert broken(lambda file: neighbours(file) - {room(file)} - MAY_IMPORT.get(room(file), set())) == {}


def misplaced(file: Path) -> set[str]:
    roots = {name.split(".")[0] for name in imported(file)}
    return {library for library in roots & set(LIBRARIES) if room(file) not in LIBRARIES[library]}


def test_a_library_is_imported_only_in_its_room():
    assert broken(lambda file: misplaced(file) - {"plotly"}) == {}


def test_plotly_is_imported_only_in_charts():
    assert broken(lambda file: misplaced(file) & {"plotly"}) == {}


def test_the_command_only_starts_streamlit_and_readies_its_caches():
    names = {name for file in FILES if room(file) == "cli" for name in imported(file)}
    assert {name for name in names if name.startswith("monitor.ui")} <= {"monitor.ui", "monitor.ui.ready"}
    assert {name for name in names if name.startswith("streamlit")} <= {"streamlit.web.cli", "streamlit.web.cli.main"}


def test_only_fetch_speaks_to_the_network():
    def spoken(file: Path) -> set[str]:
        return {n for n in imported(file) if n in NETWORK or n.startswith(tuple(f"{name}." for name in NETWORK))}

    assert broken(lambda file: set() if file == FETCH else spoken(file)) == {}


def clocks(file: Path) -> set[str]:
    found = {name for name in ("time.time", "time.time_ns", "time.monotonic") if name in imported(file)}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).split(".")[-1]
            found |= {f"{owner}.{node.attr}"} if (owner, node.attr) in CLOCKS else set()
    return found


def test_only_cli_and_ui_read_the_clock():
    assert broken(lambda file: set() if room(file) in ("cli", "ui") else clocks(file)) == {}


def texts(file: Path) -> set[str]:
    return {n.value for n in ast.walk(tree(file)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_colours_stand_in_style_only():
    style = PACKAGE / "charts" / "style.py"
    assert broken(lambda file: set() if file == style else {t for t in texts(file) if HEX_COLOUR.search(t)}) == {}


def test_no_html_is_let_through():
    assert broken(lambda file: {"unsafe_allow_html"} & set(re.findall(r"\w+", file.read_text("utf-8")))) == {}


def test_every_module_opens_with_a_sentence():
    def missing(file: Path) -> set[str]:
        text = ast.get_docstring(tree(file)) or ""
        return set() if text.split("\n\n")[0].rstrip().endswith((".", ":", "?")) else {text[:40] or "no sentence"}

    assert broken(missing) == {}


def test_the_rules_catch_what_they_forbid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.test_architecture.PACKAGE", tmp_path)
    (tmp_path / "analysis").mkdir()
    file = tmp_path / "analysis" / "bad.py"
    file.write_text(
        "import plotly.graph_objects as go\nfrom ..charts import style\nfrom monitor import ui\n"
        "def f():\n    from urllib.request import urlopen\n    return date.today(), '#FF0000'\n"
    )
    assert room(file) == "analysis"
    assert neighbours(file) == {"charts", "ui"}
    assert {"plotly.graph_objects", "urllib.request", "urllib.request.urlopen"} <= imported(file)
    assert any(HEX_COLOUR.search(text) for text in texts(file))
    assert misplaced(file) == {"plotly"}
    assert clocks(file) == {"date.today"}
