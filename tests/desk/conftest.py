"""A desk on SQLite and on PostgreSQL: the same tests run on both, each on a database of its own."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from monitor import desk
from monitor.desk.store import Desk

PROGRAMS = Path("/usr/lib/postgresql")
MEMORY = Path("/dev/shm")
START_SECONDS = 20
NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server on a Unix socket; gives the folder of the socket."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if not found:
        reason = f"no PostgreSQL server in {PROGRAMS}; install Debian's package postgresql"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="monitor-pg-") as name, Server(found[-1].parent, Path(name)) as folder:
        yield folder


class Server:
    """The server while a `with` lasts."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder

    def __enter__(self) -> str:
        owner = {}
        if os.geteuid() == 0:  # initdb refuses to run as root
            user = _unprivileged()
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            owner = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": self.folder, **owner}
        tables = self.folder / "tables"
        subprocess.run(
            [self.programs / "initdb", "-D", tables, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, **quiet,
        )  # fmt: skip
        # No machine loses power during a test: what a killed client loses does not depend on fsync.
        options = ("listen_addresses=", "fsync=off", "shared_buffers=32MB", f"unix_socket_directories={self.folder}")
        told = [part for option in options for part in ("-c", option)]
        self.process = subprocess.Popen([self.programs / "postgres", "-D", tables, *told], **quiet)
        self._await()
        return str(self.folder)

    def _await(self) -> None:
        for left in reversed(range(START_SECONDS * 20)):
            try:
                psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres").close()
                return
            except psycopg.OperationalError:
                if not left:
                    raise
                time.sleep(0.05)

    def __exit__(self, *_) -> None:
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _unprivileged() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def ask(server: str, command: str) -> None:
    with psycopg.connect(host=server, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(command)


def address(server: str, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={server}"


@pytest.fixture
def empty_database(server: str) -> Iterator[str]:
    """The address of a PostgreSQL database without a table."""
    name = f"desk_{next(NUMBERS)}"
    ask(server, f"CREATE DATABASE {name}")
    yield address(server, name)
    ask(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a table, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.sqlite'}"
    return request.getfixturevalue("empty_database")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables of a desk, to copy: faster than to make them for every test."""
    file = tmp_path_factory.mktemp("migrated") / "desk.sqlite"
    desk.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def migrated_database(server: str) -> str:
    """The name of a PostgreSQL database with the tables of a desk, to copy."""
    ask(server, "CREATE DATABASE migrated")
    desk.open(address(server, "migrated")).close()
    return "migrated"


@pytest.fixture
def file_url(migrated_file: Path) -> Iterator[str]:
    """The address of a desk in a SQLite file, in memory where there is such a folder: it syncs at every decision."""
    with tempfile.TemporaryDirectory(prefix="monitor-desk-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        shutil.copy(migrated_file, folder)
        yield f"sqlite:///{folder}/{migrated_file.name}"


@pytest.fixture
def server_url(server: str, migrated_database: str) -> Iterator[str]:
    """The address of a desk on a PostgreSQL server."""
    name = f"desk_{next(NUMBERS)}"
    ask(server, f"CREATE DATABASE {name} TEMPLATE {migrated_database}")
    yield address(server, name)
    ask(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["file_url", "server_url"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a desk of each kind."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def opened(url: str) -> Iterator[Desk]:
    """An empty desk of each kind."""
    found = desk.open(url)
    yield found
    found.close()


@pytest.fixture
def sqlite(file_url: str) -> Iterator[Desk]:
    """An empty desk in a file, for what does not depend on the kind of database."""
    found = desk.open(file_url)
    yield found
    found.close()
