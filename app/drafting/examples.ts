import type {HistoryItem} from "../history/item.ts";
import {briefEncoderText} from "../persona/encoder-text.ts";
import {splitMix} from "../text/random.ts";
import type {Brief} from "../brief/brief.ts";
import type {ExampleChoice} from "./strategy.ts";

/** Search for examples. Implemented over the library, and over a LaMP profile in the evaluation. */
export interface ExampleSource {
    items(): Promise<readonly HistoryItem[]>;
    /** ids of the best items by BM25, best first */
    search(query: string, k: number): Promise<readonly string[]>;
    /** ids of the items that the user pinned before all others of their kind */
    pinned?(): Promise<readonly string[]>;
    /** ids of the items whose vectors are nearest to that of an encoder text, best first */
    nearest(text: string, k: number): Promise<readonly string[]>;
}

/** Chooses examples that fit a brief's kind; the best one is put last, next to the brief, where it has most effect on models. */
export async function chooseExamples(
    source: ExampleSource,
    brief: Brief,
    by: ExampleChoice,
    count: number,
    seed: number
): Promise<readonly HistoryItem[]> {
    const usable = (await source.items()).filter((item) => isUsable(item, brief));
    const byId = new Map(usable.map((item) => [item.id, item]));
    const ranked = [...((await source.pinned?.()) ?? []), ...(await rank(source, usable, brief, by, seed))];
    return [...new Set(ranked)]
        .flatMap((id) => byId.get(id) ?? [])
        .slice(0, count)
        .toReversed();
}

async function rank(
    source: ExampleSource,
    usable: readonly HistoryItem[],
    brief: Brief,
    by: ExampleChoice,
    seed: number
): Promise<readonly string[]> {
    // more than needed, as some of the hits are of another kind
    const enough = usable.length;
    switch (by) {
        case "bm25":
            return source.search(searchText(brief), Math.min(enough, searchDepth));
        case "nearest":
            return nearestOrSearched(source, brief, Math.min(enough, searchDepth));
        case "dense":
            return source.nearest(briefEncoderText(brief), Math.min(enough, searchDepth));
        case "random":
            return shuffle(
                usable.map(({id}) => id),
                seed
            );
        // if dates are unknown, a history is in the order in which it was written
        case "recency":
            return usable
                .toReversed()
                .toSorted((a, b) => (b.date ?? "").localeCompare(a.date ?? ""))
                .map(({id}) => id);
    }
}

/** By vectors; by words if there is no encoder, or nothing is encoded yet; the newest if no word is shared. */
async function nearestOrSearched(source: ExampleSource, brief: Brief, k: number): Promise<readonly string[]> {
    const near = await source.nearest(briefEncoderText(brief), k).catch(() => []);
    const found = near.length > 0 ? near : await source.search(searchText(brief), k);
    const newest = (await source.items()).toSorted((a, b) => (b.date ?? "").localeCompare(a.date ?? "")).map(({id}) => id);
    return [...found, ...newest.filter((id) => !found.includes(id))];
}

/** The search query of a brief: all its fields. */
export function searchText(brief: Brief): string {
    return [brief.subject, brief.notes, brief.message, brief.text].filter((part) => part !== undefined && part.trim() !== "").join("\n");
}

/** number of hits per brief */
const searchDepth = 50;

/** Titles need a title to be an example, letters a letter's text. */
function isUsable(item: HistoryItem, brief: Brief): boolean {
    switch (brief.kind) {
        case "headline":
            return item.kind === "headline" && item.title !== null;
        case "subject":
            return (item.kind === "email" || item.kind === "reply") && item.title !== null;
        case "email":
        case "reply":
            return item.kind === "email" || item.kind === "reply";
        case "continue":
            return true;
    }
}

/** Fisher–Yates with a seed. */
export function shuffle<T>(values: readonly T[], seed: number): readonly T[] {
    const shuffled = [...values];
    const random = splitMix(seed);
    for (let i = shuffled.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1));
        [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
    }
    return shuffled;
}
