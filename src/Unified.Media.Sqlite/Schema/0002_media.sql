-- One row per item whose original is ready. Every sort order and every common filter has an index that returns the rows in order. SQLite scans
-- an index in both directions, so newest first and oldest first share one. The columns after the id do not affect the order: with them, SQLite
-- evaluates other filters, counts and the access rule in the index, without fetching rows that do not match.
CREATE TABLE media (
    -- An alias of SQLite's rowid. The row of media_words with the same rowid contains the words of the item.
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    -- Constant: needed because the foreign key below consists of three columns.
    role TEXT NOT NULL GENERATED ALWAYS AS ('original') VIRTUAL,
    attempt INTEGER NOT NULL,
    owner_user_id TEXT NOT NULL,
    type TEXT NOT NULL,
    source_type TEXT NOT NULL,
    enhancement_type TEXT,
    original_media_id TEXT,
    visibility TEXT NOT NULL,
    bucket TEXT NOT NULL,
    path TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT,
    width INTEGER,
    height INTEGER,
    duration INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    title_key TEXT NOT NULL,
    -- Both are derived from the metadata, for filters: a JSON array of tag keys, and the search words, each preceded by a space.
    tag_keys TEXT NOT NULL,
    words TEXT NOT NULL,
    FOREIGN KEY (id, role, attempt) REFERENCES objects (media_id, role, attempt)
) STRICT;

CREATE INDEX media_by_created ON media (owner_user_id, created_at, id, type, source_type, visibility);
CREATE INDEX media_by_source ON media (owner_user_id, source_type, created_at, id, type, visibility, size_bytes);
CREATE INDEX media_by_type ON media (owner_user_id, type, created_at, id, source_type, visibility, size_bytes);
CREATE INDEX media_by_visibility ON media (owner_user_id, visibility, created_at, id, type, source_type);
CREATE INDEX media_by_enhancement ON media (owner_user_id, enhancement_type, created_at, id, type, source_type, visibility)
    WHERE enhancement_type IS NOT NULL;
CREATE INDEX media_by_size ON media (owner_user_id, size_bytes, id, type, source_type, visibility);
CREATE INDEX media_by_title ON media (owner_user_id, title_key, id, type, source_type, visibility);

-- Indexes for lists over all owners: media_all_* for the service, media_public_* for users, who see only the public items of others.
CREATE INDEX media_all_by_created ON media (created_at, id, type, source_type, visibility);
CREATE INDEX media_all_by_size ON media (size_bytes, id, type, source_type, visibility);
CREATE INDEX media_all_by_title ON media (title_key, id, type, source_type, visibility);
CREATE INDEX media_public_by_created ON media (created_at, id, type, source_type) WHERE visibility = 'public';
CREATE INDEX media_public_by_source ON media (source_type, created_at, id, type) WHERE visibility = 'public';
CREATE INDEX media_public_by_type ON media (type, created_at, id, source_type) WHERE visibility = 'public';
CREATE INDEX media_public_by_size ON media (size_bytes, id, type, source_type) WHERE visibility = 'public';
CREATE INDEX media_public_by_title ON media (title_key, id, type, source_type) WHERE visibility = 'public';
