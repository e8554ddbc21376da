-- The tables as the first version made them. Never changed: files like this are out there.
CREATE TABLE stream (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL) STRICT;
CREATE TABLE event (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream (id),
  sequence INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  type TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  bytes BLOB,
  index_text TEXT,
  erased_because TEXT,
  UNIQUE (stream, sequence)
) STRICT;
CREATE TABLE record (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  due_us INTEGER,
  bytes BLOB NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_due ON record (kind, due_us) WHERE due_us IS NOT NULL;
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  available_us INTEGER,
  reason TEXT,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_available ON outbox (available_us) WHERE available_us IS NOT NULL;
INSERT INTO stream VALUES (1, 's', 3);
INSERT INTO event VALUES (1, 1, 1, 1000000, 'user.message', 1, CAST('one' AS BLOB), 'one', NULL);
INSERT INTO event VALUES (2, 1, 2, 2000000, 'user.message', 1, NULL, NULL, 'leaked');
INSERT INTO event VALUES (3, 1, 3, 3000000, 'user.message', 1, CAST('three' AS BLOB), NULL, NULL);
INSERT INTO record VALUES ('k', 'key', 7, NULL, CAST('value' AS BLOB));
INSERT INTO outbox VALUES (1, 'sent', 'SENT', 1, NULL, 'ok', x'');
INSERT INTO outbox VALUES (2, 'waits', 'PENDING', 0, 0, NULL, CAST('reply' AS BLOB));
PRAGMA user_version = 1;
