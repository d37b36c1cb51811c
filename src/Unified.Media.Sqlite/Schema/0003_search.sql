-- Tags in the order of lists, and words. The words are tokenized and lower-cased before: the tokenizer of FTS5 treats every character outside
-- ASCII, and letters and digits inside ASCII, as parts of a word, and the words have no other characters. Each document contains a token of its
-- owner too.
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
