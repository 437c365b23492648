-- The hub's log index of the first letter that a statement came in; NULL: written here, or come without a receipt.
ALTER TABLE statement ADD COLUMN log_index INTEGER;

-- Up to which size of the hub's log what a device said still counts; 0: its time alone is known.
ALTER TABLE member ADD COLUMN withdrawn_index INTEGER;
ALTER TABLE member ADD COLUMN compromised_at INTEGER;
ALTER TABLE member ADD COLUMN compromised_index INTEGER;

-- Which fields of which statements a tombstone of our own organisation bars for good.
CREATE TABLE erased (
    statement TEXT NOT NULL,
    field TEXT NOT NULL,
    tombstone TEXT NOT NULL,
    PRIMARY KEY (statement, field, tombstone)
) STRICT, WITHOUT ROWID;
