-- The earliest time at which a statement is known to have been there: the hub's time of a letter, or when it came here.
ALTER TABLE statement ADD COLUMN there_by INTEGER;
UPDATE statement SET there_by = CAST(strftime('%s', received_at) AS INTEGER);

-- Who else than its author handed it on: a list of [device, lowest log index or null, earliest time], by device.
ALTER TABLE statement ADD COLUMN handed_on TEXT NOT NULL DEFAULT '[]';

-- The roles that a person had before this one, as a list of [role, until when, log index then]; the first one first.
ALTER TABLE member ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]';

-- 1: the member's organisation keeps a desk.
ALTER TABLE member ADD COLUMN keeps_desk INTEGER NOT NULL DEFAULT 1;

-- The digests, as the shells have them, of disclosures that were erased: so that an erasure hides no contradiction.
CREATE TABLE gone (
    statement TEXT NOT NULL,
    digest TEXT NOT NULL,
    field TEXT NOT NULL, -- the name of a field, or '' for a row of a list
    PRIMARY KEY (statement, digest)
) STRICT, WITHOUT ROWID;
