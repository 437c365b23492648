"""Records beside concerns: one form, one page and one amendment for every type."""
