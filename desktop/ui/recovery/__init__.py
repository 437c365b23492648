"""An organisation's recovery: its holders' words, made, rehearsed, and used to open a colleague's records."""
