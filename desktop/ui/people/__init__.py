"""Adults around a child, relations, and records of one person."""
