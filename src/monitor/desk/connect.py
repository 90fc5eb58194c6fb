"""Connects to the desk's database: addresses, locks, durability, migrations, and failures in one sentence."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from monitor import desk
from monitor.desk.nouns import Unreachable
from monitor.desk.schema import HEAD, VERSION_TABLE

# A writer waits this long for another one before it gives up; a decision takes milliseconds.
BUSY_SECONDS = 30
CONNECT_SECONDS = 5
# Any number all processes agree on: whoever holds it migrates, the others wait.
MIGRATION_LOCK = 6_117_042
WRITES = "desk_writes"


class Database:
    """An open database: `read()` gives one unchanging view of it, `write()` makes all changes or none."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self.name = name
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = engine.execution_options(**{WRITES: True})
        snapshot = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = engine.execution_options(**snapshot)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Opens a transaction that only reads; raises Unreachable when the database fails."""
        with _sentence(self.name), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Opens a transaction that writes; on SQLite it holds the write lock from the start."""
        with _sentence(self.name), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        self._writer.dispose()


def connect(url: str) -> Database:
    """Opens a database and brings its tables up to date; raises Unreachable."""
    name = desk.shown(url)
    try:
        engine = _sqlite(url) if url.startswith("sqlite:") else _postgresql(url)
    except (ArgumentError, ValueError):
        raise Unreachable(
            f"{name} is no address of a desk; write sqlite:///FILE or postgresql://USER@HOST/NAME"
        ) from None
    except OSError as error:
        raise Unreachable(f"the folder of {name} cannot be made ({error.strerror})") from None
    database = Database(engine, name)
    if database.is_sqlite:
        with _sentence(name):
            _write_ahead(engine)
    _bring_up_to_date(database)
    return database


def _postgresql(url: str) -> sa.Engine:
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "postgresql":
        raise ValueError(url)
    parsed = parsed.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def prepare(connection, _) -> None:
        # A process that hangs in the middle of a decision must not keep the others from deciding for ever.
        connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        connection.execute(f"SET idle_in_transaction_session_timeout = '{BUSY_SECONDS}s'")
        connection.commit()

    return engine


def _sqlite(url: str) -> sa.Engine:
    file = sa.make_url(url).database
    if not file or file == ":memory:":
        raise ValueError(url)
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def prepare(connection, _) -> None:
        # The driver must not begin transactions by itself: `begin` below does, with the lock a writer needs.
        connection.isolation_level = None
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(engine: sa.Engine) -> None:
    """Turns the write-ahead log on; SQLite does not wait for its turn here, so this does."""
    for left in reversed(range(BUSY_SECONDS * 20)):
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or not left:
                raise
            time.sleep(0.05)
        finally:
            connection.close()


@contextmanager
def _sentence(name: str) -> Iterator[None]:
    """Turns what a database driver raises into one sentence."""
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
        cause = str(getattr(error, "orig", error)).strip().split("\n")[0]
        raise Unreachable(
            f"the desk at {name} does not answer ({cause}); check MONITOR_DATABASE_URL, the file's rights and the disk"
        ) from error


def _bring_up_to_date(database: Database) -> None:
    with database.read() as connection:
        if _standing(connection, database.name) == HEAD:
            return
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        # Another process may have migrated while this one waited for the lock.
        if _standing(connection, database.name) != HEAD:
            from monitor.desk.migrations import upgrade

            upgrade(connection)


def _standing(connection: sa.Connection, name: str) -> str:
    """Returns the migration a database stands at, "" for an empty one; raises Unreachable for one not ours."""
    there = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE not in there:
        if there:
            raise Unreachable(
                f"the database at {name} holds other tables ({', '.join(sorted(there)[:3])}) and is not a desk; "
                "give the desk a database of its own"
            )
        return ""
    version = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() or ""  # noqa: S608
    if version > HEAD:
        raise Unreachable(f"the desk at {name} was written by a newer version of the monitor; update this one")
    return version
