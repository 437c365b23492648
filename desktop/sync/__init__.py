"""Carries letters between this record book and the partnership: over HTTPS, or a folder on a stick."""
