"""How fast Guardbook is, always as a ratio to something plain that was measured in the same run."""
