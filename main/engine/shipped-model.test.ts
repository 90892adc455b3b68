import {afterAll, beforeAll, expect, test} from "vitest";
import {fileURLToPath} from "node:url";
import type {Brief} from "../../app/drafting/brief.ts";
import {usualSampling} from "../../app/drafting/drafting.ts";
import type {Engine, ModelInfo} from "../../app/drafting/engine.ts";
import {buildPrompt} from "../../app/drafting/prompt.ts";
import {notesPhrases} from "../../app/drafting/prompt-parts.ts";
import {isSignOffLine} from "../../app/persona/letter.ts";
import {openEngine} from "./open-engine.ts";

/* What the sampling promises of the model that ships, whatever its weights are. */

let engine: Engine, model: ModelInfo;

beforeAll(async () => {
    engine = openEngine("in-process", {threads: 1, gpu: false});
    model = await engine.load(fileURLToPath(new URL("../../resources/models/idiolect-nano.gguf", import.meta.url)));
});

afterAll(() => engine.dispose());

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
