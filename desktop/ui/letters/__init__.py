"""What went out and what came in."""
