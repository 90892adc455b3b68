import {describe, expect, test} from "vitest";
import {CaseMarkDecoder, decodeCaseMarks, encodeCaseMarks} from "./case-marks.ts";

const examples: readonly (readonly [plain: string, marked: string])[] = [
    ["the Senate", "the↑ senate"],
    [" Hello", "↑ hello"],
    ["SENATOR LUGAR ANNOUNCES aid", "⇧senator lugar announces⇩ aid"],
    ["the FBI said", "the⇑ fbi said"],
    ["McDonald", "↑mc↑donald"],
    ["I AM A CAT I say", "↑i⇧ am a cat⇩↑ i say"],
    ["ONE\nTWO", "⇑one\n⇑two"],
    ["U.S. NAVY", "↑u.↑s.⇑ navy"],
    ["two  Spaces", "two ↑ spaces"],
    ["RE: FW: Lunch", "⇧re: fw⇩:↑ lunch"],
    ["straße ẞ", "straße ẞ"],
    ["ΟΔΟΣ Σ", "⇑οδοσ↑ σ"]
];

describe("case marks", () => {
    test.each(examples)("%j is written %j", (plain, marked) => {
        expect(encodeCaseMarks(plain)).toBe(marked);
        expect(decodeCaseMarks(marked)).toBe(plain);
    });

    test("marks in a text are removed before it is encoded", () => {
        expect(encodeCaseMarks("go ↑ up ⇧⇩ Now⇑")).toBe("go  up ↑ now");
    });

    test("decoding gives back every text without marks, whole or in pieces", () => {
        const alphabet = [..."aAbBzZßẞİıéÉΣσςǅ𐐀𐐨", " ", " ", " ", "\n", ".", "'", "2", "-", "\u0301", "ſ", "K"];
        const random = lehmer(20_241_121);
        for (let round = 0; round < 20_000; round++) {
            const text = Array.from({length: random(24)}, () => alphabet[random(alphabet.length)]!).join("");
            const marked = encodeCaseMarks(text);
            expect(decodeCaseMarks(marked)).toBe(text);

            const decoder = new CaseMarkDecoder();
            const cut = random([...marked].length + 1);
            const characters = [...marked];
            expect(decoder.decode(characters.slice(0, cut).join("")) + decoder.decode(characters.slice(cut).join(""))).toBe(text);
        }
    });

    test("what a model writes wrongly still decodes to something", () => {
        expect(decodeCaseMarks("↑↑ 12 abc")).toBe(" 12 Abc");
        expect(decodeCaseMarks("⇧ never ended")).toBe(" NEVER ENDED");
        expect(decodeCaseMarks("⇩⇑")).toBe("");
        expect(decodeCaseMarks("↑ßa")).toBe("ßa");
    });
});

/** Whole numbers below a bound, always the same ones. */
function lehmer(seed: number): (bound: number) => number {
    let state = seed;
    return (bound) => {
        state = state * 48_271 % 2_147_483_647;
        return state % bound;
    };
}
