-- The file that a document was read from, so that its pages can be shown as printed. A table of its own: lists of documents
-- never touch it.

CREATE TABLE files (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    content     BLOB    NOT NULL,
    -- What opens the file, when it is protected.
    password    TEXT
) STRICT;
