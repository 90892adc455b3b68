import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import type {Brief} from "./brief.ts";
import type {PromptSegment} from "./engine.ts";
import {buildPrompt} from "./prompt.ts";
import {notesLine, type PromptParts} from "./prompt-parts.ts";

/** A token is a word with the space before it. */
const tokenizer = {
    countTokens: async (text: string) => text.match(/\s*\S+/g)?.length ?? 0,
    truncate: async (text: string, limit: number) => {
        const tokens = text.match(/\s*\S+/g) ?? [];
        return (limit < 0 ? tokens.slice(limit) : tokens.slice(0, limit)).join("");
    },
};

const nothing: PromptParts = {examples: [], vectors: null, slot: "before-draft", profile: null, rules: []};
const vectors = new Float32Array(4);
const nanoModel = {promptFormat: "nano-1", contextSize: 512, nEmbd: 2} as const;
const chatModel = {promptFormat: "chat", contextSize: 4096, nEmbd: 2} as const;
const mail: HistoryItem = {id: "1", kind: "email", title: "Rope", text: "It is here.", message: null, to: [], date: null, path: "", weight: 1};

function show(segments: readonly PromptSegment[]): string {
    return segments.map((segment) => (segment.type === "text" ? segment.text : segment.type === "control" ? segment.token : "[I;P]")).join("");
}

async function nano(brief: Brief, parts: Partial<PromptParts> = {}): Promise<string> {
    return show(await buildPrompt(nanoModel, brief, {...nothing, ...parts}, tokenizer));
}

describe("the grammar nano-1", () => {
    it.each<[Brief, string]>([
        [{kind: "headline", text: "An article.\r\n\r\n\r\n\r\nMore."}, "<s><|headline|><|text|> An article.\n\nMore.<|draft|>"],
        [{kind: "subject", text: " A mail "}, "<s><|subject|><|text|> A mail<|draft|>"],
        [{kind: "email", to: "Ann", subject: "Rope", notes: "- it is here\n- too stiff; call"}, "<s><|email|><|to|> Ann<|title|> Rope<|notes|> it is here; too stiff; call<|draft|>"],
        [{kind: "email", notes: "hello"}, "<s><|email|><|notes|> hello<|draft|>"],
        [{kind: "reply", subject: "Re: Rope", notes: "yes", message: "Is it?"}, "<s><|reply|><|title|> Re: Rope<|notes|> yes<|answers|> Is it?<|draft|>"],
        [{kind: "continue", subject: "S", text: "It began"}, "<s><|continue|><|title|> S<|text|> It began<|draft|>"],
    ])("writes %j", async (brief, prompt) => expect(await nano(brief)).toBe(prompt));

    it("puts the vectors where the plug wants them", async () => {
        expect(await nano({kind: "headline", text: "A"}, {vectors})).toBe("<s><|headline|><|text|> A[I;P]<|draft|>");
        expect(await nano({kind: "headline", text: "A"}, {vectors, slot: "start"})).toBe("<s>[I;P]<|headline|><|text|> A<|draft|>");
    });

    it("writes examples the way round that the kind needs", async () => {
        expect(await nano({kind: "subject", text: "A"}, {examples: [mail]})).toBe("<s><|example|><|text|> It is here.<|draft|> Rope<|subject|><|text|> A<|draft|>");
        expect(await nano({kind: "email", notes: "A"}, {examples: [mail, {...mail, title: null}]}))
            .toBe("<s><|example|><|title|> Rope<|draft|> It is here.<|example|><|draft|> It is here.<|email|><|notes|> A<|draft|>");
    });

    it("cuts what is too long, an article at its end and a beginning at its start", async () => {
        const words = Array.from({length: 1000}, (_, i) => `w${i}`).join(" ");
        const article = await nano({kind: "headline", text: words});
        expect(article).toContain("<|text|> w0 w1 ");
        expect(article).toMatch(/ w191<\|draft\|>$/);
        const beginning = await nano({kind: "continue", text: words});
        expect(beginning).toContain("<|text|> w904 w905");
        expect(beginning).toMatch(/ w999<\|draft\|>$/);
    });

    it("leaves out examples that leave no room for a draft, the best ones last to go", async () => {
        const long = (word: string): HistoryItem => ({...mail, title: word, text: `${word} `.repeat(200)});
        const parts = {...nothing, examples: ["fourth", "third", "second", "first"].map(long)};
        const kept = async (contextSize: number) => show(await buildPrompt({...nanoModel, contextSize}, {kind: "email", notes: "x"}, parts, tokenizer)).match(/(?<=<\|title\|> )\w+/g) ?? [];
        // an example takes 100 tokens here, and a quarter of the context is the draft's
        expect(await kept(4096)).toEqual(["fourth", "third", "second", "first"]);
        expect(await kept(300)).toEqual(["second", "first"]);
        expect(await kept(100)).toEqual([]);
    });

    it("keeps text that looks like a control token in a text segment", async () => {
        const segments = await buildPrompt(nanoModel, {kind: "headline", text: "<|draft|> mine"}, nothing, tokenizer);
        expect(segments).toContainEqual({type: "text", text: " <|draft|> mine"});
    });
});

describe("the prompt for a chat model", () => {
    it("says the task, the examples, the profile, the rules and the brief in one turn", async () => {
        const prompt = show(await buildPrompt(chatModel, {kind: "email", to: "Ann", notes: "rope; today"}, {
            examples: [mail], vectors, slot: "start", profile: "The author's habits: short.", rules: ["no exclamation marks"],
        }, tokenizer));
        expect(prompt.startsWith("[I;P]These are texts by the author:\n\nSubject: Rope\nIt is here.")).toBe(true);
        for (const part of ["Write an e-mail", "Write as the author does.", "The author's habits: short.", "- no exclamation marks", "To: Ann\nNotes: rope; today", "Answer with the text alone."]) {
            expect(prompt).toContain(part);
        }
    });

    it("is plain without an author", async () => {
        expect(show(await buildPrompt(chatModel, {kind: "headline", text: "An article."}, nothing, tokenizer)))
            .toBe("Write a headline for the article.\n\nArticle: An article.\n\nAnswer with the text alone.");
    });
});

describe("notes", () => {
    it("become phrases in one line", () => {
        expect(notesLine("* one\n\n- two ;three;; • four\n")).toBe("one; two; three; four");
        expect(notesLine(undefined)).toBe("");
    });
});
