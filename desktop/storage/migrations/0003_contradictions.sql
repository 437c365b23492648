-- Proof that a device signed two things under one id: a copy that cannot be joined with the one that the journal holds.
CREATE TABLE contradiction (
    device TEXT NOT NULL PRIMARY KEY,
    statement TEXT NOT NULL,
    token TEXT NOT NULL
) STRICT, WITHOUT ROWID;
