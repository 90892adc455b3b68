import type {LeftOut} from "../../../app/history/document.ts";
import {excerptOf} from "../../../app/history/document.ts";
import {say} from "../../../app/sentences/sentence.ts";

interface Deletion {
    readonly author: string;
    text: string;
}

/** characters kept of a passage that is shown as left out */
const shownLength = 400;

/**
 * Tracked changes of one document while it is read from beginning to end. Insertions by others are left out. Deletions count whoever
 * made them, except where
 * the same person put other words right beside: then what was replaced is the user's and stands again, or their sentence would have a hole.
 */
export class TrackedChanges {
    /** author → number of changes */
    readonly authors = new Map<string, number>();
    readonly #others: ReadonlySet<string>;
    /** authors of the insertions that are open, the innermost last */
    readonly #insertions: string[] = [];
    #openOthers = 0;
    #deletion: Deletion | null = null;
    /** ended right before this place: a deletion, and the author of an insertion, by others */
    #deletedBefore: Deletion | null = null;
    #insertedBefore: string | null = null;
    #inserted = "";
    readonly #leftOut: LeftOut[] = [];

    constructor(others: ReadonlySet<string>) {
        this.#others = others;
    }

    isOther(author: string): boolean {
        return this.#others.has(author);
    }

    /** inside an insertion by somebody else */
    get inOthers(): boolean {
        return this.#openOthers > 0;
    }

    get inDeletion(): boolean {
        return this.#deletion !== null;
    }

    count(author: string): void {
        this.authors.set(author, (this.authors.get(author) ?? 0) + 1);
    }

    /** The words that stand again because an insertion by this author, which begins here, replaces them. */
    replacedBy(author: string): string {
        const restored = this.isOther(author) && !this.inOthers && this.#deletedBefore?.author === author ? this.#deletedBefore.text : "";
        this.#deletedBefore = null;
        return restored;
    }

    /** Returns whether the insertion that begins is somebody else's. */
    openInsertion(author: string): boolean {
        this.#insertions.push(author);
        this.#openOthers += Number(this.isOther(author));
        return this.isOther(author);
    }

    /** Returns whether the insertion that ends was somebody else's. */
    closeInsertion(): boolean {
        const author = this.#insertions.pop();
        if (author === undefined || !this.isOther(author)) return false;
        this.#openOthers--;
        this.#insertedBefore = author;
        this.endPassage();
        return true;
    }

    openDeletion(author: string): void {
        this.#deletion = {author, text: ""};
    }

    /** Returns the deleted words, if they stand again. */
    closeDeletion(): string {
        const deletion = this.#deletion;
        this.#deletion = null;
        if (deletion === null || this.inOthers || !this.isOther(deletion.author)) return "";
        if (this.#insertedBefore === deletion.author) return deletion.text;
        this.#deletedBefore = deletion;
        return "";
    }

    deleted(text: string): void {
        if (this.#deletion !== null) this.#deletion.text += text;
    }

    /** text of an insertion by somebody else */
    inserted(text: string): void {
        if (this.#inserted.length < shownLength) this.#inserted += text;
    }

    /** Something else stands here: what comes next is beside no change. */
    written(): void {
        this.#deletedBefore = null;
        this.#insertedBefore = null;
    }

    /** The insertion by somebody else ends, or what follows it is not part of it. */
    endPassage(): void {
        if (this.#inserted === "") return;
        const excerpt = excerptOf(this.#inserted);
        this.#inserted = "";
        if (excerpt !== "") this.#leftOut.push({what: "insertion", reason: say("part.somebody-else"), excerpt});
    }

    /** The field of a parsed document that lists the insertions by others; none without any. */
    leftOut(): {readonly leftOut?: readonly LeftOut[]} {
        this.endPassage();
        return this.#leftOut.length === 0 ? {} : {leftOut: this.#leftOut};
    }
}

/** The creator that the properties of a document name (Dublin Core, in Word's `core.xml` and OpenDocument's `meta.xml`), or null. */
export function creatorIn(properties: string): string | null {
    const found = /<meta:initial-creator>([^<]{1,200})</.exec(properties)?.[1] ?? /<dc:creator>([^<]{1,200})</.exec(properties)?.[1];
    return found?.replaceAll("&amp;", "&").replaceAll("&apos;", "'").trim() || null;
}
