-- Which waybill a letter came under: a bundle id is the sender's choice, so two letters may have one. The bytes stay last.
CREATE TABLE incoming_before AS SELECT * FROM incoming;
DROP TABLE incoming;
CREATE TABLE incoming (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    bundle TEXT NOT NULL UNIQUE,
    waybill TEXT NOT NULL,
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
INSERT INTO incoming (row, bundle, waybill, sender, share, audience, received_at, hub_received_at, statements, state,
    reason, cover, container)
    SELECT row, bundle, '', sender, share, audience, received_at, hub_received_at, statements, state, reason, cover,
        container FROM incoming_before;
DROP TABLE incoming_before;
CREATE INDEX incoming_state ON incoming (state, row);
CREATE INDEX incoming_share ON incoming (share, row);
