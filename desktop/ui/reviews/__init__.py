"""Look at a record again."""
