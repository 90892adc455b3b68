import type {ItemKind} from "../brief/kind.ts";

/** One text by the user, as a pair: the message it answered and what they wrote. */
export interface HistoryItem {
    /** stable over re-indexing of an unchanged text: derived from the content */
    readonly id: string;
    /** e-mail and reply: an e-mail the user wrote; headline: an article or post with a title; continue: prose without one */
    readonly kind: ItemKind;
    /** subject line, headline or document title; null when there is none */
    readonly title: string | null;
    /** what the user wrote, quotes and signature left out */
    readonly text: string;
    /** reply: the message it answered */
    readonly message: string | null;
    /** names or addresses, e-mail only */
    readonly to: readonly string[];
    /** ISO 8601, or null */
    readonly date: string | null;
    /** absolute path of the document it came from */
    readonly path: string;
    /** 1: the user's own writing; below 1: learned from an accepted draft */
    readonly weight: number;
}
