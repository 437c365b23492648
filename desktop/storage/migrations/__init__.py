"""Numbered SQL steps; see ``desktop.storage.migrate``."""
