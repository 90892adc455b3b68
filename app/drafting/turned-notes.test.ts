import {describe, expect, it} from "vitest";
import {contradictedBy} from "./note-coverage.ts";

describe("a note that a draft turns round", () => {
    it.each([
        ["will bring the ladder", "Will you bring the ladder?", true],
        ["I am late with the rent", "Are you late with the rent?", true],
        ["I am late with the rent", "I am late with the rent; could you wait a week?", false],
        ["will bring the red ladder", "I will bring the red ladder – do you have nails?", false],
        ["ask whether the hall is free", "The hall is free.", true],
        ["ask whether the hall is free", "Is the hall free?", false],
        ["begin rehearsal without me", "I'm late, so I begin rehearsal without you.", true],
        ["begin rehearsal without me", "I'm late. Begin rehearsal without me.", false],
        ["collect me from platform 3", "I'll collect you from platform 3.", true],
        ["collect me from platform 3", "Could you collect me from platform 3? I'll buy you lunch.", false],
        ["thank her for lending me the drill", "Thank you for lending me the drill. I'll bring you apples.", false],
        ["ruf mich am Freitag an", "Ich rufe dich am Freitag an.", true]
    ])("%j in %j: %j", (note, body, isTurned) => {
        expect(contradictedBy(`Dear Bo,\n\n${body}\n\nInes`, note) !== null).toBe(isTurned);
    });
});
