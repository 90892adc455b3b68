import {describe, expect, test} from "vitest";
import {encodeCaseMarks} from "./case-marks.ts";

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
    });

    test("marks in a text are removed before it is encoded", () => {
        expect(encodeCaseMarks("go ↑ up ⇧⇩ Now⇑")).toBe("go  up ↑ now");
    });
});
