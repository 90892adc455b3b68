import type {Brief} from "../brief/brief.ts";

/*
 * The step after writing. Reviewers judge the candidate that was written for a draft; where they find a fault another one is written, and the best of them
 * is the draft. The first candidate is shown while it is written.
 */

/** A text that a draft may become, finished. */
export interface Candidate {
    readonly text: string;
    readonly seed: number;
}

/** What is known beside the text. */
export interface ReviewContext {
    readonly brief: Brief;
    /** drafts of the same job that are finished */
    readonly others: readonly string[];
}

/** Judges a finished candidate: 0 where there is nothing against it, more for worse. */
export interface Reviewer {
    readonly name: string;
    /** fault (default): a penalty asks for another candidate. preference: only chooses among candidates that are equal in faults */
    readonly judges?: "fault" | "preference";
    penalty(candidate: Candidate, context: ReviewContext): number | Promise<number>;
}

/**
 * Candidates as a new draft's seeds: the draft's own first. Seeds of 32 bits, without the largest, which llama.cpp takes to ask for
 * a random one.
 */
export function candidateSeeds(seed: number, count: number): readonly number[] {
    return Array.from({length: count}, (_, i) => (seed + i * seedStep) % (2 ** 32 - 1));
}

/** far from the next draft's seed, which is mostly the next number */
const seedStep = 0x9e3779b1;

/** A candidate that was on the screen already gives way only to one that is better by this much: nobody likes a text that changes for nothing. */
const clearlyBetter = 0.15;

/**
 * The place of the candidate to take, and what its faults come to: of those with the least faults the first, or the one that the
 * preferences find clearly better than that.
 */
export async function bestCandidate(
    candidates: readonly Candidate[],
    reviewers: readonly Reviewer[],
    context: ReviewContext
): Promise<{readonly index: number; readonly faults: number}> {
    const sum = async (judges: Reviewer["judges"], candidate: Candidate): Promise<number> => {
        const asked = reviewers.filter((each) => (each.judges ?? "fault") === judges);
        const penalties = await Promise.all(asked.map((reviewer) => reviewer.penalty(candidate, context)));
        return penalties.reduce((total, penalty) => total + penalty, 0);
    };
    const all = await Promise.all(candidates.map((candidate) => sum("fault", candidate)));
    const faults = Math.min(...all);
    const equal = [...candidates.keys()].filter((index) => all[index] === faults);
    const first = equal[0] ?? 0;
    if (equal.length < 2) return {index: first, faults};
    const penalties = await Promise.all(equal.map((index) => sum("preference", candidates[index] as Candidate)));
    const preferred = equal.map((index, i) => ({index, penalty: penalties[i] ?? 0}));
    const best = preferred.reduce((a, b) => (b.penalty < a.penalty ? b : a));
    const isClear = (preferred[0]?.penalty ?? 0) - best.penalty >= clearlyBetter;
    return {index: isClear ? best.index : first, faults};
}
