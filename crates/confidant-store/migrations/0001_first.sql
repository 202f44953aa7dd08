-- What Confidant keeps on this computer. The whole file is encrypted; times are RFC 3339 in UTC.

CREATE TABLE documents (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    digest    BLOB    NOT NULL UNIQUE CHECK (length(digest) = 32),
    name      TEXT    NOT NULL,
    bytes     INTEGER NOT NULL,
    added_at  TEXT    NOT NULL
) STRICT;

CREATE TABLE pages (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    text        TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    width       REAL,
    height      REAL,
    words       BLOB    NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT;

CREATE TABLE warnings (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    code        TEXT    NOT NULL,
    page        INTEGER,
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE metadata (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    PRIMARY KEY (document_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE summaries (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    pages       INTEGER NOT NULL,
    read        INTEGER NOT NULL,
    ocr         INTEGER NOT NULL,
    unreadable  INTEGER NOT NULL,
    model       TEXT,
    engine      TEXT    NOT NULL,
    made_at     TEXT    NOT NULL
) STRICT;

CREATE TABLE summary_sentences (
    document_id INTEGER NOT NULL REFERENCES summaries (document_id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    text        TEXT    NOT NULL,
    pages       TEXT    NOT NULL,
    quote       TEXT    NOT NULL,
    supported   INTEGER NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE chats (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER REFERENCES documents (id) ON DELETE CASCADE,
    title       TEXT    NOT NULL,
    created_at  TEXT    NOT NULL,
    changed_at  TEXT    NOT NULL
) STRICT;

CREATE INDEX chats_by_document ON chats (document_id);

CREATE TABLE messages (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id      INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    role         TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    model        TEXT,
    engine       TEXT,
    confidence   REAL,
    found        INTEGER,
    ledger_entry INTEGER,
    extra        TEXT,
    created_at   TEXT    NOT NULL
) STRICT;

CREATE INDEX messages_by_chat ON messages (chat_id, id);

CREATE TABLE citations (
    message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    page       INTEGER NOT NULL,
    quote      TEXT    NOT NULL,
    PRIMARY KEY (message_id, position)
) STRICT, WITHOUT ROWID;

-- A placeholder and what it stands for: of a document, of a chat, or of what was copied (neither of the two).
CREATE TABLE vault_entries (
    document_id INTEGER REFERENCES documents (id) ON DELETE CASCADE,
    chat_id     INTEGER REFERENCES chats (id) ON DELETE CASCADE,
    placeholder TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    CHECK (document_id IS NULL OR chat_id IS NULL)
) STRICT;

CREATE UNIQUE INDEX vault_of_document ON vault_entries (document_id, placeholder) WHERE document_id IS NOT NULL;
CREATE UNIQUE INDEX vault_of_chat ON vault_entries (chat_id, placeholder) WHERE chat_id IS NOT NULL;
CREATE UNIQUE INDEX vault_of_clipboard ON vault_entries (placeholder) WHERE document_id IS NULL AND chat_id IS NULL;

CREATE TABLE providers (
    name     TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    base_url TEXT NOT NULL,
    model    TEXT NOT NULL,
    -- Only where the keyring of the system does not keep it.
    key      TEXT
) STRICT;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- What left this computer, what was refused, and what came back: only ever added to.
CREATE TABLE ledger (
    seq       INTEGER PRIMARY KEY CHECK (seq > 0),
    entry     TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL
) STRICT;

CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE (ABORT, 'the ledger is only ever added to'); END;

CREATE TRIGGER ledger_is_not_shortened BEFORE DELETE ON ledger
BEGIN SELECT RAISE (ABORT, 'the ledger is only ever added to'); END;

-- How long the ledger is and how it ends, so that a removed last entry is noticed.
CREATE TABLE ledger_head (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    count INTEGER NOT NULL,
    hash  TEXT    NOT NULL
) STRICT;

INSERT INTO ledger_head (one, count, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
