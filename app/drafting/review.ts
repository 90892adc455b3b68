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

/** The place of the candidate with the least penalty, the first of those where several have it, and its penalty. */
export async function bestCandidate(
    candidates: readonly Candidate[], reviewers: readonly Reviewer[], context: ReviewContext,
): Promise<{readonly index: number; readonly penalty: number}> {
    const penalties = await Promise.all(candidates.map(async (candidate) => {
        const each = await Promise.all(reviewers.map((reviewer) => reviewer.penalty(candidate, context)));
        return each.reduce((sum, penalty) => sum + penalty, 0);
    }));
    const penalty = Math.min(...penalties);
    return {index: penalties.indexOf(penalty), penalty};
}
