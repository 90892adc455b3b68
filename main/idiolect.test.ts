import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import type {DraftRequest} from "../app/drafting/draft-request.ts";
import {draft, type Draft} from "../app/drafting/drafting.ts";
import type {RevisionEvent, RevisionRequest} from "../app/drafting/revise.ts";
import {strategies} from "../app/drafting/strategy.ts";
import {Recipients} from "../app/persona/recipients.ts";
import {makeTinyVoice} from "./cli/testing/tiny-voice.ts";
import {createIdiolect, type Idiolect, type IdiolectOptions} from "./idiolect.ts";

/* The services together, with real library, encoder and llama.cpp with vectors. Only the weights are random. */

// the machine may be busy; nothing here measures time
vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

const samples = fileURLToPath(new URL("../resources/samples", import.meta.url));
let folder: string;
let idiolect: Idiolect;
let base: Idiolect;

async function open(name: string, options: Partial<IdiolectOptions>): Promise<Idiolect> {
    const services = await createIdiolect({home: join(folder, name), engine: "in-process", threads: 1, ...options});
    await services.library.setIdentities(["Maren Holt", "maren@quaystreet.example"]);
    await services.library.addSource(samples);
    await services.library.scan();
    return services;
}

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-services-"));
    const chatVoice = await makeTinyVoice(join(folder, "chat"));
    const {model, encoder} = await makeTinyVoice(join(folder, "base"), {model: {tokenizer: "spm", chatTemplate: null}});
    [idiolect, base] = await Promise.all([open("home-chat", chatVoice), open("home-base", {model, encoder})]);
});

afterAll(async () => {
    await Promise.all([idiolect?.dispose(), base?.dispose()]);
    await rm(folder, {recursive: true, force: true});
});

const brief = {kind: "email", to: "Tomas", subject: "rope", notes: "rope is here; check it on Monday"} as const;

async function draftAll(request: Partial<DraftRequest>, services = idiolect, signal?: AbortSignal): Promise<Draft[]> {
    const drafts: Draft[] = [];
    for await (const event of services.draft({brief, seeds: [1], sampling: {maxTokens: 24}, ...request}, signal)) {
        if (event.type === "end") drafts[event.draft] = event.result;
    }
    return drafts;
}

