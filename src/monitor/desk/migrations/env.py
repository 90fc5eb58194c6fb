"""What alembic runs: the migrations, on the connection it was handed."""

from alembic import context

from monitor.desk.schema import VERSION_TABLE, tables

context.configure(
    connection=context.config.attributes["connection"], target_metadata=tables, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
