"""Papers and copies of a record."""
