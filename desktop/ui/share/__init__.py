"""Share with the area, or decide not to."""