describe("drafting", () => {
    it("generates several drafts with influences and match scores, and the same ones for the same seeds in the same order", async () => {
        const drafts = await draftAll({seeds: [3, 4, 5]});
        expect(drafts).toHaveLength(3);
        expect(drafts.map(({seed}) => seed)).toEqual([3, 4, 5]);
        for (const {influences, strategy, strategyReason, truncated, matchScore} of drafts) {
            expect([strategy, strategyReason.text, truncated]).toEqual(["plug", "Your voice shaped this draft.", []]);
            expect(influences.length).toBeGreaterThan(3);
            expect(influences[0]?.path).toContain("samples");
            expect(influences[0]?.weight).toBeGreaterThanOrEqual(influences[1]?.weight ?? 1);
            expect(matchScore === null || (matchScore >= 0 && matchScore <= 1)).toBe(true);
        }
        expect(await draftAll({seeds: [3, 4, 5]}).then((again) => again.map(({text}) => text))).toEqual(drafts.map(({text}) => text));
        expect((await draftAll({seeds: [3]}))[0]?.text).toBe(drafts[0]?.text);
    });

    it("streams the same text that the result has", async () => {
        let streamed = "";
        let ended = "";
        for await (const event of idiolect.draft({brief, seeds: [9], sampling: {maxTokens: 24}})) {
            if (event.type === "token") streamed += event.text;
            if (event.type === "end") ended = event.result.text;
        }
        expect(streamed.trimEnd()).toBe(ended);
        expect(ended).not.toBe("");
    });

    it("uses the user's greeting if a persona is used", async () => {
        const [own, nobody, plain] = [await draftAll({}), await draftAll({strength: 0}), await draftAll({strategy: "none"})].map(
            ([each]) => each?.text
        );
        expect(own).toMatch(/^Morning Tomas,\n\n/);
        expect(nobody).not.toContain("Morning Tomas");
        expect(plain).not.toContain("Morning Tomas");
    });

    it("greets and closes to somebody as the user said, and to others as their letters do", async () => {
        const {engine, persona, library} = idiolect;
        // the model's weights are random: it never ends by itself
        const ended = new Proxy(engine, {
            get: (target, name) =>
                name === "draft"
                    ? async function* (...call: Parameters<typeof engine.draft>) {
                          for await (const event of engine.draft(...call)) yield event.type === "end" ? {...event, reason: "stop"} : event;
                      }
                    : typeof Reflect.get(target, name) === "function"
                      ? (Reflect.get(target, name) as () => unknown).bind(target)
                      : (Reflect.get(target, name) as unknown)
        });
        const known = new Recipients(await persona.items(), [
            {recipient: "Tomas", greeting: "Hello Tommi!", signOff: "Yours ever, M. Holt"}
        ]);
        const examples = {items: async () => [], search: async () => [], nearest: async () => []};
        const towards = (to: string) => known.addressFor(to);
        const parts = {...(await idiolect.voice()), engine: ended, persona, history: library.history, examples, towards};
        const texts: string[] = [];
        for (const to of ["Tomas", "Somebody Else", ""]) {
            for await (const event of draft(parts, {brief: {...brief, to}, seeds: [1], candidates: 1, sampling: {maxTokens: 12}}))
                if (event.type === "end") texts.push(event.result.text);
        }
        expect(texts[0]).toMatch(/^Hello Tommi!\n\n[^]*\n\nYours ever,\nM\. Holt$/);
        for (const text of texts.slice(1)) {
            expect(text).toMatch(/\n\nOnwards,\nMaren$/);
            expect(text).not.toContain("Tommi");
        }
    });

    it("depends on the persona, on its strength and on its absence", async () => {
        const texts = await Promise.all(
            (
                [
                    ["none", 1],
                    ["instruction", 1],
                    ["plug", 0],
                    ["plug", 1],
                    ["plug", 3],
                    ["plug-without-I", 1]
                ] as const
            ).map(
                async ([strategy, strength]) =>
                    (
                        await draftAll({
                            brief: {kind: "continue", text: "The rope"},
                            strategy,
                            strength,
                            sampling: {temperature: 0, repeatPenalty: 1, maxTokens: 40}
                        })
                    )[0]?.promptTokens
            )
        );
        // none: no vectors; I: 1, P: 2
        const [none = 0] = texts;
        expect(texts).toEqual([none, none + 1, none + 3, none + 3, none + 3, none + 2]);
        const likelihood = async (strength: number) =>
            (await idiolect.persona.forBrief((await idiolect.voice()).plug!, brief, {strength})).vectors;
        expect(await likelihood(0)).not.toEqual(await likelihood(1));
    });

    // trained personas have their tests in main/training
    it.each(strategies.filter((name) => name !== "shuffled" && !/^(?:tuned|lora)/.test(name)))(
        "works by the strategy %s, for every kind",
        async (strategy) => {
            for (const each of [
                brief,
                {kind: "reply", message: "Is the rope there?", notes: "yes"},
                {kind: "headline", text: "The ladder has been replaced."},
                {kind: "subject", text: "Morning Tomas, the rope is here."},
                {kind: "continue", text: "The rope"}
            ] as const) {
                const [result] = await draftAll({brief: each, strategy, sampling: {maxTokens: 4}});
                expect(result?.tokens, each.kind).toBeLessThanOrEqual(4);
                expect(result?.strategy).toBe(strategy);
            }
        }
    );

    it("puts retrieved texts into the prompt and lists them", async () => {
        const [four, one, none] = [
            await draftAll({strategy: "bm25"}),
            await draftAll({strategy: "bm25-1"}),
            await draftAll({strategy: "none"})
        ];
        expect(four[0]?.influences).toHaveLength(4);
        expect(one[0]?.influences).toHaveLength(1);
        expect(none[0]?.influences).toHaveLength(0);
        expect(four[0]?.promptTokens).toBeGreaterThan(one[0]?.promptTokens ?? Infinity);
        expect(one[0]?.promptTokens).toBeGreaterThan(none[0]?.promptTokens ?? Infinity);
    });

    it("shows the model a message without the line breaks of its width", async () => {
        const lines = ["The rope that you sent us came yesterday and it is far too stiff for the", "small winch, could you take it back?"];
        const [broken, whole] = [lines.join("\n"), lines.join(" ")];
        const reply = (message: string) =>
            draftAll({brief: {kind: "reply", message, notes: "yes"}, strategy: "none", seeds: [3], sampling: {maxTokens: 12}});
        const [[first], [second], [other]] = [await reply(broken), await reply(whole), await reply(whole.replace("yesterday", "today"))];
        expect(first?.text).toBe(second?.text);
        expect(first?.promptTokens).toBe(second?.promptTokens);
        expect([other?.text, other?.promptTokens]).not.toEqual([second?.text, second?.promptTokens]);
    });

    it("applies the user's rules to the model's output", async () => {
        const [plain] = await draftAll({seeds: [12], sampling: {maxTokens: 120, temperature: 1.5}});
        const letter = /[a-z]/.exec(plain?.text.toLowerCase() ?? "")?.[0] ?? "e";
        const [kept] = await draftAll({
            seeds: [12],
            sampling: {maxTokens: 120, temperature: 1.5},
            rules: [`never use "${letter}"`, "no exclamation marks"]
        });
        expect(kept?.brokenRules).toEqual([]);
        expect(kept?.text).not.toContain("!");
    });

    it("uses the model's chat template, with the rules and the profile in its prompt", async () => {
        const [plain] = await draftAll({strategy: "none"});
        const [profile] = await draftAll({strategy: "profile", rules: ["never be boring"]});
        expect(profile?.promptTokens).toBeGreaterThan(plain?.promptTokens ?? Infinity);
    });

    it("uses examples and habits if there is no plug, and reports it; without a chat template as well", async () => {
        const [result] = await draftAll({}, base);
        expect(result).toMatchObject({
            strategy: "profile+retrieval",
            strategyReason: {text: expect.stringContaining("as examples, and your habits in words")}
        });
        expect(result?.influences).toHaveLength(2);
        expect(result?.text).toMatch(/^Morning Tomas,/);
        const kinds = [
            {kind: "reply", message: "Is it there?", notes: "yes"},
            {kind: "headline", text: "The ladder is new."},
            {kind: "subject", text: "The rope is here."},
            {kind: "continue", text: "The rope"}
        ] as const;
        for (const each of kinds)
            expect((await draftAll({brief: each, sampling: {maxTokens: 4}}, base))[0]?.strategy).toBe("profile+retrieval");
    });

    it("takes the best of several candidates if there is a reviewer", async () => {
        const judged = new Set<string>();
        const reviewers = [{name: "length", penalty: ({text}: {text: string}) => (judged.add(text), 1 / text.length)}];
        const voice = await idiolect.voice();
        const {
            engine,
            persona,
            library: {history}
        } = idiolect;
        const examples = {items: async () => [], search: async () => [], nearest: async () => []};
        const parts = {...voice, engine, persona, history, examples, reviewers};
        const texts: string[] = [];
        for await (const event of draft(parts, {brief, seeds: [1], candidates: 3, sampling: {maxTokens: 12, temperature: 2}})) {
            if (event.type === "end") texts.push(event.result.text);
        }
        expect(judged.size).toBe(3);
        const [longest = ""] = [...judged].toSorted((a, b) => b.length - a.length);
        // a note that no candidate mentions is inserted
        expect(texts).toHaveLength(1);
        expect(texts[0]).toContain(longest.split("\n").at(-1));
    });

    it("reports the order after the last of several drafts, and for a single one nothing", async () => {
        const events: string[] = [];
        for await (const event of idiolect.draft({brief, seeds: [1, 2, 3], sampling: {maxTokens: 8}})) {
            if (event.type !== "token" && event.type !== "stage")
                events.push(event.type === "order" ? event.drafts.toSorted().join(" ") : event.type);
        }
        expect(events).toEqual(["end", "end", "end", "0 1 2"]);
        for await (const event of idiolect.draft({brief, seeds: [1], sampling: {maxTokens: 8}})) expect(event.type).not.toBe("order");
    });

    it("reports why a strategy cannot be used here", async () => {
        await expect(draftAll({strategy: "shuffled"})).rejects.toThrow(/needs another author's history/);
        await expect(draftAll({strategy: "plug"}, base)).rejects.toThrow(/There is no plug/);
    });

    it("reports what an empty brief lacks", async () => {
        await expect(draftAll({brief: {kind: "email"}})).rejects.toThrow(/The brief is empty/);
        await expect(draftAll({brief: {kind: "headline", text: " "}})).rejects.toThrow(/needs a text to stand above/);
    });

    it("truncates a brief that is longer than the context instead of rejecting it", async () => {
        const [result] = await draftAll({brief: {kind: "headline", text: "The ladder is new. ".repeat(20_000)}, sampling: {maxTokens: 4}});
        expect(result?.promptTokens).toBeLessThan(2048);
        expect(result?.truncated).toEqual(["text"]);
    });

    it("ends every draft within a token when it is cancelled, and reports it", async () => {
        const controller = new AbortController();
        const seeds = [1, 2, 3, 4, 5, 6];
        const reasons: string[] = [];
        let tokensAfter = 0;
        for await (const event of idiolect.draft({brief, seeds, sampling: {maxTokens: 300, temperature: 1.5}}, controller.signal)) {
            if (event.type === "token" && controller.signal.aborted) tokensAfter++;
            if (event.type === "token") controller.abort();
            if (event.type === "end") reasons.push(event.result.reason);
        }
        expect(reasons).toHaveLength(seeds.length);
        expect(reasons.filter((reason) => reason === "cancelled").length).toBeGreaterThanOrEqual(4);
        expect(tokensAfter).toBeLessThanOrEqual(1);
    });
});

describe("a model that is loading", () => {
    it("continues to load for other callers when one of them aborts", async () => {
        const services = await createIdiolect({
            home: join(folder, "home-loading"),
            engine: "in-process",
            threads: 1,
            ...(await makeTinyVoice(join(folder, "loading")))
        });
        const controller = new AbortController();
        const [first, second] = [services.voice(controller.signal), services.voice()];
        controller.abort();
        await expect(first).rejects.toThrow(/abort/i);
        expect((await second).model.name).toBe("tiny");
        await services.dispose();
    });
});

describe("revision", () => {
    const text = "Morning Ines,\n\nI just wanted to let you know that the rope is really here. We do not need more.\n\nOnwards,\nMaren";

    async function revise(request: Partial<RevisionRequest>, services = base): Promise<Extract<RevisionEvent, {type: "end"}>["result"]> {
        for await (const event of services.revise({text, from: 0, to: text.length, how: "mine", kind: "email", ...request})) {
            if (event.type === "end") return event.result;
        }
        throw new Error("no end");
    }

    it("rewrites in the user's voice by rules that keep the content", async () => {
        const from = text.indexOf("We do");
        const {text: changed, by, note} = await revise({from, to: from + "We do not need more.".length});
        expect(changed).toBe("We don't need more.");
        expect([by, note]).toEqual(["rules", null]);
    });

    it("makes a passage shorter, and keeps the white space around it", async () => {
        const from = text.indexOf("\n\nI just");
        const to = text.indexOf("\n\nOnwards");
        expect((await revise({from, to, how: "shorter"})).text).toMatch(/^\n\nThe rope is here\./);
    });

    it("adds nothing that a model of random weights writes, and reports it", async () => {
        expect(await revise({how: "longer", seed: 3})).toMatchObject({
            text,
            by: "rules",
            undone: ["longer"],
            note: {text: expect.stringMatching(/could not be made longer/)}
        });
    });

    it("reports when it has no change to offer", async () => {
        const from = text.indexOf("Onwards");
        expect((await revise({from, to: from + 8, how: "plainer"})).note?.text).toMatch(/no plainer words/);
    });

    it("shows no rewriting that loses content of the passage", async () => {
        const from = text.indexOf("We do");
        const passage = {from, to: from + "We do not need more.".length};
        expect(await revise({...passage, how: "instruction", instruction: "make it rhyme"}, idiolect)).toMatchObject({
            text: "We do not need more.",
            undone: ["make it rhyme"],
            note: {text: expect.stringMatching(/could not be done/)}
        });
    });

    it("follows an instruction step by step, and names the step that failed", async () => {
        const done = await revise({
            how: "instruction",
            instruction: "offer Tuesday; leave out the part about the rope; replace October with May"
        });
        expect(done).toMatchObject({
            text: "Morning Ines,\n\nWe do not need more. How about Tuesday?\n\nOnwards,\nMaren",
            undone: ["replace October with May"]
        });
    });

    it("needs an instruction", async () => {
        await expect(revise({how: "instruction", instruction: " , "})).rejects.toThrow(/instruction is empty/);
    });

    it("needs a selection", async () => {
        await expect(revise({from: 3, to: 3})).rejects.toThrow(/Nothing is selected/);
    });
});

describe("a library that changes", () => {
    it("changes the persona", async () => {
        const {plug} = await idiolect.voice();
        const before = await idiolect.persona.forBrief(plug!, brief);
        const id = before.influences[0]!.id;
        await idiolect.library.exclude(id);
        const after = await idiolect.persona.forBrief(plug!, brief);
        expect(after.items).toBe(before.items - 1);
        expect(after.influences.map((influence) => influence.id)).not.toContain(id);
        expect(after.vectors).not.toEqual(before.vectors);
        await idiolect.library.exclude(id, false);
        expect((await idiolect.persona.forBrief(plug!, brief)).vectors).toEqual(before.vectors);
    });
});
