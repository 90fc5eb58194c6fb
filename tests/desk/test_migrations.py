"""Opening a desk: tables are made once, however many come at once, and no other database is touched."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from setuptools import find_packages

from monitor import desk
from monitor.desk import Unreachable, migrations
from monitor.desk.connect import connect
from monitor.desk.schema import HEAD, VERSION_TABLE, tables
from tests.desk.conftest import ask

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 4


def test_the_migrations_make_the_declared_tables(empty: str):
    database = connect(empty)
    with database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, tables) == []
        constraints = {
            name: {key["name"] for key in sa.inspect(connection).get_unique_constraints(name)} for name in tables.tables
        }
    assert constraints["decisions"] == {"uq_decisions_candidate_id_step", "uq_decisions_undoes"}
    assert constraints["raw_items"] == {"uq_raw_items_digest"}
    database.close()


def test_the_newest_migration_is_the_one_the_code_knows():
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [HEAD]
    numbers = [step.revision for step in script.walk_revisions()]
    assert numbers == sorted(numbers, reverse=True), "numbers are compared as text, so they must rise"


def test_the_migrations_are_shipped():
    assert {"monitor.desk", "monitor.desk.migrations", "monitor.desk.migrations.versions"} <= set(
        find_packages(str(ROOT / "src"))
    )


TOGETHER = """
import os, sys
from monitor import desk
from monitor.desk import migrations, store
from alembic import command
children = []
for _ in range(int(sys.argv[2])):
    children.append(os.fork())
    if not children[-1]:
        try:
            os._exit(desk.open(sys.argv[1]).counts()["decisions"])
        except BaseException as error:
            print(error, flush=True)
            os._exit(9)
print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
"""


def test_processes_that_start_together_all_succeed(empty: str):
    program = [sys.executable, "-c", TOGETHER, empty, str(AT_ONCE)]
    assert subprocess.check_output(program, text=True, cwd=ROOT).strip() == str([0] * AT_ONCE)


def test_an_open_desk_does_not_migrate_again(file_url: str):
    program = f"import sys; from monitor import desk; desk.open({file_url!r}); print('alembic' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", program], text=True, cwd=ROOT).strip() == "False"


def test_a_file_is_durable_and_has_a_log(file_url: str):
    database = connect(file_url)
    with database.read() as connection:
        asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                 for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30_000, "foreign_keys": 1}
    database.close()


def test_a_writer_locks_a_file_from_the_start(file_url: str):
    one = connect(file_url)
    with one.write():
        other = sqlite3.connect(file_url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT revision FROM counter").fetchone() == (0,)
        other.close()
    one.close()


def test_a_database_of_something_else_is_left_alone(empty: str):
    engine = connect_plainly(empty)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE customers (id INTEGER)"))
    with pytest.raises(Unreachable, match=r"holds other tables \(customers\).*database of its own"):
        desk.open(empty)
    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == ["customers"]
    engine.dispose()


def test_a_desk_of_a_newer_program_is_left_alone(url: str):
    engine = connect_plainly(url)
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(Unreachable, match="newer version of the monitor; update this one"):
        desk.open(url)
    engine.dispose()


def connect_plainly(url: str) -> sa.Engine:
    return sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))


def test_what_cannot_be_opened_is_said_in_a_sentence(tmp_path: Path):
    (tmp_path / "text.sqlite").write_text("This is no database, only a text that is long enough to have a header." * 20)
    (tmp_path / "folder.sqlite").mkdir()
    for url, says in {
        f"sqlite:///{tmp_path}/text.sqlite": "file is not a database",
        f"sqlite:///{tmp_path}/folder.sqlite": "unable to open database file",
        f"sqlite:///{tmp_path}/text.sqlite/below/desk.sqlite": "the folder of .* cannot be made",
        "sqlite://": "is no address of a desk",
        "sqlite:///:memory:": "is no address of a desk",
        "mysql://me:secret@host/desk": "is no address of a desk",
        "nonsense": "is no address of a desk",
        "postgresql://me:secret@127.0.0.1:1/desk": "does not answer",
        "postgresql://me:secret@/desk?host=/nowhere": "does not answer",
    }.items():
        with pytest.raises(Unreachable, match=says) as found:
            desk.open(url)
        assert "secret" not in str(found.value)
        assert "\n" not in str(found.value)


def test_both_names_of_a_server_are_understood(server_url: str):
    desk.open(server_url).close()
    desk.open(server_url.replace("postgresql://", "postgresql+psycopg://")).close()


def test_a_server_that_went_away_is_said_in_a_sentence(empty_database: str, server: str):
    opened = desk.open(empty_database)
    name = empty_database.split("/")[3].split("?")[0]
    ask(server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    ask(server, f"ALTER DATABASE {name} RENAME TO gone")
    with pytest.raises(Unreachable, match="does not answer"):
        opened.revision()
    ask(server, f"ALTER DATABASE gone RENAME TO {name}")
    assert opened.revision() == 0
    opened.close()
