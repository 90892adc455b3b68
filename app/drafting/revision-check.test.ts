import {describe, expect, it} from "vitest";
import {letterHabits} from "../persona/testing/letters.ts";
import {changeFault, type ChangeWanted} from "./revision-check.ts";

const before = "Hi Tom,\n\nThe sail is not ready before Friday at 9. Could you bring the trailer?\n\nBest,\nMaren";
const wanted = (change: Partial<ChangeWanted> = {}): ChangeWanted => ({
    direction: "any",
    allowed: "",
    habits: null,
    uses: () => false,
    ...change
});
const fault = (from: string, to: string, change: Partial<ChangeWanted> = {}) =>
    changeFault(before, before.replace(from, to), wanted(change));

describe("a model's change of a passage", () => {
    it("is accepted if the meaning is the same", () => {
        expect(fault("The sail is not ready before", "I am sorry, the sail will not be ready before")).toBeNull();
    });

    it.each([
        ["the same", "", "", "unchanged", {}],
        ["a day that nobody named", "Friday", "Monday", "facts", {}],
        ["a lost time", " at 9", "", "facts", {}],
        ["a yes for a no", "is not ready", "is ready", "sense", {}],
        ["a question gone", "Could you bring the trailer?", "Bring the trailer.", "sense", {}],
        ["another subject", "Could you bring the trailer?", "Could you tell me more of it?", "sense", {}],
        ["longer where it should be shorter", "The sail", "The big sail", "direction", {direction: "shorter"}],
        ["shorter where it should be longer", "Could you bring", "Bring", "direction", {direction: "longer"}],
        ["marks alone", "Could you bring the trailer?", "Could you bring the trailer ?", "unchanged", {}],
        ["a sign-off gone", "\n\nBest,\nMaren", " I am sorry, it will not be ready sooner.", "frame", {}],
        ["another greeting", "Hi Tom,\n\nThe sail is", "Yes, dear Tom,\n\nThe sail is still", "frame", {}],
        [
            "something new",
            "Could you bring the trailer?",
            "Could you bring the trailer? The harbour master wants coffee, biscuits and lemonade in the library.",
            "invented",
            {}
        ],
        [
            "a phrase of offices",
            "Could you bring the trailer?",
            "Could you bring the trailer? Please feel free to call.",
            "stock-phrase",
            {}
        ]
    ] as const)("is refused for %s", (_why, from, to, expected, change) => {
        expect(fault(from, to, change)).toBe(expected);
    });

    it("may use the author's own phrases, and what the instruction names", () => {
        expect(
            fault("Could you bring the trailer?", "Could you bring the trailer? Please feel free to call.", {uses: () => true})
        ).toBeNull();
        expect(fault("Could you bring the trailer?", "Could you bring the trailer on Monday?", {allowed: "on Monday"})).toBeNull();
    });

    it("keeps lower case", () => {
        const text = "hi tom,\n\nthe kettle's dead. i've ordered one. it comes soon.\n\n- J";
        const habits = letterHabits(Array.from({length: 6}, () => text));
        expect(changeFault("the kettle's dead.", "The kettle is dead, sorry.", wanted({habits}))).toBe("casing");
    });
});
