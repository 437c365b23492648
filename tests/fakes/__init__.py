"""Fakes with state, for tests."""
