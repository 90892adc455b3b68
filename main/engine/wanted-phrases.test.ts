import {expect, test} from "vitest";
import {WantedPhrases} from "./wanted-phrases.ts";
import type {Token} from "node-llama-cpp";

/** Words as tokens, a capital as a mark of its own; a word inside a line has its space. */
const pieces: string[] = ["↑"];
const id = (piece: string): Token => {
    if (!pieces.includes(piece)) pieces.push(piece);
    return pieces.indexOf(piece) as Token;
};
const tokens = (text: string): Token[] => (text.match(/ ?[^ ]+/g) ?? []).flatMap((word) => (/[A-Z]/.test(word) ? [id("↑"), id(word.toLowerCase())] : [id(word)]));
const prompts = {ofText: tokens, caseMarks: new Set([id("↑")])};

/** What gets likelier after `written`, by its piece. */
function favoured(phrases: readonly string[], written: string): Record<string, number> {
    return Object.fromEntries([...new WantedPhrases(prompts, phrases).biases(tokens(written))].map(([token, nats]) => [pieces[token], nats]));
}

const notes = ["room 204", "bring the figures"];

test("the next phrase is called for, more and more", () => {
    const early = favoured(notes, ""), late = favoured(notes, " we will all meet again");
    expect(Object.keys(early)).toEqual([" room"]);
    expect(late[" room"]).toBeGreaterThan(early[" room"]!);
    expect(favoured(notes, " we".repeat(500))[" room"]).toBeLessThan(10);
});

test("a phrase that was begun is gone on with, and then the next is called for", () => {
    expect(favoured(notes, " come to room")).toEqual({" 204": 2.5});
    expect(Object.keys(favoured(notes, " come to room 204 and"))).toEqual([" bring"]);
    expect(favoured(notes, " bring the")[" figures"]).toBeGreaterThan(favoured(notes, " bring")[" the"]!);
});

test("nothing is called for once all is said, in whatever order", () => {
    expect(favoured(notes, " bring the figures to room 204 please")).toEqual({});
    expect(favoured([], " anything")).toEqual({});
});

test("capitals are the model's choice, but those of the notes are kept", () => {
    expect(favoured(["meet on Thursday"], " Meet on")).toEqual({"↑": 5});
    expect(favoured(["meet on Thursday", "bring it"], " Meet On Thursday then")).toHaveProperty([" bring"]);
    // after the mark it is the word's turn
    const afterMark = new WantedPhrases(prompts, ["meet on Thursday"]).biases([...tokens(" meet on"), id("↑")]);
    expect([...afterMark.keys()].map((token) => pieces[token])).toEqual([" thursday"]);
});

test("a phrase at the beginning of a line counts", () => {
    expect(favoured(notes, "room 204 it is")).toHaveProperty([" bring"]);
});
