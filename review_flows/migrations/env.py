"""What alembic runs: the connection comes from review_flows.outside.schema."""

from alembic import context

from models.tables import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES[0].metadata,
    # A batch rebuild of a table drops its triggers: a migration that needs one makes them anew.
    render_as_batch=False,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
