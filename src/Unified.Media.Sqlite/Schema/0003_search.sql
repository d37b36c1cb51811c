-- Tags in the order of a list, and words. The words are already cut and lower-cased: the tokenizer takes every character outside ASCII as
-- part of a word, and inside ASCII only letters and digits, which is what the words consist of. Each document has its owner as a word too.
CREATE TABLE media_tags (
    owner_user_id TEXT NOT NULL,
    tag_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    media_id TEXT NOT NULL,
    media_row INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (owner_user_id, tag_key, created_at, media_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE media_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'ascii'
);
