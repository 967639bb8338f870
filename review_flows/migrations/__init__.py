"""The history of the schema, numbered 0001_…; alembic runs it on SQLite and PostgreSQL alike."""
