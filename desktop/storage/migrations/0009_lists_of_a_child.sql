-- What a list must know of a record before the record itself is read (domain/listing.py), beside what a child's records are
-- found by: a list of thousands reads this index and no folded text. Filled when the views are folded again.
ALTER TABLE record ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record ADD COLUMN happened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
DROP INDEX record_child;
CREATE INDEX record_child ON record (child, family, last_written, id, written, happened, marks);
