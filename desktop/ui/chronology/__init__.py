"""A chronology as a page of its own: chosen, for a family, as known on a day, and to paper."""
