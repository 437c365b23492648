"""What screens read: frozen values that a use case returns. Words are for people; codes stay beside them.

Rules these modules keep: no behaviour; datetimes are aware; ``id`` fields are opaque; a disputed value is listed with all its sides.
"""
