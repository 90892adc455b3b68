import {describe, expect, it} from "vitest";
import {contradictedBy} from "./note-coverage.ts";
import {withoutRepeats} from "./repeats.ts";
import {changeFault} from "./revision-check.ts";
import {shorter} from "./rewording.ts";

/** Sentences that only the named word negates. */
const negated = ["The gate opens without a key.", "None of the gates opens.", "The gate cant open.", "Das Tor geht ohne Schlüssel auf."];

describe("every rule counts the same words as negations", () => {
    it.each(negated)("%j is not omitted from a shorter text", (sentence) => {
        const text = `The wall was painted green on the outside. It has dried well by now. ${sentence} It looks lovely there in the sun.`;
        expect(shorter(text)).toContain(sentence);
    });

    it("a sentence with a negation is no repetition of the one without", () => {
        const letter = "Hi Ines,\n\nThe gate opens. The gate opens without a key.\n\nCheers,\nMaren";
        expect(withoutRepeats(letter, {kind: "email"})).toBe(letter);
    });

    it("a change that adds or removes one changes the sense", () => {
        const wanted = {direction: "any", allowed: "", habits: null, uses: () => true} as const;
        expect(changeFault("the gate cant open today", "the gate is open today", wanted)).toBe("sense");
        expect(changeFault("we cant open the rusty garden gate", "we can't open that rusty garden gate", wanted)).toBeNull();
    });

    it("a draft that adds one contradicts the note", () => {
        expect(contradictedBy("The van comes without the ladder.", "the van comes with the ladder")).toBe(
            "The van comes without the ladder."
        );
        expect(contradictedBy("None of the ladders fits the van.", "the ladders fit the van")).toBe("None of the ladders fits the van.");
    });
});
