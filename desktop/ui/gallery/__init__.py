"""Every part that pages are made of, in every state, to look at and to test: ``make gallery``."""
