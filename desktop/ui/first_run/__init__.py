"""Making a record book: five pages at most."""
