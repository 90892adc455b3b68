import {describe, expect, it} from "vitest";
import type {VoiceMatch} from "../persona/persona.ts";
import type {VoiceScore} from "../persona/voice-meter/score.ts";
import {bestCandidate, type Reviewer} from "./review.ts";
import {rankDrafts, voiceReviewer} from "./voice-reviewer.ts";

const context = {brief: {kind: "email", notes: "x"}, others: []} as const;
const candidates = ["first", "second", "third"].map((text, seed) => ({text, seed}));
const facts = (faults: Readonly<Record<string, number>>): Reviewer => ({name: "facts", penalty: ({text}) => faults[text] ?? 0});

/** The voice reviewer over given scores: a position, or the obstacle in its place. */
function voice(scores: Readonly<Record<string, number | VoiceScore["obstacle"]>>): Reviewer {
    return voiceReviewer({
        match: async (text) => {
            const score = scores[text] ?? null;
            const position = typeof score === "number" ? score : null;
            const obstacle = typeof score === "number" ? null : score;
            return {
                score: position === null ? null : position / 100,
                voice: {position, obstacle} as VoiceScore,
                habits: []
            } satisfies VoiceMatch;
        }
    });
}

describe("the candidate that becomes the draft", () => {
    it("is the one that sounds most like the user, among those without faults", async () => {
        expect(await bestCandidate(candidates, [facts({third: 1}), voice({first: 20, second: 60, third: 95})], context)).toEqual({
            index: 1,
            faults: 0
        });
    });

    it("is the one with the fewest faults, whatever its voice", async () => {
        expect(
            await bestCandidate(candidates, [facts({first: 1.5, second: 1}), voice({first: 90, second: 80, third: 5})], context)
        ).toEqual({index: 2, faults: 0});
    });

    it("stays the one on the screen unless another is clearly better", async () => {
        expect((await bestCandidate(candidates, [facts({}), voice({first: 50, second: 60, third: 55})], context)).index).toBe(0);
        expect((await bestCandidate(candidates, [facts({}), voice({first: 50, second: 66, third: 55})], context)).index).toBe(1);
    });

    it("is none that a guard rejects, while one that is too short for a score is neither better nor worse", async () => {
        expect(
            (
                await bestCandidate(
                    candidates,
                    [facts({}), voice({first: "copied-from-history", second: "text-too-short", third: 20})],
                    context
                )
            ).index
        ).toBe(1);
    });

    it("is scored only if there is a choice", async () => {
        let asked = 0;
        const counting: Reviewer = {name: "voice", judges: "preference", penalty: () => ++asked};
        await bestCandidate(candidates.slice(0, 1), [facts({}), counting], context);
        await bestCandidate(candidates, [facts({first: 1, second: 1}), counting], context);
        expect(asked).toBe(0);
    });
});

it("concurrent drafts are ordered by their faults, then by their voice", () => {
    const at = (position: number | null, obstacle: VoiceScore["obstacle"] = null) => ({position, obstacle}) as VoiceScore;
    const drafts = [
        {faults: 0, voice: at(30)},
        {faults: 1, voice: at(99)},
        {faults: 0, voice: at(70)},
        {faults: 0, voice: at(null, "notes-repeated")},
        {faults: 0, voice: null}
    ];
    expect(rankDrafts(drafts)).toEqual([2, 0, 4, 3, 1]);
});
