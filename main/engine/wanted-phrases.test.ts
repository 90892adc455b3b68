import {expect, test} from "vitest";
import {CopiedTokens} from "./copied-tokens.ts";
import {WantedPhrases} from "./wanted-phrases.ts";
import type {Token} from "node-llama-cpp";

/** Words and stops as tokens, a capital as a mark of its own; a word inside a line has its space. */
const pieces: string[] = ["↑", "00", " 7"];
const id = (piece: string): Token => {
    if (!pieces.includes(piece)) pieces.push(piece);
    return pieces.indexOf(piece) as Token;
};
const tokens = (text: string): Token[] => (text.match(/\n|[.]| ?[^ \n.]+/g) ?? []).flatMap((word) => (/[A-Z]/.test(word) ? [id("↑"), id(word.toLowerCase())] : [id(word)]));
const prompts = {
    ofText: tokens, caseMarks: new Set([id("↑")]), capital: id("↑"), joins: [id("00")], fullStops: [id(".")], sentenceBreaks: [id(".↑")], numbers: [id("00"), id(" 7")],
    pieceOf: (token: Token) => pieces[token]!, isControl: () => false
};

/** What gets likelier or, below 0, unlikelier after `written`, by its piece. */
function favoured(phrases: readonly string[], written: string): Record<string, number> {
    return Object.fromEntries([...new WantedPhrases(prompts, phrases).biases(tokens(written))].map(([token, nats]) => [pieces[token], nats]));
}

const notes = ["room 204", "bring the figures"];

test("the next phrase is called for, more and more", () => {
    const early = favoured(notes, " we"), late = favoured(notes, " we will all meet again");
    expect(Object.keys(early)).toEqual([" room"]);
    expect(late[" room"]).toBeGreaterThan(early[" room"]!);
    expect(favoured(notes, " we".repeat(500))[" room"]).toBeLessThan(10);
});

test("it is called for most where a line or a sentence begins, as that place has it", () => {
    const inside = favoured(notes, " we will meet")[" room"]!;
    expect(favoured(notes, " we will meet. The")[" room"]).toBeLessThanOrEqual(inside + 1);
    // the capital first, then the word, with or without the space in front
    expect(favoured(notes, " we meet\n")["↑"]).toBeGreaterThan(inside + 3);
    const afterMark = (text: string) => Object.fromEntries([...new WantedPhrases(prompts, notes).biases([...tokens(text), id("↑")])].map(([token, nats]) => [pieces[token], nats]));
    expect(afterMark(" we meet\n").room).toBeGreaterThan(inside + 3);
    expect(afterMark(" we meet.")[" room"]).toBeGreaterThan(inside + 3);
    // the draft itself may begin with a greeting
    expect(favoured(notes, "")["↑"]).toBeLessThan(1);
});

test("a phrase that was begun is gone on with, and then the next is called for", () => {
    const [first] = Object.values(favoured(notes, " come to room"));
    expect(Object.keys(favoured(notes, " come to room"))).toEqual([" 204"]);
    expect(favoured(notes, " come\nroom")[" 204"], "which a line began with").toBeGreaterThan(first!);
    expect(Object.keys(favoured(notes, " come to room 204 and"))).toEqual([" bring"]);
    expect(favoured(notes, " bring the")[" figures"]).toBeGreaterThan(favoured(notes, " we bring")[" the"]!);
});

test("a word that a line was made to begin with is finished", () => {
    const sail = {...prompts, ofText: (text: string) => (text.trim() === "sail now" ? [id(text.startsWith(" ") ? " s" : "s"), id("ail"), id(" now")] : tokens(text))};
    const biases = (text: string) => [...new WantedPhrases(sail, ["sail now"]).biases(tokens(text))].map(([token, nats]) => [pieces[token], nats]);
    expect(biases(" we go.\ns")).toEqual([["ail", expect.toSatisfy((nats: number) => nats > 10)]]);
});

test("a phrase that was said is rather ended than lengthened to another number", () => {
    expect(favoured(notes, " come to room 204")["00"]).toBeLessThan(0);
    expect(favoured(notes, " come to room 204")["."]).toBeGreaterThan(0);
    expect(favoured(notes, " come to room 204 now")).not.toHaveProperty("00");
});

test("nothing is called for once all is said, in whatever order, and no further sentence either", () => {
    expect(favoured(notes, " bring the figures to room 204 please")).toEqual({".↑": expect.toSatisfy((nats: number) => nats < 0)});
    expect(favoured([], " anything")).toEqual({});
});

test("a draft that has said all may close, and is then over at the end of a sentence", () => {
    const isOver = (text: string) => new WantedPhrases(prompts, notes).isOver(tokens(text));
    const said = " bring the figures to room 204.";
    expect(isOver(said)).toBe(false);
    expect(isOver(`${said} thanks`)).toBe(false);
    expect(isOver(`${said}${" and".repeat(20)}`)).toBe(false);
    expect(isOver(`${said}${" and".repeat(20)}.`)).toBe(true);
    expect(isOver(` bring the figures${" and".repeat(20)}.`)).toBe(false);
    expect(new WantedPhrases(prompts, []).isOver(tokens(`${" and".repeat(20)}.`))).toBe(false);
});

test("capitals are the model's choice, but those of the notes are kept", () => {
    const [[mark, nats] = []] = Object.entries(favoured(["meet on Thursday"], " Meet on"));
    expect(mark).toBe("↑");
    expect(nats).toBeGreaterThan(3);
    expect(favoured(["meet on Thursday", "bring it"], " Meet On Thursday then")).toHaveProperty([" bring"]);
    // after the mark it is the word's turn
    const afterMark = new WantedPhrases(prompts, ["meet on Thursday"]).biases([...tokens(" meet on"), id("↑")]);
    expect([...afterMark.keys()].map((token) => pieces[token])).toEqual([" thursday"]);
});

test("a phrase at the beginning of a line counts", () => {
    expect(favoured(notes, "room 204 it is")).toHaveProperty([" bring"]);
});

test("what the prompt holds gains until it is said, and numbers that it does not hold lose", () => {
    const copied = new CopiedTokens(prompts, tokens(" come to room 204 at 7"), 1.5);
    const early = copied.biases([]), late = copied.biases(tokens(" room"));
    expect([early.get(id(" room")), early.get(id(" 7")), late.get(id(" 7"))]).toEqual([1.5, 1.5, 1.5]);
    expect(late.has(id(" room"))).toBe(false);
    expect(early.get(id("00"))).toBeLessThan(0);
    expect(copied.biases(tokens(" at 7")).get(id(" 7")), "once said, it is no news").toBeLessThan(0);
    expect(early.has(id(" bring"))).toBe(false);
    expect([...new CopiedTokens(prompts, tokens(" room 7"), 0).biases([]).keys()]).toEqual([id("00")]);
});
