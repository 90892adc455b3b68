import {describe, expect, it} from "vitest";
import type {Brief} from "../../brief/brief.ts";
import type {HistoryItem} from "../../history/item.ts";
import type {Prompt} from "../engine.ts";
import {chooseFormat} from "./choose-format.ts";
import {noParts, type FormatModel, type PromptParts} from "./format.ts";
import {systemText} from "./turn-text.ts";

/** A token is a word with the space before it. */
const tokenizer = {
    countTokens: async (text: string) => text.match(/\s*\S+/g)?.length ?? 0,
    truncate: async (text: string, limit: number) => {
        const tokens = text.match(/\s*\S+/g) ?? [];
        return (limit < 0 ? tokens.slice(limit) : tokens.slice(0, limit)).join("");
    }
};

const chatModel: FormatModel = {chat: {defaultSystem: null, thinking: "none"}, contextSize: 4096, nEmbd: 2};
const baseModel: FormatModel = {chat: null, contextSize: 4096, nEmbd: 2};
const vectors = new Float32Array(4);
const item = (change: Partial<HistoryItem> = {}): HistoryItem => ({
    id: "1",
    kind: "email",
    title: "Rope",
    text: "It is here.",
    message: null,
    to: [],
    date: null,
    path: "",
    weight: 1,
    ...change
});

function show(prompt: Prompt): string {
    const parts = (list: readonly {readonly type: string; readonly text?: string}[]) => list.map((part) => part.text ?? "[P]").join("");
    return "turns" in prompt ? prompt.turns.map((turn) => `<${turn.role}>${parts(turn.parts)}`).join("\n") : parts(prompt.document);
}

async function build(brief: Brief, parts: Partial<PromptParts> = {}, model = chatModel) {
    const {prompt, truncated} = await chooseFormat(model).build(brief, {...noParts, ...parts}, tokenizer);
    return {text: show(prompt), truncated};
}

const letter: Brief = {kind: "email", to: "Ann", subject: "Lunch", notes: "- thank her; suggest Thursday"};

describe("the prompt for a model with a chat template", () => {
    it("consists of a system turn and the brief's turn", async () => {
        expect((await build(letter)).text).toBe(
            `<system>${systemText}\n<user>Write an e-mail to Ann with the subject "Lunch".\n\nSay:\n- thank her\n- suggest Thursday`
        );
    });

    it("keeps the template's own system turn, followed by habits and rules", async () => {
        const own: FormatModel = {...chatModel, chat: {defaultSystem: "You are Bo.", thinking: "none"}};
        const {text} = await build(letter, {profile: "Short sentences.", rules: ["no exclamation marks"]}, own);
        expect(text).toMatch(/^<system>You are Bo\.\n\nShort sentences\.\n\nThese rules come first:\n- no exclamation marks\n<user>/);
    });

    it("shows examples as turns of user and assistant, for each kind in its form", async () => {
        const reply = item({kind: "reply", message: "Is it there?\n\nOn Monday, 3 May 2021, Bo wrote:\n> old", title: "Re: Rope"});
        expect((await build({kind: "reply", message: "And now?"}, {examples: [reply]})).text).toContain(
            `<user>Write a reply with the subject "Rope" to this message:\n\nIs it there?\n\nSay:\n- tell them it is here\n` +
                "<assistant>It is here.\n<user>Write a reply to this message:\n\nAnd now?"
        );
        expect((await build({kind: "subject", text: "A mail"}, {examples: [item()]})).text).toContain(
            "<user>Write a subject line for this e-mail.\n\nIt is here.\n<assistant>Rope\n<user>"
        );
        const going = (await build({kind: "continue", text: "It began"}, {examples: [item({text: "One. Two. Three. Four."})]})).text;
        expect(going).toContain('<user>Go on with this text with the subject "Rope".\n\nOne. Two.\n<assistant>Three. Four.');
    });

    it("shows whom an example greets and how it is signed, and no notes of a part that was cut off", async () => {
        const text = `Morning Ines,\n\nI will bring the oak on Friday. ${"The slip is wet. ".repeat(60)}\n\nOnwards,\nMaren`;
        const short = (
            await build(letter, {examples: [item({text: "Morning Ines,\n\nI will bring the oak on Friday.\n\nOnwards,\nMaren"})]})
        ).text;
        expect(short).toContain(
            '<user>Write an e-mail to Ines with the subject "Rope" signed "Onwards, Maren".\n\nSay:\n' +
                "- say I'll bring the oak on Friday\n<assistant>Morning Ines,\n\nI will bring the oak on Friday.\n\nOnwards,\n" +
                "Maren\n"
        );
        const long = (await build(letter, {examples: [item({text})]})).text;
        expect(long).not.toContain("Onwards");
        expect(long.length).toBeLessThan(2500);
    });

    it("puts the vectors where the plug wants them", async () => {
        for (const [slot, where] of [
            ["system", /^<system>\[P\]You/],
            ["user", /<user>\[P\]Write/],
            ["before-answer", /Thursday\[P\]$/]
        ] as const)
            expect((await build(letter, {vectors, slot})).text).toMatch(where);
    });

    it("begins the answer with a greeting and includes the signature", async () => {
        const {text} = await build(letter, {beginning: "Hi Ann,\n\n", signature: "Cheers, Bo", words: 83});
        expect(text).toContain('signed "Cheers, Bo" in about 80 words');
        expect(text).toMatch(/\n<assistant>Hi Ann,\n\n$/);
    });

    it("asks for a change of a text", async () => {
        const {prompt} = await chooseFormat(chatModel).buildRevision("Make it shorter.", "A long text.", noParts, tokenizer);
        expect(show(prompt)).toMatch(/\n<user>Make it shorter\. Keep the facts\.\n\nA long text\.$/);
    });
});

