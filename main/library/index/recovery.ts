import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** What became of an index that was damaged. */
export interface Recovery {
    /** where the damaged file is kept */
    readonly aside: string;
    /** documents that cannot be read anew now and were saved from the damaged index */
    readonly saved: number;
    /** those that could not; null: the damaged index does not even say which there were */
    readonly lost: readonly string[] | null;
    /** accepted drafts that were learned again */
    readonly learned: number;
}

/** names shown of what was lost */
const shown = 3;

/** One sentence for the user: what was damaged, what is being done, and what could not be brought back. */
export function recoverySentence({aside, saved, lost, learned}: Recovery): Sentence {
    return say("index.recovered", {
        aside,
        saved,
        learned,
        lost: lost === null ? null : lost.slice(0, shown),
        more: lost === null ? 0 : Math.max(0, lost.length - shown)
    });
}
