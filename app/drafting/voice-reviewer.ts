import {isLineKind} from "../persona/habits.ts";
import type {Persona} from "../persona/persona.ts";
import {failsGuard, rerank} from "../persona/voice-meter/rerank.ts";
import type {VoiceScore} from "../persona/voice-meter/score.ts";
import type {Reviewer} from "./review.ts";

/** where the meter has no number: neither for a candidate nor against it */
const undecided = 0.5;

/** Prefers candidates that sound like the user, and none that the meter's guards take for a fake. Never a reason to write another one. */
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

/** What a finished draft is ranked by. */
export interface RankedDraft {
    /** of the reviewers of content; a draft with fewer stands first, whatever it sounds like */
    readonly faults: number;
    readonly voice: VoiceScore | null;
}

/** Places of drafts that stand beside each other, the one to show first first: the fewest faults, then what sounds most like the user. */
export function rankDrafts(drafts: readonly RankedDraft[]): readonly number[] {
    const noVoice = {position: null, obstacle: null} as VoiceScore;
    const byVoice = rerank([...drafts.keys()], (index) => drafts[index]?.voice ?? noVoice);
    return byVoice.toSorted((a, b) => (drafts[a]?.faults ?? 0) - (drafts[b]?.faults ?? 0));
}
