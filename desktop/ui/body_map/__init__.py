"""The body map: where marks are on a child's body, drawn and told in a table."""
