import {isLineKind} from "../persona/habits.ts";
import type {Persona} from "../persona/persona.ts";
import {failsGuard, rerank} from "../persona/voice-meter/rerank.ts";
import type {VoiceScore} from "../persona/voice-meter/score.ts";
import type {Reviewer} from "./review.ts";

/** rating without a score of the meter: neither for a candidate nor against it */
const undecided = 0.5;

/**
 * Prefers candidates that sound like the user, and rejects those that the meter's guards classify as fake. Never a reason to generate
 * another one.
 */
export function voiceReviewer(persona: Pick<Persona, "match">): Reviewer {
    return {
        name: "voice",
        judges: "preference",
        async penalty({text}, {brief}) {
            if (isLineKind(brief.kind)) return 0;
            const {score, voice} = await persona.match(text, brief.kind, brief.notes ?? null);
            if (voice !== null && failsGuard(voice)) return 1;
            return score === null ? undecided : 1 - score;
        }
    };
}

/** Criteria for the order of finished drafts. */
export interface RankedDraft {
    /** by the reviewers of content; a draft with fewer comes first, whatever its voice */
    readonly faults: number;
    readonly voice: VoiceScore | null;
}

/** Order of concurrent drafts, best first: fewest faults, then most like the user. */
export function rankDrafts(drafts: readonly RankedDraft[]): readonly number[] {
    const noVoice = {position: null, obstacle: null} as VoiceScore;
    const byVoice = rerank([...drafts.keys()], (index) => drafts[index]?.voice ?? noVoice);
    return byVoice.toSorted((a, b) => (drafts[a]?.faults ?? 0) - (drafts[b]?.faults ?? 0));
}
