"""The documents say what the program does: made files are fresh, everything is named, links lead somewhere."""

import argparse
import csv
import re
import subprocess
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from monitor import cli, dataset
from monitor.model import TABLES
from monitor.ui.frame import PAGES
from scripts import build_docs
from tests.tiny import read

ROOT = Path(__file__).resolve().parents[1]
DATA_README = ROOT / "data" / "README.md"
# Pictures are taken of the running dashboard and come in by themselves.
PICTURES = "docs/images/"

# Written in two parts, so that this file does not hold what it forbids.
REGISTRIES = [a + b for a, b in (("pypi", ".org"), ("python", "hosted"), ("registry", ".npmjs"), ("deb", ".debian"),
                                 ("conda", ".anaconda"))]  # fmt: skip
FOLDERS = ("work", "farm", "tmp", "home", "root", "Users")
FORBIDDEN = re.compile("|".join([*map(re.escape, REGISTRIES), rf"(?:^|[^\w.:)>*~-])/(?:{'|'.join(FOLDERS)})/"]), re.M)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CONSOLE = re.compile(r"```console\n\$ (monitor [^\n]+)\n(.*?)```", re.DOTALL)
NUMBER = re.compile(r"\b(?:[0-9a-f]{8}|\d[\d,.]*)\b")


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Every file that is or may be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs a git checkout")
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


@lru_cache(maxsize=1)
def documents() -> dict[str, str]:
    return {str(f.relative_to(ROOT)): f.read_text("utf-8") for f in files() if f.suffix == ".md"}


def explained() -> str:
    """The text a user reads: README.md and docs."""
    return "\n".join(text for name, text in documents().items() if name == "README.md" or name.startswith("docs/"))


def commands() -> list[str]:
    parser = cli._parser()
    return [name for action in parser._actions if isinstance(action, argparse._SubParsersAction)
            for name in action.choices]  # fmt: skip


@pytest.mark.parametrize("path", list(build_docs.written()), ids=lambda path: path.name)
def test_made_files_are_those_of_the_declaration(path: Path):
    assert path.read_text("utf-8") == build_docs.written()[path], "run scripts/build_docs.py"


@pytest.mark.parametrize("name", [title for pages in PAGES.values() for title in pages.values()])
def test_every_page_is_in_the_readme(name: str):
    assert f"| {name} |" in documents()["README.md"]


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(name: str):
    assert f"monitor {name}" in explained()


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_documented(name: str):
    assert f"{name}.csv" in explained()
    assert f"[{name}.csv]({name}.csv)" in documents()["data/README.md"]


def test_every_derived_column_is_documented(small: dataset.Dataset):
    rows = re.findall(r"^\| [a-z][^|]* \| ([^|]+) \|", build_docs.TAIL, re.M)
    named = {column for columns in rows for column in columns.split(", ")}
    derived = {column for name, frame in small.frames().items() for column in set(frame) - set(TABLES[name].columns())}
    assert named == derived


def targets() -> list[tuple[str, str]]:
    return [(name, link) for name, text in documents().items() for link in LINK.findall(text)]


def test_every_link_leads_to_a_file():
    missing = []
    for name, link in targets():
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (ROOT / name).parent / path if path else ROOT / name
        if target.resolve().is_relative_to(ROOT / PICTURES):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append((name, link))
    assert missing == []


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_no_registry_host_and_no_path_of_a_machine_is_named():
    found = []
    for file in files():
        try:
            text = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue  # fonts and pictures
        found += [(file.relative_to(ROOT).as_posix(), match.group()) for match in FORBIDDEN.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_bad"),
    [
        (f"from {REGISTRIES[0]}/simple", True),
        (f"see /{FOLDERS[0]}/main", True),
        (f'"/{FOLDERS[2]}/x"', True),
        (f"https://example.org/{FOLDERS[3]}/page", False),
        (f"../{FOLDERS[0]}/x", False),
    ],
)
def test_the_rule_catches_what_it_forbids(text: str, is_bad: bool):
    assert bool(FORBIDDEN.search(text)) == is_bad


def counted(text: str) -> dict[str, int]:
    return {name: int(rows) for name, rows in re.findall(r"^\| \[(\w+)\.csv\]\S+ \| (\d+) \|", text, re.M)}


def test_row_counts_are_those_of_the_files():
    rows = {name: len(read(ROOT / "data" / f"{name}.csv")) - 1 for name in TABLES}
    assert counted(DATA_README.read_text("utf-8")) == rows


def test_events_per_year_and_type_are_those_of_the_file():
    text = DATA_README.read_text("utf-8")
    with (ROOT / "data" / "events.csv").open(encoding="utf-8", newline="") as stream:
        events = list(csv.DictReader(stream))
    years, _, numbers = re.findall(r"^\|(.+)\|$", text.split("Events per year:")[1], re.M)[:3]
    by_year = dict(zip(years.split("|"), numbers.split("|"), strict=True))
    assert {year.strip(): int(n) for year, n in by_year.items()} == Counter(e["event_date"][:4] for e in events)
    by_type = re.findall(r"(\w+) (\d+)[;.]", text.split("Events per type:")[1].split("\n\n")[0])
    assert {name: int(n) for name, n in by_type} == Counter(event["event_type"] for event in events)


EXAMPLES = CONSOLE.findall((ROOT / "README.md").read_text("utf-8"))


def test_every_command_has_an_example():
    assert {line.split()[1] for line, _ in EXAMPLES} == set(commands())


@pytest.mark.parametrize(("line", "shown"), [(line, shown) for line, shown in EXAMPLES if "monitor run" not in line])
def test_examples_print_what_the_readme_shows(
    line: str, shown: str, shipped: dataset.Dataset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    """Numbers may move on with the data; everything else is compared word by word."""
    monkeypatch.delenv("MONITOR_DATA", raising=False)
    monkeypatch.setattr(dataset, "load", lambda *_: shipped)
    command, _, rest = line.partition(" | ")
    assert cli.main(command.split()[1:]) == 0
    printed = capsys.readouterr().out
    if rest:
        printed = subprocess.run(rest, shell=True, input=printed, capture_output=True, check=True, text=True).stdout
    assert NUMBER.sub("#", printed) == NUMBER.sub("#", shown)
