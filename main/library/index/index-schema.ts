import type {DatabaseSync} from "node:sqlite";

/**
 * The index: documents (files as they were read), passages (what a document gave), items (a passage's text, once however often it
 * occurs), vectors, buckets for near duplicates, and messages that replies refer to. Everything in it can be rebuilt from the folders.
 * `payload` columns are JSON text, or encrypted bytes if the library is encrypted.
 */
export const indexVersion = 1;

export const indexSchema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    source TEXT NOT NULL,
    -- 'live', or 'pending' while its passages are still being written
    state TEXT NOT NULL CHECK (state IN ('live', 'pending')),
    format TEXT NOT NULL,
    size INTEGER NOT NULL, mtime REAL NOT NULL, ctime REAL NOT NULL, dev INTEGER NOT NULL,
    hash TEXT NOT NULL,
    -- what besides the bytes decided what was taken: rules' version, identities, kinds
    stamp TEXT NOT NULL,
    -- ms since 1970
    read_at REAL NOT NULL,
    -- why it is not in the library, or null
    refusal TEXT,
    left_out TEXT NOT NULL
);
CREATE UNIQUE INDEX documents_live ON documents (path) WHERE state = 'live';
CREATE INDEX documents_hash ON documents (hash);

CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    payload NOT NULL,
    length INTEGER NOT NULL,
    sketch BLOB NOT NULL,
    weight REAL NOT NULL DEFAULT 0,
    live INTEGER NOT NULL DEFAULT 0,
    excluded INTEGER NOT NULL DEFAULT 0,
    duplicate_of INTEGER,
    counts INTEGER NOT NULL DEFAULT 0,
    dirty INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX items_dirty ON items (id) WHERE dirty = 1;
CREATE INDEX items_counting ON items (id) WHERE counts = 1;

CREATE TABLE passages (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    item INTEGER NOT NULL REFERENCES items,
    kind TEXT NOT NULL,
    date TEXT,
    weight REAL NOT NULL,
    -- 0: mail, which knows more about a text than a plain file does; 1: others; 2 more in a conflict copy
    rank INTEGER NOT NULL,
    payload NOT NULL,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX passages_item ON passages (item);

CREATE TABLE vectors (item INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE, encoder TEXT NOT NULL, vector BLOB NOT NULL);

CREATE TABLE buckets (
    bucket INTEGER NOT NULL,
    item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
    PRIMARY KEY (bucket, item)
) WITHOUT ROWID;
CREATE INDEX buckets_item ON buckets (item);
CREATE TABLE dirty_buckets (bucket INTEGER PRIMARY KEY);

CREATE TABLE messages (
    message_id TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    payload NOT NULL,
    PRIMARY KEY (message_id, document, ordinal)
) WITHOUT ROWID;
CREATE INDEX messages_document ON messages (document);

CREATE TABLE exclusions (key TEXT PRIMARY KEY) WITHOUT ROWID;
`;

/** BM25 over title and text, in the database itself or, if that is encrypted, in memory only (`schema` "fulltext"). */
export function createFullText(database: DatabaseSync, schema: "main" | "fulltext"): void {
    // Without content of its own: the text is in `items`. secure-delete overwrites the words of a removed text in the file.
    database.exec(`
        CREATE VIRTUAL TABLE ${schema}.full_text USING fts5(text, content='', tokenize="unicode61 remove_diacritics 2");
        INSERT INTO ${schema}.full_text (full_text, rank) VALUES ('secure-delete', 1);
    `);
}

/** `items.payload`, and what full text and the encoder read */
export interface ItemPayload {
    readonly title: string | null;
    readonly text: string;
}

/** `passages.payload` */
export interface PassagePayload {
    readonly to: readonly string[];
    readonly quoted: string | null;
    readonly answers: readonly string[];
}

/** added to the rank of a passage in a conflict copy */
export const copyRank = 2;
