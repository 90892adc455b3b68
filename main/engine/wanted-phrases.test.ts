import {expect, test} from "vitest";
import {CopiedTokens} from "./copied-tokens.ts";
import {WantedPhrases} from "./wanted-phrases.ts";
import type {Token} from "node-llama-cpp";

/** Words and stops as tokens, a capital as a mark of its own; a word inside a line has its space. */
const pieces: string[] = ["↑", "00", " 7", ",", "?"];
const id = (piece: string): Token => {
    if (!pieces.includes(piece)) pieces.push(piece);
    return pieces.indexOf(piece) as Token;
};
const tokens = (text: string): Token[] => (text.match(/\n|[.,?]| ?[^ \n.,?]+/g) ?? []).flatMap((word) => (/[A-Z]/.test(word) ? [id("↑"), id(word.toLowerCase())] : [id(word)]));
const prompts = {
    ofText: tokens, caseMarks: new Set([id("↑")]), capital: id("↑"), joins: [id("00")], sentenceEnds: [id("."), id("?")], connectives: [id(",")], sentenceBreaks: [id(".↑")], borrowed: [id("00"), id(" 7")],
    pieceOf: (token: Token) => pieces[token]!, isControl: () => false
};

/** What gets likelier or, below 0, unlikelier after `written`, by its piece. */
function favoured(phrases: readonly string[], written: string): Record<string, number> {
    return Object.fromEntries([...new WantedPhrases(prompts, phrases).biases(tokens(written))].map(([token, nats]) => [pieces[token], nats]));
}

const notes = ["room 204", "bring the figures"];

test("the next phrase is called for where a line or a sentence begins, as that place has it, and more the longer it is away", () => {
    // the capital first, then the word, with or without the space in front
    expect(favoured(notes, " we meet\n")).toEqual({"↑": expect.toSatisfy((nats: number) => nats > 10)});
    const afterMark = (text: string) => Object.fromEntries([...new WantedPhrases(prompts, notes).biases([...tokens(text), id("↑")])].map(([token, nats]) => [pieces[token], nats]));
    expect(afterMark(" we meet\n").room).toBeGreaterThan(10);
    expect(afterMark(" we meet.")[" room"]).toBeGreaterThan(10);
    expect(favoured(notes, " we will all meet again\n")["↑"]).toBeGreaterThan(favoured(notes, " we meet\n")["↑"]!);
    expect(favoured(notes, `${" we".repeat(500)}\n`)["↑"]).toBeLessThan(20);
});

test("the draft itself may begin with a greeting, unless it has one", () => {
    const [first] = Object.values(favoured(notes, ""));
    expect(first).toBeLessThan(10);
    const [greeted] = new WantedPhrases(prompts, notes, tokens(" hello,\n")).biases([]).values();
    expect(greeted).toBeGreaterThan(first!);
});

test("a sentence that says none of the phrases is to end soon", () => {
    expect(favoured(notes, " we will meet")).toEqual({});
    const late = favoured(notes, ` we will${" all".repeat(12)}`), later = favoured(notes, ` we will${" all".repeat(20)}`);
    expect(Object.keys(late)).toEqual([".", "?"]);
    expect(later["."]).toBeGreaterThan(late["."]!);
});

test("a phrase that was begun is gone on with, and then the next is called for", () => {
    const [first] = Object.values(favoured(notes, " come to room"));
    expect(Object.keys(favoured(notes, " come to room"))).toEqual([" 204"]);
    expect(favoured(notes, " come\nroom")[" 204"], "which a line began with").toBeGreaterThan(first!);
    expect(Object.keys(favoured(notes, " come to room 204\n"))).toContain("↑");
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

test("a phrase ends a sentence, a question or, if another follows that has no capital of its own, a part of one", () => {
    const after = favoured(notes, " come to room 204");
    expect(after["."]).toBeGreaterThan(after["?"]!);
    expect(after[","]).toBeGreaterThan(0);
    expect(favoured(notes, " come to room 204,")).toEqual({" bring": expect.toSatisfy((nats: number) => nats > 10)});
    expect(favoured(["room 204", "Bring it"], " come to room 204")).not.toHaveProperty([","]);
    expect(favoured(notes, " bring the figures to room 204")).not.toHaveProperty([","]);
    expect(favoured(notes, " come, all"), "a comma elsewhere").toEqual({});
});

test("nothing is called for once all is said, in whatever order, and no further sentence either", () => {
    expect(favoured(notes, " bring the figures to room 204 please")).toEqual({".↑": expect.toSatisfy((nats: number) => nats < 0)});
    expect(favoured([], " anything")).toEqual({});
});

test("all is said at the end of the sentence that says the last phrase", () => {
    const areSaid = (text: string, phrases = notes) => new WantedPhrases(prompts, phrases).areSaid(tokens(text));
    expect(areSaid(" bring the figures to room 204.")).toBe(true);
    expect(areSaid(" bring the figures to room 204\n")).toBe(true);
    expect(areSaid(" bring the figures to room 204")).toBe(false);
    expect(areSaid(" bring the figures.")).toBe(false);
    expect(areSaid(" anything.", [])).toBe(false);
});

test("capitals are the model's choice, but those of the notes are kept", () => {
    const [[mark, nats] = []] = Object.entries(favoured(["meet on Thursday"], " Meet on"));
    expect(mark).toBe("↑");
    expect(nats).toBeGreaterThan(3);
    expect(new WantedPhrases(prompts, ["meet on Thursday", "bring it"]).areLeft(tokens(" Meet On Thursday then bring it"))).toBe(false);
    // after the mark it is the word's turn
    const afterMark = new WantedPhrases(prompts, ["meet on Thursday"]).biases([...tokens(" meet on"), id("↑")]);
    expect([...afterMark.keys()].map((token) => pieces[token])).toEqual([" thursday"]);
});

test("a phrase at the beginning of a line counts", () => {
    expect(new WantedPhrases(prompts, ["room 204"]).areLeft(tokens("room 204 it is"))).toBe(false);
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
