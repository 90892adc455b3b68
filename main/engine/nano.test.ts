import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, expect, test, vi} from "vitest";
import {usualSampling} from "../../app/drafting/drafting.ts";
import {buildPrompt} from "../../app/drafting/prompt.ts";
import {notesPhrases} from "../../app/drafting/prompt-parts.ts";
import {isSignOffLine} from "../../app/persona/letter.ts";
import {openEngine} from "./open-engine.ts";
import type {Brief} from "../../app/drafting/brief.ts";
import type {Engine, ModelInfo, PromptSegment, SamplingOptions} from "../../app/drafting/engine.ts";

/*
 * What helps a small model along, on the one that ships.
 */

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

let engine: Engine;
let model: ModelInfo;

beforeAll(async () => {
    engine = openEngine("in-process", {threads: 1, gpu: false});
    model = await engine.load(fileURLToPath(new URL("../../resources/models/idiolect-nano.gguf", import.meta.url)));
});

afterAll(() => engine.dispose());

const control = (token: string): PromptSegment => ({type: "control", token});
const text = (value: string): PromptSegment => ({type: "text", text: value});

const briefs = [
    ["Meeting moved to Thursday", ["meeting moved to Thursday at 3", "room 204", "please bring the budget figures"]],
    ["Broken printer", ["printer on the second floor is broken", "technician comes tomorrow", "use the one in room 12"]],
    ["New rope", ["new rope arrived today", "two hundred metres", "too stiff for the winch"]],
] as const;

async function write([subject, notes]: (typeof briefs)[number], sampling: SamplingOptions): Promise<string> {
    const prompt = [control("<s>"), control("<|email|>"), control("<|title|>"), text(` ${subject}`), control("<|notes|>"), text(` ${notes.join("; ")}`), control("<|draft|>")];
    for await (const event of engine.draft({prompt, seeds: [1], sampling: {temperature: 0, repeatPenalty: 1, maxTokens: 160, ...sampling}}))
        if (event.type === "end") return event.text;
    throw new Error("no draft came");
}

test("more of the notes are said when they are called for", async () => {
    const said = async (called: boolean): Promise<number> => {
        let count = 0;
        for (const brief of briefs) {
            const draft = (await write(brief, {dry: 0.8, wanted: called ? brief[1] : []})).toLowerCase();
            count += brief[1].filter((phrase) => draft.includes(phrase.toLowerCase())).length;
        }
        return count;
    };
    expect(await said(true)).toBeGreaterThan(await said(false));
});

test("notes are sentences of their own, and their numbers stay as they are", async () => {
    const drafts = await Promise.all(briefs.map((brief) => write(brief, {dry: 0.8, wanted: brief[1], copy: 0})));
    expect(drafts.join("\n")).toMatch(/(^|[.!?\n]) ?(please bring the budget figures|technician comes tomorrow)/im);
    expect(drafts[0]).not.toMatch(/Thursday at 3[\d:]/);
    expect(drafts.join("\n")).toMatch(/room 204(?!\d)/i);
});

/** the last three are of drafts that would end early if they were not given a new line to go on in */
const seeds = [1, 2, 3, 27, 30, 55];

test.each([
    "meeting moved to Thursday at 3; room 204; please bring the budget figures; sorry for the short notice",
    "server will be down on Friday from 6 to 8 pm; save your work; tell me if this is a problem",
    "the printer on the second floor is out of toner"
])("an e-mail says its notes and then ends: %s", async (notes) => {
    const brief: Brief = {kind: "email", subject: "news", notes};
    const prompt = await buildPrompt(model, brief, {examples: [], vectors: null, slot: "start", profile: null, rules: []}, engine);
    let drafts = 0;
    for await (const event of engine.draft({prompt, seeds, sampling: {...usualSampling(model, brief), maxTokens: 200}})) {
        if (event.type !== "end") continue;
        drafts++;
        expect(event.reason).toBe("stop");
        const text = event.text.toLowerCase();
        const ends = notesPhrases(notes).map((phrase) => text.indexOf(phrase.toLowerCase()) + phrase.length);
        expect(Math.min(...ends.map((end, i) => end - notesPhrases(notes)[i]!.length)), event.text).toBeGreaterThanOrEqual(0);
        const after = text.slice(Math.max(...ends)).replace(/^[^\n.?!]*[.?!\n]*/, "").trim();
        expect(after === "" || isSignOffLine(after), event.text).toBe(true);
    }
    expect(drafts).toBe(seeds.length);
});

test("a title takes more of its words from its article where those gain", async () => {
    const articles = [
        "The city library will open on Sundays from March, the council decided on Tuesday. Two more librarians will be hired.",
        "The museum of ropes has a new engine in its hall, a gift of the harbour. It is shown from Friday on, at no charge.",
        "A storm broke forty trees in the park last night. The paths stay closed until the gardeners have cleared them."
    ];
    const share = async (copy?: number): Promise<number> => {
        let [found, words] = [0, 0];
        for (const article of articles) {
            const prompt = [control("<s>"), control("<|headline|>"), control("<|text|>"), text(` ${article}`), control("<|draft|>")];
            for await (const event of engine.draft({prompt, seeds: [1], sampling: {temperature: 0, repeatPenalty: 1, maxTokens: 32, ...copy !== undefined && {copy}}})) {
                if (event.type !== "end") continue;
                const title = event.text.toLowerCase().match(/\p{L}+/gu) ?? [];
                words += title.length;
                found += title.filter((word) => article.toLowerCase().includes(word)).length;
            }
        }
        return found / words;
    };
    expect(await share(1.5)).toBeGreaterThan(await share());
});

test("DRY leads drafts out of their circles", async () => {
    const longestRepeat = async (sampling: SamplingOptions): Promise<number> => {
        const drafts = await Promise.all(briefs.map((brief) => write(brief, sampling)));
        return Math.max(...drafts.map(longestRepeated));
    };
    expect(await longestRepeat({dry: 0.8})).toBeLessThan(await longestRepeat({}));
});

/** Characters of the longest passage that stands twice. */
function longestRepeated(value: string): number {
    let longest = 0;
    for (let start = 0; start < value.length; start++)
        while (value.includes(value.slice(start, start + longest + 1), start + 1) && start + longest < value.length) longest++;
    return longest;
}
