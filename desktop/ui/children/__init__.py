"""Find a child, or add one after looking."""
