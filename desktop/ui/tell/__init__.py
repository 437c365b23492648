"""Tell colleagues of a record."""
