"""What can go wrong at the command line itself, as one closed tree; everything else comes from the parts below."""

from __future__ import annotations


class CommandLineError(Exception):
    """The command could not be done. Nothing was changed."""


class FileUnreadable(CommandLineError):
    """A file that was named is not there, or cannot be read."""


class FileInTheWay(CommandLineError):
    """There is already a file where the result was to be written, or it cannot be written there."""
