import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** The result of replacing a damaged index. */
export interface Recovery {
    /** path of the damaged file */
    readonly aside: string;
    /** documents that cannot be read again now and were salvaged from the damaged index */
    readonly saved: number;
    /** those that could not be salvaged; null: the damaged index does not even list them */
    readonly lost: readonly string[] | null;
    /** accepted drafts that were learned again */
    readonly learned: number;
}

/** names of lost documents that are shown */
const shown = 3;

/** One sentence for the user: what was damaged, what is being done, and what could not be restored. */
export function recoverySentence({aside, saved, lost, learned}: Recovery): Sentence {
    return say("index.recovered", {
        aside,
        saved,
        learned,
        lost: lost === null ? null : lost.slice(0, shown),
        more: lost === null ? 0 : Math.max(0, lost.length - shown)
    });
}
