"""The hub's schema, step by step. Alembic runs these; every released schema can be brought to the newest."""