describe("what is too long", () => {
    const words = (count: number, word = "w") => Array.from({length: count}, (_, i) => `${word}${i}`).join(" ");
    const kept = (text: string, word = "w") => text.match(new RegExp(`\\b${word}\\d+`, "g")) ?? [];

    it("is not truncated while it fits", async () => {
        const {text, truncated} = await build({kind: "reply", message: words(2500), notes: words(400, "n")});
        expect([kept(text).length, kept(text, "n").length, truncated]).toEqual([2500, 400, []]);
    });

    it("is truncated at its end, and listed; a text to continue at its beginning", async () => {
        const article = await build({kind: "headline", text: words(9000)});
        expect(kept(article.text)[0]).toBe("w0");
        expect(kept(article.text).length).toBeGreaterThan(3900);
        expect(kept(article.text).length).toBeLessThan(4096 - 48);
        expect(article.truncated).toEqual(["text"]);
        expect(kept((await build({kind: "continue", text: words(9000)})).text).at(-1)).toBe("w8999");
    });

    it("loses the quoted tail of a message before the message itself, and the notes last", async () => {
        const message = `${words(2000)}\n\nOn Monday, 3 May 2021, Bo wrote:\n> ${words(3000, "q")}`;
        const {text, truncated} = await build({kind: "reply", message, notes: words(100, "n")});
        expect([kept(text).length, kept(text, "q").length, kept(text, "n").length, truncated]).toEqual([2000, 0, 100, ["message"]]);
    });

    it("drops examples first, the best one last", async () => {
        const examples = ["third", "second", "first"].map((title) => item({title, text: words(60, "e")}));
        const titles = async (contextSize: number) =>
            (await build({kind: "email", notes: words(100)}, {examples}, {...chatModel, contextSize})).text.match(/third|second|first/g) ??
            [];
        const all = ["third", "second", "first"];
        const kept = [await titles(4096), await titles(400), await titles(340), await titles(200)];
        for (const each of kept) expect(each).toEqual(all.slice(all.length - each.length));
        expect(
            kept
                .map((each) => each.length)
                .toSorted()
                .toReversed()
        ).toEqual(kept.map((each) => each.length));
        expect([kept[0]?.length, kept[3]?.length]).toEqual([3, 0]);
        expect(new Set(kept.map((each) => each.length)).size).toBeGreaterThan(2);
    });
});

it("keeps the first sentence of a title that runs on until it is cut off", () => {
    for (const model of [chatModel, baseModel]) {
        const format = chooseFormat(model);
        expect(format.finish("The ladder was replaced. It is oak and", {kind: "headline"}, false)).toBe("The ladder was replaced");
        expect(format.finish("A new ladder for the north", {kind: "headline"}, false)).toBe("A new ladder for the north");
        expect(format.finish("Ladders, old and new. Bronze.", {kind: "headline"}, true)).toBe("Ladders, old and new. Bronze");
        expect(format.finish("Hi Ann,\n\nIt is here. And then we", {kind: "email", notes: "it is here"}, false)).toBe(
            "Hi Ann,\n\nIt is here."
        );
    }
});

describe("the prompt for a model without a chat template", () => {
    it("is a document of similar texts that the draft continues", async () => {
        const {text} = await build(letter, {examples: [item()], beginning: "Hi Ann,\n\n"}, baseModel);
        expect(text).toBe(
            "Subject: Rope\nNotes: tell them it is here\nE-mail:\nIt is here.\n\n###\n" +
                "To: Ann\nSubject: Lunch\nNotes: thank her; suggest Thursday\nE-mail:\nHi Ann,\n\n"
        );
        expect((await build(letter, {}, baseModel)).text).toMatch(/^To: Robin\n[\s\S]*\n\n###\nTo: Ann\n/);
        expect(chooseFormat(baseModel).sampling(letter).stop).toEqual(expect.arrayContaining(["\n###", "\nE-mail:"]));
    });

    it("ends with the label of a line; for a text to continue it is only that text", async () => {
        expect((await build({kind: "headline", text: "An article."}, {}, baseModel)).text).toMatch(/Article:\nAn article\.\n\nHeadline:$/);
        expect((await build({kind: "continue", text: "It began", subject: "Ropes"}, {}, baseModel)).text).toBe("Ropes\n\nIt began");
    });

    it("drops the incomplete last sentence of a draft", () => {
        const format = chooseFormat(baseModel);
        expect(format.finish("Hi Ann,\n\nIt is here. And then we", letter, false)).toBe("Hi Ann,\n\nIt is here.");
        expect(format.finish("Hi Ann,\n\nIt is here. And then we", letter, true)).toBe("Hi Ann,\n\nIt is here. And then we");
    });
});
