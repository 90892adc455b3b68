import type {VoiceScore} from "./score.ts";

/**
 * Orders candidates: those that pass the guards and have a score by position, highest first; then those without one because text or history
 * is too short; last those that a guard rejects. Ties keep their order.
 */
export function rerank<T>(candidates: readonly T[], scoreOf: (candidate: T) => VoiceScore): readonly T[] {
    const ranked = candidates.map((candidate) => ({candidate, score: scoreOf(candidate)}));
    return ranked
        .toSorted((a, b) => rank(a.score) - rank(b.score) || (b.score.position ?? 0) - (a.score.position ?? 0))
        .map(({candidate}) => candidate);
}

/** Guards classify a text as fake; other obstacles mean that nothing can be measured. */
export function failsGuard({obstacle}: Pick<VoiceScore, "obstacle">): boolean {
    return obstacle === "unreadable" || obstacle === "copied-from-history" || obstacle === "notes-missing" || obstacle === "notes-repeated";
}

function rank(score: VoiceScore): number {
    if (failsGuard(score)) return 2;
    return score.position === null ? 1 : 0;
}
