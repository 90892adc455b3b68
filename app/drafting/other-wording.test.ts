import {describe, expect, it} from "vitest";
import {withOtherWording} from "./other-wording.ts";

const letter = (body: string) => `Hi Tom,\n\n${body}\n\nBest,\nMo`;
const sources = (rules: readonly string[] = []) => ({
    brief: {kind: "email" as const, to: "Tom", notes: "thank him for the saw; ask him to bring the van on Friday"},
    habits: null,
    known: [],
    rules
});
const first = letter("Thank you for the saw. Please bring the van on Friday.");

describe("a draft that is another one word by word", () => {
    it("is worded otherwise, each in another way", () => {
        const second = withOtherWording(first, [first], sources());
        expect(second).toBe(letter("Thank you for the saw. Could you bring the van on Friday?"));
        const third = withOtherWording(first, [first, second], sources());
        expect(third).toBe(letter("Thanks for the saw. Please bring the van on Friday."));
        expect(withOtherWording(first, [first, second, third], sources())).toBe(
            letter("Please bring the van on Friday. Thank you for the saw.")
        );
        expect(withOtherWording(second, [second, first], sources())).toBe(letter("Thanks for the saw. Could you bring the van on Friday?"));
    });

    it("keeps the author's small letters", () => {
        const small = "hi tom\n\nplease bring the van on friday.\n\n- mo";
        expect(withOtherWording(small, [small], sources())).toBe("hi tom\n\ncould you bring the van on friday?\n\n- mo");
    });

    it("breaks no rule for it", () => {
        expect(withOtherWording(first, [first], sources(["no question marks"]))).toBe(
            letter("Thanks for the saw. Please bring the van on Friday.")
        );
    });

    it("stays where no rule applies, or where it differs already", () => {
        const plain = letter("The van is here on Friday, and the saw.");
        expect(withOtherWording(plain, [plain], sources())).toBe(plain);
        expect(withOtherWording(first, [plain], sources())).toBe(first);
    });
});
