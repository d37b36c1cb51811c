-- In all tables, times are microseconds since 1970 (UTC). The ids of items and of the catalog are UUIDs of 36 lower-case characters.

-- One row: the id of this catalog.
CREATE TABLE catalog (
    single_row INTEGER PRIMARY KEY CHECK (single_row = 1),
    id TEXT NOT NULL
) STRICT;

-- The ledger: one row per attempt to store an object.
CREATE TABLE objects (
    media_id TEXT NOT NULL,
    -- 'original', or the role of an object that is derived from the original.
    role TEXT NOT NULL DEFAULT 'original' CHECK (length(role) BETWEEN 1 AND 20 AND role NOT GLOB '*[^a-z0-9-]*'),
    attempt INTEGER NOT NULL CHECK (attempt > 0),
    owner_user_id TEXT NOT NULL,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'deleting', 'gone')),
    lease_until INTEGER NOT NULL,
    -- The time from which the janitor may claim the row. Set while the row is pending (then it is the end of the lease) or deleting.
    next_try_at INTEGER CHECK ((next_try_at IS NOT NULL) = (state IN ('pending', 'deleting'))),
    -- The number of times that the janitor has claimed the row. The delay before the next claim grows with it.
    claims INTEGER NOT NULL DEFAULT 0,
    -- The key and the fingerprint of the operation. An attempt that takes over from an earlier one clears both in the earlier row.
    idempotency_key TEXT,
    fingerprint TEXT,
    -- 1 after the item was deleted: a retry with its idempotency key does not create another item.
    item_deleted INTEGER NOT NULL DEFAULT 0,
    -- The SHA-256 of the bytes that the caller uploaded. A retry must upload the same bytes.
    received_sha256 TEXT,
    -- Type, size and SHA-256 of a derived object. For an original they are null here and stored in its row of the table media.
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
