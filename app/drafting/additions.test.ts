import {describe, expect, it} from "vitest";
import {additionsIn, additionsReviewer, withoutAddedClauses, withoutAddedSentences} from "./additions.ts";

const brief = (notes: string, message?: string) => ({
    kind: message === undefined ? ("email" as const) : ("reply" as const),
    to: "Priya",
    notes,
    ...(message !== undefined && {message})
});
const letter = (body: string) => `Hi Priya,\n\n${body}\n\nBest,\nMo`;

describe("what a letter says beyond its notes", () => {
    it.each([
        ["the oven is fixed; bring the trays", "The oven is fixed. Please bring the trays.", 0, 0],
        ["the oven is fixed; bring the trays", "The oven's been fixed. Could you bring the trays? Let me know what you would like.", 1, 0],
        ["the oven is fixed by noon", "The oven is fixed by noon, and I'm afraid that it's not done yet.", 1, 1],
        ["thank her for the soup", "Thank you for the soup. I really do not know what to say about it all.", 1, 1],
        ["the oven is fixed; bring the trays", "The oven is fixed and I'm not sure if I was there. Bring the trays.", 1, 1],
        ["no trays", "We have no trays.", 0, 0],
        ["decline", "I'm afraid I can't make it.", 0, 0],
        ["running late", "I'll be a little while yet. Sorry!", 0, 0],
        ["yes", "Yes, no problem. See you then!", 0, 0]
    ])("notes %j: %j", (notes, body, sentences, negations) => {
        expect(additionsIn(letter(body), brief(notes))).toEqual({sentences, negations, repetitions: 0});
    });

    it("finds what is said twice", () => {
        const twice = letter("The oven is fixed and I'd like to have it in the trays. Please bring the trays.");
        expect(additionsIn(twice, brief("the oven is fixed; bring the trays")).repetitions).toBe(1);
        const noted = letter("The trays are here. Please wash the trays.");
        expect(additionsIn(noted, brief("trays are here; wash the trays")).repetitions).toBe(0);
    });

    it("counts the message that is answered as given", () => {
        const answered = brief("yes", "Could you lend me the projector? I can't find ours.");
        expect(additionsIn(letter("Yes, you can borrow the projector."), answered)).toEqual({sentences: 0, negations: 0, repetitions: 0});
    });

    it("costs less than a missing note, and nothing without notes", () => {
        const context = (notes: string) => ({brief: brief(notes), others: []});
        const cost = additionsReviewer.penalty(
            {text: letter("The oven is fixed. We were so happy with all of it."), seed: 1},
            context("oven fixed")
        );
        expect(cost).toBeGreaterThan(0);
        expect(cost).toBeLessThan(1);
        expect(additionsReviewer.penalty({text: letter("We were so happy with all of it."), seed: 1}, context(""))).toBe(0);
    });
});

describe("a clause that is joined to a sentence", () => {
    const fixed = brief("the oven is fixed by noon; bring the trays");

    it.each([
        [
            "The oven is fixed by noon, and I'm sorry to say that it's not fixed yet. Bring the trays.",
            "The oven is fixed by noon. Bring the trays."
        ],
        ["The oven is fixed by noon and I wonder what he would like. Bring the trays!", "The oven is fixed by noon. Bring the trays!"]
    ])("goes: %j", (body, left) => {
        expect(withoutAddedClauses(letter(body), fixed)).toBe(letter(left));
    });

    it.each([
        ["The oven is fixed by noon, so you can bring the trays.", fixed],
        ["The oven is fixed by noon. Bring the trays, and I won't be long.", brief("the oven is fixed by noon; bring the trays; not long")],
        ["I am in town and I'll be a little while yet.", brief("in town; running late")],
        ["Is the oven fixed, and are they not here yet?", brief("ask if the oven is fixed")],
        ["The oven is fixed, and I'm not sure about the trays.", brief("")]
    ])("stays: %j", (body, asked) => {
        expect(withoutAddedClauses(letter(body), asked)).toBe(letter(body));
    });
});

describe("a sentence that states something of its own", () => {
    it.each([
        ["the oven is fixed", "The oven is fixed. I've counted the tender as a vessel.", "The oven is fixed."],
        ["the oven is fixed", "The oven is fixed. The trays were painted on Monday!\n\nBring cake.", "The oven is fixed."],
        // courtesies, questions and what a note may say in other words stay
        ["the oven is fixed", "The oven is fixed. Thanks for your endless patience.", null],
        ["the oven is fixed", "The oven is fixed. Hope the garden survives the frost!", null],
        ["the oven is fixed", "The oven is fixed. Do the trays need paint?", null],
        ["the oven is fixed; running late", "The oven is fixed. Traffic delayed everybody.", null],
        // what the brief speaks of in another form
        ["the oven is fixed", "The oven is fixed. Ovens often break in winter.", null],
        // one sentence at least stays
        ["yes", "Painters counted the vessels.", null]
    ])("%j: %j", (notes, body, left) => {
        expect(withoutAddedSentences(letter(body), brief(notes))).toBe(letter(left ?? body));
    });

    it("the message gives words as well", () => {
        const body = "Yes. The paint dries slowly.";
        expect(withoutAddedSentences(letter(body), brief("yes", "Is the paint dry?"))).toBe(letter(body));
    });
});
