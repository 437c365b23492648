"""A photograph of the note that a concern was entered from."""
