-- When a member's device was withdrawn, in seconds since 1970: what it said before that stands.
ALTER TABLE member ADD COLUMN withdrawn_at INTEGER;
