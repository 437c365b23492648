-- Views by number. What a statement says stands under the statement's row; a record has a row, and its words in the index of the
-- search have the same one, so that neither needs a table of ids; folded text says which statements have the values, and does
-- not repeat them. A tree of long rows by random id was read and written at nine places where two do. The views are made anew
-- when the book opens; what is said is carried over.
CREATE TABLE said_by_row (
    row INTEGER PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;
INSERT INTO said_by_row (row, content)
    SELECT s.row, c.content FROM statement s CROSS JOIN said c ON c.id = s.id;
DROP TABLE said;
ALTER TABLE said_by_row RENAME TO said;
DROP TABLE child;
DROP TABLE record;
CREATE TABLE record (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    family TEXT NOT NULL,
    child TEXT NOT NULL,
    last_written INTEGER NOT NULL,
    written INTEGER NOT NULL,
    happened INTEGER NOT NULL,
    marks INTEGER NOT NULL,
    folded TEXT NOT NULL
) STRICT;
CREATE INDEX record_family ON record (family, last_written, id);
CREATE INDEX record_child ON record (child, family, last_written, id, written, happened, marks);
CREATE TABLE child (
    row INTEGER PRIMARY KEY,
    record TEXT NOT NULL UNIQUE,
    sort_name TEXT NOT NULL,
    given_names TEXT NOT NULL,
    family_name TEXT NOT NULL,
    known_as TEXT NOT NULL,
    born TEXT NOT NULL,
    expected TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    nhs_number TEXT NOT NULL,
    upn TEXT NOT NULL,
    setting TEXT NOT NULL
) STRICT;
CREATE INDEX child_sort_name ON child (sort_name, record);
-- The child of each text of the search, by its row; 0 while the child's own record has not come.
DROP TABLE searched;
CREATE TABLE searched (
    row INTEGER PRIMARY KEY,
    child INTEGER NOT NULL
) STRICT;
-- Lists kept beside the journal: a line for each record that waits, so that a save writes one line and not the list.
CREATE TABLE waiting (
    list TEXT NOT NULL,
    record TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (list, record)
) STRICT, WITHOUT ROWID;
DELETE FROM setting WHERE name IN (
    'not decided about sharing', 'to be rung about', 'records beside concerns that are due', 'records to look at again', 'folded_by'
);
