-- One placeholder may stand for several ways of writing one value, and a value may leave as a stand-in.

-- What it was when it was last masked; older entries tell no more than their placeholder.
ALTER TABLE vault_entries ADD COLUMN kind TEXT;
ALTER TABLE vault_entries ADD COLUMN stand_in TEXT;

DROP INDEX vault_of_document;
DROP INDEX vault_of_chat;
DROP INDEX vault_of_clipboard;

CREATE UNIQUE INDEX vault_of_document ON vault_entries (document_id, placeholder, value) WHERE document_id IS NOT NULL;
CREATE UNIQUE INDEX vault_of_chat ON vault_entries (chat_id, placeholder, value) WHERE chat_id IS NOT NULL;
CREATE UNIQUE INDEX vault_of_clipboard ON vault_entries (placeholder, value)
WHERE document_id IS NULL AND chat_id IS NULL;

-- Placeholders of bank accounts were named after the IBAN before there were others.
UPDATE vault_entries SET placeholder = replace(placeholder, '[IBAN_', '[ACCOUNT_');

-- Where in a masked text which way of writing stood.
CREATE TABLE vault_places (
    document_id INTEGER REFERENCES documents (id) ON DELETE CASCADE,
    chat_id     INTEGER REFERENCES chats (id) ON DELETE CASCADE,
    -- A hash of the masked text up to a placeholder, and the number of the entry that stood there.
    prefix      INTEGER NOT NULL,
    entry       INTEGER NOT NULL,
    CHECK (document_id IS NULL OR chat_id IS NULL)
) STRICT;

CREATE UNIQUE INDEX vault_places_of_document ON vault_places (document_id, prefix) WHERE document_id IS NOT NULL;
CREATE UNIQUE INDEX vault_places_of_chat ON vault_places (chat_id, prefix) WHERE chat_id IS NOT NULL;
CREATE UNIQUE INDEX vault_places_of_clipboard ON vault_places (prefix)
WHERE document_id IS NULL AND chat_id IS NULL;

-- Words that a person wants masked always, or never: in a document, in a chat, or everywhere (neither of the two).
CREATE TABLE terms (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER REFERENCES documents (id) ON DELETE CASCADE,
    chat_id     INTEGER REFERENCES chats (id) ON DELETE CASCADE,
    list        TEXT NOT NULL CHECK (list IN ('always', 'never')),
    text        TEXT NOT NULL CHECK (text <> ''),
    kind        TEXT NOT NULL,
    CHECK (document_id IS NULL OR chat_id IS NULL)
) STRICT;

CREATE UNIQUE INDEX terms_are_kept_once
ON terms (coalesce(document_id, 0), coalesce(chat_id, 0), text);
