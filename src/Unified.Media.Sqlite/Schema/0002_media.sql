-- One row per item that can be seen. Every order and every common filter has an index that gives the rows in order; SQLite reads an index
-- backwards as well as forwards, so newest and oldest share one. What follows the id orders nothing: it lets other filters, counts and
-- the rule of who may see a row be answered inside the index, without fetching the rows that are passed over.
CREATE TABLE media (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    -- The item's object: always an original.
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
    -- What the item is found by, made from the metadata by the library: a JSON array of tag keys; words, each after a space.
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
