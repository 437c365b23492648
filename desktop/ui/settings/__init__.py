"""Passphrase, backup, checks, looks, and whom to ring."""
