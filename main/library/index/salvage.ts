import {DatabaseSync} from "node:sqlite";
import type {HistoryItem} from "../../../app/history/item.ts";
import {bandsOf, sketchOf} from "../../../app/history/near-duplicate.ts";
import type {Cipher} from "../../store/cipher.ts";
import {itemKey} from "../item-key.ts";
import type {DocumentRecord} from "./document-table.ts";
import type {ParsedPart} from "../parsers/parse-file.ts";
import type {PreparedItem} from "../parsers/prepared-item.ts";

/** Decrypts what the index stores, if it is encrypted. */
type OpenPayload = (payload: string | Uint8Array, about: string) => string;

export interface SavedDocument {
    readonly record: DocumentRecord;
    readonly part: ParsedPart;
}

/**
 * The requested documents that a damaged index still contains: those that are unreachable and cannot be read again. An item is accepted
 * only if its text still has the hash that it was stored under; a document with a missing part is not accepted.
 * @returns paths of requested documents that could not be salvaged; null if not even these can be listed
 */
export function* salvage(
    path: string,
    cipher: Cipher | null,
    wanted: (path: string) => boolean
): Generator<SavedDocument, readonly string[] | null> {
    let database: DatabaseSync;
    let last: number;
    try {
        database = new DatabaseSync(path);
        last = (database.prepare("SELECT max(id) AS last FROM documents").get() as {last: number | null}).last ?? 0;
    } catch {
        // Not even the last document's id can be read.
        return null;
    }
    const lost: string[] = [];
    let unreadable = false;
    const open: OpenPayload = (payload, about) =>
        typeof payload === "string" ? payload : Buffer.from(cipher?.decrypt(payload, about) ?? []).toString("utf8");
    try {
        for (let id = 1; id <= last; id++) {
            let saved: SavedDocument | null = null;
            try {
                saved = readDocument(database, id, open, wanted);
            } catch {
                // This document is on a damaged page.
                const lostPath = pathOf(database, id);
                if (lostPath === undefined) unreadable = true;
                else if (lostPath !== null && wanted(lostPath)) lost.push(lostPath);
            }
            if (saved !== null) yield saved;
        }
        return unreadable ? null : lost;
    } finally {
        database.close();
    }
}

/** The document's path, null if there is no such document, undefined if its row cannot be read. */
function pathOf(database: DatabaseSync, id: number): string | null | undefined {
    try {
        return (
            (database.prepare("SELECT path FROM documents WHERE id = ? AND state = 'live'").get(id) as {path: string} | undefined)?.path ??
            null
        );
    } catch {
        return undefined;
    }
}

function readDocument(database: DatabaseSync, id: number, open: OpenPayload, wanted: (path: string) => boolean): SavedDocument | null {
    const row = database
        .prepare(
            "SELECT path, source, format, size, mtime, ctime, dev, hash, stamp, read_at AS readAt, left_out AS leftOut FROM " +
                "documents WHERE id = ? AND state = 'live' AND refusal IS NULL"
        )
        .get(id) as
        | {
              path: string;
              source: string;
              format: string;
              size: number;
              mtime: number;
              ctime: number;
              dev: number;
              hash: string;
              stamp: string;
              readAt: number;
              leftOut: string;
          }
        | undefined;
    if (row === undefined || !wanted(row.path)) return null;
    const messages = (
        database.prepare("SELECT message_id AS messageId, payload FROM messages WHERE document = ? ORDER BY ordinal").all(id) as {
            messageId: string;
            payload: string | Uint8Array;
        }[]
    ).map(({messageId, payload}) => ({messageId, text: open(payload, "message")}));
    const {path, source, format, size, mtime, ctime, dev, hash, stamp, readAt} = row;
    return {
        record: {
            path,
            source,
            format,
            stat: {size, mtime, ctime},
            dev,
            hash,
            stamp,
            readAt,
            refusal: null,
            leftOut: JSON.parse(row.leftOut) as Record<string, number>
        },
        part: {items: readItems(database, id, open), messages}
    };
}

/**
 * The document's items.
 * @throws if one of them is not the text that was stored
 */
function readItems(database: DatabaseSync, document: number, open: OpenPayload): readonly PreparedItem[] {
    const rows = database
        .prepare(
            "SELECT i.key, i.payload AS item, p.kind, p.date, p.payload AS passage FROM passages p JOIN items i ON i.id = " +
                "p.item WHERE p.document = ? ORDER BY p.ordinal"
        )
        .all(document) as {
        key: string;
        item: string | Uint8Array;
        kind: HistoryItem["kind"];
        date: string | null;
        passage: string | Uint8Array;
    }[];
    return rows.map(({key, item, kind, date, passage}): PreparedItem => {
        const {title, text} = JSON.parse(open(item, "item")) as {title: string | null; text: string};
        if (itemKey({title, text}) !== key) throw new Error("The text is not what was stored");
        const {to, quoted, answers} = JSON.parse(open(passage, "passage")) as {to: string[]; quoted: string | null; answers: string[]};
        const sketch = sketchOf(text);
        return {
            kind,
            title,
            text,
            quoted,
            answers,
            to,
            date,
            key,
            sketch: Buffer.from(sketch.buffer).toString("latin1"),
            bands: bandsOf(sketch)
        };
    });
}
