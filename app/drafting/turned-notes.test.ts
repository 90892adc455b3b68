import {describe, expect, it} from "vitest";
import {contradictedBy} from "./note-coverage.ts";

describe("a note that a draft turns round", () => {
    it.each([
        ["will bring the ladder", "Will you bring the ladder?", true],
        ["I am late with the rent", "Are you late with the rent?", true],
        ["I am late with the rent", "I am late with the rent; could you wait a week?", false],
        ["will bring the red ladder", "I will bring the red ladder – do you have nails?", false],
        ["ask whether the hall is free", "The hall is free.", true],
        ["ask whether the hall is free", "Is the hall free?", false]
    ])("%j in %j: %j", (note, body, isTurned) => {
        expect(contradictedBy(`Dear Bo,\n\n${body}\n\nInes`, note) !== null).toBe(isTurned);
    });
});
