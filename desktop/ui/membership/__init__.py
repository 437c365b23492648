"""Joining a partnership by files; for an administrator, founding one and admitting others."""
