-- The journal: what was said, as it came. Never changed but for more disclosed fields of the same statement.
CREATE TABLE statement (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    token TEXT NOT NULL,
    kind TEXT NOT NULL,
    device TEXT NOT NULL,
    epoch TEXT,
    seq INTEGER,
    written_at INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX statement_kind ON statement (kind, written_at, id);
CREATE INDEX statement_device ON statement (device, epoch, seq);
CREATE INDEX statement_source ON statement (source, device);

-- Which records a statement is about; place 0 is the record itself.
CREATE TABLE statement_about (
    record TEXT NOT NULL,
    place INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement (row),
    PRIMARY KEY (record, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_about_statement ON statement_about (statement, place);

-- What a statement names in `after`, whether it has come or not.
CREATE TABLE statement_after (
    ancestor TEXT NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement (row),
    PRIMARY KEY (ancestor, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_after_statement ON statement_after (statement);

-- Views: folded from the journal and the membership; thrown away and rebuilt at will.
CREATE TABLE said (
    id TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fork (
    device TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE record (
    id TEXT NOT NULL PRIMARY KEY,
    family TEXT NOT NULL,
    child TEXT NOT NULL,
    last_written INTEGER NOT NULL,
    folded TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX record_family ON record (family, last_written, id);
CREATE INDEX record_child ON record (child, family, last_written);
CREATE TABLE child (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id),
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
) STRICT, WITHOUT ROWID;
CREATE INDEX child_sort_name ON child (sort_name, record);
CREATE TABLE searched (
    row INTEGER PRIMARY KEY,
    record TEXT NOT NULL UNIQUE,
    child TEXT NOT NULL
) STRICT;
CREATE INDEX searched_child ON searched (child);
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
INSERT INTO search (search, rank) VALUES ('pgsz', 3900);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

-- What is not said by statements.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE member (
    device TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    organisation TEXT NOT NULL,
    role TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE directory (
    row INTEGER PRIMARY KEY CHECK (row = 1),
    files BLOB NOT NULL
) STRICT;
CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    family TEXT NOT NULL,
    child TEXT NOT NULL,
    fields TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

-- Letters. The bytes of an outgoing one are what is sent, however often.
CREATE TABLE outgoing (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    bundle TEXT NOT NULL UNIQUE,
    share TEXT NOT NULL,
    audience TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    waybill_digest TEXT NOT NULL,
    written_at TEXT NOT NULL,
    state TEXT NOT NULL,
    receipt BLOB,
    delivered_at TEXT,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    waybill BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX outgoing_state ON outgoing (state, row);
CREATE INDEX outgoing_share ON outgoing (share, row);
CREATE TABLE outgoing_recipient (
    outgoing INTEGER NOT NULL REFERENCES outgoing (row),
    place INTEGER NOT NULL,
    device TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (outgoing, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX outgoing_recipient_device ON outgoing_recipient (device, number);
CREATE TABLE incoming (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    bundle TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    share TEXT NOT NULL,
    audience TEXT NOT NULL,
    received_at TEXT NOT NULL,
    hub_received_at TEXT,
    statements TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    cover BLOB NOT NULL,
    container BLOB NOT NULL
) STRICT;
CREATE INDEX incoming_state ON incoming (state, row);
CREATE INDEX incoming_share ON incoming (share, row);
