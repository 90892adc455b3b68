import {describe, expect, it} from "vitest";
import {letterHabits} from "../persona/testing/letters.ts";
import {changeFault, leftOutSentences, type ChangeWanted} from "./revision-check.ts";

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
        ["one more word where it should be longer", "Could you bring", "Could you please bring", "direction", {direction: "longer"}],
        ["a time that moves into another sentence", "the trailer?", "the trailer on Friday?", "facts", {}],
        ["the same thing twice", "Could you bring the trailer?", "Bring the trailer. Could you bring it?", "repeated", {}],
        ["a sign-off in other letters", "\n\nBest,\nMaren", " I am sorry.\n\nbest,\nmaren", "frame", {}],
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

    it("is refused where it says one thing in two ways", () => {
        const no = "marcus,\n\nno. not on monday. i'm at the dentist.\n\n- J";
        for (const said of [
            "no. i'm at the dentist. please don't say it on monday. i'm at the dentist too.",
            "i'm at the dentist. i'm not on monday. please don't tell me i'm at the dentist."
        ])
            expect(changeFault(no, `marcus,\n\n${said}\n\n- J`, wanted())).not.toBeNull();
        expect(changeFault("It hurts. See the dentist.", "It hurts. Do see the dentist. The dentist helps.", wanted())).toBe("repeated");
    });

    it("keeps lower case", () => {
        const text = "hi tom,\n\nthe kettle's dead. i've ordered one. it comes soon.\n\n- J";
        const habits = letterHabits(Array.from({length: 6}, () => text));
        expect(changeFault("the kettle's dead.", "The kettle is dead, sorry.", wanted({habits}))).toBe("casing");
    });
});

describe("sentences that a shorter passage has no more", () => {
    it("are named in their order, with neither greeting nor sign-off", () => {
        const long = "hi tom,\n\nthe kettle's dead again. i've ordered a new one, grey. it comes on thursday.\n\n- J";
        expect(leftOutSentences(long, "the kettle's dead again. it comes on thursday.")).toEqual(["i've ordered a new one, grey."]);
        expect(leftOutSentences(long, long)).toEqual([]);
    });

    it("are not those that are said in fewer words", () => {
        const long = "I just wanted to let you know that the gate is very nearly finished. Please bring the saw.";
        expect(leftOutSentences(long, "The gate is nearly finished. Bring the saw.")).toEqual([]);
    });
});
