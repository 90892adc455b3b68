import type {Brief} from "../brief/brief.ts";
import {isLineKind} from "../persona/habits.ts";

/*
 * Reviews generated candidates. If the reviewers find a fault in a draft's candidate, another one is generated, and the best of them
 * becomes the draft. The first candidate is shown while it is generated.
 */

/** A finished text that may become a draft. */
export interface Candidate {
    readonly text: string;
    readonly seed: number;
}

/** Context of a candidate. */
export interface ReviewContext {
    readonly brief: Brief;
    /** finished drafts of the same job */
    readonly others: readonly string[];
    /** all candidates that are chosen from */
    readonly pool?: readonly string[];
}

/** Rates a finished candidate: 0 without objection, more for worse. */
export interface Reviewer {
    readonly name: string;
    /** fault (default): a penalty asks for another candidate. preference: only chooses among candidates that are equal in faults */
    readonly judges?: "fault" | "preference";
    penalty(candidate: Candidate, context: ReviewContext): number | Promise<number>;
}

/** Seeds of candidates: the draft's own first. 32 bits, without the largest, which llama.cpp treats as a random seed. */
export function candidateSeeds(seed: number, count: number): readonly number[] {
    return Array.from({length: count}, (_, i) => (seed + i * seedStep) % (2 ** 32 - 1));
}

/** far from the next draft's seed, which is usually the next number */
const seedStep = 0x9e3779b1;

/**
 * A candidate that was on the screen is replaced only by one that is better by at least this: a text should not change without reason. A
 * title is short, and the best of several is clearly better (`title-review.ts`).
 */
const clearlyBetter = 0.15;

/**
 * Index of the best candidate, and its faults: the first of those with the fewest faults, or the one that the preferences rate clearly
 * better than that.
 */
export async function bestCandidate(
    candidates: readonly Candidate[],
    reviewers: readonly Reviewer[],
    context: ReviewContext
): Promise<{readonly index: number; readonly faults: number}> {
    const pool = candidates.map(({text}) => text);
    const sum = async (judges: Reviewer["judges"], candidate: Candidate): Promise<number> => {
        const asked = reviewers.filter((each) => (each.judges ?? "fault") === judges);
        const penalties = await Promise.all(asked.map((reviewer) => reviewer.penalty(candidate, {pool, ...context})));
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
    const isClear = (preferred[0]?.penalty ?? 0) - best.penalty >= (isLineKind(context.brief.kind) ? 0 : clearlyBetter);
    return {index: isClear ? best.index : first, faults};
}
