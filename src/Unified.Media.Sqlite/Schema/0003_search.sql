-- One row per tag of an item. The primary key returns the items of an owner that have a tag in the order of their creation.
CREATE TABLE media_tags (
    owner_user_id TEXT NOT NULL,
    tag_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    media_id TEXT NOT NULL,
    media_row_id INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (owner_user_id, tag_key, created_at, media_id)
) STRICT, WITHOUT ROWID;

-- The full-text index: the words of an item, and a token of its owner. The library tokenizes and lower-cases the words before it inserts them.
-- The tokenizer 'ascii' does not split them again: it splits only at ASCII characters other than letters and digits, and no word contains one.
CREATE VIRTUAL TABLE media_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'ascii'
);
