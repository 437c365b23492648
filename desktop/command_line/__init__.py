"""Guardbook without a window: ``guardbook verify | inspect | open``, for IT and auditors (docs/command-line.md)."""

COMMANDS = ("verify", "inspect", "open")
