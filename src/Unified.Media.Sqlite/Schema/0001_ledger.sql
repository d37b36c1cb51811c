-- One row per attempt to store an object. Times are microseconds since 1970, ids 36 lower-case characters.
CREATE TABLE catalog (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL
) STRICT;

CREATE TABLE objects (
    media_id TEXT NOT NULL,
    -- The role of the object: 'original', or that of an object derived from it.
    role TEXT NOT NULL DEFAULT 'original' CHECK (length(role) BETWEEN 1 AND 20 AND role NOT GLOB '*[^a-z0-9-]*'),
    attempt INTEGER NOT NULL CHECK (attempt > 0),
    owner_user_id TEXT NOT NULL,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'deleting', 'gone')),
    lease_until INTEGER NOT NULL,
    -- The time from which the janitor may claim the row. Not null exactly while the row is pending (the end of its lease) or deleting.
    next_try_at INTEGER CHECK ((next_try_at IS NOT NULL) = (state IN ('pending', 'deleting'))),
    claims INTEGER NOT NULL DEFAULT 0,
    -- Of the latest attempt only.
    idempotency_key TEXT,
    fingerprint TEXT,
    -- 1 when the item was deleted: its idempotency key creates no further item.
    item_deleted INTEGER NOT NULL DEFAULT 0,
    received_sha256 TEXT,
    -- The facts of the stored object. Those of an original are in the row of its item.
    content_type TEXT,
    size_bytes INTEGER,
    sha256 TEXT,
    gone_at INTEGER CHECK ((gone_at IS NOT NULL) = (state = 'gone')),
    PRIMARY KEY (media_id, role, attempt),
    UNIQUE (bucket, key)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX objects_by_idempotency_key ON objects (owner_user_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX objects_unfinished ON objects (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX objects_gone ON objects (gone_at) WHERE gone_at IS NOT NULL;
