import type {VoiceScore} from "./score.ts";

/**
 * Orders candidates: those that pass the guards and have a number by position, highest first; then those without a number
 * because text or history is too short; last those that a guard refuses. Equal ones stay in their order.
 */
export function rerank<T>(candidates: readonly T[], scoreOf: (candidate: T) => VoiceScore): readonly T[] {
    const ranked = candidates.map((candidate) => ({candidate, score: scoreOf(candidate)}));
    return ranked
        .toSorted((a, b) => rank(a.score) - rank(b.score) || (b.score.position ?? 0) - (a.score.position ?? 0))
        .map(({candidate}) => candidate);
}

/** Guards say that a text is a fake; other obstacles only that nothing can be said. */
export function failsGuard({obstacle}: Pick<VoiceScore, "obstacle">): boolean {
    return obstacle === "unreadable" || obstacle === "copied-from-history" || obstacle === "notes-missing" || obstacle === "notes-repeated";
}

function rank(score: VoiceScore): number {
    if (failsGuard(score)) return 2;
    return score.position === null ? 1 : 0;
}
