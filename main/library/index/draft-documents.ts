import type {LearnedDraft} from "../library.ts";
import {prepare} from "../parsers/prepared-item.ts";
import type {LibraryIndex} from "./library-index.ts";

/** the source of documents that are no files: accepted drafts */
export const draftSource = "drafts";

const pathOf = (id: string): string => `idiolect:draft/${id}`;

/** Whether a document's path is that of an accepted draft. */
export const isDraftPath = (path: string): boolean => path.startsWith(pathOf(""));

/** Accepted drafts as documents of the index. The drafts store has them too, so that a rebuilt index gets them again. */
export class DraftDocuments {
    readonly #drafts: Map<string, LearnedDraft>;
    readonly #clock: () => number;

    /** `drafts`: those that the index should contain; `clock`: ms since 1970 */
    constructor(drafts: readonly LearnedDraft[], clock: () => number) {
        this.#drafts = new Map(drafts.map((draft) => [draft.id, draft]));
        this.#clock = clock;
    }

    add(index: LibraryIndex, draft: LearnedDraft): void {
        this.#drafts.set(draft.id, draft);
        index.transaction(() => this.#write(index, draft));
    }

    /** False if the index did not have it. */
    remove(index: LibraryIndex, id: string): boolean {
        this.#drafts.delete(id);
        const row = index.documents.at(pathOf(id));
        if (row === null) return false;
        index.transaction(() => index.documents.remove(row.id));
        return true;
    }

    /** Adds the accepted drafts that an index lacks, within the caller's transaction. Returns how many. */
    addMissing(index: LibraryIndex): number {
        if (this.#drafts.size === 0) return 0;
        const there = index.documents.wholePaths(draftSource);
        const missing = [...this.#drafts.values()].filter(({id}) => !there.has(pathOf(id)));
        for (const draft of missing) this.#write(index, draft);
        return missing.length;
    }

    clear(): void {
        this.#drafts.clear();
    }

    #write(index: LibraryIndex, draft: LearnedDraft): void {
        const item = prepare({
            kind: draft.kind,
            title: draft.title,
            text: draft.text,
            quoted: draft.message,
            answers: [],
            to: draft.to,
            date: draft.date
        });
        const weight = Math.min(0.99, Math.max(0.01, draft.weight ?? 0.5));
        const path = pathOf(draft.id);
        const document = index.documents.begin(path, draftSource);
        index.documents.addPart(document, 0, {items: [item], messages: []}, weight);
        index.documents.finish(document, {
            path,
            source: draftSource,
            format: "draft",
            stat: {size: 0, mtime: 0, ctime: 0},
            dev: 0,
            hash: item.key,
            stamp: "",
            readAt: this.#clock(),
            refusal: null,
            leftOut: {}
        });
    }
}
